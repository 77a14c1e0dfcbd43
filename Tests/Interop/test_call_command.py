"""`openai-mcp call` as a client of servers of either era, over each transport."""

import json
import os
import pty
import select
import subprocess
import time

import pytest

from support import binary
from support.servers import FixtureServer


@pytest.fixture(scope="module")
def fixtures():
    server = FixtureServer("--sse")
    yield server
    server.stop()


def call(url: str, tool: str, *arguments: str, **options):
    return binary.run("call", tool, "--url", url, *arguments, **options)


def wire(result) -> list[dict]:
    """The client's messages, of those that `--wire` shows."""
    return [json.loads(line[2:]) for line in result.stderr.splitlines() if line.startswith("→ ")]


def test_a_question_is_declined_where_nobody_can_be_asked(fixtures):
    result = call(fixtures.url, "test_input_required_result_request_state")
    assert result.returncode == 0
    assert result.stdout == "state-ok: not confirmed\n"
    assert "declined, since standard input is no terminal; pass --yes to agree" in result.stderr


def test_yes_agrees_to_what_only_wants_a_yes(fixtures):
    assert call(fixtures.url, "test_input_required_result_request_state", "--yes").stdout == "state-ok: confirmed\n"
    asked = call(fixtures.url, "test_input_required_result_elicitation", "--yes")
    assert asked.stdout == "Hello, stranger!\n"
    assert "call it from a terminal" in asked.stderr and "--yes" not in asked.stderr


def test_a_person_at_a_terminal_is_asked(fixtures):
    controller, terminal = pty.openpty()
    process = subprocess.Popen(
        [binary.path(), "call", "test_input_required_result_multi_round", "--url", fixtures.url],
        stdin=terminal, stdout=subprocess.PIPE, stderr=terminal, env=binary.environment())
    os.close(terminal)
    try:
        read_until(controller, b"name: ")
        os.write(controller, b"Alice\n")
        read_until(controller, b"color: ")
        os.write(controller, b"blue\n")
        output, _ = process.communicate(timeout=15)
    finally:
        process.kill()
        os.close(controller)
    assert output == b"Alice likes blue.\n"


def read_until(descriptor: int, wanted: bytes, timeout: float = 15):
    seen, deadline = b"", time.monotonic() + timeout
    while wanted not in seen:
        ready, _, _ = select.select([descriptor], [], [], max(0, deadline - time.monotonic()))
        assert ready, seen
        seen += os.read(descriptor, 4096)


def test_tasks_are_followed_and_progress_is_shown(fixtures):
    result = call(
        fixtures.url, "slow_compute", "--task", "--args", json.dumps({"seconds": 0.5, "label": "sum"}))
    assert result.stdout == "Computed: sum\n"
    assert "working" in result.stderr and "completed" in result.stderr
    assert call(fixtures.url, "confirm_delete", "--task", "--yes", "--args", '{"filename":"a"}').stdout == "Deleted a.\n"
    progress = call(fixtures.url, "test_tool_with_progress", "--progress")
    assert [line for line in progress.stderr.splitlines() if line.startswith("…")] == ["… 0.0", "… 50.0", "… 100.0"]


def test_arguments_that_the_definition_marks_go_into_headers(fixtures):
    for value in ("us-west1", "Hello, 世界", " padded ", "=?base64?literal?="):
        result = call(fixtures.url, "test_mirrored_parameter", "--args", json.dumps({"region": value}))
        assert (result.returncode, result.stdout) == (0, f"Region: {value}\n"), result.stderr


def test_a_server_that_has_only_the_pair_of_paths_is_reached_by_its_stream(fixtures):
    result = call(fixtures.base + "/sse", "test_simple_text", "--wire")
    assert result.stdout == "This is a simple text response for testing.\n"
    methods = [message["method"] for message in wire(result)]
    assert methods[:2] == ["server/discover", "initialize"]
    asked = call(fixtures.base + "/sse", "test_input_required_result_request_state", "--yes")
    assert asked.returncode == 0, asked.stderr


def test_an_address_without_a_server_is_told_as_such(fixtures):
    result = call(fixtures.base + "/nowhere", "test_simple_text")
    assert result.returncode == 1
    assert "404" in result.stderr and "MCP endpoint" in result.stderr
