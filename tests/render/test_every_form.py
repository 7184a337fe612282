"""Every form of every plan: it opens, it says what was said and nothing else, and the data come back the same."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from dialog.library import profile
from dialog.plan.model import Plan
from dialog.render.data import read_json
from dialog.render.document import FORMS, make
from dialog.render.fhir import read_bundle
from dialog.render.sf2900 import read_formular
from dialog.render.xml import read_xml
from tests.faults import payloads
from tests.plan.roads import road
from tests.plan.whole import agreed, plan_of, talked, worded
from tests.render.hostile import PAYLOADS, plan_with
from tests.render.opened import OPENED, WHOLE, squashed
from tests.tiny import Talk, script_of

ROADS = 12
READERS: dict[str, Callable[[bytes], Plan]] = {
    "json": read_json, "xml": read_xml, "formular": read_formular, "fhir": read_bundle}
HOLD_THE_PDF = ("formular", "dokument")
"""Made around the very PDF that is tried by itself; their own texts are tried in `test_sf2900`."""
HOSTILE = tuple(dict.fromkeys((
    *PAYLOADS.values(), *payloads.MARKUP, *payloads.TEMPLATES, *payloads.WEB, *payloads.DATA, *payloads.LETTERS,
    *payloads.STEERING, payloads.LONG[0])))


def test_each_form_has_its_reader_and_there_are_payloads_enough() -> None:
    assert set(OPENED) == set(FORMS)
    assert len(HOSTILE) >= 150


@pytest.mark.parametrize("seed", range(ROADS))
def test_any_conversation_goes_to_every_form_and_comes_back(seed: int) -> None:
    talk = road(Random(seed))
    plan = plan_of(talk)
    assert all(line.roots for line in plan.lines())
    for name in FORMS:
        content = make(plan, name, profile())
        assert make(plan, name, profile()) == content, f"{name} is not the same twice"
        OPENED[name](content)
        if name in READERS:
            back = READERS[name](content)
            assert back == plan, f"{name} came back otherwise"
            assert all(make(back, again, profile()) == make(plan, again, profile()) for again in ("json", "xml"))


def resting() -> tuple[Talk, Talk]:
    """A talk with one answer that holds, one that rests and one that was taken back; and its twin, where all hold."""
    def begun() -> Talk:
        talk = Talk(script_of(
            """
            {id: now, kind: text, ask: A, plan: {to: direction.job}}
            {id: sure, kind: yesno, ask: B}
            {id: rest, kind: text, when: sure == yes, ask: C, plan: {to: direction.curious}}
            {id: back, kind: text, ask: D, plan: {to: direction.life}}
            """))
        talk.answer("now", "GÆLDERKANARIE")
        talk.answer("sure", True)
        talk.answer("rest", "HVILERKANARIE")
        talk.answer("back", "TILBAGEKANARIE")
        return talk

    talk, twin = begun(), begun()
    talk.answer("sure", False)
    talk.reopen("back")
    return talk, twin


@pytest.mark.parametrize("name", FORMS)
def test_an_answer_that_rests_or_was_taken_back_stands_in_no_form(name: str) -> None:
    talk, twin = resting()
    said = squashed(OPENED[name](make(plan_of(talk), name, profile())))
    assert "HVILER" not in said and "TILBAGE" not in said
    if name in WHOLE:
        assert "GÆLDERKANARIE" in said
        would = squashed(OPENED[name](make(plan_of(twin), name, profile())))
        assert "HVILERKANARIE" in would and "TILBAGEKANARIE" in would


@pytest.mark.parametrize("name", FORMS)
def test_a_draft_says_so_in_every_form_and_an_agreed_plan_does_not(name: str) -> None:
    draft, both = plan_of(talked()), plan_of(agreed(talked()))
    assert "UDKAST" in _visible(name, draft), name
    assert "UDKAST" not in _visible(name, both), name


def _visible(name: str, plan: Plan) -> str:
    text = OPENED[name](make(plan, name, profile()))
    if name in ("json", "xml"):  # data: the word is the status
        text = text.replace("draft", "UDKAST")
    return text


@pytest.mark.parametrize("name", FORMS)
def test_a_cpr_number_stands_nowhere_unless_it_was_asked_for(name: str) -> None:
    plan = plan_of(worded(talked()))
    asked_for = plan_of(worded(talked()), cpr="310299-0000")
    assert "310299" not in squashed(OPENED[name](make(plan, name, profile())))
    if name in ("pdf", "html", "markdown", "json", "xml", "fhir"):
        assert "310299" in squashed(OPENED[name](make(asked_for, name, profile())))


@pytest.mark.parametrize("name", FORMS)
def test_what_anybody_may_type_arrives_as_it_was_typed(name: str) -> None:
    for payload in HOSTILE[::8] if name in HOLD_THE_PDF else HOSTILE:
        plan = plan_with(payload)
        text = OPENED[name](make(plan, name, profile()))
        if name in WHOLE and name != "pdf":
            for line in plan.lines():
                assert squashed(line.text) in squashed(text), f"{payload[:60]!r} in {name}"
