"""Which edition of the plan this is: its number, its hash, and the one it takes the place of.

A plan gets a new number when it has changed since both agreed to it, or since it was taken out of the program. What was
taken out is kept beside the conversation, not in it: to read a plan must not change what was said.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from itertools import pairwise
from typing import Protocol

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


def version_of(fingerprint: str, agreed: Sequence[Agreed], editions: Sequence[Edition]) -> int:
    """The number of the plan with this fingerprint: one more than the different plans that were kept before it."""
    kept = [(each.seq, each.plan_sha256) for each in agreed] + [(each.seq, each.fingerprint) for each in editions]
    prints = [*(mark for _, mark in sorted(kept)), fingerprint]
    return 1 + sum(before != after for before, after in pairwise(prints))


def with_edition(plan: Plan, editions: Sequence[Edition]) -> Plan:
    """The plan with its hash, and the latest edition before it that was another."""
    header = plan.header.model_copy(update={"cpr": None})
    bare = plan.model_copy(update={"header": header, "edition": NO_EDITION, "replaces": None})
    edition = sha256(bare.model_dump_json().encode()).hexdigest()
    other = next((each for each in reversed(editions) if each.edition != edition), None)
    replaces = Replaced(edition=other.edition, version=other.version, at=other.at) if other else None
    return plan.model_copy(update={"edition": edition, "replaces": replaces})
