"""The statements of a talk and the SQLModel tables are two tellings of one thing; here they are held together."""

from __future__ import annotations

import sqlite3

import pytest
import sqlalchemy
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable

from dialog.store import statement
from dialog.store.table import Row

STATEMENTS = {name: text for name, text in vars(statement).items() if name.isupper() and not name.startswith("_")}


@pytest.fixture
def blank() -> sqlite3.Connection:
    """A database with the tables as SQLModel declares them."""
    connection = sqlite3.connect(":memory:")
    for table in Row.metadata.sorted_tables:
        connection.execute(str(CreateTable(table).compile(dialect=sqlite.dialect())))
    return connection


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_statement_fits_the_tables(blank: sqlite3.Connection, name: str) -> None:
    text = STATEMENTS[name]
    blank.execute(f"EXPLAIN {text}", [None] * text.count("?"))
    with pytest.raises(sqlite3.OperationalError):
        blank.execute(f"EXPLAIN {text.replace('municipality', 'munincipality')}", [None] * text.count("?"))


def test_an_event_is_written_as_sqlalchemy_would(blank: sqlite3.Connection) -> None:
    theirs = str(sqlalchemy.insert(Row.metadata.tables["event"]).compile(dialect=sqlite.dialect()))
    assert theirs == statement.APPEND


@pytest.mark.parametrize("name", STATEMENTS)
def test_every_statement_stays_within_the_municipality(name: str) -> None:
    assert "municipality" in STATEMENTS[name]
