"""The citizen's own numbers from talk to talk, as a quiet picture: what they are about, the numbers, and when.

Eleven places in a row, one for each number there is; the mark of the last stands out by its shape, not by a colour.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from dialog.face.when import day_name
from dialog.language.format import local_date
from dialog.language.screen import N, tr
from dialog.ui.widget.paragraph import Block, Paragraph

if TYPE_CHECKING:
    from dialog.conversation.scores import Series

LEVELS = range(11)
LAST, BEFORE, EMPTY = "●", "○", "·"
MOST = 5
"""Numbers shown of each; the earlier ones are in the talks."""
ABOUT = {
    "goal.belief": N("Troen på »{item}«"),
    "belief.job": N("Troen på at klare et job"),
    "health.self_rated": N("Sådan har jeg det"),
}
"""By their place in the plan; any other is told by its question."""
ONCE = N("Borgerens tal er skrevet ned. Sætter I tal på igen en dag, kan I her se, om noget har flyttet sig.")


def score_blocks(found: Sequence[Series], now: datetime) -> Iterator[Block]:
    """A picture of each that was given more than once; a sentence where none was; nothing without numbers."""
    moved = [each for each in found if len(each.scores) > 1]
    if moved:
        signs = tr("Fra 0 til 10. {last} er sidst, {before} er før.", last=LAST, before=BEFORE)
        yield Block((Paragraph(tr("Borgerens tal fra gang til gang"), "strong"), Paragraph(signs, "muted")), space=2)
        yield from (_picture(each, now) for each in moved)
    elif found:
        yield Block((Paragraph(tr(ONCE), "muted"),), space=2)


def _picture(series: Series, now: datetime) -> Block:
    shown = series.scores[-MOST:]
    about = tr(ABOUT[series.target], item=series.item) if series.target in ABOUT else series.asked
    numbers = [str(number) for _, number in shown]
    days = [day_name(day, local_date(now)) for day, _ in shown]
    return Block((
        Paragraph(about, tail=_in_turn(numbers, series), tail_style="strong"),
        Paragraph(_in_turn(days, series), "muted", lead=f"{marks([number for _, number in shown])}   ",
                  lead_style="foreground"),
    ))


def marks(scores: Sequence[int]) -> str:
    """`····○·○●···` for 4, 6 and 7."""
    return "".join(LAST if level == scores[-1] else BEFORE if level in scores else EMPTY for level in LEVELS)


def _in_turn(parts: Sequence[str], series: Series) -> str:
    return " → ".join(["…", *parts] if len(series.scores) > MOST else parts)
