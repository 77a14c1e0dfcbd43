"""The guard on text with nothing to find, measured by the Swift program beside this folder."""

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
    subprocess.run([*build, "--product", "GuardBenchmark"], check=True, stdout=sys.stderr)
    program = PACKAGE / ".build/release/GuardBenchmark"
    output = subprocess.run(
        machine.on_cpu(machine.SERVER_CPU, [str(program)]), check=True, capture_output=True, text=True).stdout
    rates = json.loads(output)
    return [
        Figure(
            "guard: a chat's messages, every kind of data and key looked for", rates["all"], "MB/s", 100, 300,
            more_is_better=True),
        Figure("- keys and tokens only", rates["secrets"], "MB/s"),
        Figure("- hidden orders too, in the half that tools brought in", rates["orders"], "MB/s"),
        Figure("- a plain sum over the same bytes", rates["sum"], "MB/s"),
    ]
