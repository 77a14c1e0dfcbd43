"""A clock that jumps, for processes that are started with it."""

import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).with_name("clock.c")


class Clock:
    """Moves the time of day that processes see; what they measure spans with goes on as it does.

    The package faketime would do for this, but it moves timers that are set by the other clocks, too.
    """

    def __init__(self, folder: Path):
        compiler = shutil.which("cc") or shutil.which("clang")
        if sys.platform != "linux" or not compiler:
            pytest.skip("clocks jump on Linux only, and where a C compiler is")
        library, self._file = folder / "clock.so", folder / "clock"
        subprocess.run([compiler, "-shared", "-fPIC", "-o", library, SOURCE], check=True)
        self.jump(hours=0)
        self.environment = {"LD_PRELOAD": str(library), "CLOCK_OFFSET_FILE": str(self._file)}

    def jump(self, hours: int):
        """So far from the true time."""
        with open(self._file, "r+b" if self._file.exists() else "wb") as file:
            file.write(struct.pack("q", hours * 3600))
