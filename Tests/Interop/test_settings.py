"""The variables that the seed documents name, seen in what reaches the provider; and bad values."""

import json

import pytest

from support import binary, wire
from support.provider import SERVER_KEY, FakeProvider
from support.servers import HTTPServer

CHAT = {"messages": [{"role": "user", "content": "Hi"}]}


def sent(server, provider, tool="chat-completion-create", **arguments) -> dict:
    """The body that the provider gets for a call."""
    reply = wire.call(server.url, tool, (CHAT if tool.startswith("chat") else {}) | arguments)
    assert not reply["result"].get("isError"), reply
    return provider.last.json


def limit(body: dict) -> int | None:
    """The limit on output, by either of its names."""
    return body.get("max_tokens", body.get("max_completion_tokens"))


# Where to, and with which key


@pytest.fixture
def other():
    fake = FakeProvider()
    yield fake
    fake.close()


def test_the_generic_pair_of_the_proxy_seed(start, provider):
    server = start(HTTPServer, env={"API_BASE_URL": provider.base_url, "API_KEY": "generic-key"})
    sent(server, provider)
    assert provider.keys == ["generic-key"]


def test_openai_variables_beat_the_generic_ones(start, provider, other):
    env = provider.environment | {"API_BASE_URL": other.base_url, "API_KEY": "generic-key"}
    server = start(HTTPServer, env=env)
    sent(server, provider)
    assert (provider.keys, other.requests) == ([SERVER_KEY], [])
    assert "API_BASE_URL" in server.log and "API_KEY" in server.log
    assert "generic-key" not in server.log and SERVER_KEY not in server.log


def test_a_key_for_openai_is_not_sent_to_a_host_that_a_generic_variable_names(start, provider):
    server = start(HTTPServer, env={"API_BASE_URL": provider.base_url, "OPENAI_API_KEY": "key-for-openai-only"})
    sent(server, provider)
    assert provider.keys == [None]
    server.wait_for_log("OPENAI_API_KEY.*not sent")


def test_a_flag_beats_the_environment_and_that_the_file(start, provider, other, tmp_path):
    file = tmp_path / "settings.yaml"
    file.write_text(f"provider:\n  base-url: {other.base_url}\ndefaults:\n  model: from-file\n  max-tokens: 11\n")
    server = start(
        HTTPServer, "--config", str(file), "--max-tokens", "33",
        env=provider.environment | {"DEFAULT_MODEL": "from-variable", "MAX_TOKENS": "22"})
    body = sent(server, provider)
    assert (body["model"], limit(body)) == ("from-variable", 33)


def test_organization_and_project(http, provider):
    sent(http(env={"OPENAI_ORG_ID": "org-1", "OPENAI_PROJECT_ID": "proj-1"}), provider)
    headers = provider.last.headers
    assert (headers["openai-organization"], headers["openai-project"]) == ("org-1", "proj-1")


def test_a_base_url_keeps_its_path(start, provider):
    env = provider.environment | {"OPENAI_BASE_URL": provider.base_url + "/"}
    sent(start(HTTPServer, env=env), provider)
    assert provider.last.path == "/chat/completions"


# Defaults


@pytest.mark.parametrize("variable", ["MAX_TOKENS", "MAX_TOKENS_DEFAULT"])
def test_defaults_fill_what_a_call_leaves_out(http, provider, variable):
    server = http(env={"DEFAULT_MODEL": "llama-3", variable: "64", "TEMPERATURE": "0.25"})
    body = sent(server, provider)
    assert body["model"] == "llama-3" and body["temperature"] == 0.25
    assert limit(body) == 64
    body = sent(server, provider, model="qwen", temperature=1, max_completion_tokens=5)
    assert body["model"] == "qwen" and body["temperature"] == 1
    assert limit(body) == 5


def test_a_default_that_a_model_lacks_is_left_out(http, provider):
    body = sent(http(env={"TEMPERATURE": "0.25", "MAX_TOKENS": "64"}), provider, model="gpt-5.6-luna")
    assert "temperature" not in body
    assert body["max_completion_tokens"] == 64 and "max_tokens" not in body


def test_without_defaults_nothing_is_added(http, provider):
    assert sent(http(), provider).keys() == {"model", "messages"}


def test_values_pass_as_they_are_spelled(http, provider):
    body = wire.tool_call("chat-completion-create", CHAT | {"model": "qwen", "extra_body": {}})
    raw = json.dumps(body).replace('"extra_body": {}', '"extra_body": {"x": 1.10, "big": 12345678901234567890}')
    assert wire.post(http().url, raw).status == 200
    assert b"1.10" in provider.last.body and b"12345678901234567890" in provider.last.body


def test_extra_body_passes_through(http, provider):
    extra = {"top_k": 40, "guided": {"regex": "a|b"}, "flags": [True, None]}
    body = sent(http(), provider, model="qwen", extra_body=extra)
    assert {name: body[name] for name in extra} == extra
    assert "extra_body" not in body


def embed(server, **arguments) -> dict:
    return wire.call(server.url, "embedding-create", {"input": "cats", "model": "text-embedding-3-small"} | arguments)


@pytest.mark.parametrize("variables, arguments, requests", [
    ({}, {}, 2), ({}, {"cache": True}, 1), ({"CACHE_TTL": "60"}, {}, 1), ({"CACHE_TTL": "60"}, {"cache": False}, 2),
    ({"CACHE_TTL": "0"}, {"cache": True}, 2)])
def test_equal_calls_share_an_answer_where_that_is_wanted(http, provider, variables, arguments, requests):
    server = http(env=variables)
    replies = [embed(server, **arguments) for _ in range(2)]
    assert not any(reply["result"].get("isError") for reply in replies), replies
    assert len(provider.requests) == requests


def test_a_caller_past_its_rate_is_told_how_long_to_wait(http, provider):
    server = http(env={"RATE_LIMIT_RPM": "1"})
    assert not embed(server)["result"].get("isError")
    refused = embed(server)["result"]
    assert refused["isError"] and len(provider.requests) == 1
    assert refused["structuredContent"]["kind"] == "rate_limit_exceeded"
    assert "seconds" in refused["content"][0]["text"] or " s" in refused["content"][0]["text"]


# Retired models


def test_a_retired_model_goes_to_its_successor(http, provider):
    reply = wire.call(http().url, "chat-completion-create", CHAT | {"model": "gpt-4"})["result"]
    served = provider.last.json["model"]
    assert served.startswith("gpt-5")
    told = reply["_meta"]["openai-mcp/call"]
    assert told["model"] == {"asked": "gpt-4", "served": served}
    assert "gpt-4" in told["remarks"][0] and "2026-10-23" in told["remarks"][0]


def test_unless_models_are_strict(http, provider):
    reply = wire.call(http("--strict-models").url, "chat-completion-create", CHAT | {"model": "gpt-4"})["result"]
    assert reply["isError"] and reply["structuredContent"]["kind"] == "model_retired"
    assert "gpt-5" in reply["content"][0]["text"]
    assert provider.requests == []


# Bad values


@pytest.mark.parametrize("variable, value", [
    ("OPENAI_BASE_URL", "not a url"), ("API_BASE_URL", "ftp://x"), ("MAX_TOKENS", "many"), ("MAX_TOKENS", "0"),
    ("TEMPERATURE", "hot"), ("TEMPERATURE", "3"), ("TIMEOUT", "soon"), ("TIMEOUT", "-1"), ("MAX_RETRIES", "-1"),
    ("MAX_RETRIES", "x"), ("CACHE_TTL", "x"), ("RATE_LIMIT_RPM", "x"), ("OPENAI_MCP_LOG_LEVEL", "loud"),
    ("OPENAI_MCP_PROVIDER", "none"), ("OPENAI_API_KEY", "env:NOT_SET"), ("OPENAI_API_KEY", "file:/no/such/file"),
    ("OPENAI_MCP_HTTP", "somewhere"), ("OPENAI_MCP_CA_FILE", "/no/such/file"), ("HTTPS_PROXY", "gopher://x"),
])
def test_a_bad_value_is_named_before_anything_starts(variable, value):
    ended = binary.run("serve", env={variable: value})
    assert ended.returncode == 64
    assert variable in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1
    assert ended.stdout == ""


@pytest.mark.parametrize("arguments", [
    ["--max-retriess", "3"], ["--timeout"], ["--timeout", "x"], ["nobody"], ["--http", "127.0.0.1:99999"],
    ["--stdio", "--http", ":0"], ["--all", "chat"], ["--tls-cert", __file__]])
def test_a_bad_flag_is_refused(arguments):
    ended = binary.run("serve", "--provider", "embedded", *arguments)
    assert ended.returncode == 64
    assert ended.stderr.strip() and ended.stdout == ""


def test_every_fault_of_a_file_has_its_line(tmp_path):
    file = tmp_path / "settings.yaml"
    file.write_text("provider:\n  base-url: nonsense\nretry:\n  max-retries: often\n  max-retry: 1\n")
    ended = binary.run("serve", "--config", str(file))
    assert ended.returncode == 64
    for line in (2, 4, 5):
        assert f"{file}:{line}:" in ended.stderr


def test_an_address_in_use_is_told(offline_http):
    ended = binary.run("serve", "--provider", "embedded", "--http", f"127.0.0.1:{offline_http.port}")
    assert ended.returncode != 0
    assert str(offline_http.port) in ended.stderr
