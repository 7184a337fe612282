"""The plan as data: what is published as JSON Schema, what every document is made from, what the two agree to.

Frozen and strict. Each line carries the answer it came from (`roots`), so nothing stands in a plan that nobody said.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field, JsonValue

from dialog.conversation.event import Form
from dialog.plan.shape import (
    Cvr,
    Discipline,
    KindName,
    PartId,
    RequirementId,
    Roots,
    Sha256,
    Shape,
    SkipReason,
    Target,
)
from dialog.script.model import Voice

SCHEMA_VERSION: Literal["1"] = "1"


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
    roots: Roots
    """The events that this line rests on; the answer itself is the first."""


class Entry(Shape):
    """Lines that belong together: all that was said about one goal, or the lines of a part without items."""

    id: UUID
    """The same each time the plan is made anew."""
    item: str | None
    """The list item's id; null where the part has no items."""
    title: str
    """The item in the citizen's words; empty where the part has no items."""
    lines: tuple[Line, ...]
    """In the order of the plan's fields."""


class Section(Shape):
    """A part of the plan."""

    part: PartId
    """The part's id."""
    title: str
    """The part's Danish heading."""
    entries: Annotated[tuple[Entry, ...], Field(min_length=1)]
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


class Agreement(Shape):
    """One of the two said yes to the plan as it then stood."""

    by: Voice
    """Who said yes."""
    at: AwareDatetime
    """When."""
    fingerprint: Sha256
    """The plan that was agreed to."""
    valid: bool
    """True while the plan still is that plan."""
    root: UUID
    """The event it came from."""


class Requirement(Shape):
    """One of the five things that every plan must hold."""

    id: RequirementId
    """Which of the five."""
    text: str
    """The requirement in one Danish sentence."""
    met: bool
    """True when the plan holds it."""
    lines: tuple[UUID, ...]
    """The lines that show it."""


class Question(Shape):
    """A question that would fill a gap."""

    turn: str
    """The question's id in the script."""
    item: str | None = None
    """The list item it would be asked about."""
    voice: Voice | None = None
    """Whose view is missing, where both are asked."""
    open: bool
    """True when it stands open now; false when it is asked on another road or was passed."""


class Gap(Shape):
    """Something a plan must hold that this one does not hold yet."""

    id: str
    """`influence` … `mentor` for the five requirements, `lab_41_2_3` for a point of the law."""
    law: str
    """The paragraph, where it is one of law; else empty."""
    text: str
    """What is missing, in one Danish sentence."""
    questions: tuple[Question, ...]
    """The questions that would fill it, the open ones first; empty when this script has none."""


class Plan(Shape):
    """A draft of one interdisciplinary plan, until both the citizen and the caseworker have agreed to it."""

    schema_version: Literal["1"] = SCHEMA_VERSION
    """The version of this shape."""
    id: UUID
    """The plan's id, the same for each version made from the conversation."""
    status: Literal["draft", "agreed"]
    """`agreed` only when both have said yes to the plan exactly as it stands."""
    header: Header
    """Whose plan, by whom, when."""
    sections: tuple[Section, ...]
    """The parts that have lines, in the plan's fixed order."""
    remarks: tuple[Remark, ...]
    """In the order they were first made."""
    agreements: tuple[Agreement, ...]
    """The latest from each, valid or not."""
    gaps: tuple[Gap, ...]
    """What is missing."""
    requirements: tuple[Requirement, ...]
    """The five, met or not."""

    @property
    def conversation(self) -> UUID:
        return self.header.conversation

    def lines(self) -> Iterator[Line]:
        """Every line, in the order of the document."""
        for section in self.sections:
            for entry in section.entries:
                yield from entry.lines

    def line(self, id: UUID) -> Line | None:
        return next((line for line in self.lines() if line.id == id), None)

    def fingerprint(self) -> str:
        """Sha256 of what the two agree to: lines, wordings, consents and remarks; not times, names or status."""
        agreed = [[_agreed(line) for line in self.lines()],
                  [[str(remark.id), remark.text, remark.disagrees, remark.by] for remark in self.remarks]]
        return hashlib.sha256(json.dumps(agreed, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _agreed(line: Line) -> list[JsonValue]:
    terms = line.terms
    return [str(line.id), line.label, line.text, line.own_words, line.said_by, line.wording, line.wording_by,
            [terms.given, terms.party, terms.what, terms.purpose, terms.law, terms.text_version] if terms else None]
