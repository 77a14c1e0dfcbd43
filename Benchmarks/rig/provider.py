"""nginx twice: as the provider that always gives the same answer, and as the plain reverse proxy to compare with.

A provider that takes its time, as real ones do, is beside them.
"""

import asyncio
import multiprocessing
import os
import re
import socket
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

from . import machine

ANSWER_TEXT = (
    "A reverse proxy stands in front of one or more servers and passes the requests of clients on to them. "
    "It can spread load, end TLS, keep answers and hide how the servers behind it are arranged.")

ANSWER = (
    '{"id":"chatcmpl-B9MHDbslfkBeAs8l4bebGdFOJ6PeG","object":"chat.completion","created":1741570283,'
    '"model":"gpt-4o-mini-2024-07-18","choices":[{"index":0,"message":{"role":"assistant","content":"' + ANSWER_TEXT + '",'
    '"refusal":null,"annotations":[]},"logprobs":null,"finish_reason":"stop"}],'
    '"usage":{"prompt_tokens":19,"completion_tokens":41,"total_tokens":60,'
    '"prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0}},'
    '"service_tier":"default","system_fingerprint":"fp_fc9f1d7035"}')

COMMON = """
daemon off; worker_processes 1; pid {folder}/pid; error_log stderr error;
events {{ worker_connections 1024; }}
http {{
    access_log off; default_type application/json;
    keepalive_requests 1000000000; keepalive_timeout 600s;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    {servers}
}}
"""

PROVIDER = """
    server {{
        listen 127.0.0.1:{port};
        location = /v1/chat/completions {{ return 200 '{answer}'; }}
        location = /status {{ stub_status; }}
        location / {{ return 404; }}
    }}
"""

PROXY = """
    upstream provider {{ server 127.0.0.1:{provider}; keepalive 64; keepalive_requests 1000000000; }}
    server {{
        listen 127.0.0.1:{port};
        location = /mcp {{
            proxy_pass http://provider/v1/chat/completions;
            proxy_http_version 1.1; proxy_set_header Connection "";
        }}
    }}
"""

LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Nginx:
    """One nginx with one worker on one processor."""

    def __init__(self, servers, cpu, **values):
        self.port = free_port()
        self.folder = tempfile.TemporaryDirectory(prefix="bench-nginx-")
        configuration = Path(self.folder.name, "nginx.conf")
        configuration.write_text(
            COMMON.format(folder=self.folder.name, servers=servers.format(port=self.port, **values)))
        # A worker of another user must reach its temporary folders.
        Path(self.folder.name).chmod(0o755)
        command = [machine.program("nginx"), "-p", self.folder.name, "-e", "stderr", "-c", str(configuration)]
        self.process = subprocess.Popen(machine.on_cpu(cpu, command))
        self.wait()

    @property
    def pid(self):
        return self.process.pid

    def wait(self):
        for _ in range(500):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except ConnectionRefusedError:
                time.sleep(0.01)
        raise TimeoutError("nginx does not listen")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        machine.end(self.process)
        self.folder.cleanup()


class Provider(Nginx):
    """Answers every chat completion with the same 668 bytes or so."""

    def __init__(self):
        super().__init__(PROVIDER, machine.LOAD_CPU, answer=ANSWER)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/v1"

    def requests(self):
        """Requests answered since the start, as nginx counts them."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/status") as answer:
            return int(answer.read().split(b"\n")[2].split()[2])


class Proxy(Nginx):
    """nginx as a reverse proxy to the provider, in the place of our server."""

    def __init__(self, provider):
        super().__init__(PROXY, machine.SERVER_CPU, provider=provider.port)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/mcp"


class SlowProvider:
    """Gives the same answer after a while, from a process of its own."""

    def __init__(self, seconds):
        listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}/v1"
        context = multiprocessing.get_context("fork")
        self.answered = context.Value("q")
        self.process = context.Process(target=self.serve, args=(listener, seconds), daemon=True)
        self.process.start()
        listener.close()

    def requests(self):
        """Requests answered since the start."""
        return self.answered.value

    def serve(self, listener, seconds):
        os.sched_setaffinity(0, {machine.LOAD_CPU})
        asyncio.run(self.accept(listener, seconds))

    async def accept(self, listener, seconds):
        async with await asyncio.start_server(lambda *streams: self.answer(*streams, seconds), sock=listener) as server:
            await server.serve_forever()

    async def answer(self, reader, writer, seconds):
        head = "HTTP/1.1 200 OK\r\nContent-Type: application/json"
        whole = f"{head}\r\nContent-Length: {len(ANSWER)}\r\n\r\n{ANSWER}".encode()
        while await self.request(reader):
            await asyncio.sleep(seconds)
            self.answered.value += 1
            writer.write(whole)
        writer.close()

    async def request(self, reader):
        """Takes a request; false where the connection has ended instead."""
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(int(LENGTH.search(head).group(1)))
        except (asyncio.IncompleteReadError, ConnectionError):
            return False
        return True

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.join()
