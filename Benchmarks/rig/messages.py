"""The requests that are measured."""

import itertools
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
# The member of a result's `_meta` that says what happened on the way.
NOTES = "openai-mcp/call"


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

    def result(self, url):
        """The texts that a tool's result has for the model, and what it says of the way."""
        result = json.loads(self.send(url))["result"]
        return [item.get("text") for item in result["content"]], result.get("_meta", {}).get(NOTES, {})


class Changing(Request):
    """A POST whose text differs from call to call, also from run to run, and that nothing else changes in.

    Its temperature is 0, so that its answer may be kept.
    """

    # A word of twelve letters, of which no rule for personal data or keys can make anything.
    PLACE = "a" * 12
    RUNS = itertools.count(1)

    def __init__(self, name, headers=None):
        question = f"What does a reverse proxy do in the village of {self.PLACE}, and when is one worth having?"
        asked = [ARGUMENTS["messages"][0], {"role": "user", "content": question}]
        super().__init__(
            name, call({**ARGUMENTS, "messages": asked, "temperature": 0}), {"Accept": "*/*", **(headers or {})})

    def lua(self):
        before, after = self.body.split(self.PLACE)
        return super().lua() + (
            f"local before, after = [==[{before}]==], [==[{after}]==]\n"
            f"local sent = {next(self.RUNS) * 10**9}\n"
            "local letters = {}\n"
            "for digit = 0, 9 do letters[tostring(digit)] = string.char(97 + digit) end\n"
            "request = function()\n"
            "    sent = sent + 1\n"
            '    local word = string.gsub(string.format("%012d", sent), "%d", letters)\n'
            "    return wrk.format(nil, nil, nil, before .. word .. after)\n"
            "end\n")


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

# The chat completion itself, as a provider takes it.
DIRECT = Request("direct", ARGUMENTS, {"Accept": "*/*", "Authorization": "Bearer sk-benchmark"})

# The same call each time, whose answer may be kept.
KEPT = Request("kept", call({**ARGUMENTS, "temperature": 0}), {"Accept": "*/*"})
