"""What was said, as rows: each voice at its own place across the page, with its own bar and its name in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import zip_longest
from typing import TYPE_CHECKING

from dialog.face.tongues import Two
from dialog.face.when import clock
from dialog.language.screen import N, tr
from dialog.language.talk import WHO
from dialog.ui.text import BAR, STEP
from dialog.ui.widget.paragraph import Block, Paragraph

if TYPE_CHECKING:
    from dialog.conversation.look_back import Said

ASIDE = {"earlier": N("før: "), "resting": N("hviler: ")}
"""What stands before an answer that is not the one that holds now."""


def talk_blocks(said: Iterable[Said], titles: Mapping[str, Two], *, beneath: Iterable[Said] = (),
                how: Callable[[Said], str] = lambda said: "") -> Iterator[Block]:
    """A heading for each section as it is entered, then question and answer. A block's key is the exchange's number.

    `titles`: section id → heading. `beneath`: the same talk in the other language. `how`: how the words came about.
    """
    section = asked = ""
    for each, other in zip_longest(said, beneath):
        if each.section != section:
            section, asked = each.section, ""
            title = titles.get(section, Two(""))
            under = (Paragraph(title.beneath, "muted", found=False),) if title.beneath else ()
            yield Block((Paragraph(title.first, "strong", found=False), *under), space=2)
        yield exchange(each, other or each, how(each), again=each.asked == asked)
        asked = each.asked


def exchange(said: Said, other: Said, how: str, *, again: bool) -> Block:
    """A question and its answer; `again`: the same question was just asked, and is not repeated.

    What was only told has no answer to go back to, and so no key.
    """
    question = (Paragraph(said.asked, "muted", tail=clock(said.at)), *_under(said.asked, other.asked))
    if not said.said:
        return Block(question)
    voice, aside = said.said_by, tr(ASIDE.get(said.standing, ""))
    quiet = said.standing != "now"
    answer = Paragraph(
        f"{aside}{said.said}", "muted" if quiet else "foreground", lead=f"{BAR[voice]} ", lead_style=voice, bar=True,
        indent=STEP[voice], tail=tr(WHO[voice]), tail_style=voice)
    after = (*_under(said.said, other.said, STEP[voice] + 2), *_under("", how, STEP[voice] + 2))
    return Block((*(() if again else question), answer, *after), key=said.seq, space=0 if again else 1)


def _under(text: str, beneath: str, indent: int = 0) -> tuple[Paragraph, ...]:
    return (Paragraph(beneath, "muted", indent=indent),) if beneath != text else ()
