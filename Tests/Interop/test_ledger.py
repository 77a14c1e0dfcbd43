"""The ledger: one entry for every call, whatever became of it, and nothing in it that was not wanted."""

import json
import random
import sqlite3
import threading
from collections import Counter

import pytest

from support import answers, faults, ledger
from support.gateway import chat, embed, entry, kind, streamed
from support.provider import SERVER_KEY
from support.together import eventually, together

@pytest.fixture
def folder(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def serve(gateway, folder):
    return lambda **settings: gateway({"storage": {"data-dir": str(folder)}} | settings)


@pytest.fixture
def keys(callers):
    """Keys of two callers."""
    return {name: callers("add", name) for name in ("alice", "bob")}


@pytest.mark.parametrize("seed", range(3))
def test_every_call_has_one_entry_whatever_happens(serve, folder, providers, seed):
    """Also those that a limit refuses, that the cache answers, and that several providers were asked for."""
    fakes = providers(3)
    for number, fake in enumerate(fakes):
        fake.default = faults.by_chance(seed * 10 + number)
    names = ["first", "second", "third"]
    server = serve(
        providers=[entry(fake, name) for fake, name in zip(fakes, names)],
        routes=[{"strategy": "weighted", "candidates": [{"provider": name} for name in names]}],
        limits={"rules": [{"name": "few", "tool": "embedding-*", "requests-per-minute": 20}]},
        cache={"ttl": "1h"}, retry={"max-retries": 1})
    works = [chat, streamed, lambda server: embed(server, text=str(random.random())), embed]
    results = together(16, lambda lane: [works[(lane + turn) % 4](server) for turn in range(10)])
    outcomes = Counter(kind(result) or "ok" for lane in results for result in lane)
    server.signal()
    assert server.wait() == 0
    found = ledger.entries(folder)
    assert Counter(one["outcome"] for one in found) == outcomes and outcomes.total() == 160
    assert len({one["id"] for one in found}) == 160
    chats = [one["attempts"] for one in found if one["tool"] == "chat-completion-create"]
    assert sum(chats) == sum(request.path == "/chat/completions" for fake in fakes for request in fake.requests)


def test_what_was_sent_once_for_several_is_counted_once(serve, provider, folder):
    provider.default = answers.after(0.5, answers.closes)
    server = serve(cache={"ttl": "1h"})
    assert {kind(result) for result in together(5, lambda _: embed(server))} == {"connection_lost"}
    eventually(lambda: ledger.calls(folder, "outcome") == {"connection_lost": 5})
    assert sum(one["attempts"] for one in ledger.entries(folder)) == len(provider.requests)


HALF = answers.chat_events("Half")[:2]


@pytest.mark.parametrize("call, fault", [
    (chat, answers.page(200)), (chat, answers.body(b"{")), (chat, answers.body(b'{"error": {"message": "No room"}}')),
    (streamed, answers.stream(*HALF)), (streamed, answers.stream(*HALF, b"data: {nonsense\n\n")),
    (streamed, answers.stream(*HALF, answers.event({"error": {"message": "It broke.", "type": "server_error"}}))),
], ids=["page", "no JSON", "error with 200", "stream without an end", "stream of nonsense", "error in a stream"])
def test_the_ledger_says_what_the_caller_is_told(serve, provider, folder, call, fault):
    provider.default = fault
    told = kind(call(serve()))
    assert told is not None
    assert eventually(lambda: ledger.calls(folder, "outcome")) == {told: 1}


def test_a_caller_that_leaves_is_written_down_too(serve, provider, folder):
    provider.default = answers.after(20)
    server = serve()
    with pytest.raises(TimeoutError):
        chat(server, timeout=0.5)
    provider.default = answers.ok
    chat(server)
    eventually(lambda: ledger.calls(folder, "outcome") == {"cancelled": 1, "ok": 1})


def test_usage_adds_up_by_what_is_asked_for(serve, folder, callers, keys):
    server = serve(http=callers.settings)
    for name, count in [("alice", 3), ("bob", 1)]:
        for _ in range(count):
            chat(server, keys[name])
    embed(server, keys["bob"])
    eventually(lambda: ledger.calls(folder, "caller") == {"alice": 3, "bob": 2})
    assert ledger.calls(folder, "caller", "tool") == {
        ("alice", "chat-completion-create"): 3, ("bob", "chat-completion-create"): 1, ("bob", "embedding-create"): 1}
    [alice] = json.loads(ledger.usage(folder, "--by", "caller", "--caller", "alice", "--json"))
    assert (alice["input_tokens"], alice["output_tokens"], alice["failed"]) == (3, 6, 0)
    assert alice["cost_usd"] == pytest.approx(3 * (1 * 0.2 + 2 * 1.2) / 1e6)
    table = ledger.usage(folder, "--by", "caller", "--by", "model")
    assert "gpt-5.6-luna" in table and "text-embedding-3-small" in table and "total" in table


def test_a_plot_of_two_days(serve, folder, tmp_path):
    server = serve()
    for _ in range(2):
        chat(server)
    eventually(lambda: ledger.calls(folder, "outcome") == {"ok": 2})
    with sqlite3.connect(folder / "openai-mcp.sqlite") as store:
        store.execute("UPDATE ledger SET time = time - 86400 WHERE sequence = 1")
    store.close()
    ledger.usage(folder, "--plot", str(tmp_path / "plot.png"))
    assert (tmp_path / "plot.png").read_bytes().startswith(b"\x89PNG")


def test_one_callers_entries_are_exported_and_erased(serve, folder, callers, keys, tmp_path):
    server = serve(http=callers.settings, ledger={"audit-file": str(tmp_path / "audit")})
    for key in keys.values():
        chat(server, key)
    eventually(lambda: ledger.calls(folder, "caller") == {"alice": 1, "bob": 1})
    exported = ledger.entries(folder, "alice")
    assert [one["caller"] for one in exported] == ["alice"]
    audited = [json.loads(line) for line in (tmp_path / "audit").read_text().splitlines()]
    assert exported[0] in audited and len(audited) == 2
    ledger.usage(folder, "--erase", "alice")
    assert ledger.entries(folder, "alice") == [] and len(ledger.entries(folder, "bob")) == 1


@pytest.mark.parametrize("bodies", [False, True])
def test_bodies_only_where_they_are_wanted_and_keys_never(serve, folder, provider, tmp_path, bodies):
    server = serve(ledger={"bodies": bodies, "audit-file": str(tmp_path / "audit")})
    message = {"role": "user", "content": f"My word is xyzzy, my key {SERVER_KEY}."}
    chat(server, messages=[message])
    streamed(server, messages=[message])
    server.signal()
    assert server.wait() == 0
    kept = [json.dumps(one) for one in ledger.entries(folder)] + (tmp_path / "audit").read_text().splitlines()
    assert len(kept) == 4
    assert [("xyzzy" in one, "Hello" in one) for one in kept] == [(bodies, bodies)] * 4
    for file in [*folder.iterdir(), tmp_path / "audit"]:
        assert SERVER_KEY.encode() not in file.read_bytes(), file


def test_where_nothing_is_to_be_kept_nothing_is(serve, folder):
    server = serve(storage={"data-dir": str(folder), "keep-records": 0})
    chat(server)
    server.signal()
    assert server.wait() == 0
    assert ledger.usage(folder).strip() == "There are no calls in this time."


def test_a_kill_loses_nothing_that_was_written_and_doubles_nothing(serve, folder, provider):
    server = serve()
    together(8, lambda _: [chat(server) for _ in range(5)])
    eventually(lambda: ledger.calls(folder, "outcome") == {"ok": 40})
    held = threading.Event()
    provider.default = lambda exchange: held.wait(30) and answers.ok(exchange)
    call = threading.Thread(target=lambda: pytest.raises(OSError, chat, server))
    call.start()
    provider.wait_for_requests(41)
    server.process.kill()
    held.set()
    call.join()
    provider.default = answers.ok
    other = serve()
    chat(other)
    eventually(lambda: ledger.calls(folder, "outcome") == {"ok": 41})
