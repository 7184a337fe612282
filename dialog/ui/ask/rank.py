"""Put in order: pick them one after the other, the most important first, or move the marked one with J and K."""

from __future__ import annotations

from typing import Any

from textual.widget import Widget

from dialog.face.tongues import Two, two
from dialog.language import talk
from dialog.language.screen import N
from dialog.ui.ask.kind import SEND, Ask
from dialog.ui.widget.rows import Choice

MOVES = {"J": 1, "j": 1, "alt+down": 1, "shift+down": 1, "K": -1, "k": -1, "alt+up": -1, "shift+up": -1}


class Rank(Ask):
    hint = ((N("Mellemrum"), N("vælg den næste"), "tick"), ("J K", N("flyt"), "lower"), SEND)

    def begin(self) -> Widget:
        names = self._names()
        kept = [row for row in self.question.value or () if row in names]
        self.order = [*kept, *(row for row in names if row not in kept)]
        self.placed = len(self.order) if kept or len(self.order) == 1 else 0
        rows = self.panel.use_rows()
        rows.put(self.rows(), many=True)
        return rows

    def _names(self) -> dict[str, Two]:
        """What is put in order, by id."""
        if self.turn.over:
            return {item: Two(text) for item, text in self.question.names.items()}
        below = (self.question.below or self.turn).options
        return {option.id: two(option.text, other.text)
                for option, other in zip(self.turn.options, below, strict=True)}

    def rows(self) -> list[Choice]:
        names = self._names()
        return [Choice.of(row, names[row], number=f"{at}." if at <= self.placed else "·")
                for at, row in enumerate(self.order, 1)]

    def _show(self, marked: str) -> None:
        self.panel.rows.retick(self.rows())
        self.panel.rows.mark(marked)

    def ticked(self, row: str) -> None:
        """The next in order; a placed one picked again is let go, and all after it move up."""
        at = self.order.index(row)
        self.order.remove(row)
        if at < self.placed:
            self.placed -= 1
            self.order.insert(self.placed, row)
        else:
            self.order.insert(self.placed, row)
            self.placed += 1
        if self.placed == len(self.order) - 1 and at >= self.placed - 1:
            self.placed += 1
        self._show(self.order[min(self.placed, len(self.order) - 1)] if self.placed < len(self.order) else row)

    def key(self, key: str) -> bool:
        row = self.panel.rows.key
        if key not in MOVES or row is None:
            return False
        self._move(str(row), MOVES[key])
        return True

    def _move(self, row: str, step: int) -> None:
        at = self.order.index(row)
        to = max(0, min(len(self.order) - 1, at + step))
        self.order.insert(to, self.order.pop(at))
        self.placed = len(self.order)
        self._show(row)

    def send(self) -> None:
        if self.placed < len(self.order):
            self.placed = len(self.order)
            self.panel.rows.retick(self.rows())
            self.panel.tell(self.say(talk.RANKING))
        else:
            self.panel.give(list(self.order))

    def keys_for(self, value: Any) -> list[str]:
        """Picked in order the first time; moved up one by one where there is an order already."""
        shown, keys = list(self.order), []
        for at, row in enumerate(value[:-1]):
            down = shown.index(row)
            keys += ["home", *["down"] * down, *(["K"] * (down - at) if self.placed else ["space"])]
            shown.insert(at, shown.pop(down))
        return [*keys, "enter"]
