"""The first tables: people, scripts, conversations, events, the half-typed answer, settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite3 import Connection

STATEMENTS = (
    """
    CREATE TABLE citizen (
        municipality TEXT DEFAULT '' NOT NULL,
        id CHAR(32) NOT NULL,
        name TEXT NOT NULL,
        case_reference TEXT NOT NULL,
        cpr TEXT NOT NULL,
        PRIMARY KEY (municipality, id),
        UNIQUE (municipality, case_reference)
    )
    """,
    """
    CREATE TABLE script (
        municipality TEXT DEFAULT '' NOT NULL,
        sha256 TEXT NOT NULL,
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        canonical TEXT NOT NULL,
        PRIMARY KEY (municipality, sha256)
    )
    """,
    """
    CREATE TABLE conversation (
        municipality TEXT DEFAULT '' NOT NULL,
        id CHAR(32) NOT NULL,
        citizen CHAR(32) NOT NULL,
        script_id TEXT NOT NULL,
        script_version INTEGER NOT NULL,
        script_sha256 TEXT NOT NULL,
        started_at TEXT NOT NULL,
        practice BOOLEAN NOT NULL,
        PRIMARY KEY (municipality, id),
        FOREIGN KEY (municipality, citizen) REFERENCES citizen (municipality, id),
        FOREIGN KEY (municipality, script_sha256) REFERENCES script (municipality, sha256)
    )
    """,
    "CREATE INDEX conversation_of_citizen ON conversation (municipality, citizen)",
    """
    CREATE TABLE event (
        municipality TEXT DEFAULT '' NOT NULL,
        conversation CHAR(32) NOT NULL,
        seq INTEGER NOT NULL,
        id CHAR(32) NOT NULL,
        at TEXT NOT NULL,
        kind TEXT NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (municipality, conversation, seq),
        FOREIGN KEY (municipality, conversation) REFERENCES conversation (municipality, id),
        UNIQUE (municipality, id),
        CHECK (seq >= 1)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE draft (
        municipality TEXT DEFAULT '' NOT NULL,
        conversation CHAR(32) NOT NULL,
        place TEXT NOT NULL,
        text TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (municipality, conversation),
        FOREIGN KEY (municipality, conversation) REFERENCES conversation (municipality, id)
    )
    """,
    """
    CREATE TABLE setting (
        municipality TEXT DEFAULT '' NOT NULL,
        key TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (municipality, key)
    )
    """,
)


def apply(connection: Connection) -> None:
    for statement in STATEMENTS:
        connection.execute(statement)
