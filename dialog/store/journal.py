"""The journal: events as they happen, and the one half-typed answer.

Stands between a person's Enter and the next question, so events go over the bare connection by statements
compiled once from the tables: they cost what SQLCipher costs. An event is written exactly once, however often it is
tried, since its caller made its id; and it is written after the event it was meant to follow, or not at all.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

import sqlcipher3.dbapi2
from sqlalchemy import bindparam, delete, func, insert, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import IntegrityError

from dialog.conversation.event import Answered, Event, ItemAdded, Place, PutOff, Skipped, pack, unpack
from dialog.errors import MovedOn, NewerStore, NotFound
from dialog.store.database import Database
from dialog.store.fault import KEPT, UNTOUCHED, told
from dialog.store.record import Draft
from dialog.store.table import CONVERSATION, DRAFT, EVENT, HERE, to_json, to_text

if TYPE_CHECKING:
    from sqlite3 import Connection

_SETTLES = (Answered, Skipped, ItemAdded, PutOff)
"""After one of these the half-typed words of its place are not wanted any more."""


class Line(NamedTuple):
    """An event as the table holds it, column by column."""

    municipality: str
    conversation: str
    seq: int
    id: str
    at: str
    kind: str
    body: str


def _sql(statement: Any) -> str:
    return str(statement.compile(dialect=sqlite.dialect()))


_OF_CONVERSATION = (EVENT.c.municipality == bindparam("m"), EVENT.c.conversation == bindparam("c"))
_INSERT = _sql(insert(EVENT))
_LAST = _sql(select(func.max(EVENT.c.seq)).where(*_OF_CONVERSATION))
_EVENTS = _sql(
    select(EVENT.c.kind, EVENT.c.id, EVENT.c.seq, EVENT.c.at, EVENT.c.body)
    .where(*_OF_CONVERSATION)
    .order_by(EVENT.c.seq)
)
_THERE = _sql(
    select(CONVERSATION.c.id).where(CONVERSATION.c.municipality == bindparam("m"), CONVERSATION.c.id == bindparam("c"))
)
_KNOWN = _sql(
    select(*(EVENT.c[name] for name in Line._fields)).where(
        EVENT.c.municipality == bindparam("m"), EVENT.c.id == bindparam("i")
    )
)
_DROP = _sql(
    delete(DRAFT).where(
        DRAFT.c.municipality == bindparam("m"),
        DRAFT.c.conversation == bindparam("c"),
        DRAFT.c.place.in_([bindparam("place"), bindparam("turn")]),
    )
)


class Journal:
    """Events and drafts of one open file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @told
    def append(self, conversation: UUID, events: Sequence[Event]) -> None:
        """Writes the events, all or none; see `Store.append`."""
        lines = [to_line(conversation, event) for event in events]
        if any(line.seq != lines[0].seq + step for step, line in enumerate(lines)):
            raise ValueError("events follow one another by number")
        try:
            with self._database.writing() as connection:
                written = _written(connection, lines)
                for line, event in zip(lines[written:], events[written:], strict=True):
                    connection.execute(_INSERT, line)
                    if isinstance(event, _SETTLES):
                        connection.execute(_DROP, (HERE, line.conversation, *_places(event)))
        except sqlcipher3.dbapi2.IntegrityError as error:
            unknown = "FOREIGN KEY" in str(error)
        else:
            return
        raise no_conversation() if unknown else moved_on()

    @told
    def events(self, conversation: UUID) -> list[Event]:
        """All events in order. Raises NotFound, NewerStore."""
        here = (HERE, conversation.hex)
        with self._database.transaction():
            connection = self._database.connection
            rows = connection.execute(_EVENTS, here).fetchall()
            if not rows and connection.execute(_THERE, here).fetchone() is None:
                raise no_conversation()
        try:
            return [to_event(*row) for row in rows]
        except (KeyError, TypeError):
            pass
        raise NewerStore(
            "Samtalen er skrevet af et nyere program end dette.", kept=UNTOUCHED, next_step="Hent det nye, og åbn igen."
        )

    @told
    def keep_draft(self, conversation: UUID, draft: Draft) -> None:
        words = {"place": to_json(draft.place), "text": draft.text, "at": draft.at}
        row = sqlite.insert(DRAFT).values(municipality=HERE, conversation=conversation, **words)
        kept = row.on_conflict_do_update(index_elements=["municipality", "conversation"], set_=words)
        try:
            with self._database.transaction() as connection:
                connection.execute(kept)
        except IntegrityError:
            pass
        else:
            return
        raise no_conversation()

    @told
    def draft(self, conversation: UUID) -> Draft | None:
        wanted = select(DRAFT.c.place, DRAFT.c.text, DRAFT.c.at)
        with self._database.transaction() as connection:
            row = connection.execute(wanted.where(*_draft_of(conversation))).first()
        return None if row is None else Draft(Place(*json.loads(row.place)), row.text, row.at)

    @told
    def drop_draft(self, conversation: UUID) -> None:
        with self._database.transaction() as connection:
            connection.execute(delete(DRAFT).where(*_draft_of(conversation)))


def to_line(conversation: UUID, event: Event) -> Line:
    """The event as the table holds it. Raises TypeError or ValueError for what JSON cannot hold, before anything is
    written.
    """
    body = to_json(pack(event))
    return Line(HERE, conversation.hex, event.seq, event.id.hex, to_text(event.at), event.kind, body)


def to_event(kind: str, id: str, seq: int, at: str, body: str) -> Event:
    """The event again. Raises KeyError or TypeError for one that this program does not know."""
    return unpack(kind, UUID(id), seq, datetime.fromisoformat(at), json.loads(body))


def no_conversation() -> NotFound:
    return NotFound("Den samtale findes ikke her.", kept=KEPT, next_step="Find den på listen over samtaler.")


def moved_on() -> MovedOn:
    return MovedOn(
        "Samtalen er gået videre i et andet vindue.", kept=KEPT, next_step="Åbn den igen, så er I samme sted."
    )


def _written(connection: Connection, lines: list[Line]) -> int:
    """How many of the lines an earlier try wrote: those come first. Raises MovedOn when the rest do not follow the
    last.
    """
    last = connection.execute(_LAST, (HERE, lines[0].conversation)).fetchone()[0] or 0
    written = 0
    if lines[0].seq != last + 1:
        while written < len(lines) and _is_there(connection, lines[written]):
            written += 1
        if written < len(lines) and lines[written].seq != last + 1:
            raise moved_on()
    return written


def _is_there(connection: Connection, line: Line) -> bool:
    return bool(connection.execute(_KNOWN, (HERE, line.id)).fetchone() == line)


def _places(event: Answered | Skipped | ItemAdded | PutOff) -> tuple[str, str]:
    """Where the event's words were typed. A new thing for a list is typed before it has an id: at the turn itself."""
    here = to_json(event.place)
    if not isinstance(event, ItemAdded):
        return here, here
    return here, to_json(Place(event.place.turn, voice=event.place.voice))


def _draft_of(conversation: UUID) -> tuple[Any, Any]:
    return DRAFT.c.municipality == HERE, DRAFT.c.conversation == conversation
