"""The official MCP client against both transports, in both eras and in its automatic mode."""

import hashlib
import json
from pathlib import Path

import anyio
import pytest
from mcp.shared.exceptions import MCPError

from support import answers
from support.mcp_client import ERAS, WAYS, connect

pytestmark = pytest.mark.anyio
in_every_way = pytest.mark.parametrize("way", WAYS, ids="-".join)
in_both_eras = pytest.mark.parametrize("way", ERAS, ids="-".join)

QUESTION = [{
    "role": "user",
    "content": "The Elbe flows into the North Sea. The Danube flows into the Black Sea. Where does the Elbe flow?"}]


def text_of(result) -> str:
    return "\n".join(block.text for block in result.content if block.type == "text")


@in_every_way
async def test_agrees_on_the_newest_revision_of_its_era(way):
    async with connect(way, "--provider", "embedded") as client:
        assert client.protocol_version == ("2025-11-25" if way[1] == "legacy" else "2026-07-28")
        if way[1] != "2026-07-28":  # a pinned revision sends no request before the first call
            assert "openai" in client.server_info.name
            assert client.instructions


@in_every_way
async def test_lists_tools_with_every_hint(way):
    async with connect(way, "--provider", "embedded") as client:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
    assert {"chat-completion", "create-embedding", "generate-image", "api-search", "api-call"} <= tools.keys()
    for tool in tools.values():
        assert tool.description
        assert tool.input_schema["type"] == "object"
        hints = tool.annotations
        assert None not in (
            hints.read_only_hint, hints.destructive_hint, hints.idempotent_hint, hints.open_world_hint), tool.name


@in_both_eras
async def test_follows_pages_of_the_list(way):
    async with connect(way, "--provider", "embedded", "--page-size", "5") as client:
        names, cursor = [], None
        while True:
            page = await client.list_tools(cursor=cursor)
            assert 0 < len(page.tools) <= 5
            names += [tool.name for tool in page.tools]
            cursor = page.next_cursor
            if cursor is None:
                break
    assert len(names) == len(set(names)) > 5


@in_every_way
async def test_answers_a_chat_with_text_and_structure(way):
    async with connect(way, "--provider", "embedded") as client:
        result = await client.call_tool("chat-completion-create", {"messages": QUESTION})
    assert not result.is_error
    assert "North Sea" in text_of(result)
    assert "North Sea" in result.structured_content["choices"][0]["message"]["content"]


@in_both_eras
async def test_streams_progress_and_returns_the_whole_text(way, provider):
    pieces, seen = [f"piece {n} " for n in range(5)], []
    provider.script = [answers.stream(*answers.chat_events(*pieces), pause=0.01)]

    async def on_progress(progress, total, message):
        seen.append((progress, message))

    async with connect(way, env=provider.environment) as client:
        result = await client.call_tool(
            "chat-completion-create", {"messages": QUESTION}, progress_callback=on_progress)
    assert provider.last.json["stream"] is True
    assert "".join(message for _, message in seen) == "".join(pieces)
    amounts = [amount for amount, _ in seen]
    assert amounts == sorted(set(amounts))
    assert text_of(result) == "".join(pieces)
    assert result.structured_content["choices"][0]["finish_reason"] == "stop"


@in_both_eras
async def test_an_error_of_the_api_is_a_tool_error(way, provider):
    provider.script = [answers.error(404, "The model 'x' does not exist", "model_not_found", param="model")]
    async with connect(way, env=provider.environment) as client:
        result = await client.call_tool("chat-completion-create", {"messages": QUESTION, "model": "x"})
    assert result.is_error
    assert text_of(result).startswith("OpenAI API error: The model 'x' does not exist")
    details = result.structured_content
    assert (details["kind"], details["status"], details["param"]) == ("model_not_found", 404, "model")
    assert details["request_id"] == "req_interop"


@in_both_eras
async def test_an_unknown_argument_is_refused_with_the_nearest_known_one(way):
    async with connect(way, "--provider", "embedded") as client:
        result = await client.call_tool("chat-completion-create", {"mesages": QUESTION})
    assert result.is_error
    assert "`mesages`" in text_of(result) and "`messages`" in text_of(result)


@in_both_eras
async def test_an_unknown_tool_is_a_protocol_error(way):
    async with connect(way, "--provider", "embedded") as client:
        with pytest.raises(MCPError) as caught:
            await client.call_tool("chat-completion-crate", {})
    assert caught.value.code == (-32601 if way[1] == "legacy" else -32602)


@in_both_eras
async def test_cancelling_closes_the_connection_to_the_provider(way, provider):
    provider.script = [answers.after(20)]
    async with connect(way, env=provider.environment) as client:
        async with anyio.create_task_group() as group:
            group.start_soon(client.call_tool, "chat-completion-create", {"messages": QUESTION})
            await anyio.to_thread.run_sync(provider.wait_for_requests, 1)
            group.cancel_scope.cancel()
        assert await anyio.to_thread.run_sync(provider.left.wait, 5)
        result = await client.call_tool("chat-completion-create", {"messages": QUESTION})
        assert text_of(result) == "Hello there!"


@in_both_eras
async def test_embeds_to_a_file(way, tmp_path):
    async with connect(way, "--provider", "embedded", "--http-files", "--output", str(tmp_path)) as client:
        result = await client.call_tool("embedding-create", {"input": ["one", "two"], "dimensions": 64})
    [file] = tmp_path.iterdir()
    assert file.name in text_of(result)
    assert [len(item["embedding"]) for item in json.loads(file.read_text())["data"]] == [64, 64]
    assert len(json.dumps(result.structured_content)) < 2000


@in_both_eras
async def test_moderates(way):
    async with connect(way, "--provider", "embedded") as client:
        result = await client.call_tool("moderation-check", {"input": ["I will kill you", "Good morning"]})
    assert [item["flagged"] for item in result.structured_content["results"]] == [True, False]


@in_both_eras
async def test_draws_an_image_to_a_file(way, tmp_path):
    async with connect(way, "--provider", "embedded", "--http-files", "--output", str(tmp_path)) as client:
        result = await client.call_tool("image-generate", {"prompt": "a lighthouse", "size": "256x256"})
    [stated] = [image["b64_json"] for image in result.structured_content["data"]]
    content = Path(stated["path"]).read_bytes()
    assert content.startswith(b"\x89PNG")
    assert hashlib.sha256(content).hexdigest() == stated["sha256"]
    assert stated["sha256"] in text_of(result)
    assert [block.mime_type for block in result.content if block.type == "image"] == ["image/png"]


@in_both_eras
async def test_calls_run_side_by_side(way, provider):
    provider.default = answers.after(0.3)
    replies = []
    async with connect(way, env=provider.environment) as client:

        async def ask():
            replies.append(await client.call_tool("chat-completion-create", {"messages": QUESTION}))

        with anyio.fail_after(5):
            async with anyio.create_task_group() as group:
                for _ in range(20):
                    group.start_soon(ask)
    assert [text_of(reply) for reply in replies] == ["Hello there!"] * 20
    assert provider.peak > 5
