"""A sentence above the row of keys about what just happened; gone again when the hand moves on.

A toast would lie on top of what the two are reading.
"""

from __future__ import annotations

from textual.widgets import Static

from dialog.ui.text import words


class Told(Static):
    SCOPED_CSS = False  # its air follows the screen's size
    DEFAULT_CSS = """
    Told { height: auto; padding: 0 4; margin-bottom: 1; display: none; }
    .-one Told { padding: 0 3; }
    .-low Told { margin-bottom: 0; }
    """

    def say(self, text: str, ink: str = "foreground") -> None:
        self.update(words(text, ink))
        self.display = bool(text)

    def hush(self) -> None:
        if self.display:
            self.say("")
