"""Where a question is answered: one field, one set of rows, one scale and one echo, kept and changed in place.

It takes the keys, lets the ask of the question's kind say what they mean, and posts what was given to the screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import TextArea

from dialog.conversation.event import Place
from dialog.face.tongues import Two
from dialog.script.model import Voice
from dialog.ui.ask import ASKS
from dialog.ui.ask.kind import Ask, Key
from dialog.ui.ask.question import Question
from dialog.ui.widget.field import Field
from dialog.ui.widget.rows import Rows
from dialog.ui.widget.scale_bar import ScaleBar
from dialog.ui.widget.sheet import Sheet
from dialog.ui.widget.still import StillGroup, StillText


class Answering(StillGroup):
    """Shows one question's means of answering. `ask` is the kind's own sense of them; None before the first."""

    DEFAULT_CSS = """
    Answering > Static { height: auto; }
    """

    @dataclass
    class Given(Message):
        """The answer, as the kind of question takes it."""

        value: Any

    class Passed(Message):
        """Nothing was given to a question that is free to pass."""

    @dataclass
    class ItemGiven(Message):
        """One more thing for the list; with `item`, other words for that one."""

        text: str
        item: str | None = None

    @dataclass
    class ItemDropped(Message):
        item: str

    @dataclass
    class Wanted(Message):
        """The answer here is to be changed."""

        place: Place

    @dataclass
    class Told(Message):
        """Sentences about what is missing, or what was taken out; each in both languages."""

        notes: Sequence[Two]

    class Typed(Message):
        """What is half typed has changed."""

    class Left(Message):
        """The hand went up, out of the question."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.echo = StillText(classes="echo")
        self.rows, self.field, self.scale = Rows(), Field(), ScaleBar()
        self.ask: Ask | None = None
        self.first: Widget = self.rows
        """The part that takes the keys first."""
        self.touched = False
        """Whether a hand has been on this question; a stray Enter is one on an untouched question."""

    def compose(self) -> ComposeResult:
        yield from (self.echo, self.rows, self.field, self.scale)

    def show(self, question: Question) -> None:
        """Put this question's means in place and take the keys."""
        for part in (self.echo, self.rows, self.field, self.scale):
            part.display = False
        self.rows.set_class(question.turn.kind == "read_back", "-reading")
        self.ask = ASKS[question.turn.kind](self, question)
        self.first = self.ask.begin()
        self.first.focus()
        self.touched = False

    def put_in(self, question: Question) -> None:
        """The same question in another language; what the hands have done to it stays."""
        if self.ask:
            self.ask.put_in(question)

    def terms(self, *, below: bool) -> Content:
        """What a yes is given on, for a place below the answer; empty where it stands above it."""
        terms = self.ask.terms() if self.ask else Content()
        if self.ask and terms:
            self.show_echo(None if below else self.ask.echo())
        return terms if below else Content()

    def alone(self, alone: bool) -> None:
        """The answers in the talk's language only, where there is no room for two."""
        self.rows.alone(alone)
        self.scale.alone(alone)

    def colour(self, voice: Voice) -> None:
        """The field's bar is that of the one who answers."""
        if not self.field.has_class(f"-{voice}"):
            self.field.set_classes(f"-{voice}")

    @property
    def keys(self) -> tuple[Key, ...]:
        """What the keys do in this question."""
        return self.ask.hint if self.ask else ()

    # What an ask may do

    def use_rows(self) -> Rows:
        self.rows.display = True
        return self.rows

    def use_field(self, text: str, placeholder: str, *, shown: bool = True) -> Field:
        self.field.put(text, placeholder)
        self.field.display = shown
        return self.field

    def use_scale(self) -> ScaleBar:
        self.scale.display = True
        return self.scale

    def show_echo(self, content: Content | None) -> None:
        self.echo.display = content is not None
        if content is not None:
            self.echo.update(content)

    def clean(self) -> str:
        """The field's text as it may be kept; what was taken out of it is told."""
        from dialog.language.clean import clean_text

        text, notes = clean_text(self.field.text.strip())
        if notes:
            self.tell(*map(Two, notes))
        return text.strip()

    def give(self, value: Any) -> None:
        self.post_message(self.Given(value))

    def passed(self) -> None:
        self.post_message(self.Passed())

    def give_item(self, text: str) -> None:
        self.post_message(self.ItemGiven(text))

    def change_item(self, item: str, text: str) -> None:
        self.post_message(self.ItemGiven(text, item))

    def drop_item(self, item: str) -> None:
        self.post_message(self.ItemDropped(item))

    def want(self, place: Place) -> None:
        self.post_message(self.Wanted(place))

    def tell(self, *notes: Two) -> None:
        self.post_message(self.Told(notes))

    # What the hands do

    def draft(self) -> str:
        return self.ask.draft() if self.ask else ""

    @on(Field.Sent)
    def _sent(self, event: Field.Sent) -> None:
        event.stop()
        if self.ask:
            self.ask.send()

    @on(Rows.Entered)
    def _entered(self, event: Rows.Entered) -> None:
        event.stop()
        if self.ask:
            self.ask.entered(event.row)

    @on(ScaleBar.Entered)
    def _scored(self, event: ScaleBar.Entered) -> None:
        event.stop()
        if self.ask:
            self.ask.send()

    @on(Rows.Ticked)
    def _ticked(self, event: Rows.Ticked) -> None:
        event.stop()
        if self.ask:
            self.ask.ticked(event.row)

    @on(Sheet.Moved)
    def _moved(self, event: Sheet.Moved) -> None:
        event.stop()
        if self.ask and event.sheet is self.rows and self.rows.display and event.key == self.rows.key:
            self.ask.moved(None if event.key is None else str(event.key))

    @on(ScaleBar.Picked)
    def _picked(self, event: ScaleBar.Picked) -> None:
        event.stop()
        if self.ask:
            self.ask.picked(event.score)

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self.ask and self.field.display:
            self.touched = self.touched or self.field.changed
            self.ask.typed(self.field.text)
            self.post_message(self.Typed())

    @on(Field.Told)
    def _told(self, event: Field.Told) -> None:
        event.stop()
        self.tell(*map(Two, event.notes))

    @on(Field.Left)
    @on(Rows.Left)
    def _left(self, event: Field.Left | Rows.Left) -> None:
        event.stop()
        part: Widget = event.field if isinstance(event, Field.Left) else event.rows
        step = -1 if isinstance(event, Field.Left) else event.step
        if self.ask and not self.ask.left(part, step) and step < 0:
            self.post_message(self.Left())

    def on_key(self, event: events.Key) -> None:
        self.touched = self.touched or event.key != "enter"
        if self.ask and self.ask.key(event.key):
            event.stop()

    def on_click(self) -> None:
        self.touched = True
