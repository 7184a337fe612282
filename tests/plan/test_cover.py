"""What the plan does about what the citizen named."""

from __future__ import annotations

import pytest

from dialog.conversation.event import Place
from dialog.plan.standing import Cover
from tests.plan.whole import plan_of
from tests.tiny import Talk, script_of

LISTS = "{barriers: {item: barriere, min: 0, max: 5, title_from: obstacle}}"
THEMES = "options: [{id: sleep, text: Søvn}, {id: money, text: Regninger, discipline: debt}]"
OFFERS = "options: [{id: debt, text: Gældsrådgivning, discipline: debt}, {id: job, text: Job}]"


def small() -> Talk:
    return Talk(script_of(
        """
        {id: obstacle, kind: list, fills: barriers, ask: "Hvad?", plan: {to: barrier.statement, verbatim: true}}
        {id: self, kind: text, for_each: barriers as b, ask: "Selv?", plan: {to: barrier.own_step}}
        {id: us, kind: text, for_each: barriers as b, ask: "Kommunen?", plan: {to: barrier.municipality_step}}
        {id: themes, kind: choices, other: true, ask: "?", plan: {to: barrier.statement, text: "Og: {answer}"}, THEMES}
        {id: offers, kind: choices, ask: "?", plan: {to: offer.effort}, OFFERS}
        """.replace("THEMES", THEMES).replace("OFFERS", OFFERS), lists=LISTS))


def only(talk: Talk) -> Cover:
    (cover,) = plan_of(talk).covers
    return cover


@pytest.mark.parametrize(("chosen", "title"), [
    ({"chosen": ["sleep"]}, "Søvn"), ({"chosen": ["money"]}, "Penge og gæld"), ({"other": "Naboen"}, "Naboen")])
def test_a_theme_is_named_in_words_without_the_sentence_around_it(chosen: dict[str, object], title: str) -> None:
    talk = small()
    talk.answer("themes", chosen)
    assert (only(talk).title, only(talk).standing) == (title, "open")


def test_an_effort_has_somebody_to_do_it() -> None:
    talk = small()
    talk.add("obstacle", "a", "Ryggen")
    assert only(talk).standing == "open"
    talk.answer(Place("self", "a"), "Svømme")
    talk.answer(Place("us", "a"), "En høj stol")
    assert (only(talk).standing, only(talk).who) == ("effort", ("citizen", "municipality"))


def test_a_theme_is_answered_by_help_in_its_own_field() -> None:
    talk = small()
    talk.answer("themes", {"chosen": ["sleep", "money"]})
    talk.answer("offers", {"chosen": ["debt"]})
    assert [(each.title, each.standing) for each in plan_of(talk).covers] == [
        ("Søvn", "open"), ("Penge og gæld", "effort")]


def test_what_was_passed_is_left_for_now() -> None:
    talk = small()
    talk.add("obstacle", "a", "Ryggen")
    talk.skip(Place("self", "a"), "not_now")
    assert only(talk).standing == "not_now"
