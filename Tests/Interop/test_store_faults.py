"""A store that cannot be written: calls go on where they can, no money slips through, and nothing is lost at last."""

import contextlib
import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest

from support import answers, ledger, wire
from support.disk import SizeLimit, SmallDisk
from support.gateway import A_DOLLAR_A_TOKEN, chat, entry, kind, text
from support.together import eventually, together

MOST = 16


@pytest.fixture
def serve(gateway, provider, tmp_path):
    """A server that keeps its data on the disk, and may spend what ten calls cost if there is a budget."""

    def serve(*arguments: str, budget: bool = False):
        rules = [{"name": "team", "period": "total", "limit": 10 * MOST + 1}] if budget else []
        return gateway({
            "providers": [entry(provider, prices=A_DOLLAR_A_TOKEN)], "budgets": {"rules": rules, "output-cap": MOST},
            "storage": {"data-dir": str(tmp_path / "disk" / "data")}}, *arguments)

    provider.default = answers.talks(MOST)
    return serve


@pytest.fixture
def data(tmp_path):
    return tmp_path / "disk" / "data"


# Full


@pytest.fixture(params=[SizeLimit, SmallDisk], ids=["size limit", "small disk"])
def disk(request, tmp_path):
    with contextlib.ExitStack() as stack:
        yield request.param(tmp_path / "disk", stack)


def test_a_full_disk_stops_no_call_and_the_ledger_catches_up(disk, serve, data):
    server = serve()
    chat(server)
    eventually(lambda: ledger.calls(data, "outcome") == {"ok": 1})
    disk.fill(server)
    assert [kind(chat(server)) for _ in range(5)] == [None] * 5
    assert "--data-dir" in server.wait_for_log("The ledger cannot be written and waits: .*")[0]
    assert kind(chat(server)) is None
    disk.empty(server)
    eventually(lambda: ledger.calls(data, "outcome") == {"ok": 7})


def test_a_budget_that_cannot_be_written_lets_nobody_past(disk, serve, provider):
    server = serve(budget=True)
    disk.fill(server)
    refused = chat(server)
    assert refused["isError"] and "--data-dir" in text(refused)
    assert provider.requests == []
    disk.empty(server)
    kinds = [kind(result) for result in together(20, lambda _: chat(server))]
    assert kinds.count(None) == 10 and set(kinds) == {None, "quota_exceeded"}


def test_a_full_disk_at_the_end_is_told(disk, serve):
    server = serve()
    disk.fill(server)
    assert kind(chat(server)) is None
    server.signal()
    assert server.wait() == 0
    assert "not everything was written down" in server.log


@pytest.mark.parametrize("disk", [SmallDisk], indirect=True)
def test_a_picture_that_finds_no_room_is_an_error_and_leaves_nothing(disk, serve, provider, tmp_path):
    provider.default = answers.ok
    output = tmp_path / "disk" / "output"
    server = serve("images", "--output", str(output), "--http-files")
    disk.fill(server)
    result = wire.call(server.url, "image-generate", {"prompt": "a cat"})["result"]
    assert result["isError"] and "cannot be written" in text(result)
    assert not output.exists() or list(output.rglob("*.png")) == []
    disk.empty(server)
    assert kind(wire.call(server.url, "image-generate", {"prompt": "a cat"})["result"]) is None


@pytest.mark.parametrize("disk", [SmallDisk], indirect=True)
def test_the_audit_log_catches_up_too(disk, gateway, tmp_path):
    audit = tmp_path / "disk" / "audit"
    server = gateway({"ledger": {"audit-file": str(audit)}})
    chat(server)
    eventually(lambda: audit.exists() and audit.read_bytes().endswith(b"\n"))
    disk.fill(server)
    calls = [chat(server) for _ in range(40)]
    server.wait_for_log("The audit log cannot be written")
    disk.empty(server)
    calls.append(chat(server))
    server.signal()
    assert server.wait() == 0
    assert len([json.loads(line) for line in audit.read_text().splitlines()]) == len(calls) + 1


# Locked


@contextlib.contextmanager
def locked(data):
    """Holds the store as another process would that takes its time."""
    store = sqlite3.connect(data / "openai-mcp.sqlite", isolation_level=None)
    try:
        store.execute("BEGIN EXCLUSIVE")
        yield
        store.execute("ROLLBACK")
    finally:
        store.close()


def test_a_locked_store_keeps_nobody_waiting_without_a_budget(serve, data):
    server = serve()
    chat(server)
    eventually(lambda: ledger.calls(data, "outcome") == {"ok": 1})
    with locked(data):
        assert [kind(chat(server)) for _ in range(20)] == [None] * 20
    eventually(lambda: ledger.calls(data, "outcome") == {"ok": 21})


def test_a_budget_waits_for_a_locked_store(serve, provider, data):
    server = serve(budget=True)
    chat(server)
    eventually(lambda: ledger.calls(data, "outcome") == {"ok": 1})
    with ThreadPoolExecutor(20) as pool:
        with locked(data):
            calls = [pool.submit(chat, server) for _ in range(20)]
            with pytest.raises(TimeoutError):
                for call in calls:
                    call.result(1)
        kinds = [kind(call.result()) for call in calls]
    assert kinds.count(None) == 9 and set(kinds) == {None, "quota_exceeded"}
    assert len(provider.requests) == 10
