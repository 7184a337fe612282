"""A day that does not pass and a home that is nobody's: a picture is the same wherever and whenever it is made."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta, tzinfo
from importlib import import_module
from pathlib import Path
from random import Random
from types import SimpleNamespace
from unittest.mock import patch

import dialog
from dialog.language.screen import speak

DAY = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
"""A Monday."""
HOME = "/home/mette"
HERE = Path(dialog.__file__).parent
CLOCKS = ("session.py", "face", "ui")
"""Where the screens read the clock."""


class Pinned(datetime):
    """Time goes on by a hundredth of a thousandth of a second each time it is read, so that first still comes first."""

    reads = 0

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        cls.reads += 1
        now = DAY + timedelta(microseconds=10 * cls.reads)
        return now.astimezone(tz) if tz else now.astimezone().replace(tzinfo=None)


def clocks() -> Iterator[str]:
    """The modules that read the clock by name."""
    for place in CLOCKS:
        files = [HERE / place] if place.endswith(".py") else sorted((HERE / place).rglob("*.py"))
        for file in files:
            if "datetime.now(" in file.read_text("utf-8"):
                yield ".".join(("dialog", *file.relative_to(HERE).with_suffix("").parts))


@contextmanager
def pinned() -> Iterator[None]:
    """The day, the home, the ids (a plan's seal is made of them) and the screen's language are the same meanwhile."""
    home = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    Pinned.reads = 0
    with ExitStack() as stack:
        stack.enter_context(patch.dict(os.environ, {**home, "HOME": HOME}, clear=True))
        stack.enter_context(patch.object(uuid, "os", SimpleNamespace(urandom=Random(4).randbytes)))
        for name in (*clocks(), "tests.ui.gallery"):
            stack.enter_context(patch.object(import_module(name), "datetime", Pinned))
        try:
            yield
        finally:
            speak("da")
