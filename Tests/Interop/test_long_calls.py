"""A call that outlives its client's patience goes on behind a handle, which belongs to its caller."""

import hashlib
import time

from support import answers, wire

CHAT = {"messages": [{"role": "user", "content": "Hi"}]}
ALICE, BOB = {"X-API-Key": "key-of-alice"}, {"X-API-Key": "key-of-bob"}


def call(server, tool, arguments, headers=None) -> dict:
    return wire.call(server.url, tool, arguments, headers)["result"]


def begin(server, provider, headers=None, seconds=1.5) -> str:
    """Starts a call that takes a while and returns its handle."""
    provider.script = [answers.after(seconds)]
    began = time.monotonic()
    result = call(server, "chat-completion-create", CHAT, headers)
    assert time.monotonic() - began < 1.4
    assert not result.get("isError")
    assert result["structuredContent"]["status"] == "running"
    handle = result["structuredContent"]["handle"]
    assert handle in result["content"][0]["text"] and "result-get" in result["content"][0]["text"]
    return handle


def test_a_handle_gives_the_result_once_it_is_there(http, provider):
    server = http("--patience", "1s")
    handle = begin(server, provider)
    for _ in range(2):
        result = call(server, "result-get", {"handle": handle})
        assert result["content"][0]["text"] == "Hello there!"
        assert result["structuredContent"]["choices"]
    assert len(provider.requests) == 1


def test_asking_early_is_no_fault(http, provider):
    server = http("--patience", "500ms")
    handle = begin(server, provider, seconds=1.8)
    early = call(server, "result-get", {"handle": handle})
    assert not early.get("isError")
    assert early["structuredContent"] == {"handle": handle, "status": "running"}
    time.sleep(1)
    assert call(server, "result-get", {"handle": handle})["content"][0]["text"] == "Hello there!"


def test_a_handle_is_for_its_caller_alone(http, provider):
    server = http("--patience", "500ms")
    handle = begin(server, provider, ALICE)
    for stranger in (BOB, {}):
        refused = call(server, "result-get", {"handle": handle}, stranger)
        assert refused["isError"] and refused["structuredContent"]["status"] == "unknown"
        assert "Hello" not in str(refused)
    time.sleep(1.2)
    assert call(server, "result-get", {"handle": handle}, BOB)["isError"]
    assert call(server, "result-get", {"handle": handle}, ALICE)["content"][0]["text"] == "Hello there!"


def test_a_callers_token_counts_and_not_the_key_beside_it(http, provider, tmp_path):
    names = {"alice": "token-a", "bob": "token-b"}
    file = tmp_path / "callers"
    file.write_text("".join(f"{name} {hashlib.sha256(token.encode()).hexdigest()}\n" for name, token in names.items()))
    server = http("--caller-tokens", str(file), "--patience", "500ms")
    alice, bob = ({"Authorization": f"Bearer {token}"} for token in names.values())
    handle = begin(server, provider, alice)
    time.sleep(1.2)
    assert call(server, "result-get", {"handle": handle}, bob | ALICE)["isError"]
    assert call(server, "result-get", {"handle": handle}, alice | BOB)["content"][0]["text"] == "Hello there!"


def test_an_error_waits_behind_a_handle_too(http, provider):
    server = http("--patience", "500ms", "--max-retries", "0")
    provider.script = [answers.after(1, answers.quota_exceeded())]
    handle = call(server, "chat-completion-create", CHAT)["structuredContent"]["handle"]
    time.sleep(0.8)
    result = call(server, "result-get", {"handle": handle})
    assert result["isError"] and result["structuredContent"]["kind"] == "quota_exceeded"


def test_a_result_is_forgotten_after_its_life(http, provider):
    server = http("--patience", "500ms", "--handle-life", "1s")
    handle = begin(server, provider, seconds=0.8)
    time.sleep(2.2)
    assert call(server, "result-get", {"handle": handle})["structuredContent"]["status"] == "unknown"


def test_a_handle_that_never_was(http):
    result = call(http(), "result-get", {"handle": "result-nothing"})
    assert result["isError"] and result["structuredContent"]["status"] == "unknown"


def test_progress_stops_with_the_handle_and_the_text_is_whole(stdio, provider):
    server = stdio("--patience", "500ms")
    server.initialize()
    provider.script = [answers.stream(*answers.chat_events(*"abcdefghij"), pause=0.1)]
    message = wire.tool_call("chat-completion-create", CHAT, id="long")
    message["params"]["_meta"] = {"progressToken": "p"}
    server.send(message)
    seen = []
    while (reply := server.receive()).get("id") != "long":
        seen.append(reply["params"]["message"])
    assert 1 < len(seen) < 10
    handle = reply["result"]["structuredContent"]["handle"]
    time.sleep(0.9)
    assert server.is_silent()
    assert server.call("result-get", {"handle": handle})["result"]["content"][0]["text"] == "abcdefghij"
