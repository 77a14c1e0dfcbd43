"""What a client costs that only waits to be told of changes."""

import selectors
import socket
import time

from . import machine, messages
from .figures import Figure
from .server import FixtureServer

LISTEN = messages.post(
    messages.rpc("subscriptions/listen", {"notifications": {"toolsListChanged": True}}, 1),
    messages.headers("subscriptions/listen"))
CHANGE = messages.post(
    messages.rpc("tools/call", {"name": "test_trigger_tool_change", "arguments": {}}, 2),
    messages.headers("tools/call", "test_trigger_tool_change"))


def measure(options):
    with FixtureServer(options.fixtures) as server:
        # What the first connections bring along is not theirs: code that is read in, pools that are made.
        close(listen(server.address, 200))
        time.sleep(1)
        before = machine.resident_mebibytes(server.pid)
        began = time.perf_counter()
        clients = listen(server.address, options.streams)
        opened = time.perf_counter() - began
        time.sleep(2)
        open_ = machine.resident_mebibytes(server.pid)
        cpu = machine.cpu_seconds(server.pid)
        time.sleep(30)
        idle = machine.cpu_seconds(server.pid) - cpu
        began = time.perf_counter()
        with socket.create_connection(server.address) as teller:
            teller.sendall(CHANGE)
            read(clients, b"notifications/tools/list_changed")
        told = time.perf_counter() - began
        time.sleep(1)
        told_memory = machine.resident_mebibytes(server.pid)
        close(clients)
        time.sleep(5)
        after = machine.resident_mebibytes(server.pid)
    count = options.streams
    return [
        Figure(f"memory of an idle subscription, of {count:,}", (open_ - before) * 1024 / count, "KiB", 32, 16),
        Figure("- resident memory before", before, "MiB"),
        Figure("- with all open", open_, "MiB"),
        Figure("- after each was told of a change", told_memory, "MiB"),
        Figure("- after all have left", after, "MiB"),
        Figure("- opened and acknowledged a second", count / opened, "/s"),
        Figure("- until the last is told of a change", told * 1000, "ms"),
        Figure("- processor time while idle, with comments every 15 s", idle / 30 * 100, "% of a core"),
    ]


def listen(address, count):
    """So many streams, each acknowledged."""
    clients = []
    # In portions that fit the queue of connections.
    for start in range(0, count, 500):
        portion = [socket.create_connection(address) for _ in range(start, min(start + 500, count))]
        for client in portion:
            client.sendall(LISTEN)
        read(portion, b"subscriptions/acknowledged")
        clients += portion
    return clients


def read(clients, sign):
    """Reads each until the sign has come."""
    with selectors.DefaultSelector() as selector:
        for client in clients:
            selector.register(client, selectors.EVENT_READ, bytearray())
        waiting = len(clients)
        while waiting:
            ready = selector.select(30)
            if not ready:
                raise RuntimeError(f"{waiting} streams were not told")
            for key, _ in ready:
                chunk = key.fileobj.recv(4096)
                if not chunk:
                    raise RuntimeError("the server closed a stream")
                key.data.extend(chunk)
                if sign in key.data:
                    selector.unregister(key.fileobj)
                    waiting -= 1


def close(clients):
    for client in clients:
        client.close()
