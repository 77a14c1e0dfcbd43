"""A fixed rate of calls that no slow answer can hold up: each is due at its time, and its latency counts from then."""

import re
import select
import socket
import time

from . import machine, messages
from .figures import median
from .provider import LENGTH

CONNECTIONS = 64
# Calls a second, each a fourth or so above the one before.
LADDER = [10, 13, 16, 20, 25, 32, 40, 50, 65, 80, 100, 125, 160, 200, 250, 320, 400, 500, 650, 800, 1000, 1300, 1600, 2000,
          2500, 3000]
# A rate is carried where every call is answered, and half of them within so many times what a call takes alone, or within
# so many milliseconds. Where calls pile up, all get late; a neighbour's noise alone makes only some late.
PATIENCE = 3
LEAST_BOUND = 5
# Seconds of a run that only has to show whether a rate is carried.
TRIAL = 2
# Nanoseconds after which a server that is so far behind will not catch up.
HOPELESS = 1_000_000_000


class Target:
    """Who is called, with what, what an answer must contain, and the process that pays for it."""

    def __init__(self, url, body, headers, expected, pid=None):
        host, path = re.fullmatch(r"http://([^/]+)(/.*)", url).groups()
        name, port = host.split(":")
        self.address = (name, int(port))
        self.wire = messages.post(body, headers, path)
        self.expected = expected.encode()
        self.pid = pid

    def cpu_seconds(self):
        return machine.cpu_seconds(self.pid) if self.pid else 0


class Paced:
    """What one run did: latencies in milliseconds, and the server's processor time of a call."""

    def __init__(self, latencies, cpu):
        ordered = sorted(latencies)
        self.calls = len(ordered)
        self.p50 = median(ordered) / 1e6
        self.p99 = ordered[self.calls * 99 // 100] / 1e6
        self.microseconds = cpu / self.calls * 1e6


class FellBehind(Exception):
    """The server does not carry the rate."""


class Connection:
    """One kept-alive connection, and what has come on it since its last request."""

    def __init__(self, target):
        self.target = target
        self.socket = socket.create_connection(target.address, 10)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, due):
        self.due = due
        self.came = b""
        self.socket.sendall(self.target.wire)

    def read(self):
        """Whether the whole answer has come, which must be the right one."""
        chunk = self.socket.recv(65536)
        if not chunk:
            raise RuntimeError(f"{self.target.address} closed a connection")
        self.came += chunk
        head = self.came.find(b"\r\n\r\n")
        if head < 0:
            return False
        length = LENGTH.search(self.came, 0, head)
        if not length:
            raise RuntimeError(f"an answer without its length: {self.came[:head]}")
        if len(self.came) < head + 4 + int(length.group(1)):
            return False
        if not self.came.startswith(b"HTTP/1.1 200") or self.target.expected not in self.came:
            raise RuntimeError(f"a wrong answer: {self.came}")
        return True


def run(target, rate, seconds):
    """So many calls a second, evenly spaced."""
    connections = [Connection(target) for _ in range(CONNECTIONS)]
    try:
        for connection in connections:
            connection.send(0)
            while not connection.read():
                pass
        with machine.pinned(machine.LOAD_CPU), exact_timers():
            before = target.cpu_seconds()
            latencies = drive(connections, 1e9 / rate, round(rate * seconds))
            return Paced(latencies, target.cpu_seconds() - before)
    finally:
        for connection in connections:
            connection.socket.close()


class exact_timers:
    """The kernel may wake a process 50 us late, to save power; not this one, meanwhile."""

    SLACK = "/proc/self/timerslack_ns"

    def __enter__(self):
        with open(self.SLACK) as file:
            self.before = file.read()
        self.set("1")

    def __exit__(self, *_):
        self.set(self.before)

    def set(self, nanoseconds):
        with open(self.SLACK, "w") as file:
            file.write(nanoseconds)


def drive(free, step, count):
    """Sends each call when it is due, on any connection that is free; one that finds none is late by its own clock."""
    busy = {}
    latencies = []
    sent = 0
    began = time.monotonic_ns() + 1_000_000
    while len(latencies) < count:
        while sent < count and free and began + sent * step <= time.monotonic_ns():
            connection = free.pop()
            connection.send(began + sent * step)
            busy[connection.socket.fileno()] = connection
            sent += 1
        late = time.monotonic_ns() - began - sent * step
        if sent < count and late > HOPELESS:
            raise FellBehind
        wait = max(-late, 0) / 1e9 if sent < count and free else 10
        ready, _, _ = select.select(busy, (), (), wait)
        if not ready and wait == 10:
            raise FellBehind
        for descriptor in ready:
            connection = busy[descriptor]
            if connection.read():
                latencies.append(time.monotonic_ns() - connection.due)
                del busy[descriptor]
                free.append(connection)
    return latencies


class Ladder:
    """Which rates a target carries."""

    def __init__(self, target, top=LADDER[-1]):
        self.target = target
        self.rates = [rate for rate in LADDER if rate <= top]
        self.bound = max(LEAST_BOUND, PATIENCE * run(target, LADDER[0], TRIAL).p50)

    def carries(self, rate):
        try:
            return run(self.target, rate, TRIAL).p50 <= self.bound
        except FellBehind:
            # What it still works on is not to be in the next run.
            time.sleep(1)
            return False

    def highest(self):
        """The highest rate that is carried, found by halving."""
        if self.carries(self.rates[-1]):
            return self.rates[-1]
        low, high = 0, len(self.rates) - 1
        while high - low > 1:
            middle = (low + high) // 2
            if self.carries(self.rates[middle]):
                low = middle
            else:
                high = middle
        return self.rates[low]
