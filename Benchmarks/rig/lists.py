"""tools/list of the largest server: encoded once, and served as the same bytes to all who ask."""

import os
import socket
import threading
import time
from urllib.parse import urlsplit

from . import machine, messages, server, stdio
from .figures import Figure, median

# The server with the longest list.
LARGEST = ("openai",)
REQUESTS = 50_000


def measure(options):
    size = len(stdio.reply(options.binary, "tools/list", LARGEST))
    lines = [stdio.rate(options.binary, "tools/list", options.lines, LARGEST) for _ in range(options.repeat)]
    with server.HTTPServer(options.binary) as process:
        address = urlsplit(process.base)
        request = messages.post(
            messages.rpc("tools/list", {}, 7), messages.headers("tools/list"), path=f"/{LARGEST[0]}/mcp")
        http = [pipelined((address.hostname, address.port), request, process.pid) for _ in range(options.repeat)]
    return [
        Figure(f"stdio: tools/list of the largest server ({size / 1000:.1f} KB)", median(lines), "/s"),
        Figure("HTTP: the same, on one connection without pauses", median([rate for rate, _ in http]), "/s"),
        Figure("- processor time of one", median([cpu for _, cpu in http]), "us"),
    ]


def pipelined(address, request, pid):
    """Sends one request after the other and takes all answers; every byte of them is counted."""
    os.sched_setaffinity(0, {machine.LOAD_CPU})
    with socket.create_connection(address) as connection:
        connection.sendall(request)
        size = len(whole(connection))
        feeder = threading.Thread(target=connection.sendall, args=(request * REQUESTS,))
        cpu = machine.cpu_seconds(pid)
        began = time.perf_counter()
        feeder.start()
        expected, buffer = size * REQUESTS, bytearray(1 << 20)
        while expected > 0:
            count = connection.recv_into(buffer)
            if count == 0:
                raise RuntimeError("the server closed the connection")
            expected -= count
        took = time.perf_counter() - began
        feeder.join()
    os.sched_setaffinity(0, range(os.cpu_count()))
    if expected:
        raise RuntimeError("the answers are not all of one size")
    return REQUESTS / took, (machine.cpu_seconds(pid) - cpu) / REQUESTS * 1e6


def whole(connection):
    """One answer with its head."""
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += connection.recv(65536)
    head = answer[:answer.index(b"\r\n\r\n") + 4]
    length = next(int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length"))
    while len(answer) < len(head) + length:
        answer += connection.recv(65536)
    return answer
