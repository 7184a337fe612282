"""How far the talk has come: counted over the questions that apply now, by section."""

from __future__ import annotations

from dataclasses import dataclass

from dialog.conversation.state import State
from dialog.conversation.turn import next_turn
from dialog.script.model import Script, Section


@dataclass(frozen=True, slots=True)
class SectionProgress:
    section: Section
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` questions; `section` is where the next one stands, None when all is answered."""

    done: int
    total: int
    section: Section | None
    sections: tuple[SectionProgress, ...]


def progress(script: Script, state: State) -> Progress:
    """Counts anew. Sections without an applicable question are left out."""
    done: dict[str, int] = {}
    total: dict[str, int] = {}
    for place in state.relevant():
        turn = script.by_id[place.turn]
        if turn.fills and place.item:
            continue
        total[turn.section] = total.get(turn.section, 0) + 1
        done[turn.section] = done.get(turn.section, 0) + (not state.is_open(place))
    following = next_turn(script, state)
    parts = (SectionProgress(section, done.get(section.id, 0), total.get(section.id, 0)) for section in script.sections)
    return Progress(
        done=sum(done.values()), total=sum(total.values()),
        section=script.section_of(following.turn) if following else None,
        sections=tuple(part for part in parts if part.total),
    )
