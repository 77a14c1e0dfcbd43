"""A provider that refuses, is down, is slow, or talks nonsense: one clear sentence, soon, and nothing breaks."""

import time

import pytest

from support import answers, wire
from support.provider import SERVER_KEY
from support.servers import HTTPServer

CHAT = {"messages": [{"role": "user", "content": "Hi"}]}


def chat(server) -> dict:
    return wire.call(server.url, "chat-completion-create", CHAT)["result"]


def streamed(server) -> list:
    body = wire.tool_call("chat-completion-create", CHAT)
    body["params"]["_meta"] = {"progressToken": 1}
    answer = wire.post(server.url, body, wire.CURRENT | wire.BOTH)
    return answer.events if answer.type == "text/event-stream" else [answer.json]


@pytest.mark.parametrize("status, code, type, kind", [
    (429, "rate_limit_exceeded", "requests", "rate_limit_exceeded"),
    (401, "invalid_api_key", "invalid_request_error", "invalid_api_key"),
    (429, "insufficient_quota", "insufficient_quota", "quota_exceeded"),
    (503, None, "service_unavailable_error", "model_overloaded"),
    (400, None, "invalid_request_error", "invalid_request"),
    (400, "context_length_exceeded", "invalid_request_error", "context_length_exceeded"),
    (404, "model_not_found", "invalid_request_error", "model_not_found"),
    (400, "content_policy_violation", "invalid_request_error", "content_policy"),
    (500, None, "server_error", "server_error"),
])
def test_kinds(http, provider, status, code, type, kind):
    provider.default = answers.error(status, "What the provider says.", code, type, param="messages")
    result = chat(http("--max-retries", "0"))
    text, details = result["content"][0]["text"], result["structuredContent"]
    assert result["isError"]
    assert text.startswith("OpenAI API error: What the provider says; ")
    assert text.count("\n") == 0 and text.endswith(".")
    expected = {"kind": kind, "status": status, "code": code, "type": type, "param": "messages",
                "request_id": "req_interop"}
    assert {name: details.get(name) for name in expected} == expected


def test_errors_can_be_json_rpc_errors_as_the_seed_has_them(http, provider):
    provider.default = answers.error(429, "Rate limit exceeded", "rate_limit_exceeded")
    server = http("--api-errors", "jsonrpc", "--max-retries", "0")
    error = wire.call(server.url, "chat-completion-create", CHAT)["error"]
    assert error["code"] == -32603
    assert error["message"].startswith("OpenAI API error: Rate limit exceeded")
    assert error["data"]["kind"] == "rate_limit_exceeded"
    unknown = wire.call(server.url, "chat-completion-create", {"mesages": []})
    assert "messages" in str(unknown) and "OpenAI API error" not in str(unknown)


@pytest.mark.parametrize("answer, words", [
    (answers.page(502), "web page"), (answers.page(200), "not JSON"), (answers.body(b"nonsense"), "not JSON"),
    (answers.body(b'{"choices": [tru'), "not JSON"), (answers.body(b'{"a": "\xff"}'), "not JSON"),
    (answers.not_http, "not HTTP"), (answers.truncated, "before its answer was whole"),
    (answers.closes, "before its answer was whole"),
    (answers.error(302, headers={"Location": "https://elsewhere.example/"}), "redirects"),
    (answers.body(b""), ""), (answers.body(b"[]"), ""), (answers.body(b"null"), ""),
    (answers.body(b'{"error": {"message": "Out of memory"}}'), "Out of memory"),
], ids=["502 page", "200 page", "garbage", "cut JSON", "bad UTF-8", "no HTTP", "truncated", "closed", "redirect",
        "nothing", "array", "null", "200 error"])
def test_broken_answers(http, provider, answer, words):
    server = http("--max-retries", "0")
    provider.script = [answer]
    result = chat(server)
    assert chat(server)["content"][0]["text"] == "Hello there!"
    assert result.get("isError"), result
    assert result["content"][0]["text"].startswith("OpenAI API error: ")
    assert words in result["content"][0]["text"]


def test_an_answer_too_large_is_refused(http, provider):
    provider.script = [answers.body(b'{"x":"' + b"y" * 300_000 + b'"}')]
    result = chat(http("--max-answer-size", "100KiB"))
    assert result["isError"] and result["structuredContent"]["kind"] == "answer_too_large"


def test_a_provider_that_is_down_is_told_at_once(start):
    env = {"OPENAI_BASE_URL": "http://127.0.0.1:9/v1", "OPENAI_API_KEY": SERVER_KEY, "MAX_RETRIES": "0"}
    server = start(HTTPServer, env=env)
    began = time.monotonic()
    result = chat(server)
    assert time.monotonic() - began < 2
    assert result["structuredContent"]["kind"] == "connection_failed"
    assert "127.0.0.1:9" in result["content"][0]["text"] and "refused" in result["content"][0]["text"]


def test_a_name_that_does_not_exist(start):
    env = {"OPENAI_BASE_URL": "http://provider.invalid/v1", "OPENAI_API_KEY": SERVER_KEY, "MAX_RETRIES": "0"}
    result = chat(start(HTTPServer, env=env))
    assert result["structuredContent"]["kind"] == "connection_failed"
    assert "provider.invalid" in result["content"][0]["text"]


@pytest.mark.parametrize("fault", [answers.after(20), answers.stalls], ids=["silent", "stalling"])
@pytest.mark.parametrize("limit", [{"TIMEOUT": "1"}, {"OPENAI_MCP_IDLE_TIMEOUT": "1"}], ids=["TIMEOUT", "idle"])
def test_a_slow_provider_is_given_up(http, provider, fault, limit):
    provider.default = fault
    began = time.monotonic()
    result = chat(http(env=limit))
    assert 0.9 < time.monotonic() - began < 4
    assert result["structuredContent"]["kind"] == "timeout"
    assert result["structuredContent"]["may_have_been_billed"] is True
    assert len(provider.requests) == 1
    assert provider.left.wait(3)


def test_timeout_bounds_the_whole_request_however_it_trickles(http, provider):
    events = answers.chat_events(*["x"] * 40)
    provider.script = [answers.stream(*events, pause=0.1)]
    began = time.monotonic()
    *_, reply = streamed(http(env={"TIMEOUT": "1"}))
    assert time.monotonic() - began < 2.5
    assert reply["result"]["structuredContent"]["kind"] == "timeout"


# Streams


def test_a_stream_may_be_cut_anywhere(http, provider):
    whole = b": a comment\r\n\r\n" + b"".join(answers.chat_events("Grüße", " 🌍", "!")).replace(b"\n", b"\r\n")
    whole = whole.replace(b"\\u00fc", "ü".encode()).replace(b"\\u00df", "ß".encode())
    provider.script = [answers.stream(*[whole[place:place + 1] for place in range(len(whole))])]
    *progress, reply = streamed(http())
    assert [item["params"]["message"] for item in progress] == ["Grüße", " 🌍", "!"]
    assert reply["result"]["content"][0]["text"] == "Grüße 🌍!"


def test_an_error_in_the_middle_of_a_stream(http, provider):
    events = answers.chat_events("Half", " a")
    report = {"error": {"message": "The server had an error.", "type": "server_error", "code": None}}
    provider.script = [answers.stream(*events[:3], answers.event(report))]
    *progress, reply = streamed(http())
    assert "".join(item["params"]["message"] for item in progress) == "Half a"
    result = reply["result"]
    assert result["isError"] and result["content"][0]["text"].startswith("OpenAI API error: The server had an error")
    assert result["structuredContent"]["partial_text"] == "Half a"
    assert len(provider.requests) == 1


@pytest.mark.parametrize("ending", ["truncated", "ended without [DONE]"])
def test_a_stream_that_breaks_off(http, provider, ending):
    events = answers.chat_events("Half", " a")
    provider.script = [answers.stream(*events[:3], ends=ending != "truncated")]
    *_, reply = streamed(http())
    result = reply["result"]
    assert result["isError"]
    assert result["structuredContent"]["partial_text"] == "Half a"
    assert len(provider.requests) == 1


def test_a_stream_with_nonsense_in_it(http, provider):
    events = answers.chat_events("Half")
    provider.script = [answers.stream(*events[:2], b"data: {nonsense\n\n")]
    *_, reply = streamed(http())
    assert reply["result"]["isError"]
    assert reply["result"]["content"][0]["text"].startswith("OpenAI API error: ")


def test_a_provider_that_does_not_stream_though_asked(http, provider):
    provider.script = [lambda e: e.reply(200, b'{"choices":[{"message":{"content":"Whole."}}]}', answers.JSON)]
    *_, reply = streamed(http())
    assert reply["result"]["content"][0]["text"] == "Whole."
