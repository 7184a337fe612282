"""One line of the plan in large calm space, as it is read with the citizen, and what the reading came to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from dialog.face.plan_told import STILL, WAIT, WAITS, in_both, quoted
from dialog.face.when import moment
from dialog.face.words import shortened
from dialog.language.screen import tr
from dialog.ui.text import BAR
from dialog.ui.widget.paragraph import Block, Paragraph
from dialog.ui.widget.plan_view import READ, beside

if TYPE_CHECKING:
    from dialog.plan.model import Line, Plan


def line_blocks(plan: Plan, up: Line, now: datetime, facts: Sequence[tuple[str, str]], *, air: bool,
                older: bool = False) -> list[Block]:
    """Its heading, its words, the words beside it, and where it comes from. `air`: there is room for it.

    `older`: the words beside it were written before the answer was changed.
    """
    section, entry = next((section, entry) for section in plan.sections for entry in section.entries
                          for line in entry.lines if line.id == up.id)
    about = f" · »{shortened(entry.title, 60 if air else 20)}«" if entry.title and entry.title != up.text else ""
    words = [Paragraph(quoted(up), "strong", lead=f"{BAR[up.said_by]} ", lead_style=up.said_by, bar=True)]
    if up.wording and air:
        words.append(Paragraph(""))
    words += beside(up, older=older, indent=2)
    came = (Paragraph(text, "muted", lead=f"{label:<13}", indent=2) for label, text in facts)
    blocks = [Block((Paragraph(f"{in_both(section.title)}{about}", "muted"), Paragraph(in_both(up.label), "strong"))),
              Block(tuple(words), space=1 + air), Block(tuple(came), space=1 + air)]
    if up.reviewed:
        right = tr("Det passer, sagde I {when}.", when=moment(up.reviewed, now))
        blocks.append(Block((Paragraph(right, lead=f"{READ} ", lead_style="good"),)))
    return blocks


def end_blocks(lines: Sequence[Line]) -> list[Block]:
    """What the reading came to."""
    wait = sum(line.reviewed is None for line in lines)
    if not wait:
        return [Block((Paragraph(tr("Nu har I læst hele planen."), "strong"),)),
                Block((Paragraph(tr("Hver linje står, som den skal."), lead=f"{READ} ", lead_style="good"),))]
    return [Block((Paragraph(tr("I er nået til enden af planen."), "strong"),)),
            Block((Paragraph(tr(WAITS if wait == 1 else WAIT, count=wait)),)),
            Block((Paragraph(tr(STILL), "muted"),))]
