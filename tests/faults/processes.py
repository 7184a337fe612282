"""Which processes belong to a program that a test started: found by a folder that only its environment names."""

from __future__ import annotations

import time
from pathlib import Path


def living(folder: Path) -> list[int]:
    """The processes with this folder in their environment, the program's and all that came from it."""
    return [int(each.name) for each in Path("/proc").iterdir() if each.name.isdigit() and _names(each, folder)]


def _names(process: Path, folder: Path) -> bool:
    try:
        return str(folder).encode() in (process / "environ").read_bytes()
    except OSError:  # it ended while we looked, or is another person's
        return False


def gone(folder: Path, seconds: float = 10.0) -> float:
    """Waits until none of them is left; how long that took. Raises AssertionError when some stay."""
    start = time.monotonic()
    while left := living(folder):
        assert time.monotonic() - start < seconds, f"still there after {seconds} s: {left}"
        time.sleep(0.005)
    return time.monotonic() - start
