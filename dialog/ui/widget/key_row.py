"""The row of keys at the bottom: at most five, each also a button for the mouse.

Textual's own footer is built anew whenever the focus moves, which costs more than painting a whole question.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.widgets import Static

from dialog.ui.text import line, muted, strong

Key = tuple[str, str, str]
MOST = 5


class KeyRow(Static):
    """Shows (key, label, action) and runs the action when it is clicked; an empty action does nothing."""

    DEFAULT_CSS = "KeyRow { height: 1; }"

    def __init__(self, keys: Sequence[Key] = (), *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._keys: tuple[Key, ...] = ()
        self._ends: list[int] = []
        self._width = 0
        self.show(keys)

    def show(self, keys: Sequence[Key]) -> None:
        if len(keys) > MOST:
            raise ValueError(f"{len(keys)} keys in the row; {MOST} is what can be taken in at a glance")
        if tuple(keys) != self._keys:
            self._keys = tuple(keys)
            self._lay()

    def on_resize(self, event: events.Resize) -> None:
        if event.size.width != self._width:
            self._lay()

    def _lay(self) -> None:
        """Labels give way before keys do: the last ones first, until the row fits."""
        self._width = self.size.width
        for labelled in range(len(self._keys), -1, -1):
            parts = [self._part(key, label if i < labelled else "") for i, (key, label, _) in enumerate(self._keys)]
            if not self.size or sum(part.cell_length for part in parts) <= self.size.width:
                break
        self._ends = [sum(part.cell_length for part in parts[: i + 1]) for i in range(len(parts))]
        self.update(line(*parts))

    @staticmethod
    def _part(key: str, label: str) -> Content:
        return line(strong(key), muted(f" {label}" if label else ""), "   ")

    async def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        hit = next((key for end, key in zip(self._ends, self._keys, strict=True) if at and at.x < end), None)
        if hit and (action := hit[2]):
            await self.run_action(action if "." in action.split("(")[0] else f"screen.{action}")
