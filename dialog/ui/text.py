"""The only way words get to a widget.

Textual reads a `str` as markup: `[fredag]` vanishes from an answer, `[/b]` crashes, `[@click=app.quit]` runs. `Content`
is taken as it stands. Colours go by theme name (`muted`, `citizen`, …), so that a change of theme reaches them all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

if TYPE_CHECKING:
    from dialog.script.model import Voice  # the first picture needs no script

BAR: dict[Voice, str] = {"citizen": "▌", "caseworker": "┃", "together": "║"}
"""Each voice has its own bar, so that nobody needs the colour to tell them apart."""
STEP: dict[Voice, int] = {"caseworker": 2, "together": 4, "citizen": 6}
"""And its own place across the page, in columns."""
MEASURE = 84
"""Longest line anybody should read, in columns."""


def words(text: str, ink: str = "", *, strong: bool = False) -> Content:
    """`text` exactly as it stands, in a colour of the theme."""
    style = " ".join(part for part in ("bold" if strong else "", f"${ink}" if ink else "") if part)
    return Content.styled(text, style) if style else Content(text)


def muted(text: str) -> Content:
    return words(text, "muted")


def strong(text: str) -> Content:
    return words(text, strong=True)


def line(*parts: Content | str) -> Content:
    """Pieces side by side; a plain string is taken as it stands."""
    return Content("").join(part if isinstance(part, Content) else Content(part) for part in parts)
