"""A task outlives the process that began it: the job at the provider is waited for, and not begun again."""

import json
import time

import pytest

from support import answers, wire
from support.servers import HTTPServer

BATCH = {"input_file_id": "file-1", "endpoint": "/v1/chat/completions", "completion_window": "24h"}
CAPABILITIES = {"extensions": {"io.modelcontextprotocol/tasks": {}}}


class Job:
    """A provider whose batch goes on until it is told to be done."""

    state = "in_progress"

    def __call__(self, exchange):
        batch = {"id": "batch_1", "object": "batch", "status": self.state, "input_file_id": "file-1"}
        exchange.reply(200, json.dumps(batch).encode(), answers.JSON)


@pytest.fixture
def job(provider, monkeypatch):
    known = {("POST", "/batches"), ("GET", "/batches/batch_1")}
    monkeypatch.setattr(answers, "KNOWN", answers.KNOWN | known)
    provider.default = Job()
    return provider.default


def ask(url: str, method: str, named: str, **params) -> dict:
    """A stateless request of a client that follows tasks."""
    meta = {
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientCapabilities": CAPABILITIES,
    }
    headers = {
        "Content-Type": "application/json", "Accept": "application/json, text/event-stream",
        "MCP-Protocol-Version": "2026-07-28", "Mcp-Method": method, "Mcp-Name": named,
    }
    message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": {**params, "_meta": meta}}
    return wire.send("POST", url, json.dumps(message), headers).json


def begin(url: str) -> str:
    created = ask(url, "tools/call", "batch-create", name="batch-create", arguments=BATCH)["result"]
    assert created["resultType"] == "task"
    return created["taskId"]


def until(url: str, task: str, status: str) -> dict:
    for _ in range(300):
        seen = ask(url, "tasks/get", task, taskId=task)["result"]
        if seen["status"] == status:
            return seen
        time.sleep(0.1)
    raise AssertionError(seen)


def serve(start, provider, folder) -> HTTPServer:
    return start(HTTPServer, "batches", "--data-dir", str(folder), env=provider.environment)


def test_a_killed_server_takes_its_task_up_again(start, provider, job, tmp_path):
    first = serve(start, provider, tmp_path)
    task = begin(first.url)
    provider.wait_for_requests(2)
    first.process.kill()
    first.process.wait()
    second = serve(start, provider, tmp_path)
    assert ask(second.url, "tasks/get", task, taskId=task)["result"]["status"] == "working"
    job.state = "completed"
    done = until(second.url, task, "completed")
    assert done["result"]["structuredContent"]["status"] == "completed"
    assert [request.method for request in provider.requests].count("POST") == 1


def test_a_stopped_server_leaves_the_job_alone(start, provider, job, tmp_path):
    first = serve(start, provider, tmp_path)
    task = begin(first.url)
    provider.wait_for_requests(2)
    first.signal()
    first.wait()
    assert not any(request.path.endswith("/cancel") for request in provider.requests)
    job.state = "completed"
    second = serve(start, provider, tmp_path)
    assert until(second.url, task, "completed")["result"]["structuredContent"]["id"] == "batch_1"


def test_without_a_folder_a_task_ends_with_its_server(start, provider, job):
    first = start(HTTPServer, "batches", env=provider.environment)
    task = begin(first.url)
    first.signal()
    first.wait()
    second = start(HTTPServer, "batches", env=provider.environment)
    assert ask(second.url, "tasks/get", task, taskId=task)["error"]["code"] == -32602
