"""A question as an ask gets it: all it needs to know, gathered by the screen, so that no ask talks to the session."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dialog.conversation.event import Place
from dialog.face.tongues import Tongues, Two, two
from dialog.script.model import Turn, Voice


@dataclass(frozen=True, slots=True)
class Line:
    """One answer that a read-back reads aloud: where it stands, what was asked, what was said by whom, and how."""

    place: Place
    asked: Two
    said: Two
    said_by: Voice
    told: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """`value` is the answer that stands now, where one is being changed. `names` are the words of list items by id."""

    place: Place
    turn: Turn
    """In the talk's language."""
    today: date
    tongues: Tongues
    below: Turn | None = None
    """The same in the language beneath, where there is one."""
    watched: bool = False
    """A talk that plays itself: its days are those of its story."""
    voice: Voice = "citizen"
    value: Any = None
    names: Mapping[str, str] = field(default_factory=dict)
    room: int = 0
    """How many more things the list has room for."""
    beside: tuple[Voice, int] | None = None
    """Whose score stands beside this one, and what it is."""
    lines: tuple[Line, ...] = ()
    """What a read-back reads."""

    def both(self, told: Callable[[Turn], str]) -> Two:
        """A text of the turn in both languages."""
        return two(told(self.turn), told(self.below or self.turn))
