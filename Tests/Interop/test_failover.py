"""Several providers: who is asked next when one fails, who never is, and that one which is ill does no harm."""

import pytest

from support import answers, faults, wire
from support.gateway import HELLO, chat, entry, kind, streamed, text, told
from support.provider import SERVER_KEY
from support.together import eventually, together

NAMES = ["first", "second", "third"]


@pytest.fixture
def three(providers):
    return providers(3)


@pytest.fixture
def serve(gateway, three):
    """A gateway in front of three providers; the words of the first can be changed."""

    def serve(first: dict = {}, strategy: str = "priority", **more):
        entries = [entry(fake, name) for name, fake in zip(NAMES, three)]
        entries[0] |= first
        candidates = [{"provider": name} for name in NAMES]
        return gateway({
            "providers": entries, "routes": [{"strategy": strategy, "candidates": candidates}],
            "retry": {"max-retries": 0}, **more})

    return serve


def asked(fakes) -> list[int]:
    return [len(fake.requests) for fake in fakes]


# Where nothing was done, the next is asked


@pytest.mark.parametrize("fault", [
    answers.error(500), answers.error(503), answers.error(408), answers.rate_limited(), answers.page(502),
    answers.rate_limited(retry_after="3600"), answers.quota_exceeded(), faults.refuses_keys(SERVER_KEY),
], ids=["500", "503", "408", "429", "HTML 502", "429 with an hour to wait", "quota", "key refused"])
@pytest.mark.parametrize("call", [chat, streamed], ids=["plain", "streamed"])
def test_what_was_refused_goes_to_the_next(serve, three, fault, call):
    three[0].default = three[1].default = fault
    result = call(serve())
    assert text(result) == "Hello there!"
    assert (told(result)["provider"], told(result)["attempts"]) == ("third", 3)
    assert asked(three) == [1, 1, 1]


def test_a_provider_that_is_gone_is_passed_over(serve, three):
    three[0].close()
    assert told(chat(serve()))["provider"] == "second"


def test_a_black_hole_costs_no_more_than_the_time_to_connect(serve, three):
    with faults.black_hole() as port:
        first = {"base-url": f"http://127.0.0.1:{port}/v1", "timeouts": {"connect": "300ms"}}
        assert told(chat(serve(first)))["provider"] == "second"


# Where something may have been done, or the request is wrong, nobody else is asked


@pytest.mark.parametrize("fault, expected", [
    (faults.resets(), "connection_lost"), (faults.in_the_header, "connection_lost"),
    (faults.in_the_body, "connection_lost"), (answers.truncated, "connection_lost"),
    (faults.drips, "timeout"), (answers.after(20), "timeout"),
    (answers.error(400), "invalid_request"), (answers.error(404, code="model_not_found"), "model_not_found"),
], ids=["reset", "reset in the header", "reset in the body", "too short", "drip", "silence", "400", "404"])
def test_what_may_have_been_bought_is_not_bought_elsewhere(serve, three, fault, expected):
    three[0].default = fault
    result = chat(serve({"timeouts": {"total": "700ms"}}))
    assert kind(result) == expected
    assert asked(three) == [1, 0, 0]
    if expected in ("connection_lost", "timeout"):
        assert result["structuredContent"]["may_have_been_billed"] is True


@pytest.mark.parametrize("fault", [
    answers.page(200), answers.body(b"{nonsense"), answers.not_http, faults.says_too_little,
], ids=["HTML 200", "no JSON", "no HTTP", "too long"])
def test_an_answer_that_makes_no_sense_harms_nobody(serve, three, fault):
    three[0].default = fault
    server = serve()
    assert kind(chat(server)) is not None or fault is faults.says_too_little
    assert asked(three) == [1, 0, 0]
    three[0].default = answers.ok
    assert [text(chat(server)) for _ in range(3)] == ["Hello there!"] * 3


@pytest.mark.parametrize("fault", [
    faults.in_the_stream, answers.stream(*answers.chat_events("Half")[:2], ends=False),
    answers.stream(*answers.chat_events("Half")[:2], answers.event({"error": {"message": "It broke.", "code": None}})),
], ids=["reset", "cut off", "error"])
def test_a_stream_that_has_begun_is_not_begun_elsewhere(serve, three, fault):
    three[0].default = fault
    result = streamed(serve())
    assert result["isError"] and result["structuredContent"]["partial_text"] == "Half"
    assert asked(three) == [1, 0, 0]


def test_a_callers_own_key_goes_to_no_other_vendor(serve, three):
    three[0].default = answers.error(503)
    server = serve({"takes-caller-keys": True})
    own = {"X-API-Key": "alices-own-key"}
    result = wire.call(server.url, "chat-completion-create", {"messages": HELLO}, own)["result"]
    assert kind(result) == "model_overloaded"
    assert asked(three) == [1, 0, 0] and three[0].keys == ["alices-own-key"]


# What goes on while one is ill


@pytest.mark.parametrize("strategy", ["priority", "weighted", "least-in-flight", "lowest-latency"])
def test_errors_of_one_of_three_reach_nobody(serve, three, strategy):
    three[0].default = answers.error(500)
    server = serve(strategy=strategy)
    results = together(40, lambda _: chat(server))
    assert [kind(result) for result in results] == [None] * 40
    assert sum(asked(three)[1:]) == 40, "nothing is bought twice"


def test_who_fails_is_left_alone_and_comes_back(serve, three):
    three[0].default = answers.error(500)
    server = serve(breaker={"failures": 3, "open": "500ms"})
    for _ in range(3):
        chat(server)
    chat(server)
    assert asked(three) == [3, 4, 0]
    three[0].default = answers.ok
    assert eventually(lambda: told(chat(server))["provider"] == "first")


def test_a_storm_of_refusals_ends(serve, three):
    """Each is asked in each round, nobody waits within one, and the rounds are counted."""
    for fake in three:
        fake.default = answers.rate_limited(retry_after_ms="10")
    result = chat(serve(retry={"max-retries": 2}))
    assert kind(result) == "rate_limit_exceeded" and result["structuredContent"]["attempts"] == 9
    assert asked(three) == [3, 3, 3]


def test_a_storm_that_passes_is_outlived(serve, three):
    for fake in three:
        fake.default = faults.in_turn(answers.rate_limited(retry_after_ms="10"), answers.rate_limited(), answers.ok)
    server = serve(retry={"max-retries": 5})
    results = together(12, lambda _: chat(server))
    assert [kind(result) for result in results] == [None] * 12


# Keys


def test_a_revoked_key_is_set_aside(serve, three):
    three[0].default = faults.refuses_keys("revoked")
    server = serve({"keys": ["one", "revoked", "two"]})
    assert [kind(chat(server)) for _ in range(9)] == [None] * 9
    assert three[0].keys.count("revoked") == 1
    assert {three[0].keys.count("one"), three[0].keys.count("two")} == {4, 5}
    assert asked(three)[1:] == [0, 0]


def test_with_all_keys_revoked_the_next_provider_is_asked(serve, three):
    three[0].default = faults.refuses_keys("one", "two")
    server = serve({"keys": ["one", "two"]})
    assert [told(chat(server))["provider"] for _ in range(2)] == ["second"] * 2


def test_a_key_in_a_file_is_exchanged_while_the_server_runs(serve, three, tmp_path):
    file = tmp_path / "key"
    file.write_text("old\n")
    server = serve({"keys": [f"file:{file}"]})
    chat(server)
    file.write_text("new\n")
    eventually(lambda: kind(chat(server)) is None and three[0].last.key == "new")
    assert set(three[0].keys) == {"old", "new"}
