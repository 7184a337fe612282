"""Whether the plan answers what the citizen named, and how much of it is the citizen's own.

Every barrier wants an effort with somebody to do it, every goal a step towards work; or a conscious "not now". A plan
that lists barriers and then speaks of something else is found out here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

from dialog.conversation.event import Place, Skipped
from dialog.conversation.state import State
from dialog.plan.model import Line, Plan
from dialog.plan.standing import Cover, Ownership
from dialog.script.model import Script, Turn
from dialog.script.target import DISCIPLINES

Standing: TypeAlias = Literal["effort", "not_now", "open"]
Doer: TypeAlias = Literal["citizen", "municipality", "others"]
NOTHING_OWNED = Ownership(lines=0, citizen=0, own_words=0)
DOES: dict[str, Doer] = {
    "barrier.own_step": "citizen", "barrier.municipality_step": "municipality", "offer.effort": "municipality",
    "offer.running": "others",
    "goal.own_step": "citizen", "goal.next_step": "citizen", "business.goal_served": "citizen",
    "business.form": "municipality",
}
"""Place in the plan → who does what stands there."""
STEPS = {
    "barrier": ("barrier.own_step", "barrier.municipality_step"),
    "goal": ("goal.next_step", "goal.own_step", "business.goal_served", "business.form"),
}
"""Part → the places that answer what was named in it."""
UNDECIDED = {"direction.stage": "unknown"}
"""An answer that says why there is no step towards work yet."""


def what_is_done(script: Script, state: State, plan: Plan) -> tuple[Cover, ...]:
    """One for each goal and barrier that the citizen named, in the order of the plan."""
    lines = tuple(plan.lines())
    named = [line for line in lines if line.target in ("goal.statement", "barrier.statement") and not line.skipped]
    telling: dict[str | None, list[Line]] = {}
    for line in lines:
        if line.target in DOES or line.target in UNDECIDED:
            telling.setdefault(line.item, []).append(line)
    return tuple(_cover(script, state, line, _near(line, telling)) for line in named if line.said_by != "caseworker")


def _near(named: Line, telling: dict[str | None, list[Line]]) -> list[Line]:
    """What may be about it: what is said of the same item, and what is said of none."""
    own = telling.get(named.item, []) if named.item else []
    return [*own, *telling.get(None, [])]


def ownership(plan: Plan) -> Ownership:
    """How many of the lines are the citizen's answers, and how many stand in exactly the citizen's words."""
    lines = tuple(plan.lines())
    theirs = [line for line in lines if line.said_by == "citizen"]
    return Ownership(lines=len(lines), citizen=len(theirs), own_words=sum(line.own_words for line in theirs))


def steps(script: Script, part: str, item: str | None) -> tuple[Turn, ...]:
    """The questions whose answers do something about what is named in the part; a theme is answered by help across."""
    wanted = STEPS[part] if item else ("offer.effort",)
    return tuple(turn for turn in script.turns if turn.plan and turn.plan.to in wanted)


def _cover(script: Script, state: State, named: Line, lines: list[Line]) -> Cover:
    part = named.target.partition(".")[0]
    standing: Standing = "effort"
    shown = doing = [
        line for line in lines if _answers(line, named, part) and not line.skipped and line.value is not False]
    if not doing:
        shown = [line for line in lines if _says_not_now(line, named, part)]
        left = shown or any(isinstance(given, Skipped) for given in _given(script, state, named, part))
        standing = "not_now" if left else "open"
    return Cover(part=part, line=named.id, item=named.item, title=_title(script, named), standing=standing,
                 who=tuple(dict.fromkeys(DOES[line.target] for line in doing)), lines=tuple(line.id for line in shown))


def _title(script: Script, named: Line) -> str:
    """The citizen's words; for a theme among options, the theme without the sentence around it."""
    if named.item:
        return named.text
    options = {option.id: option.text for option in script.by_id[named.turn].options}
    return DISCIPLINES.get(named.discipline) or options.get(str(named.value), str(named.value))


def _answers(line: Line, named: Line, part: str) -> bool:
    """Whether the line does something about what was named: the same item, the same field of help, or all goals."""
    if line.target in STEPS[part]:
        return line.item == named.item if named.item and line.item else part == "goal"
    return part == "barrier" and bool(named.discipline) and line.target == "offer.effort" and (
        line.discipline == named.discipline)


def _says_not_now(line: Line, named: Line, part: str) -> bool:
    if line.skipped and _answers(line, named, part):
        return True
    return part == "goal" and line.target in UNDECIDED and (bool(line.skipped) or line.value == UNDECIDED[line.target])


def _given(script: Script, state: State, named: Line, part: str) -> Iterator[object]:
    for turn in steps(script, part, named.item):
        place = Place(turn.id, named.item if turn.loop else None)
        if state.is_relevant(place):
            yield state.given(place)
