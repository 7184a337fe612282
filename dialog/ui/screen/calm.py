"""What every screen has in common: how it follows the terminal's size, its row of keys, and the smallest it can be.

The widths are classes on the screen: `-one` (a column), `-two` (from 104), `-three` (from 150); the heights `-low`
(under 22 rows, where air is taken out) and `-tall`. Under 44×14 one calm sentence covers everything, and nothing that
lies below it is lost.
"""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from dialog.language.screen import tr
from dialog.ui.steady import Hand
from dialog.ui.text import words
from dialog.ui.widget.key_row import KeyRow
from dialog.ui.widget.told import Told

Result = TypeVar("Result")
STANDS = 6
"""Seconds a sentence stands on a screen that has no place of its own for it."""
CATCH_UP = 0.05
"""Seconds until a terminal that was behind is looked at again."""


class CalmScreen(Screen[Result], Generic[Result]):
    """`KEYS`: the most needed keys, at most five, as (key, label, action). A screen's `compose` yields from `parts`."""

    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012  # as Textual declares it
        (0, "-cramped"), (44, "-one"), (104, "-two"), (150, "-three")]
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-squat"), (14, "-low"), (22, "-tall")]
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """As Textual's, but moving it does not paint the whole screen anew: the parts it moves between do so themselves."""
    KEYS: ClassVar[tuple[tuple[str, str, str], ...]] = ()
    usual_keys: tuple[tuple[str, str, str], ...] = ()
    """Keys that stand for `KEYS` while something else has the screen."""
    _catching_up = False

    DEFAULT_CSS = """
    CalmScreen .said { dock: bottom; margin-bottom: 1; background: $background; }
    """

    def parts(self) -> ComposeResult:
        """What this screen shows between the edges; the row of keys comes after it."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        yield from self.parts()
        yield KeyRow(self.KEYS, classes="keys")
        yield Static(words(tr("Vinduet er for lille. Gør det større, så fortsætter vi her.")), classes="cover")

    def show_keys(self, *keys: tuple[str, str, str]) -> None:
        """Put other keys in the row (at most five); without any, the screen's own."""
        self.query_one(KeyRow).show(keys or self.usual_keys or self.KEYS)

    def tell(self, note: str, ink: str = "foreground") -> None:
        """A calm sentence above the row of keys: never a toast, which would lie on what the two are reading."""
        if not self.query(Told):
            self.mount(Told(classes="said"), before=self.query_one(KeyRow))
        said = self.query(Told).first()
        said.say(note, ink)
        self.set_timer(STANDS, said.hush)

    def _compositor_refresh(self) -> None:
        """Make no picture while the terminal is still busy with the last: it is made when there is somebody to see it.

        What has changed stays noted, so nothing is lost by waiting, and a slow line gets one picture in place of many.
        """
        if not getattr(self.app._driver, "behind", False):
            super()._compositor_refresh()
        elif not self._catching_up:
            self._catching_up = True
            self.set_timer(CATCH_UP, self._caught_up)

    def _caught_up(self) -> None:
        self._catching_up = False
        self._compositor_refresh()

    def hears(self, event: Hand) -> bool:
        """Every key, press and paste, before it is any part's. True where that was all it was for."""
        return False

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Once, from the top; of a screen that has left already, Textual would take the one below it away."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def on_mount(self) -> None:
        self.app.app_resume_signal.subscribe(self, lambda _: self._paint_all())

    def on_unmount(self) -> None:
        """A signal's callback holds the screen it is for, and the app would hold every screen there has been."""
        for signal in (self.app.app_resume_signal, self.app.app_suspend_signal, self.app.theme_changed_signal):
            signal.unsubscribe(self)

    def _paint_all(self) -> None:
        """In the foreground again: the shell, or another program, has been where the picture was."""
        for part in self.walk_children(Widget, with_self=True):
            part.refresh()

    def on_resize(self, event: events.Resize) -> None:
        self.fit(event.size.width, event.size.height)

    def fit(self, width: int, height: int) -> None:
        """Called at the first layout and at every change of size; for what classes alone cannot do."""
