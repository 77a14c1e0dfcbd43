"""What HTTP itself must keep: paths, methods, sizes, malformed messages, batches, sessions."""

import http.client
import json
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest

from support import answers, wire
from support.servers import HTTPServer

LIST = wire.message("tools/list")
CHAT = wire.tool_call("chat-completion-create", {"messages": [{"role": "user", "content": "Hi"}]})
STATELESS = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": {},
    "io.modelcontextprotocol/clientInfo": {"name": "interop", "version": "1"}}


def session(id: str, version: str = "2025-11-25") -> dict:
    return {"Mcp-Session-Id": id, "MCP-Protocol-Version": version}


# Paths and methods


@pytest.mark.parametrize("path, status", [("/health", "ok"), ("/ready", "ready")])
def test_orchestrators_get_an_answer(offline_http, path, status):
    answer = wire.send("GET", offline_http.base + path)
    assert (answer.status, answer.json) == (200, {"status": status})


def test_each_server_has_an_address_of_its_own(start):
    server = start(HTTPServer, "images", "embeddings", "--provider", "embedded")

    def tools(path):
        return [tool["name"] for tool in wire.post(server.base + path, LIST).json["result"]["tools"]]

    assert "image-generate" in tools("/images/mcp") and "embedding-create" not in tools("/images/mcp")
    assert set(tools("/images/mcp")) | set(tools("/embeddings/mcp")) == set(tools("/mcp"))
    assert wire.post(server.base + "/chat/mcp", LIST).status == 404


@pytest.mark.parametrize("path", ["/", "/mcpx", "/nobody/mcp", "/mcp/key/more", "/openai", "/v1/models", "//mcp"])
def test_other_paths_are_not_found(offline_http, path):
    answer = wire.post(offline_http.base + path, LIST)
    assert answer.status == 404
    assert "/mcp" in answer.json["error"]["message"]


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH"])
def test_other_methods_are_not_allowed(offline_http, method):
    answer = wire.send(method, offline_http.url)
    assert answer.status == 405
    assert "POST" in answer.headers["Allow"]


# Bodies


@pytest.mark.parametrize("announced", [True, False], ids=["announced", "chunked"])
def test_a_huge_body_is_refused(start, announced):
    server = start(HTTPServer, "--provider", "embedded", "--body-limit", "10KiB")
    body = json.dumps(wire.message("tools/list", {"x": "y" * 20_000})).encode()
    payload = body if announced else iter([body[:9_000], body[9_000:]])
    answer = wire.send("POST", server.url, payload, {"Content-Type": "application/json"})
    assert answer.status == 413
    assert "10240 bytes" in answer.json["error"]["message"]
    assert wire.post(server.url, LIST).status == 200


@pytest.mark.parametrize("body, offset", [
    (b'{"jsonrpc":"2.0",', 17), (b'{"jsonrpc":"2.0","id":01}', 23), (b"", 0), (b"nonsense", 0),
    (b'{"a":"\xff"}', 6), (b'{"a":"\\ud800"}', 6)])
def test_malformed_json_is_refused_with_the_place(offline_http, body, offset):
    answer = wire.post(offline_http.url, body)
    assert (answer.status, answer.type) == (400, "application/json")
    error = answer.json["error"]
    assert error["code"] == -32700
    assert answer.json["id"] is None
    assert f"byte {offset}" in error["message"] or f"offset {offset}" in error["message"]


@pytest.mark.parametrize("body", [
    b"[" * 100_000, b'{"a":' * 5_000 + b"1" + b"}" * 5_000], ids=["brackets", "objects"])
def test_deep_nesting_is_refused(offline_http, body):
    answer = wire.post(offline_http.url, body)
    assert (answer.status, answer.json["error"]["code"]) == (400, -32700)


@pytest.mark.parametrize("message", [
    "text", 1, None, {}, {"jsonrpc": "1.0", "id": 1, "method": "ping"}, {"jsonrpc": "2.0", "id": 1, "method": 5},
    {"jsonrpc": "2.0", "id": {}, "method": "ping"}, {"jsonrpc": "2.0", "id": 1.5, "method": "ping"},
    {"jsonrpc": "2.0", "id": 1, "method": "ping", "params": []}], ids=json.dumps)
def test_what_is_not_json_rpc_is_an_invalid_request(offline_http, message):
    answer = wire.post(offline_http.url, json.dumps(message))
    assert (answer.status, answer.json["error"]["code"]) == (400, -32600)


@pytest.mark.parametrize("method, params, code", [
    ("tools/lists", {}, -32601), ("tools/call", {}, -32602),
    ("tools/call", {"name": "model-list", "arguments": []}, -32602),
    ("tools/list", {"cursor": "page-99"}, -32602), ("initialize", {}, -32602)])
def test_the_faults_have_the_codes_of_the_seed(offline_http, method, params, code):
    assert wire.post(offline_http.url, wire.message(method, params)).json["error"]["code"] == code


@pytest.mark.parametrize("headers, status", [
    ({"Content-Type": "text/plain"}, 415), ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
    ({"Content-Encoding": "gzip"}, 415), ({"Accept": "text/html"}, 406), ({"Accept": "application/json"}, 200)])
def test_kinds_of_content(offline_http, headers, status):
    assert wire.post(offline_http.url, LIST, headers).status == status


def test_a_notification_is_accepted_without_a_word(offline_http):
    answer = wire.post(offline_http.url, {"jsonrpc": "2.0", "method": "notifications/initialized"})
    assert (answer.status, answer.body) == (202, b"")


# Batches, which only 2025-03-26 has


def test_a_batch_is_answered_as_one(offline_http):
    id = wire.initialize(offline_http.url, "2025-03-26")
    batch = [
        wire.message("ping", id="a"), {"jsonrpc": "2.0", "method": "notifications/initialized"},
        wire.tool_call("model-get", {"model": "offline"}, id=2), wire.message("nothing", id=3)]
    answer = wire.post(offline_http.url, batch, session(id, "2025-03-26"))
    replies = {reply["id"]: reply for reply in answer.json}
    assert replies.keys() == {"a", 2, 3}
    assert replies["a"]["result"] == {}
    assert "offline" in replies[2]["result"]["content"][0]["text"]
    assert replies[3]["error"]["code"] == -32601


def test_later_revisions_have_no_batches(offline_http):
    id = wire.initialize(offline_http.url)
    assert wire.post(offline_http.url, [LIST], session(id)).json["error"]["code"] == -32600
    assert wire.post(offline_http.url, []).json["error"]["code"] == -32600


# Sessions


def test_a_session_lives_until_it_is_deleted(offline_http):
    url = offline_http.url
    id = wire.initialize(url)
    assert wire.post(url, LIST, session(id)).status == 200
    assert wire.send("DELETE", url, None, session(id)).status == 204
    assert wire.post(url, LIST, session(id)).status == 404
    assert wire.send("DELETE", url, None, session(id)).status == 404
    assert wire.send("DELETE", url).status == 400


def test_a_changed_session_id_is_not_taken(offline_http):
    id = wire.initialize(offline_http.url)
    for place in (0, len(id) // 2, len(id) - 1):
        changed = id[:place] + ("A" if id[place] != "A" else "B") + id[place + 1:]
        assert wire.post(offline_http.url, LIST, session(changed)).status == 404
    for other in (id[:-1], id + "A", "x", "../../etc/passwd"):
        assert wire.post(offline_http.url, LIST, session(other)).status == 404


def test_a_session_belongs_to_caller_server_and_key(start):
    server = start(HTTPServer, "chat", "images", "--provider", "embedded")
    id = wire.initialize(server.url, headers={"X-API-Key": "key-of-alice"})
    assert wire.post(server.url, LIST, session(id) | {"X-API-Key": "key-of-alice"}).status == 200
    assert wire.post(server.url, LIST, session(id) | {"X-API-Key": "key-of-bob"}).status == 404
    assert wire.post(server.url, LIST, session(id)).status == 404
    assert wire.post(server.base + "/chat/mcp", LIST, session(id) | {"X-API-Key": "key-of-alice"}).status == 404


def test_replicas_share_sessions_by_a_secret(start):
    secret = {"OPENAI_MCP_SESSION_KEY": "a secret that all replicas know, 32 bytes"}
    one, two = (start(HTTPServer, "--provider", "embedded", env=secret) for _ in range(2))
    stranger = start(HTTPServer, "--provider", "embedded")
    id = wire.initialize(one.url)
    assert wire.post(two.url, LIST, session(id)).status == 200
    assert wire.post(stranger.url, LIST, session(id)).status == 404


# Many requests


def test_a_connection_is_kept_through_answers_and_errors(offline_http):
    connection = http.client.HTTPConnection("127.0.0.1", offline_http.port, timeout=10)
    connection.connect()
    address = connection.sock.getsockname()
    for body, path, status in [
        (json.dumps(LIST), "/mcp", 200), ("{", "/mcp", 400), ("", "/nothing", 404), (json.dumps(LIST), "/mcp", 200)
    ] * 25:
        connection.request("POST", path, body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        assert (response.status, bool(response.read())) == (status, True)
        assert connection.sock and connection.sock.getsockname() == address
    connection.close()


def test_the_ids_of_different_clients_do_not_clash(http, provider):
    server, provider.default = http(), answers.after(0.3)
    ids = [wire.initialize(server.url) for _ in range(10)]
    with ThreadPoolExecutor(20) as pool:
        bare = [pool.submit(wire.post, server.url, CHAT) for _ in range(10)]
        sessions = [pool.submit(wire.post, server.url, CHAT, session(id)) for id in ids]
        for answer in bare + sessions:
            assert answer.result().json["result"]["content"][0]["text"] == "Hello there!"


def test_a_quiet_stream_is_kept_alive(http, provider):
    provider.script = [answers.after(1)]
    server = http("--keep-alive-interval", "200ms")
    answer = wire.post(server.url, CHAT, wire.BOTH)
    assert answer.type == "text/event-stream"
    assert 2 <= answer.body.count(b"\n: ") + answer.body.startswith(b": ") <= 6
    assert [event["result"]["content"][0]["text"] for event in answer.events] == ["Hello there!"]


# Both eras at one address, in either order


def test_eras_in_either_order(offline_http):
    url = offline_http.url

    def discover():
        headers = {"MCP-Protocol-Version": "2026-07-28", "Mcp-Method": "server/discover"}
        return wire.post(url, wire.message("server/discover", {"_meta": STATELESS}), headers).json["result"]

    assert discover()["supportedVersions"] == ["2026-07-28"]
    id = wire.initialize(url, "2025-06-18")
    assert wire.post(url, LIST, session(id, "2025-06-18")).status == 200
    assert discover()["resultType"] == "complete"


@pytest.mark.parametrize("headers", [
    {"MCP-Protocol-Version": "2026-07-28"}, {"Mcp-Method": "tools/list"},
    {"MCP-Protocol-Version": "2026-07-28", "Mcp-Method": "tools/call"},
    {"MCP-Protocol-Version": "2025-11-25", "Mcp-Method": "tools/list"}])
def test_headers_of_a_stateless_request_must_agree_with_its_body(offline_http, headers):
    answer = wire.post(offline_http.url, wire.message("tools/list", {"_meta": STATELESS}), headers)
    assert (answer.status, answer.json["error"]["code"]) == (400, -32020)


def test_an_unknown_revision_is_refused(offline_http):
    meta = STATELESS | {"io.modelcontextprotocol/protocolVersion": "2099-01-01"}
    headers = {"MCP-Protocol-Version": "2099-01-01", "Mcp-Method": "tools/list"}
    answer = wire.post(offline_http.url, wire.message("tools/list", {"_meta": meta}), headers)
    assert (answer.status, answer.json["error"]["code"]) == (400, -32022)
    assert answer.json["error"]["data"]["supported"] == ["2026-07-28"]
    assert wire.post(offline_http.url, LIST, {"MCP-Protocol-Version": "2099-01-01"}).status == 400


# Clients that do not finish


@pytest.mark.parametrize("part", [
    b"POST /mcp HTTP/1.1\r\nHost: local",
    b"POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
], ids=["head", "body"])
def test_half_a_request_times_out_and_harms_nobody(start, part):
    server = start(HTTPServer, "--provider", "embedded", "--request-timeout", "1")
    clients = [socket.create_connection(("127.0.0.1", server.port), timeout=5) for _ in range(50)]
    for client in clients:
        client.sendall(part)
    assert wire.post(server.url, LIST).status == 200
    for client in clients:
        while client.recv(4096):
            pass
        client.close()
    assert wire.post(server.url, LIST).status == 200


def test_what_is_not_http_harms_nobody(offline_http):
    with socket.create_connection(("127.0.0.1", offline_http.port), timeout=5) as client:
        client.sendall(b"\x16\x03\x01\x02\x00\x01\x00\x01 not http\r\n\r\n")
        while client.recv(4096):
            pass
    assert wire.post(offline_http.url, LIST).status == 200
