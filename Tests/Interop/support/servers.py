"""`openai-mcp serve` and `openai-mcp provider` as processes."""

import json
import queue
import re
import signal
import socket
import subprocess
import threading
import time

from support import binary

LISTENING = re.compile(r"listening on (https?:)[\\/]+([^ /\\]+)")


class Process:
    """A process whose standard error is kept."""

    def __init__(self, *arguments: str, env: dict[str, str] | None = None, cwd=None, program: str | None = None):
        self.process = subprocess.Popen(
            [program or binary.path(), *arguments], env=binary.environment(env), cwd=cwd, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.log_lines: list[str] = []
        self._news = threading.Condition()
        self._reader = threading.Thread(target=self._read_log, daemon=True)
        self._reader.start()

    @property
    def log(self) -> str:
        with self._news:
            return "\n".join(self.log_lines)

    def wait_for_log(self, pattern: str | re.Pattern, timeout: float = 15) -> re.Match:
        """The first match in the log, once it is there."""
        found = None

        def look():
            nonlocal found
            found = re.search(pattern, "\n".join(self.log_lines))
            return found or self.process.poll() is not None

        with self._news:
            self._news.wait_for(look, timeout)
        assert found, f"no {pattern!r} in the log:\n{self.log}"
        return found

    def signal(self, number: int = signal.SIGTERM):
        self.process.send_signal(number)

    def wait(self, timeout: float = 15) -> int:
        """The exit code, once the process has ended and its log is read."""
        code = self.process.wait(timeout)
        self._reader.join(timeout)
        return code

    def stop(self):
        """Ends the process, whatever it is doing."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(3)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.process.wait(5)
        self._reader.join(5)
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            try:
                pipe.close()
            except OSError:
                pass

    def _read_log(self):
        for line in self.process.stderr:
            with self._news:
                self.log_lines.append(line.decode(errors="replace").rstrip("\n"))
                self._news.notify_all()
        with self._news:
            self._news.notify_all()


class HTTPServer(Process):
    """Serves MCP over HTTP on a free port of the loopback interface."""

    def __init__(self, *arguments: str, env: dict[str, str] | None = None, host: str = "127.0.0.1", cwd=None):
        super().__init__("serve", *arguments, "--http", f"{host}:0", env=env, cwd=cwd)
        try:
            match = self.wait_for_log(LISTENING)
        except AssertionError:
            self.stop()
            raise
        self.scheme = match[1].rstrip(":")
        self.port = int(match[2].rsplit(":", 1)[1])
        self.base = f"{self.scheme}://127.0.0.1:{self.port}"
        self.url = self.base + "/mcp"


class FixtureServer(Process):
    """Serves the fixtures of the conformance suite over HTTP, and over HTTP+SSE where that is asked for."""

    def __init__(self, *arguments: str):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        super().__init__("--port", str(self.port), *arguments, program=binary.fixtures())
        self.base = f"http://127.0.0.1:{self.port}"
        self.url = self.base + "/mcp"
        deadline = time.monotonic() + 15
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.02)
        self.stop()
        raise AssertionError(f"the fixtures do not listen:\n{self.log}")


class EmbeddedProvider(Process):
    """Serves the embedded provider as an OpenAI-compatible API."""

    def __init__(self, *arguments: str):
        super().__init__("provider", "--http", "127.0.0.1:0", *arguments)
        self.base_url = self.process.stdout.readline().decode().strip()


class StdioServer(Process):
    """Serves MCP over stdio; speaks lines of JSON with it."""

    def __init__(self, *arguments: str, env: dict[str, str] | None = None, cwd=None):
        super().__init__("serve", *arguments, env=env, cwd=cwd)
        self._lines: queue.Queue = queue.Queue()
        self._output = threading.Thread(target=self._read_output, daemon=True)
        self._output.start()
        self._next_id = 0

    def write(self, data: bytes):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, message) -> None:
        self.write(json.dumps(message).encode() + b"\n")

    def receive(self, timeout: float = 15):
        """The next message; None at the end of the output."""
        line = self._lines.get(timeout=timeout)
        return None if line is None else json.loads(line)

    def remaining(self, timeout: float = 15) -> list:
        """Every further message until the output ends."""
        return list(iter(lambda: self.receive(timeout), None))

    def is_silent(self, seconds: float = 0.2) -> bool:
        """Whether nothing more comes for a while."""
        try:
            self._lines.put(self._lines.get(timeout=seconds))
        except queue.Empty:
            return True
        return False

    def request(self, method: str, params: dict | None = None, timeout: float = 15) -> dict:
        """Sends a request and returns its reply; other messages are passed over."""
        self._next_id += 1
        self.send({"jsonrpc": "2.0", "id": self._next_id, "method": method, "params": params or {}})
        while True:
            message = self.receive(timeout)
            assert message is not None, f"the output ended before the reply:\n{self.log}"
            if message.get("id") == self._next_id:
                return message

    def initialize(self, version: str = "2025-11-25") -> dict:
        """Opens a session of the handshake era."""
        client = {"name": "interop", "version": "1"}
        reply = self.request("initialize", {"protocolVersion": version, "capabilities": {}, "clientInfo": client})
        self.send({"jsonrpc": "2.0", "method": "notifications/initialized"})
        return reply["result"]

    def call(self, tool: str, arguments: dict | None = None, timeout: float = 15) -> dict:
        """The reply to a tools/call."""
        return self.request("tools/call", {"name": tool, "arguments": arguments or {}}, timeout)

    def close_input(self):
        self.process.stdin.close()

    def _read_output(self):
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put(None)
