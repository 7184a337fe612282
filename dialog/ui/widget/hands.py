"""Whose hands are on the keys, always in sight where a yes can be given: `Ved tasterne  ● Sagsbehandler  ○ Borger`."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from dialog.language.screen import N, tr
from dialog.language.talk import AT_THE_KEYS, WHO
from dialog.script.model import Voice
from dialog.ui.text import line, muted, words

BOTH: tuple[Voice, ...] = ("caseworker", "citizen")
KEY = N("F2 giver dem videre")


class Hands(Static):
    """Begins with the caseworker, who opened the program. Posts `Passed` when the other's name is clicked."""

    SCOPED_CSS = False  # its air follows the screen's size
    DEFAULT_CSS = """
    Hands { height: 1; padding: 0 4; }
    .-one Hands { padding: 0 3; }
    """

    @dataclass
    class Passed(Message):
        """The keys are to go to the other."""

        to: Voice

    def __init__(self) -> None:
        super().__init__()
        self.voice: Voice = "caseworker"
        self._ends: list[tuple[int, Voice]] = []

    @property
    def other(self) -> Voice:
        return "citizen" if self.voice == "caseworker" else "caseworker"

    def put(self, voice: Voice) -> None:
        self.voice = voice
        self._lay()

    def on_resize(self) -> None:
        self._lay()

    def _lay(self) -> None:
        """Both names and what the key does, where there is room; the one at the keys always, and the key."""
        for names, key in ((BOTH, KEY), (BOTH, "F2"), ((self.voice,), "F2")):
            row, self._ends = muted(f"{tr(AT_THE_KEYS)}  "), []
            for voice in names:
                row = line(row, self._called(voice), "   ")
                self._ends.append((row.cell_length, voice))
            row = line(row, muted(tr(key)))
            if row.cell_length <= self.size.width:
                break
        self.update(row)

    def _called(self, voice: Voice) -> Content:
        now = voice == self.voice
        return words(f"● {tr(WHO[voice])}", voice, strong=True) if now else muted(f"○ {tr(WHO[voice])}")

    def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        voice = next((voice for end, voice in self._ends if at and at.x < end), self.other)
        if voice != self.voice:
            self.post_message(self.Passed(voice))
