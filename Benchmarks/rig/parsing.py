"""Our JSON against Foundation's, measured by the Swift program beside this folder."""

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
    subprocess.run([*build, "--product", "JSONBenchmark"], check=True, stdout=sys.stderr)
    program = PACKAGE / ".build/release/JSONBenchmark"
    output = subprocess.run(
        machine.on_cpu(machine.SERVER_CPU, [str(program)]), check=True, capture_output=True, text=True).stdout
    times = json.loads(output)
    ours = times["ours"]
    return [
        Figure(
            f"JSON: parse, point, write an answer of {times['bytes'] / 1000:.1f} KB, against JSONSerialization",
            times["serialization"] / ours, "x", 10, 50, more_is_better=True),
        Figure("- against JSONDecoder and JSONEncoder", times["coders"] / ours, "x"),
        Figure("- every value decoded and written anew, against JSONSerialization", times["serialization"] / times["values"], "x"),
        Figure("- ours", ours, "us"),
    ]
