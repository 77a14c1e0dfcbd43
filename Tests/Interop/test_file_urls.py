"""Files that tools fetch from URLs: from where, and how much."""

import shutil
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from support import answers, certificates

EDIT = {"prompt": "at night"}

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")


@pytest.fixture(scope="module")
def trust(tmp_path_factory):
    return certificates.make(tmp_path_factory.mktemp("certificates"))


class Files(ThreadingHTTPServer):
    """A host of files over TLS on the loopback interface."""

    def __init__(self, context):
        self.paths: list[str] = []
        super().__init__(("127.0.0.1", 0), FileRequest)
        self.socket = context.wrap_socket(self.socket, server_side=True)
        self.place = f"localhost:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def handle_error(self, *_):
        pass


class FileRequest(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.paths.append(self.path)
        match self.path:
            case "/picture.png":
                self.reply(answers.PNG)
            case "/moved.png":
                self.reply(b"", 302, {"Location": "/picture.png"})
            case "/inside.png":
                self.reply(b"", 302, {"Location": "https://169.254.169.254/latest/meta-data"})
            case "/bomb.png":
                self.reply(b"\x1f\x8b\x08" + bytes(100), headers={"Content-Encoding": "gzip"})
            case "/page.png":
                self.reply(b"<html>Log in</html>", headers={"Content-Type": "text/html"})
            case "/short.png":
                self.reply(answers.PNG, headers={"Content-Length": str(len(answers.PNG) + 1)})
            case "/slow.png":
                self.reply(b"", headers={"Content-Length": "100"})
                threading.Event().wait(3)

    def reply(self, body: bytes, status: int = 200, headers: dict | None = None):
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | (headers or {})).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()
        self.close_connection = True

    def log_message(self, *_):
        pass


@pytest.fixture
def files(trust):
    host = Files(trust.server_context)
    yield host
    host.shutdown()
    host.server_close()


def edit(server, url: str) -> dict:
    return server.call("image-edit", EDIT | {"image": url})["result"]


def test_a_host_of_this_machine_is_asked_only_where_it_is_named(stdio, provider, files, trust):
    url = f"https://{files.place}/moved.png"
    for options in [(), ("--private-hosts", "localhost:1"), ("--private-hosts", "other.test")]:
        server = stdio("--ca-file", trust.authority, *options)
        server.initialize()
        result = edit(server, url)
        assert result["isError"] and "--private-hosts" in result["content"][0]["text"]
    assert files.paths == []
    for options in [("--private-hosts", files.place), ("--private-hosts", "localhost"), ("--allow-private-urls",)]:
        server = stdio("--ca-file", trust.authority, *options)
        server.initialize()
        assert not edit(server, url).get("isError")
        assert answers.PNG in provider.last.body and b'filename="picture.png"' in provider.last.body
    assert files.paths == ["/moved.png", "/picture.png"] * 3


@pytest.mark.parametrize("path, reason", [
    ("inside.png", "never fetched"), ("bomb.png", "compressed (gzip)"), ("page.png", "only image/*"),
    ("short.png", "closed the connection"), ("slow.png", "did not arrive within 1.0 seconds")])
def test_what_is_not_taken(stdio, provider, files, trust, path, reason):
    server = stdio(
        "--ca-file", trust.authority, "--private-hosts", files.place, "--fetch-types", "image/*", "--fetch-timeout", "1")
    server.initialize()
    result = edit(server, f"https://{files.place}/{path}")
    assert result["isError"]
    assert reason in result["content"][0]["text"]
    assert provider.requests == []


def test_a_file_larger_than_allowed_is_not_fetched(stdio, provider, files, trust):
    server = stdio(
        "--ca-file", trust.authority, "--private-hosts", files.place, "--max-file-size", str(len(answers.PNG) - 1))
    server.initialize()
    assert "larger than" in edit(server, f"https://{files.place}/picture.png")["content"][0]["text"]
    assert provider.requests == []
