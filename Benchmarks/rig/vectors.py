"""Searching vectors and reading a file of them, measured by the Swift program beside this folder."""

import json
import subprocess
import sys
from pathlib import Path

from . import machine
from .figures import Figure

# The Swift package around the program.
PACKAGE = Path(__file__).resolve().parent.parent


def measure(_):
    build = ["swift", "build", "-c", "release", "--static-swift-stdlib", "--package-path", str(PACKAGE)]
    subprocess.run([*build, "--product", "VectorsBenchmark"], check=True, stdout=sys.stderr)
    program = str(PACKAGE / ".build/release/VectorsBenchmark")
    one = times(machine.on_cpu(machine.SERVER_CPU, [program, "one-core"]))
    all_cores = times([program, "all-cores"])
    gigabytes = one["bytes"] / 1e9
    return [
        Figure(
            "vectors: time of a plain sum over that of a query, a million of 256 dimensions", one["sum"] / one["query"], "",
            0.6, 0.8, more_is_better=True),
        Figure("- a query, top 10 by cosine, one core", one["query"], "ms"),
        Figure("- what it reads", gigabytes / one["query"] * 1000, "GB/s"),
        Figure("- what the plain sum reads", gigabytes / one["sum"] * 1000, "GB/s"),
        Figure("- 100 queries in one pass, each, one core", one["batch"] / 100, "ms"),
        Figure("- a query by euclidean, one core", one["euclidean"], "ms"),
        Figure("- a query, all cores", all_cores["query"], "ms"),
        Figure("- 100 queries in one pass, each, all cores", all_cores["batch"] / 100, "ms"),
        Figure("- 100,000 lines of JSONL with 256 numbers each, read", one["jsonl"] / 1000, "s", 2, 1),
    ]


def times(command):
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
