"""Every operation of the API, called by its tool, against a simulator that takes what the specification allows."""

import pytest

from support.openai_api import facts

if not facts.are_present():
    pytest.skip("../shared is absent", allow_module_level=True)

from support.openai_api import nesting, operations, tools
from support.openai_api.arguments import Arguments, fits
from support.openai_api.simulator import Simulator
from support.servers import StdioServer

OPERATIONS = operations.every()
#: Paths that another one stands for; no tool calls them.
FOLDED = {"POST /evals/{eval_id}/runs/{run_id}/cancel"}
#: Where a tool means to say otherwise than the schema, and why.
EXPLAINED = {
    "tools[].max_num_results": "the limits stand in the specification's prose",
    "client_secret": "the official SDK carries an older shape of realtime sessions",
    "output_format": "for parts; of the JSON form the SDK says nothing",
    "quality": "for parts; of the JSON form the SDK says nothing",
}
CALLED = [operation for operation in OPERATIONS if operation.name not in FOLDED]


class Subject:
    """The program with all its tools, in front of the simulator."""

    def __init__(self, folder):
        self.simulator = Simulator()
        self.server = StdioServer(
            *tools.servers(), "openai", "--surface", "full", "--output", str(folder), env=self.simulator.environment)
        self.server.initialize()
        listed = self.server.request("tools/list")["result"]["tools"]
        self.schemas = {tool["name"]: tool["inputSchema"] for tool in listed}
        self.tools = tools.by_operation()

    def arguments(self, operation) -> Arguments:
        return Arguments(operation, self.schema(self.tools[operation.name]))

    def schema(self, tool: str) -> dict:
        """The input schema of a tool; one that no server lists is described on request."""
        if tool not in self.schemas:
            reply = self.server.call("api-describe", {"name": tool})
            self.schemas[tool] = reply["result"]["structuredContent"]["tools"][0]["inputSchema"]
        return self.schemas[tool]

    def call(self, operation, arguments: dict, **params) -> dict:
        """Calls an operation's tool; the simulator must have taken it for that operation, and the tool its answer."""
        self.simulator.forget()
        tool = self.tools[operation.name]
        if operation.fixed_query:
            arguments = arguments | {"openai-beta": ["responses_multi_agent=v1"]}
        reply = self.server.request("tools/call", {"name": tool, "arguments": arguments, **params})
        assert self.simulator.refusals == [], arguments
        assert "result" in reply, reply
        result = reply["result"]
        assert not result.get("isError"), result
        [seen] = self.simulator.exchanges
        assert seen.operation is operation, seen.operation.name
        assert isinstance(result.get("structuredContent"), dict), result
        return result


@pytest.fixture(scope="module")
def subject(tmp_path_factory):
    subject = Subject(tmp_path_factory.mktemp("output"))
    yield subject
    subject.server.stop()
    subject.simulator.close()


def test_every_operation_has_a_tool():
    assert {operation.name for operation in OPERATIONS} == tools.by_operation().keys()


@pytest.mark.parametrize("operation", CALLED, ids=lambda operation: operation.name)
def test_least(subject, operation):
    """With what the tool says is required, and nothing else."""
    arguments = subject.arguments(operation)
    for form in arguments.forms:
        subject.call(operation, arguments.least(form))


@pytest.mark.parametrize("operation", CALLED, ids=lambda operation: operation.name)
def test_whole(subject, operation):
    """With every argument that the tool lists, in each form of the body."""
    arguments = subject.arguments(operation)
    for form in arguments.forms:
        whole = arguments.whole(form)
        assert fits(arguments.schema, whole) == []
        subject.call(operation, whole)


@pytest.mark.parametrize("operation", [
    operation for operation in CALLED if operation.record["stream_param"] == "body"],
    ids=lambda operation: operation.name)
def test_streams(subject, operation):
    """With somebody listening to progress, so that a stream is asked for where it shows something."""
    arguments = subject.arguments(operation)
    form = arguments.forms[0]
    least = arguments.least(form) | ({"partial_images": 1} if operation.path.startswith("/images") else {})
    plain = subject.call(operation, least)["structuredContent"]
    streamed = subject.call(operation, least, _meta={"progressToken": "p"})["structuredContent"]
    [seen] = subject.simulator.exchanges
    assert seen.body.get("stream") in (True, "true")
    # Of a session's stream it is told what happened, too.
    streamed = streamed.get("session", streamed)
    assert streamed.keys() >= plain.keys() - {"usage", "created", "background", "data"}


@pytest.mark.parametrize("operation", [
    operation for operation in CALLED if operation.content_types and not operation.fixed_query],
    ids=lambda operation: operation.name)
def test_nested_members(subject, operation):
    """What a tool says of members of its arguments is what the specification says. Rare members may be left out."""
    schema = subject.schema(subject.tools[operation.name])
    found = [
        finding for form in {form.type: form for form in subject.arguments(operation).forms}.values() if form.type
        for finding in nesting.findings(operation, form.type, schema)]
    assert [
        finding for finding in found
        if "which is not listed" not in finding and not finding.startswith(tuple(EXPLAINED))] == []
