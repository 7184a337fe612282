"""All the sections at a glance: how far each has come, and the way to any of them, or out for today."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from dialog.language import talk as words
from dialog.language.screen import N, tr
from dialog.ui.screen.calm import CalmScreen
from dialog.ui.screen.conversation_words import SECTION_CHANGED
from dialog.ui.text import strong
from dialog.ui.widget.rows import Choice, Rows
from dialog.ui.widget.trail import mark

if TYPE_CHECKING:
    from dialog.conversation.progress import SectionProgress
    from dialog.ui.screen.conversation_talk import Talk



class SectionsScreen(CalmScreen[str | None]):
    """Dismissed with a section's id, with "" to stop for today, or with None to go back."""

    KEYS = (("Enter", N("Gå dertil"), "go"), ("Esc", N("Tilbage"), "back"), ("F1", N("Hjælp"), "app.help"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f7", "back", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    SectionsScreen Rows { background: $background; max-height: 1fr; height: 1fr; }
    SectionsScreen .title { margin: 0 0 1 2; }
    """

    def __init__(self, talk: Talk, changed: Collection[str]) -> None:
        """`changed`: the sections that were changed after the citizen said that they were right."""
        super().__init__()
        self.talk, self.changed = talk, changed
        self.rows = Rows()

    def parts(self) -> ComposeResult:
        with Vertical(classes="page"):
            yield Static(strong(tr("Samtalens afsnit")), classes="title")
            yield self.rows

    def on_mount(self) -> None:
        tongues, session = self.talk.tongues, self.talk.session
        first = session.progress(tongues.first).sections
        below = session.progress(tongues.beneath).sections if tongues.beneath else first
        rows = [self._row(part, other.section.title) for part, other in zip(first, below, strict=True)]
        stop, kept = tongues.say(words.STOP_YES), tongues.say(words.PRACTICE if session.practice else words.ALL_KEPT)
        self.rows.put([*rows, replace(Choice.of("", stop, kept, number=""), apart=True)], marked=self.talk.section)
        self.rows.focus()

    def _row(self, part: SectionProgress, beneath: str) -> Choice:
        done = part.done == part.total
        told = tr("Besvaret") if done else tr("{at} af {total}", at=part.done, total=part.total)
        if done and part.section.id in self.changed:
            told = tr(SECTION_CHANGED)
        sign, title = mark(part, self.talk.section), part.section.title
        under = f"   {beneath}" if beneath != title else ""
        return Choice(part.section.id, f"{sign}  {title}", f"   {told}", beneath=under)

    @on(Rows.Entered)
    def _entered(self, event: Rows.Entered) -> None:
        if event.row is not None:
            self.dismiss(event.row)

    def action_go(self) -> None:
        self.rows.action_choose()

    def action_back(self) -> None:
        self.dismiss(None)
