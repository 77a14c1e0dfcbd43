"""A thousand requests in flight over stdio: is each answered once, and how fast?"""

import json
import os
import subprocess
import time

from . import machine, messages, server
from .figures import Figure

IN_FLIGHT = 1000
CALLS = 50_000
SECONDS = 0.05


def measure(options):
    process = subprocess.Popen(
        machine.on_cpu(machine.SERVER_CPU, [options.fixtures]), env=server.environment(), stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, bufsize=0)
    try:
        took, lost = run(process)
        memory = machine.resident_mebibytes(process.pid, peak=True)
        cpu = machine.cpu_seconds(process.pid)
    finally:
        process.stdin.close()
        process.stdout.close()
        machine.end(process)
    return [
        Figure("stdio, 1,000 in flight: calls lost or answered twice", lost, "", 0, 0),
        Figure(
            f"stdio, 1,000 in flight of {SECONDS * 1000:.0f} ms each", CALLS / took, "/s", IN_FLIGHT / SECONDS * 0.5,
            IN_FLIGHT / SECONDS * 0.9, more_is_better=True),
        Figure("- processor time of a call", cpu / CALLS * 1e6, "us"),
        Figure("- resident memory at the peak", memory, "MiB"),
    ]


def line(number):
    arguments = {"seconds": SECONDS, "label": str(number)}
    return messages.rpc("tools/call", {"name": "slow_compute", "arguments": arguments}, number).encode() + b"\n"


def run(process):
    """Sends a call for each that was answered; each answer must say what its call was given."""
    waiting = set(range(IN_FLIGHT))
    sent = IN_FLIGHT
    wrong = 0
    began = time.perf_counter()
    os.write(process.stdin.fileno(), b"".join(line(number) for number in range(IN_FLIGHT)))
    rest = b""
    while waiting:
        *lines, rest = (rest + os.read(process.stdout.fileno(), 1 << 20)).split(b"\n")
        more = []
        for answer in map(json.loads, lines):
            number = answer["id"]
            wrong += number not in waiting or answer["result"]["content"][0]["text"] != f"Computed: {number}"
            waiting.discard(number)
            if sent < CALLS:
                waiting.add(sent)
                more.append(line(sent))
                sent += 1
        if more:
            os.write(process.stdin.fileno(), b"".join(more))
    return time.perf_counter() - began, wrong
