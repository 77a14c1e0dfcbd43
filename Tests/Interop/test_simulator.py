"""The simulator refuses what OpenAI refuses: a test against it would otherwise prove nothing."""

import json

import pytest

from support.openai_api import facts

if not facts.are_present():
    pytest.skip("../shared is absent", allow_module_level=True)

from jsonschema import Draft202012Validator

from support import wire
from support.openai_api import operations, replies
from support.openai_api.simulator import ADMIN_KEY, Simulator

KEY = {"Authorization": "Bearer some-key"}
ADMIN = {"Authorization": f"Bearer {ADMIN_KEY}"}
ASSISTANTS = KEY | {"OpenAI-Beta": "assistants=v2"}
JSON = {"Content-Type": "application/json"}
CHAT = {"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}]}
SPEECH = {"model": "gpt-4o-mini-tts", "input": "Hi", "voice": "alloy"}
IMAGE = {"prompt": "A cat", "model": "gpt-image-2"}


@pytest.fixture(scope="module")
def simulator():
    simulator = Simulator()
    yield simulator
    simulator.close()


def send(simulator, method, path, body=None, headers=KEY):
    if isinstance(body, (dict, list)):
        body, headers = json.dumps(body), headers | JSON
    return wire.send(method, simulator.base_url + path, body, headers)


def form(*parts: tuple[str, str | None, str]) -> tuple[str, dict]:
    """A multipart body of names, names of files and contents."""
    lines = []
    for name, filename, content in parts:
        file = f'; filename="{filename}"' if filename else ""
        lines += ["--edge", f'Content-Disposition: form-data; name="{name}"{file}', "", content]
    return "\r\n".join([*lines, "--edge--", ""]), KEY | {"Content-Type": "multipart/form-data; boundary=edge"}


@pytest.mark.parametrize("method, path, body, headers", [
    ("GET", "/models", None, KEY), ("POST", "/chat/completions", CHAT, KEY),
    ("POST", "/chat/completions", CHAT | {"max_tokens": 5, "temperature": 0.5}, KEY),
    ("POST", "/audio/speech", SPEECH, KEY), ("POST", "/images/generations", IMAGE | {"n": 10}, KEY),
    ("GET", "/assistants?limit=5&order=asc", None, ASSISTANTS),
    ("GET", "/organization/users?emails[]=a&emails[]=b", None, ADMIN),
    ("POST", "/threads", None, ASSISTANTS), ("GET", "/organization/audit_logs?effective_at[gt]=1", None, ADMIN),
    ("POST", "/responses?beta=true", {"model": "gpt-5.6-luna", "input": "Hi"},
     KEY | {"openai-beta": "responses_multi_agent=v1"}),
    ("POST", "/files", *form(
        ("purpose", None, "batch"), ("file", "a.jsonl", "{}"), ("expires_after[seconds]", None, "3600"),
        ("expires_after[anchor]", None, "created_at"))),
    ("POST", "/images/edits", *form(("prompt", None, "x"), ("image[]", "a.png", "1"), ("image[]", "b.png", "2"))),
])
def test_takes(simulator, method, path, body, headers):
    answer = send(simulator, method, path, body, headers)
    assert answer.status in (200, 201), answer.body


@pytest.mark.parametrize("method, path, body, headers, status, reason", [
    ("GET", "/modles", None, KEY, 404, "Invalid URL"), ("DELETE", "/embeddings", None, KEY, 405, "knows POST only"),
    ("GET", "/models/", None, KEY, 400, "empty"),
    # keys and headers
    ("GET", "/models", None, {}, 401, "didn't provide an API key"),
    ("GET", "/models", None, {"Authorization": "some-key"}, 401, "Bearer"),
    ("GET", "/organization/users", None, KEY, 401, "admin key"),
    ("GET", "/models", None, ADMIN, 401, "not an admin key"),
    ("GET", "/assistants", None, KEY, 400, "OpenAI-Beta: assistants=v2"),
    ("GET", "/agents", None, ASSISTANTS, 400, "Unknown beta"),
    ("GET", "/models", None, ASSISTANTS, 400, "Unknown beta"),
    ("GET", "/models", None, KEY | {"Mcp-Session-Id": "1"}, 400, "another protocol"),
    # queries
    ("GET", "/models?limit=1", None, KEY, 400, "Unknown query parameter: 'limit'"),
    ("GET", "/files?limit=many", None, KEY, 400, "expected integer"), ("GET", "/files?limit=0", None, KEY, 400, ">= 1"),
    ("GET", "/files?order=up", None, KEY, 400, "none of asc, desc"),
    ("GET", "/files?order=asc&order=asc", None, KEY, 400, "twice"),
    ("GET", "/organization/users?emails=a", None, ADMIN, 400, "emails[]"),
    ("GET", "/organization/costs", None, ADMIN, 400, "Missing required parameter: 'start_time'"),
    ("GET", "/organization/audit_logs?effective_at[after]=1", None, ADMIN, 400, "Unknown query"),
    ("GET", "/models?beta=true", None, KEY, 400, "Unknown query"),
    # bodies
    ("GET", "/models", "{}", KEY | JSON, 400, "no content type"),
    ("POST", "/chat/completions", "{", KEY | JSON, 400, "could not parse"),
    ("POST", "/chat/completions", [], KEY, 400, "no JSON object"),
    ("POST", "/chat/completions", "{}", KEY | {"Content-Type": "text/plain"}, 400, "Unsupported content type"),
    ("POST", "/chat/completions", None, KEY, 400, "Unsupported content type"),
    ("POST", "/chat/completions", '{"model":"a","model":"b"}', KEY | JSON, 400, "twice"),
    ("POST", "/chat/completions", {"model": "gpt-4o"}, KEY, 400, "Missing required parameter: 'messages'"),
    ("POST", "/chat/completions", CHAT | {"top_k": 1}, KEY, 400, "Unknown parameter: 'top_k'"),
    ("POST", "/chat/completions", CHAT | {"n": "1"}, KEY, 400, "Invalid value for 'n'"),
    ("POST", "/chat/completions", CHAT | {"n": 129}, KEY, 400, "Invalid value for 'n'"),
    ("POST", "/chat/completions", CHAT | {"messages": [{"role": "boss", "content": "Hi"}]}, KEY, 400, "messages[0]"),
    ("POST", "/chat/completions", CHAT | {"stream_options": {"usage": True}}, KEY, 400, "stream_options"),
    ("POST", "/audio/speech", SPEECH | {"response_format": "midi"}, KEY, 400, "response_format"),
    ("POST", "/images/generations", IMAGE | {"quality": "best"}, KEY, 400, "quality"),
    ("POST", "/images/generations", IMAGE | {"frame_count": 4}, KEY, 400, "only with output_format 'gif'"),
    ("POST", "/batches/batch_1/cancel", {}, KEY, 400, "takes no body"),
    # models
    ("POST", "/chat/completions", CHAT | {"model": "gpt-4"}, KEY, 404, "shut down"),
    ("POST", "/images/generations", IMAGE | {"model": "dall-e-3"}, KEY, 404, "shut down"),
    ("POST", "/chat/completions", CHAT | {"model": "gpt-5.6-luna", "temperature": 0.7}, KEY, 400,
     "'temperature' does not support"),
    ("POST", "/chat/completions", CHAT | {"model": "gpt-5.6-luna", "max_tokens": 9}, KEY, 400, "max_completion_tokens"),
    ("POST", "/images/generations", IMAGE | {"style": "vivid"}, KEY, 400, "Unknown parameter: 'style'"),
    ("POST", "/images/generations", IMAGE | {"quality": "hd"}, KEY, 400, "'hd'"),
    ("POST", "/images/generations", IMAGE | {"size": "256x256"}, KEY, 400, "'256x256'"),
    # parts
    ("POST", "/files", *form(("purpose", None, "batch"), ("file", None, "{}")), 400, "no filename"),
    ("POST", "/files", *form(("purpose", "a.txt", "batch"), ("file", "a", "{}")), 400, "it is no file"),
    ("POST", "/files", *form(("purpose", None, "batch"), ("files", "a", "{}")), 400, "Unknown part: 'files'"),
    ("POST", "/files", *form(("purpose", None, "batch")), 400, "Missing required parameter: 'file'"),
    ("POST", "/files", *form(("purpose", None, "fun"), ("file", "a", "{}")), 400, "purpose"),
    ("POST", "/files", *form(("file", "a", "{}"), ("purpose", None, "batch"), ("purpose", None, "batch")), 400,
     "twice"),
    ("POST", "/files", *form(("file", "a", "{}"), ("purpose", None, "batch"), ("expires_after[days]", None, "1")), 400,
     "expires_after"),
])
def test_refuses(simulator, method, path, body, headers, status, reason):
    answer = send(simulator, method, path, body, headers)
    assert answer.status == status, answer.body
    error = answer.json["error"]
    assert reason in error["message"]
    assert error.keys() == {"message", "type", "param", "code"}


@pytest.mark.parametrize("operation", operations.every(), ids=lambda operation: operation.name)
def test_samples_are_valid(operation):
    if schema := facts.response_schema(operation.id):
        sample = replies.sample(operation, {}, {})
        assert [error.message for error in Draft202012Validator(schema).iter_errors(sample)] == []
