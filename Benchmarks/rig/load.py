"""wrk: as many requests as kept-alive connections, 16 if nothing is said, can have in flight, for a while."""

import re
import subprocess
import tempfile

from . import machine

CONNECTIONS = 16


class Load:
    """What one run did: calls, their rate, the 99th percentile, and the processor time of the server for each."""

    def __init__(self, calls, seconds, p99, cpu):
        self.calls = calls
        self.rate = calls / seconds
        self.p99 = p99
        self.microseconds = cpu / calls * 1e6


def run(request, url, pid, seconds, connections=CONNECTIONS):
    """Loads `url` and charges the run to process `pid`."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(request.lua())
        script.flush()
        before = machine.cpu_seconds(pid)
        command = [
            machine.program("wrk"), "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-s", script.name, url]
        output = subprocess.run(
            machine.on_cpu(machine.LOAD_CPU, command), check=True, capture_output=True, text=True).stdout
        cpu = machine.cpu_seconds(pid) - before
    for trouble in ("Non-2xx", "Socket errors"):
        if trouble in output:
            raise RuntimeError(f"the load on {url} had errors:\n{output}")
    calls, took, unit = re.search(r"(\d+) requests in ([\d.]+)(ms|s|m)", output).groups()
    # At the beginning of a line: a deviation may be 91.99%, too.
    p99 = re.search(r"^ *99% +(\S+)", output, re.MULTILINE).group(1)
    return Load(int(calls), float(took) * UNITS[unit], milliseconds(p99), cpu)


UNITS = {"us": 1e-6, "ms": 1e-3, "s": 1, "m": 60}


def milliseconds(text):
    number, unit = re.fullmatch(r"([\d.]+)([a-z]+)", text).groups()
    return float(number) * UNITS[unit] * 1000


def check_count(answered, calls):
    """Every call must have reached the provider once; those in flight at the end are not counted by wrk."""
    # A connection that wrk gives up at the end of its time may have sent a second call.
    if not calls <= answered <= calls + 2 * CONNECTIONS + 1:
        raise RuntimeError(f"{calls} calls made {answered} requests to the provider")
