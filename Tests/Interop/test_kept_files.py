"""Files that a server keeps for its callers over HTTP: outputs, results too large to be answered, and uploads."""

import hashlib
import http.client as plain_http
import json
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

from support import answers, wire
from support.servers import HTTPServer

PIECE = bytes(range(256)) * 4096


def upload(server, body, headers=None, path="/uploads"):
    return wire.send("POST", server.base + path, body, {"Content-Type": "application/octet-stream", **(headers or {})})


def peak_memory(server) -> int:
    """The most memory that the process has ever had, in bytes."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    [line] = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(line.split()[1]) * 1024


def kept(folder: Path) -> list[Path]:
    return [file for file in folder.glob("deposits/*/*")]


def eventually(holds, seconds=5):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_large_upload_takes_little_memory(http, tmp_path):
    server = http("--data-dir", str(tmp_path / "data"))
    before, digest, count = peak_memory(server), hashlib.sha256(), 300

    def pieces():
        for _ in range(count):
            digest.update(PIECE)
            yield PIECE

    connection = http_connection(server)
    connection.request("POST", "/uploads", pieces(), {"Content-Type": "text/csv"}, encode_chunked=True)
    answer = connection.getresponse()
    receipt = json.loads(answer.read())
    assert answer.status == 201, receipt
    assert receipt["bytes"] == count * len(PIECE)
    assert receipt["sha256"] == digest.hexdigest()
    assert receipt["uri"].startswith("upload://") and receipt["mime_type"] == "text/csv"
    assert 3500 < receipt["expires_at"] - time.time() <= 3600
    assert peak_memory(server) - before < 64 << 20
    [file] = kept(tmp_path / "data")
    assert (file.stat().st_size, file.stat().st_mode & 0o777) == (receipt["bytes"], 0o600)
    server.signal(signal.SIGTERM)
    assert server.wait() == 0
    assert kept(tmp_path / "data") == [] and list((tmp_path / "data" / "deposits").iterdir()) == []


def http_connection(server):
    return plain_http.HTTPConnection("127.0.0.1", server.port, timeout=60)


@pytest.mark.parametrize("head", ["Content-Length: 1000000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\nffff\r\n"])
def test_half_an_upload_leaves_nothing(http, tmp_path, head):
    server = http("--data-dir", str(tmp_path))
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        request = "POST /uploads HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\n" + head
        client.sendall(request.encode() + b"x" * 1000)
        eventually(lambda: [file.stat().st_size for file in kept(tmp_path)] == [1000])
    eventually(lambda: kept(tmp_path) == [])


def test_an_upload_has_a_limit_of_its_own(http):
    server = http("--upload-limit", "2MiB", "--body-limit", "1KiB")
    assert upload(server, b"x" * (2 << 20)).status == 201
    refused = upload(server, b"x" * ((2 << 20) + 1))
    assert refused.status == 413 and "2097152 bytes at most" in refused.json["error"]["message"]


def test_curl_uploads_a_form(http, tmp_path):
    if not shutil.which("curl"):
        pytest.skip("curl is not there")
    (tmp_path / "notes.md").write_text("# Notes")
    server = http()
    done = subprocess.run(
        ["curl", "-sS", "-F", f"file=@{tmp_path / 'notes.md'}", "-F", "purpose=user_data", server.base + "/uploads"],
        capture_output=True, check=True)
    receipt = json.loads(done.stdout)
    assert (receipt["name"], receipt["bytes"]) == ("notes.md", 7)
    refused = subprocess.run(
        ["curl", "-sS", "--data-binary", f"@{tmp_path / 'notes.md'}", server.base + "/uploads"],
        capture_output=True, check=True)
    assert "multipart/form-data" in json.loads(refused.stdout)["error"]["message"]


def test_who_may_not_call_may_not_upload(http, tmp_path):
    tokens = tmp_path / "tokens"
    tokens.write_text("alice " + hashlib.sha256(b"open sesame").hexdigest())
    server = http("--caller-tokens", str(tokens))
    assert upload(server, b"x").status == 401
    assert upload(server, b"x", {"Authorization": "Bearer open sesame"}).status == 201
    assert upload(server, b"x", {"Authorization": "Bearer open sesame", "Host": "evil.example"}).status == 403
    assert upload(server, b"x", {"Authorization": "Bearer open sesame", "Origin": "http://evil.example"}).status == 403


def test_over_http_an_image_is_kept_for_its_caller(http, tmp_path):
    server = http("--output", str(tmp_path / "output"), "--data-dir", str(tmp_path / "data"))
    result = wire.call(server.url, "image-generate", {"prompt": "x"})["result"]
    [image] = result["structuredContent"]["data"]
    stated = image["b64_json"]
    assert stated["uri"].startswith("openai://results/") and "path" not in stated
    [link] = [block for block in result["content"] if block["type"] == "resource_link"]
    assert (link["uri"], link["size"], link["mimeType"]) == (stated["uri"], stated["bytes"], stated["mime_type"])
    assert str(tmp_path) not in json.dumps(result)
    [file] = kept(tmp_path / "data")
    assert hashlib.sha256(file.read_bytes()).hexdigest() == stated["sha256"]
    assert not (tmp_path / "output").exists()
    # Where the operator allows it, files are files.
    opened = http("--output", str(tmp_path / "output"), "--http-files")
    result = wire.call(opened.url, "image-generate", {"prompt": "x"})["result"]
    assert Path(result["structuredContent"]["data"][0]["b64_json"]["path"]).exists()


VECTORS = {"input": ["one", "two", "three"], "encoding_format": "float"}


def test_a_large_result_is_kept_and_read_on_in_pieces(start, tmp_path):
    server = start(HTTPServer, "--provider", "embedded", env={"MAX_RESULT_BYTES": "4KiB"})
    alice, bob = {"X-API-Key": "alice"}, {"X-API-Key": "bob"}
    result = wire.call(server.url, "embedding-create", VECTORS, alice)["result"]
    structured = result["structuredContent"]
    assert len(json.dumps(structured, separators=(",", ":"))) <= 4096
    assert any("items shown" in line for line in structured["left_out"])
    uri, size = structured["stored"]["uri"], structured["stored"]["bytes"]
    whole, offset = "", 0
    while offset is not None:
        piece = wire.call(server.url, "result-get", {"handle": uri, "offset": offset}, alice)["result"]
        whole += piece["structuredContent"]["text"]
        offset = piece["structuredContent"].get("next_offset")
    assert len(whole.encode()) == size
    assert hashlib.sha256(whole.encode()).hexdigest() == structured["stored"]["sha256"]
    assert len(json.loads(whole)["data"]) == 3
    usage = wire.call(server.url, "result-get", {"handle": uri, "fields": ["usage"]}, alice)["result"]
    assert list(usage["structuredContent"]) == ["usage"]
    assert wire.call(server.url, "result-get", {"handle": uri}, bob)["result"]["isError"]


def test_what_is_kept_expires(start, tmp_path):
    server = start(
        HTTPServer, "--provider", "embedded", "--max-result-size", "4KiB", "--deposit-life", "1s",
        "--data-dir", str(tmp_path))
    result = wire.call(server.url, "embedding-create", VECTORS)["result"]
    uri = result["structuredContent"]["stored"]["uri"]
    assert not wire.call(server.url, "result-get", {"handle": uri})["result"].get("isError")
    eventually(lambda: wire.call(server.url, "result-get", {"handle": uri})["result"].get("isError"))
    eventually(lambda: kept(tmp_path) == [])


def test_a_tool_uses_an_upload_once(http, provider):
    server = http()
    alice, bob = {"X-API-Key": "sk-alice"}, {"X-API-Key": "sk-bob"}
    receipt = upload(server, answers.PNG, {"Content-Type": "image/png", "X-Filename": "in.png"} | alice).json
    edit = {"prompt": "at night", "image": receipt["uri"]}
    assert wire.call(server.url, "image-edit", edit, bob)["result"]["isError"]
    result = wire.call(server.url, "image-edit", edit, alice)["result"]
    assert not result.get("isError"), result
    assert answers.PNG in provider.last.body and b'filename="in.png"' in provider.last.body
    assert wire.call(server.url, "image-edit", edit, alice)["result"]["isError"]
    # What was made can be worked on, too, and read as a resource.
    made = result["structuredContent"]["data"][0]["b64_json"]["uri"]
    assert not wire.call(server.url, "image-edit", edit | {"image": made}, alice)["result"].get("isError")
    read = wire.post(server.url, wire.message("resources/read", {"uri": made}), wire.CURRENT | alice).json["result"]
    assert read["contents"][0]["uri"] == made and read["contents"][0]["blob"]


def test_a_large_download_takes_little_memory(http, provider, tmp_path):
    server = http("--data-dir", str(tmp_path))
    before, count = peak_memory(server), 200
    provider.script = [answers.file("text/csv", PIECE, count)]
    result = wire.call(server.url, "file-content", {"file_id": "file-large"}, timeout=60)["result"]
    assert result["structuredContent"]["file"]["bytes"] == count * len(PIECE), result
    assert peak_memory(server) - before < 64 << 20
    [file] = kept(tmp_path)
    assert file.stat().st_size == count * len(PIECE)


@pytest.mark.parametrize("missing, options, reason", [
    (1, [], "before its answer was whole"), (0, ["--download-limit", "2MiB"], "2097152 bytes that this server downloads")])
def test_a_download_that_breaks_off_or_is_too_large_leaves_nothing(http, provider, tmp_path, missing, options, reason):
    server = http("--data-dir", str(tmp_path), "--max-retries", "0", *options)
    provider.script = [answers.file("text/csv", PIECE, 3, missing)]
    result = wire.call(server.url, "file-content", {"file_id": "file-large"})["result"]
    assert result["isError"]
    assert reason in result["content"][0]["text"]
    assert kept(tmp_path) == []
