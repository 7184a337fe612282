"""Puts words into the `{slots}` of a text, in one pass: what is put in is never read as a text of ours."""

from __future__ import annotations

import re
from collections.abc import Mapping

SLOT = re.compile(r"\{([a-z][a-z0-9_]*)\}")


def fill(text: str, slots: Mapping[str, object]) -> str:
    """The text with each `{name}` by its value; a name that has none stands as it is."""
    return SLOT.sub(lambda found: str(slots.get(found[1], found[0])), text) if slots else text
