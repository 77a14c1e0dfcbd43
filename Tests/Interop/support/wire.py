"""Plain HTTP, for what a proper MCP client would never send."""

import http.client
import json
import ssl
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def type(self) -> str:
        return self.headers.get_content_type()

    @property
    def events(self) -> list:
        """The messages of an event stream."""
        lines = self.body.decode().split("\n")
        return [json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: ")]


def send(
    method: str, url: str, body: bytes | str | None = None, headers: dict | None = None,
    context: ssl.SSLContext | None = None, timeout: float = 15,
) -> Answer:
    """One request on a connection of its own, with no header but those that HTTP needs and the given ones."""
    parts = urlsplit(url)
    if parts.scheme == "https":
        connection = http.client.HTTPSConnection(parts.hostname, parts.port, timeout=timeout, context=context)
    else:
        connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=timeout)
    try:
        payload = body.encode() if isinstance(body, str) else body
        connection.request(method, parts.path + (f"?{parts.query}" if parts.query else ""), payload, headers or {})
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())
    finally:
        connection.close()


#: A bare request counts as 2025-03-26, which has no structured content; this asks for the newest handshake revision.
CURRENT = {"MCP-Protocol-Version": "2025-11-25"}
#: What a client sends that reads event streams, as it should.
BOTH = {"Accept": "application/json, text/event-stream"}


def message(method: str, params: dict | None = None, id=1) -> dict:
    return {"jsonrpc": "2.0", "id": id, "method": method, "params": params or {}}


def tool_call(name: str, arguments: dict | None = None, id=1) -> dict:
    return message("tools/call", {"name": name, "arguments": arguments or {}}, id)


def post(url: str, body, headers: dict | None = None, **options) -> Answer:
    """Posts a JSON-RPC message, or bytes as they are."""
    payload = body if isinstance(body, (bytes, str)) else json.dumps(body)
    return send("POST", url, payload, {"Content-Type": "application/json", **(headers or {})}, **options)


def call(url: str, tool: str, arguments: dict | None = None, headers: dict | None = None, **options) -> dict:
    """The JSON-RPC reply to a tools/call without a session."""
    answer = post(url, tool_call(tool, arguments), CURRENT | (headers or {}), **options)
    assert answer.status == 200, answer
    return answer.json


def initialize(url: str, version: str = "2025-11-25", headers: dict | None = None) -> str:
    """Opens a session and returns its id."""
    client = {"name": "interop", "version": "1"}
    answer = post(
        url, message("initialize", {"protocolVersion": version, "capabilities": {}, "clientInfo": client}), headers)
    assert answer.status == 200, answer
    return answer.headers["Mcp-Session-Id"]
