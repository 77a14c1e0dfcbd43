"""Callers with keys of their own: what each may use, on every way to it, and until when."""

import pytest

from support import wire
from support.gateway import bearer, chat, embed, kind, text
from support.provider import SERVER_KEY
from support.together import eventually

LIST = wire.message("tools/list")


@pytest.fixture
def serve(http, callers):
    """A server for the callers that there are."""
    return lambda *servers: http(*servers, "--callers", str(callers.file))


def status(server, key: str | None) -> int:
    return wire.post(server.url, LIST, bearer(key)).status


def tools(url: str, key: str) -> set[str]:
    return {tool["name"] for tool in wire.post(url, LIST, bearer(key)).json["result"]["tools"]}


def test_a_key_is_shown_once_and_kept_as_a_hash(callers, serve, provider):
    key = callers("add", "alice")
    assert key.startswith("omk_") and "\n" not in key
    assert key not in callers.file.read_text() + callers("list")
    assert callers.file.stat().st_mode & 0o077 == 0
    server = serve()
    assert text(chat(server, key)) == "Hello there!"
    assert provider.keys == [SERVER_KEY]
    assert [status(server, other) for other in (None, key[:-1], key + "x", SERVER_KEY)] == [401] * 4
    assert key not in server.log


def test_a_grant_holds_on_every_way_to_a_tool(callers, serve, provider):
    key = callers("add", "alice", "--servers", "embeddings", "--except", "embedding-similarity")
    server = serve("embeddings", "images", "proxy")
    listed = tools(server.url, key)
    assert "embedding-create" in listed and not listed & {"image-generate", "embedding-similarity", "callTool"}
    assert not embed(server, key).get("isError")
    picture = {"prompt": "a cat"}
    ways = [
        (server.url, "image-generate", picture), (server.url, "embedding-similarity", {"texts": ["a", "b"]}),
        (server.url, "callTool", {"name": "image-generate", "arguments": picture}),
        (server.url, "api-call", {"operation": "image-generate", "arguments": picture}),
        (f"{server.base}/images/mcp", "image-generate", picture),
    ]
    for url, tool, arguments in ways:
        answer = wire.post(url, wire.tool_call(tool, arguments), wire.CURRENT | bearer(key))
        assert answer.status >= 400 or "error" in answer.json or answer.json["result"]["isError"], (url, tool)
    assert {request.path for request in provider.requests} == {"/embeddings"}


def test_models_that_are_not_granted_are_refused(callers, serve, provider):
    key = callers("add", "alice", "--models", "gpt-5.6-*")
    server = serve()
    assert text(chat(server, key, model="gpt-5.6-luna")) == "Hello there!"
    refused = chat(server, key, model="gpt-6-luna")
    assert refused["isError"] and "gpt-6-luna" in text(refused)
    assert [request.json["model"] for request in provider.requests] == ["gpt-5.6-luna"]


def test_whoever_may_only_read_changes_nothing(callers, serve):
    key = callers("add", "alice", "--read-only")
    server = serve("files")
    listed = tools(server.url, key)
    assert "file-list" in listed and "file-delete" not in listed
    assert "error" in wire.call(server.url, "file-delete", {"file_id": "file-1"}, bearer(key))


def test_a_callers_rate_is_its_own(callers, serve):
    keys = [callers("add", name, "--requests-per-minute", "2") for name in ("alice", "bob")]
    server = serve()
    kinds = [[kind(chat(server, key)) for _ in range(3)] for key in keys]
    assert kinds == [[None, None, "rate_limit_exceeded"]] * 2


def test_a_running_server_takes_up_and_drops_callers(callers, serve):
    alice = callers("add", "alice")
    server = serve()
    bob = callers("add", "bob")
    eventually(lambda: status(server, bob) == 200)
    callers("revoke", "alice")
    eventually(lambda: status(server, alice) == 401)
    assert status(server, bob) == 200
    callers("revoke", "bob")
    eventually(lambda: status(server, bob) == 401)
    assert status(server, None) == 401, "a file without callers serves nobody"


def test_one_key_replaces_another_without_a_gap(callers, serve):
    first = callers("add", "alice")
    second = callers("add", "alice")
    server = serve()
    assert [status(server, key) for key in (first, second)] == [200, 200]
    name, id, *_ = callers("list").split()
    callers("revoke", name, "--key", id)
    eventually(lambda: status(server, first) == 401)
    assert status(server, second) == 200


@pytest.mark.parametrize("command", [
    ["revoke", "nobody"], ["add", "two words"], ["add", "alice", "--servers", "nowhere"]])
def test_what_cannot_be_done_changes_nothing(callers, command):
    callers("add", "bob")
    before = callers.file.read_text()
    assert "\n" not in callers(*command, code=64)
    assert callers.file.read_text() == before
