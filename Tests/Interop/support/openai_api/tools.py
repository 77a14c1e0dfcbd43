"""Which tool calls which operation, as the documentation says."""

import functools
import re

from support import binary

ROW = re.compile(r"^\| `(GET|POST|DELETE) ([^`]+)` \| `([^`]+)`", re.M)
SERVER = re.compile(r"^## .*\(`([^`]+)`\)$", re.M)


@functools.cache
def _document() -> str:
    return (binary.REPOSITORY / "Documentation" / "operations.md").read_text()


def by_operation() -> dict[str, str]:
    """Names of tools by `METHOD /path`."""
    return {f"{method} {path}": tool for method, path, tool in ROW.findall(_document())}


def servers() -> list[str]:
    """The servers that have a tool for an operation."""
    return SERVER.findall(_document())
