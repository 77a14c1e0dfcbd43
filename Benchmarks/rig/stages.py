"""What all stages of the gateway together cost a call, against a gateway that has nothing to do."""

import json
import subprocess
import tempfile
import urllib.error
from contextlib import ExitStack
from pathlib import Path

from . import load, messages, server
from .figures import Figure, median
from .provider import ANSWER_TEXT, Provider
from .server import HTTPServer

# One provider, which the environment names: it and the price of a call cannot be left out.
NOTHING = {"storage": "{keep-records: 0}", "cache": "{ttl: 0}"}

# What turns each stage on. No bound is ever reached, except one by the check: what is measured are calls that go through.
STAGES = {
    "callers": {"http": "{callers: FOLDER/callers.yaml}"},
    "guard": {
        "guard": "{input: {personal-data: redact, secrets: redact}, output: {personal-data: redact, secrets: mark}}"},
    "limits": {
        "limits": "{rules: [{name: all, each: [caller], requests-per-minute: 10000000, tokens-per-minute: 10000000000}, "
        "{name: seen, model: gpt-4o, requests-per-minute: 1}]}"},
    "budgets": {
        "budgets": "{rules: [{name: team, period: month, limit: 1000000}, "
        "{name: each, each: [caller], period: day, limit: 1000000}]}"},
    "cache": {"cache": "{ttl: 1h}"},
    "ledger": {"storage": "{data-dir: FOLDER/DATA}"},
}

# What the guard has to find, so that it is seen to look, and what a limit lets through once.
PRIVATE = {"model": "gpt-4o-mini", "messages": [{"role": "user", "content": "Write to jane.doe@example.com."}]}
LIMITED = {"model": "gpt-4o", "messages": [{"role": "user", "content": "Good morning."}]}


def measure(options):
    """Runs all in turn, so that a neighbour's noise falls on each."""
    everything = {key: value for stage in STAGES.values() for key, value in stage.items()}
    with tempfile.TemporaryDirectory(prefix="bench-stages-") as folder, Provider() as provider, ExitStack() as running:
        key = add_caller(options.binary, Path(folder, "callers.yaml"))

        def start(name, settings):
            return running.enter_context(Gateway(options.binary, provider, folder, key, name, settings))

        none, full = start("none", {}), start("all", everything)
        single = [start(name, settings) for name, settings in STAGES.items()]
        check_none(provider, none)
        full.made += check_all(provider, full)
        for gateway in (none, full, *single):
            gateway.run(provider, 1)
        for gateway in (none, full, *single):
            gateway.runs.clear()
        for _ in range(options.repeat):
            for gateway in (none, full, *single):
                gateway.run(provider, max(1, options.seconds // 2))
        running.close()
        check_ledger(options.binary, full)
    ratios = [run.microseconds / other.microseconds for run, other in zip(full.runs, none.runs)]
    found = [Figure("CPU per call with all stages over that with none", median(ratios), "", 1.25)]
    for gateway in (full, none):
        found += [
            Figure(f"- with {gateway.name}", median([run.microseconds for run in gateway.runs]), "us"),
            Figure(f"- with {gateway.name}, calls a second", median([run.rate for run in gateway.runs]), "/s"),
        ]
    return found + [Figure(f"- added by one alone: {gateway.name}", gateway.added(none), "us") for gateway in single]


class Gateway(HTTPServer):
    """Our server with some of the stages."""

    def __init__(self, binary, provider, folder, key, name, settings):
        self.name = name
        self.data = Path(folder, f"{name}-data")
        # The file stays there, since the server looks at it again and again. Paths in it are from the working folder.
        file = Path(folder, f"{name}-settings.yaml")
        text = "".join(f"{section}: {value}\n" for section, value in (NOTHING | settings).items())
        file.write_text(text.replace("FOLDER", folder).replace("DATA", self.data.name))
        self.request = messages.Changing(name, {"Authorization": f"Bearer {key}"} if "http" in settings else {})
        self.runs = []
        # Calls of which the ledger must have entries, and runs, each of which may end with calls under way.
        self.made = 0
        self.ends = 0
        super().__init__(binary, provider.url, "--config", str(file))

    def run(self, provider, seconds):
        """Calls of which each reached the provider, so that none was a hit in the cache."""
        before = provider.requests()
        done = load.run(self.request, self.url, self.pid, seconds)
        load.check_count(provider.requests() - before, done.calls)
        self.runs.append(done)
        self.made += done.calls
        self.ends += 1

    def added(self, none):
        return median([run.microseconds - other.microseconds for run, other in zip(self.runs, none.runs)])


def add_caller(binary, file):
    """The key of a caller that is new in the file."""
    command = [binary, "callers", "add", "bench", "--callers", str(file)]
    return subprocess.run(
        command, env=server.environment(), check=True, capture_output=True, text=True).stdout.strip()


def check_all(provider, gateway):
    """Every stage must be seen to do its part; the calls that this took."""
    try:
        messages.BARE.send(gateway.url)
        raise RuntimeError("a call without a key was answered")
    except urllib.error.HTTPError as error:
        if error.code != 401:
            raise
    before = provider.requests()
    texts, notes = gateway.request.result(gateway.url)
    again, hit = gateway.request.result(gateway.url)
    if texts != [ANSWER_TEXT] or again != texts:
        raise RuntimeError(f"the server does not answer what the provider said: {texts}, then {again}")
    # The second count is itself a request.
    if provider.requests() - before != 2 or hit.get("cache") != "hit":
        raise RuntimeError(f"the cache is not on: {hit}")
    if not any("for a budget" in remark for remark in notes["remarks"]):
        raise RuntimeError(f"the budgets are not on: {notes}")
    _, private = messages.Request("private", messages.call(PRIVATE), gateway.request.headers).result(gateway.url)
    if not any("e-mail" in remark for remark in private["remarks"]):
        raise RuntimeError(f"the guard is not on: {private}")
    limited = messages.Request("limited", messages.call(LIMITED), gateway.request.headers)
    let, _ = limited.result(gateway.url)
    refused, _ = limited.result(gateway.url)
    if let != [ANSWER_TEXT] or "limit" not in refused[0]:
        raise RuntimeError(f"the limits are not on: {let}, then {refused}")
    return 5


def check_none(provider, gateway):
    before = provider.requests()
    for _ in range(2):
        texts, notes = gateway.request.result(gateway.url)
        if texts != [ANSWER_TEXT] or "cache" in notes or "remarks" in notes:
            raise RuntimeError(f"a stage is on that should be off: {texts}, {notes}")
    if provider.requests() - before != 3:
        raise RuntimeError("the cache is on that should be off")


def check_ledger(binary, gateway):
    """Each call must have its entry; those in flight at the end of a run are not counted by wrk."""
    said = subprocess.run(
        [binary, "usage", "--data-dir", str(gateway.data), "--json"], env=server.environment(), check=True,
        capture_output=True, text=True).stdout
    entries = sum(day["calls"] for day in json.loads(said))
    if not gateway.made <= entries <= gateway.made + 2 * load.CONNECTIONS * gateway.ends:
        raise RuntimeError(f"{gateway.made} calls made {entries} entries in the ledger")
