"""What the terminal sends, made into text that cannot harm: bytes that are no text do not end the program, and a paste
presses no keys.

Textual's reader thread dies of one byte that is not UTF-8 (an æ from an old terminal is enough), and an ESC inside a
bracketed paste makes its parser read the rest of the paste as keys.
"""

from __future__ import annotations

from codecs import getincrementaldecoder
from collections.abc import Callable
from time import monotonic

BEGIN, END = "\x1b[200~", "\x1b[201~"
"""How a terminal frames what is pasted."""
MOST = 100_000
"""Signs of one paste that are heard; no field takes as many, and a whole file in the clipboard would hold us up."""


STALLED = 1.0
"""Seconds without anything new after which a paste has no end any more: it was cut off on its way, or somebody pasted
only its beginning. Until then every key would be a part of it, also the one that locks."""
ONE_KEY = 8
"""The most bytes of one key, which is what is waited for then; more than that is a paste on a line that had stopped."""


class Hearing:
    """Decodes bytes as they come, in the shape of Python's incremental decoders."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._came = clock()
        """When something last came."""
        self._text = getincrementaldecoder("utf-8")(errors="replace")
        self._pasting = False
        self._room = 0
        """How many signs of the paste are still heard."""
        self._before = ""
        """The last signs outside a paste, for a beginning that is cut in two by the reading."""
        self._held = ""
        """The beginning of an end, held back until the rest of it comes."""

    def decode(self, data: bytes, final: bool = False) -> str:
        """The text of these bytes. What is no text is heard as �; ESC within a paste is not heard."""
        stalled = self._clock() - self._came >= STALLED and len(data) <= ONE_KEY
        self._came = self._clock()
        text, heard = self._text.decode(data, final), ""
        if self._pasting and stalled and END not in self._held + text:
            self._pasting, self._held, heard = False, "", END
        text, self._held = self._held + text, ""
        while text:
            part, text = self._pasted(text) if self._pasting else self._typed(text)
            heard += part
        return heard

    def _typed(self, text: str) -> tuple[str, str]:
        """What comes before and with the beginning of a paste, and the rest."""
        seen = self._before + text
        at = seen.find(BEGIN)
        if at < 0:
            self._before = seen[-len(BEGIN) + 1:]
            return text, ""
        self._pasting, self._before, self._room = True, "", MOST
        cut = at + len(BEGIN) - (len(seen) - len(text))
        return text[:cut], text[cut:]

    def _pasted(self, text: str) -> tuple[str, str]:
        """What is pasted, without ESC, up to and with its end, and the rest."""
        at = text.find(END)
        if at >= 0:
            self._pasting = False
            return self._within(text[:at]) + END, text[at + len(END):]
        held = next((size for size in range(len(END) - 1, 0, -1) if text.endswith(END[:size])), 0)
        self._held = text[len(text) - held:]
        return self._within(text[: len(text) - held]), ""

    def _within(self, text: str) -> str:
        """What is heard of a piece of a paste."""
        text = text.replace("\x1b", "")[: self._room]
        self._room -= len(text)
        return text
