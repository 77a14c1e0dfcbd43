"""Every tool that the seed documents name, called on its own server, and every example in them."""

import base64
import json

import pytest

from support.openai_api import facts

if not facts.are_present():
    pytest.skip("../shared is absent", allow_module_level=True)

from support import answers, seeds, wire
from support.openai_api import operations, tools
from support.openai_api.arguments import FILE, Arguments
from support.openai_api.simulator import Simulator, answering
from support.seeds import HELLO
from support.servers import HTTPServer, StdioServer

OPERATIONS = {tools.by_operation().get(operation.name): operation for operation in operations.every()
              if not operation.fixed_query}
#: Promised and not built yet.
PENDING: set[str] = set()
PHOTO = "data:image/jpeg;base64," + base64.b64encode(answers.PNG).decode()


def pending(tool: str):
    """Notes that a tool is to come; no test of it can pass yet."""
    PENDING.add(tool)
    pytest.skip(f"{tool} is not built yet")


class Family:
    """Servers in front of one simulator, started when they are first asked for."""

    def __init__(self, folder):
        self.simulator = Simulator()
        self.folder = folder
        self._started: dict[tuple, StdioServer] = {}

    def server(self, *names: str, **env: str) -> StdioServer:
        key = (names, *sorted(env.items()))
        if key not in self._started:
            server = StdioServer(
                *names, "--output", str(self.folder), env=self.simulator.environment | env, cwd=self.folder)
            server.initialize()
            server.tools = {tool["name"]: tool for tool in server.request("tools/list")["result"]["tools"]}
            self._started[key] = server
        self.simulator.forget()
        return self._started[key]

    def call(self, server: str, tool: str, arguments: dict, *script, **env: str) -> dict:
        """What a tool answers; the simulator must have taken whatever was sent."""
        running = self.server(server, **env)
        self.simulator.script += script
        reply = running.call(tool, arguments)
        if reply.get("error", {}).get("code") == -32601:
            pending(tool)
        assert self.simulator.refusals == []
        assert "result" in reply, reply
        assert not reply["result"].get("isError"), reply["result"]
        return reply["result"]

    @property
    def sent(self) -> dict:
        """The body of the last request."""
        return self.simulator.exchanges[-1].body

    @property
    def path(self) -> str:
        return self.simulator.exchanges[-1].request.path

    def close(self):
        for server in self._started.values():
            server.stop()
        self.simulator.close()


@pytest.fixture(scope="module")
def family(tmp_path_factory):
    family = Family(tmp_path_factory.mktemp("output"))
    yield family
    family.close()
    if PENDING:
        print(f"\nnotice: promised by a seed and not built yet: {', '.join(sorted(PENDING))}")


# Every tool


def arguments_of(tool: str, schema: dict) -> dict:
    if tool in seeds.ARGUMENTS:
        return seeds.ARGUMENTS[tool]
    name = tool if tool in OPERATIONS else tool.replace("-modify", "-update")
    return Arguments(OPERATIONS[name], schema).least(Arguments(OPERATIONS[name], schema).forms[0])


def function_call(name: str, arguments: str):
    """A chat completion that asks for a function."""
    completion = answers.chat_completion("")
    call = {"id": "call_1", "type": "function", "function": {"name": name, "arguments": arguments}}
    message = {"role": "assistant", "content": None, "refusal": None, "tool_calls": [call]}
    completion["choices"][0] |= {"message": message, "finish_reason": "tool_calls"}
    return answering(completion)


SCRIPTS = {
    "chat-function-call": lambda: [function_call("weather", '{"city":"Bonn"}')],
    "function-call": lambda: [function_call("weather", '{"city":"Bonn"}')],
    "chat-structured-output": lambda: [answering(answers.chat_completion("{}"))],
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
    names = set(family.server(server).tools) - {"result-get"}
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


# Seed 002: the Complete server


def meta(result: dict) -> dict:
    return result["_meta"]["openai-mcp/call"]


def test_complete_text_generation_example(family):
    messages = [{"role": "user", "content": "Explain quantum computing"}]
    result = family.call("complete", "chat", {"messages": messages, "model": "gpt-4", "temperature": 0.7})
    sent = family.sent
    assert sent["messages"] == messages
    # A reasoning model took the place of gpt-4: it refuses a temperature, and has another name for the limit.
    assert "temperature" not in sent and sent["max_completion_tokens"] == 1000
    assert meta(result)["model"] == {"asked": "gpt-4", "served": sent["model"]}
    assert "gpt-4" in " ".join(meta(result)["remarks"])


def test_complete_defaults(family):
    family.call("complete", "chat", {"messages": HELLO, "model": "gpt-4o", "system": "Be brief."})
    assert (family.sent["max_tokens"], family.sent["temperature"]) == (1000, 0.7)
    assert family.sent["messages"] == [{"role": "system", "content": "Be brief."}, *HELLO]
    family.call("complete", "chat", {"messages": HELLO})
    assert family.sent["max_completion_tokens"] == 1000 and "temperature" not in family.sent


@pytest.mark.parametrize("temperature", [0, 2])
def test_complete_temperatures(family, temperature):
    family.call("complete", "chat", {"messages": HELLO, "model": "gpt-4o", "temperature": temperature, "max_tokens": 5})
    assert (family.sent["temperature"], family.sent["max_tokens"]) == (temperature, 5)


@pytest.mark.parametrize("temperature", [-0.1, 2.1])
def test_complete_refuses_other_temperatures(family, temperature):
    reply = family.server("complete").call("chat", {"messages": HELLO, "temperature": temperature})
    assert reply["result"]["isError"] and family.simulator.exchanges == []


@pytest.mark.parametrize("model", ["gpt-4", "gpt-4-turbo", "gpt-3.5-turbo", "gpt-4-vision-preview"])
def test_complete_models(family, model):
    """Those that the document lists: all are gone, and each has a successor that lives."""
    result = family.call("complete", "chat_with_image", {
        "messages": HELLO, "image_urls": ["https://example.com/1.jpg", PHOTO], "model": model, "max_tokens": 7})
    assert meta(result)["model"]["asked"] == model
    parts = family.sent["messages"][-1]["content"]
    assert [part["type"] for part in parts] == ["text", "image_url", "image_url"]


def test_complete_image_example(family):
    prompt = "A futuristic city at sunset, cyberpunk style"
    result = family.call("complete", "generate_image", {
        "prompt": prompt, "size": "1792x1024", "quality": "hd", "style": "vivid"})
    sent = family.sent
    assert (sent["size"], sent["quality"]) == ("1536x1024", "high")
    assert sent["prompt"].startswith(prompt) and "vivid" in sent["prompt"] and "style" not in sent
    assert {"size", "quality", "style"} <= set(" ".join(meta(result)["remarks"]).replace("'", " ").split())


@pytest.mark.parametrize("tool, server", [("generate_image", "complete"), ("generate-image", "openai")])
@pytest.mark.parametrize("name, value", [
    ("size", "1024x1024"), ("size", "1024x1792"), ("size", "1792x1024"), ("size", "256x256"), ("size", "512x512"),
    ("quality", "standard"), ("quality", "hd"), ("style", "vivid"), ("style", "natural"), ("n", 2)])
def test_options_of_earlier_image_models(family, server, tool, name, value):
    family.call(server, tool, {"prompt": "A cat", name: value})
    assert family.sent["model"].startswith("gpt-image-")


@pytest.mark.parametrize("server, tool, limit", [("complete", "analyze_image", 1000), ("openai", "analyze-image", 2048)])
@pytest.mark.parametrize("detail", ["low", "high", "auto"])
def test_vision_example(family, server, tool, limit, detail):
    family.call(server, tool, {
        "image_url": "https://example.com/image.jpg", "prompt": "What objects are in this image?", "detail": detail})
    [text, image] = family.sent["messages"][0]["content"]
    assert text == {"type": "text", "text": "What objects are in this image?"}
    assert image["image_url"] == {"url": "https://example.com/image.jpg", "detail": detail}
    assert family.sent["max_completion_tokens"] == limit


def test_complete_edit(family):
    family.call("complete", "edit_image", {
        "image_url": FILE, "mask_url": FILE, "prompt": "Add a hat", "size": "1024x1024", "n": 2})
    assert family.path == "/images/edits"
    sent = family.sent
    assert (sent["prompt"], sent["size"], sent["n"]) == ("Add a hat", "1024x1024", "2")
    assert sent["mask"].content == answers.PNG


def test_variations_where_the_endpoint_is_gone(family):
    gone = answers.error(404, "Unknown URL", "unknown_url")
    for server, tool, name in [("complete", "create_variations", "image_url"), ("images", "image-generate-variations", "image")]:
        family.call(server, tool, {name: FILE, "n": 2, "size": "1024x1024"}, gone)
        assert [seen.request.path for seen in family.simulator.exchanges] == ["/images/variations", "/images/edits"]
        assert family.sent["n"] == "2" and family.sent["prompt"]


# Seed 003: the OpenAI server


FUNCTIONS = [
    {"name": "query_sales_database", "description": "Query sales database for specific metrics", "parameters": {
        "type": "object", "properties": {
            "query": {"type": "string", "description": "SQL query"},
            "date_range": {"type": "string", "description": "Date range filter"}}}},
    {"name": "create_visualization", "description": "Create chart or graph visualization", "parameters": {
        "type": "object", "properties": {
            "data": {"type": "object", "description": "Chart data"},
            "chart_type": {"type": "string", "description": "Type of chart"}}}},
]
SALES = [{"role": "user", "content": "Analyze our Q3 sales data and create a performance dashboard"}]


def test_function_calling_example(family):
    reply = function_call("query_sales_database", '{"query":"SELECT 1","date_range":"Q3"}')
    result = family.call("openai", "function-call", {
        "messages": SALES, "functions": FUNCTIONS, "model": "gpt-4-turbo-preview"}, reply)
    assert family.sent["tools"] == [{"type": "function", "function": function} for function in FUNCTIONS]
    assert "functions" not in family.sent
    assert meta(result)["model"]["asked"] == "gpt-4-turbo-preview"
    assert "query_sales_database" in json.dumps(result["structuredContent"])


@pytest.mark.parametrize("asked, sent", [
    ("auto", "auto"), ("none", "none"),
    ({"name": "create_visualization"}, {"type": "function", "function": {"name": "create_visualization"}}),
    ("create_visualization", {"type": "function", "function": {"name": "create_visualization"}})])
def test_function_call_preferences(family, asked, sent):
    reply = function_call("create_visualization", "{}") if asked != "none" else answering(answers.chat_completion("No."))
    family.call("openai", "function-call", {"messages": SALES, "functions": FUNCTIONS, "function_call": asked}, reply)
    assert family.sent["tool_choice"] == sent and "function_call" not in family.sent


def test_chat_completion_with_functions(family):
    family.call("openai", "chat-completion", {
        "messages": SALES, "functions": FUNCTIONS, "stream": False, "model": "gpt-4o", "max_tokens": 9})
    assert [tool["function"]["name"] for tool in family.sent["tools"]] == [item["name"] for item in FUNCTIONS]
    assert (family.sent["max_tokens"], family.sent["temperature"]) == (9, 0.7)


def test_openai_defaults(family):
    family.call("openai", "chat-completion", {"messages": HELLO, "model": "gpt-4o"})
    assert (family.sent["max_tokens"], family.sent["temperature"]) == (2048, 0.7)
    family.call("openai", "chat-completion", {"messages": HELLO, "stream": True})
    assert family.sent["max_completion_tokens"] == 2048 and family.sent["stream"] is True
    assert "temperature" not in family.sent


INFOGRAPHIC = (
    "A professional infographic showing AI implementation roadmap for enterprise organizations, clean modern design "
    "with blue and white color scheme, corporate style, high detail")


def test_image_generation_example(family):
    result = family.call("openai", "generate-image", {
        "prompt": INFOGRAPHIC, "model": "dall-e-3", "size": "1024x1792", "quality": "hd", "style": "natural"})
    assert (family.sent["size"], family.sent["quality"]) == ("1024x1536", "high")
    assert meta(result)["model"] == {"asked": "dall-e-3", "served": family.sent["model"]}
    [image] = result["structuredContent"]["images"]
    assert image["url"].startswith("file://") and image["size"] and image["quality"]
    assert "total_tokens" in result["structuredContent"]["usage"]


def test_image_generation_answer_of_a_server_with_urls(family):
    url = "https://oaidalleapiprodscus.blob.core.windows.net/private/1.png"
    reply = answering({"created": 1, "data": [{"url": url, "revised_prompt": "A professional infographic."}]})
    result = family.call("openai", "generate-image", {"prompt": INFOGRAPHIC, "size": "1024x1024", "quality": "low"}, reply)
    assert result["structuredContent"] == {
        "images": [{"url": url, "revised_prompt": "A professional infographic.", "size": "1024x1024", "quality": "low"}],
        "usage": {"total_tokens": 0}}


@pytest.mark.parametrize("model", ["dall-e-2", "dall-e-3"])
def test_earlier_image_models(family, model):
    result = family.call("openai", "generate-image", {"prompt": "A cat", "model": model, "size": "512x512", "n": 2})
    assert meta(result)["model"]["asked"] == model and len(result["structuredContent"]["images"]) == 2


def test_document_analysis_example(family):
    prompt = "Extract and structure all text content from this document."
    result = family.call("openai", "analyze-image", {
        "image_url": PHOTO, "prompt": prompt, "model": "gpt-4-vision-preview", "max_tokens": 2048, "detail": "high"})
    assert meta(result)["model"]["asked"] == "gpt-4-vision-preview"
    image = family.sent["messages"][0]["content"][1]["image_url"]
    assert image["url"].startswith("data:image/") and image["detail"] == "high"


def test_embedding_example(family):
    texts = [
        "Enterprise AI governance frameworks implementation", "Machine learning model risk management",
        "AI ethics and bias mitigation strategies", "Regulatory compliance for AI systems"]
    result = family.call("openai", "create-embedding", {
        "input": texts, "model": "text-embedding-3-large", "encoding_format": "float"})["structuredContent"]
    assert family.sent == {"input": texts, "model": "text-embedding-3-large", "encoding_format": "float"}
    assert [item["index"] for item in result["embeddings"]] == [0, 1, 2, 3]
    assert all(isinstance(number, float) for item in result["embeddings"] for number in item["embedding"])
    assert result["usage"].keys() == {"prompt_tokens", "total_tokens"}


# Seed 004: the proxy


def test_proxy_commands(family):
    family.call("proxy", "listModels", {})
    assert family.path == "/models"
    family.call("proxy", "createCompletion", {"messages": HELLO, "model": "gpt-4o"})
    assert family.path == "/chat/completions"
    family.call("proxy", "callTool", {"name": "embedding-create", "arguments": {"input": "cat"}})
    assert family.path == "/embeddings"
    family.call("proxy", "callTool", {
        "name": "completion-create", "arguments": {"model": "a-model-of-theirs", "prompt": "Once"}})
    assert family.path == "/completions"


# Settings


@pytest.mark.parametrize("env, tool, limit, temperature", [
    ({"MAX_TOKENS": "2048", "TEMPERATURE": "0.3"}, ("openai", "chat-completion"), 2048, 0.3),
    ({"MAX_TOKENS_DEFAULT": "77"}, ("complete", "chat"), 77, 0.7), ({"TEMPERATURE": "1.5"}, ("complete", "chat"), 1000, 1.5)])
def test_settings_beat_the_defaults_of_a_server(family, env, tool, limit, temperature):
    family.call(*tool, {"messages": HELLO}, **env, DEFAULT_MODEL="gpt-4o")
    sent = family.sent
    assert (sent["model"], sent["max_tokens"], sent["temperature"]) == ("gpt-4o", limit, temperature)


def test_a_retired_default_model_goes_to_its_successor(family):
    """The Dockerfile of seed 003 sets one."""
    result = family.call(
        "openai", "chat-completion", {"messages": HELLO}, DEFAULT_MODEL="gpt-4-turbo-preview", MAX_TOKENS="2048")
    assert meta(result)["model"]["asked"] == "gpt-4-turbo-preview"
    assert family.sent["max_completion_tokens"] == 2048


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
