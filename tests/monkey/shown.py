"""Every part of the screen that shows text, in a program of its own that shows it one hostile text after another.

`python -m tests.monkey.shown [unguarded] PART…`. The program is the real app with the real driver and filter; only its
ground is a bare stage. Between the pictures it writes notes (see `watched`): which part shows which text, where a mouse
is wanted, and whether any action ran. `unguarded` is the twin: no filter on what is painted, and words read as markup.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from textual.content import Content
from textual.markup import MarkupError
from textual.widget import Widget
from textual.widgets import Input, Static

from tests.faults.payloads import PRINTED, STEERING
from tests.render.hostile import PAYLOADS

HOSTILE = tuple(dict.fromkeys((*PRINTED, *STEERING, *(each for each in PAYLOADS.values() if len(each) < 500))))
CLICKED = tuple(number for number, each in enumerate(HOSTILE) if "@click" in each or "[link=" in each)


def unguard() -> None:
    """Before the parts are imported, for they take `words` as it is then."""
    import dialog.ui.terminal
    import dialog.ui.text

    def as_markup(text: str, ink: str = "", *, strong: bool = False) -> Content:
        try:
            return Content.from_markup(text)
        except MarkupError:
            return Content(text)

    dialog.ui.text.words = as_markup
    dialog.ui.terminal.NoControls.apply = lambda self, segments, background: segments  # type: ignore[method-assign]


@dataclass(frozen=True, slots=True)
class Part:
    """How a part is made, and how it is given a text. `hides`: it shows that something is written, never what."""

    make: Callable[[], Widget]
    put: Callable[[Any, str], object]
    hides: bool = False
    one_row: bool = False
    """It has room for the first line of a text."""


HOLDERS = ("StillRoom", "StillGroup", "StillScroll")
"""Parts that hold other parts, and have no words of their own."""


def parts() -> dict[str, Part]:
    """By the name of the class. A new class of the screen's needs a row here."""
    from dialog.ui.text import words
    from dialog.ui.widget.aside import Aside
    from dialog.ui.widget.field import Field
    from dialog.ui.widget.key_row import KeyRow
    from dialog.ui.widget.labelled import CprInput, Labelled, LineInput, SearchInput, SecretInput
    from dialog.ui.widget.past import Past
    from dialog.ui.widget.rows import Choice, Rows
    from dialog.ui.widget.sheet import Sheet
    from dialog.ui.widget.still import StillText
    from dialog.ui.widget.tall_sheet import TallSheet
    from dialog.ui.widget.told import Told

    def value(field: Input, text: str) -> None:
        field.value = text

    def written(field: Field, text: str) -> None:
        field.put(text, text)

    def tall(part: TallSheet, text: str) -> None:
        part.show(_blocks(text))
        part.refresh(layout=True)

    def labelled(part: Labelled, text: str) -> None:
        part.relabel(text)
        part.say(text)

    return {
        "Static": Part(Static, lambda part, text: part.update(words(text))),
        "StillText": Part(StillText, lambda part, text: part.update(words(text, "muted"))),
        "Told": Part(Told, lambda part, text: part.say(text)),
        "KeyRow": Part(KeyRow, lambda part, text: part.show([("F1", text, "")]), one_row=True),
        "Sheet": Part(Sheet, lambda part, text: part.show(_blocks(text))),
        "TallSheet": Part(TallSheet, tall),
        "Past": Part(Past, lambda part, text: part.show(_blocks(text))),
        "Rows": Part(Rows, lambda part, text: part.put([Choice("a", text, text, beneath=text)])),
        "Aside": Part(Aside, lambda part, text: part.put(text, [Choice("a", text)], lambda _: None)),
        "Field": Part(Field, written),
        "Input": Part(Input, value),
        "LineInput": Part(lambda: LineInput(max_length=900), value),
        "SearchInput": Part(lambda: SearchInput(max_length=900), value),
        "SecretInput": Part(SecretInput, value, hides=True),
        "CprInput": Part(CprInput, value, hides=True),
        "Labelled": Part(lambda: Labelled("", Input()), labelled),
        **_with_a_talk(),
    }


def _with_a_talk() -> dict[str, Part]:
    """Those that show a question, a plan, or how far the talk has come."""
    from dialog.face.tongues import Two
    from dialog.ui.ask.panel import Answering
    from dialog.ui.steady import Steady
    from dialog.ui.text import words
    from dialog.ui.widget import hands
    from dialog.ui.widget.drawer import Drawer
    from dialog.ui.widget.hands import Hands
    from dialog.ui.widget.plan_view import PlanView
    from dialog.ui.widget.rows import Choice
    from dialog.ui.widget.scale_bar import ScaleBar
    from dialog.ui.widget.speaker import Speaker
    from dialog.ui.widget.trail import FoldedTrail, SectionList
    from tests.render.hostile import plan_with

    def ask(drawer: Drawer, text: str) -> None:
        drawer.run_worker(drawer.choose(text, [Choice("a", text)], about=words(text)), exclusive=True)

    def score(bar: ScaleBar, text: str) -> None:
        bar.put(score=3, ink="citizen")
        bar.put_in_words({number: Two(text, text) for number in (0, 5, 10)}, (text, 4))

    def sections(part: SectionList, text: str) -> None:
        for each in ("·", text):  # only rows that change are painted
            part.put(each, _progress(each), "first")

    def hand_over(part: Hands, text: str) -> None:
        setattr(hands, "WHO", dict.fromkeys(("citizen", "caseworker", "together"), text))  # noqa: B010
        part.put("caseworker")

    return {
        "Answering": Part(Answering, lambda part, text: part.show(_question(text))),
        "Drawer": Part(lambda: Drawer(Steady()), ask),
        "ScaleBar": Part(ScaleBar, score),
        "Speaker": Part(Speaker, lambda part, text: part.put("citizen", "citizen", _tongues(text))),
        "Hands": Part(Hands, hand_over, one_row=True),
        "FoldedTrail": Part(FoldedTrail, lambda part, text: part.put(_progress(text), "first")),
        "SectionList": Part(SectionList, sections),
        "PlanView": Part(lambda: PlanView(_session()), lambda part, text: part.refresh_plan(plan_with(text))),
    }


def _blocks(text: str) -> list[Any]:
    """As a paragraph, and at both its ends."""
    from dialog.ui.widget.paragraph import Block, Paragraph

    return [Block((Paragraph(text, "strong"), Paragraph("ved siden af", lead=text, tail=text)))]


class Hostile:
    """Whoever puts the talk into words, with a catalogue in which every word is this one."""

    def __init__(self, text: str) -> None:
        self.text, self.language = text, "uk"

    def phrasing(self, language: str | None = None) -> Any:
        from dialog.conversation.wording import Phrasing
        from dialog.language import talk
        from dialog.language.catalogue import TALK, Catalogue

        known: list[Any] = [each for name, each in vars(talk).items() if name.isupper()]
        texts: list[Any] = [text for each in known for text in (each.values() if isinstance(each, dict) else [each])]
        words = {(TALK, text): self.text for text in texts if isinstance(text, str)}
        return Phrasing(_script(), Catalogue("uk", words))


def _tongues(text: str) -> Any:
    from dialog.face.tongues import Tongues

    return Tongues(Hostile(text), "uk")


def _script() -> Any:
    from tests.tiny import script_of

    return script_of("{id: help, kind: choices, ask: H, options: [{id: a, text: A}, {id: b, text: B}]}")


def _question(text: str) -> Any:
    from dialog.conversation.event import Place
    from dialog.ui.ask.question import Question

    turn = _script().by_id["help"]
    hostile = replace(turn, ask=text, options=tuple(replace(each, text=text, help=text) for each in turn.options))
    return Question(Place("help"), hostile, date(2026, 3, 2), _tongues(text))


def _progress(text: str) -> Any:
    from dialog.conversation.progress import Progress, SectionProgress

    section = replace(_script().sections[0], title=text)
    return Progress(1, 2, section, (SectionProgress(section, 1, 2),))


def _session() -> Any:
    from dialog.store import Store
    from tests.ui.rooms import begun

    return begun(Store.throwaway())


def main(names: list[str]) -> int:
    if "unguarded" in names:
        unguard()
    from tests.monkey.stage import Showing

    table = parts()
    app = Showing({name: table[name] for name in names if name in table} or table)
    app.run()
    return app.return_code or 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
