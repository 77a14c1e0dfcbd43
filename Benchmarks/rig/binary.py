"""Size of the program."""

import os

from .figures import Figure


def measure(options):
    return [Figure("release binary, stripped", os.path.getsize(options.binary) / 1e6, "MB", 95, 75)]
