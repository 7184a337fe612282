"""Every key and every sign, by place; the place the two are at comes first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from dialog.language.screen import N, tr
from dialog.ui.screen.calm import CalmScreen
from dialog.ui.screen.tour import TourScreen
from dialog.ui.widget.help_text import ALIASES, EVERYWHERE, PLACES, SIGNS, Row
from dialog.ui.widget.paragraph import Block, Paragraph
from dialog.ui.widget.sheet import Sheet

COLUMN = 10
"""Columns for a key, before what it does."""


class HelpScreen(CalmScreen[None]):
    """Lies above any screen; Esc or F1 goes back to it."""

    AUTO_FOCUS = "#help"
    KEYS = (("↑ ↓", N("Læs videre"), "read"), ("R", N("Rundtur på et minut"), "tour"), ("Esc", N("Tilbage"), "back"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "back", show=False), Binding("f1", "back", show=False, priority=True),
        Binding("space", "read", show=False), Binding("r", "tour", show=False)]
    DEFAULT_CSS = """
    HelpScreen { align-horizontal: center; }
    HelpScreen #help { margin: 1 0; max-width: 86; }
    HelpScreen.-low #help { margin: 0; }
    """

    def parts(self) -> ComposeResult:
        yield Sheet(id="help")

    def on_mount(self) -> None:
        below = [type(screen).__name__ for screen in self.app.screen_stack if screen is not self]
        here = next((ALIASES.get(name, name) for name in reversed(below) if ALIASES.get(name, name) in PLACES), "")
        others = [place for name, place in PLACES.items() if name != here]
        first = [PLACES[here]] if here else []
        self.query_one("#help", Sheet).show([
            block for title, rows in [*first, (N("Alle steder"), EVERYWHERE), (N("Tegn"), SIGNS), *others]
            for block in _part(title, rows)])

    def action_read(self) -> None:
        self.query_one("#help", Sheet).action_page(1)

    def action_tour(self) -> None:
        self.app.push_screen(TourScreen())

    def action_back(self) -> None:
        self.dismiss(None)


def _part(title: str, rows: Iterable[Row]) -> list[Block]:
    return [Block((Paragraph(tr(title), "strong"),), space=2),
            *(Block((Paragraph(tr(text), lead=f"{tr(key):<{COLUMN}}", lead_style="strong", indent=0),), space=space)
              for space, (key, text) in ((1 if number == 0 else 0, row) for number, row in enumerate(rows)))]
