"""Numbers as Danes type them: 7,5 and 1.200."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d{1,12})(?:[,.]\d{1,6})?")


def read_number(text: str) -> int | float | None:
    """The number in `text`; None where there is none. A dot before three digits parts thousands, else decimals."""
    text = text.strip().replace(" ", "")
    if not _NUMBER.fullmatch(text):
        return None
    if "," in text or re.fullmatch(r"-?\d{1,3}(\.\d{3})+", text):
        text = text.replace(".", "").replace(",", ".")
    number = float(text)
    return int(number) if number.is_integer() else number


def typed_number(value: int | float) -> str:
    return f"{value}".replace(".", ",")
