"""Where the plan stands, as rows: draft or agreed and why, who has said yes, what it does, what was said about it."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from textual.content import Content

from dialog.face.plan_told import (
    DISAGREE,
    HASH,
    Ask,
    latest,
    owned,
    read_told,
    remarked_told,
    status,
    why,
    yes_sign,
    yes_told,
)
from dialog.face.when import moment
from dialog.language.screen import tr
from dialog.language.talk import WHO
from dialog.script.model import Voice
from dialog.ui.text import line, muted, words
from dialog.ui.widget.paragraph import Block, Paragraph
from dialog.ui.widget.plan_cover import covers, law, requirements
from dialog.ui.widget.plan_view import INK

if TYPE_CHECKING:
    from dialog.plan.model import Plan, Remark

BOTH: tuple[tuple[Voice, str], ...] = (("citizen", "B"), ("caseworker", "S"))


def standing(plan: Plan, now: datetime, ask: Ask, opened: Collection[Hashable]) -> Iterator[Block]:
    """All of it, in the order a person asks: is it agreed, who lacks, what does it do, what have we said about it."""
    said = [Paragraph(why(plan, now))]
    if any(each.disagrees for each in plan.remarks):
        said.append(Paragraph(tr(DISAGREE), "warn"))
    yield Block((Paragraph(status(plan), f"strong {_ink(plan)}"), *said), space=2)
    yield from (_yes(plan, by, key, now) for by, key in BOTH)
    yield _reading(plan)
    yield from covers(plan, ask)
    yield from requirements(plan, ask, opened)
    yield from law(plan, ask)
    yield Block((Paragraph(tr("Bemærkninger"), "strong"),), space=2)
    yield from (_remark(remark, now) for remark in plan.remarks)
    yield Block((Paragraph(tr("Skriv en bemærkning"), tail="R"),), key=("remark", None), space=1 if plan.remarks else 0)
    yield Block((Paragraph(tr("Skriv, hvad I ikke er enige om"), tail="U"),), key=("disagree", None), space=0)
    yield Block((Paragraph(tr("Hvad er nyt"), "strong", tail="H"),
                 Paragraph(tr("Planens udgaver, og hvad der er ændret."), "muted")), key=("history", None), space=2)
    yield Block((Paragraph(tr("Gem planen som fil"), "strong", tail="G"),), key=("save", None))
    yield Block((Paragraph(tr("Tag planen op igen" if plan.ended else "Afslut planen"), "strong", tail="A"),),
                key=("end", None))


def edition(plan: Plan) -> Paragraph:
    """`Udgave 2 · UDKAST`, for the head of the plan."""
    return Paragraph(tr("Udgave {number} · {status}", number=plan.version, status=status(plan)), _ink(plan))


def _ink(plan: Plan) -> str:
    return INK[plan.status if plan.agreed else "draft"]


def _yes(plan: Plan, by: Voice, key: str, now: datetime) -> Block:
    given, sign = latest(plan, by), yes_sign(plan, by)
    mark = given.fingerprint[:HASH] if given is not None and given.valid else ""
    return Block((Paragraph(tr(WHO[by]), "strong", lead=f"{sign} ", lead_style="good", tail="" if sign == "●" else key),
                  Paragraph(yes_told(plan, by, now), indent=2, tail=mark)), key=("agree", by))


def both_sides(plan: Plan, now: datetime, *, short: bool = False) -> Content:
    """Who has said yes, a row for each of the two: in sight while one of them is asked. `short`: both in one row."""
    told = {by: muted("" if short else yes_told(plan, by, now)) for by, _ in BOTH}
    sides = (line(words(f"{yes_sign(plan, by)} {tr(WHO[by])}  ", by), told[by]) for by, _ in BOTH)
    return Content(" " if short else "\n").join(sides)


def _reading(plan: Plan) -> Block:
    """How far the two have read it through, whose words it is in, and the way to go on."""
    parts = [Paragraph(tr("Læs planen igennem"), "strong", tail="L"), Paragraph(read_told(plan), "muted"),
             Paragraph(owned(plan), "muted")]
    return Block(tuple(part for part in parts if part.text), key=("review", None), space=2)


def _remark(remark: Remark, now: datetime) -> Block:
    ink = "warn" if remark.disagrees else "muted"
    return Block((Paragraph(remarked_told(remark), ink, tail=moment(remark.at, now)),
                  Paragraph(f"»{remark.text}«")), key=("remark", remark.id))
