"""The journal: events as they happen, and the one half-typed answer.

Stands between a person's Enter and the next question, so events go over the bare connection by statements that
SQLite keeps prepared: they cost what SQLCipher costs. An event is written exactly once, however often it is tried,
since its caller made its id; and it is written after the event it was meant to follow, or not at all.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from sqlcipher3.dbapi2 import IntegrityError

from dialog.conversation.event import Answered, Event, ItemAdded, Place, PutOff, Skipped, pack, unpack
from dialog.errors import MovedOn, NewerStore, NotFound
from dialog.store import statement as sql
from dialog.store.column import HERE, to_json, to_text, to_words
from dialog.store.database import Database
from dialog.store.fault import KEPT, UNTOUCHED, told
from dialog.store.record import Draft

if TYPE_CHECKING:
    from sqlite3 import Connection

_SETTLES = (Answered, Skipped, ItemAdded, PutOff)
"""After one of these the half-typed words of its place are not wanted any more."""


Kept = tuple[str, str, int, str, str]
"""An event as it is read: kind, id, number, time and body."""


class Line(NamedTuple):
    """An event as the table holds it, column by column."""

    municipality: str
    conversation: str
    seq: int
    id: str
    at: str
    kind: str
    body: str


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
                    connection.execute(sql.APPEND, line)
                    if isinstance(event, _SETTLES):
                        connection.execute(sql.DROP_DRAFT_AT, (HERE, line.conversation, *_places(event)))
        except IntegrityError as error:
            unknown = "FOREIGN KEY" in str(error)
        else:
            return
        raise no_conversation() if unknown else moved_on()

    def events(self, conversation: UUID) -> list[Event]:
        """All events in order. Raises NotFound, NewerStore."""
        return to_events(self.kept(conversation))

    @told
    def kept(self, conversation: UUID) -> list[Kept]:
        """All events in order, as they lie in the file. Raises NotFound."""
        here = (HERE, conversation.hex)
        with self._database.reading() as connection:
            rows = connection.execute(sql.EVENTS, here).fetchall()
            if not rows and connection.execute(sql.TALK, here).fetchone() is None:
                raise no_conversation()
        return rows

    @told
    def keep_draft(self, conversation: UUID, draft: Draft) -> None:
        row = (HERE, conversation.hex, to_json(draft.place), to_json(draft.text), to_text(draft.at))
        try:
            with self._database.writing() as connection:
                connection.execute(sql.KEEP_DRAFT, row)
        except IntegrityError:
            pass
        else:
            return
        raise no_conversation()

    @told
    def draft(self, conversation: UUID) -> Draft | None:
        with self._database.reading() as connection:
            row = connection.execute(sql.DRAFT, (HERE, conversation.hex)).fetchone()
        if row is None:
            return None
        place, text, at = row
        return Draft(Place(*json.loads(place)), to_words(text), datetime.fromisoformat(at))

    @told
    def drop_draft(self, conversation: UUID) -> None:
        with self._database.writing() as connection:
            connection.execute(sql.DROP_DRAFT, (HERE, conversation.hex))


def to_line(conversation: UUID, event: Event) -> Line:
    """The event as the table holds it. Raises TypeError or ValueError for what JSON cannot hold."""
    body = to_json(pack(event))
    return Line(HERE, conversation.hex, event.seq, event.id.hex, to_text(event.at), event.kind, body)


@told
def to_events(rows: Sequence[Kept]) -> list[Event]:
    """The events as they were. One JSON reading for all of them costs a tenth. Raises NewerStore."""
    bodies = json.loads(f"[{','.join(body for *_, body in rows)}]")
    try:
        return [
            unpack(kind, UUID(id), seq, datetime.fromisoformat(at), body)
            for (kind, id, seq, at, _), body in zip(rows, bodies, strict=True)
        ]
    except (KeyError, TypeError):
        pass
    raise NewerStore(
        "Samtalen er skrevet af et nyere program end dette.", kept=UNTOUCHED, next_step="Hent det nye, og åbn igen."
    )


def no_conversation() -> NotFound:
    return NotFound("Den samtale findes ikke her.", kept=KEPT, next_step="Find den på listen over samtaler.")


def moved_on() -> MovedOn:
    return MovedOn(
        "Samtalen er gået videre i et andet vindue.", kept=KEPT, next_step="Åbn den igen, så er I samme sted."
    )


def _written(connection: Connection, lines: list[Line]) -> int:
    """How many of the lines, from the first, an earlier try wrote. Raises MovedOn when the rest is not next in turn."""
    last = connection.execute(sql.LAST_SEQ, (HERE, lines[0].conversation)).fetchone()[0] or 0
    written = 0
    if lines[0].seq != last + 1:
        while written < len(lines) and _is_there(connection, lines[written]):
            written += 1
        if written < len(lines) and lines[written].seq != last + 1:
            raise moved_on()
    return written


def _is_there(connection: Connection, line: Line) -> bool:
    return bool(connection.execute(sql.EVENT_BY_ID, (HERE, line.id)).fetchone() == line)


def _places(event: Answered | Skipped | ItemAdded | PutOff) -> tuple[str, str]:
    """Where the event's words were typed. A new thing for a list is typed before it has an id: at the turn itself."""
    here = to_json(event.place)
    if not isinstance(event, ItemAdded):
        return here, here
    return here, to_json(Place(event.place.turn, voice=event.place.voice))
