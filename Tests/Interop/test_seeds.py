"""Every tool that the seed documents name, called on its own server; their settings, errors and workflows."""

import json

import pytest

from support.openai_api import facts

if not facts.are_present():
    pytest.skip("../shared is absent", allow_module_level=True)

from support import answers, seeds, wire
from support.family import Family, function_call, pending, told
from support.openai_api import operations, tools
from support.openai_api.arguments import FILE, Arguments
from support.openai_api.simulator import answering
from support.seeds import HELLO
from support.servers import HTTPServer

OPERATIONS = {
    tools.by_operation().get(operation.name): operation for operation in operations.every()
    if not operation.fixed_query}


@pytest.fixture(scope="module")
def family(tmp_path_factory):
    family = Family(tmp_path_factory.mktemp("output"))
    yield family
    family.close()


# Every tool


def arguments_of(tool: str, schema: dict) -> dict:
    if tool in seeds.ARGUMENTS:
        return seeds.ARGUMENTS[tool]
    name = tool if tool in OPERATIONS else tool.replace("-modify", "-update")
    return Arguments(OPERATIONS[name], schema).least(Arguments(OPERATIONS[name], schema).forms[0])


SCRIPTS = {
    "chat-function-call": lambda: [function_call("weather", '{"city":"Bonn"}')],
    "function-call": lambda: [function_call("weather", '{"city":"Bonn"}')],
    "chat-structured-output": lambda: [answering(answers.chat_completion("{}"))],
    "message-file-get": lambda: [
        answering({"id": "msg_1", "content": [], "attachments": [{"file_id": "file-1", "tools": []}]})],
    "fine-tune-metrics": lambda: [
        answering({"id": "ftjob-1", "status": "succeeded", "result_files": ["file-1"]}),
        answers.body(b"step,train_loss\n1,2.5\n2,1.5\n", "text/csv")],
}


@pytest.mark.parametrize("server, tool", [(server, tool) for server, names in seeds.PROMISED.items() for tool in names])
def test_every_tool_on_its_own_server(family, server, tool):
    running = family.server(server)
    unknown = running.call(tool, {"no such argument": 1}).get("error", {})
    if unknown.get("code") == -32601:
        pending(tool)
    listed = running.tools.get(tool) or running.tools.get(tool.replace("-modify", "-update"))
    assert listed, f"{tool} is neither listed nor another name of a listed tool"
    arguments = arguments_of(tool, listed["inputSchema"])
    family.simulator.forget()
    family.simulator.script += SCRIPTS.get(tool, list)()
    result = running.call(tool, arguments)["result"]
    assert family.simulator.refusals == []
    assert not result.get("isError") or tool in seeds.ABSENT, result
    assert isinstance(result["structuredContent"], dict)


@pytest.mark.parametrize("server, prefixes", [
    ("vector-store", ("vector-store-",)), ("assistants", ("assistant-", "thread-", "message-", "run-"))])
def test_tools_fit_the_patterns_that_clients_allow(family, server, prefixes):
    """Seed 000, section 5.1: `alwaysAllow` names them by prefix."""
    names = set(family.server(server).tools) - {"result-get", "wait-for"}
    assert [name for name in names if not name.startswith(prefixes)] == []


# Seed 001: the Assistants server


def test_assistant_example(family):
    arguments = {"name": "Test Assistant", "instructions": "You are a helpful assistant."}
    result = family.call("assistants", "assistant-create", arguments)
    assert family.sent == arguments | {"model": family.sent["model"]}
    assert result["structuredContent"]["object"] == "assistant"


@pytest.mark.parametrize("tool, arguments, method, path, body", [
    ("assistant-create", {"name": "Code Helper", "instructions": "Help with programming tasks."}, "POST", "/assistants",
     {"name": "Code Helper", "instructions": "Help with programming tasks."}),
    ("assistant-list", {}, "GET", "/assistants", None),
    ("assistant-get", {"assistant_id": "asst_abc123"}, "GET", "/assistants/asst_abc123", None),
    ("assistant-update", {"assistant_id": "asst_abc123", "tools": [{"type": "code_interpreter"}]}, "POST",
     "/assistants/asst_abc123", {"tools": [{"type": "code_interpreter"}]}),
    ("assistant-delete", {"assistant_id": "asst_abc123"}, "DELETE", "/assistants/asst_abc123", None),
    ("thread-create", {}, "POST", "/threads", {}),
    ("thread-get", {"thread_id": "thread_abc123"}, "GET", "/threads/thread_abc123", None),
    ("thread-update", {"thread_id": "thread_abc123", "metadata": {"project": "x"}}, "POST", "/threads/thread_abc123",
     {"metadata": {"project": "x"}}),
    ("thread-delete", {"thread_id": "thread_abc123"}, "DELETE", "/threads/thread_abc123", None),
    ("message-create", {"thread_id": "thread_abc123", "role": "user", "content": "Hello, how can you help me?"}, "POST",
     "/threads/thread_abc123/messages", {"role": "user", "content": "Hello, how can you help me?"}),
    ("message-list", {"thread_id": "thread_abc123"}, "GET", "/threads/thread_abc123/messages", None),
    ("message-get", {"thread_id": "thread_abc123", "message_id": "msg_abc123"}, "GET",
     "/threads/thread_abc123/messages/msg_abc123", None),
    ("message-update", {"thread_id": "thread_abc123", "message_id": "msg_abc123", "metadata": {"k": "v"}}, "POST",
     "/threads/thread_abc123/messages/msg_abc123", {"metadata": {"k": "v"}}),
    ("run-create", {"thread_id": "thread_abc123", "assistant_id": "asst_abc123"}, "POST", "/threads/thread_abc123/runs",
     {"assistant_id": "asst_abc123"}),
    ("run-get", {"thread_id": "thread_abc123", "run_id": "run_abc123"}, "GET",
     "/threads/thread_abc123/runs/run_abc123", None),
    ("run-cancel", {"thread_id": "thread_abc123", "run_id": "run_abc123"}, "POST",
     "/threads/thread_abc123/runs/run_abc123/cancel", None),
    ("run-submit-tool-outputs", {"thread_id": "thread_abc123", "run_id": "run_abc123", "tool_outputs": [
        {"tool_call_id": "call_1", "output": "sunny"}]}, "POST",
     "/threads/thread_abc123/runs/run_abc123/submit_tool_outputs",
     {"tool_outputs": [{"tool_call_id": "call_1", "output": "sunny"}]}),
])
def test_usage_examples_of_the_assistants_server(family, tool, arguments, method, path, body):
    family.call("assistants", tool, arguments)
    request = family.simulator.exchanges[-1].request
    assert (request.method, request.path) == (method, path)
    assert request.headers["openai-beta"] == "assistants=v2"
    if body is not None:
        sent = dict(family.sent or {})
        if tool == "assistant-create":
            sent.pop("model")
        assert sent == body


# Settings


@pytest.mark.parametrize("env, tool, limit, temperature", [
    ({"MAX_TOKENS": "2048", "TEMPERATURE": "0.3"}, ("openai", "chat-completion"), 2048, 0.3),
    ({"MAX_TOKENS_DEFAULT": "77"}, ("complete", "chat"), 77, 0.7),
    ({"TEMPERATURE": "1.5"}, ("complete", "chat"), 1000, 1.5)])
def test_settings_beat_the_defaults_of_a_server(family, env, tool, limit, temperature):
    family.call(*tool, {"messages": HELLO}, **env, DEFAULT_MODEL="gpt-4o")
    sent = family.sent
    assert (sent["model"], sent["max_tokens"], sent["temperature"]) == ("gpt-4o", limit, temperature)


def test_a_retired_default_model(family):
    """The Dockerfile of seed 003 sets one. It goes to its successor, but on a compatible server it is trusted."""
    env = {"DEFAULT_MODEL": "gpt-4-turbo-preview", "MAX_TOKENS": "2048"}
    result = family.call("complete", "chat", {"messages": HELLO}, OPENAI_MCP_PROVIDER="embedded", **env)
    assert told(result)["model"]["asked"] == "gpt-4-turbo-preview"
    family.server("complete", **env).call("chat", {"messages": HELLO})
    assert family.simulator.exchanges[-1].request.json["model"] == "gpt-4-turbo-preview"


def test_all_variables_of_the_seeds_are_taken(family):
    env = {
        "OPENAI_ORG_ID": "org-1", "DEFAULT_MODEL": "gpt-4o", "MAX_TOKENS_DEFAULT": "1000", "CACHE_TTL": "3600",
        "RATE_LIMIT_RPM": "60", "TIMEOUT": "30", "MAX_RETRIES": "3", "TEMPERATURE": "0.7"}
    family.call("complete", "chat", {"messages": HELLO}, **env)
    assert family.simulator.exchanges[-1].request.headers["openai-organization"] == "org-1"


def test_the_pair_of_the_proxy(family):
    env = {"API_BASE_URL": family.simulator.base_url, "API_KEY": "corporate", "DEFAULT_MODEL": "corporate-model",
           "OPENAI_API_KEY": "", "OPENAI_BASE_URL": "", "OPENAI_ADMIN_KEY": ""}
    family.call("proxy", "createCompletion", {"messages": HELLO}, **env)
    assert family.simulator.exchanges[-1].request.key == "corporate"
    assert family.sent["model"] == "corporate-model"


# Seed 000: over HTTP


@pytest.fixture(scope="module")
def http(family):
    server = HTTPServer("chat", "--api-errors", "jsonrpc", env={"OPENAI_BASE_URL": family.simulator.base_url})
    yield server
    server.stop()


def test_the_key_in_the_path(family, http):
    family.simulator.forget()
    reply = wire.call(f"{http.url}/sk-callers-key", "chat-completion-create", {"messages": HELLO})
    assert "result" in reply
    assert family.simulator.exchanges[-1].request.key == "sk-callers-key"


@pytest.mark.parametrize("body, code", [
    ("{", -32700), ('{"id":1}', -32600), (json.dumps(wire.message("no/such")), -32601),
    (json.dumps(wire.tool_call("no-such-tool")), -32601),
    ('{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{}}', -32602)])
def test_error_codes(http, body, code):
    assert wire.post(f"{http.url}/sk-key", body).json["error"]["code"] == code


def test_error_code_of_the_api(family, http):
    family.simulator.forget()
    family.simulator.script += [answers.rate_limited(x_should_retry="false")]
    reply = wire.call(f"{http.url}/sk-key", "chat-completion-create", {"messages": HELLO})
    assert reply["error"]["code"] == -32603
    assert reply["error"]["message"].startswith("OpenAI API error: Rate limit")


# Seed 000, section 5.2: workflows over several servers


def test_assistant_workflow(family):
    server = family.server("files", "assistants", "vector-store")
    steps = [
        ("file-upload", {"file": FILE, "purpose": "assistants"}), ("assistant-create", {"name": "Helper"}),
        ("thread-create", {}), ("message-create", {"thread_id": "thread_1", "role": "user", "content": "Hi"}),
        ("run-create", {"thread_id": "thread_1", "assistant_id": "asst_1"}),
        ("vector-store-create", {"name": "Results", "file_ids": ["file-1"]})]
    for tool, arguments in steps:
        assert not server.call(tool, arguments)["result"].get("isError")
    assert family.simulator.refusals == [] and len(family.simulator.exchanges) == len(steps)


def test_content_pipeline(family):
    server = family.server("chat", "images", "audio", "moderation", "files")
    steps = [
        ("chat-completion-create", {"messages": HELLO}), ("image-generate", {"prompt": "A cat"}),
        ("audio-speech-create", {"input": "Hi", "voice": "alloy"}), ("moderation-check", {"input": "Hi"}),
        ("file-upload", {"file": "data:text/plain;base64,SGk=", "purpose": "user_data"})]
    for tool, arguments in steps:
        assert not server.call(tool, arguments)["result"].get("isError")
    assert family.simulator.refusals == [] and len(family.simulator.exchanges) == len(steps)
