"""The plan as data: what is published as JSON Schema, what every document is made from, what the two agree to.

Frozen and strict. Each line carries the answer it came from (`roots`), so nothing stands in a plan that nobody said.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field, JsonValue
from pydantic_core import to_json

from dialog.conversation.event import Form
from dialog.plan.shape import (
    Cvr,
    Discipline,
    KindName,
    Many,
    PartId,
    Roots,
    Sha256,
    Shape,
    SkipReason,
    Target,
)
from dialog.plan.standing import Agreement, Cover, Ended, Gap, Ownership, Replaced, Requirement
from dialog.script.model import Voice

SCHEMA_VERSION: Literal["2"] = "2"


class Terms(Shape):
    """What a consent covers, in the words that were read aloud."""

    given: bool
    """True when the citizen said yes, false when the citizen said no."""
    party: str
    """Who may know or share."""
    what: str
    """What it is about."""
    purpose: str
    """What it is for."""
    law: str
    """The paragraph it rests on."""
    text_version: str
    """The version of the text that was read aloud."""


class Line(Shape):
    """One thing that the plan says, with the answer it came from."""

    id: UUID
    """The same each time the plan is made anew from the same conversation."""
    target: Target
    """The place in the plan: part and field."""
    label: str
    """The place's Danish name."""
    text: str
    """What the plan says. When `own_words` is true: exactly what was said, letter by letter."""
    own_words: bool
    """True when `text` is the speaker's own words; false when it is a choice, a number or a summary."""
    wording: str | None = None
    """A professional wording, set beside `text`, never instead of it."""
    wording_by: Voice | None = None
    """Who made the wording."""
    value: JsonValue = None
    """The raw answer: text, number, true or false, date as YYYY-MM-DD, or an option's id. Null for a skip."""
    skipped: SkipReason | None = None
    """Why the question was passed, when it was; passing is an answer."""
    terms: Terms | None = None
    """What a consent covers; null for everything else."""
    said_by: Voice
    """Whose answer it is."""
    typed_by: Voice
    """Who wrote it down."""
    form: Form
    """Own words, a summary the citizen has heard, or a choice among options."""
    language: str = "da"
    """The language of the words, by its code: what the citizen wrote, or the interpreter's Danish."""
    interpreted: bool = False
    """True when an interpreter put the citizen's words into that language."""
    at: AwareDatetime
    """When it was said, in UTC."""
    turn: str
    """The question's id in the script."""
    kind: KindName
    """The kind of question: text, scale, choices …"""
    item: str | None
    """The list item it is about (a goal, a barrier), when it is about one."""
    voice: Voice | None
    """Whose view it is, where both were asked."""
    asked: str
    """The question as it was put."""
    discipline: Discipline = ""
    """The field of help it belongs to; empty for none."""
    kle: str = ""
    """KLE number, NN.NN.NN; empty for none."""
    reviewed: AwareDatetime | None = None
    """When the citizen, going through the plan line by line, said that it stands right; null when it has changed."""
    roots: Roots
    """The events that this line rests on; the answer itself is the first."""

    def said(self) -> list[object]:
        """What one agrees to with this line: its words, whose they are, the wording beside it, the consent's terms."""
        terms = self.terms
        return [self.id, self.label, self.text, self.own_words, self.said_by, self.wording, self.wording_by,
                [terms.given, terms.party, terms.what, terms.purpose, terms.law, terms.text_version] if terms else None]

    def day(self) -> date | None:
        """The day that the line names; None where it was passed, or is no date."""
        try:
            return date.fromisoformat(self.value) if self.kind == "date" and isinstance(self.value, str) else None
        except ValueError:
            return None

    def fingerprint(self) -> str:
        """Sha256 of `said`: what the citizen looked at, going through the plan line by line."""
        return _sha256(self.said())


class Entry(Shape):
    """Lines that belong together: all that was said about one goal, or the lines of a part without items."""

    id: UUID
    """The same each time the plan is made anew."""
    item: str | None
    """The list item's id; null where the part has no items."""
    title: str
    """The item in the citizen's words; empty where the part has no items."""
    lines: Many[Line]
    """In the order of the plan's fields."""


class Section(Shape):
    """A part of the plan."""

    part: PartId
    """The part's id."""
    title: str
    """The part's Danish heading."""
    entries: Annotated[Many[Entry], Field(min_length=1)]
    """Items in the citizen's order of importance where one was given, else in the order they were said."""


class Municipality(Shape):
    """The municipality."""

    name: str = ""
    """Its name; empty until it is known."""
    cvr: Cvr = ""
    """CVR number, 8 digits; empty until it is known."""


class Coordinator(Shape):
    """The caseworker who holds the threads together."""

    name: str = ""
    """The name; empty until it is known."""
    contact: str = ""
    """How to reach the caseworker."""


class ScriptPin(Shape):
    """The script that was followed, to the letter."""

    id: str
    """The script's id."""
    version: int
    """The script's version."""
    sha256: Sha256
    """Of the script as canonical JSON."""


class Header(Shape):
    """Whose plan it is, who answers for it, and when."""

    conversation: UUID
    """The conversation that the plan is made from."""
    case_reference: str
    """The municipality's own case reference."""
    citizen: str
    """The citizen's name."""
    cpr: str | None = None
    """The CPR number, only when the caseworker asked for it at export."""
    municipality: Municipality = Municipality()
    """The municipality that the case belongs to."""
    coordinator: Coordinator = Coordinator()
    """The coordinating caseworker."""
    started: AwareDatetime
    """When the conversation began."""
    updated: AwareDatetime
    """When something was last said or changed."""
    script: ScriptPin
    """The script that was followed."""
    practice: bool = False
    """True when the talk was an exercise about an invented person."""


class Remark(Shape):
    """A remark on the plan, or a disagreement. It stands in the plan as it was said."""

    id: UUID
    """The remark's own id; rewording keeps it."""
    text: str
    """As it was said."""
    disagrees: bool
    """True when the speaker disagrees with the plan."""
    by: Voice
    """Who said it."""
    at: AwareDatetime
    """When."""
    root: UUID
    """The event it came from."""


class Plan(Shape):
    """A draft of one interdisciplinary plan, until both the citizen and the caseworker have agreed to it."""

    schema_version: Literal["2"] = SCHEMA_VERSION
    """The version of this shape."""
    id: UUID
    """The plan's id, the same for each version made from the conversation."""
    version: Annotated[int, Field(ge=1)]
    """Counts up when the plan has changed since both agreed to it, or since it was taken out of the program."""
    edition: Sha256
    """Of everything the plan says, but for the CPR number and `replaces`: two editions alike are the same."""
    replaces: Replaced | None
    """The edition taken out before this one; null for the first."""
    status: Literal["draft", "reviewed", "agreed", "ended"]
    """`reviewed`: the citizen has gone through every line · `agreed`: both said yes to it exactly as it stands."""
    agreed: bool
    """True when both have said yes to it exactly as it stands. Everything else is a draft and says UDKAST."""
    ended: Ended | None
    """When and why the plan was brought to an end; null while it lives."""
    header: Header
    """Whose plan, by whom, when."""
    sections: Many[Section]
    """The parts that have lines, in the plan's fixed order."""
    remarks: Many[Remark]
    """In the order they were first made."""
    agreements: Many[Agreement]
    """The latest from each, valid or not."""
    gaps: Many[Gap]
    """What is missing."""
    requirements: Many[Requirement]
    """The five, met or not."""
    covers: Many[Cover]
    """For each barrier and goal that the citizen named: what the plan does about it."""
    ownership: Ownership
    """How much of it is the citizen's own."""

    @property
    def conversation(self) -> UUID:
        return self.header.conversation

    @property
    def marks(self) -> tuple[str, ...]:
        """What each form says before all else: about an invented person, not agreed to by both, at its end."""
        known = ("ØVELSE", self.header.practice), ("UDKAST", not self.agreed), ("AFSLUTTET", self.ended is not None)
        return tuple(mark for mark, holds in known if holds)

    def lines(self) -> Iterator[Line]:
        """Every line, in the order of the document."""
        for section in self.sections:
            for entry in section.entries:
                yield from entry.lines

    def line(self, id: UUID) -> Line | None:
        return next((line for line in self.lines() if line.id == id), None)

    def fingerprint(self) -> str:
        """Sha256 of what the two agree to: lines, wordings, consents and remarks; not times, names or status."""
        return _sha256([[line.said() for line in self.lines()],
                        [[remark.id, remark.text, remark.disagrees, remark.by] for remark in self.remarks]])


def _sha256(data: object) -> str:
    return sha256(to_json(data)).hexdigest()
