"""The reference for the screen: the least Textual app with a question, a field to type in and a row of keys.

Run as a program. `--quit` leaves as soon as the first picture is drawn. It paints as often as we do.
"""

from __future__ import annotations

import os
import sys

os.environ["TEXTUAL_FPS"] = "240"  # Textual reads it while it is imported

from textual.app import App, ComposeResult
from textual.widgets import Input, Static

QUESTION, KEYS = "Hvad vil du gerne?", "Ctrl+Q"


class MinimalApp(App[None]):
    CSS = "#keys { dock: bottom; }"

    def compose(self) -> ComposeResult:
        yield Static(QUESTION)
        field = Input()
        field.cursor_blink = False
        yield field
        yield Static(KEYS, id="keys")

    def on_ready(self) -> None:
        if "--quit" in sys.argv:
            self.call_after_refresh(self.exit)


if __name__ == "__main__":
    MinimalApp().run()
