"""Who may call: caller tokens, listening beyond this machine, keys in the path, Origin and Host."""

import hashlib

import pytest

from support import binary, wire
from support.provider import SERVER_KEY
from support.servers import HTTPServer

TOKEN = "open-sesame"
CHAT = wire.tool_call("chat-completion-create", {"messages": [{"role": "user", "content": "Hi"}]})
LIST = wire.message("tools/list")


@pytest.fixture
def tokens(tmp_path):
    """A file with one caller."""
    file = tmp_path / "callers"
    file.write_text(f"# who may call\nalice {hashlib.sha256(TOKEN.encode()).hexdigest()}\n")
    return str(file)


def bearer(token: str) -> dict:
    return {"Authorization": f"Bearer {token}"}


# Caller tokens


def test_a_token_authenticates_and_the_servers_key_pays(http, provider, tokens):
    server = http("--caller-tokens", tokens)
    assert wire.post(server.url, CHAT, bearer(TOKEN)).json["result"]["content"]
    assert provider.keys == [SERVER_KEY]


@pytest.mark.parametrize("headers, path", [
    ({}, ""), (bearer("wrong"), ""), ({"X-API-Key": TOKEN}, ""), ({}, "/" + TOKEN),
    ({"Authorization": "Basic YWxpY2U6eA=="}, "")])
def test_nobody_else_is_served(http, provider, tokens, headers, path):
    answer = wire.post(http("--caller-tokens", tokens).url + path, CHAT, headers)
    assert answer.status == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer ")
    assert TOKEN.encode() not in answer.body
    assert provider.requests == []


def test_with_a_token_an_own_provider_key_travels_beside_it(http, provider, tokens):
    server = http("--caller-tokens", tokens)
    wire.post(server.url, CHAT, bearer(TOKEN) | {"X-API-Key": "alices-provider-key"})
    wire.post(server.url + "/alices-path-key", CHAT, bearer(TOKEN))
    assert provider.keys == ["alices-provider-key", "alices-path-key"]


@pytest.mark.parametrize("text", ["", "# nobody\n", "alice 1234\n", "alice\n", "al/ice " + "0" * 64])
def test_a_file_of_tokens_that_cannot_be_used_stops_the_start(tmp_path, text):
    file = tmp_path / "callers"
    file.write_text(text)
    ended = binary.run("serve", "--provider", "embedded", "--http", "127.0.0.1:0", "--caller-tokens", str(file))
    assert ended.returncode == 64
    assert str(file) in ended.stderr


# Listening beyond this machine


def test_the_servers_own_key_is_not_for_the_whole_network(provider):
    ended = binary.run("serve", "--http", "0.0.0.0:0", env=provider.environment)
    assert ended.returncode == 64
    assert "--caller-tokens" in ended.stderr
    assert SERVER_KEY not in ended.stderr + ended.stdout


def test_with_caller_tokens_it_may_listen_anywhere(http, provider, tokens):
    server = http("--caller-tokens", tokens, host="0.0.0.0")
    assert wire.post(server.url, CHAT).status == 401
    assert wire.post(server.url, CHAT, bearer(TOKEN)).status == 200
    assert provider.keys == [SERVER_KEY]


def test_without_a_key_of_its_own_it_may_listen_anywhere(http, provider):
    server = http(host="0.0.0.0", env={"OPENAI_API_KEY": ""})
    assert wire.post(server.url, CHAT, {"X-API-Key": "callers-key"}).status == 200
    assert provider.keys == ["callers-key"]


# Keys in the path


@pytest.mark.parametrize("host, mode, status", [
    ("127.0.0.1", "on", 200), ("127.0.0.1", "off", 404), ("0.0.0.0", "on", 403), ("0.0.0.0", "off", 404),
    ("0.0.0.0", "insecure", 200)])
def test_path_keys_have_their_rule(http, host, mode, status):
    server = http("--path-keys", mode, host=host, env={"OPENAI_API_KEY": ""})
    answer = wire.post(server.url + "/path-key-of-a-caller", LIST)
    assert answer.status == status
    assert b"path-key-of-a-caller" not in answer.body
    assert "path-key-of-a-caller" not in server.log


# Origin and Host


@pytest.mark.parametrize("headers", [
    {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Host": "evil.example"},
    {"Host": "evil.example", "Origin": "http://evil.example"}])
def test_strange_pages_and_names_are_refused(offline_http, headers):
    answer = wire.post(offline_http.url, LIST, headers)
    assert answer.status == 403
    assert answer.json["error"]["code"] == -32600
    assert answer.headers["Access-Control-Allow-Origin"] is None


@pytest.mark.parametrize("origin", ["http://localhost:5173", "http://127.0.0.1:3000", "https://app.example"])
def test_known_pages_may_call_and_read(start, origin):
    server = start(HTTPServer, "--provider", "embedded", "--allowed-origins", "https://app.example")
    answer = wire.post(server.url, LIST, {"Origin": origin})
    assert answer.status == 200
    assert answer.headers["Access-Control-Allow-Origin"] == origin
    assert "Mcp-Session-Id" in answer.headers["Access-Control-Expose-Headers"]
    preflight = wire.send("OPTIONS", server.url, None, {
        "Origin": origin, "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type,authorization,mcp-protocol-version"})
    assert preflight.status == 204
    assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
    allowed = preflight.headers["Access-Control-Allow-Headers"].lower()
    assert all(name in allowed for name in ("content-type", "authorization", "x-api-key", "mcp-protocol-version"))


def test_a_preflight_needs_no_token(http, tokens):
    server = http("--caller-tokens", tokens)
    headers = {"Origin": "http://localhost:1", "Access-Control-Request-Method": "POST"}
    assert wire.send("OPTIONS", server.url, None, headers).status == 204


def test_a_name_can_be_allowed(start):
    server = start(HTTPServer, "--provider", "embedded", "--allowed-hosts", "mcp.example")
    assert wire.post(server.url, LIST, {"Host": "mcp.example"}).status == 200
    assert wire.post(server.url, LIST, {"Host": f"localhost:{server.port}"}).status == 200
    assert wire.post(server.url, LIST, {"Host": "other.example"}).status == 403
