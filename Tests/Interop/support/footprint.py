"""How much memory and how many descriptors a process has, over time."""

import os
import re
import statistics
import threading
from pathlib import Path

import pytest

MIB = 1024 * 1024


class Footprint:
    """Looks twice a second, from now on until it is asked."""

    def __init__(self, pid: int):
        self._place = Path(f"/proc/{pid}")
        if not self._place.exists():
            pytest.skip("only where /proc tells of processes")
        self._memory: list[int] = []
        self._descriptors: list[int] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self):
        while not self._over.wait(0.5):
            self._memory.append(int(re.search(r"VmRSS:\s+(\d+) kB", (self._place / "status").read_text())[1]) * 1024)
            self._descriptors.append(len(os.listdir(self._place / "fd")))

    def stop(self):
        self._over.set()
        self._thread.join()

    @property
    def growth(self) -> float:
        """Bytes of memory by which the last third lies above the first one."""
        return _growth(self._memory)

    @property
    def new_descriptors(self) -> float:
        """The same of descriptors."""
        return _growth(self._descriptors)


def _growth(samples: list[int]) -> float:
    third = len(samples) // 3
    assert third > 2, "too short a time"
    return statistics.median(samples[-third:]) - statistics.median(samples[:third])
