"""Many calls at one time, and waiting for what comes soon."""

import time
from concurrent.futures import ThreadPoolExecutor


def together(count: int, work) -> list:
    """What `work` returns for each of so many numbers, all of them at once."""
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(work, range(count)))


def eventually(look, timeout: float = 15):
    """The first thing that `look` finds, as soon as it does."""
    deadline = time.monotonic() + timeout
    while not (found := look()):
        assert time.monotonic() < deadline, f"still {found!r} after {timeout} s"
        time.sleep(0.05)
    return found
