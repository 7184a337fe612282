"""Numbered rows to choose among: options, yes and no, a list to put in order, what to do instead of answering.

A sheet that is as tall as what it holds. Nothing is marked until somebody moves, so that a stray Enter cannot answer,
and no answer is suggested. What is chosen is told by `[x]` or a number, never by colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from dialog.face.tongues import Two
from dialog.ui.widget.paragraph import Block, Paragraph
from dialog.ui.widget.tall_sheet import TallSheet

NO_HELP = Two("")
NUMBERED = 9
"""Rows beyond the ninth are reached with the arrows."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One row. `ticked`: None where nothing is ticked; else whether it is. `letter`: a key beside its number."""

    id: str
    text: str
    help: str = ""
    ticked: bool | None = None
    number: str | None = None
    """What stands before the text instead of its number on the page; empty for nothing."""
    letter: str = ""
    apart: bool = False
    """Whether an empty row parts it from the one before."""
    beneath: str = ""
    """The text in the other language, and the same of the help."""
    help_beneath: str = ""
    read_only: bool = False
    """Stands here to be read, and cannot be chosen."""

    @classmethod
    def of(cls, id: str, text: Two, help: Two = NO_HELP, *, ticked: bool | None = None, number: str | None = None,
           letter: str = "") -> Choice:
        """A row in both languages."""
        return cls(id, text.first, help.first, ticked, number, letter,
                   beneath=text.beneath, help_beneath=help.beneath)


class Rows(TallSheet):
    """Posts `Entered` for Enter and, unless `many`, a click; where `many`, `Ticked` for space, a digit or a click."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "tick", show=False)]
    DEFAULT_CSS = """
    Rows { max-height: 45vh; background: $surface; }
    Rows.-reading { max-height: 70vh; }
    """

    @dataclass
    class Entered(Message):
        """`row` is the marked row's id; None when nothing is marked."""

        rows: Rows
        row: str | None

    @dataclass
    class Ticked(Message):
        rows: Rows
        row: str

    @dataclass
    class Left(Message):
        """Stepped out over the first (-1) or the last row (1)."""

        rows: Rows
        step: int

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes, measure=80, margin=0)
        self.many = False
        self._alone = False
        self.choices: tuple[Choice, ...] = ()
        self._letters: dict[str, str] = {}
        self._wide = 1

    def put(self, choices: Sequence[Choice], *, many: bool = False, marked: str | None = None,
            above: Sequence[Block] = ()) -> None:
        """Show these rows, after `above`, which is only read."""
        self.many, self.choices = many, tuple(choices)
        self._letters = {each.letter: each.id for each in choices if each.letter}
        self._wide = max((len(each.number or "") for each in choices), default=1) or 1
        blocks = [self._block(number, each) for number, each in enumerate(choices, 1)]
        self._marked = None
        self.show([*above, *blocks], key=marked)
        if marked is None:
            self._marked = None
            self.scroll_home(animate=False)
        self.refresh(layout=True)

    def alone(self, alone: bool) -> None:
        """In the first language only, or in both."""
        if alone != self._alone:
            self._alone = alone
            self.retick(self.choices, above=self.blocks[:len(self.blocks) - len(self.choices)])

    def retick(self, choices: Sequence[Choice], above: Sequence[Block] = ()) -> None:
        """Show a change in the same rows, the mark where it was."""
        marked = self.key
        self.put(choices, many=self.many, marked=None if marked is None else str(marked), above=above)

    def unmark(self) -> None:
        self._marked = None
        self.refresh()

    def _block(self, number: int, choice: Choice) -> Block:
        lead = choice.number if choice.number is not None else f"{number}" if number <= NUMBERED else " "
        lead = f"{lead:<{self._wide}}  " if lead or choice.number is None else ""
        if choice.ticked is not None:
            lead += "[x] " if choice.ticked else "[ ] "
        first = Paragraph(choice.text, style="strong" if choice.ticked else "foreground", lead=lead)
        under = (choice.help,) if self._alone else (choice.beneath, choice.help, choice.help_beneath)
        rest = (Paragraph(text, "muted", indent=len(lead)) for text in under if text)
        key = None if choice.read_only else choice.id
        return Block((first, *rest), key=key, space=1 if number == 1 or choice.apart else 0)

    # Keys and mouse

    def action_step(self, step: int) -> None:
        if self._marked is None:
            beyond = -1 if step > 0 else len(self.blocks)
            self._move_to(self._page.choosable(beyond, 1 if step > 0 else -1))
        elif self._page.choosable(self._marked, step) is None:
            self.post_message(self.Left(self, step))
        else:
            super().action_step(step)

    def action_choose(self) -> None:
        self.post_message(self.Entered(self, str(self.key) if self.key is not None else None))

    def action_tick(self) -> None:
        if self.key is not None and self.many:
            self.post_message(self.Ticked(self, str(self.key)))

    def on_key(self, event: events.Key) -> None:
        """A digit or a row's letter marks it; where there are many, it ticks it too."""
        sign = (event.character or "").lower()
        row = self._letters.get(sign)
        if row is None and sign.isdecimal() and 1 <= int(sign) <= min(NUMBERED, len(self.choices)):
            row = self.choices[int(sign) - 1].id
        if row is not None:
            self.mark(row)
            self.action_tick()

    def on_click(self, event: events.Click) -> None:
        number = self._page.at(event.y + self.scroll_offset.y)
        if number is None or self.blocks[number].key is None:
            return
        event.prevent_default()
        self.focus()
        self._move_to(number)
        if self.many:
            self.action_tick()
        else:
            self.action_choose()

    def keys_to(self, row: str) -> list[str]:
        """The keys that mark this row from anywhere."""
        at = [each.id for each in self.choices].index(row)
        return [str(at + 1)] if at < NUMBERED else ["home", *["down"] * at]
