"""A clock that jumps while calls are under way: nobody waits for ever, and no budget opens or closes by it."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from support import answers, ledger
from support.clock import Clock
from support.gateway import A_DOLLAR_A_TOKEN, chat, entry, kind, told
from support.together import eventually

MOST = 16
BOTH = pytest.mark.parametrize("jump", [49, -49], ids=["forward", "back"])


@pytest.fixture
def clock(tmp_path):
    return Clock(tmp_path)


@pytest.fixture
def serve(gateway, provider, clock, tmp_path):
    def serve(**settings):
        first = entry(provider, prices=A_DOLLAR_A_TOKEN)
        settings = {"providers": [first], "storage": {"data-dir": str(tmp_path / "data")}} | settings
        return gateway(settings, env=clock.environment)

    provider.default = answers.talks(MOST)
    return serve


def budget(period: str) -> dict:
    return {"output-cap": MOST, "rules": [{"name": "team", "period": period, "limit": 4 * MOST + 1}]}


@BOTH
def test_calls_and_their_waits_go_on(serve, provider, clock, tmp_path, jump):
    """A wait for the provider, a place in the queue and the group commit of the ledger all outlive the jump."""
    held = threading.Event()
    provider.default = lambda exchange: held.wait(30) and answers.ok(exchange)
    server = serve(limits={"rules": [{"name": "one", "concurrency": 1}], "queue": 9})
    with ThreadPoolExecutor(5) as pool:
        calls = [pool.submit(chat, server) for _ in range(5)]
        provider.wait_for_requests(1)
        clock.jump(jump)
        held.set()
        provider.script = [answers.ok, answers.rate_limited(retry_after_ms="50")]
        assert [kind(call.result()) for call in calls] == [None] * 5
    eventually(lambda: len(ledger.entries(tmp_path / "data")) == 5)


@BOTH
def test_no_budget_opens_by_a_jump(serve, provider, clock, jump):
    held = threading.Event()
    provider.default = lambda exchange: held.wait(30) and answers.talks(MOST)(exchange)
    server = serve(budgets=budget("total"))
    with ThreadPoolExecutor(2) as pool:
        calls = [pool.submit(chat, server) for _ in range(2)]
        provider.wait_for_requests(2)
        clock.jump(jump)
        held.set()
        assert [kind(call.result()) for call in calls] == [None] * 2
    assert [kind(chat(server)) for _ in range(4)] == [None, None, "quota_exceeded", "quota_exceeded"]


def test_a_new_day_has_a_budget_of_its_own(serve, clock):
    server = serve(budgets=budget("day"))
    day = [None] * 4 + ["quota_exceeded"]
    for jump in (0, 49, 98):
        clock.jump(jump)
        assert [kind(chat(server)) for _ in range(5)] == day
    clock.jump(49)
    assert kind(chat(server)) == "quota_exceeded", "a day that comes again is spent"


def test_answers_grow_old(serve, provider, clock):
    server = serve(cache={"ttl": "1h", "servers": ["openai"]})
    assert [told(chat(server)).get("cache") for _ in range(2)] == [None, "hit"]
    clock.jump(49)
    assert [told(chat(server)).get("cache") for _ in range(2)] == [None, "hit"]
    assert len(provider.requests) == 2
