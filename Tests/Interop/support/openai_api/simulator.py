"""The whole OpenAI API: takes what the facts allow, refuses everything else, and remembers both."""

import json
from dataclasses import dataclass

from support.openai_api import replies, requests
from support.openai_api.operations import Operation
from support.openai_api.refusals import HEADERS, Refusal
from support.provider import FakeProvider, Request

ADMIN_KEY = "sk-admin-operators-own-4712"


@dataclass
class Exchanged:
    """A request, what it was taken for, and why it was refused if it was."""

    request: Request
    operation: Operation | None = None
    #: The body as an object; of a multipart one with text as values and files as `File`.
    body: object = None
    refusal: Refusal | None = None

    def refuse(self, exchange):
        exchange.reply(self.refusal.status, self.refusal.body, HEADERS)


class Simulator(FakeProvider):
    """Answers from a script first; then as the schemas say."""

    def __init__(self):
        self.exchanges: list[Exchanged] = []
        super().__init__()

    def take(self, exchange):
        seen = Exchanged(exchange.request_seen)
        try:
            seen.operation, values, seen.body = requests.check(seen.request)
            action = replies.reply(seen.operation, values, seen.body, seen.request.query)
        except Exception as error:
            # A mistake of the simulator's own shows as a refusal too, so that a test sees it.
            seen.refusal = error if isinstance(error, Refusal) else Refusal(repr(error), status=500)
            action = seen.refuse
        with self._news:
            self.requests.append(seen.request)
            self.exchanges.append(seen)
            if self.script and seen.refusal is None:
                action = self.script.pop(0)
            self._news.notify_all()
        try:
            action(exchange)
        except (BrokenPipeError, ConnectionResetError):
            self.left.set()

    @property
    def environment(self) -> dict[str, str]:
        return super().environment | {"OPENAI_ADMIN_KEY": ADMIN_KEY}

    def forget(self):
        """Begins anew, for the next test."""
        with self._news:
            self.requests.clear()
            self.exchanges.clear()
            self.script.clear()

    @property
    def refusals(self) -> list[str]:
        """Why requests were refused."""
        return [
            f"{seen.request.method} {seen.request.path}: {seen.refusal.message}" for seen in self.exchanges
            if seen.refusal]


def answering(body: dict):
    """An answer that a test wants in place of the sample."""
    return lambda exchange: exchange.reply(200, json.dumps(body).encode(), HEADERS)
