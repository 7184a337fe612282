"""Two languages on the screen: the talk's language first, and beneath it, quieter, the other."""

from __future__ import annotations

from textual.content import Content

from dialog.face.tongues import Two
from dialog.ui.text import line, muted, words
from dialog.ui.widget.paragraph import Paragraph


def both(text: Two | str, ink: str = "", *, strong: bool = False) -> Content:
    """The text in a colour of the theme, the other language muted beneath it."""
    two = Two(text) if isinstance(text, str) else text
    first = words(two.first, ink, strong=strong) if two.first else Content()
    return line(first, "\n", muted(two.beneath)) if two.beneath else first


def quiet(text: Two) -> Content:
    """What is muted where it stands alone. Where it does not, only the language beneath it is."""
    return both(text, "" if text.beneath else "muted")


def beneath(text: Two, *, indent: int = 0) -> tuple[Paragraph, ...]:
    """The other language as a paragraph of its own, where there is one."""
    return (Paragraph(text.beneath, "muted", indent=indent),) if text.beneath else ()
