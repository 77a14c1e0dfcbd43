"""Money: no budget is exceeded, whoever asks at once, whatever fails in between; and nothing stays set aside for ever.

A token of output costs a dollar here, and a call may put out sixteen.
"""

import json
import re
import sqlite3
import threading

import pytest

from support import answers, faults, ledger
from support.gateway import A_DOLLAR_A_TOKEN, chat, entry, kind, streamed, text, told
from support.together import eventually, together

MOST = 16


def budget(dollars: float, **rule) -> dict:
    given = {"name": "team", "period": "total", "limit": dollars}
    return {"rules": [given | rule], "output-cap": MOST}


@pytest.fixture
def spend(gateway, provider, tmp_path):
    """Starts a server that may spend so much; servers of one test share a data folder."""

    def spend(dollars: float, rule: dict = {}, **more):
        budgets = budget(dollars, **rule) | more
        settings = {
            "providers": [entry(provider, prices=A_DOLLAR_A_TOKEN)], "budgets": budgets,
            "storage": {"data-dir": str(tmp_path / "data")}, "retry": {"max-retries": 0}}
        return gateway(settings)

    provider.default = answers.talks(MOST)
    return spend


def answered(results: list[dict]) -> int:
    """How many calls were answered; all others were too much for the budget."""
    kinds = [kind(result) for result in results]
    assert set(kinds) <= {None, "quota_exceeded"}, kinds
    return kinds.count(None)


def test_a_call_that_does_not_fit_is_refused(spend, provider):
    server = spend(40)
    results = [chat(server) for _ in range(4)]
    assert answered(results) == len(provider.requests) == 2
    assert told(results[0])["cost_usd"] == MOST
    assert "'team'" in text(results[-1]) and "$32.00 of $40.00" in text(results[-1])
    assert kind(chat(server, max_completion_tokens=5)) is None, "a smaller one fits still"
    assert provider.last.json["max_completion_tokens"] == 5


@pytest.mark.parametrize("call", [chat, streamed], ids=["plain", "streamed"])
def test_fifty_at_once_spend_the_budget_and_no_more(spend, provider, call):
    """The last dollar is spent: three calls fail and give back what was set aside for them."""
    provider.script = [answers.error(500)] * 3
    provider.default = answers.after(0.2, answers.talks(MOST))
    server = spend(10 * MOST + 1)
    assert [kind(call(server)) for _ in range(3)] == ["server_error"] * 3
    assert answered(together(50, lambda _: call(server))) == 10
    assert len(provider.requests) == 13


@pytest.mark.parametrize("seed", range(2))
def test_whatever_fails_the_budget_holds_and_nothing_stays_set_aside(spend, provider, seed):
    """After a storm of faults the rest can be spent to the last call."""
    limit = 40 * MOST
    provider.default = faults.by_chance(seed)
    server = spend(limit, **{"charge-unknown": False})

    def work(lane: int):
        for turn in range(8):
            (chat if (lane + turn) % 2 else streamed)(server)

    together(16, work)
    provider.default = answers.talks(MOST)
    while kind(last := chat(server)) is None:
        pass
    spent = float(re.search(r"\(\$(\S+) of ", text(last))[1])
    assert limit - MOST - 1 < spent <= limit


def test_two_processes_share_one_budget(spend, provider):
    provider.default = answers.after(0.1, answers.talks(MOST))
    servers = [spend(20 * MOST + 1) for _ in range(2)]
    count = answered(together(60, lambda number: chat(servers[number % 2])))
    assert 10 <= count <= 20
    assert len(provider.requests) == count


def test_what_was_spent_outlives_the_process(spend):
    first = spend(40)
    assert kind(chat(first)) is None
    first.signal()
    assert first.wait() == 0
    assert answered([chat(spend(40)) for _ in range(3)]) == 1


def test_what_a_killed_process_had_set_aside_is_free_again(spend, provider, tmp_path):
    held = threading.Event()
    provider.default = lambda exchange: held.wait(30) and answers.talks(MOST)(exchange)
    server = spend(2 * MOST + 1)
    calls = [threading.Thread(target=lambda: pytest.raises(OSError, chat, server)) for _ in range(2)]
    for call in calls:
        call.start()
    provider.wait_for_requests(2)
    server.process.kill()
    held.set()
    for call in calls:
        call.join()
    other = spend(2 * MOST + 1)
    assert kind(chat(other)) == "quota_exceeded", "nobody knows yet that the first is gone"
    with sqlite3.connect(tmp_path / "data" / "openai-mcp.sqlite") as store:
        # As if so much time had passed that its slice has ended.
        store.execute("UPDATE budget_holding SET until = until - 3600")
    store.close()
    assert answered([chat(other) for _ in range(3)]) == 2


@pytest.mark.parametrize("fault", [answers.error(500), answers.error(400), answers.rate_limited()])
def test_what_was_refused_costs_nothing(spend, provider, fault):
    server = spend(2 * MOST + 1)
    provider.script = [fault] * 5
    assert None not in [kind(chat(server)) for _ in range(5)]
    assert answered([chat(server) for _ in range(3)]) == 2


@pytest.mark.parametrize("charges, left", [(True, 1), (False, 2)])
def test_what_may_have_been_done_counts_unless_the_operator_says_otherwise(spend, provider, charges, left):
    server = spend(2 * MOST + 1, **{"charge-unknown": charges})
    provider.script = [answers.closes]
    assert kind(chat(server)) == "connection_lost"
    assert answered([chat(server) for _ in range(3)]) == left


def test_the_ledger_knows_of_every_dollar_that_the_budget_counts(spend, provider, tmp_path):
    server = spend(2 * MOST + 1)
    provider.script = [answers.closes]
    assert kind(chat(server)) == "connection_lost"
    [lost] = eventually(lambda: ledger.entries(tmp_path / "data"))
    assert lost.get("cost_usd") == pytest.approx(MOST)


def test_who_leaves_takes_nothing_along(spend, provider):
    server = spend(2 * MOST + 1, **{"charge-unknown": False})
    provider.default = answers.after(20)
    together(2, lambda _: pytest.raises(TimeoutError, chat, server, timeout=1))
    provider.default = answers.talks(MOST)
    assert eventually(lambda: answered([chat(server)]) == 1)
    assert answered([chat(server) for _ in range(2)]) == 1


@pytest.mark.parametrize("call", [chat, streamed], ids=["plain", "streamed"])
def test_an_answer_that_tells_no_usage_counts_as_the_most_it_could_be(spend, provider, call):
    silent = json.dumps({"choices": [{"message": {"content": "Hello"}}]}).encode()
    provider.default = answers.stream(*answers.chat_events("Hello")) if call is streamed else answers.body(silent)
    server = spend(2 * MOST + 1)
    assert answered([call(server) for _ in range(3)]) == 2


def test_each_caller_has_its_own(gateway, provider, callers):
    keys = [callers("add", name, "--monthly-budget", "33") for name in ("alice", "bob")]
    provider.default = answers.talks(MOST)
    server = gateway({
        "providers": [entry(provider, prices=A_DOLLAR_A_TOKEN)], "http": callers.settings,
        "budgets": {"output-cap": MOST}})
    assert [answered([chat(server, key) for _ in range(3)]) for key in keys] == [2, 2]


def test_alerts_go_to_the_log_and_to_a_webhook_and_stop_nobody(spend, provider, providers):
    [hook] = providers(1)
    hook.default = lambda exchange: exchange.reply(204, b"")
    rule = {"alerts": [50, 100], "stop": False}
    server = spend(2 * MOST, rule, webhook=f"http://127.0.0.1:{hook.port}/v1/moderations")
    assert answered([chat(server) for _ in range(4)]) == 4
    server.wait_for_log("'team' has reached 100 %")
    hook.wait_for_requests(2)
    assert server.log.count("has reached 50 %") == server.log.count("has reached 100 %") == 1
    alerts = [request.json for request in hook.requests]
    assert [(alert["budget"], alert["part"], alert["limit"]) for alert in alerts] == [
        ("team", 0.5, 32), ("team", 1, 32)]
    assert str(hook.port) not in server.log


def test_a_call_without_a_known_price_does_not_slip_through(gateway, provider):
    server = gateway({"budgets": budget(100)})
    refused = chat(server, model="somebodys-own")
    assert kind(refused) == "quota_exceeded" and "somebodys-own" in text(refused)
    assert kind(chat(server)) is None
    assert len(provider.requests) == 1


def test_a_small_cap_is_sent_as_it_was_set_aside(spend, provider):
    server = spend(MOST - 1, **{"output-cap": 1})
    assert kind(chat(server)) == "quota_exceeded" or provider.last.json["max_completion_tokens"] < MOST
