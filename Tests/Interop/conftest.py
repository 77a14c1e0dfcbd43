"""Fixtures: each ends whatever it started."""

import pytest

from support import binary
from support.gateway import entry, write
from support.provider import FakeProvider
from support.servers import EmbeddedProvider, HTTPServer, StdioServer


@pytest.fixture
def anyio_backend():
    return "asyncio"


@pytest.fixture
def provider():
    """A fake OpenAI, which must not have been asked anything that the real one would not understand."""
    fake = FakeProvider()
    yield fake
    fake.close()
    assert fake.violations == []


@pytest.fixture
def embedded_provider():
    """The base URL of `openai-mcp provider`."""
    process = EmbeddedProvider()
    yield process.base_url
    process.stop()


@pytest.fixture
def start(tmp_path):
    """Starts servers that end with the test, in a folder of their own."""
    started = []

    def start(kind, *arguments, **options):
        server = kind(*arguments, cwd=tmp_path, **options)
        started.append(server)
        return server

    yield start
    for server in started:
        server.stop()


@pytest.fixture
def http(start, provider):
    """Starts an HTTP server in front of the fake provider, with a key of its own; an empty variable unsets one."""
    return lambda *arguments, env=None, **options: start(
        HTTPServer, *arguments, env=provider.environment | (env or {}), **options)


@pytest.fixture
def stdio(start, provider):
    """The same over stdio."""
    return lambda *arguments, env=None, **options: start(
        StdioServer, *arguments, env=provider.environment | (env or {}), **options)


@pytest.fixture
def offline_http(start, tmp_path):
    """An HTTP server over the embedded provider."""
    return start(HTTPServer, "--provider", "embedded", "--output", str(tmp_path / "output"))


@pytest.fixture
def offline_stdio(start, tmp_path):
    """The same over stdio."""
    return start(StdioServer, "--provider", "embedded", "--output", str(tmp_path / "output"))


@pytest.fixture
def providers():
    """Makes further fake providers."""
    made = []

    def make(count: int) -> list[FakeProvider]:
        made.extend(FakeProvider() for _ in range(count))
        return made[-count:]

    yield make
    for fake in made:
        fake.close()
    assert [fault for fake in made for fault in fake.violations] == []


@pytest.fixture
def gateway(start, provider, tmp_path):
    """Starts an HTTP server with a settings file, in front of the fake provider unless the settings name others."""

    def gateway(settings: dict, *arguments: str, **options) -> HTTPServer:
        file = write(tmp_path / "gateway.yaml", {"providers": [entry(provider)]} | settings)
        return start(HTTPServer, *arguments, "--config", str(file), **options)

    return gateway


@pytest.fixture
def callers(tmp_path):
    """`openai-mcp callers`, on a file of its own."""
    file = tmp_path / "callers.yaml"

    def callers(command: str, *arguments: str, code: int = 0) -> str:
        ended = binary.run("callers", command, *arguments, "--callers", str(file))
        assert ended.returncode == code, ended.stderr
        return (ended.stdout if code == 0 else ended.stderr).strip()

    callers.file = file
    callers.settings = {"callers": str(file)}
    return callers
