"""Work that goes on at the provider, as tasks of the official MCP client: by the extension, and as 2025-11-25 has them."""

import json

import anyio
import pytest
from mcp.shared.exceptions import MCPError

from support import answers
from support.mcp_client import ERAS, connect
from support.tasks import Anything, Tasks, ask, call_as_task, result_of, until_final

pytestmark = pytest.mark.anyio
in_both_eras = pytest.mark.parametrize("way", ERAS, ids="-".join)
in_the_stateless_era = pytest.mark.parametrize("way", [way for way in ERAS if way[1] != "legacy"], ids="-".join)
in_the_handshake_era = pytest.mark.parametrize("way", [way for way in ERAS if way[1] == "legacy"], ids="-".join)

BATCH = {"input_file_id": "file-1", "endpoint": "/v1/chat/completions", "completion_window": "24h"}
PROMPTS = {"prompts": ["a lighthouse", "a mill"], "size": "256x256"}


def text_of(result) -> str:
    return "\n".join(block.text for block in result.content if block.type == "text")


class Batches:
    """A provider whose batch goes through some states, a new one each time that it is looked at."""

    def __init__(self, *states: str):
        self.states = list(states)
        self.cancelled = anyio.Event()

    def __call__(self, exchange):
        request = exchange.request_seen
        if request.path.endswith("/cancel"):
            self.states = ["cancelled"]
        batch = {
            "id": "batch_1", "object": "batch", "status": self.states[0], "input_file_id": "file-1",
            "request_counts": {"total": 3, "completed": 1, "failed": 0}}
        if len(self.states) > 1:
            self.states.pop(0)
        exchange.reply(200, json.dumps(batch).encode(), answers.JSON)


@pytest.fixture
def batches(provider, monkeypatch):
    known = {("POST", "/batches"), ("GET", "/batches/batch_1"), ("POST", "/batches/batch_1/cancel")}
    monkeypatch.setattr(answers, "KNOWN", answers.KNOWN | known)

    def script(*states: str):
        provider.default = Batches(*states)
        return provider

    return script


def asked(provider) -> list[str]:
    return [f"{request.method} {request.path}" for request in provider.requests]


@in_the_stateless_era
async def test_a_batch_is_a_task_until_the_provider_has_done_it(way, batches):
    provider = batches("validating", "in_progress", "completed")
    tasks = Tasks()
    async with connect(way, "batches", env=provider.environment, extensions=[tasks]) as client:
        with anyio.fail_after(30):
            result = await client.call_tool("batch-create", BATCH)
    assert result.structured_content["status"] == "completed"
    assert (tasks.statuses[0], tasks.statuses[-1]) == ("working", "completed")
    assert asked(provider)[0] == "POST /batches"
    assert asked(provider).count("POST /batches") == 1


@in_the_stateless_era
async def test_cancelling_the_task_cancels_the_batch_at_the_provider(way, batches):
    provider = batches("in_progress")

    async def cancel(session, task):
        await anyio.to_thread.run_sync(provider.wait_for_requests, 2)
        await ask(session, "tasks/cancel", task.task_id, Anything)

    tasks = Tasks(on_created=cancel)
    async with connect(way, "batches", env=provider.environment, extensions=[tasks]) as client:
        with anyio.fail_after(30):
            with pytest.raises(MCPError):
                await client.call_tool("batch-create", BATCH)
            while "POST /batches/batch_1/cancel" not in asked(provider):
                await anyio.sleep(0.05)
    assert tasks.statuses[-1] == "cancelled"


@in_the_handshake_era
async def test_a_batch_is_a_task_of_2025_11_25(way, batches):
    provider = batches("validating", "in_progress", "completed")
    async with connect(way, "batches", env=provider.environment) as client:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert tools["batch-create"].execution.task_support == "optional"
        with anyio.fail_after(30):
            task = await call_as_task(client.session, "batch-create", BATCH)
            assert (await until_final(client.session, task)).status == "completed"
            result = await result_of(client.session, task)
    assert result.structured_content["status"] == "completed"


@in_the_handshake_era
async def test_cancelling_a_task_of_2025_11_25(way, batches):
    provider = batches("in_progress")
    async with connect(way, "batches", env=provider.environment) as client:
        with anyio.fail_after(30):
            task = await call_as_task(client.session, "batch-create", BATCH)
            await anyio.to_thread.run_sync(provider.wait_for_requests, 2)
            assert (await ask(client.session, "tasks/cancel", task.task_id)).status == "cancelled"
            while "POST /batches/batch_1/cancel" not in asked(provider):
                await anyio.sleep(0.05)


@in_the_stateless_era
async def test_many_images_are_one_task(way, tmp_path):
    tasks = Tasks()
    arguments = ("images", "--provider", "embedded", "--http-files", "--output", str(tmp_path))
    async with connect(way, *arguments, extensions=[tasks]) as client:
        with anyio.fail_after(60):
            result = await client.call_tool("image-generate-batch", PROMPTS)
    assert not result.is_error, text_of(result)
    assert len(list(tmp_path.iterdir())) == 2
    assert len(tasks.created) == 1


@in_both_eras
async def test_a_task_belongs_to_its_caller(way, batches):
    """Another session of the same process over stdio is the same caller; an id that nobody was given is none."""
    provider = batches("in_progress")
    options = {} if way[1] == "legacy" else {"extensions": [Tasks()]}
    async with connect(way, "batches", env=provider.environment, **options) as client:
        with pytest.raises(MCPError) as caught:
            await ask(client.session, "tasks/get", "task-guessed")
    assert caught.value.code == -32602


@in_both_eras
async def test_a_client_without_tasks_gets_the_batch_as_it_stands(way, batches):
    provider = batches("validating")
    async with connect(way, "batches", env=provider.environment) as client:
        with anyio.fail_after(30):
            result = await client.call_tool("batch-create", BATCH)
    assert result.structured_content["id"] == "batch_1"
