"""The machine: what it is, which processor a process runs on, and what a process has cost."""

import os
import resource
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

# The measured server has a processor of its own; whoever loads it and whoever answers it share the other one.
SERVER_CPU = 0
LOAD_CPU = 1

TICKS = os.sysconf("SC_CLK_TCK")

PACKAGES = {"nginx": "nginx", "wrk": "wrk", "taskset": "util-linux"}


def trouble(programs):
    """Why nothing can be measured here that needs these programs, or None."""
    if packages := missing(programs):
        command = f"sudo apt-get install -y --no-install-recommends {' '.join(packages)}"
        return f"Missing: {', '.join(packages)}. Install with: {command}"
    if os.cpu_count() < 2:
        return "Two processors are needed: one for the server, one for its load."
    return None


def missing(programs):
    """The Debian packages of those programs that are not installed."""
    return [PACKAGES[name] for name in programs if not program(name)]


def program(name):
    return shutil.which(name, path=os.environ["PATH"] + ":/usr/sbin")


def describe():
    model = next(
        (line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        "unknown processor")
    system = next(
        line.split("=", 1)[1].strip('"') for line in Path("/etc/os-release").read_text().splitlines()
        if line.startswith("PRETTY_NAME="))
    load = os.getloadavg()[0]
    return f"{os.cpu_count()} processors ({model}), {os.uname().machine}, {system}, load average {load:.1f} before the run"


def on_cpu(number, command):
    """The command, kept on one processor."""
    return [program("taskset"), "-c", str(number), *command]


@contextmanager
def pinned(number):
    """Keeps this process itself on one processor, while it is a part of the load."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {number})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def family(pid):
    """A process and all that descend from it."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid] + [each for child in children for each in family(int(child))]


def cpu_seconds(pid):
    """Processor time that a process and its children have used, user and system."""
    total = 0
    for each in family(pid):
        fields = Path(f"/proc/{each}/stat").read_text().rsplit(")", 1)[1].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICKS


def resident_mebibytes(pid, peak=False):
    name = "VmHWM:" if peak else "VmRSS:"
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1]) / 1024
    raise LookupError(f"process {pid} has no {name}")


def allow_connections():
    """Lets this process and its children have as many files open as the system lets them."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return most


def forget_peak(pid):
    """Lets the peak of a process's resident memory begin anew."""
    Path(f"/proc/{pid}/clear_refs").write_text("5")


def end(process):
    """Ends a process that the rig has started."""
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
