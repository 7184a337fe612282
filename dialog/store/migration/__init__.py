"""From any older file, or from nothing, to today's tables: whole steps or none.

A step is a module `mNNNN_…` with one `apply(connection)`; its number is its place in `STEPS` and the file's
`user_version`. Steps are never changed once a file has met them. Each runs in one BEGIN IMMEDIATE of our own,
version included: with SQLAlchemy's usual handling, 21 of 35 crash points left half a step. Foreign keys are off
meanwhile (rebuilding a table would otherwise delete its children) and are checked before the commit.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from dialog.errors import NewerStore
from dialog.store.connection import answer, connect, insist
from dialog.store.fault import UNTOUCHED, damaged
from dialog.store.files import alone_in, make_empty, sync_folder
from dialog.store.migration import m0001_first, m0002_edition, m0003_access

if TYPE_CHECKING:
    from sqlite3 import Connection

Step = Callable[["Connection"], None]

STEPS: tuple[Step, ...] = (m0001_first.apply, m0002_edition.apply, m0003_access.apply)


def version(connection: Connection) -> int:
    return int(answer(connection, "user_version"))


def check_version(connection: Connection) -> None:
    """Raises NewerStore for a file by a newer program, DamagedStore for one that was emptied."""
    found = version(connection)
    if found > len(STEPS):
        raise NewerStore(
            "Filen er skrevet af et nyere program end dette.", kept=UNTOUCHED, next_step="Hent det nye, og åbn igen."
        )
    if found == 0:
        raise damaged("Filen med samtalerne er tom.")


def migrate(connection: Connection) -> None:
    """Takes the file to today's tables, step by step, each all or nothing. Raises DamagedStore, SQLite's errors."""
    connection.execute("PRAGMA foreign_keys=OFF")
    try:
        for number, step in enumerate(STEPS, start=1):
            _take(connection, number, step)
    finally:
        connection.execute("PRAGMA foreign_keys=ON")
    insist(connection, "foreign_keys", "1")


def bring_up_to_date(connection: Connection, path: Path, key: bytes) -> None:
    """Migrates an older file, leaving a copy of it beside. Raises UnwritableStore, DamagedStore, SQLite's errors."""
    if version(connection) == len(STEPS):
        return
    with alone_in(path.parent):  # or a second window would lay a migrated copy over the first one's
        found = version(connection)
        if found < len(STEPS):
            _back_up(connection, path.with_name(f"{path.name}.version-{found}"), key)
            migrate(connection)


def _back_up(connection: Connection, beside: Path, key: bytes) -> None:
    """A copy under the same key, which has its name only when it is whole and on the disk.

    SQLite copies, page by page and under its locks; a plain copy of the file would let go of them.
    """
    unfinished = beside.with_name(beside.name + ".new")
    journal = beside.with_name(unfinished.name + "-journal")
    for left in (unfinished, journal):  # by a crash; an old journal would be played back into the new copy
        left.unlink(missing_ok=True)
    make_empty(unfinished)
    copy = connect(unfinished, key)
    try:
        connection.backup(copy)
    finally:
        copy.close()
    journal.unlink(missing_ok=True)
    unfinished.replace(beside)
    sync_folder(beside.parent)


def _take(connection: Connection, number: int, step: Step) -> None:
    try:
        connection.execute("BEGIN IMMEDIATE")
        if version(connection) < number:  # asked inside: another window may have taken it meanwhile
            step(connection)
            if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise damaged("Noget i filen med samtalerne hænger ikke sammen.")
            connection.execute(f"PRAGMA user_version={number}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.rollback()
