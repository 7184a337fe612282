"""The screen at rest: somebody has left it, and what two people talked about is nobody else's business.

Everything below it stays as it was, letter for letter, and nothing of it is shown. It lies in a stack of screens of its
own (Textual's mode), so that whatever is shown meanwhile by a timer or a worker lands below it and never on top. With a
file behind a passphrase it asks for the passphrase; in a practice there is nobody to keep out, and Enter is enough.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalGroup, VerticalScroll
from textual.widgets import Input, Static

from dialog.errors import EmpowerError, WrongKey
from dialog.language import talk
from dialog.language.catalogue import catalogue
from dialog.language.screen import N, screen_language, told, tr
from dialog.ui.screen.calm import CalmScreen
from dialog.ui.text import strong, words
from dialog.ui.widget.labelled import Labelled, SecretInput

if TYPE_CHECKING:
    from dialog.ui.app import EmpowerApp

Check = Callable[[str], None]
"""Raises WrongKey for a passphrase that does not fit; waits for the key, so it is called in a thread."""

LOCK = "lock"
LOOK = 5
"""Seconds between two looks at whether the hands are away."""
LONGEST_WAIT = 30
"""Seconds; after each wrong passphrase the wait doubles up to this."""
NOT_FITTING = N("Adgangssætningen passer ikke. Vent lidt, og prøv igen.")
UNKEPT = N("Skærmen er låst. Det, I har sendt, er gemt. Det halvskrevne kan ikke gemmes lige nu; det står her stadig.")
PRACTISED = N("Skærmen er låst. Øvelsen står, som I forlod den. Den bliver slettet, når I lukker.")


class LockScreen(CalmScreen[None]):
    """Without a `check`, Enter opens. Asks the app to unlock; it never dismisses itself."""

    AUTO_FOCUS = "#passphrase Input"
    KEYS = (("Enter", N("Lås op"), "open"), ("Ctrl+Q", N("Luk"), "app.leave"))
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "open", show=False)]
    DEFAULT_CSS = """
    LockScreen #door { align: center middle; scrollbar-size-vertical: 1; }
    LockScreen.-low #door { align: left top; padding: 1 1; }
    LockScreen #leaf { width: 100%; max-width: 60; }
    LockScreen #leaf > Static { height: auto; margin-bottom: 1; }
    """

    def __init__(self, check: Check | None, *, kept: bool = True, practice: bool = False) -> None:
        super().__init__()
        self._check, self._kept, self._practice = check, kept, practice
        self._wrong = 0

    def parts(self) -> ComposeResult:
        with VerticalScroll(id="door", can_focus=False), VerticalGroup(id="leaf"):
            yield Static(strong(self._locked()))
            if self._check is not None:
                yield Labelled(tr("Adgangssætning"), SecretInput(), id="passphrase")
            yield Static(id="status")

    def _locked(self) -> str:
        """That it is locked, and what is kept."""
        if self._practice:
            return tr(PRACTISED)
        return catalogue(screen_language()).say(talk.LOCKED) if self._kept else tr(UNKEPT)

    @property
    def _app(self) -> EmpowerApp:
        return cast("EmpowerApp", self.app)

    @on(Input.Submitted)
    def _sent(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Enter, or its button."""
        if self._check is None:
            self._app.unlock()
            return
        field = self.query_one(SecretInput)
        if field.value and not field.disabled:
            typed, field.value = field.value, ""
            field.disabled = True
            self._say(tr("Låser op …"), "muted")
            self.run_worker(self._try(self._check, typed), description="lock", exclusive=True)

    async def _try(self, check: Check, typed: str) -> None:
        try:
            await asyncio.to_thread(check, typed)
        except WrongKey:
            self._wrong += 1
            self._say(tr(NOT_FITTING))
            self.set_timer(min(LONGEST_WAIT, 2 ** self._wrong // 2), self._again)
        except EmpowerError as error:
            self._again()
            self._say(told(error))
        else:
            self._app.unlock()

    def _again(self) -> None:
        self._say("")
        field = self.query_one(SecretInput)
        field.disabled = False
        field.focus()

    def _say(self, text: str, ink: str = "warn") -> None:
        self.query_one("#status", Static).update(words(text, ink))
        if text:
            self.call_after_refresh(self.query_one("#status", Static).scroll_visible, animate=False)

    def tell(self, note: str, ink: str = "foreground") -> None:
        self._say(note, ink)
