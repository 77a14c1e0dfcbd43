"""Our server as a process, over HTTP or stdio; with default settings where no others are given."""

import os
import re
import subprocess
from urllib.parse import urlsplit

from . import machine

LISTENING = re.compile(rb"listening on (http://[^/\s]+)/mcp")


def environment(provider_url=None):
    """A clean environment, so that no setting of whoever runs the benchmark counts."""
    variables = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
    if provider_url:
        variables |= {"OPENAI_API_KEY": "sk-benchmark", "OPENAI_BASE_URL": provider_url}
    else:
        variables |= {"OPENAI_MCP_PROVIDER": "embedded"}
    return variables


def http_command(binary, *arguments):
    return [binary, "serve", "--http", "127.0.0.1:0", *arguments]


def stdio_command(binary, *servers):
    return [binary, "serve", *servers]


def read_address(stream):
    """The base URL that the server's log names; lines before it are passed over."""
    said = b""
    for line in stream:
        if found := LISTENING.search(line):
            return found.group(1).decode()
        said += line
    raise RuntimeError(f"the server ended before it listened: {said.decode()}")


class FixtureServer:
    """The fixture server over HTTP, on the server's processor."""

    def __init__(self, binary):
        machine.allow_connections()
        command = [binary, "--port", "0"]
        self.process = subprocess.Popen(
            machine.on_cpu(machine.SERVER_CPU, command), env=environment(), stderr=subprocess.PIPE)
        address = urlsplit(read_address(self.process.stderr))
        self.address = (address.hostname, address.port)

    @property
    def pid(self):
        return self.process.pid

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stderr.close()
        machine.end(self.process)


class HTTPServer:
    """Our server over HTTP, on the server's processor."""

    def __init__(self, binary, provider_url=None, *arguments):
        self.process = subprocess.Popen(
            machine.on_cpu(machine.SERVER_CPU, http_command(binary, *arguments)), env=environment(provider_url),
            stderr=subprocess.PIPE)
        self.base = read_address(self.process.stderr)
        self.url = self.base + "/mcp"

    @property
    def pid(self):
        return self.process.pid

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stderr.close()
        machine.end(self.process)
