"""Where a question stands in line: its place in the script, item by item, or where "later" brings it back."""

from __future__ import annotations

from collections.abc import Mapping

from dialog.conversation.event import Place
from dialog.script.model import Script

Rank = tuple[float, int, int, int]
"""Start of its run of same-list turns, the item's number, the turn, the view. Smaller comes first."""


def script_rank(script: Script, ordinals: Mapping[str, int], place: Place) -> Rank:
    """The place in the script's own order. `ordinals` number the list items as they were made."""
    turn = script.by_id[place.turn]
    ordinal = ordinals.get(place.item, 0) if place.item else 0
    return turn.block, ordinal, turn.index, turn.voices.index(place.voice)


def later_rank(script: Script, rank: Rank, times: int, seq: int) -> Rank:
    """Where a question put off `times` times comes back: before the last section, and after that at the very end."""
    before_end = section_start(script, script.sections[-1].id) - 0.5
    back = before_end if times == 1 and rank[0] < before_end else len(script.turns)
    return back, seq, rank[2], rank[3]


def section_start(script: Script, section: str) -> int:
    """The index of the section's first turn."""
    found = next(each for each in script.sections if each.id == section)
    return script.by_id[found.turns[0]].index
