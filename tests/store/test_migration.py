"""Migrations: what they make is what the tables declare, and a crash leaves a whole step or none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from dialog.errors import DamagedStore, UnwritableStore
from dialog.store import Store, key, migration
from dialog.store.connection import answer, connect
from dialog.store.files import alone_in, make_empty
from dialog.store.migration import STEPS, migrate, version
from dialog.store.table import Row
from tests.store.child import run
from tests.store.people import CHEAP, PASSPHRASE, answered, begun

KEY = bytes(32)


@pytest.fixture
def blank(tmp_path: Path) -> Iterator[Any]:
    make_empty(tmp_path / "blank.db")
    connection = connect(tmp_path / "blank.db", KEY)
    yield connection
    connection.close()


def declared() -> Any:
    """A database made by SQLModel from the tables."""
    connection = sqlcipher3.connect(":memory:", isolation_level=None, check_same_thread=False)
    engine = create_engine("sqlite://", creator=lambda: connection, module=sqlcipher3.dbapi2, poolclass=StaticPool)
    Row.metadata.create_all(engine)
    return connection


def schema(connection: Any) -> dict[str, Any]:
    """All that SQLite knows of the tables: columns, keys, indexes, and the SQL, its blanks and quotes evened out."""
    found: dict[str, Any] = {}
    tables = connection.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
    for kind, name, sql in tables:
        indexes = connection.execute(f"PRAGMA index_list({name})").fetchall()
        found[f"{kind} {name}"] = (
            connection.execute(f"PRAGMA table_xinfo({name})").fetchall(),
            connection.execute(f"PRAGMA foreign_key_list({name})").fetchall(),
            [(index[2:], connection.execute(f"PRAGMA index_xinfo({index[1]})").fetchall()) for index in indexes],
            re.sub(r"\s*([(),])\s*", r"\1", " ".join(sql.replace('"', "").split())),
        )
    return found


def test_migrating_from_blank_gives_exactly_what_the_tables_declare(blank: Any) -> None:
    migrate(blank)
    made, wanted = schema(blank), schema(declared())
    assert made == wanted
    assert {name.split()[1] for name in made if name.startswith("table")} == set(Row.metadata.tables)
    assert version(blank) == len(STEPS)


@pytest.mark.parametrize("change", [
    "ALTER TABLE citizen ADD COLUMN nickname TEXT",
    "DROP INDEX conversation_of_citizen",
    "CREATE INDEX more ON event (municipality, at)",
])
def test_a_table_that_drifts_from_its_declaration_is_seen(blank: Any, change: str) -> None:
    migrate(blank)
    blank.execute(change)
    assert schema(blank) != schema(declared())


def test_the_key_of_every_table_leads_with_the_municipality() -> None:
    for table in Row.metadata.sorted_tables:
        assert next(iter(table.primary_key)).name == "municipality"
        for constraint in table.foreign_key_constraints:
            assert constraint.column_keys[0] == "municipality"


def test_migrating_twice_changes_nothing(blank: Any) -> None:
    migrate(blank)
    before = schema(blank)
    migrate(blank)
    assert schema(blank) == before


@pytest.mark.parametrize("start", ["blank", "first"])
def test_a_migration_killed_before_any_statement_is_whole_or_not_there(tmp_path: Path, start: str) -> None:
    seen = run("child_migration", start, "ours", str(tmp_path / "work"))
    assert seen["half"] == 0
    assert seen["before"] > 6
    assert seen["after"] >= 1


@pytest.mark.parametrize("start", ["blank", "first"])
def test_sqlalchemys_own_transactions_would_have_left_halves(tmp_path: Path, start: str) -> None:
    assert run("child_migration", start, "twin", str(tmp_path / "work"))["half"] > 2


def test_opening_an_older_file_killed_at_any_line_keeps_it_and_its_copy_whole(in_memory: Path) -> None:
    seen = run("child_start", "migration", str(in_memory))
    assert set(seen) == {"before the copy", "with a copy"}
    assert min(seen.values()) > 20


def rename(connection: Any) -> None:
    """A step as they come: a table with children is rebuilt, and dropping the old one must not take them along."""
    connection.execute("CREATE TABLE fresh AS SELECT * FROM conversation")
    connection.execute("DROP TABLE conversation")
    connection.execute(
        "CREATE TABLE conversation (municipality TEXT DEFAULT '' NOT NULL, id CHAR(32) NOT NULL, "
        "citizen CHAR(32) NOT NULL, script_id TEXT NOT NULL, script_version INTEGER NOT NULL, "
        "script_sha256 TEXT NOT NULL, started_at TEXT NOT NULL, practice BOOLEAN NOT NULL, "
        "PRIMARY KEY (municipality, id))"
    )
    connection.execute("INSERT INTO conversation SELECT * FROM fresh")
    connection.execute("DROP TABLE fresh")


def orphan(connection: Any) -> None:
    connection.execute("DELETE FROM conversation")


@pytest.fixture
def older(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, list[Any]]]:
    """A closed store one step behind the program, and the events in it."""
    store, _ = Store.create(folder, PASSPHRASE, cost=CHEAP)
    conversation = begun(store)
    store.append(conversation, answered(1), answered(2))
    events = [conversation, store.events(conversation)]
    store.close()
    monkeypatch.setattr(migration, "STEPS", (*STEPS, rename))
    yield folder / key.DATABASE, events


def test_an_older_file_is_migrated_and_what_it_held_is_there(folder: Path, older: tuple[Path, list[Any]]) -> None:
    _, (conversation, events) = older
    with Store.open(folder, PASSPHRASE) as store:
        assert store.events(conversation) == events
        assert answer(store._database.connection, "user_version") == str(len(STEPS) + 1)
        assert answer(store._database.connection, "foreign_keys") == "1"
        store.append(conversation, answered(3))


def test_a_copy_of_the_older_file_stays_beside_it_as_encrypted_as_ever(
    folder: Path, older: tuple[Path, list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, (conversation, events) = older
    Store.open(folder, PASSPHRASE).close()
    copy = folder / f"empower.db.version-{len(STEPS)}"
    assert copy.stat().st_mode & 0o777 == 0o600
    assert b"SQLite" not in copy.read_bytes()
    assert not list(folder.glob("*.new*"))
    copied = copy.read_bytes()
    Store.open(folder, PASSPHRASE).close()
    assert copy.read_bytes() == copied
    monkeypatch.setattr(migration, "STEPS", STEPS)
    copy.replace(path)
    with Store.open(folder, PASSPHRASE) as store:
        assert store.events(conversation) == events


def test_a_step_that_breaks_what_belongs_together_is_taken_back(
    folder: Path, older: tuple[Path, list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, (conversation, events) = older
    before = path.read_bytes()
    monkeypatch.setattr(migration, "STEPS", (*STEPS, orphan))
    with pytest.raises(DamagedStore, match="hænger ikke sammen"):
        Store.open(folder, PASSPHRASE)
    assert path.read_bytes() == before
    monkeypatch.setattr(migration, "STEPS", STEPS)
    with Store.open(folder, PASSPHRASE) as store:
        assert store.events(conversation) == events


def test_two_windows_do_not_migrate_at_the_same_time(folder: Path, older: tuple[Path, list[Any]]) -> None:
    with alone_in(folder), pytest.raises(UnwritableStore, match="Et andet vindue"):
        Store.open(folder, PASSPHRASE)
    assert not list(folder.glob("*version*"))
    Store.open(folder, PASSPHRASE).close()
