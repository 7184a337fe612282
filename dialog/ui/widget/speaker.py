"""Who answers now, always in sight: `Svarer nu  ● Borger  ○ Sagsbehandler  ○ Sammen`, and who is typing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from dialog.face.tongues import Tongues, Two
from dialog.language.talk import ANSWERS_NOW, TYPING, WHO
from dialog.script.model import Voice
from dialog.ui.text import line, muted, words

ORDER: tuple[Voice, ...] = ("citizen", "caseworker", "together")
BOTH: tuple[Voice, ...] = ("citizen", "caseworker")
GAP = "  "
TURNS_VOICE, TURNS_TYPIST = "F2", f"{GAP}F6"
LOW = 22
"""Rows under which everything stands in one row."""


class Speaker(Static):
    """Posts `Picked` when a name is clicked, `TypistTurned` when who is typing is."""

    DEFAULT_CSS = "Speaker { height: auto; }"

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
        self._tongues: Tongues | None = None
        self._width = 0
        self._ends: list[tuple[int, int, Voice | None]] = []
        """Row and column where each one's words end."""

    def put(self, voice: Voice, typist: Voice, tongues: Tongues, *, fixed: bool = False) -> None:
        """`fixed`: this question belongs to one person, so only that name stands here."""
        if (voice, typist, fixed, tongues) != (self.voice, self.typist, self.fixed, self._tongues):
            self.voice, self.typist, self.fixed, self._tongues = voice, typist, fixed, tongues
            self._lay()

    def on_resize(self, event: events.Resize) -> None:
        if event.size.width != self._width:
            self._lay()

    # Laying out

    def _lay(self) -> None:
        """In one row where there is room, whoever types and whoever may answer; else who types has a row of its own,
        always. Low screens have one row, and name only who answers."""
        self._width = self.size.width
        if self._tongues is None:
            return
        width = self._width or 80
        low = self.app.size.height < LOW
        for row, typing in self._low(self._tongues) if low else self._in_one(self._tongues, width):
            if row.cell_length + typing.cell_length + 3 <= width:
                self._ends.append((0, width, None))
                gap = " " * (width - row.cell_length - typing.cell_length) if row else ""
                self.update(line(row, gap, typing))
                return
        typing = self._typing(self._tongues)
        row = next((row for row in self._alone(self._tongues) if row.cell_length <= width), Content())
        self._ends.append((1, width, None))
        self.update(line(row, "\n", typing))

    def _typing(self, tongues: Tongues, beneath: bool = False) -> Content:
        return muted(_short(tongues.say(TYPING[self.typist]), beneath) + TURNS_TYPIST)

    def _in_one(self, tongues: Tongues, width: int) -> Iterator[tuple[Content, Content]]:
        """From the fuller to the shorter, with who types: those that there is room for at every question."""
        for beneath in (True, False) if tongues.beneath else (False,):
            widest = max(cell_len(_short(tongues.say(TYPING[voice]), beneath) + TURNS_TYPIST) for voice in BOTH)
            if self._row(tongues, ORDER, beneath).cell_length + widest + 3 <= width:
                yield self._row(tongues, self._names, beneath), self._typing(tongues, beneath)

    def _low(self, tongues: Tongues) -> Iterator[tuple[Content, Content]]:
        """The same in one row; who answers and types is named once where there is no room for twice."""
        yield from self._in_one(tongues, self._width)
        typing = self._typing(tongues)
        for named in (True, False):
            yield self._row(tongues, (self.voice,), False, named=named), typing
        if self.voice == self.typist:
            self._ends, told = [], tongues.word(TYPING[self.voice])
            both = words(f"● {told[:1].upper()}{told[1:]}", self.voice, strong=True)
            yield Content(), line(both, muted(TURNS_TYPIST))

    def _alone(self, tongues: Tongues) -> Iterator[Content]:
        """The same without who types."""
        for beneath in (True, False) if tongues.beneath else (False,):
            yield self._row(tongues, self._names, beneath)
        yield self._row(tongues, tuple(each for each in self._names if each in (self.voice, *BOTH)), False)
        yield self._row(tongues, (self.voice,), False)

    @property
    def _names(self) -> tuple[Voice, ...]:
        return (self.voice,) if self.fixed else ORDER

    def _row(self, tongues: Tongues, names: Sequence[Voice], beneath: bool, *, named: bool = True) -> Content:
        row, self._ends = Content(), []
        if named:
            row = muted(tongues.word(ANSWERS_NOW))
        for voice in names:
            name = _short(tongues.say(WHO[voice]), beneath)
            now = voice == self.voice
            row = line(row, GAP if row else "", words(f"● {name}", voice, strong=True) if now else muted(f"○ {name}"))
            self._ends.append((0, row.cell_length, voice))
        return line(row, GAP, muted(TURNS_VOICE)) if len(names) > 1 else row

    def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        for row, end, voice in self._ends:
            if at and at.y == row and at.x < end:
                self.post_message(self.Picked(voice) if voice else self.TypistTurned())
                return


def _short(text: Two, beneath: bool) -> str:
    """In one row: `Ви · Borger`."""
    return f"{text.first} · {text.beneath}" if beneath and text.beneath else text.first
