"""One connection to one encrypted file, with settings that lose nothing, each read back.

The settings were measured: with DELETE+FULL or WAL+NORMAL a power cut takes acknowledged answers, with these none.
They are no use if they silently did not take: so every one is read back at every open, and a program without the
cipher refuses before it touches a file.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from dialog.errors import StoreError
from dialog.store.fault import NOTADB, UNTOUCHED, code_of, damaged

if TYPE_CHECKING:
    from sqlite3 import Connection  # sqlcipher3 has the standard library's shape, and no types of its own

PATIENCE_MS = 3000
"""How long another program's write is waited for, before two people are told."""

SETTINGS = (
    ("journal_mode", "TRUNCATE", "truncate"),  # no WAL: its last commits are gone after a power cut
    ("synchronous", "EXTRA", "3"),             # every commit is on the disk before we say so
    ("foreign_keys", "ON", "1"),
    ("secure_delete", "ON", "1"),              # what is deleted is overwritten
    ("trusted_schema", "OFF", "0"),            # a changed file cannot make us run its functions
    ("temp_store", "MEMORY", "2"),             # nothing half-sorted on the disk
)
"""PRAGMA, the value asked for, and what SQLite answers when it took."""

CIPHER = {
    "cipher_page_size": "4096", "cipher_use_hmac": "1", "cipher_plaintext_header_size": "0",
    "cipher_hmac_algorithm": "HMAC_SHA512",
}
"""SQLCipher 4's format, pinned: a later library must still write what an earlier one reads."""


def connect(path: Path, key: bytes, check: Callable[[Connection], None] | None = None) -> Connection:
    """An open connection to an existing file (an empty one is a blank database), for any thread, one at a time.

    `check` is called before the settings: those may change a file. Transactions are only what we say
    (`isolation_level=None`). Raises what `check` does, DamagedStore, StoreError, SQLite's own errors.
    """
    import sqlcipher3

    address = f"{path.absolute().as_uri()}?mode=rw"  # rw: a file that is gone is not made anew
    connection: Connection = sqlcipher3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
    try:
        unlock(connection, key)
        if check is not None:
            check(connection)
        settle(connection)
    except BaseException as error:
        connection.close()
        if code_of(error) == NOTADB and is_plain(path):
            raise damaged("Filen empower.db er ikke låst, så den er ikke vores.") from None
        raise
    return connection


def unlock(connection: Connection, key: bytes) -> None:
    """Turns the cipher on with a raw key. The log goes first: it would write on the screen."""
    connection.execute("PRAGMA cipher_log_level=NONE")
    if not answer(connection, "cipher_version"):
        raise StoreError(
            "Programmet mangler det, der låser filen.", kept=UNTOUCHED, next_step="Installér programmet igen."
        )
    connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    connection.execute("PRAGMA cipher_compatibility=4")
    for name, wanted in CIPHER.items():
        insist(connection, name, wanted)


def settle(connection: Connection) -> None:
    """Sets every setting and reads it back. Raises StoreError for one that did not take."""
    connection.execute(f"PRAGMA busy_timeout={PATIENCE_MS}")
    insist(connection, "busy_timeout", str(PATIENCE_MS))
    for name, value, wanted in SETTINGS:
        connection.execute(f"PRAGMA {name}={value}")
        insist(connection, name, wanted)
    insist(connection, "cipher_log_level", "NONE")


def answer(connection: Connection, pragma: str) -> str:
    """What a PRAGMA answers, as text; "" when it answers nothing."""
    row = connection.execute(f"PRAGMA {pragma}").fetchone()
    return "" if row is None else str(row[0])


def is_plain(path: Path) -> bool:
    """Whether the file lies open as plain SQLite.

    Never called while we hold the file: closing any handle on it would drop SQLite's own lock (POSIX).
    """
    with path.open("rb") as file:
        return file.read(16) == b"SQLite format 3\0"


def verify(connection: Connection) -> None:
    """Every page is as we wrote it, and the file can be written. Raises DamagedStore, SQLite's own errors.

    Inside a transaction: SQLCipher reads the pages past SQLite's locks and would see another's commit half done.
    The version is set to what it is and rolled back, which makes SQLite open its journal: a folder that cannot be
    written is told now and not at the first answer. 5 ms a megabyte.
    """
    try:
        connection.execute("BEGIN IMMEDIATE")
        if connection.execute("PRAGMA cipher_integrity_check").fetchone() is not None:
            raise damaged()
        connection.execute(f"PRAGMA user_version={int(answer(connection, 'user_version'))}")
    finally:
        if connection.in_transaction:
            connection.rollback()


def insist(connection: Connection, name: str, wanted: str) -> None:
    """Reads a setting back. Raises StoreError when it is not as wanted."""
    if answer(connection, name) != wanted:
        raise StoreError(
            "Filen kan ikke åbnes sikkert her ({name}).", kept=UNTOUCHED, next_step="Installér programmet igen.",
            name=name,
        )
