"""The main figure: what a call of a tool costs us, against what proxying the same bytes costs nginx."""

import json

from . import load, messages
from .figures import Figure, median
from .provider import ANSWER, ANSWER_TEXT, Provider, Proxy
from .server import HTTPServer


def measure(options):
    """Runs ours and nginx in turn, so that a neighbour's noise falls on both."""
    figures = []
    with Provider() as provider, Proxy(provider) as proxy, HTTPServer(options.binary, provider.url) as server:
        check(provider, proxy, server)
        for request in (messages.BARE, messages.STATELESS):
            ours, theirs = [], []
            for url, pid in ((server.url, server.pid), (proxy.url, proxy.pid)):
                load.run(request, url, pid, 1)
            for _ in range(options.repeat):
                answered = provider.requests()
                ours.append(load.run(request, server.url, server.pid, options.seconds))
                load.check_count(provider.requests() - answered, ours[-1].calls)
                theirs.append(load.run(request, proxy.url, proxy.pid, options.seconds))
            figures += summary(request.name, ours, theirs)
    return figures


def summary(name, ours, theirs):
    ratios = [nginx.microseconds / mine.microseconds for mine, nginx in zip(ours, theirs)]
    return [
        Figure(f"nginx's CPU per call over ours, {name}", median(ratios), "", 0.13, 0.35, more_is_better=True),
        Figure("- ours", median([each.microseconds for each in ours]), "us"),
        Figure("- nginx", median([each.microseconds for each in theirs]), "us"),
        Figure("- ours, calls a second", median([each.rate for each in ours]), "/s"),
        Figure("- ours, 99th percentile", median([each.p99 for each in ours]), "ms"),
    ]


def check(provider, proxy, server):
    """Both must really answer what the provider says."""
    if messages.BARE.send(proxy.url) != ANSWER:
        raise RuntimeError("nginx does not proxy the provider's answer")
    for request in (messages.BARE, messages.STATELESS):
        answer = request.send(server.url)
        content = json.loads(answer)["result"]["content"]
        if [item.get("text") for item in content] != [ANSWER_TEXT]:
            raise RuntimeError(f"the server does not answer what the provider said: {answer}")
