"""A strict fake of the OpenAI API that answers as a test has scripted it and remembers what it was asked."""

import json
import select
import socketserver
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qsl, urlsplit

from support import answers

#: The server's own key in most tests. It has no prefix by which anyone could tell that it is one.
SERVER_KEY = "operators-own-key-4711"


@dataclass
class Request:
    """What came in."""

    method: str
    path: str
    query: list[tuple[str, str]]
    headers: dict[str, str]
    body: bytes
    time: float

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def key(self) -> str | None:
        """The key, if it came as it must."""
        return self.headers.get("authorization", "").removeprefix("Bearer ") or None


class Exchange(BaseHTTPRequestHandler):
    """One connection. An answer writes to it as it likes."""

    protocol_version = "HTTP/1.1"
    # A reply is several small writes, which would wait for each other.
    disable_nagle_algorithm = True
    fake: "FakeProvider"

    def answer(self):
        parts = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(headers.get("content-length", 0))) if "content-length" in headers else self.chunks()
        self.request_seen = Request(
            self.command, parts.path.removeprefix("/v1"), parse_qsl(parts.query), headers, body, time.monotonic())
        self.fake.take(self)

    do_GET = do_POST = do_DELETE = answer

    def chunks(self) -> bytes:
        """The body where its length was not announced."""
        if self.headers.get("Transfer-Encoding") != "chunked":
            return b""
        body = b""
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def write(self, data: bytes):
        self.wfile.write(data)
        self.wfile.flush()

    def reply(self, status: int, body: bytes, headers: dict | None = None):
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.write(body)

    def wait(self, seconds: float) -> bool:
        """Waits; false if the other end leaves in the meantime."""
        readable, _, _ = select.select([self.connection], [], [], seconds)
        if not readable:
            return True
        self.fake.left.set()
        self.close_connection = True
        return False

    def log_message(self, *_):
        pass


class FakeProvider(socketserver.ThreadingTCPServer):
    """Answers with what stands in `script`, and when that is used up, as OpenAI would if all is well."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 4096

    def __init__(self, context: ssl.SSLContext | None = None):
        self.requests: list[Request] = []
        self.violations: list[str] = []
        self.left = threading.Event()
        self.script: list[Callable[[Exchange], None]] = []
        self.default: Callable[[Exchange], None] = answers.ok
        self.peak = 0
        self._busy = 0
        self._news = threading.Condition()
        super().__init__(("127.0.0.1", 0), type("Bound", (Exchange,), {"fake": self}))
        if context:
            self.socket = context.wrap_socket(self.socket, server_side=True)
        self.port = self.server_address[1]
        self.base_url = f"http{'s' if context else ''}://127.0.0.1:{self.port}/v1"
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def take(self, exchange: Exchange):
        """Records a request, checks it and answers."""
        with self._news:
            self.requests.append(exchange.request_seen)
            self.violations += answers.faults(exchange.request_seen)
            action = self.script.pop(0) if self.script else self.default
            self._busy += 1
            self.peak = max(self.peak, self._busy)
            self._news.notify_all()
        try:
            action(exchange)
        except (BrokenPipeError, ConnectionResetError):
            self.left.set()
        finally:
            with self._news:
                self._busy -= 1

    def wait_for_requests(self, count: int, timeout: float = 10):
        """Returns once so many requests have come."""
        with self._news:
            assert self._news.wait_for(lambda: len(self.requests) >= count, timeout), f"{len(self.requests)} requests"

    @property
    def environment(self) -> dict[str, str]:
        """The variables that lead a server here."""
        return {"OPENAI_BASE_URL": self.base_url, "OPENAI_API_KEY": SERVER_KEY}

    @property
    def last(self) -> Request:
        return self.requests[-1]

    @property
    def keys(self) -> list[str | None]:
        """The key of each request."""
        return [request.key for request in self.requests]

    def close(self):
        self.shutdown()
        self.server_close()

    def handle_error(self, request, client_address):
        pass
