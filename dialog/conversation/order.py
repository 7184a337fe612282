"""Where a question stands in line: its place in the script, item by item, or where "later" brings it back."""

from __future__ import annotations

from bisect import bisect_left, insort

from dialog.conversation.event import Place
from dialog.script.model import Script

Rank = tuple[float, int, int, int]
"""Start of its run of same-list turns, the item's number, the turn, the view. Smaller comes first."""


def section_start(script: Script, section: str) -> int:
    """The index of the section's first turn."""
    found = next(each for each in script.sections if each.id == section)
    return script.by_id[found.turns[0]].index


class Line:
    """The open questions in the order they will be asked. Entering, leaving and finding the first cost a bisection."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self._open: list[tuple[Rank, Place]] = []
        self._put_off: dict[Place, tuple[int, int]] = {}
        self._numbers: dict[str, int] = {}

    def copy(self) -> Line:
        other = Line(self.script)
        other._open, other._put_off, other._numbers = self._open.copy(), self._put_off.copy(), self._numbers.copy()
        return other

    def number(self, item: str) -> int:
        """The list item's number: given once, in the order items were first made."""
        return self._numbers.setdefault(item, len(self._numbers) + 1)

    def script_rank(self, place: Place) -> Rank:
        """The place in the script's own order."""
        turn = self.script.by_id[place.turn]
        number = self._numbers.get(place.item, 0) if place.item else 0
        return turn.block, number, turn.index, turn.voices.index(place.voice)

    def enter(self, place: Place) -> None:
        insort(self._open, (self._rank(place), place))

    def leave(self, place: Place) -> None:
        del self._open[bisect_left(self._open, (self._rank(place), place))]

    def first_from(self, rank: float) -> Place | None:
        """The first open question whose run begins at or after `rank`."""
        at = bisect_left(self._open, ((rank, -1, -1, -1), Place("")))
        return self._open[at][1] if at < len(self._open) else None

    def put_off(self, place: Place, times: int, seq: int) -> None:
        """Notes how often "later" was said, last in event `seq`; the place must be out of the line meanwhile."""
        self._put_off.pop(place, None)
        if times:
            self._put_off[place] = (times, seq)

    def times_put_off(self, place: Place) -> int:
        return self._put_off.get(place, (0, 0))[0]

    def waiting(self) -> list[Place]:
        """Open questions put off, in the order they come back."""
        return [place for _, place in self._open if place in self._put_off]

    def _rank(self, place: Place) -> Rank:
        """Put off once, a question comes back before the last section; after that at the very end."""
        rank = self.script_rank(place)
        if place not in self._put_off:
            return rank
        times, seq = self._put_off[place]
        before_end = section_start(self.script, self.script.sections[-1].id) - 0.5
        back = before_end if times == 1 and rank[0] < before_end else len(self.script.turns)
        return back, seq, rank[2], rank[3]
