"""Where the plan stands, as rows: draft or agreed and why, who has said yes, remarks, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from dialog.conversation.event import Place
from dialog.script.model import Voice
from dialog.ui.text import WHO, listed
from dialog.ui.when import moment
from dialog.ui.widget.paragraph import Block, Paragraph
from dialog.ui.widget.plan_view import INK, STATUS, THE

if TYPE_CHECKING:
    from dialog.plan.model import Plan, Remark
    from dialog.plan.standing import Agreement, Gap

BOTH: tuple[tuple[Voice, str], ...] = (("citizen", "B"), ("caseworker", "S"))
Ask = Callable[[Place], str]
"""The question at a place, "" where it cannot be asked now."""


def standing(plan: Plan, now: datetime, ask: Ask) -> Iterator[Block]:
    """All of it, in the order a person asks: is it agreed, who lacks, what have we said about it, what is missing."""
    yield Block((Paragraph(STATUS[plan.status], f"strong {INK[plan.status]}"), Paragraph(why(plan))), space=2)
    yield from (_yes(plan, by, key, now) for by, key in BOTH)
    yield Block((Paragraph("Bemærkninger", "strong"),), space=2)
    yield from (_remark(remark, now) for remark in plan.remarks)
    yield Block((Paragraph("Skriv en bemærkning", tail="R"),), key=("remark", None), space=1 if plan.remarks else 0)
    yield Block((Paragraph("Skriv, hvad I ikke er enige om", tail="U"),), key=("disagree", None), space=0)
    yield Block((Paragraph("Det mangler endnu" if plan.gaps else "Intet mangler", "strong"),), space=2)
    if plan.gaps:
        yield Block((Paragraph("I kan godt sige ja alligevel.", "muted"),), space=0)
    yield from (_gap(gap, ask) for gap in plan.gaps)
    yield Block((Paragraph("Gem planen som fil", "strong", tail="G"),), key=("save", None), space=2)


def why(plan: Plan) -> str:
    """Why the plan is a draft, or that it is one no longer."""
    if plan.status == "agreed":
        return "I har begge sagt ja til planen, som den står nu."
    lapsed = [agreement for agreement in plan.agreements if not agreement.valid and agreement.fingerprint]
    if lapsed:
        return "Planen er ændret, siden der blev sagt ja. Derfor er den et udkast igen."
    return "Planen er et udkast, til I begge har sagt ja."


def latest(plan: Plan, by: Voice) -> Agreement | None:
    """This person's yes, alone or together with the other; None before it was given or after it was taken back."""
    given = [each for each in plan.agreements if each.by in (by, "together") and each.fingerprint]
    return max(given, key=lambda each: (each.valid, each.at), default=None)


def changed_since(plan: Plan, agreement: Agreement) -> str:
    """Which lines came or changed after a yes, at most three by name; "" when it was something else."""
    labels = list(dict.fromkeys(line.label for line in plan.lines() if line.at > agreement.at))
    if not labels:
        return ""
    named = [f"»{label}«" for label in labels[:3]]
    return listed([*named, "mere"] if len(labels) > 3 else named)


def _yes(plan: Plan, by: Voice, key: str, now: datetime) -> Block:
    given = latest(plan, by)
    if given is None:
        text, sign = "Har ikke sagt ja endnu.", "○"
    elif given.valid:
        text, sign = f"Sagde ja {moment(given.at, now)}.", "●"
    else:
        new = changed_since(plan, given)
        text = f"Sagde ja {moment(given.at, now)}, før planen blev ændret{': ' + new if new else ''}."
        sign = "◐"
    return Block((Paragraph(WHO[by], "strong", lead=f"{sign} ", lead_style="good", tail="" if sign == "●" else key),
                  Paragraph(text, indent=2)), key=("agree", by))


def _remark(remark: Remark, now: datetime) -> Block:
    said = f"{THE[remark.by]} er ikke enig" if remark.disagrees else f"{THE[remark.by]} bemærker"
    return Block((Paragraph(said, "warn" if remark.disagrees else "muted", tail=moment(remark.at, now)),
                  Paragraph(f"»{remark.text}«")), key=("remark", remark.id))


def gap_place(gap: Gap, ask: Ask) -> Place | None:
    """The question to go to for a gap; None when none can be asked now."""
    places = (Place(each.turn, each.item, each.voice) for each in gap.questions)
    return next((place for place in places if ask(place)), None)


def _gap(gap: Gap, ask: Ask) -> Block:
    place = gap_place(gap, ask)
    parts = [Paragraph(gap.text, lead="○ ")]
    if gap.law:
        parts.append(Paragraph(gap.law, "muted", indent=2))
    if place is None:
        parts.append(Paragraph("Intet spørgsmål fører dertil lige nu.", "muted", indent=2))
        return Block(tuple(parts))
    parts.append(Paragraph(ask(place), lead="→ ", indent=2))
    return Block(tuple(parts), key=("gap", gap.id))
