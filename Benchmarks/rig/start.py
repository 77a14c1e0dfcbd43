"""From spawning the server to its first answer, as a client that starts it sees it."""

import os
import socket
import time
from urllib.parse import urlsplit

from . import server
from .figures import Figure, median

PING = b'{"jsonrpc":"2.0","id":1,"method":"ping"}\n'
HEALTH = b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


def measure(options):
    runs = range(options.spawns)
    stdio = [time_stdio(server.stdio_command(options.binary)) for _ in runs]
    http = [time_http(server.http_command(options.binary)) for _ in runs]
    # What the rig itself costs: `cat` gives a line back as soon as it runs.
    nothing = [time_stdio(["/bin/cat"]) for _ in runs]
    return [
        Figure("spawn to first answer, stdio", median(stdio), "ms", 30, 15),
        Figure("spawn to first answer, HTTP", median(http), "ms", 30, 15),
        Figure("- the same rig around `cat`", median(nothing), "ms"),
    ]


class Child:
    """A process with a pipe at each standard stream that is asked for."""

    def __init__(self, command):
        ours, theirs = [], []
        for descriptor in (0, 1, 2):
            read, write = os.pipe()
            near, far = (write, read) if descriptor == 0 else (read, write)
            ours.append(near)
            theirs.append(far)
        actions = [(os.POSIX_SPAWN_DUP2, far, descriptor) for descriptor, far in enumerate(theirs)]
        self.began = time.perf_counter()
        self.pid = os.posix_spawn(command[0], command, server.environment(), file_actions=actions)
        for descriptor in theirs:
            os.close(descriptor)
        self.input, self.output, self.errors = ours

    def milliseconds(self):
        return (time.perf_counter() - self.began) * 1000

    def end(self):
        for descriptor in (self.input, self.output, self.errors):
            os.close(descriptor)
        os.kill(self.pid, 15)
        os.waitpid(self.pid, 0)


def time_stdio(command):
    child = Child(command)
    os.write(child.input, PING)
    answer = os.read(child.output, 4096)
    took = child.milliseconds()
    child.end()
    if b'"id":1' not in answer:
        raise RuntimeError(f"{command[0]} answered {answer!r}")
    return took


def time_http(command):
    child = Child(command)
    with open(child.errors, "rb", buffering=0, closefd=False) as log:
        address = urlsplit(server.read_address(log))
    with socket.create_connection((address.hostname, address.port)) as connection:
        connection.sendall(HEALTH)
        answer = connection.recv(4096)
    took = child.milliseconds()
    child.end()
    if not answer.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(f"{command[0]} answered {answer!r}")
    return took
