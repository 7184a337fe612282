"""Lists of everybody, through SQLModel's tables: one statement for one question to the file.

Not on a talk's path: what a list costs is paid by the start screen, in a worker.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy
from sqlalchemy import FromClause, Select, and_, distinct, false, func, select

from dialog.store.column import HERE
from dialog.store.database import Database
from dialog.store.fault import told
from dialog.store.record import Citizen, Conversation, Overview
from dialog.store.table import CITIZEN, CONVERSATION, EVENT

_PERSON = (CITIZEN.c.id, CITIZEN.c.name, CITIZEN.c.case_reference, CITIZEN.c.cpr)
_PINNED = ("id", "citizen", "script_id", "script_version", "script_sha256", "started_at", "practice")


@told
def citizens(database: Database) -> list[Citizen]:
    """Everybody, in the order of their ids."""
    with database.transaction() as connection:
        rows = connection.execute(select(*_PERSON).where(CITIZEN.c.municipality == HERE).order_by(CITIZEN.c.id))
        return [Citizen(*row) for row in rows]


@told
def overview(database: Database) -> list[Overview]:
    """Everybody with the conversation last in use, last in use first."""
    with database.transaction() as connection:
        rows = connection.execute(_overview()).all()
    return [
        Overview(Citizen(*row[:4]), row.conversations or 0, Conversation(*row[5:]) if row.conversations else None)
        for row in rows
    ]


def _with_facts(table: FromClause) -> list[sqlalchemy.ColumnElement[Any]]:
    """A conversation's columns as its record has them, with what its events tell: read only for the rows shown."""
    here = and_(EVENT.c.municipality == table.c.municipality, EVENT.c.conversation == table.c.id)
    place = func.json_extract(EVENT.c.body, "$.place")
    answers = select(func.count(distinct(place))).where(here, EVENT.c.kind == "answered").scalar_subquery()
    ends = select(EVENT.c.kind == "closed").where(here, EVENT.c.kind.in_(("closed", "resumed")))
    closed = ends.order_by(EVENT.c.seq.desc()).limit(1).scalar_subquery()
    return [
        *(table.c[name] for name in _PINNED),
        _last_at(table).label("last_at"),
        answers.label("answers"),
        func.coalesce(closed, false()).label("closed"),
    ]


def _last_at(table: FromClause) -> sqlalchemy.ColumnElement[Any]:
    """The time of the last event, or of the beginning."""
    here = and_(EVENT.c.municipality == table.c.municipality, EVENT.c.conversation == table.c.id)
    last = select(EVENT.c.at).where(here).order_by(EVENT.c.seq.desc()).limit(1).scalar_subquery()
    return func.coalesce(last, table.c.started_at)


def _overview() -> Select[Any]:
    """Everybody, last in use first, each with the conversation last in use: one statement, however many people."""
    used = select(CONVERSATION, _last_at(CONVERSATION).label("used_at")).where(CONVERSATION.c.municipality == HERE)
    used_at = used.subquery()
    newest_first = (used_at.c.used_at.desc(), used_at.c.id)
    ranked = select(
        used_at,
        func.row_number().over(partition_by=used_at.c.citizen, order_by=newest_first).label("rank"),
        func.count().over(partition_by=used_at.c.citizen).label("conversations"),
    ).subquery()
    joined = CITIZEN.outerjoin(ranked, and_(ranked.c.citizen == CITIZEN.c.id, ranked.c.rank == 1))
    return (
        select(*_PERSON, ranked.c.conversations, *_with_facts(ranked))
        .select_from(joined)
        .where(CITIZEN.c.municipality == HERE)
        .order_by(ranked.c.used_at.desc().nulls_last(), CITIZEN.c.id)
    )
