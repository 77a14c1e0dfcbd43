"""Everything at once and for long: memory and descriptors stay flat, and every call is written down once.

`OPENAI_MCP_SOAK_SECONDS` says for how long: 45 unless it is set; an hour is 3600.
"""

import collections
import contextlib
import os
import random
import signal
import threading
import time

import pytest

from support import answers, faults, ledger, wire
from support.footprint import MIB, Footprint
from support.gateway import bearer, chat, embed, entry, kind, streamed, write

SECONDS = int(os.environ.get("OPENAI_MCP_SOAK_SECONDS", "45"))
LANES = 12
#: Of an hour, too: what grows with the number of calls grows far beyond.
MOST_GROWTH = 16 * MIB


class Load:
    """What one client does, again and again; counts what must be in the ledger in the end."""

    def __init__(self, server, keys: list[str], seed: int):
        self._server = server
        self._keys = keys
        self._chance = random.Random(seed)
        self.answered = 0
        self.left = 0

    def run(self, deadline: float):
        works = [self.talk] * 4 + [self.ask_again] * 3 + [self.embed_anew, self.leave, self.come_and_go]
        while time.monotonic() < deadline:
            self._chance.choice(works)(self._chance.choice(self._keys))

    def talk(self, key: str):
        call = self._chance.choice([chat, streamed])
        self.note(call(self._server, key, user=str(self._chance.random())))

    def ask_again(self, key: str):
        self.note(embed(self._server, key, text=f"text {self._chance.randrange(20)}"))

    def embed_anew(self, key: str):
        self.note(embed(self._server, key, text="x" * self._chance.randrange(5_000)))

    def leave(self, key: str):
        """Hangs up before the answer comes, as a session does when it cancels."""
        with contextlib.suppress(TimeoutError):
            self.note(chat(self._server, key, timeout=0.1, user="slow"))
            return
        self.left += 1

    def come_and_go(self, key: str):
        id = wire.initialize(self._server.url, headers=bearer(key))
        session = bearer(key) | {"Mcp-Session-Id": id, "MCP-Protocol-Version": "2025-11-25"}
        assert wire.post(self._server.url, wire.message("tools/list"), session).status == 200
        assert wire.send("DELETE", self._server.url, None, session).status == 204

    def note(self, result: dict):
        assert result["content"] and kind(result) != "internal_error"
        self.answered += 1


@pytest.fixture
def tireless(providers):
    """Two providers that fail now and then, keep some callers waiting, and remember little."""
    fakes = providers(2)
    for number, fake in enumerate(fakes):
        usual = faults.in_turn(*[answers.ok] * 9, faults.by_chance(number))
        fake.requests = collections.deque(maxlen=10)
        fake.default = lambda exchange, usual=usual: (
            answers.after(5) if b'"slow"' in exchange.request_seen.body else usual)(exchange)
    return fakes


def test_mixed_load(gateway, tireless, callers, tmp_path):
    keys = [callers("add", name) for name in ("alice", "bob")]
    data = tmp_path / "data"
    settings = {
        "providers": [entry(fake, name) for fake, name in zip(tireless, ["first", "second"])],
        "routes": [{"strategy": "least-in-flight", "candidates": [{"provider": "first"}, {"provider": "second"}]}],
        "http": callers.settings,
        "limits": {"rules": [{"name": "many", "concurrency": 4}], "queue": 50},
        "budgets": {"rules": [{"name": "team", "period": "month", "limit": 1_000_000}]},
        "cache": {"ttl": "5s", "size": "1MiB"}, "retry": {"max-retries": 1},
        "storage": {"data-dir": str(data)}, "ledger": {"audit-file": str(tmp_path / "audit")}}
    server = gateway(settings, "openai", "embeddings")
    deadline = time.monotonic() + SECONDS
    loads = [Load(server, keys, seed) for seed in range(LANES)]
    lanes = [threading.Thread(target=load.run, args=[deadline]) for load in loads]
    for lane in lanes:
        lane.start()
    time.sleep(SECONDS / 5)  # Caches, pools and the allocator fill.
    footprint = Footprint(server.process.pid)
    turn = 0
    while time.monotonic() < deadline:
        turn += 1
        write(tmp_path / "gateway.yaml", settings | {"retry": {"max-retries": turn % 3}})
        server.signal(signal.SIGHUP)
        time.sleep(1)
    footprint.stop()
    for lane in lanes:
        lane.join()
    answered, left = sum(load.answered for load in loads), sum(load.left for load in loads)
    print(f"{answered} answered, {left} left, {turn} settings, {footprint.growth / MIB:.1f} MiB more, "
          f"{footprint.new_descriptors:.0f} descriptors more")
    server.signal()
    assert server.wait() == 0
    outcomes = ledger.calls(data, "outcome")
    written, cancelled = sum(outcomes.values()), outcomes.get("cancelled", 0)
    assert 0 < cancelled <= written - answered <= left, outcomes
    assert (tmp_path / "audit").read_bytes().count(b"\n") == written
    assert footprint.growth <= MOST_GROWTH
    assert footprint.new_descriptors <= 10
