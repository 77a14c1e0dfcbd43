"""When a call is sent to the provider again, and when it must not be."""

import time

import pytest

from support import answers, wire

CHAT = {"messages": [{"role": "user", "content": "Hi"}]}


def chat(server) -> dict:
    return wire.call(server.url, "chat-completion-create", CHAT)["result"]


def gaps(provider) -> list[float]:
    """Seconds between the requests."""
    times = [request.time for request in provider.requests]
    return [later - earlier for earlier, later in zip(times, times[1:])]


@pytest.mark.parametrize("headers, low, high", [
    ({"retry_after": "1"}, 0.95, 2), ({"retry_after_ms": "100"}, 0.08, 0.45),
    ({"retry_after_ms": "100", "retry_after": "5"}, 0.08, 0.45)], ids=["seconds", "milliseconds", "both"])
def test_a_rate_limit_is_waited_for(http, provider, headers, low, high):
    provider.script = [answers.rate_limited(**headers)]
    result = chat(http())
    assert result["content"][0]["text"] == "Hello there!"
    assert result["_meta"]["openai-mcp/call"]["attempts"] == 2
    [gap] = gaps(provider)
    assert low <= gap < high


def test_a_rate_limit_may_name_a_date(http, provider):
    at = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 3))
    provider.script = [answers.rate_limited(retry_after=at)]
    assert not chat(http()).get("isError")
    [gap] = gaps(provider)
    assert 1.2 <= gap < 4


def test_a_wait_that_nobody_can_afford_is_told_instead(http, provider):
    provider.script = [answers.rate_limited(retry_after="3600")]
    result = chat(http())
    assert result["structuredContent"]["kind"] == "rate_limit_exceeded"
    assert result["structuredContent"]["retry_after"] == 3600
    assert "3600 s" in result["content"][0]["text"]
    assert len(provider.requests) == 1


@pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 503])
def test_a_refused_chat_is_sent_again(http, provider, status):
    provider.script = [answers.error(status, headers={"retry-after-ms": "1"})]
    assert chat(http())["content"][0]["text"] == "Hello there!"
    first, second = provider.requests
    assert first.body == second.body


def test_backoff_grows(http, provider):
    provider.script = [answers.error(500)] * 2
    assert not chat(http()).get("isError")
    first, second = gaps(provider)
    assert 0.2 <= first < 1.0 and 0.45 <= second < 1.8


@pytest.mark.parametrize("answer, kind", [
    (answers.quota_exceeded(), "quota_exceeded"),
    (answers.error(400, type="invalid_request_error"), "invalid_request"),
    (answers.error(401, code="invalid_api_key"), "invalid_api_key"),
    (answers.error(403), "permission_denied"),
    (answers.error(500, headers={"x-should-retry": "false"}), "server_error"),
    (answers.error(429, headers={"x-should-retry": "false", "retry-after": "1"}), "rate_limit_exceeded"),
], ids=["quota", "400", "401", "403", "500 told not to", "429 told not to"])
def test_what_would_fail_again_is_not_sent_again(http, provider, answer, kind):
    provider.default = answer
    result = chat(http())
    assert result["isError"] and result["structuredContent"]["kind"] == kind
    assert len(provider.requests) == 1


def test_the_provider_may_ask_for_a_retry(http, provider):
    provider.script = [answers.error(400, headers={"x-should-retry": "true", "retry-after-ms": "1"})]
    assert chat(http())["content"][0]["text"] == "Hello there!"


@pytest.mark.parametrize("retries", [0, 2])
def test_retries_end(http, provider, retries):
    provider.default = answers.error(503, "Overloaded", headers={"retry-after-ms": "1"})
    result = chat(http(env={"MAX_RETRIES": str(retries)}))
    assert result["structuredContent"]["kind"] == "model_overloaded"
    assert result["structuredContent"].get("attempts", 1) == retries + 1 == len(provider.requests)


@pytest.mark.parametrize("fault", [answers.closes, answers.truncated], ids=["closes", "truncates"])
def test_work_that_may_have_been_paid_for_is_not_bought_twice(http, provider, fault):
    provider.default = fault
    result = chat(http())
    assert result["structuredContent"]["kind"] == "connection_lost"
    assert result["structuredContent"]["may_have_been_billed"] is True
    assert "billed" in result["content"][0]["text"]
    assert len(provider.requests) == 1


def test_unless_the_operator_allows_it(http, provider):
    provider.script = [answers.closes]
    assert chat(http("--maybe-billed", "allow"))["content"][0]["text"] == "Hello there!"
    assert len(provider.requests) == 2


def test_reading_costs_nothing_and_is_repeated(http, provider):
    provider.script = [answers.closes, answers.truncated]
    assert not wire.call(http().url, "model-list")["result"].get("isError")
    assert len(provider.requests) == 3


def test_a_connection_kept_alive_that_has_gone_is_replaced(http, provider):
    """Many servers close an idle connection without a word; the next call must not suffer for it."""
    server = http()
    for _ in range(5):
        provider.script = [lambda exchange: (answers.ok(exchange), setattr(exchange, "close_connection", True))]
        assert chat(server)["content"][0]["text"] == "Hello there!"
        time.sleep(0.05)
    assert len(provider.requests) == 5
