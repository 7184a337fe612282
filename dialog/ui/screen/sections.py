"""All the sections at a glance: how far each has come, and the way to any of them, or out for today."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from dialog.ui.screen.calm import CalmScreen
from dialog.ui.text import strong
from dialog.ui.widget.rows import Choice, Rows
from dialog.ui.widget.trail import mark

if TYPE_CHECKING:
    from dialog.conversation.progress import Progress, SectionProgress

STOP = Choice("", "Vi stopper her for i dag", "Alt er gemt.", number="", apart=True)


class SectionsScreen(CalmScreen[str | None]):
    """Dismissed with a section's id, with "" to stop for today, or with None to go back."""

    KEYS = (("Enter", "Gå dertil", "go"), ("Esc", "Tilbage", "back"), ("F1", "Hjælp", "app.help"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f7", "back", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    SectionsScreen Rows { background: $background; max-height: 1fr; height: 1fr; }
    SectionsScreen .title { margin: 0 0 1 2; }
    """

    def __init__(self, progress: Progress, here: str) -> None:
        super().__init__()
        self.progress, self.here = progress, here
        self.rows = Rows()

    def parts(self) -> ComposeResult:
        with Vertical(classes="page"):
            yield Static(strong("Samtalens afsnit"), classes="title")
            yield self.rows

    def on_mount(self) -> None:
        rows = [self._row(part) for part in self.progress.sections]
        self.rows.put([*rows, STOP], marked=self.here)
        self.rows.focus()

    def _row(self, part: SectionProgress) -> Choice:
        told = "Besvaret" if part.done == part.total else f"{part.done} af {part.total}"
        return Choice(part.section.id, f"{mark(part, self.here)}  {part.section.title}", f"   {told}")

    @on(Rows.Entered)
    def _entered(self, event: Rows.Entered) -> None:
        if event.row is not None:
            self.dismiss(event.row)

    def action_go(self) -> None:
        self.rows.action_choose()

    def action_back(self) -> None:
        self.dismiss(None)
