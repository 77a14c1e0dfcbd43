"""How much later an event of a streamed answer reaches the client because it came through us."""

import json
import multiprocessing
import os
import re
import socket
import time
from urllib.parse import urlsplit

from . import machine, messages
from .figures import Figure, median
from .server import HTTPServer

EVENTS = 300
PAUSE = 0.004
# Each event says when it was sent, in nanoseconds of the clock that both processes share.
STAMP = re.compile(rb"sent(\d{6,})")


def measure(options):
    with Upstream() as upstream, HTTPServer(options.binary, upstream.url) as server:
        request = messages.Request(
            "streamed", messages.call(meta={"progressToken": 1}),
            {"Accept": "application/json, text/event-stream", "Connection": "close"})
        paths = {"direct": upstream.url + "/chat/completions", "ours": server.url}
        delays = {name: [] for name in paths}
        for _ in range(options.repeat):
            for name, url in paths.items():
                delays[name] += receive(request, url)
    direct, ours = median(delays["direct"]), median(delays["ours"])
    return [
        Figure("streaming: what an event takes longer through us", (ours - direct) / 1e6, "ms"),
        Figure("- through us", ours / 1e6, "ms"),
        Figure("- direct", direct / 1e6, "ms"),
    ]


def receive(request, url):
    """Delay of every event but the first, which has waited for the connection."""
    address = urlsplit(url)
    head = [f"POST {address.path} HTTP/1.1", f"Host: {address.netloc}", f"Content-Length: {len(request.body)}"]
    head += [f"{name}: {value}" for name, value in request.headers.items()]
    delays = []
    with socket.create_connection((address.hostname, address.port)) as connection:
        connection.sendall("\r\n".join([*head, "", request.body]).encode())
        # The final result repeats the whole text; it is no event.
        while len(delays) < EVENTS and (chunk := connection.recv(65536)):
            now = time.monotonic_ns()
            delays += [now - int(stamp) for stamp in STAMP.findall(chunk)][: EVENTS - len(delays)]
    if len(delays) < EVENTS:
        raise RuntimeError(f"{url} sent {len(delays)} of {EVENTS} events")
    return delays[1:]


class Upstream:
    """A provider that streams one event every few milliseconds, in a process of its own."""

    def __init__(self):
        listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}/v1"
        self.process = multiprocessing.get_context("fork").Process(target=serve, args=(listener,), daemon=True)
        self.process.start()
        listener.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.join()


def serve(listener):
    os.sched_setaffinity(0, {machine.LOAD_CPU})
    while True:
        connection, _ = listener.accept()
        with connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.recv(65536)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n")
            for _ in range(EVENTS):
                time.sleep(PAUSE)
                connection.sendall(event(f"sent{time.monotonic_ns()} "))
            connection.sendall(b"data: [DONE]\n\n")


def event(text):
    chunk = {
        "id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1741570283, "model": "gpt-4o-mini",
        "choices": [{"index": 0, "delta": {"content": text}, "finish_reason": None}],
    }
    return b"data: " + json.dumps(chunk, separators=(",", ":")).encode() + b"\n\n"
