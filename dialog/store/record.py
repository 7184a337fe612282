"""What the store takes and gives: plain frozen records that know nothing of tables, SQL or keys.

Kept apart from the tables so that every room may hold a citizen or a conversation without importing a database.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dialog.conversation.event import Place


@dataclass(frozen=True, slots=True)
class Citizen:
    """One person. `case_reference` is the municipality's own and stands for one citizen only; `cpr` may be empty."""

    id: UUID
    name: str
    case_reference: str
    cpr: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """One conversation, pinned to the exact script it began with.

    The last three are facts the store adds when it lists conversations, and are ignored when one is begun:
    `last_at` is the time of the last event (or of the beginning), `answers` how many places were answered,
    `closed` whether it was ended and not taken up again.
    """

    id: UUID
    citizen: UUID
    script_id: str
    script_version: int
    script_sha256: str
    started_at: datetime
    practice: bool
    last_at: datetime | None = None
    answers: int = 0
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A half-typed answer: the words, and the one place they belong to."""

    place: Place
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Edition:
    """A plan that was taken out of the program. `seq`: the number of the conversation's last event by then."""

    seq: int
    at: datetime
    edition: str
    fingerprint: str
    version: int


@dataclass(frozen=True, slots=True)
class Overview:
    """A line on the start screen: who, how many conversations, and the one that was last in use."""

    citizen: Citizen
    conversations: int
    last: Conversation | None
