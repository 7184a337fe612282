"""One citizen in the start list: name, case, when we last talked, and where we stopped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from dialog.ui.when import when
from dialog.ui.widget.paragraph import Block, Paragraph

if TYPE_CHECKING:
    from dialog.store.record import Citizen, Conversation


@dataclass(frozen=True, slots=True)
class Person:
    """A citizen and the talk last in use. `section` is where it stopped: None until it is read, "" when all is said."""

    citizen: Citizen
    latest: Conversation | None = None
    talks: int = 0
    section: str | None = None

    @property
    def last_at(self) -> datetime | None:
        return (self.latest.last_at or self.latest.started_at) if self.latest else None

    @property
    def is_done(self) -> bool:
        """Whether the latest talk has come all the way round."""
        return self.latest is not None and self.section == ""

    def matches(self, words: str) -> bool:
        """Whether each word is a part of the name or the case reference."""
        parts = f"{self.citizen.name} {self.citizen.case_reference}".casefold()
        return all(word in parts for word in words.casefold().split())

    @property
    def state(self) -> str:
        """What comes next with this citizen, in one line."""
        if self.latest is None:
            return "Begynd den første samtale"
        if self.is_done:
            return "I er nået hele vejen rundt"
        return f"Fortsæt, hvor I slap: {self.section}" if self.section else "Fortsæt, hvor I slap"


def person_block(person: Person, now: datetime) -> Block:
    """The rows that stand for one citizen."""
    at = person.last_at
    return Block(
        (
            Paragraph(person.citizen.name, "strong", tail=when(at, now) if at else "ny"),
            Paragraph(f"Sag {person.citizen.case_reference}", "muted"),
            Paragraph(person.state),
        ),
        key=("person", person.citizen.id),
    )
