"""Who answers now, always in sight: `Svarer nu  ● Borger  ○ Sagsbehandler  ○ Sammen`, and who is typing."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from dialog.script.model import Voice
from dialog.ui.text import WHO, line, muted, words

ORDER: tuple[Voice, ...] = ("citizen", "caseworker", "together")
TYPING: dict[Voice, str] = {"citizen": "borgeren skriver", "caseworker": "sagsbehandleren skriver",
                            "together": "I skriver sammen"}


class Speaker(Static):
    """Posts `Picked` when a name is clicked, `TypistTurned` when who is typing is."""

    DEFAULT_CSS = "Speaker { height: 1; }"

    @dataclass
    class Picked(Message):
        voice: Voice

    class TypistTurned(Message):
        """The one who types was clicked."""

    def __init__(self) -> None:
        super().__init__()
        self.voice: Voice = "citizen"
        self.typist: Voice = "caseworker"
        self.fixed = False
        self._width = 0
        self._ends: list[tuple[int, Voice | None]] = []

    def put(self, voice: Voice, typist: Voice, *, fixed: bool = False) -> None:
        """`fixed`: this question belongs to one person, so only that name stands here."""
        if (voice, typist, fixed) != (self.voice, self.typist, self.fixed):
            self.voice, self.typist, self.fixed = voice, typist, fixed
            self._lay()

    def on_resize(self, event: events.Resize) -> None:
        if event.size.width != self._width:
            self._lay()

    def _lay(self) -> None:
        """Everything if there is room; else without the typist, then without those who do not answer now."""
        self._width = self.size.width
        width = self._width or 80
        names = (self.voice,) if self.fixed else ORDER
        typing = muted(f"{TYPING[self.typist]}  F6")
        row = self._row(names)
        if row.cell_length + typing.cell_length + 3 <= width:
            self._ends.append((width, None))
            row = line(row, " " * (width - row.cell_length - typing.cell_length), typing)
        elif row.cell_length > width:
            row = self._row(tuple(voice for voice in names if voice in (self.voice, "citizen", "caseworker")))
            row = row if row.cell_length <= width else self._row((self.voice,))
        self.update(row)

    def _row(self, names: tuple[Voice, ...]) -> Content:
        row, self._ends = line(muted("Svarer nu"), "  "), []
        for voice in names:
            now = voice == self.voice
            name = words(f"● {WHO[voice]}", voice, strong=True) if now else muted(f"○ {WHO[voice]}")
            row = line(row, name, "  ")
            self._ends.append((row.cell_length, voice))
        return row

    def on_click(self, event: events.Click) -> None:
        for end, voice in self._ends:
            if event.x < end:
                self.post_message(self.Picked(voice) if voice else self.TypistTurned())
                return
