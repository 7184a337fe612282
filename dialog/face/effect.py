"""What an answer changed around itself, in a few words: in the screen's language, as the program's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialog.language.screen import N, tr

if TYPE_CHECKING:
    from dialog.conversation.turn import Effect

RESTS = (N("1 svar hviler nu."), N("{count} svar hviler nu."))
WAKES = (N("1 tidligere svar gælder igen."), N("{count} tidligere svar gælder igen."))
OPENS = (N("Svaret giver 1 spørgsmål mere."), N("Svaret giver {count} spørgsmål mere."))


def what_changed(effect: Effect) -> str:
    """Short sentences; empty when there is nothing to tell of."""
    counted = ((RESTS, effect.rests), (WAKES, effect.wakes), (OPENS, effect.opens))
    return " ".join(tr(one if len(places) == 1 else many, count=len(places))
                    for (one, many), places in counted if places)
