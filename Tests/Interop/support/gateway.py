"""The gateway's settings file, and calls to a server that runs with it."""

import json
from pathlib import Path

from support import wire
from support.provider import SERVER_KEY, FakeProvider

HELLO = [{"role": "user", "content": "Hi"}]
#: One dollar for each token that is put out, nothing for input: sums that can be done in the head.
A_DOLLAR_A_TOKEN = [{"models": "*", "input": 0, "output": 1_000_000}]


def entry(fake: FakeProvider, name: str = "openai", **more) -> dict:
    """A provider of the settings file; words in names are joined by hyphens there."""
    given = {key.replace("_", "-"): value for key, value in more.items()}
    return {"name": name, "kind": "openai", "base-url": fake.base_url, "keys": [SERVER_KEY]} | given


def write(file: Path, settings: dict) -> Path:
    """JSON is YAML. The file holds keys and is for one user."""
    file.touch(0o600)
    file.write_text(json.dumps(settings, indent=1))
    return file


def bearer(key: str | None) -> dict:
    return {"Authorization": f"Bearer {key}"} if key else {}


def chat(server, key: str | None = None, timeout: float = 30, **arguments) -> dict:
    """The result of a chat completion."""
    arguments = {"messages": HELLO} | arguments
    return wire.call(server.url, "chat-completion-create", arguments, bearer(key), timeout=timeout)["result"]


def streamed(server, key: str | None = None, **arguments) -> dict:
    """The result of one that is streamed on the way."""
    body = wire.tool_call("chat-completion-create", {"messages": HELLO} | arguments)
    body["params"]["_meta"] = {"progressToken": 1}
    answer = wire.post(server.url, body, wire.CURRENT | wire.BOTH | bearer(key), timeout=30)
    return (answer.events[-1] if answer.type == "text/event-stream" else answer.json)["result"]


def embed(server, key: str | None = None, text: str = "cats", **arguments) -> dict:
    """The result of an embedding, the same vector for every text."""
    arguments = {"input": text, "model": "text-embedding-3-small"} | arguments
    return wire.call(server.url, "embedding-create", arguments, bearer(key), timeout=30)["result"]


def text(result: dict) -> str:
    return result["content"][0]["text"]


def told(result: dict) -> dict:
    """What the gateway says about a call."""
    return result["_meta"]["openai-mcp/call"]


def kind(result: dict) -> str | None:
    """The kind of error; nothing if there is none."""
    return result["structuredContent"]["kind"] if result.get("isError") else None
