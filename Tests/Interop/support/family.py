"""The servers that the seed documents describe, in front of the simulator."""

import pytest

from support import answers
from support.openai_api.simulator import Simulator, answering
from support.servers import StdioServer


def pending(tool: str):
    """Skips the test of a tool that is to come; the summary lists it."""
    pytest.skip(f"{tool} is not built yet")


class Family:
    """Servers in front of one simulator, started when they are first asked for."""

    def __init__(self, folder):
        self.simulator = Simulator()
        self.folder = folder
        self._started: dict[tuple, StdioServer] = {}

    def server(self, *names: str, **env: str) -> StdioServer:
        key = (names, *sorted(env.items()))
        if key not in self._started:
            server = StdioServer(
                *names, "--output", str(self.folder), env=self.simulator.environment | env, cwd=self.folder)
            server.initialize()
            server.tools = {tool["name"]: tool for tool in server.request("tools/list")["result"]["tools"]}
            self._started[key] = server
        self.simulator.forget()
        return self._started[key]

    def call(self, server: str, tool: str, arguments: dict, *script, **env: str) -> dict:
        """What a tool answers; the simulator must have taken whatever was sent."""
        running = self.server(server, **env)
        self.simulator.script += script
        reply = running.call(tool, arguments)
        if reply.get("error", {}).get("code") == -32601:
            pending(tool)
        assert self.simulator.refusals == []
        assert "result" in reply, reply
        assert not reply["result"].get("isError"), reply["result"]
        return reply["result"]

    @property
    def sent(self) -> dict:
        """The body of the last request."""
        return self.simulator.exchanges[-1].body

    @property
    def path(self) -> str:
        return self.simulator.exchanges[-1].request.path

    def close(self):
        for server in self._started.values():
            server.stop()
        self.simulator.close()


def told(result: dict) -> dict:
    """What a result says of the call behind it."""
    return result["_meta"]["openai-mcp/call"]


def function_call(name: str, arguments: str):
    """A chat completion that asks for a function."""
    completion = answers.chat_completion("")
    call = {"id": "call_1", "type": "function", "function": {"name": name, "arguments": arguments}}
    message = {"role": "assistant", "content": None, "refusal": None, "tool_calls": [call]}
    completion["choices"][0] |= {"message": message, "finish_reason": "tool_calls"}
    return answering(completion)
