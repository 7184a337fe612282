"""Who there is: people, their conversations, the scripts these are pinned to, and the settings of this machine.

Not on the answer path: through SQLAlchemy Core, one statement for one question to the file. The statements are built
once: building one anew costs more than asking it.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from uuid import UUID

import sqlalchemy
from sqlalchemy import FromClause, Select, and_, bindparam, distinct, false, func, insert, select, update
from sqlalchemy.dialects import sqlite

from dialog.errors import NotFound, StoreError
from dialog.store.database import Database
from dialog.store.fault import KEPT, told
from dialog.store.journal import no_conversation
from dialog.store.record import Citizen, Conversation, Overview
from dialog.store.table import CITIZEN, CONVERSATION, EVENT, HERE, SCRIPT, SETTING

if TYPE_CHECKING:
    from dialog.script.model import Script

_PERSON = (CITIZEN.c.id, CITIZEN.c.name, CITIZEN.c.case_reference, CITIZEN.c.cpr)
_PINNED = ("id", "citizen", "script_id", "script_version", "script_sha256", "started_at", "practice")


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


_EVERYBODY = select(*_PERSON).where(CITIZEN.c.municipality == HERE).order_by(CITIZEN.c.id)
_BY_ID = select(*_PERSON).where(CITIZEN.c.municipality == HERE, CITIZEN.c.id == bindparam("who"))
_BY_REFERENCE = select(*_PERSON).where(CITIZEN.c.municipality == HERE, CITIZEN.c.case_reference == bindparam("who"))
_OVERVIEW = _overview()
_CONVERSATION = select(*_with_facts(CONVERSATION)).where(
    CONVERSATION.c.municipality == HERE, CONVERSATION.c.id == bindparam("conversation")
)
_CONVERSATIONS = (
    select(*_with_facts(CONVERSATION))
    .where(CONVERSATION.c.municipality == HERE, CONVERSATION.c.citizen == bindparam("who"))
    .order_by(CONVERSATION.c.started_at.desc(), CONVERSATION.c.id)
)
_CANONICAL = select(SCRIPT.c.canonical).where(SCRIPT.c.municipality == HERE, SCRIPT.c.sha256 == bindparam("hash"))
_OF_SOURCE = select(SCRIPT.c.canonical).where(
    SCRIPT.c.municipality == HERE, SCRIPT.c.source_sha256 == bindparam("hash")
)
_VALUE = select(SETTING.c.value).where(SETTING.c.municipality == HERE, SETTING.c.key == bindparam("name"))


class Register:
    """People, conversations, scripts and settings of one open file. What each method promises stands in `Store`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @told
    def citizens(self) -> list[Citizen]:
        return [Citizen(*row) for row in self._all(_EVERYBODY)]

    @told
    def citizen(self, who: UUID | str) -> Citizen:
        found = self._all(_BY_ID if isinstance(who, UUID) else _BY_REFERENCE, who=who)
        if not found:
            raise _no_citizen()
        return Citizen(*found[0])

    @told
    def add_citizen(self, citizen: Citizen) -> None:
        with self._database.transaction() as connection:
            _refuse_namesake(connection, citizen)
            known = connection.execute(_BY_ID, {"who": citizen.id}).first()
            if known is None or Citizen(*known) != citizen:
                connection.execute(insert(CITIZEN).values(municipality=HERE, **asdict(citizen)))

    @told
    def update_citizen(self, citizen: Citizen) -> None:
        this = update(CITIZEN).where(CITIZEN.c.municipality == HERE, CITIZEN.c.id == citizen.id)
        with self._database.transaction() as connection:
            _refuse_namesake(connection, citizen)
            if connection.execute(this.values(**asdict(citizen))).rowcount == 0:
                raise _no_citizen()

    @told
    def overview(self) -> list[Overview]:
        return [
            Overview(Citizen(*row[:4]), row.conversations or 0, Conversation(*row[5:]) if row.conversations else None)
            for row in self._all(_OVERVIEW)
        ]

    @told
    def begin(self, conversation: Conversation, script: Script, source_sha256: str | None) -> None:
        if conversation.script_sha256 != script.sha256:
            raise ValueError("a conversation is pinned to the script it begins with")
        pinned = {name: getattr(conversation, name) for name in _PINNED}
        with self._database.transaction() as connection:
            if connection.execute(_BY_ID, {"who": conversation.citizen}).first() is None:
                raise _no_citizen()
            connection.execute(_kept(script, source_sha256))
            connection.execute(sqlite.insert(CONVERSATION).values(municipality=HERE, **pinned).on_conflict_do_nothing())

    @told
    def conversations(self, citizen: UUID) -> list[Conversation]:
        return [Conversation(*row) for row in self._all(_CONVERSATIONS, who=citizen)]

    @told
    def conversation(self, id: UUID) -> Conversation:
        found = self._all(_CONVERSATION, conversation=id)
        if not found:
            raise no_conversation()
        return Conversation(*found[0])

    @told
    def canonical(self, sha256: str) -> str:
        found = self._all(_CANONICAL, hash=sha256)
        if not found:
            raise NotFound("Det manuskript findes ikke her.", kept=KEPT, next_step="Vælg det på listen.")
        return str(found[0].canonical)

    @told
    def canonical_of_source(self, source_sha256: str) -> str | None:
        found = self._all(_OF_SOURCE, hash=source_sha256)
        return str(found[0].canonical) if found else None

    @told
    def setting(self, key: str) -> str | None:
        found = self._all(_VALUE, name=key)
        return str(found[0].value) if found else None

    @told
    def set_setting(self, key: str, value: str) -> None:
        row = sqlite.insert(SETTING).values(municipality=HERE, key=key, value=value)
        kept = row.on_conflict_do_update(index_elements=["municipality", "key"], set_={"value": value})
        with self._database.transaction() as connection:
            connection.execute(kept)

    def _all(self, statement: Select[Any], **values: Any) -> list[Any]:
        """The statement's rows, all of them read before the file is let go."""
        with self._database.transaction() as connection:
            return list(connection.execute(statement, values))


def _no_citizen() -> NotFound:
    return NotFound("Den borger findes ikke her.", kept=KEPT, next_step="Find borgeren på listen.")


def _refuse_namesake(connection: sqlalchemy.Connection, citizen: Citizen) -> None:
    """Raises StoreError when the case reference stands for somebody else."""
    known = connection.execute(_BY_REFERENCE, {"who": citizen.case_reference}).first()
    if known is not None and known.id != citizen.id:
        raise StoreError(
            "En anden borger har det sagsnummer.", kept=KEPT, next_step="Se efter, om borgeren er på listen allerede."
        )


def _kept(script: Script, source_sha256: str | None) -> sqlite.Insert:
    """Keeps the script once for each hash; the latest file that gave it is the one it is known by."""
    row = sqlite.insert(SCRIPT).values(
        municipality=HERE, sha256=script.sha256, source_sha256=source_sha256,
        id=script.id, version=script.version, canonical=script.canonical,
    )
    if source_sha256 is None:
        return row.on_conflict_do_nothing()
    return row.on_conflict_do_update(index_elements=["municipality", "sha256"], set_={"source_sha256": source_sha256})
