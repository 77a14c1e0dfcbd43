"""Prompts and resources of our servers for the official MCP client, in both eras."""

import base64
import json
from urllib.parse import unquote

import anyio
import pytest
from mcp.shared.exceptions import MCPError
from mcp.types import PromptReference, ResourceTemplateReference

from support import answers
from support.mcp_client import ERAS, connect

pytestmark = pytest.mark.anyio
in_both_eras = pytest.mark.parametrize("way", ERAS, ids="-".join)

FILES = {
    "file-notes": ("notes.txt", b"The Elbe flows north.\n"), "file-dot": ("dot.png", answers.PNG),
    "file-big": ("big.jsonl", b"{}\n" * 50_000)}
MODELS = ["gpt-5.6-luna", "gpt-5", "gpt-image-2"]


def serve(exchange):
    """A provider with some files and models; anything else it does not have."""
    request = exchange.request_seen
    _, kind, *rest = unquote(request.path).split("/")
    if kind == "models" and not rest:
        return reply(exchange, {"object": "list", "data": [{"id": id, "object": "model"} for id in MODELS]})
    if kind == "models" and rest[0] in MODELS:
        return reply(exchange, {"id": rest[0], "object": "model"})
    if kind == "files" and not rest:
        return reply(exchange, {"object": "list", "has_more": False, "data": [described(id) for id in FILES]})
    if kind == "files" and rest[0] in FILES:
        if rest[1:] == ["content"]:
            return exchange.reply(200, FILES[rest[0]][1], {"Content-Type": "application/octet-stream"})
        return reply(exchange, described(rest[0]))
    return answers.error(404, f"There is no {request.path}.", type="invalid_request_error")(exchange)


def described(id: str) -> dict:
    name, content = FILES[id]
    return {"id": id, "object": "file", "filename": name, "bytes": len(content), "purpose": "user_data"}


def reply(exchange, body: dict):
    exchange.reply(200, json.dumps(body).encode(), answers.JSON)


@pytest.fixture
def library(provider, monkeypatch):
    """The fake provider with files and models in it."""
    known = {("GET", "/files"), ("GET", "/vector_stores")}
    known |= {("GET", f"/files/{id}{part}") for id in [*FILES, "file-none"] for part in ("", "/content")}
    known |= {("GET", f"/models/{id}") for id in [*MODELS, "none"]}
    monkeypatch.setattr(answers, "KNOWN", answers.KNOWN | known)
    provider.default = serve
    return provider


async def text_of(client, uri: str) -> str:
    [contents] = (await client.read_resource(uri)).contents
    return contents.text


@in_both_eras
async def test_lists_and_fills_in_prompts(way):
    async with connect(way, "images", "audio", "--provider", "embedded") as client:
        prompts = {prompt.name: prompt for prompt in (await client.list_prompts()).prompts}
        assert {"image-campaign", "meeting-minutes", "narrate-a-text"} == prompts.keys()
        assert all(prompt.title and prompt.description for prompt in prompts.values())
        arguments = {argument.name: argument.required for argument in prompts["image-campaign"].arguments}
        assert arguments == {"topic": True, "style": False, "size": False, "model": False}
        result = await client.get_prompt("image-campaign", {"topic": "lighthouses", "size": "1536x1024"})
        [message] = result.messages
        assert message.role == "user"
        assert "lighthouses" in message.content.text and "size 1536x1024" in message.content.text
        with pytest.raises(MCPError) as caught:
            await client.get_prompt("image-campaign", {})
        assert caught.value.code == -32602 and "topic" in str(caught.value)


@in_both_eras
async def test_every_tool_that_a_prompt_names_is_there(way):
    async with connect(way, "files", "vector-store", "responses", "conversations", "--provider", "embedded") as client:
        tools = {tool.name for tool in (await client.list_tools()).tools}
        for prompt in (await client.list_prompts()).prompts:
            values = {argument.name: "x" for argument in prompt.arguments or []}
            text = (await client.get_prompt(prompt.name, values)).messages[0].content.text
            assert set(text.split("`")[1::2]) <= tools, prompt.name


@in_both_eras
async def test_reads_the_guide(way):
    async with connect(way, "images", "--provider", "embedded") as client:
        [guide] = (await client.list_resources()).resources
        assert (guide.uri, guide.mime_type) == ("openai://guide", "text/markdown")
        text = await text_of(client, "openai://guide")
    assert "| you want to | server |" in text and "`vector-store`" in text
    assert len(text.encode()) == guide.size


@in_both_eras
async def test_lists_and_reads_what_the_provider_has(way, library):
    async with connect(way, "files", "models", "vector-store", env=library.environment) as client:
        listed = {str(resource.uri): resource for resource in (await client.list_resources()).resources}
        assert [*listed] == [
            "openai://guide", "openai://models", "openai://files", "openai://files/file-notes",
            "openai://files/file-dot", "openai://files/file-big", "openai://vector-stores"]
        assert listed["openai://files/file-notes"].name == "notes.txt"
        templates = [template.uri_template for template in (await client.list_resource_templates()).resource_templates]
        assert "openai://files/{file_id}/content" in templates
        models = json.loads(await text_of(client, "openai://models"))
        assert [model["id"] for model in models["data"]] == MODELS
        assert json.loads(await text_of(client, "openai://models/gpt-5"))["id"] == "gpt-5"
        assert json.loads(await text_of(client, "openai://files/file-dot"))["filename"] == "dot.png"
        assert await text_of(client, "openai://files/file-notes/content") == FILES["file-notes"][1].decode()
        [picture] = (await client.read_resource("openai://files/file-dot/content")).contents
        assert (picture.mime_type, base64.b64decode(picture.blob)) == ("image/png", answers.PNG)


@in_both_eras
async def test_says_what_cannot_be_read(way, library):
    missing = -32002 if way[1] == "legacy" else -32602
    async with connect(way, "files", "models", "vector-store", env=library.environment) as client:
        for uri, code, words in [
            ("openai://files/file-none", missing, "openai://files/file-none"),
            ("openai://models/none", missing, "resources/templates/list"),
            ("openai://files/file-big/content", -32602, "file-content"),
            ("openai://vector-stores", -32603, "OpenAI API error: There is no /vector_stores"),
        ]:
            with pytest.raises(MCPError) as caught:
                await client.read_resource(uri)
            assert caught.value.code == code and words in str(caught.value), uri
    assert "/files/file-big/content" not in [request.path for request in library.requests]


@in_both_eras
async def test_completes_arguments(way, library):
    async with connect(way, "files", "models", "fine-tuning", "images", env=library.environment) as client:

        async def values(reference, name: str, typed: str) -> list[str]:
            return (await client.complete(reference, {"name": name, "value": typed})).completion.values

        def template(uri: str):
            return ResourceTemplateReference(type="ref/resource", uri=uri)

        def prompt(name: str):
            return PromptReference(type="ref/prompt", name=name)

        assert await values(template("openai://models/{model}"), "model", "gpt-5") == ["gpt-5.6-luna", "gpt-5"]
        assert await values(template("openai://files/{file_id}"), "file_id", "not") == ["file-notes"]
        assert await values(template("openai://files?purpose={purpose}"), "purpose", "user") == ["user_data"]
        assert await values(prompt("fine-tune-a-model"), "file", "") == [*FILES]
        assert await values(prompt("image-campaign"), "model", "") == ["gpt-image-2"]
    # Each list was asked for once.
    assert [request.path for request in library.requests] == ["/models", "/files"]


@in_both_eras
async def test_lists_without_a_key(way):
    async with connect(way, "files", "models", "vector-store") as client:
        with anyio.fail_after(5):
            listed = [str(resource.uri) for resource in (await client.list_resources()).resources]
            assert listed == ["openai://guide", "openai://models", "openai://files", "openai://vector-stores"]
            with pytest.raises(MCPError) as caught:
                await client.read_resource("openai://models")
    assert caught.value.code == -32603 and "API key" in str(caught.value)


@in_both_eras
async def test_excluded_endpoints_are_no_resources(way, library):
    async with connect(way, "files", "models", "--exclude", "file-*", env=library.environment) as client:
        listed = [str(resource.uri) for resource in (await client.list_resources()).resources]
        assert listed == ["openai://guide", "openai://models"]
        with pytest.raises(MCPError):
            await client.read_resource("openai://files/file-notes/content")
    assert library.requests == []
