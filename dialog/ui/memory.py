"""What Textual would keep of screens that are gone: a day of talks took it from 40 MB to more than 150.

It caches the edges of a painted part on a method, and so holds the last 1,024 parts with every row they painted; each
row has seven caches of its own shapes, which are as large as the row and answer nothing a talk asks twice; and an app
goes on knowing each text area that has ever watched its theme.
"""

from __future__ import annotations

from functools import lru_cache

from textual import strip
from textual._styles_cache import StylesCache
from textual.app import App
from textual.widget import Widget

EDGES = 64
"""Edges that are on the screen at once, and a few more."""


class Forgetful:
    """A cache that keeps nothing; stands where a row would have seven."""

    def get(self, key: object) -> None:
        return None

    def __setitem__(self, key: object, value: object) -> None:
        pass


FORGETFUL = Forgetful()


def keep_little() -> None:
    """From now on only what is on the screen is held."""
    cached = StylesCache.get_inner_outer
    StylesCache.get_inner_outer = lru_cache(maxsize=EDGES)(cached.__wrapped__)  # type: ignore[method-assign]
    vars(strip)["FIFOCache"] = lambda size: FORGETFUL


def forget(app: App[object], part: Widget) -> None:
    """The part is gone, and watches the app's theme no longer."""
    watchers = getattr(app, "__watchers", {}).get("theme", [])
    watchers[:] = [each for each in watchers if each[0] is not part]
