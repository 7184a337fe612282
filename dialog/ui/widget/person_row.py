"""One citizen in the start list: name, case, when we last talked, and where we stopped."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from dialog.face.when import when
from dialog.ui.widget.paragraph import Block, Paragraph

if TYPE_CHECKING:
    from dialog.face.people import Person


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
