"""How many messages a second the stdio transport answers when they come without a pause."""

import json
import os
import subprocess
import tempfile
import threading
import time

from . import machine, server
from .figures import Figure, median

# Together these servers have twenty tools.
SERVERS = ("chat", "responses", "images", "models")
CHUNK = 1 << 20


def measure(options):
    pings = [rate(options.binary, "ping", options.lines) for _ in range(options.repeat)]
    lists = [rate(options.binary, "tools/list", options.lines) for _ in range(options.repeat)]
    size = reply(options.binary, "tools/list")
    tools = len(json.loads(size)["result"]["tools"])
    return [
        Figure("stdio: ping", median(pings), "/s", 200_000, 1_000_000, more_is_better=True),
        Figure(
            f"stdio: tools/list of {tools} tools ({len(size) / 1000:.1f} KB)", median(lists), "/s", 40_000, 100_000,
            more_is_better=True),
    ]


def line(method, number):
    return b'{"jsonrpc":"2.0","id":%d,"method":"%s"}\n' % (number, method.encode())


class Server:
    """Our server over stdio, on the server's processor; the rig is on the other one."""

    def __init__(self, binary, servers):
        command = server.stdio_command(binary, *servers)
        self.process = subprocess.Popen(
            machine.on_cpu(machine.SERVER_CPU, command), env=server.environment(), stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0)

    def ask(self, method, number):
        os.write(self.process.stdin.fileno(), line(method, number))
        answer = b""
        while not answer.endswith(b"\n"):
            answer += os.read(self.process.stdout.fileno(), CHUNK)
        return answer

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.stdout.close()
        machine.end(self.process)


def reply(binary, method, servers=SERVERS):
    with Server(binary, servers) as process:
        return process.ask(method, 100_000)


def rate(binary, method, count, servers=SERVERS):
    """Feeds `count` lines through a pipe and takes the replies; every byte of them is counted."""
    first = 10 ** len(str(count))
    with machine.pinned(machine.LOAD_CPU), tempfile.TemporaryFile() as file, Server(binary, servers) as process:
        for number in range(first, first + count):
            file.write(line(method, number))
        file.flush()
        expected = len(process.ask(method, first - 1 + count)) * count
        feeder = threading.Thread(target=feed, args=(file.fileno(), process.process.stdin.fileno(), file.tell()))
        began = time.perf_counter()
        feeder.start()
        discard(process.process.stdout.fileno(), expected)
        took = time.perf_counter() - began
        feeder.join()
    return count / took


def feed(file, pipe, size):
    """Moves the file into the pipe inside the kernel: the rig's own copying is not what is measured."""
    offset = 0
    while offset < size:
        offset += os.splice(file, pipe, size - offset, offset_src=offset)


def discard(pipe, expected):
    nowhere = os.open("/dev/null", os.O_WRONLY)
    while expected > 0:
        moved = os.splice(pipe, nowhere, min(CHUNK, expected))
        if moved == 0:
            raise RuntimeError("the server ended before it had answered everything")
        expected -= moved
    os.close(nowhere)
