"""The one filter that every typed or pasted text passes before it is kept.

A pasted answer can carry escape codes that repaint a terminal or write to its clipboard, marks that turn the reading
direction so that a line reads as something else, and code points that no document may hold. They are taken out, and
the person is told; every letter of any language, emoji and combining mark stays.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 20_000
MOST_MARKS = 30
"""Combining marks in a row, as in Unicode's stream-safe text: no language needs more, and normalising is quadratic."""

ESCAPES = "Koder til skærmen er taget ud af teksten."
CONTROLS = "Usynlige styretegn er taget ud af teksten."
DIRECTION = "Tegn, der vender læseretningen, er taget ud af teksten."
UNKNOWN = "Tegn, der ikke kan vises, er taget ud af teksten."
MARKS = "En lang stak af tegn oven på hinanden er taget ud af teksten."
TOO_LONG = "Teksten var for lang. De første 20.000 tegn er med."

_BREAK = re.compile("\r\n|[\r\x85\u2028\u2029]")
_ESCAPE = re.compile(
    "(?:\x1b[\\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x9c|\x1b\\\\)?"  # OSC, DCS, SOS, PM, APC
    "|(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]?"  # CSI
    "|\x1b[ -/]*[0-~]"  # two and three characters
)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_DIRECTION = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u206f]")
_FLAG = "\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"
_UNKNOWN = re.compile(
    f"({_FLAG})|[\ud800-\udfff\ufeff\ufff9-\ufffb\ufdd0-\ufdef\U000e0000-\U000e007f"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
"""Lone surrogates, noncharacters, the byte order mark and invisible tags, except the tags that spell a flag."""

_PLAIN = re.compile("[\n -~\xa0-\u02ff\u2010-\u2027\u2030-\u205e€]*")
"""Signs that are always as they should be. Nearly all Danish text is nothing else, and is let through at once."""
_STEPS = ((_DIRECTION, DIRECTION), (_ESCAPE, ESCAPES), (_CONTROL, CONTROLS))


def clean_text(text: str) -> tuple[str, tuple[str, ...]]:
    """The text as it may be kept, and one Danish sentence for each thing that was taken out of it.

    Composed (NFC), `\\n` for every line break, a space for a tab, at most 20,000 characters. Cleaning again changes
    nothing.
    """
    if len(text) <= LONGEST and _PLAIN.fullmatch(text):
        return text, ()
    notes: list[str] = []
    too_long = len(text) > LONGEST * 4
    text = _BREAK.sub("\n", text[: LONGEST * 4]).replace("\t", " ")
    for pattern, note in _STEPS:
        text, found = pattern.subn("", text)
        if found:
            notes.append(note)
    kept = _UNKNOWN.sub(lambda found: found[1] or "", text)
    if kept != text:
        notes.append(UNKNOWN)
    thinned = _thin(kept)
    if thinned != kept:
        notes.append(MARKS)
    text = unicodedata.normalize("NFC", thinned)
    if too_long or len(text) > LONGEST:
        notes.append(TOO_LONG)
    return text[:LONGEST], tuple(notes)


def cleaned(text: str) -> str:
    """The text as it may be kept, where nobody is there to be told what was taken out."""
    return text if len(text) <= LONGEST and _PLAIN.fullmatch(text) else clean_text(text)[0]


def is_clean(text: str) -> bool:
    """Whether the text, however long, holds nothing that `clean_text` would take out."""
    if _PLAIN.fullmatch(text):
        return True
    steers = "\t" in text or any(pattern.search(text) for pattern in (_BREAK, *(step for step, _ in _STEPS)))
    return not steers and _UNKNOWN.sub(lambda found: found[1] or "", text) == text == _thin(text)


def _thin(text: str) -> str:
    """The text with no more than MOST_MARKS combining marks in a row."""
    if text.isascii():
        return text
    kept: list[str] = []
    marks = 0
    for sign in text:
        marks = marks + 1 if unicodedata.combining(sign) else 0
        if marks <= MOST_MARKS:
            kept.append(sign)
    return "".join(kept)
