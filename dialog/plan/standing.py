"""How far a plan has come: who has said yes, what it holds and lacks, which edition it is, whether it has ended."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime

from dialog.plan.shape import LogHead, Many, PartId, RequirementId, Sha256, Shape
from dialog.script.model import Voice


class Agreement(Shape):
    """One of the two said yes to the plan as it then stood."""

    by: Voice
    """Who said yes."""
    at: AwareDatetime
    """When."""
    fingerprint: Sha256
    """The plan that was agreed to."""
    log_head: LogHead = ""
    """The head of the conversation's chain of events when it was said; empty where it was not kept."""
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
    lines: Many[UUID]
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
    questions: Many[Question]
    """The questions that would fill it, the open ones first; empty when this script has none."""


class Cover(Shape):
    """What the plan does about one thing that the citizen named: a barrier, or a goal."""

    part: PartId
    """`barrier`: is there an effort, with somebody to do it? `goal`: is there a step towards work?"""
    line: UUID
    """The line in which it was named."""
    item: str | None
    """The list item; null for a theme that was chosen among options."""
    title: str
    """What was named, in the citizen's words."""
    standing: Literal["effort", "not_now", "open"]
    """`effort`: something is done or wished · `not_now`: it was talked about and left for now · `open`: not yet."""
    who: Many[Literal["citizen", "municipality", "others"]]
    """Who does something about it."""
    lines: Many[UUID]
    """The lines that show it; the reason, where it is left for now and a reason was given."""


class Ownership(Shape):
    """How much of the plan is the citizen's own."""

    lines: int
    """Lines in the plan."""
    citizen: int
    """Lines that are the citizen's answers."""
    own_words: int
    """Lines in exactly the citizen's words."""


class Replaced(Shape):
    """The edition of the plan that this one takes the place of."""

    edition: Sha256
    """Its edition."""
    version: int
    """Its version."""
    at: AwareDatetime
    """When it was taken out of the program."""


class Ended(Shape):
    """The plan has been brought to an end."""

    at: AwareDatetime
    """When."""
    by: Voice
    """By whom."""
    why: str
    """Why, as it was said; empty where nothing was said."""
    root: UUID
    """The event it came from."""
