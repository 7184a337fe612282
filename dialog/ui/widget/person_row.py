"""One citizen in the start list: name, case, the day that was agreed or when we last talked, and where we stopped."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from dialog.face.due import Due, due, due_text
from dialog.face.when import when
from dialog.language.screen import tr
from dialog.ui.widget.paragraph import Block, Paragraph

if TYPE_CHECKING:
    from dialog.face.people import Person

INKS = {"today": "strong together", "soon": "foreground"}


def person_block(person: Person, now: datetime) -> Block:
    """The rows that stand for one citizen."""
    day = due(person, now)
    facts = tr("Sag {case}", case=person.citizen.case_reference)
    if day and day.about == "scores":
        facts = tr("Sag {case} · se på tallene igen", case=person.citizen.case_reference)
    waited = (Paragraph(due_text(day, now), "warn"),) if day and day.when == "late" else ()
    return Block((_name(person, day, now), *waited, Paragraph(facts, "muted"), Paragraph(person.state)),
                 key=("person", person.citizen.id))


def _name(person: Person, day: Due | None, now: datetime) -> Paragraph:
    if day and day.when in INKS:
        return Paragraph(person.citizen.name, "strong", tail=due_text(day, now), tail_style=INKS[day.when])
    at = person.last_at
    return Paragraph(person.citizen.name, "strong", tail=when(at, now) if at else tr("ny"))
