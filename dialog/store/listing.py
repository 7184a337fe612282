"""Lists of people and talks: one statement for one question to the file, and what a row of it says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from dialog.store import statement as sql
from dialog.store.column import HERE, to_words
from dialog.store.database import Database
from dialog.store.fault import told
from dialog.store.record import Citizen, Conversation, Overview


@told
def citizens(database: Database) -> list[Citizen]:
    """Everybody, in the order of their ids."""
    with database.reading() as connection:
        return [to_citizen(row) for row in connection.execute(sql.CITIZENS, (HERE,))]


@told
def overview(database: Database) -> list[Overview]:
    """Everybody with the conversation last in use, last in use first."""
    with database.reading() as connection:
        rows = connection.execute(sql.OVERVIEW, (HERE, HERE)).fetchall()
    return [Overview(to_citizen(row[:4]), row[4] or 0, _with_facts(row[5:]) if row[4] else None) for row in rows]


@told
def conversations(database: Database, citizen: UUID) -> list[Conversation]:
    """A citizen's conversations, newest first."""
    with database.reading() as connection:
        rows = connection.execute(sql.TALKS, (HERE, citizen.hex)).fetchall()
    return [_with_facts(row) for row in rows]


def to_citizen(row: Sequence[str]) -> Citizen:
    id, *words = row
    return Citizen(UUID(id), *map(to_words, words))


def to_conversation(row: Sequence[Any], **facts: Any) -> Conversation:
    """`facts`: those that lists tell."""
    id, citizen, script, version, sha256, started_at, practice = row
    at = datetime.fromisoformat(started_at)
    return Conversation(UUID(id), UUID(citizen), script, version, sha256, at, bool(practice), **facts)


def _with_facts(row: Sequence[Any]) -> Conversation:
    *pinned, last_at, answers, closed = row
    return to_conversation(pinned, last_at=datetime.fromisoformat(last_at), answers=answers, closed=bool(closed))
