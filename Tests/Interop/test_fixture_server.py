"""What our protocol library can do and the product does not show: the fixture server for the official MCP client."""

import anyio
import mcp_types as types
import pytest
from mcp.shared.exceptions import MCPError

from support.mcp_client import ERAS, connect_fixtures
from support.tasks import Anything, Tasks, ask, call_as_task, result_of, until_final

pytestmark = pytest.mark.anyio
in_both_eras = pytest.mark.parametrize("way", ERAS, ids="-".join)
in_the_handshake_era = pytest.mark.parametrize("way", [way for way in ERAS if way[1] == "legacy"], ids="-".join)
in_the_stateless_era = pytest.mark.parametrize("way", [way for way in ERAS if way[1] != "legacy"], ids="-".join)


def text_of(result) -> str:
    return "\n".join(block.text for block in result.content if block.type == "text")


class User:
    """Whoever sits at the client, with a model and a folder."""

    def __init__(self, **content):
        self.content = content
        self.asked: list[str] = []

    async def fill(self, context, params) -> types.ElicitResult:
        self.asked.append(params.message)
        return types.ElicitResult(action="accept", content=self.content)

    async def think(self, context, params) -> types.CreateMessageResult:
        self.asked.append(params.messages[0].content.text)
        answer = types.TextContent(type="text", text="Paris")
        return types.CreateMessageResult(role="assistant", content=answer, model="m")

    async def folders(self, context) -> types.ListRootsResult:
        return types.ListRootsResult(roots=[types.Root(uri="file:///work", name="work")])

    @property
    def options(self) -> dict:
        return {
            "elicitation_callback": self.fill, "sampling_callback": self.think, "list_roots_callback": self.folders}


@in_both_eras
async def test_the_user_the_model_and_the_folders_are_asked(way):
    user = User(name="Alice")
    async with connect_fixtures(way, **user.options) as client:
        assert text_of(await client.call_tool("test_input_required_result_elicitation")) == "Hello, Alice!"
        assert text_of(await client.call_tool("test_input_required_result_sampling")) == "The model says: Paris"
        assert text_of(await client.call_tool("test_input_required_result_list_roots")) == "Roots: file:///work"
    assert user.asked == ["What is your name?", "What is the capital of France?"]


@in_the_stateless_era
async def test_what_was_answered_is_kept_in_sealed_state(way):
    user = User(name="Alice", color="blue", ok=True)
    async with connect_fixtures(way, **user.options) as client:
        assert text_of(await client.call_tool("test_input_required_result_multi_round")) == "Alice likes blue."
        assert text_of(await client.call_tool("test_input_required_result_multiple_inputs")) == "Paris, Alice: 1 roots"
        first = await client.session.call_tool("test_input_required_result_tampered_state", allow_input_required=True)
        answers = {"confirm": types.ElicitResult(action="accept", content={"ok": True})}
        for state in (first.request_state + "A", first.request_state[:-1], "nonsense"):
            with pytest.raises(MCPError) as caught:
                await client.call_tool(
                    "test_input_required_result_tampered_state", input_responses=answers, request_state=state)
            assert caught.value.code == -32602
        with pytest.raises(MCPError) as caught:  # replayed for something else
            await client.call_tool(
                "test_input_required_result_request_state", input_responses=answers, request_state=first.request_state)
        assert caught.value.code == -32602


@in_both_eras
async def test_a_client_that_cannot_be_asked_is_told_so(way):
    async with connect_fixtures(way) as client:
        with pytest.raises(MCPError) as caught:
            await client.call_tool("test_input_required_result_elicitation")
    assert caught.value.code == (-32600 if way[1] == "legacy" else -32021)
    assert "elicitation" in caught.value.message


@in_both_eras
async def test_log_messages_reach_the_client_that_wants_them(way):
    seen = []

    async def log(params):
        seen.append(params.level)

    options = {"logging_callback": log} | ({} if way[1] == "legacy" else {"log_level": "info"})
    async with connect_fixtures(way, **options) as client:
        if way[1] == "legacy":
            await client.set_logging_level("info")
        await client.call_tool("test_logging_tool")
        await client.call_tool("test_simple_text")
    assert seen == ["info"]


@in_the_stateless_era
async def test_a_subscription_tells_of_what_it_was_opened_for(way):
    async with connect_fixtures(way) as client:
        async with client.listen(tools_list_changed=True) as subscription:
            assert subscription.honored.tools_list_changed
            await client.call_tool("test_trigger_prompt_change")
            await client.call_tool("test_trigger_tool_change")
            with anyio.fail_after(10):
                event = await anext(aiter(subscription))
            assert type(event).__name__.startswith("Tool")


@in_the_stateless_era
async def test_a_long_call_goes_on_as_a_task(way):
    tasks = Tasks()
    async with connect_fixtures(way, extensions=[tasks]) as client:
        result = await client.call_tool("slow_compute", {"seconds": 0.5, "label": "sum"})
        assert text_of(result) == "Computed: sum"
        failed = await client.call_tool("failing_job")
        with pytest.raises(MCPError) as caught:
            await client.call_tool("protocol_error_job")
        with pytest.raises(MCPError) as unknown:
            await ask(client.session, "tasks/get", "task-unknown")
    assert tasks.statuses == ["working", "completed", "working", "completed", "working", "failed"]
    assert failed.is_error
    assert caught.value.code == -32603
    assert unknown.value.code == -32602


@in_the_stateless_era
async def test_a_task_asks_and_is_answered(way):
    def answer(request):
        [name] = request["params"]["requestedSchema"]["properties"]
        return {"action": "accept", "content": {name: True if name == "confirm" else "x"}}

    tasks = Tasks(answer)
    user = User(name="Alice")
    async with connect_fixtures(way, extensions=[tasks], elicitation_callback=user.fill) as client:
        assert text_of(await client.call_tool("confirm_delete", {"filename": "a"})) == "Deleted a."
        assert text_of(await client.call_tool("multi_input")) == "Got 2 answers."
        # Asked before the task begins, by the call itself.
        assert text_of(await client.call_tool("test_tool_with_task")) == "Done for Alice."
    assert user.asked == ["What is your name?"]
    assert "input_required" in tasks.statuses


@in_the_stateless_era
async def test_a_cancelled_task_ends(way):
    async def cancel(session, task):
        await ask(session, "tasks/cancel", task.task_id, Anything)

    tasks = Tasks(on_created=cancel)
    async with connect_fixtures(way, extensions=[tasks]) as client:
        with anyio.fail_after(10):
            with pytest.raises(MCPError) as caught:
                await client.call_tool("slow_compute", {"seconds": 60})
    assert "cancelled" in caught.value.message
    assert tasks.statuses[-1] == "cancelled"


@in_the_stateless_era
async def test_a_client_without_tasks_waits_or_is_refused(way):
    async with connect_fixtures(way) as client:
        assert text_of(await client.call_tool("slow_compute", {"seconds": 0.1, "label": "x"})) == "Computed: x"
        with pytest.raises(MCPError) as caught:
            await client.call_tool("failing_job")
    assert caught.value.code == -32021


@in_the_handshake_era
async def test_tasks_of_the_handshake_era(way):
    user = User(confirm=True)
    async with connect_fixtures(way, elicitation_callback=user.fill) as client:
        session = client.session
        task = await call_as_task(session, "slow_compute", {"seconds": 0.5, "label": "sum"})
        assert task.status == "working"
        assert (await until_final(session, task)).status == "completed"
        assert text_of(await result_of(session, task)) == "Computed: sum"
        asking = await until_final(session, await call_as_task(session, "confirm_delete", {"filename": "a"}))
        assert asking.status == "input_required"
        assert text_of(await result_of(session, asking)) == "Deleted a."
        long = await call_as_task(session, "slow_compute", {"seconds": 60})
        cancelled = await ask(session, "tasks/cancel", long.task_id)
        assert cancelled.status == "cancelled"
        with pytest.raises(MCPError) as caught:
            await ask(session, "tasks/cancel", long.task_id)
        assert caught.value.code == -32602
    assert user.asked == ["Delete a?"]


@in_both_eras
async def test_completion_knows_arguments_of_prompts(way):
    async with connect_fixtures(way) as client:
        prompt = types.PromptReference(type="ref/prompt", name="test_prompt_with_arguments")
        result = await client.complete(prompt, {"name": "arg1", "value": "test"})
    assert result.completion.values == ["test", "testing"]
