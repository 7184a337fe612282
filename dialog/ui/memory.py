"""What Textual would keep of screens that are gone: a day of talks took it from 40 MB to more than 150.

It caches the edges of a painted part on a method, and so holds the last 1,024 parts with every row they painted; and an
app goes on knowing each text area that has ever watched its theme.
"""

from __future__ import annotations

from functools import lru_cache

from textual._styles_cache import StylesCache
from textual.app import App
from textual.widget import Widget

EDGES = 64
"""Edges that are on the screen at once, and a few more."""


def keep_little() -> None:
    """From now on only what is on the screen is held."""
    cached = StylesCache.get_inner_outer
    StylesCache.get_inner_outer = lru_cache(maxsize=EDGES)(cached.__wrapped__)  # type: ignore[method-assign]


def forget(app: App[object], part: Widget) -> None:
    """The part is gone, and watches the app's theme no longer."""
    watchers = getattr(app, "__watchers", {}).get("theme", [])
    watchers[:] = [each for each in watchers if each[0] is not part]
