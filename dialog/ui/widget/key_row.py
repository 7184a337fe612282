"""The row of keys at the bottom: at most five, each also a button for the mouse.

Textual's own footer is built anew whenever the focus moves, which costs more than painting a whole question.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.widgets import Static

from dialog.language.screen import tr
from dialog.ui.text import line, muted, strong

Key = tuple[str, str, str]
MOST = 5
STAYS = ("Enter", "Esc")
"""How one goes on and how one goes out: as the last in the row they stay, however little room there is."""
GAP = "   "


def _width(keys: Sequence[Key]) -> int:
    return sum(cell_len(key) + (cell_len(label) + 1 if label else 0) + len(GAP) for key, label, _ in keys) - len(GAP)


class KeyRow(Static):
    """Shows (key, label, action) and runs the action when it is clicked; an empty action does nothing."""

    DEFAULT_CSS = "KeyRow { height: 1; }"

    def __init__(self, keys: Sequence[Key] = (), *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._keys: tuple[Key, ...] = ()
        self._shown: list[Key] = []
        self._ends: list[int] = []
        self._width = 0
        self.show(keys)

    def show(self, keys: Sequence[Key]) -> None:
        """Keys and labels are Danish, and are shown in the screen's language: `Mellemrum` is `Space`."""
        if len(keys) > MOST:
            raise ValueError(f"{len(keys)} keys in the row; {MOST} is what can be taken in at a glance")
        shown = tuple((tr(key), tr(label), action) for key, label, action in keys)
        if shown != self._keys:
            self._keys = shown
            self._lay()

    def on_resize(self, event: events.Resize) -> None:
        if event.size.width != self._width:
            self._lay()

    def _lay(self) -> None:
        """As many keys as there is room for with their words. The last ones give way first."""
        self._width = self.size.width
        shown = list(self._keys)
        while self.size and len(shown) > 1 and _width(shown) > self.size.width:
            del shown[-2 if shown[-1][0] in STAYS else -1]
        parts = [line(strong(key), muted(f" {label}" if label else ""), GAP) for key, label, _ in shown]
        self._shown = shown
        self._ends = [sum(part.cell_length for part in parts[: i + 1]) for i in range(len(parts))]
        self.update(line(*parts))

    async def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        hit = next((key for end, key in zip(self._ends, self._shown, strict=True) if at and at.x < end), None)
        if hit and (action := hit[2]):
            await self.run_action(action if "." in action.split("(")[0] else f"screen.{action}")
