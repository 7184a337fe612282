"""Which language the screen speaks, and the watcher's last words with it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from dialog.face.guardian import CUT, CUT_PRACTICE, GUARDIAN, PRESS
from dialog.language.screen import not_spoken, speak, tr
from dialog.ui.screen.calm import CalmScreen

if TYPE_CHECKING:
    from textual.app import App

FIRST = 1.0
"""Seconds until what there is to tell is told: the practice's first question stands by then."""


def speak_here(language: str) -> None:
    """From now on all that is said on this terminal is in the language. Raises ExportError, as `speak` does."""
    speak(language)
    GUARDIAN.say(tr(CUT_PRACTICE if GUARDIAN.said == CUT_PRACTICE else CUT), tr(PRESS))


def speak_wanted() -> None:
    """EMPOWER_LANGUAGE is spoken until a file is open."""
    speak_here(_wanted())


def tell_unspoken(app: App[None]) -> None:
    """Once, where EMPOWER_LANGUAGE is none that the screen can speak."""
    def tell() -> None:
        if isinstance(app.screen, CalmScreen):
            app.screen.tell(not_spoken(_wanted()), "warn")

    if not_spoken(_wanted()):
        app.set_timer(FIRST, tell)


def _wanted() -> str:
    return os.environ.get("EMPOWER_LANGUAGE", "")
