"""The way into a practice talk: an invented citizen in a throwaway file, or a scenario that is played to be watched."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from dialog.errors import EmpowerError
from dialog.language.screen import N, told, tr
from dialog.ui.screen.calm import CalmScreen
from dialog.ui.text import muted, strong, words

if TYPE_CHECKING:
    from dialog.session import Session
    from dialog.ui.app import EmpowerApp, Opening

TITLE = N("En øvelse")
WAIT = N("Et øjeblik …")


class PracticeScreen(CalmScreen[None]):
    """Stands while the talk is made ready in a thread; the program ends when the two come back to it."""

    KEYS = (("Ctrl+Q", N("Luk"), "app.leave"),)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "app.leave", show=False)]

    def __init__(self, opening: Opening) -> None:
        super().__init__()
        self.opening = opening
        self._opened = False

    def parts(self) -> ComposeResult:
        with Vertical(classes="page"):
            yield Static(strong(tr(TITLE)))
            yield Static(muted(tr(WAIT)), id="said")

    def on_mount(self) -> None:
        self.run_worker(self._open(), description="practice", exclusive=True)

    def on_screen_resume(self) -> None:
        if self._opened:
            self.app.exit()

    async def _open(self) -> None:
        app = cast("EmpowerApp", self.app)
        try:
            if self.opening.mode == "watch":
                await self._watch(app)
            else:
                session = await asyncio.to_thread(self._practise)
                app.store = session.store
                await app.open_conversation(session)
        except EmpowerError as error:
            self.query_one("#said", Static).update(words(told(error), "warn"))
            return
        self._opened = True

    def _practise(self) -> Session:
        from dialog.face.people import practise

        return practise(self.opening.script)

    async def _watch(self, app: EmpowerApp) -> None:
        from dialog.ui.player import Player, prepare

        played = await asyncio.to_thread(prepare, self.opening)
        app.store = played.session.store
        screen = await app.open_conversation(played.session)
        app.player = Player(app, screen, played, speed=self.opening.speed)
        app.player.start()
