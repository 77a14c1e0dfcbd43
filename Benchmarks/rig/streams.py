"""A thousand calls that report progress, all at once: is anything lost, and what does it take?"""

import json
import selectors
import socket
import time

from . import machine, messages
from .figures import Figure
from .server import FixtureServer

CALLS = 1000
ROUNDS = 10
EXPECTED = [0, 50, 100]


def measure(options):
    with FixtureServer(options.fixtures) as server:
        clients = [Client(server.address, number) for number in range(CALLS)]
        before = machine.resident_mebibytes(server.pid)
        machine.forget_peak(server.pid)
        cpu = machine.cpu_seconds(server.pid)
        began = time.perf_counter()
        for _ in range(ROUNDS):
            call(clients)
        took = time.perf_counter() - began
        cpu = machine.cpu_seconds(server.pid) - cpu
        peak = machine.resident_mebibytes(server.pid, peak=True)
        for client in clients:
            client.socket.close()
        time.sleep(2)
        after = machine.resident_mebibytes(server.pid)
    wrong = sum(client.wrong for client in clients)
    return [
        Figure("1,000 streaming calls at once: events lost or out of order", wrong, "", 0, 0),
        Figure("- resident memory with 1,000 idle connections, before", before, "MiB"),
        Figure("- at the peak", peak, "MiB"),
        Figure("- after, connections closed", after, "MiB"),
        Figure("- calls a second (three reports in 100 ms each)", CALLS * ROUNDS / took, "/s"),
        Figure("- processor time of a call", cpu / (CALLS * ROUNDS) * 1e6, "us"),
    ]


class Client:
    """One connection, and what has come on it since its last request."""

    def __init__(self, address, number):
        self.socket = socket.create_connection(address)
        self.socket.setblocking(False)
        self.number = number
        self.came = b""
        self.calls = 0
        self.wrong = 0

    def ask(self):
        self.calls += 1
        self.came = b""
        self.token = f"{self.number}-{self.calls}"
        body = messages.rpc(
            "tools/call", {"name": "test_tool_with_progress", "arguments": {}}, self.token, {"progressToken": self.token})
        self.socket.send(messages.post(body, messages.headers("tools/call", "test_tool_with_progress")))

    def read(self):
        """Whether the whole answer has come."""
        chunk = self.socket.recv(65536)
        if not chunk:
            raise RuntimeError("the server closed a connection")
        self.came += chunk
        if not self.came.endswith(b"\r\n0\r\n\r\n"):
            return False
        self.check()
        return True

    def check(self):
        found = [json.loads(line[6:]) for line in self.came.split(b"\n") if line.startswith(b"data: ")]
        told = [event["params"]["progress"] for event in found[:-1] if event["params"]["progressToken"] == self.token]
        self.wrong += sum(one != other for one, other in zip(told, EXPECTED)) + abs(len(told) - len(EXPECTED))
        self.wrong += found[-1].get("id") != self.token


def call(clients):
    """One call of each client, and the whole answer to each."""
    with selectors.DefaultSelector() as selector:
        for client in clients:
            selector.register(client.socket, selectors.EVENT_READ, client)
            client.ask()
        waiting = len(clients)
        while waiting:
            ready = selector.select(30)
            if not ready:
                raise RuntimeError(f"{waiting} calls were not answered")
            for key, _ in ready:
                if key.data.read():
                    selector.unregister(key.fileobj)
                    waiting -= 1
