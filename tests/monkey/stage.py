"""The stage on which `shown` shows every part: the real app, driver and filter over an empty screen."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from textual.app import ComposeResult
from textual.widget import Widget

from dialog.ui.app import EmpowerApp, Opening
from dialog.ui.screen.calm import CalmScreen
from tests.monkey.shown import CLICKED, HOSTILE, Part
from tests.monkey.watched import note, painted


class Stage(CalmScreen[None]):
    DEFAULT_CSS = "Stage #stage { height: 1fr; }"

    def parts(self) -> ComposeResult:
        yield Widget(id="stage")


class Showing(EmpowerApp):
    """Goes through the parts and the texts by itself, and ends."""

    def __init__(self, table: Mapping[str, Part]) -> None:
        super().__init__(Opening("demo", Path(os.devnull) / "nowhere"))
        self.table, self.clicked = table, asyncio.Event()

    def get_default_screen(self) -> Stage:
        return Stage()

    def on_ready(self) -> None:
        self.run_worker(self._show_all(), exclusive=True)

    async def _show_all(self) -> None:
        for name, part in self.table.items():
            await self._show(name, part)
        self.exit()

    async def _show(self, name: str, part: Part) -> None:
        widget = part.make()
        await self.screen.query_one("#stage").mount(widget)
        await painted(self)
        note(self, "part", name)
        for number, text in enumerate(HOSTILE):
            part.put(widget, text)
            await painted(self)
            note(self, "shown", number)
            if number in CLICKED:
                await self._be_clicked(widget)
        await widget.remove()
        await painted(self)

    async def _be_clicked(self, widget: Widget) -> None:
        region = widget.region
        self.clicked.clear()
        note(self, "click", region.x, region.y, region.width, region.height)
        await self.clicked.wait()
        await painted(self)

    def _on_terminal_supports_synchronized_output(self, message: Any) -> None:
        """The one who clicked is done."""
        self.clicked.set()

    async def action_quit(self) -> None:
        note(self, "ran", "quit")

    async def action_bell(self) -> None:
        note(self, "ran", "bell")

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        note(self, "ran", "link")
