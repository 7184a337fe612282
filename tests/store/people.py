"""Fictional people and their conversations, for the store's tests. CPR numbers here are on days that do not exist."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from dialog.conversation.event import Answered, Place
from dialog.script.model import Script
from dialog.store import Store
from dialog.store.key import Cost
from dialog.store.record import Citizen, Conversation, Draft

CHEAP = Cost(operations=1, memory=8192)
"""The least Argon2id takes: what a passphrase costs is not what most tests are about."""

PASSPHRASE = "blå bænk ved søen"
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SCRIPT = Script(
    id="tiny", version=3, title="Lille", language="da", serves=(), lists={}, sections=(), turns=(),
    canonical='{"script":"tiny"}', sha256="c0ffee" + 58 * "0", by_id={}, dependents={}, looped={},
)


def person(reference: str = "2026-0001", name: str = "Åse Østergård") -> Citizen:
    return Citizen(uuid4(), name, reference, "310290-1234")


def talk_of(citizen: Citizen, *, days: int = 0, practice: bool = False) -> Conversation:
    at = START + timedelta(days=days)
    return Conversation(uuid4(), citizen.id, SCRIPT.id, SCRIPT.version, SCRIPT.sha256, at, practice)


def begun(store: Store, citizen: Citizen | None = None) -> UUID:
    """A conversation begun with somebody new (or with the citizen), ready for its first event."""
    who = citizen or person(reference=str(uuid4()))
    store.add_citizen(who)
    talk = talk_of(who)
    store.begin(talk, SCRIPT)
    return talk.id


def answered(seq: int, value: Any = "Jeg vil gerne ud at køre bus.", *, place: Place | None = None) -> Answered:
    at = START + timedelta(minutes=seq)
    return Answered(id=uuid4(), seq=seq, at=at, place=place or Place(f"turn_{seq}"), value=value)


def half_typed(text: str = "Jeg vil ger", *, place: Place | None = None) -> Draft:
    return Draft(place or Place("wish"), text, START)
