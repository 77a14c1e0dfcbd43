"""The official MCP client, connected to a server of ours."""

import contextlib

import httpx2
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client

from support import binary
from support.servers import FixtureServer, HTTPServer

#: The client's way to a server, and the era it speaks.
ERAS = [(transport, mode) for transport in ("stdio", "http") for mode in ("legacy", "2026-07-28")]
#: Those, and the automatic mode, in which the client asks the server first.
WAYS = ERAS + [("stdio", "auto"), ("http", "auto")]


@contextlib.asynccontextmanager
async def connect(way: tuple[str, str], *arguments: str, env: dict | None = None, cwd=None, log=None, **options):
    """Starts a server and connects; ends both."""
    transport, mode = way
    with contextlib.ExitStack() as stack:
        if transport == "stdio":
            parameters = StdioServerParameters(
                command=binary.path(), args=["serve", *arguments], env=binary.environment(env), cwd=cwd)
            errors = log or stack.enter_context(open("/dev/null", "w"))
            target = stdio_client(parameters, errlog=errors)
        else:
            server = HTTPServer(*arguments, env=env, cwd=cwd)
            stack.callback(server.stop)
            target = streamable_http_client(server.url)
        async with Client(target, mode=mode, **options) as client:
            yield client


@contextlib.asynccontextmanager
async def connect_fixtures(way: tuple[str, str], **options):
    """Starts the fixture server and connects; ends both."""
    transport, mode = way
    with contextlib.ExitStack() as stack:
        if transport == "stdio":
            parameters = StdioServerParameters(command=binary.fixtures(), env=binary.environment())
            target = stdio_client(parameters, errlog=stack.enter_context(open("/dev/null", "w")))
        else:
            server = FixtureServer()
            stack.callback(server.stop)
            target = streamable_http_client(server.url)
        async with Client(target, mode=mode, **options) as client:
            yield client


@contextlib.asynccontextmanager
async def connect_to(url: str, mode: str = "auto", **http_options):
    """Connects to a running server by an HTTP client with options of its own."""
    async with httpx2.AsyncClient(timeout=30, **http_options) as http:
        async with Client(streamable_http_client(url, http_client=http), mode=mode) as client:
            yield client
