"""The commands as a person or a robot runs them: a real process, its exit status, and what it said where."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dialog import errors
from tests.terminal import EMPOWER, ROOT

CODES = {cls.code for cls in vars(errors).values() if isinstance(cls, type) and issubclass(cls, errors.EmpowerError)}


@dataclass(frozen=True, slots=True)
class Said:
    status: int
    out: str
    err: str

    def refused(self, code: int, *words: str) -> None:
        """It failed as it should: the code, a Danish sentence with these words, and no trace of Python."""
        assert self.status == code, self
        for word in words:
            assert word in self.err, self
        self.plain()

    def plain(self) -> None:
        """Nothing of Python's own shows: no traceback, no English reason, no sign that steers a terminal."""
        for trace in (
            "Traceback",
            "Error:",
            "Exception",
            "Errno",
            "No such file",
            "File exists",
            "directory",
            "pydantic",
        ):
            assert trace not in self.err, self
        assert all(char.isprintable() or char == "\n" for char in self.err), repr(self.err)


def empower(
    *arguments: str | os.PathLike[str] | bytes,
    env: Mapping[str, str] | None = None,
    stdin: str | None = None,
    cwd: Path = ROOT,
    shell: str = "",
    encoding: str = "utf-8",
) -> Said:
    """Runs a command without a terminal. `shell`: what stands after it on a command line, such as `> /dev/full`."""
    command: list[str | os.PathLike[str] | bytes] = [*EMPOWER, *arguments]
    if shell:
        command = ["bash", "-c", f'"$@" {shell}', "bash", *command]
    done = subprocess.run(
        command,
        cwd=cwd,
        capture_output=True,
        check=False,
        timeout=120,
        input=None if stdin is None else stdin.encode(),
        stdin=subprocess.DEVNULL if stdin is None else None,
        env={**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", **(env or {})},
    )
    return Said(done.returncode, done.stdout.decode(encoding, "replace"), done.stderr.decode(encoding, "replace"))
