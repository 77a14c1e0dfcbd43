"""Settings that change while a server runs: its lists change with them, its clients hear of it, and it goes on."""

import http.client
import json
import os
import queue
import re
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest

from support import answers, wire
from support.gateway import chat, entry, told, write
from support.servers import HTTPServer, StdioServer

META = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientCapabilities": {},
}


@pytest.fixture
def settings(tmp_path):
    file = tmp_path / "settings.yaml"
    file.write_text("provider: {kind: embedded}\n")
    return file


def listen(url: str) -> queue.Queue:
    """The methods of what a subscription to the tools' list brings."""
    heard = queue.Queue()
    place = urlsplit(url)
    connection = http.client.HTTPConnection(place.hostname, place.port, timeout=30)
    body = {"jsonrpc": "2.0", "id": 1, "method": "subscriptions/listen",
            "params": {"_meta": META, "notifications": {"toolsListChanged": True}}}
    connection.request("POST", place.path, json.dumps(body), {
        "Content-Type": "application/json", "Accept": "text/event-stream", "MCP-Protocol-Version": "2026-07-28",
        "Mcp-Method": "subscriptions/listen"})
    response = connection.getresponse()
    assert response.status == 200

    def read():
        for line in response:
            if line.startswith(b"data: "):
                heard.put(json.loads(line[6:]).get("method"))

    threading.Thread(target=read, daemon=True).start()
    return heard


def names(url: str) -> set[str]:
    reply = wire.post(url, json.dumps(wire.message("tools/list"))).json
    return {tool["name"] for tool in reply["result"]["tools"]}


def test_other_settings_change_the_tools_of_a_running_server(start, settings):
    server = start(HTTPServer, "files", "chat", "--config", str(settings))
    heard = listen(server.url)
    assert heard.get(timeout=10) == "notifications/subscriptions/acknowledged"
    assert "file-delete" in names(server.url)
    settings.write_text("provider: {kind: embedded}\ntools: {read-only: true}\n")
    assert heard.get(timeout=10) == "notifications/tools/list_changed"
    left = names(server.url)
    assert "file-list" in left and "file-delete" not in left
    assert names(server.url.replace("/mcp", "/files/mcp")) <= left
    refused = wire.call(server.url, "file-delete", {"file_id": "file-1"})
    assert refused["error"]["code"] == -32601


@pytest.mark.parametrize("broken", ["tools: {read-only: perhaps}", "tols: {read-only: true}", "tools: {read-only: ["])
def test_a_broken_file_changes_nothing_and_a_good_one_is_taken_later(start, settings, broken):
    server = start(HTTPServer, "files", "--config", str(settings))
    before = names(server.url)
    settings.write_text(f"provider: {{kind: embedded}}\n{broken}\n")
    os.kill(server.process.pid, signal.SIGHUP)
    server.wait_for_log("what was in force before stays")
    assert re.search(rf"{re.escape(str(settings))}:[23]:", server.log), "the log says where"
    assert names(server.url) == before
    settings.write_text("provider: {kind: embedded}\ntools: {read-only: true}\n")
    server.wait_for_log("the configuration was read again")
    assert "file-list" in names(server.url) and "file-delete" not in names(server.url)


def test_a_file_that_is_gone_changes_nothing(start, settings):
    server = start(HTTPServer, "files", "--config", str(settings))
    before = names(server.url)
    settings.unlink()
    os.kill(server.process.pid, signal.SIGHUP)
    server.wait_for_log("what was in force before stays")
    assert names(server.url) == before


def test_calls_under_way_end_where_they_began(gateway, providers, tmp_path):
    """Settings change again and again under load: every call is answered, by the provider of before or of after."""
    fakes = providers(2)
    for fake in fakes:
        fake.default = answers.after(0.2)
    names, calls = ["first", "second"] * 2, []
    server = gateway({"providers": [entry(fakes[0], "first")]})
    with ThreadPoolExecutor(10) as pool:
        for turn, name in enumerate(names):
            write(tmp_path / "gateway.yaml", {"providers": [entry(fakes[turn % 2], name)]})
            os.kill(server.process.pid, signal.SIGHUP)
            server.wait_for_log(f"(?s)(.*the configuration was read again){{{turn + 1}}}")
            calls += [pool.submit(chat, server) for _ in range(20)]
    assert {told(call.result())["provider"] for call in calls} == {"first", "second"}
    assert sum(len(fake.requests) for fake in fakes) == 80


def test_a_client_over_stdio_hears_of_other_tools(start, settings):
    server = start(StdioServer, "files", "--config", str(settings))
    server.initialize()
    settings.write_text("provider: {kind: embedded}\ntools: {read-only: true}\n")
    server.wait_for_log("the configuration was read again")
    server.write(json.dumps(wire.message("ping")).encode() + b"\n")
    server.close_input()
    methods = [message.get("method") for message in server.remaining()]
    assert "notifications/tools/list_changed" in methods
