"""Tasks for the official MCP client, which has hooks for them and no client of its own."""

from typing import Any, Literal

import anyio
import mcp_types as types
from mcp.client.extension import ClaimContext, ClientExtension, ResultClaim
from mcp.shared.exceptions import MCPError
from pydantic import ConfigDict

EXTENSION = "io.modelcontextprotocol/tasks"
FINAL = ("completed", "failed", "cancelled")


class Task(types.Result):
    """How a task stands, in the words of either revision."""

    model_config = ConfigDict(extra="allow")
    task_id: str
    status: str
    status_message: str | None = None
    poll_interval: int | None = None
    poll_interval_ms: int | None = None

    @property
    def pause(self) -> float:
        """Seconds until the server wants to be asked again."""
        return (self.poll_interval_ms or self.poll_interval or 1000) / 1000


class CreatedTask(Task):
    """The answer to a call that goes on as a task (2026-07-28, extension)."""

    result_type: Literal["task"] = "task"


class Anything(types.Result):
    """A result with whatever members it has."""

    model_config = ConfigDict(extra="allow")

    def __getitem__(self, name: str) -> Any:
        return (self.model_extra or {})[name]


class TaskRequest(types.Request[dict[str, Any], str]):
    """A request about one task."""

    name_param = "taskId"


class PlainRequest(types.Request[dict[str, Any], str]):
    """Any other request that the client has no words for."""


async def ask(session, method: str, task: str, result=Task, **params):
    return await session.send_request(TaskRequest(method=method, params={"taskId": task, **params}), result)


class Tasks(ClientExtension):
    """Follows the tasks that calls become (2026-07-28), answers what they ask, and remembers how they stood."""

    identifier = EXTENSION

    def __init__(self, answer=None, on_created=None):
        self.statuses: list[str] = []
        self.created: list[str] = []
        self._answer = answer
        self._on_created = on_created

    def claims(self):
        return [ResultClaim(result_type="task", model=CreatedTask, resolve=self.follow)]

    async def follow(self, created: CreatedTask, context: ClaimContext) -> types.CallToolResult:
        session = context.session
        self.created.append(created.task_id)
        self.statuses.append(created.status)
        if self._on_created:
            await self._on_created(session, created)
        answered: set[str] = set()
        task: Task = created
        while True:
            await anyio.sleep(task.pause)
            task = await ask(session, "tasks/get", created.task_id)
            if task.status != self.statuses[-1]:
                self.statuses.append(task.status)
            extra = task.model_extra or {}
            if task.status == "input_required":
                asked = {key: value for key, value in extra["inputRequests"].items() if key not in answered}
                if asked:
                    answered |= asked.keys()
                    answers = {key: self._answer(request) for key, request in asked.items()}
                    await ask(session, "tasks/update", created.task_id, Anything, inputResponses=answers)
            elif task.status == "completed":
                return types.CallToolResult.model_validate(extra["result"])
            elif task.status == "failed":
                raise MCPError(**extra["error"])
            elif task.status == "cancelled":
                raise MCPError(code=0, message=task.status_message or "cancelled")


async def call_as_task(session, tool: str, arguments: dict) -> Task:
    """Begins a task as clients of 2025-11-25 do."""
    params = {"name": tool, "arguments": arguments, "task": {"ttl": 60_000}}
    result = await session.send_request(PlainRequest(method="tools/call", params=params), Anything)
    return Task.model_validate(result["task"])


async def until_final(session, task: Task) -> Task:
    """Looks until the task has ended or wants something."""
    while task.status == "working":
        await anyio.sleep(task.pause)
        task = await ask(session, "tasks/get", task.task_id)
    return task


async def result_of(session, task: Task) -> types.CallToolResult:
    """Waits for the result (2025-11-25)."""
    return await ask(session, "tasks/result", task.task_id, types.CallToolResult)
