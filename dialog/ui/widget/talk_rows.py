"""What was said, as rows: each voice at its own place across the page, with its own bar and its name in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from dialog.face.when import clock
from dialog.ui.text import BAR, STEP, WHO
from dialog.ui.widget.paragraph import Block, Paragraph

if TYPE_CHECKING:
    from dialog.conversation.look_back import Said

ASIDE = {"earlier": "før: ", "resting": "hviler: ", "skipped": ""}
"""What stands before an answer that is not the one that holds now."""


def talk_blocks(said: Iterable[Said], titles: Mapping[str, str]) -> Iterator[Block]:
    """A heading for each section as it is entered, then question and answer. A block's key is the exchange's number.

    `titles`: section id → heading.
    """
    section = asked = ""
    for each in said:
        if each.section != section:
            section, asked = each.section, ""
            yield Block((Paragraph(titles.get(section, ""), "strong", found=False),), space=2)
        yield exchange(each, again=each.asked == asked)
        asked = each.asked


def exchange(said: Said, *, again: bool) -> Block:
    """A question and its answer; `again`: the same question was just asked, and is not repeated.

    What was only told has no answer to go back to, and so no key.
    """
    if not said.said:
        return Block((Paragraph(said.asked, "muted", tail=clock(said.at)),))
    voice, aside = said.said_by, ASIDE.get(said.standing, "")
    quiet = said.standing != "now"
    answer = Paragraph(
        f"{aside}{said.said}", "muted" if quiet else "foreground", lead=f"{BAR[voice]} ", lead_style=voice, bar=True,
        indent=STEP[voice], tail=WHO[voice], tail_style=voice)
    question = Paragraph(said.asked, "muted", tail=clock(said.at))
    return Block((answer,) if again else (question, answer), key=said.seq, space=0 if again else 1)
