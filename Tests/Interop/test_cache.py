"""What is served again: to whom, for how many calls at once, and when the provider is down."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from support import answers
from support.gateway import chat, embed, kind, streamed, text, told
from support.together import eventually, together

SURE = {"model": "gpt-4.1", "temperature": 0}


@pytest.fixture
def keys(callers):
    """Keys of two callers."""
    return [callers("add", name) for name in ("alice", "bob")]


def test_equal_calls_at_one_time_are_one_for_the_provider(gateway, provider):
    """They wait together, one of them pays, and afterwards the answer is there for the next."""
    held = threading.Event()
    provider.default = lambda exchange: held.wait(30) and answers.ok(exchange)
    server = gateway({"cache": {"ttl": "1h"}})
    with ThreadPoolExecutor(20) as pool:
        calls = [pool.submit(embed, server) for _ in range(20)]
        provider.wait_for_requests(1)
        held.set()
    results = [call.result() for call in calls] + [embed(server)]
    assert not any(result.get("isError") for result in results)
    assert len(provider.requests) == 1
    sources = [told(result).get("cache") for result in results]
    assert sources.count(None) == 1 and sources[-1] == "hit"
    assert sum(told(result)["cost_usd"] > 0 for result in results) == 1


def test_who_leaves_does_not_take_the_answer_from_the_others(gateway, provider):
    held = threading.Event()
    provider.default = lambda exchange: held.wait(30) and answers.ok(exchange)
    server = gateway({"cache": {"ttl": "1h"}})
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(lambda: pytest.raises(TimeoutError, chat, server, timeout=2, **SURE))
        provider.wait_for_requests(1)
        second = pool.submit(chat, server, **SURE)
        first.result()
        held.set()
        assert text(second.result()) == "Hello there!"
    assert kind(chat(server, **SURE)) is None
    assert len(provider.requests) == 1


@pytest.mark.parametrize("change", [
    {"messages": [{"role": "user", "content": "hi"}]}, {"model": "gpt-4.1-mini"}, {"max_completion_tokens": 9},
    {"cache": False}, {"temperature": 0.1}])
def test_what_differs_is_asked_anew(gateway, provider, change):
    server = gateway({"cache": {"ttl": "1h"}})
    chat(server, **SURE)
    chat(server, **SURE | change)
    assert len(provider.requests) == 2
    chat(server, **SURE)
    assert len(provider.requests) == 2


@pytest.mark.parametrize("fault", [answers.error(500), answers.error(400), answers.page(200), answers.truncated])
def test_what_went_wrong_is_not_kept(gateway, provider, fault):
    server = gateway({"cache": {"ttl": "1h"}, "retry": {"max-retries": 0}})
    provider.script = [fault]
    assert [kind(embed(server)) is None for _ in range(3)] == [False, True, True]
    assert len(provider.requests) == 2


def test_a_whole_stream_is_served_again_and_a_broken_one_is_not(gateway, provider):
    provider.script = [answers.stream(*answers.chat_events("Half")[:2], ends=False)]
    server = gateway({"cache": {"ttl": "1h"}})
    results = [streamed(server, **SURE) for _ in range(3)]
    assert [bool(result.get("isError")) for result in results] == [True, False, False]
    assert text(results[1]) == text(results[2]) == "Hello there!"
    assert len(provider.requests) == 2 and told(results[2])["cache"] == "hit"


@pytest.mark.parametrize("shared, requests", [(False, 2), (True, 1)])
def test_another_callers_answer_only_where_they_are_shared(gateway, provider, callers, keys, shared, requests):
    server = gateway({"cache": {"ttl": "1h", "shared": shared}, "http": callers.settings})
    for key in keys * 2:
        assert kind(embed(server, key, text="a secret of alice's")) is None
    assert len(provider.requests) == requests


def test_two_callers_at_one_time_do_not_share_a_flight(gateway, provider, callers, keys):
    provider.default = answers.after(0.3)
    server = gateway({"cache": {"ttl": "1h"}, "http": callers.settings})
    together(10, lambda number: embed(server, keys[number % 2]))
    assert len(provider.requests) == 2


def once_it_is_old(server) -> dict:
    """The first result that is not served because it is fresh."""

    def look():
        result = chat(server, **SURE)
        return result if kind(result) or told(result).get("cache") != "hit" else None

    return eventually(look)


@pytest.mark.parametrize("down", [answers.error(503), answers.closes, answers.page(502)], ids=["503", "closes", "page"])
@pytest.mark.parametrize("allowed", [True, False], ids=["allowed", "not allowed"])
def test_an_old_answer_stands_in_for_a_provider_that_is_down(gateway, provider, down, allowed):
    server = gateway({
        "cache": {"ttl": "100ms", "stale": "1h" if allowed else 0}, "retry": {"max-retries": 0}})
    chat(server, **SURE)
    provider.default = down
    result = once_it_is_old(server)
    assert (kind(result) is None) == allowed
    if allowed:
        assert text(result) == "Hello there!" and told(result)["cache"] == "stale"
        assert "down" in told(result)["remarks"][0]
    provider.default = answers.ok
    assert told(chat(server, **SURE)).get("cache") is None


def test_an_old_answer_is_no_answer_to_a_request_that_is_wrong(gateway, provider):
    server = gateway({"cache": {"ttl": "100ms", "stale": "1h"}})
    chat(server, **SURE)
    provider.default = answers.error(400)
    assert kind(once_it_is_old(server)) == "invalid_request"


def test_answers_outlive_the_process_where_that_is_wanted(gateway, provider, tmp_path):
    settings = {"cache": {"ttl": "1h", "persist": True}, "storage": {"data-dir": str(tmp_path / "data")}}
    first = gateway(settings)
    embed(first)
    first.signal()
    assert first.wait() == 0
    assert told(embed(gateway(settings)))["cache"] == "hit"
    assert len(provider.requests) == 1
