"""A word beside the question: what goes to rest if an answer changes, what to do instead of answering, a draft found.

It stands where the answer would be given, and the question stays in sight above it. One callback takes what is chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.widgets import Static

from dialog.face.tongues import Two
from dialog.ui.two import both
from dialog.ui.widget.rows import Choice, Rows

Answer = Callable[[str], None]


def _always() -> bool:
    return True


class Aside(VerticalGroup):
    """Hidden until `put`; hides itself before the callback is called."""

    DEFAULT_CSS = """
    Aside { display: none; }
    Aside > Static { height: auto; max-width: 84; margin: 0 0 1 0; }
    .-low Aside > Static { margin: 0; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.rows = Rows()
        self._then: Answer | None = None
        self._escape = ""
        self._counts = _always
        self._said: Two | str = ""
        self._alone = False

    def compose(self) -> ComposeResult:
        yield Static()
        yield self.rows

    def put(self, text: Two | str, choices: Sequence[Choice], then: Answer, *, escape: str = "",
            counts: Callable[[], bool] | None = None) -> None:
        """`escape`: the choice that Esc stands for; without one, Esc does nothing here.

        `counts`: whether an answer counts now; until it does, the question stays.
        """
        self._then, self._escape, self._counts = then, escape, counts or _always
        self.say(text)
        self.display = True
        self.rows.put(choices)
        self.rows.focus()

    def say(self, text: Two | str) -> None:
        """What stands above the rows, which stay as they are."""
        self._said = text
        said = self.query_one(Static)
        said.update(both(Two(text.first) if isinstance(text, Two) and self._alone else text))
        said.display = bool(said.content)

    def alone(self, alone: bool) -> None:
        """In the first language only, or in both."""
        self.rows.alone(alone)
        if alone != self._alone:
            self._alone = alone
            self.say(self._said)

    @property
    def leaves(self) -> bool:
        """Whether there is no way back from here to the question: Esc leaves the talk."""
        return self.open and self._escape == "leave"

    @property
    def open(self) -> bool:
        return self._then is not None

    def close(self) -> None:
        self._then = None
        self.display = False

    def choose(self, choice: str) -> None:
        then = self._then
        self.close()
        if then is not None:
            then(choice)

    def escape(self) -> None:
        if self._escape:
            self.choose(self._escape)

    @on(Rows.Entered)
    def _entered(self, event: Rows.Entered) -> None:
        event.stop()
        if event.row is not None and self._counts():
            self.choose(event.row)
