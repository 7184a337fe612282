"""The plans that were taken out of the program: which edition, at which point of the conversation, when."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite3 import Connection

STATEMENT = """
    CREATE TABLE edition (
        municipality TEXT DEFAULT '' NOT NULL,
        conversation CHAR(32) NOT NULL,
        edition TEXT NOT NULL,
        seq INTEGER NOT NULL,
        at TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        version INTEGER NOT NULL,
        PRIMARY KEY (municipality, conversation, edition),
        FOREIGN KEY (municipality, conversation) REFERENCES conversation (municipality, id)
    )
"""


def apply(connection: Connection) -> None:
    connection.execute(STATEMENT)
