"""Who was looked up: each time a CPR number was shown whole or left the program. Only added to.

The citizen is named by id alone and not held to the table of citizens: the log outlives what it tells of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite3 import Connection

STATEMENTS = (
    """
    CREATE TABLE access (
        municipality TEXT DEFAULT '' NOT NULL,
        seq INTEGER NOT NULL,
        at TEXT NOT NULL,
        citizen CHAR(32) NOT NULL,
        what TEXT NOT NULL,
        PRIMARY KEY (municipality, seq),
        CHECK (seq >= 1)
    )
    """,
    "CREATE TRIGGER access_unchanged BEFORE UPDATE ON access BEGIN SELECT RAISE(ABORT, 'only added to'); END",
    "CREATE TRIGGER access_undeleted BEFORE DELETE ON access BEGIN SELECT RAISE(ABORT, 'only added to'); END",
)


def apply(connection: Connection) -> None:
    for statement in STATEMENTS:
        connection.execute(statement)
