"""Every operation of the API, called by its tool, against a simulator that takes what the specification allows."""

import pytest

from support.openai_api import facts

if not facts.are_present():
    pytest.skip("../shared is absent", allow_module_level=True)

from support.openai_api import operations, tools
from support.openai_api.arguments import Arguments, fits
from support.openai_api.simulator import Simulator
from support.servers import StdioServer

OPERATIONS = operations.every()
#: Paths that another one stands for; no tool calls them.
FOLDED = {"POST /evals/{eval_id}/runs/{run_id}/cancel"}
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
        return Arguments(operation, self.schemas[self.tools[operation.name]])

    def call(self, operation, arguments: dict) -> dict:
        """Calls an operation's tool; the simulator must have taken it for that operation, and the tool its answer."""
        self.simulator.forget()
        tool = self.tools[operation.name]
        if operation.fixed_query:
            arguments = arguments | {"openai-beta": ["responses_multi_agent=v1"]}
        reply = self.server.call(tool, arguments)
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
