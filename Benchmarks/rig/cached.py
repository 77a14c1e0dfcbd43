"""A hit in the cache against the call that it saves."""

from . import load, messages
from .figures import Figure, median
from .provider import ANSWER_TEXT, Provider, SlowProvider
from .server import HTTPServer

# A quick answer of a real provider, in seconds.
REALISTIC = 0.05


def measure(options):
    """Runs hits and misses in turn, on one connection for the time of a call and on many for its cost."""
    with Provider() as provider, SlowProvider(REALISTIC) as slow:
        with server_before(options, provider) as near, server_before(options, slow) as far:
            at_once = Pair(provider, near, load.CONNECTIONS)
            one = Pair(provider, near, 1)
            waiting = Pair(slow, far, 1)
            for _ in range(options.repeat):
                for pair in (at_once, one):
                    pair.run(max(1, options.seconds // 2))
                waiting.run(1)
    return [
        Figure(
            "cache: time of a proxied call over that of a hit, one at a time", one.ratio(time), "", 5, more_is_better=True),
        Figure("- the same with a provider that takes 50 ms", waiting.ratio(time), ""),
        Figure("- CPU of a proxied call over that of a hit", at_once.ratio(cost), ""),
        Figure("- hits a second over proxied calls, 16 at once", at_once.ratio(gap), ""),
        Figure("- time of a hit", one.hit(time), "us"),
        Figure("- time of a proxied call", one.miss(time), "us"),
        Figure("- CPU of a hit", at_once.hit(cost), "us"),
        Figure("- CPU of a proxied call", at_once.miss(cost), "us"),
        Figure("- hits a second, 16 at once", 1e6 / at_once.hit(gap), "/s"),
        Figure("- proxied calls a second, 16 at once", 1e6 / at_once.miss(gap), "/s"),
        Figure("- hits, 99th percentile, 16 at once", at_once.hit(lambda run: run.p99), "ms"),
    ]


def server_before(options, provider):
    return HTTPServer(options.binary, provider.url, "--cache-ttl", "1h")


class Pair:
    """Hits and misses of one server, and how many requests its provider got."""

    def __init__(self, provider, server, connections):
        self.provider = provider
        self.server = server
        self.connections = connections
        self.hits, self.misses = [], []
        self.changing = messages.Changing("miss")
        self.same = messages.KEPT
        first, _ = self.same.result(server.url)
        again, notes = self.same.result(server.url)
        if first != [ANSWER_TEXT] or again != first or notes.get("cache") != "hit":
            raise RuntimeError(f"not served from the cache: {first}, then {again} with {notes}")

    def run(self, seconds):
        before = self.provider.requests()
        self.hits.append(self.load(self.same, seconds))
        # nginx counts the question, too.
        if self.provider.requests() - before > 1:
            raise RuntimeError("hits have reached the provider")
        before = self.provider.requests()
        self.misses.append(self.load(self.changing, seconds))
        load.check_count(self.provider.requests() - before, self.misses[-1].calls)

    def load(self, request, seconds):
        return load.run(request, self.server.url, self.server.pid, seconds, self.connections)

    def hit(self, what):
        return median([what(run) for run in self.hits])

    def miss(self, what):
        return median([what(run) for run in self.misses])

    def ratio(self, what):
        return median([what(miss) / what(hit) for hit, miss in zip(self.hits, self.misses)])


def gap(run):
    """Microseconds from one answer to the next."""
    return 1e6 / run.rate


# With one connection a call begins when the one before it has ended.
time = gap


def cost(run):
    return run.microseconds
