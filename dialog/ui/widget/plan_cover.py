"""What the plan does, as rows: about each thing the citizen named, for each of the five requirements, and its gaps.

Whatever is missing stands with the question that would fill it, so that one key leads there.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator
from typing import TYPE_CHECKING

from dialog.face.plan_told import DOER, LEFT, NO_WAY, NOT_YET, Ask, gap_place, in_both, quoted
from dialog.face.words import shortened
from dialog.language.screen import tr
from dialog.plan.cover import DOES
from dialog.ui.widget.paragraph import Block, Paragraph

if TYPE_CHECKING:
    from dialog.plan.model import Plan
    from dialog.plan.standing import Cover, Gap, Requirement

SIGN = {"effort": "● ", "not_now": "– ", "open": "○ "}
LONGEST = 160
"""Letters of a line that are shown where another place holds it whole."""


def covers(plan: Plan, ask: Ask) -> Iterator[Block]:
    """Each goal and barrier that the citizen named: what is done, and by whom; that it waits; or what to ask."""
    if plan.covers:
        yield Block((Paragraph(tr("Det, borgeren har nævnt"), "strong"),), space=2)
    for number, cover in enumerate(plan.covers):
        yield _cover(plan, cover, ask, space=1 if number else 0)


def requirements(plan: Plan, ask: Ask, opened: Collection[Hashable]) -> Iterator[Block]:
    """The five; one that is met opens to the lines that show it, one that is not leads to its question."""
    yield Block((Paragraph(tr("Det, planen bygger på"), "strong"),), space=2)
    for each in plan.requirements:
        yield _met(plan, each, ("requirement", each.id) in opened) if each.met else _unmet(plan, each, ask)


def law(plan: Plan, ask: Ask) -> Iterator[Block]:
    """What is missing besides: the points of the law."""
    yield Block((Paragraph(tr("Det mangler endnu" if plan.gaps else "Intet mangler"), "strong"),), space=2)
    if plan.gaps:
        yield Block((Paragraph(tr("I kan godt sige ja alligevel."), "muted"),), space=0)
    for gap in plan.gaps:
        if gap.law and gap.id not in {each.id for each in plan.requirements}:
            parts = (Paragraph(tr(gap.text), lead="○ "), Paragraph(gap.law, "muted", indent=2))
            yield _leading(parts, gap, ask, space=1)


def _cover(plan: Plan, cover: Cover, ask: Ask, *, space: int) -> Block:
    title = " ".join(cover.title.split())
    head = Paragraph(f"»{title}«" if cover.item else title, lead=SIGN[cover.standing], lead_style="good")
    gap = next((gap for gap in plan.gaps if gap.id == f"{cover.part}_{cover.line}"), None)
    if cover.standing == "open" and gap is not None:
        return _leading((head, Paragraph(tr(NOT_YET[cover.part]), "muted", indent=2)), gap, ask, space=space)
    left = (Paragraph(tr(LEFT), "muted", indent=2),) if cover.standing == "not_now" else ()
    return Block((head, *left, *_shown(plan, cover)), key=("cover", cover.line), space=space)


def _shown(plan: Plan, cover: Cover) -> Iterator[Paragraph]:
    """What is done, under the name of who does it; the reason, where it is left for now."""
    lines = [line for line in map(plan.line, cover.lines) if line is not None and not line.skipped]
    for who in (*DOER, ""):
        theirs = [line for line in lines if DOES.get(line.target, "") == who]
        if theirs and who:
            yield Paragraph(tr(DOER[who]), "muted", indent=2)
        for line in theirs:
            yield Paragraph(shortened(quoted(line), LONGEST), indent=4)


def _met(plan: Plan, requirement: Requirement, opened: bool) -> Block:
    parts = [Paragraph(tr(requirement.text), lead="● ", lead_style="good")]
    for line in filter(None, map(plan.line, requirement.lines)) if opened else ():
        parts += [Paragraph("", found=False), Paragraph(in_both(line.label), "muted", indent=4),
                  Paragraph(shortened(quoted(line), LONGEST), indent=4)]
    return Block(tuple(parts), key=("requirement", requirement.id), space=0)


def _unmet(plan: Plan, requirement: Requirement, ask: Ask) -> Block:
    gap = next((gap for gap in plan.gaps if gap.id == requirement.id), None)
    head = (Paragraph(tr(requirement.text), lead="○ "),)
    if gap is None:
        return Block(head, space=0)
    return _leading((*head, Paragraph(tr(gap.text), "muted", indent=2)), gap, ask, space=0)


def _leading(parts: tuple[Paragraph, ...], gap: Gap, ask: Ask, *, space: int) -> Block:
    """What is missing, with the question that Enter leads to; where none can be asked, it can only be read."""
    place = gap_place(gap, ask)
    if place is None:
        return Block((*parts, Paragraph(tr(NO_WAY), "muted", indent=2)), space=space)
    return Block((*parts, Paragraph(ask(place), lead="→ ", indent=2)), key=("gap", gap.id), space=space)
