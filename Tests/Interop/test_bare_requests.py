"""The curl commands of the seed documents, sent by curl: no handshake, no header but Content-Type."""

import json
import shutil
import subprocess

import pytest

from support import binary, wire

KEY = "sk-callers-key-of-the-seeds"

pytestmark = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")


def curl(url: str, body: str) -> tuple[int, str, str]:
    """Status, content type and body."""
    command = ["curl", "-s", "--noproxy", "*", "-X", "POST", url, "-H", "Content-Type: application/json", "-d", body]
    output = subprocess.run(
        [*command, "-w", "\n%{http_code} %{content_type}"], env=binary.environment(), capture_output=True, text=True,
        timeout=15, check=True).stdout
    content, facts = output.rsplit("\n", 1)
    status, kind = facts.split(" ", 1)
    return int(status), kind, content


def test_lists_tools(http):
    server = http()
    status, kind, body = curl(f"{server.url}/{KEY}", '{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{}}')
    assert (status, kind) == (200, "application/json")
    reply = json.loads(body)
    assert (reply["jsonrpc"], reply["id"]) == ("2.0", 1)
    assert "chat-completion" in [tool["name"] for tool in reply["result"]["tools"]]


CALL = """{
    "jsonrpc": "2.0",
    "id": 1,
    "method": "tools/call",
    "params": {
      "name": "%s",
      "arguments": {
        "messages": [{"role": "user", "content": "Hi"}]
      }
    }
  }"""


def test_calls_a_tool_with_the_key_in_the_path(http, provider):
    server = http()
    status, kind, body = curl(f"{server.url}/{KEY}", CALL % "chat-completion-create")
    assert (status, kind) == (200, "application/json")
    assert json.loads(body)["result"]["content"] == [{"type": "text", "text": "Hello there!"}]
    assert provider.keys == [KEY]


def test_an_unknown_tool_is_an_error(http, provider):
    status, kind, body = curl(f"{http().url}/{KEY}", CALL % "assistant-craete")
    assert (status, kind) == (200, "application/json")
    error = json.loads(body)["error"]
    assert error["code"] == -32601
    assert "assistant-craete" in error["message"]
    assert provider.requests == []


def test_a_large_body_for_which_curl_asks_first(http, provider, tmp_path):
    (tmp_path / "body").write_text(CALL.replace("Hi", "x" * (3 << 20)) % "chat-completion-create")
    status, _, body = curl(http().url, f"@{tmp_path}/body")
    assert status == 200
    assert json.loads(body)["result"]["content"][0]["text"] == "Hello there!"
    assert len(provider.last.json["messages"][0]["content"]) == 3 << 20


@pytest.mark.parametrize("headers", [{}, {"Accept": "*/*"}, {"Content-Type": "application/json; charset=utf-8"}])
def test_even_fewer_headers_will_do(offline_http, headers):
    answer = wire.send("POST", offline_http.url, json.dumps(wire.message("tools/list")), headers)
    assert (answer.status, answer.type) == (200, "application/json")
    assert answer.json["result"]["tools"]


def test_progress_needs_a_client_that_reads_events(http, provider):
    server = http()
    body = wire.tool_call("chat-completion-create", {"messages": [{"role": "user", "content": "Hi"}]})
    body["params"]["_meta"] = {"progressToken": "t"}
    bare = wire.post(server.url, body, {"Accept": "*/*"})
    assert (bare.type, bare.json["result"]["content"][0]["text"]) == ("application/json", "Hello there!")
    both = wire.post(server.url, body, wire.BOTH)
    assert both.type == "text/event-stream"
    *progress, reply = both.events
    # Pieces that come while another is on its way go together.
    assert "".join(item["params"]["message"] for item in progress) == "Hello there!"
    assert all(item["params"]["progressToken"] == "t" for item in progress)
    assert reply["result"]["content"][0]["text"] == "Hello there!"
