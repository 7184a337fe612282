"""A line that is longer than the terminal: it goes on in a row of its own, and no row may pass for a speaker.

A terminal folds where it likes, so that the right number of spaces brings »Programmet: …« in an answer to the front of
a row. Where words in a long line could be taken so, the line is folded here, and each further row begins with a plus.
"""

from __future__ import annotations

import re
import unicodedata

MORE = "+ "
WHO = re.compile(r"\d+\. |[^:]*: ")
SPEAKS = re.compile(r":(?=\s|$)|\d\.(?=\s)")
"""How a line begins to speak, or a choice with its number."""
NARROW = 0x530
"""Below it a sign takes one cell on every terminal, but for the ones that are put upon others; above, perhaps two."""


def folded(line: str, width: int) -> list[str]:
    """The rows to write for a line, each no wider than the terminal; the line itself where nothing can be mistaken."""
    who = WHO.match(line)
    if sum(map(_cells, line)) <= width or not SPEAKS.search(line, who.end() if who else 0):
        return [line]
    rows, used = [""], 0
    for sign in line:
        if used + _cells(sign) > width:
            rows.append(MORE)
            used = len(MORE)
        rows[-1] += sign
        used += _cells(sign)
    return rows


def _cells(sign: str) -> int:
    """At most so many."""
    return 1 if ord(sign) < NARROW and not unicodedata.combining(sign) else 2
