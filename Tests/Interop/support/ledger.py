"""What `openai-mcp usage` reads in a data folder."""

import json

from support import binary


def usage(folder, *arguments: str) -> str:
    """What the command prints."""
    ended = binary.run("usage", "--data-dir", str(folder), *arguments, timeout=60)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def entries(folder, caller: str = "anonymous") -> list[dict]:
    """Every entry of a caller."""
    return [json.loads(line) for line in usage(folder, "--export", caller).splitlines()]


def calls(folder, *by: str) -> dict:
    """How many calls there were, by one facet or several."""
    facets = [word for facet in by for word in ("--by", facet)]
    sums = json.loads(usage(folder, *facets, "--json"))
    return {tuple(sum[facet] for facet in by) if by[1:] else sum[by[0]]: sum["calls"] for sum in sums}
