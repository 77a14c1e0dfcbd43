"""Resident memory of the HTTP server: idle, and after many calls."""

import time

from . import load, machine, messages
from .figures import Figure
from .provider import Provider
from .server import HTTPServer


def measure(options):
    with Provider() as provider, HTTPServer(options.binary, provider.url) as server:
        time.sleep(1)
        idle = machine.resident_mebibytes(server.pid)
        done = 0
        while done < options.calls:
            done += load.run(messages.BARE, server.url, server.pid, 5).calls
        time.sleep(1)
        after = machine.resident_mebibytes(server.pid)
    return [
        Figure("resident memory, idle", idle, "MiB", 40, 28),
        Figure(f"resident memory after {done:,} calls", after, "MiB", 55, 36),
    ]
