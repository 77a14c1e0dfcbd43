"""The program under test, and commands of it that end by themselves."""

import functools
import os
import subprocess
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]


def fixtures() -> str:
    """The fixture server, which is built beside the program."""
    found = os.path.join(os.path.dirname(path()), "mcp-fixtures")
    if not os.access(found, os.X_OK):
        raise FileNotFoundError(f"{found} is not there; run `swift build`")
    return found


@functools.cache
def path() -> str:
    """$OPENAI_MCP_BINARY, else what `swift build` has made."""
    named = os.environ.get("OPENAI_MCP_BINARY")
    if not named:
        command = ["swift", "build", "--show-bin-path"]
        folder = subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True, text=True).stdout.strip()
        named = os.path.join(folder, "openai-mcp")
    if not os.access(named, os.X_OK):
        raise FileNotFoundError(f"{named} is not there; run `swift build` or set OPENAI_MCP_BINARY")
    return os.path.abspath(named)


def environment(extra: dict[str, str] | None = None) -> dict[str, str]:
    """A clean environment: no key and no proxy of whoever runs the tests gets in."""
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": os.environ.get("HOME", "/"), **(extra or {})}


def run(*arguments: str, env: dict[str, str] | None = None, timeout: float = 15, **options):
    """Runs a command to its end."""
    return subprocess.run(
        [path(), *arguments], env=environment(env), capture_output=True, text=True, timeout=timeout,
        stdin=subprocess.DEVNULL, **options)
