"""Kills a migration before each of its statements, ours and one in SQLAlchemy's own transaction; says what was left."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy
import sqlcipher3.dbapi2

from dialog.store import migration
from dialog.store.connection import answer, connect, unlock
from dialog.store.database import Database
from dialog.store.files import make_empty
from dialog.store.migration import m0001_first, migrate

KEY = bytes(32)
SECOND = (
    "CREATE TABLE mood (municipality TEXT DEFAULT '' NOT NULL, id TEXT NOT NULL, PRIMARY KEY (municipality, id))",
    "ALTER TABLE citizen ADD COLUMN pronoun TEXT DEFAULT '' NOT NULL",
    "INSERT INTO mood (id) VALUES ('glad')",
    "CREATE INDEX mood_by_id ON mood (id)",
    "UPDATE citizen SET pronoun = 'hun'",
)


def second(connection: Any) -> None:
    for statement in SECOND:
        connection.execute(statement)


def killer(at: int) -> Callable[[str], None]:
    left = at

    def count(_: str) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    return count


def ours(path: Path, at: int) -> None:
    connection = connect(path, KEY)
    connection.set_trace_callback(killer(at))
    migrate(connection)


def twin(path: Path, at: int) -> None:
    """The same statements in SQLAlchemy's own transaction: its driver commits before each CREATE."""

    def opened() -> Any:
        connection: Any = sqlcipher3.dbapi2.connect(path, check_same_thread=False)
        unlock(connection, KEY)
        connection.set_trace_callback(killer(at))
        return connection

    engine = sqlalchemy.create_engine("sqlite://", creator=opened, module=sqlcipher3.dbapi2)
    version = answer(opened(), "user_version")
    statements = m0001_first.STATEMENTS if version == "0" else SECOND
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql(f"PRAGMA user_version={int(version) + 1}")


def state(path: Path) -> tuple[str, list[Any]]:
    connection = connect(path, KEY)
    tables = connection.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall()
    rows = connection.execute("SELECT * FROM mood").fetchall() if "mood" in dict(tables) else []
    found = (answer(connection, "user_version"), [*tables, *rows])
    connection.close()
    return found


def at_every_statement(
    folder: Path, start: Callable[[Path], None], work: Callable[[Path, int], None]
) -> dict[str, int]:
    template, path = folder / "template", folder / "empower.db"
    start(template)
    before = state(template)
    seen = {"before": 0, "after": 0, "half": 0}
    after, killed, at = before, True, 1000
    while killed or at == 1000:
        shutil.copy(template, path)
        path.with_name("empower.db-journal").unlink(missing_ok=True)
        child = os.fork()
        if child == 0:
            work(path, at)
            os._exit(0)
        killed = os.WIFSIGNALED(os.waitpid(child, 0)[1])
        found = state(path)
        if at == 1000:  # once without a kill, to know what "after" is
            after, killed, at = found, True, 0
        else:
            seen["before" if found == before else "after" if found == after else "half"] += 1
        at += 1
    return seen


def first(path: Path) -> None:
    """A file with the first tables only, as the first program made it."""
    make_empty(path)
    connection = connect(path, KEY)
    migrate(connection)
    database = Database(connection)
    with database.writing() as bare:
        bare.execute("INSERT INTO citizen VALUES ('', 'a', 'b', 'c', 'd')")
    database.close()


def older(folder: Path) -> Callable[[Path], None]:
    """Gives a file with the first tables, and the program a second step."""
    first(folder / "older.db")
    migration.STEPS = (m0001_first.apply, second)

    def begin(path: Path) -> None:
        shutil.copy(folder / "older.db", path)

    return begin


if __name__ == "__main__":
    migration.STEPS = (m0001_first.apply,)
    where = Path(sys.argv[3])
    where.mkdir()
    begin = older(where) if sys.argv[1] == "first" else make_empty
    print(json.dumps(at_every_statement(where, begin, {"ours": ours, "twin": twin}[sys.argv[2]])))
