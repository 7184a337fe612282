"""The program on the screen: opens, holds what is open, moves between screens, and leaves without losing a letter.

Only Textual and light modules are imported here: the database, the script and the plan come in a worker after the first
picture, for they would make it 2.8 times a bare Textual app's.
"""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from rich.console import RenderableType
from rich.segment import Segment, Segments
from textual import events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.filter import ANSIToTruecolor, LineFilter
from textual.screen import Screen

from dialog.face.farewell import farewell
from dialog.face.idle import Idle
from dialog.language.screen import N, tr
from dialog.ui.memory import keep_little
from dialog.ui.screen.calm import CalmScreen
from dialog.ui.screen.lock import LOCK, LOOK, LockScreen
from dialog.ui.steady import Hand
from dialog.ui.terminal import NoControls, learn_keys, on_ending
from dialog.ui.theme import THEMES, following
from dialog.ui.tongue import speak_wanted, tell_unspoken

if TYPE_CHECKING:
    from dialog.session import Session
    from dialog.store import Store
    from dialog.ui.player import Player
    from dialog.ui.screen.conversation import ConversationScreen

Mode = Literal["real", "demo", "watch"]
NOT_KEPT = N("Det halvskrevne kan ikke gemmes lige nu. Send det, eller tryk Ctrl+Q igen for at lukke uden det.")
PRACTISE_OUT = N("Ctrl+Q lukker. Øvelsen bliver slettet.")
THROUGH = ("ctrl+q", "ctrl+c", "ctrl+l", "f1", "f3", "f4", "f9")  # they do the same while a scenario plays


@dataclass(frozen=True, slots=True)
class Opening:
    """What to begin with: the file in `folder` (real), or an invented citizen in a throwaway one (demo, watch)."""

    mode: Mode
    folder: Path
    script: str = "first_conversation"  # a name, or the path of a file
    scenario: Path | None = None
    """`watch`: the scenario that is played."""
    speed: float = 1.0


class EmpowerApp(App[None]):
    """`store` and `session` are what is open now, None before that. `open_conversation` is the way in, `leave` out."""

    CSS_PATH = Path(__file__).with_name("dialog.tcss")
    TITLE = "empower"
    ENABLE_COMMAND_PALETTE = False  # it offers "Save screenshot"
    ALLOW_SELECT = False  # a selection is copied through the terminal's clipboard, out of our hands
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "leave", "Luk", priority=True),
        Binding("ctrl+c", "how_to_leave", show=False, system=True),
        Binding("ctrl+l", "lock", show=False, priority=True),
        Binding("f1", "help", "Hjælp", priority=True),
        Binding("f9", "theme", "Farver", priority=True),
    ]

    def __init__(self, opening: Opening) -> None:
        super().__init__()
        self.opening = opening
        self.store: Store | None = None
        self.session: Session | None = None
        self.player: Player | None = None
        """Plays a scenario on the conversation screen; None when hands do."""
        self._warned = False
        self._controls = NoControls()
        self.idle = Idle()
        self._modes[self.DEFAULT_MODE] = self._first_screen  # or there were no way back to it from the lock
        for theme in THEMES:
            self.register_theme(theme)
        self.set_reactive(App.theme, THEMES[0].name)  # no style is worked out twice before the first picture

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Ours in place of the one that mixes a palette for ANSI colours: no theme of ours has any, and it costs."""
        return [*(each for each in super().get_line_filters() if not isinstance(each, ANSIToTruecolor)), self._controls]

    def get_driver_class(self) -> type[Driver]:
        if sys.platform == "win32":
            return super().get_driver_class()
        from dialog.ui.driver import CalmDriver

        return CalmDriver

    def copy_to_clipboard(self, text: str) -> None:
        """Within the program; Textual would send it on to the terminal's clipboard, where every program reads it."""
        self._clipboard = text

    def _set_pointer_shape(self, shape: str) -> None:
        """Leave the terminal's mouse pointer alone: few terminals know the code, and some print it."""

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return THEMES[0].variables

    def on_mount(self) -> None:
        learn_keys()
        keep_little()
        tell_unspoken(self)
        self.call_after_refresh(gc.enable)
        on_ending(asyncio.get_running_loop(), self.end)
        self.set_interval(LOOK, self._rest)
        self.app_resume_signal.subscribe(self, lambda _: self._rest())

    def get_default_screen(self) -> Screen[Any]:
        """The first screen is the ground itself: pushed above an empty one, the first picture is painted twice."""
        if self.opening.mode != "real":
            from dialog.ui.screen.practice import PracticeScreen

            return PracticeScreen(self.opening)
        if self.store is None:
            from dialog.ui.screen.unlock import UnlockScreen

            return UnlockScreen(self.opening.folder)
        from dialog.ui.screen.start import StartScreen

        return StartScreen()

    def _first_screen(self) -> Screen[Any]:
        screen = self.get_default_screen()
        screen._css_update_count = self._css_update_count
        return screen

    async def open_conversation(self, session: Session) -> ConversationScreen:
        """Show `session` on the conversation screen, above whatever is shown now."""
        from dialog.ui.screen.conversation import ConversationScreen

        self.session = session
        screen = ConversationScreen(session)
        await self.push_screen(screen)
        return screen

    def keep(self) -> bool:
        """Save what is half typed, on whichever screen holds it. False when something could not be saved."""
        keepers = [keep for screen in self._everywhere() if (keep := getattr(screen, "keep_draft", None))]
        return all([keep() is not False for keep in keepers])

    def _everywhere(self) -> list[Screen[Any]]:
        """Every screen there is, also those below the lock."""
        return [screen for stack in self._screen_stacks.values() for screen in stack]

    @property
    def _practising(self) -> bool:
        """Whether what the two are in, or would watch, is a talk of which nothing is kept."""
        return self.opening.mode != "real" or any(
            getattr(getattr(screen, "session", None), "practice", False) for screen in self._everywhere())

    def on_app_blur(self) -> None:
        self.keep()

    def on_app_focus(self) -> None:
        self._rest()

    # At rest

    @property
    def locked(self) -> bool:
        return self.current_mode == LOCK

    def action_lock(self) -> None:
        """Cover everything until the passphrase is typed. Before a file is open there is nothing to cover."""
        real = self.opening.mode == "real"
        if self.locked or (real and self.store is None):
            return
        kept = self.keep()
        self.add_mode(LOCK, lambda: LockScreen(self._check if real else None, kept=kept, practice=self._practising))
        self.switch_mode(LOCK)

    def unlock(self) -> None:
        self.idle.touch()
        self.switch_mode(self.DEFAULT_MODE)
        self.remove_mode(LOCK)

    def _check(self, passphrase: str) -> None:
        from dialog.store import Store

        Store.check(self.opening.folder, passphrase)

    def _rest(self) -> bool:
        """Lock where no hand has been for long. Whether it did."""
        if rests := not self.locked and self.opening.mode != "watch" and self.idle.is_long(self.store):
            self.action_lock()
        return rests and self.locked

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While it is locked, the only way is out."""
        return action == "leave" if self.locked else super().check_action(action, parameters)

    def push_screen(self, *args: Any, **kwargs: Any) -> Any:
        """A screen that a worker or a timer shows lies below the lock."""
        return super().push_screen(*args, **{**kwargs, "mode": kwargs.get("mode") or self.DEFAULT_MODE})

    async def on_event(self, event: events.Event) -> None:
        """While a scenario plays, the hand steers the player and not the talk."""
        if isinstance(event, events.InputEvent | events.Paste):
            if self._rest():
                return  # the first key after a sleep was meant for nothing that stands here now
            self.idle.touch()
        if self.player is not None and isinstance(event, events.Key) and not event.is_forwarded:
            from dialog.ui.player import PlayedKey

            hand = not isinstance(event, PlayedKey) and self.screen is self.player.screen
            if hand and event.key not in THROUGH:
                self.player.on_hand(event.key)
                return
        if (isinstance(event, Hand) and not event.is_forwarded
                and isinstance(self.screen, CalmScreen) and self.screen.hears(event)):
            return
        await super().on_event(event)

    def action_play(self, key: str) -> None:
        if self.player is not None:
            self.player.on_hand(key)

    def action_leave(self) -> None:
        """Everything sent is saved already, and the half-typed is saved now; a word is said only where it cannot be."""
        below = self._screen_stacks[self.DEFAULT_MODE][-1]  # what the two see, or would see but for the lock
        word = getattr(below, "last_word", "") or ("" if self.keep() else NOT_KEPT)
        if word and not self._warned:
            self._warned = True
            self._tell(word)
        else:
            self.exit()

    def _tell(self, text: str) -> None:
        if isinstance(self.screen, CalmScreen):
            self.screen.tell(tr(text))

    def end(self) -> None:
        """The terminal has gone, or the system wants us to end: save what can be saved, and leave."""
        self.keep()
        self.exit()

    def action_how_to_leave(self) -> None:
        self._tell(PRACTISE_OUT if self._practising else N("Ctrl+Q lukker. Alt er gemt."))

    def action_theme(self) -> None:
        self.theme = following(self.theme)
        if self.store is not None:
            self.store.set_setting("theme", self.theme)

    def action_help(self) -> None:
        from dialog.ui.screen.help import HelpScreen

        if isinstance(self.screen, HelpScreen):
            self.screen.dismiss(None)
        else:
            self.push_screen(HelpScreen())

    def on_unmount(self) -> None:
        if self.store is not None:
            self.store.close()
            self.store = None

    def _handle_exception(self, error: Exception) -> None:
        """Textual would print every local variable, and with them what the citizen said."""
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
            self._say_farewell(error)
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        """Textual's own way to end with a traceback; ours says as little as any other failure."""
        self._handle_exception(RuntimeError("panic"))

    def _say_farewell(self, error: Exception) -> None:
        try:
            kept = self.keep()
        except Exception:  # noqa: BLE001  # the first failure is the one to tell of, whatever it broke on its way
            kept = False
        folder = self.opening.folder if self.opening.mode == "real" else None
        said = farewell(error, folder, kept=kept, practice=self._practising)
        self._exit_renderables.append(Segments([Segment(said + "\n")]))


def run_app(opening: Opening) -> int:
    """Opens the program on this terminal; returns the exit status."""
    speak_wanted()
    sys.setswitchinterval(0.0005)  # keys are read and pictures written by threads of Textual's: they waited 5 ms a turn
    app = EmpowerApp(opening)
    app.run()
    return app.return_code or 0
