"""The examples of the seed documents, with the defaults, translations and shapes that they promise."""

import base64
import json

import pytest

from support.openai_api import facts

if not facts.are_present():
    pytest.skip("../shared is absent", allow_module_level=True)

from support import answers
from support.family import Family, function_call, told
from support.openai_api.arguments import FILE
from support.openai_api.simulator import answering
from support.seeds import HELLO

PHOTO = "data:image/jpeg;base64," + base64.b64encode(answers.PNG).decode()


@pytest.fixture(scope="module")
def family(tmp_path_factory):
    family = Family(tmp_path_factory.mktemp("output"))
    yield family
    family.close()


# Seed 002: the Complete server


def test_complete_text_generation_example(family):
    messages = [{"role": "user", "content": "Explain quantum computing"}]
    result = family.call("complete", "chat", {"messages": messages, "model": "gpt-4", "temperature": 0.7})
    sent = family.sent
    assert sent["messages"] == messages
    # A reasoning model took the place of gpt-4: it refuses a temperature, and has another name for the limit.
    assert "temperature" not in sent and sent["max_completion_tokens"] == 1000
    assert told(result)["model"] == {"asked": "gpt-4", "served": sent["model"]}
    assert "gpt-4" in " ".join(told(result)["remarks"])


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
        "messages": HELLO, "image_urls": ["https://example.com/1.jpg", PHOTO], "model": model, "max_tokens": 7,
        "cache": False})
    assert told(result)["model"]["asked"] == model
    parts = family.sent["messages"][-1]["content"]
    assert [part["type"] for part in parts] == ["text", "image_url", "image_url"]


def test_complete_image_example(family):
    prompt = "A futuristic city at sunset, cyberpunk style"
    result = family.call("complete", "generate_image", {
        "prompt": prompt, "size": "1792x1024", "quality": "hd", "style": "vivid"})
    sent = family.sent
    assert (sent["size"], sent["quality"]) == ("1536x1024", "high")
    assert sent["prompt"].startswith(prompt) and "vivid" in sent["prompt"] and "style" not in sent
    assert {"size", "quality", "style"} <= set(" ".join(told(result)["remarks"]).replace("'", " ").split())


@pytest.mark.parametrize("tool, server", [("generate_image", "complete"), ("generate-image", "openai")])
@pytest.mark.parametrize("name, value", [
    ("size", "1024x1024"), ("size", "1024x1792"), ("size", "1792x1024"), ("size", "256x256"), ("size", "512x512"),
    ("quality", "standard"), ("quality", "hd"), ("style", "vivid"), ("style", "natural"), ("n", 2)])
def test_options_of_earlier_image_models(family, server, tool, name, value):
    family.call(server, tool, {"prompt": "A cat", name: value, "cache": False})
    assert family.sent["model"].startswith("gpt-image-")


@pytest.mark.parametrize("server, tool, limit", [
    ("complete", "analyze_image", 1000), ("openai", "analyze-image", 2048)])
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
    for server, tool, name in [
            ("complete", "create_variations", "image_url"), ("images", "image-generate-variations", "image")]:
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
    assert told(result)["model"]["asked"] == "gpt-4-turbo-preview"
    assert "query_sales_database" in json.dumps(result["structuredContent"])


@pytest.mark.parametrize("asked, sent", [
    ("auto", "auto"), ("none", "none"),
    ({"name": "create_visualization"}, {"type": "function", "function": {"name": "create_visualization"}}),
    ("create_visualization", {"type": "function", "function": {"name": "create_visualization"}})])
def test_function_call_preferences(family, asked, sent):
    words = answering(answers.chat_completion("No."))
    reply = words if asked == "none" else function_call("create_visualization", "{}")
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
    assert told(result)["model"] == {"asked": "dall-e-3", "served": family.sent["model"]}
    [image] = result["structuredContent"]["images"]
    assert image["url"].startswith("file://") and image["size"] and image["quality"]
    assert "total_tokens" in result["structuredContent"]["usage"]


def test_image_generation_answer_of_a_server_with_urls(family):
    url = "https://oaidalleapiprodscus.blob.core.windows.net/private/1.png"
    reply = answering({"created": 1, "data": [{"url": url, "revised_prompt": "A professional infographic."}]})
    result = family.call(
        "openai", "generate-image", {"prompt": INFOGRAPHIC, "size": "1024x1024", "quality": "low"}, reply)
    assert result["structuredContent"] == {
        "images": [
            {"url": url, "revised_prompt": "A professional infographic.", "size": "1024x1024", "quality": "low"}],
        "usage": {"total_tokens": 0}}


@pytest.mark.parametrize("model", ["dall-e-2", "dall-e-3"])
def test_earlier_image_models(family, model):
    result = family.call("openai", "generate-image", {"prompt": "A cat", "model": model, "size": "512x512", "n": 2})
    assert told(result)["model"]["asked"] == model and len(result["structuredContent"]["images"]) == 2


def test_document_analysis_example(family):
    prompt = "Extract and structure all text content from this document."
    result = family.call("openai", "analyze-image", {
        "image_url": PHOTO, "prompt": prompt, "model": "gpt-4-vision-preview", "max_tokens": 2048, "detail": "high"})
    assert told(result)["model"]["asked"] == "gpt-4-vision-preview"
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
