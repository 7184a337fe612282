"""One thing by its key: a person, a conversation, the script it is pinned to, a setting of this machine."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from dialog.errors import NotFound, StoreError
from dialog.store import statement as sql
from dialog.store.column import HERE, to_json, to_text, to_words
from dialog.store.database import Database
from dialog.store.fault import KEPT, told
from dialog.store.journal import no_conversation
from dialog.store.listing import to_citizen, to_conversation
from dialog.store.record import Citizen, Conversation, Edition

if TYPE_CHECKING:
    from sqlite3 import Connection

    from dialog.script.model import Script

CPR_SHOWN = "cpr_shown"
CPR_TAKEN_OUT = "cpr_taken_out"


class Register:
    """People, conversations, scripts and settings of one open file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @told
    def citizen(self, who: UUID | str) -> Citizen:
        with self._database.reading() as connection:
            found = _by_id(connection, who) if isinstance(who, UUID) else _by_case(connection, who)
        if found is None:
            raise _no_citizen()
        return found

    @told
    def add_citizen(self, citizen: Citizen) -> None:
        with self._database.writing() as connection:
            _refuse_namesake(connection, citizen)
            if _by_id(connection, citizen.id) != citizen:
                connection.execute(sql.ADD_CITIZEN, (HERE, citizen.id.hex, *_words(citizen)))

    @told
    def update_citizen(self, citizen: Citizen) -> None:
        with self._database.writing() as connection:
            _refuse_namesake(connection, citizen)
            done = connection.execute(sql.UPDATE_CITIZEN, (*_words(citizen), HERE, citizen.id.hex))
            if done.rowcount == 0:
                raise _no_citizen()

    @told
    def begin(self, talk: Conversation, script: Script) -> None:
        if talk.script_sha256 != script.sha256:
            raise ValueError("a conversation is pinned to the script it begins with")
        pinned = (talk.script_id, talk.script_version, talk.script_sha256, to_text(talk.started_at), talk.practice)
        with self._database.writing() as connection:
            if _by_id(connection, talk.citizen) is None:
                raise _no_citizen()
            connection.execute(sql.KEEP_SCRIPT, (HERE, script.sha256, script.id, script.version, script.canonical))
            connection.execute(sql.BEGIN_TALK, (HERE, talk.id.hex, talk.citizen.hex, *pinned))

    @told
    def conversation(self, id: UUID) -> Conversation:
        with self._database.reading() as connection:
            found = connection.execute(sql.TALK, (HERE, id.hex)).fetchone()
        if found is None:
            raise no_conversation()
        return to_conversation(found)

    @told
    def canonical(self, sha256: str) -> str:
        with self._database.reading() as connection:
            found = connection.execute(sql.CANONICAL, (HERE, sha256)).fetchone()
        if found is None:
            raise NotFound("Det manuskript findes ikke her.", kept=KEPT, next_step="Vælg det på listen.")
        return str(found[0])

    @told
    def keep_edition(self, conversation: UUID, taken: Edition) -> None:
        row = (taken.edition, taken.seq, to_text(taken.at), taken.fingerprint, taken.version)
        with self._database.writing() as connection:
            if connection.execute(sql.TALK, (HERE, conversation.hex)).fetchone() is None:
                raise no_conversation()
            connection.execute(sql.KEEP_EDITION, (HERE, conversation.hex, *row))

    @told
    def editions(self, conversation: UUID) -> list[Edition]:
        with self._database.reading() as connection:
            rows = connection.execute(sql.EDITIONS, (HERE, conversation.hex)).fetchall()
        return [Edition(seq, datetime.fromisoformat(at), *rest) for seq, at, *rest in rows]

    @told
    def give_cpr(self, citizen: UUID, at: datetime, *, taken_out: bool = False) -> str:
        what = CPR_TAKEN_OUT if taken_out else CPR_SHOWN
        with self._database.writing() as connection:
            found = _by_id(connection, citizen)
            if found is None:
                raise _no_citizen()
            connection.execute(sql.NOTE_ACCESS, (HERE, to_text(at), citizen.hex, what, HERE))
        return found.cpr

    @told
    def cpr_shown(self, citizen: UUID) -> datetime | None:
        with self._database.reading() as connection:
            last = connection.execute(sql.LAST_ACCESS, (HERE, citizen.hex, CPR_SHOWN)).fetchone()
        return datetime.fromisoformat(last[0]) if last else None

    @told
    def setting(self, key: str) -> str | None:
        with self._database.reading() as connection:
            found = connection.execute(sql.SETTING, (HERE, key)).fetchone()
        return None if found is None else to_words(found[0])

    @told
    def set_setting(self, key: str, value: str) -> None:
        with self._database.writing() as connection:
            connection.execute(sql.SET_SETTING, (HERE, key, to_json(value)))


def _by_id(connection: Connection, id: UUID) -> Citizen | None:
    row = connection.execute(sql.CITIZEN_BY_ID, (HERE, id.hex)).fetchone()
    return to_citizen(row) if row else None


def _by_case(connection: Connection, case_reference: str) -> Citizen | None:
    row = connection.execute(sql.CITIZEN_BY_CASE, (HERE, to_json(case_reference))).fetchone()
    return to_citizen(row) if row else None


def _words(citizen: Citizen) -> tuple[str, str, str]:
    return to_json(citizen.name), to_json(citizen.case_reference), to_json(citizen.cpr)


def _no_citizen() -> NotFound:
    return NotFound("Den borger findes ikke her.", kept=KEPT, next_step="Find borgeren på listen.")


def _refuse_namesake(connection: Connection, citizen: Citizen) -> None:
    """Raises StoreError when the case reference stands for somebody else."""
    other = _by_case(connection, citizen.case_reference)
    if other is not None and other.id != citizen.id:
        raise StoreError(
            "En anden borger har det sagsnummer.", kept=KEPT, next_step="Se efter, om borgeren er på listen allerede."
        )
