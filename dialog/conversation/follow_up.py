"""When the two are to meet again, and to look at the numbers again: the days that a talk's own answers name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from dialog.conversation.event import Answered, Place
from dialog.conversation.state import State
from dialog.script.model import Script

About = Literal["talk", "scores"]
TARGETS: dict[str, About] = {"follow_up.next_talk": "talk", "follow_up.rescore": "scores"}
"""Where in the plan such a day stands. A script says by them, and not by its questions' names, what a day is for."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    day: date
    about: About


def follow_ups(script: Script, state: State) -> tuple[FollowUp, ...]:
    """The days that hold now; none once the plan has come to its end."""
    if state.about_plan.ended:
        return ()
    asked = ((Place(turn.id), TARGETS[turn.plan.to]) for turn in script.turns
             if turn.kind == "date" and turn.plan and turn.plan.to in TARGETS)
    given = ((state.given(place), about) for place, about in asked if state.is_relevant(place))
    return tuple(FollowUp(date.fromisoformat(each.value), about) for each, about in given if isinstance(each, Answered))
