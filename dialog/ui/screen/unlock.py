"""The door: choose a passphrase, keep the recovery key, unlock, or find the way back in when the passphrase is gone.

Nothing typed here is shown, kept in a widget after use, or named to a worker (Textual writes a worker's arguments into
its description). The database is imported in a thread while the passphrase is typed, after the first picture.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalGroup, VerticalScroll
from textual.widgets import Input, Static

from dialog.errors import EmpowerError, WrongKey
from dialog.face.passphrase import keyed, set_out, strength, weak
from dialog.language.screen import N, told, tr
from dialog.ui.screen.form import FormScreen
from dialog.ui.screen.unlock_stage import STAGES
from dialog.ui.text import strong, words
from dialog.ui.widget.labelled import Labelled, SecretInput

if TYPE_CHECKING:
    from dialog.store import Store
    from dialog.ui.app import EmpowerApp

KEY_NOT_KEPT = N("Nødnøglen vises kun nu. Skriv den af først, eller tryk Ctrl+Q igen for at lukke uden den.")
NOT_FITTING = (N("Adgangssætningen passer ikke. Prøv igen."),
               N("Adgangssætningen passer ikke. Prøv igen om 1 sekund."),
               N("Adgangssætningen passer ikke. Prøv igen om {seconds} sekunder."))
"""By how many seconds the wait is."""
LONGEST_WAIT = 30
"""Seconds; after each wrong passphrase the wait doubles up to this."""
WARM_AFTER = 0.4
"""Seconds: the first picture has the processor to itself, and nobody has typed a passphrase by then."""


class UnlockScreen(FormScreen[None]):
    """The app's ground, until the file is open. Esc goes one stage back, Ctrl+Q leaves."""

    AUTO_FOCUS = "#first Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", show=False), Binding("f2", "recover", show=False),
        Binding("enter", "send", show=False)]
    DEFAULT_CSS = """
    UnlockScreen #door { align: center middle; scrollbar-size-vertical: 1; }
    UnlockScreen.-low #door { align: left top; padding: 0 1; }
    UnlockScreen #leaf { width: 100%; max-width: 60; }
    UnlockScreen #leaf > Static { height: auto; margin-bottom: 1; }
    UnlockScreen.-low #leaf > Static { margin-bottom: 0; }
    UnlockScreen #key { padding: 1 3; background: $surface; text-style: bold; width: auto; }
    UnlockScreen.-low #key { padding: 0 2; }
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._stage = "closed"
        self._key = ""
        self._store: Store | None = None
        self._wrong = 0
        self._wait = 0
        self._working = False

    def parts(self) -> ComposeResult:
        with VerticalScroll(id="door", can_focus=False), VerticalGroup(id="leaf"):
            yield Static(classes="title", id="title")
            yield Static(id="text")
            yield Static(id="key")
            yield Labelled("", SecretInput(), id="first")
            yield Labelled("", SecretInput(), id="second")
            yield Static(id="status")

    def on_mount(self) -> None:
        self._begin()
        self.set_timer(WARM_AFTER, lambda: self.run_worker(_warm, thread=True, description="warm"))

    @property
    def _app(self) -> EmpowerApp:
        return cast("EmpowerApp", self.app)

    def _field(self, name: str) -> Labelled:
        return self.query_one(f"#{name}", Labelled)

    # Stages

    def _go(self, name: str) -> None:
        """Show a stage, its fields empty."""
        self._stage, stage = name, STAGES[name]
        self.query_one("#title", Static).update(strong(tr(stage.title)))
        self.query_one("#text", Static).update(words(tr(stage.text)))
        key = self.query_one("#key", Static)
        key.display = name == "key"
        key.update(words(set_out(self._key) if name == "key" else ""))
        for field, label in (("first", stage.first), ("second", stage.second)):
            self._set_field(field, label, secret=stage.secret)
        if name in ("choose", "renew"):
            self._field("first").say(strength(""))
        self._say("")
        self.show_keys(*stage.keys)
        self._field("first").field.focus()

    def _set_field(self, name: str, label: str, *, secret: bool) -> None:
        part = self._field(name)
        part.display = bool(label)
        part.relabel(tr(label))
        part.field.value = ""
        part.field.password = secret
        part.field.disabled = not label
        part.say("")

    def _say(self, text: str, ink: str = "muted") -> None:
        status = self.query_one("#status", Static)
        status.update(words(text, ink))
        if text:
            self.call_after_refresh(status.scroll_visible, animate=False)

    def _begin(self) -> None:
        """Unlock what is there, or begin a new file."""
        from dialog.store import Store  # light until a file is opened

        try:
            self._go("open" if Store.exists(self._folder) else "choose")
        except EmpowerError as error:
            self._go("closed")
            self._say(told(error), "warn")

    @property
    def last_word(self) -> str:
        """What is said once before the program is left from here."""
        return tr(KEY_NOT_KEPT) if self._stage == "key" else ""

    def _enter(self) -> None:
        """On to the list of citizens, above the shut door. Only now is it imported: the door is the first picture."""
        from dialog.ui.screen.start import StartScreen

        self.app.push_screen(StartScreen())

    def action_back(self) -> None:
        if self._busy:
            return
        if self._stage in ("recover", "renew"):
            self._go("open" if self._stage == "recover" else "recover")

    def action_recover(self) -> None:
        if self._stage == "open" and not self._busy:
            self._go("recover")

    # What is typed

    @on(Input.Changed, "#first Input")
    def _weigh(self, event: Input.Changed) -> None:
        """How strong a new passphrase is, told while it is typed."""
        if self._stage in ("choose", "renew"):
            self._field("first").say(strength(event.value))
        self._field("second").say("")

    def fields(self) -> list[Input]:
        return [part.field for part in (self._field("first"), self._field("second")) if part.display]

    def action_send(self) -> None:
        """Enter, or its button: take what is typed to the next stage."""
        if not self._busy:
            typed = self._field("first").field.value
            getattr(self, f"_send_{self._stage}", lambda _: None)(typed)

    def _send_closed(self, typed: str) -> None:
        self._begin()

    def _send_choose(self, typed: str) -> None:
        if self._agree_on(typed):
            self._work(tr("Låser for første gang"), lambda: self._create(typed))

    def _send_renew(self, typed: str) -> None:
        if self._agree_on(typed):
            self._work(tr("Låser op"), lambda: self._recover(typed))

    def _send_open(self, typed: str) -> None:
        if typed:
            self._work(tr("Låser op"), lambda: self._open(typed))

    def _send_recover(self, typed: str) -> None:
        self._key = keyed(typed)
        if self._key:
            self._go("renew")
        else:
            self._field("first").say(tr("Det ligner ikke en nødnøgle. Den begynder med AGE-SECRET-KEY-1."), "warn")

    def _send_key(self, typed: str) -> None:
        if typed.strip().upper() != self._key[-4:]:
            self._field("first").say(tr("Det er ikke de fire sidste tegn. De står nederst i nøglen."), "warn")
        elif self._store is not None:
            self._key = ""
            self._enter()

    def _agree_on(self, typed: str) -> bool:
        """Whether a new passphrase is long enough and typed alike twice; says so where it is not."""
        if reason := weak(typed):
            self._field("first").say(reason, "warn")
            self._field("first").field.focus()
        elif self._field("second").field.value != typed:
            self._field("second").say(tr("De to er ikke ens. Prøv at skrive den igen."), "warn")
            self._field("second").field.value = ""
            self._field("second").field.focus()
        else:
            return True
        return False

    # The work, in a thread

    @property
    def _busy(self) -> bool:
        return self._working or self._wait > 0

    def _work(self, doing: str, work: Callable[[], Store]) -> None:
        """Do `work` in a thread, with a sign of life: making the key takes a second, on purpose."""
        self._rest(True)
        self._beat(doing, 0)
        self.run_worker(self._done(work), description="door", exclusive=True)

    def _rest(self, resting: bool) -> None:
        """While the work is done nothing more is taken in."""
        self._working = resting
        for name in ("first", "second"):
            part = self._field(name)
            part.field.disabled = resting or not part.display

    def _beat(self, doing: str, beats: int) -> None:
        if self._working:
            self._say(doing + " ." * (beats % 4))
            self.set_timer(0.3, lambda: self._beat(doing, beats + 1))

    async def _done(self, work: Callable[[], Store]) -> None:
        try:
            self._store = self._app.store = await asyncio.to_thread(work)
        except EmpowerError as error:
            self._rest(False)
            self._refused(error)
            return
        self._rest(False)
        if self._stage == "choose":
            self._go("key")
        else:
            self._key = ""
            self._enter()

    def _refused(self, error: EmpowerError) -> None:
        """Say what happened, empty the fields, and go on from where it can be mended."""
        wrong = isinstance(error, WrongKey)
        stage = "recover" if wrong and self._stage == "renew" else self._stage
        self._go(stage)
        if wrong and stage == "open":
            self._wrong += 1
            self._hold(min(LONGEST_WAIT, 2 ** self._wrong // 2))
        elif wrong:
            self._say(tr("Nødnøglen passer ikke til denne lås. Se den efter en gang til."), "warn")
        else:
            self._say(told(error), "warn")

    def _hold(self, seconds: int) -> None:
        """After a wrong passphrase the next try waits a little, longer each time."""
        self._wait = seconds
        self._say(tr(NOT_FITTING[min(seconds, 2)], seconds=seconds), "warn")
        if seconds:
            self.set_timer(1, lambda: self._hold(seconds - 1))

    def _create(self, passphrase: str) -> Store:
        from dialog.store import Store

        store, self._key = Store.create(self._folder, passphrase)
        store.set_setting("tour_seen", "no")
        return store

    def _open(self, passphrase: str) -> Store:
        from dialog.store import Store

        return Store.open(self._folder, passphrase)

    def _recover(self, passphrase: str) -> Store:
        from dialog.store import Store

        return Store.recover(self._folder, self._key, passphrase)


def _warm() -> None:
    """Import what opening and talking need, so that Enter only waits for the key; and the plan, which would hold the
    first one that opens it for a quarter of a second."""
    import dialog.library
    import dialog.session
    import dialog.store.database
    import dialog.ui.screen.plan  # noqa: F401
