"""What a power cut leaves: a typist's file operations are recorded, and a disk is rebuilt from only what was synced.

SIGKILL cannot tell `synchronous=OFF` from `EXTRA`: the kernel keeps what a dead program wrote. So `recorder.c` is
preloaded into a typist; it notes each write, truncation, fsync, creation, rename and removal. `Disk` then plays
them up to any moment: surely there is what was synced, names by a sync of their folder; of the rest any part may be.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
SECTOR = 512
ACKS = "acks"
"""The file in which the typist notes each acknowledged event. It is in the record, but no part of the disk."""


class Op(NamedTuple):
    kind: str
    path: str
    other: str
    offset: int
    data: bytes


@dataclass(slots=True)
class File:
    """A file's content that survives for sure, and the changes since its last sync."""

    durable: bytearray = field(default_factory=bytearray)
    pending: list[Op] = field(default_factory=list)

    def sync(self) -> None:
        for op in self.pending:
            _change(self.durable, op)
        self.pending.clear()


class Disk:
    """A disk under the recorded operations. `names` holds which file each path means; `sure` what survives of that."""

    def __init__(self) -> None:
        self.names: dict[str, File] = {}
        self.sure: dict[str, File] = {}

    def play(self, op: Op) -> None:
        match op.kind:
            case "C":
                self.names[op.path] = File()
            case "U":
                del self.names[op.path]
            case "R":
                self.names[op.other] = self.names.pop(op.path)
            case "W" | "T" if op.path in self.names:
                self.names[op.path].pending.append(op)
            case "S" if op.path in self.names:
                self.names[op.path].sync()
            case "S":
                self._sync_folder(op.path)

    def _sync_folder(self, folder: str) -> None:
        for path in {*self.names, *self.sure}:
            if os.path.dirname(path) == folder:  # noqa: PTH120 - these are names in a record, not files
                self.sure.pop(path, None)
                if path in self.names:
                    self.sure[path] = self.names[path]

    def after_a_cut(self, rng: Random, luck: float) -> dict[str, bytes]:
        """What stands on the disk: the sure, and each unsynced change with the chance `luck`, some of them torn."""
        names = {
            path: file
            for path in sorted({*self.names, *self.sure})
            if (file := self.names.get(path) if rng.random() < luck else self.sure.get(path)) is not None
        }
        return {path: _content(file, rng, luck) for path, file in names.items()}


def _content(file: File, rng: Random, luck: float) -> bytes:
    content = bytearray(file.durable)
    for op in file.pending:
        if rng.random() < luck:
            torn = op.kind == "W" and rng.random() < 0.2
            _change(
                content, op._replace(data=op.data[: rng.randint(0, len(op.data) // SECTOR) * SECTOR]) if torn else op
            )
    return bytes(content)


def _change(content: bytearray, op: Op) -> None:
    if op.kind == "T":
        del content[op.offset :]
    if op.kind == "T" or op.data:
        content.extend(bytes(max(0, op.offset - len(content))))
        content[op.offset : op.offset + len(op.data)] = op.data


def read_record(record: bytes) -> Iterator[Op]:
    at = 0
    while at < len(record):
        end = record.index(b"\n", at)
        kind, path, other, offset, length = record[at:end].decode().split("\t")
        at = end + 1 + int(length)
        yield Op(kind, path, other, int(offset), record[end + 1 : at])


def build_recorder(folder: Path) -> Path:
    """The compiled recorder. Raises CalledProcessError with the compiler's words."""
    library = folder / "recorder.so"
    subprocess.run(
        ["gcc", "-shared", "-fPIC", "-O1", "-o", str(library), str(HERE / "recorder.c"), "-ldl"],
        check=True,
        capture_output=True,
        text=True,
    )
    return library


def record(folder: Path, library: Path, settings: Sequence[str] = ()) -> list[Op]:
    """A typist's whole life in `folder`, operation by operation; `settings` are other pragmas than the program's."""
    (folder / "root").mkdir()
    with (folder / "record").open("wb") as log:
        environment = {
            **os.environ,
            "LD_PRELOAD": str(library),
            "RECORDER_ROOT": str(folder / "root"),
            "RECORDER_LOG": str(log.fileno()),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        subprocess.run(
            [sys.executable, "-m", "tests.faults.powercut", str(folder / "root"), *settings],
            check=True,
            env=environment,
            pass_fds=[log.fileno()],
            capture_output=True,
            cwd=HERE.parent.parent,
        )
    return list(read_record((folder / "record").read_bytes()))


def main() -> None:
    """The typist: a first start, then answers and half-typed words, each noted when it is acknowledged."""
    from uuid import uuid4

    from dialog.library import load_script
    from dialog.session import Session
    from dialog.store import Store, connection
    from dialog.store.record import Citizen
    from tests.faults.answerer import move
    from tests.faults.lives import CHEAP, PASSPHRASE

    options = argparse.ArgumentParser()
    options.add_argument("root", type=Path)
    options.add_argument("settings", nargs="*")
    wanted = options.parse_args()
    other = dict(each.split("=") for each in wanted.settings)
    connection.SETTINGS = tuple(  # type: ignore[assignment]
        (name, other.get(name, value), other.get(f"{name}_told", told)) for name, value, told in connection.SETTINGS
    )
    rng = Random(7)
    acks = os.open(wanted.root / ACKS, os.O_WRONLY | os.O_CREAT)
    store, _ = Store.create(wanted.root / "home", PASSPHRASE, cost=CHEAP)
    os.write(acks, b"made\n")
    citizen = Citizen(uuid4(), "Opdigtet", "SAG-1")
    store.add_citizen(citizen)
    session = Session.begin(store, citizen, load_script("first_conversation"))
    for number in range(30):
        place = session.next()
        if place and number % 3 == 0:
            session.keep_draft(place, f"halvt skrevet {number}")
        before = len(session.events)
        move(session, rng)
        for event in session.events[before:]:
            os.write(acks, f"{event.id}\n".encode())
    store.close()


if __name__ == "__main__":
    main()
