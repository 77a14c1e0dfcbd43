"""Disks that are full, until they are not."""

import contextlib
import resource
import subprocess
from pathlib import Path

import pytest


class SmallDisk:
    """A file system of its own, a megabyte large; only root can have one."""

    def __init__(self, folder: Path, stack: contextlib.ExitStack):
        folder.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(folder)]
        try:
            subprocess.run(mount, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            pytest.skip("no file system can be mounted here; root can")
        stack.callback(subprocess.run, ["umount", "--lazy", str(folder)], check=True)
        self._filler = folder / "filler"

    def fill(self, server):
        with open(self._filler, "wb", buffering=0) as file, contextlib.suppress(OSError):
            while file.write(b"x" * 4096):
                pass

    def empty(self, server):
        self._filler.unlink()


class SizeLimit:
    """What the system lets a process write to a file at most; it needs no root."""

    def __init__(self, folder: Path, stack: contextlib.ExitStack):
        if not hasattr(resource, "prlimit"):
            pytest.skip("this system cannot limit a running process")
        folder.mkdir()

    def fill(self, server):
        self._set(server, 4096)

    def empty(self, server):
        self._set(server, resource.RLIM_INFINITY)

    def _set(self, server, bytes: int):
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (bytes, resource.RLIM_INFINITY))
