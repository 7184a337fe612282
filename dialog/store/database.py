"""One open file: its connection, and the lock that keeps threads apart.

What is written begins IMMEDIATE, so that two windows queue at the beginning instead of colliding at the end.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dialog.store.connection import answer, connect, is_plain, verify
from dialog.store.fault import damaged
from dialog.store.files import make_empty, sync_folder
from dialog.store.migration import bring_up_to_date, check_version, migrate

if TYPE_CHECKING:
    from sqlite3 import Connection


class Database:
    """An open file. One transaction at a time, from whichever thread."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._lock = threading.Lock()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """The bare connection for one SELECT. Raises DamagedStore, SQLite's own errors."""
        with self._lock:
            try:
                yield self.connection
            finally:
                self._insist_on_whole_pages()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The bare connection in a transaction of its own; committed at the end, rolled back on any error.

        Raises DamagedStore, SQLite's own errors.
        """
        with self._lock:
            connection = self.connection
            try:
                connection.execute("BEGIN IMMEDIATE")
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.rollback()
                self._insist_on_whole_pages()
                raise

    def _insist_on_whole_pages(self) -> None:
        """Raises DamagedStore when SQLCipher ever met a page that is not as it was written.

        It does not always say so itself: a long text whose last page is damaged comes back with zeros at its end, and a
        write fails as if the folder were read-only. `cipher_status` knows.
        """
        if answer(self.connection, "cipher_status") != "1":
            raise damaged()

    def close(self) -> None:
        with self._lock:
            self.connection.close()


def make_database(path: Path, key: bytes) -> None:
    """A new file with today's tables, locked with the key, surely on the disk. Raises OSError, SQLite's own errors."""
    make_empty(path)
    connection = connect(path, key)
    try:
        migrate(connection)
    finally:
        connection.close()
    if is_plain(path):
        raise damaged("Den nye fil blev ikke låst.")
    sync_folder(path.parent)


def open_database(path: Path, key: bytes) -> Database:
    """Opens, checks and if need be migrates the file, leaving a copy of the older one beside it.

    Raises NewerStore and DamagedStore with the bytes untouched, StoreError, SQLite's own errors.
    """
    connection = connect(path, key, check_version)
    try:
        verify(connection)
        bring_up_to_date(connection, path, key)
        return Database(connection)
    except BaseException:
        connection.close()
        raise
