"""The end of an HTTP server: calls in flight finish, new ones go elsewhere, and it does not take forever."""

import concurrent.futures
import itertools
import time

import pytest

from support import answers, faults, ledger, wire
from support.gateway import entry
from support.servers import HTTPServer
from support.together import eventually

CHAT = {"messages": [{"role": "user", "content": "Hi"}]}
CALL = wire.tool_call("chat-completion-create", CHAT)


def in_flight(server, body, headers=None):
    """A request that is on its way while the test goes on."""
    pool = concurrent.futures.ThreadPoolExecutor(1)
    future = pool.submit(wire.post, server.url, body, headers)
    pool.shutdown(wait=False)
    return future


def test_a_call_in_flight_finishes(http, provider):
    server = http()
    provider.script = [answers.after(1)]
    call = in_flight(server, CALL)
    provider.wait_for_requests(1)
    began = time.monotonic()
    server.signal()
    assert call.result(5).json["result"]["content"][0]["text"] == "Hello there!"
    assert server.wait(5) == 0
    assert time.monotonic() - began < 4
    assert "draining" in server.log


def test_a_stream_in_flight_finishes(http, provider):
    server = http()
    provider.script = [answers.stream(*answers.chat_events(*"abcdef"), pause=0.1)]
    body = wire.tool_call("chat-completion-create", CHAT)
    body["params"]["_meta"] = {"progressToken": 1}
    call = in_flight(server, body, wire.BOTH)
    provider.wait_for_requests(1)
    server.signal()
    assert call.result(5).events[-1]["result"]["content"][0]["text"] == "abcdef"
    assert server.wait(5) == 0


def test_a_call_that_takes_too_long_gets_an_error(http, provider):
    server = http("--drain-time", "500ms")
    provider.script = [answers.after(30)]
    call = in_flight(server, CALL)
    provider.wait_for_requests(1)
    began = time.monotonic()
    server.signal()
    assert "shutting down" in call.result(5).json["error"]["message"]
    assert server.wait(5) == 0
    assert time.monotonic() - began < 4
    assert provider.left.wait(1)


@pytest.fixture
def faulty(gateway, providers, tmp_path):
    """A server in front of three providers that do what they like, and its ledger."""

    def faulty(default, *arguments: str):
        names, fakes = ["first", "second", "third"], providers(3)
        for number, fake in enumerate(fakes):
            fake.default = default(number)
        server = gateway({
            "providers": [entry(fake, name) for fake, name in zip(fakes, names)],
            "routes": [{"strategy": "weighted", "candidates": [{"provider": name} for name in names]}],
            "storage": {"data-dir": str(tmp_path / "data")}}, *arguments)
        return server, fakes

    return faulty


def test_a_signal_under_load_among_faults(faulty, tmp_path):
    """Calls come until nobody listens any more: each that got in has its answer and its entry, and no other has one."""
    server, fakes = faulty(lambda seed: answers.after(0.1, faults.by_chance(seed)))
    refused = []

    def lane(_) -> int:
        for count in itertools.count():
            try:
                answer = wire.post(server.url, CALL, wire.CURRENT)
            except OSError as error:
                refused.append(error)
                return count
            if answer.status != 200:
                assert answer.status == 503, answer
                return count
            assert answer.json["result"]["content"][0]["text"]

    with concurrent.futures.ThreadPoolExecutor(33) as pool:
        lanes = pool.map(lane, range(32))
        for fake in fakes:
            fake.wait_for_requests(20)
        server.signal()
        answered = sum(lanes)
    assert server.wait() == 0
    assert all(isinstance(error, ConnectionError) for error in refused), refused
    assert len(ledger.entries(tmp_path / "data")) == answered


def test_what_hangs_when_time_is_up_is_answered_and_written_down(faulty, tmp_path):
    server, fakes = faulty(lambda _: answers.after(30), "--drain-time", "500ms")
    calls = [in_flight(server, CALL) for _ in range(30)]
    for fake in fakes:
        fake.wait_for_requests(1)
    eventually(lambda: sum(len(fake.requests) for fake in fakes) == 30)
    server.signal()
    assert ["shutting down" in call.result(10).json["error"]["message"] for call in calls] == [True] * 30
    assert server.wait() == 0
    assert ledger.calls(tmp_path / "data", "outcome") == {"cancelled": 30}


def test_an_idle_server_ends_soon(offline_http):
    assert wire.post(offline_http.url, wire.message("tools/list")).status == 200
    began = time.monotonic()
    offline_http.signal()
    assert offline_http.wait() == 0
    assert time.monotonic() - began < 2


def test_no_signal_is_lost_however_early_it_comes(start):
    def end_at_once(_):
        server = start(HTTPServer, "--provider", "embedded")
        server.signal()
        return server.wait(3)

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        assert list(pool.map(end_at_once, range(20))) == [0] * 20


def test_a_client_that_leaves_ends_its_call(http, provider):
    """Without a session, leaving is the only way to cancel."""
    server = http()
    provider.script = [answers.after(20)]
    try:
        wire.post(server.url, CALL, timeout=0.5)
    except TimeoutError:
        pass
    assert provider.left.wait(3)


def test_a_hundred_clients_leave_and_nothing_is_left_behind(http, provider):
    server = http()
    provider.default = answers.after(20)
    calls = [in_flight_for(server, 1.5) for _ in range(100)]
    concurrent.futures.wait(calls, 20)
    provider.default = answers.ok
    assert wire.post(server.url, CALL).json["result"]["content"][0]["text"] == "Hello there!"
    server.signal()
    assert server.wait(4) == 0
    assert "in-flight=0" in server.log


def in_flight_for(server, seconds):
    pool = concurrent.futures.ThreadPoolExecutor(1)
    future = pool.submit(lambda: wire.post(server.url, CALL, timeout=seconds))
    pool.shutdown(wait=False)
    return future
