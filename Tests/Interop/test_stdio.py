"""stdio: one line one message, many at once, nothing else on standard output, and a clean end."""

import json
import re
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from support import answers, wire
from support.servers import Process, StdioServer

CHAT = {"messages": [{"role": "user", "content": "Hi"}]}


def chat(id) -> dict:
    return wire.tool_call("chat-completion-create", CHAT, id)


def text(reply) -> str:
    return reply["result"]["content"][0]["text"]


# The end


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_a_signal_lets_a_call_finish(stdio, provider, number):
    server = stdio()
    provider.script = [answers.after(0.8)]
    server.send(chat(1))
    provider.wait_for_requests(1)
    server.signal(number)
    assert text(server.receive()) == "Hello there!"
    assert server.wait(3) == 0
    assert server.remaining() == []


def test_no_signal_is_lost_however_early_it_comes(start):
    def end_at_once(_):
        server = start(StdioServer, "--provider", "embedded")
        assert server.request("ping")["result"] == {}
        server.signal()
        return server.wait(3)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(end_at_once, range(60))) == [0] * 60


def test_a_signal_ends_a_call_that_takes_too_long(stdio, provider):
    server = stdio("--drain-time", "500ms")
    provider.script = [answers.after(30)]
    server.send(chat(1))
    provider.wait_for_requests(1)
    began = time.monotonic()
    server.signal()
    assert server.wait(5) == 0
    assert 0.4 < time.monotonic() - began < 3
    assert provider.left.wait(1)


def test_the_end_of_input_lets_calls_finish(stdio, provider):
    server = stdio()
    provider.default = answers.after(0.5)
    for id in range(10):
        server.send(chat(id))
    server.close_input()
    assert {reply["id"]: text(reply) for reply in server.remaining()} == dict.fromkeys(range(10), "Hello there!")
    assert server.wait() == 0


def test_an_idle_server_ends_at_once(offline_stdio):
    assert offline_stdio.request("ping")["result"] == {}
    began = time.monotonic()
    offline_stdio.close_input()
    assert offline_stdio.wait() == 0
    assert time.monotonic() - began < 1


def test_a_client_that_stops_reading_does_not_keep_us(start):
    server = start(Process, "serve", "--provider", "embedded")
    server.process.stdout.close()
    server.process.stdin.write(json.dumps(wire.message("ping")).encode() + b"\n")
    server.process.stdin.flush()
    assert server.wait(5) == 0


def test_the_last_line_needs_no_newline(offline_stdio):
    offline_stdio.write(json.dumps(wire.message("ping")).encode())
    offline_stdio.close_input()
    assert offline_stdio.remaining() == [{"jsonrpc": "2.0", "id": 1, "result": {}}]


# What comes out


def test_only_messages_go_to_standard_output(stdio, provider):
    server = stdio("--log-level", "trace")
    server.initialize()
    provider.script = [answers.error(401)]
    server.call("chat-completion-create", CHAT)
    server.close_input()
    assert server.remaining() == []  # each line so far was read as JSON
    assert "serving openai over stdio" in server.log


@pytest.mark.parametrize("line, code", [
    (b"garbage", -32700), (b'{"jsonrpc":"2.0","id":1,', -32700), (b"\xff\xfe", -32700), (b"[" * 10_000, -32700),
    (b"{}", -32600), (b"[]", -32600), (b"1", -32600), (b'{"jsonrpc":"2.0","id":1,"method":"nothing"}', -32601)],
    ids=["garbage", "cut", "bad UTF-8", "deep", "empty object", "empty batch", "number", "unknown method"])
def test_garbage_is_answered_and_forgotten(offline_stdio, line, code):
    offline_stdio.write(line + b"\n")
    assert offline_stdio.receive()["error"]["code"] == code
    assert offline_stdio.request("ping")["result"] == {}


def test_empty_lines_are_passed_over(offline_stdio):
    offline_stdio.write(b"\n\r\n  \n")
    assert offline_stdio.request("ping")["result"] == {}
    assert offline_stdio.is_silent()


def test_messages_may_come_in_pieces_or_together(offline_stdio):
    message = json.dumps(wire.message("ping")).encode() + b"\r\n"
    for place in range(len(message)):
        offline_stdio.write(message[place:place + 1])
    assert offline_stdio.receive()["id"] == 1
    offline_stdio.write(b"".join(json.dumps(wire.message("ping", id=id)).encode() + b"\n" for id in range(5000)))
    assert [offline_stdio.receive()["id"] for _ in range(5000)] == list(range(5000))


def test_a_message_of_twenty_megabytes(stdio, provider):
    server = stdio()
    long = "x" * (20 << 20)
    reply = server.call("chat-completion-create", {"messages": [{"role": "user", "content": long}]}, timeout=30)
    assert text(reply) == "Hello there!"
    assert provider.last.json["messages"][0]["content"] == long


def test_bad_input_leaves_no_memory_behind(offline_stdio):
    bad = [
        b"garbage", b'{"jsonrpc":"2.0","id":1,"method":"' + b"x" * 2000 + b'"}',
        json.dumps(wire.tool_call("chat-completion-create", {"mesages": ["x" * 2000]})).encode(),
        json.dumps(wire.tool_call("nothing", {"x": ["y"] * 500})).encode()]

    def send(rounds):
        for _ in range(rounds):
            offline_stdio.write(b"\n".join(bad * 10) + b"\n")
            for _ in range(len(bad) * 10):
                assert "error" in offline_stdio.receive()
        status = Path(f"/proc/{offline_stdio.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1])

    before = send(50)
    assert send(250) - before < 8_000  # KiB, after ten thousand bad messages


# Many at once


def test_a_thousand_calls_at_once(stdio, provider):
    server = stdio()
    provider.default = answers.after(1.5)
    began = time.monotonic()
    server.write(b"".join(json.dumps(chat(id)).encode() + b"\n" for id in range(1000)))
    assert server.request("ping", timeout=20)["result"] == {}
    replies = [server.receive(30) for _ in range(1000)]
    assert sorted(reply["id"] for reply in replies) == list(range(1000))
    assert {text(reply) for reply in replies} == {"Hello there!"}
    assert provider.peak > 300
    assert time.monotonic() - began < 20


def test_one_call_can_be_cancelled_among_many(stdio, provider):
    server = stdio()
    provider.script = [answers.after(20)]
    server.send(chat("slow"))
    provider.wait_for_requests(1)
    server.send(chat("quick"))
    assert server.receive()["id"] == "quick"
    server.send({"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": "slow"}})
    assert provider.left.wait(3)
    assert server.is_silent(0.3)
    assert server.request("ping")["result"] == {}


def test_an_id_in_use_is_refused(stdio, provider):
    server = stdio()
    provider.script = [answers.after(0.5)]
    server.send(chat(7))
    provider.wait_for_requests(1)
    server.send(chat(7))
    assert server.receive()["error"]["code"] == -32600
    assert text(server.receive()) == "Hello there!"


def test_both_eras_on_one_process(offline_stdio):
    meta = {"io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": {}}

    def discover():
        return offline_stdio.request("server/discover", {"_meta": meta})["result"]["supportedVersions"]

    assert discover() == ["2026-07-28"]
    for version in ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"]:
        assert offline_stdio.initialize(version)["protocolVersion"] == version
        assert discover() == ["2026-07-28"]
    assert offline_stdio.initialize("1999-01-01")["protocolVersion"] == "2025-11-25"
