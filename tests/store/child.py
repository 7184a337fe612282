"""Runs work in processes that are killed at a chosen moment, to see what is left on the disk.

What is killed runs as a module of its own (`run`), which imports the store once and forks for each kill: hundreds of
kills cost seconds. Each such module prints one JSON line, which the test asserts on.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).parents[2]
STORE = str(ROOT / "dialog" / "store")


def run(module: str, *arguments: str, before: tuple[str, ...] = ()) -> Any:
    """What `python -m tests.store.<module> …` prints as JSON, in a fresh interpreter; `before` is put before it."""
    command = [*before, sys.executable, "-m", f"tests.store.{module}", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return json.loads(done.stdout)


def killed_at(line: int, work: Callable[[], object]) -> bool:
    """Runs the work in a fork that kills itself (SIGKILL) before the given executed line of dialog/store.

    False when the work came to its end first.
    """
    child = os.fork()
    if child == 0:
        left = line

        def count(frame: FrameType, event: str, _: Any) -> Any:
            nonlocal left
            if not frame.f_code.co_filename.startswith(STORE):
                return None
            if event == "line":
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
            return count

        sys.settrace(count)
        work()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, status
    return os.WIFSIGNALED(status)


def at_every_line(
    folder: Path, prepare: Callable[[Path], None], work: Callable[[Path], object], look: Callable[[Path], str],
    step: int,
) -> dict[str, int]:
    """Kills the work before each line in turn (each `step`th), on a folder prepared anew; counts what `look` says."""
    template = folder / "template"
    template.mkdir()
    prepare(template)
    seen: dict[str, int] = {}
    line, killed = 1 - step, True
    while killed:
        line += step
        here = folder / "here"
        shutil.rmtree(here, ignore_errors=True)
        shutil.copytree(template, here)
        killed = killed_at(line, partial(work, here))
        found = look(here)
        seen[found] = seen.get(found, 0) + 1
    return seen
