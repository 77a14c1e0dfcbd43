"""`--confirm`: the official MCP client's user is asked before something is deleted, in both eras."""

import base64

import mcp_types as types
import pytest

from support.mcp_client import ERAS, connect

pytestmark = pytest.mark.anyio
in_both_eras = pytest.mark.parametrize("way", ERAS, ids="-".join)

SERVER = ("files", "--provider", "embedded", "--confirm", "destructive")
NOTE = "data:text/plain;base64," + base64.b64encode(b"The Elbe flows north.").decode()


def text_of(result) -> str:
    return "\n".join(block.text for block in result.content if block.type == "text")


class User:
    """Answers what is asked, and remembers it."""

    def __init__(self, action: str = "accept", **content):
        self.action, self.content = action, content
        self.asked: list = []

    async def __call__(self, context, params) -> types.ElicitResult:
        self.asked.append(params)
        return types.ElicitResult(action=self.action, content=self.content or None)


async def upload(client) -> str:
    result = await client.call_tool("file-create", {"file": NOTE, "purpose": "user_data"})
    assert not result.is_error, text_of(result)
    return result.structured_content["id"]


@in_both_eras
async def test_a_file_is_deleted_once_the_user_agrees(way):
    user = User(confirm=True)
    async with connect(way, *SERVER, elicitation_callback=user) as client:
        file = await upload(client)
        assert user.asked == []
        result = await client.call_tool("file-delete", {"file_id": file})
        assert not result.is_error, text_of(result)
        assert (await client.call_tool("file-get", {"file_id": file})).is_error
    [asked] = user.asked
    assert "file-delete" in asked.message and file in asked.message
    assert asked.requested_schema["properties"]["confirm"]["type"] == "boolean"


@in_both_eras
@pytest.mark.parametrize("user", [User("decline"), User("cancel"), User(confirm=False)], ids=lambda user: user.action)
async def test_a_file_stays_if_the_user_does_not_agree(way, user):
    user.asked.clear()
    async with connect(way, *SERVER, elicitation_callback=user) as client:
        file = await upload(client)
        for tool, arguments in [
                ("file-delete", {"file_id": file}), ("api-call", {"name": "file-delete", "arguments": {"file_id": file}})]:
            if tool == "api-call" and tool not in [tool.name for tool in (await client.list_tools()).tools]:
                continue
            assert "nothing was done" in text_of(await client.call_tool(tool, arguments))
        assert not (await client.call_tool("file-get", {"file_id": file})).is_error
    assert user.asked


@in_both_eras
async def test_a_client_that_cannot_be_asked_is_told_how_to_agree(way):
    async with connect(way, *SERVER) as client:
        file = await upload(client)
        refused = await client.call_tool("file-delete", {"file_id": file})
        assert refused.is_error and "confirm: true" in text_of(refused)
        assert not (await client.call_tool("file-get", {"file_id": file})).is_error
        assert not (await client.call_tool("file-delete", {"file_id": file, "confirm": True})).is_error
        assert (await client.call_tool("file-get", {"file_id": file})).is_error


@in_both_eras
async def test_a_client_that_can_be_asked_cannot_agree_for_its_user(way):
    user = User("decline")
    async with connect(way, *SERVER, elicitation_callback=user) as client:
        file = await upload(client)
        result = await client.call_tool("file-delete", {"file_id": file, "confirm": True})
        assert "nothing was done" in text_of(result)
        assert not (await client.call_tool("file-get", {"file_id": file})).is_error
    assert len(user.asked) == 1
