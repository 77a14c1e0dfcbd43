"""What a call takes longer through us at a fixed rate, and, if it is there, through LiteLLM's proxy."""

import time
from contextlib import nullcontext

from . import load, messages, pace
from .figures import Figure, median
from .litellm import LiteLLM
from .provider import ANSWER_TEXT, Provider
from .server import HTTPServer

# The rate of the bounds, which a slower machine may not carry.
RATE = pace.LADDER[-1]


def measure(options):
    with Provider() as provider, HTTPServer(options.binary, provider.url) as server:
        with LiteLLM(options.litellm, provider.url) if options.litellm else nullcontext() as litellm:
            direct = target(messages.DIRECT, provider.url + "/chat/completions")
            ours = target(messages.BARE, server.url, server.pid)
            top = pace.Ladder(direct).highest()
            found = alone(Comparison(provider, direct, {"us": ours}), pace.Ladder(ours, top), options)
            if litellm:
                theirs = target(messages.DIRECT, litellm.url, litellm.pid)
                both = Comparison(provider, direct, {"ours": ours, "LiteLLM": theirs})
                found += beside(both, pace.Ladder(theirs, top), options, server, litellm)
    return found


def target(request, url, pid=None):
    return pace.Target(url, request.body, request.headers, ANSWER_TEXT, pid)


def alone(comparison, ladder, options):
    rate = comparison.run_carried("us", ladder, options.repeat, max(1, options.seconds // 2))
    p50, p99 = comparison.added("us", "p50"), comparison.added("us", "p99")
    found = [
        Figure("highest rate carried", rate, "/s", RATE, more_is_better=True),
        Figure(f"added latency at {rate:,} calls a second, 50th percentile", p50, "ms", 0.25),
        Figure(f"added latency at {rate:,} calls a second, 99th percentile", p99, "ms", 0.5),
    ]
    for name, words in (("us", "through us"), ("direct", "direct")):
        found += [
            Figure(f"- {words}, 50th percentile", comparison.median(name, "p50"), "ms"),
            Figure(f"- {words}, 99th percentile", comparison.median(name, "p99"), "ms"),
        ]
    return [*found, Figure("- CPU per call at that rate", comparison.median("us", "microseconds"), "us")]


def beside(comparison, ladder, options, server, litellm):
    """Both at the rate that LiteLLM carries, and what a call costs each when it has as much to do as it can."""
    rate = comparison.run_carried("LiteLLM", ladder, options.repeat, options.seconds)
    loads = {"ours": [], "LiteLLM": []}
    for _ in range(options.repeat):
        loads["ours"].append(load.run(messages.BARE, server.url, server.pid, options.seconds))
        loads["LiteLLM"].append(load.run(messages.DIRECT, litellm.url, litellm.pid, options.seconds))
    ratios = [their.microseconds / our.microseconds for our, their in zip(*loads.values())]
    found = [
        Figure(f"CPU per call of {litellm.version} over ours", median(ratios), ""),
        Figure("- highest rate that LiteLLM carries", rate, "/s"),
    ]
    for name, runs in loads.items():
        found += [
            Figure(f"- {name}: CPU per call", median([each.microseconds for each in runs]), "us"),
            Figure(f"- {name}: calls a second, 16 at once", median([each.rate for each in runs]), "/s"),
            Figure(f"- {name}: added at {rate:,} a second, 50th percentile", comparison.added(name, "p50"), "ms"),
            Figure(f"- {name}: added at {rate:,} a second, 99th percentile", comparison.added(name, "p99"), "ms"),
        ]
    return found


class Comparison:
    """The same rate of calls to the provider and through others, in turn."""

    def __init__(self, provider, direct, others):
        self.provider = provider
        self.targets = {"direct": direct, **others}

    def run_carried(self, name, ladder, repeat, seconds):
        """Runs all at the highest rate that this one carries; it must carry it here, too, where it counts."""
        rate = ladder.highest()
        while not self.run(rate, repeat, seconds) or self.median(name, "p50") > ladder.bound:
            if rate == ladder.rates[0]:
                raise RuntimeError(f"{rate} calls a second are too many for {name}")
            rate = ladder.rates[ladder.rates.index(rate) - 1]
        return rate

    def run(self, rate, repeat, seconds):
        """False where one of them falls behind."""
        self.runs = {name: [] for name in self.targets}
        try:
            for _ in range(repeat):
                for name, each in self.targets.items():
                    self.runs[name].append(self.counted(each, rate, seconds))
        except pace.FellBehind:
            time.sleep(1)
            return False
        return True

    def counted(self, each, rate, seconds):
        before = self.provider.requests()
        done = pace.run(each, rate, seconds)
        # One call for each connection before the clock runs, and the question how many they were.
        if self.provider.requests() - before != done.calls + pace.CONNECTIONS + 1:
            raise RuntimeError("not every call reached the provider once")
        return done

    def median(self, name, what):
        return median([getattr(run, what) for run in self.runs[name]])

    def added(self, name, what):
        """The median of what a run took longer than the direct one beside it."""
        pairs = zip(self.runs["direct"], self.runs[name])
        return median([getattr(other, what) - getattr(direct, what) for direct, other in pairs])
