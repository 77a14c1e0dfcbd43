"""Limits: who goes, who waits, who is told how long to wait, and that nobody is forgotten."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from support import answers
from support.gateway import chat, kind, text
from support.together import eventually, together


def rule(**limits) -> dict:
    return {"name": "few", **{name.replace("_", "-"): value for name, value in limits.items()}}


@pytest.mark.parametrize("limits", [
    {"requests_per_minute": 2}, {"tokens_per_minute": 80}], ids=["requests", "tokens"])
def test_past_a_limit_the_time_to_wait_is_told(gateway, provider, limits):
    provider.default = answers.talks(40)
    server = gateway({"limits": {"rules": [rule(**limits)]}})
    results = [chat(server, max_completion_tokens=40) for _ in range(4)]
    refused = results[-1]
    assert kind(results[0]) is None and kind(refused) == "rate_limit_exceeded"
    assert 0 < refused["structuredContent"]["retry_after"] <= 60
    assert "'few'" in text(refused) and "wait " in text(refused)
    assert len(provider.requests) == [kind(result) for result in results].count(None)


@pytest.mark.parametrize("over, alone", [
    ({"server": "chat"}, True), ({"tool": "chat-*"}, True), ({"model": "gpt-5.6-*"}, True),
    ({"model": "gpt-5.6-*", "each": ["model"]}, False)])
def test_a_limit_is_about_what_it_names(gateway, over, alone):
    server = gateway({"limits": {"rules": [rule(requests_per_minute=1, **over)]}}, "chat", "models")
    first, other = chat(server, model="gpt-5.6-luna"), chat(server, model="gpt-5.6-terra")
    assert (kind(first), kind(other)) == (None, "rate_limit_exceeded" if alone else None)
    if "model" in over:
        assert kind(chat(server, model="gpt-6-luna")) is None


def test_no_more_calls_at_once_than_allowed_and_all_have_their_turn(gateway, provider):
    lock, inside, most = threading.Lock(), [0], [0]

    def slow(exchange):
        with lock:
            inside[0] += 1
            most[0] = max(most[0], inside[0])
        exchange.wait(0.05)
        # Before the answer, whose reader may send the next call at once.
        with lock:
            inside[0] -= 1
        answers.ok(exchange)

    provider.default = slow
    server = gateway({"limits": {"rules": [rule(concurrency=3)], "queue": 100, "queue-per-caller": 100}})
    results = together(30, lambda _: chat(server))
    assert [kind(result) for result in results] == [None] * 30
    assert most[0] == 3


def test_the_queue_has_an_end_and_a_deadline(gateway, provider):
    held = threading.Event()
    provider.default = lambda exchange: held.wait(30) and answers.ok(exchange)
    limits = {"rules": [rule(concurrency=1)], "queue": 2, "patience": "1500ms"}
    server = gateway({"limits": limits})
    first = threading.Thread(target=chat, args=[server])
    first.start()
    provider.wait_for_requests(1)
    kinds = [kind(result) for result in together(6, lambda _: chat(server))]
    assert kinds == ["rate_limit_exceeded"] * 6, "four find no place, and two have waited long enough"
    held.set()
    first.join()
    assert kind(chat(server)) is None


def test_whoever_sends_much_does_not_push_others_aside(gateway, provider, callers):
    """Nine calls of one caller wait when the first of another comes, which is among the next two all the same."""
    keys = {name: callers("add", name) for name in ("alice", "bob")}
    limits = {"rules": [rule(concurrency=1, each=[])], "queue": 10, "queue-per-caller": 9}
    server = gateway({"limits": limits, "http": callers.settings})
    held = threading.Event()
    provider.default = lambda exchange: held.wait(30) and answers.ok(exchange)
    with ThreadPoolExecutor(14) as pool:

        def send(name: str, count: int, refused: int):
            """Sends calls until the rest is known to wait: that some are refused shows it."""
            calls = [pool.submit(chat, server, keys[name], user=name) for _ in range(count)]
            eventually(lambda: sum(call.done() for call in calls) == refused)

        send("alice", 12, refused=2)
        send("bob", 2, refused=1)
        held.set()
    order = [request.json["user"] for request in provider.requests]
    assert order.count("alice") == 10 and order.index("bob") <= 2, order
