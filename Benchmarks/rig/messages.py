"""The requests that are measured."""

import json
import urllib.request

ARGUMENTS = {
    "model": "gpt-4o-mini",
    "messages": [
        {"role": "system", "content": "You answer in two sentences."},
        {"role": "user", "content": "What does a reverse proxy do, and when is one worth having?"},
    ],
    "temperature": 0.2,
}

REVISION = "2026-07-28"
PREFIX = "io.modelcontextprotocol/"


def call(arguments=ARGUMENTS, meta=None):
    params = {"name": "chat-completion-create", "arguments": arguments}
    if meta:
        params["_meta"] = meta
    return {"jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": params}


def rpc(method, params, number, meta=None):
    """A stateless request as JSON on one line."""
    own = {
        PREFIX + "protocolVersion": REVISION, PREFIX + "clientInfo": {"name": "benchmark", "version": "1.0.0"},
        PREFIX + "clientCapabilities": {}}
    message = {"jsonrpc": "2.0", "id": number, "method": method, "params": {**params, "_meta": {**own, **(meta or {})}}}
    return json.dumps(message, separators=(",", ":"))


def headers(method, name=None):
    """The headers that a stateless request has over HTTP."""
    found = {
        "Content-Type": "application/json", "Accept": "application/json, text/event-stream",
        "MCP-Protocol-Version": REVISION, "Mcp-Method": method}
    return found | ({"Mcp-Name": name} if name else {})


def post(body, fields, path="/mcp"):
    """A POST as it goes over the wire."""
    head = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}"]
    return "\r\n".join([*head, *(f"{name}: {value}" for name, value in fields.items()), "", body]).encode()


class Request:
    """One POST: a message and its headers."""

    def __init__(self, name, message, headers):
        self.name = name
        self.body = json.dumps(message, separators=(",", ":"))
        self.headers = {"Content-Type": "application/json", **headers}

    def lua(self):
        """The request as a script of wrk; built once, not for each call."""
        lines = ['wrk.method = "POST"', f"wrk.body = [==[{self.body}]==]"]
        lines += [f'wrk.headers["{name}"] = "{value}"' for name, value in self.headers.items()]
        return "\n".join(lines) + "\n"

    def send(self, url):
        request = urllib.request.Request(url, self.body.encode(), self.headers)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.read().decode()


BARE = Request("bare POST", call(), {"Accept": "*/*"})

STATELESS = Request(
    f"{REVISION} with headers",
    call(meta={
        PREFIX + "protocolVersion": REVISION,
        PREFIX + "clientInfo": {"name": "benchmark", "version": "1.0.0"},
        PREFIX + "clientCapabilities": {},
    }),
    {
        "Accept": "application/json, text/event-stream",
        "MCP-Protocol-Version": REVISION,
        "Mcp-Method": "tools/call",
        "Mcp-Name": "chat-completion-create",
    })
