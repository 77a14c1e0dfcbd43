"""Whose key goes to the provider, and that no key goes anywhere else."""

import json

import pytest

from support import answers, wire
from support.provider import SERVER_KEY
from support.servers import HTTPServer

#: Keys that no pattern gives away, and one that looks like OpenAI's.
KEYS = ["corp.Key~of_caller-A1", "sk-proj-AbCdEfGhIjKlMnOp"]
CHAT = {"messages": [{"role": "user", "content": "Hi"}]}

WAYS = {
    "path": lambda server, key: (f"{server.base}/mcp/{key}", {}),
    "path with slash": lambda server, key: (f"{server.base}/mcp/{key}/", {}),
    "path of one server": lambda server, key: (f"{server.base}/chat/mcp/{key}", {}),
    "X-API-Key": lambda server, key: (f"{server.base}/mcp", {"X-API-Key": key}),
    "Authorization": lambda server, key: (f"{server.base}/mcp", {"Authorization": f"Bearer {key}"}),
    "bearer": lambda server, key: (f"{server.base}/chat/mcp", {"authorization": f"bearer {key}"}),
}
in_every_way = pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())


@in_every_way
@pytest.mark.parametrize("key", KEYS, ids=["plain", "sk"])
def test_the_callers_key_reaches_the_provider_as_it_is(http, provider, way, key):
    url, headers = way(http("chat"), key)
    reply = wire.call(url, "chat-completion-create", CHAT, headers)
    assert reply["result"]["content"][0]["text"] == "Hello there!"
    assert provider.keys == [key]


def test_a_percent_encoded_key_is_decoded(http, provider):
    wire.call(f"{http().url}/a%2Bb%2Fc%3D", "chat-completion-create", CHAT)
    assert provider.keys == ["a+b/c="]


@pytest.mark.parametrize("segment", ["a%0d%0aX-Evil:%201", "a%20b", "a%00b", "%", "%zz", "%ff", ""])
def test_what_cannot_be_a_key_is_no_key(http, provider, segment):
    server = http(env={"OPENAI_API_KEY": ""})
    answer = wire.post(f"{server.url}/{segment}", wire.tool_call("chat-completion-create", CHAT))
    assert answer.status == (404 if segment else 200)
    assert provider.keys == ([] if segment else [None])


@pytest.mark.parametrize("key", ["two words", "naïve-key"])
def test_a_key_that_no_header_can_carry_is_not_sent(http, provider, key):
    reply = wire.call(http().url, "chat-completion-create", CHAT, {"X-API-Key": key})["result"]
    assert reply["isError"] and reply["structuredContent"]["kind"] == "missing_api_key"
    assert key not in str(reply) and SERVER_KEY not in str(reply)
    assert provider.requests == []


def test_organization_and_project_belong_to_the_servers_key(http, provider):
    server = http(env={"OPENAI_ORG_ID": "org-ours", "OPENAI_PROJECT_ID": "proj-ours"})
    wire.call(server.url, "chat-completion-create", CHAT)
    wire.call(f"{server.url}/{KEYS[0]}", "chat-completion-create", CHAT)
    wire.call(server.url, "chat-completion-create", CHAT)
    assert provider.keys == [SERVER_KEY, KEYS[0], SERVER_KEY]
    sent = [(r.headers.get("openai-organization"), r.headers.get("openai-project")) for r in provider.requests]
    assert sent == [("org-ours", "proj-ours"), (None, None), ("org-ours", "proj-ours")]


def test_two_different_keys_are_refused(http, provider):
    url = f"{http().url}/{KEYS[0]}"
    answer = wire.post(url, wire.tool_call("chat-completion-create", CHAT), {"X-API-Key": KEYS[1]})
    assert answer.status == 400
    assert not any(key.encode() in answer.body for key in KEYS)
    assert provider.requests == []


def test_without_any_key_openai_is_not_even_asked(start):
    reply = wire.call(start(HTTPServer).url, "chat-completion-create", CHAT)["result"]
    assert reply["isError"]
    assert "X-API-Key" in reply["content"][0]["text"]
    assert reply["content"][0]["text"].startswith("OpenAI API error: ")


def test_a_key_given_as_reference_is_read(http, provider, tmp_path):
    (tmp_path / "key").write_text("key-from-a-file\n")
    wire.call(http(env={"OPENAI_API_KEY": f"file:{tmp_path}/key"}).url, "chat-completion-create", CHAT)
    wire.call(http(env={"OPENAI_API_KEY": "env:MY_KEY", "MY_KEY": "key-from-a-variable"}).url,
              "chat-completion-create", CHAT)
    assert provider.keys == ["key-from-a-file", "key-from-a-variable"]


# No key is ever told


@in_every_way
@pytest.mark.parametrize("format", ["text", "json"])
def test_no_key_is_logged(http, provider, way, format):
    server = http("chat", "--log-level", "trace", "--log-format", format)
    for key in KEYS:
        url, headers = way(server, key)
        provider.script = [answers.echoes_key, answers.ok]
        for _ in range(2):
            assert wire.post(url, wire.tool_call("chat-completion-create", CHAT), headers).status == 200
        for place in (url, url + "/more", url.replace("/mcp", "/nobody/mcp")):
            assert wire.post(place, "{", headers).status in (400, 404)
    assert provider.keys == [KEYS[0]] * 2 + [KEYS[1]] * 2
    server.signal()
    assert server.wait() == 0
    assert "refused" in server.log
    assert not any(key in server.log for key in [*KEYS, SERVER_KEY])
    if format == "json":
        assert all(json.loads(line)["message"] for line in server.log_lines)


@pytest.mark.parametrize("key", [*KEYS, SERVER_KEY], ids=["plain", "sk", "the server's own"])
@pytest.mark.parametrize("echo", [answers.echoes_key, answers.echoes_key_in_stream], ids=["status", "stream"])
def test_no_key_is_repeated_in_an_error_of_the_provider(http, provider, key, echo):
    provider.script = [echo]
    body = wire.tool_call("chat-completion-create", CHAT)
    body["params"]["_meta"] = {"progressToken": 1}
    headers = {} if key == SERVER_KEY else {"X-API-Key": key}
    answer = wire.post(http().url, body, headers | wire.CURRENT | wire.BOTH)
    assert provider.keys == [key]
    assert b'"isError":true' in answer.body
    assert key.encode() not in answer.body


@in_every_way
def test_no_key_is_repeated_in_a_refusal_of_ours(http, provider, way):
    url, headers = way(http("chat"), KEYS[0])
    for place in (url, url + "/more", url.replace("/mcp", "/nobody/mcp")):
        answer = wire.post(place, "{", headers)
        assert answer.status in (400, 404)
        assert KEYS[0] not in answer.body.decode() + str(answer.headers)


@pytest.mark.parametrize("error", [answers.truncated, answers.closes, answers.page(502), answers.body(b"nonsense")])
def test_no_key_in_any_other_failure(http, provider, error):
    server = http("--max-retries", "0", "--log-level", "trace")
    provider.script = [error]
    answer = wire.post(f"{server.url}/{KEYS[0]}", wire.tool_call("chat-completion-create", CHAT))
    assert answer.json["result"]["isError"]
    server.stop()
    assert KEYS[0] not in answer.body.decode() + server.log
