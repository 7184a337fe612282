"""Which edition of the plan this is: its number, its hash, and the one it takes the place of.

A plan gets a new number when it has changed since both agreed to it, or since it was taken out of the program. What was
taken out is kept beside the conversation, not in it: to read a plan must not change what was said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Protocol

from pydantic_core import to_json

from dialog.conversation.event import Agreed
from dialog.plan.model import Plan
from dialog.plan.standing import Replaced

NO_EDITION = "0" * 64


class Edition(Protocol):
    """A plan that was taken out of the program, as the store keeps it."""

    @property
    def seq(self) -> int:
        """The number of the conversation's last event by then."""

    @property
    def at(self) -> datetime: ...
    @property
    def edition(self) -> str: ...
    @property
    def fingerprint(self) -> str: ...
    @property
    def version(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Version:
    """A plan that was kept: both agreed to it, or it was taken out of the program, or first the one, then the other."""

    number: int
    seq: int
    """The number of the event after which it was so for the first time."""
    at: datetime
    fingerprint: str
    agreed: bool
    taken_out: bool


def versions(agreed: Sequence[Agreed], editions: Sequence[Edition]) -> tuple[Version, ...]:
    """The plans that were kept, the first one first."""
    kept = [(each.seq, each.at, each.plan_sha256, True) for each in agreed]
    kept += [(each.seq, each.at, each.fingerprint, False) for each in editions]
    found: list[Version] = []
    for seq, at, mark, both in sorted(kept):
        if found and found[-1].fingerprint == mark:
            last = found[-1]
            found[-1] = replace(last, agreed=last.agreed or both, taken_out=last.taken_out or not both)
        else:
            found.append(Version(len(found) + 1, seq, at, mark, agreed=both, taken_out=not both))
    return tuple(found)


def version_of(fingerprint: str, kept: Sequence[Version]) -> int:
    """The number of the plan with this fingerprint: the last one's, while it has not changed since; else the next."""
    return len(kept) + (not kept or kept[-1].fingerprint != fingerprint)


def with_edition(plan: Plan, editions: Sequence[Edition]) -> Plan:
    """The plan with its hash, and the latest edition before it that was another."""
    header = plan.header.model_copy(update={"cpr": None})
    bare = plan.model_copy(update={"header": header, "edition": NO_EDITION, "replaces": None})
    edition = sha256(to_json(bare)).hexdigest()
    other = next((each for each in reversed(editions) if each.edition != edition), None)
    replaces = Replaced(edition=other.edition, version=other.version, at=other.at) if other else None
    return plan.model_copy(update={"edition": edition, "replaces": replaces})
