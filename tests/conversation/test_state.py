"""Which question comes next, what goes to rest and what comes back."""

from __future__ import annotations

from dialog.conversation.event import Answered, ItemRemoved, Place
from dialog.conversation.turn import preview
from dialog.conversation.undo import inverse
from dialog.conversation.wording import Phrasing, ask, said
from dialog.script.model import Script
from tests.tiny import Talk, picture, script_of

GOALS = "{goals: {item: mål, min: 0, max: 5, title_from: wish}}"


def loops() -> Script:
    return script_of(
        """
        {id: hello, kind: say, say: Hej.}
        {id: wish, kind: list, fills: goals, ask: "Hvad vil du?"}
        {id: belief, kind: scale, for_each: goals as g, both: [citizen, caseworker], ask: B, ends: {0: a, 5: b, 10: c}}
        {id: low, kind: text, for_each: goals as g, when: g.belief < 7, ask: "Hvorfor ikke lavere?"}
        {id: unsure, kind: yesno, when: count(goals) == 0, ask: "Ved du det ikke?"}
        {id: like, kind: text, when: unsure == yes, ask: "Hvad kan du lide?"}
        """, lists=GOALS)


def test_questions_come_in_script_order_and_item_by_item() -> None:
    talk = Talk(loops())
    talk.answer("hello", True)
    talk.add("wish", "a", "Et job")
    talk.add("wish", "b", "Ro")
    assert talk.next() == Place("wish")
    talk.answer("wish", True)
    order = []
    while (place := talk.next()) is not None:
        order.append((place.turn, place.item, place.voice))
        talk.answer(place, "fordi" if place.turn == "low" else 5)
    assert order == [
        ("belief", "a", "citizen"), ("belief", "a", "caseworker"), ("low", "a", None),
        ("belief", "b", "citizen"), ("belief", "b", "caseworker"), ("low", "b", None)]


def test_a_condition_reads_the_citizens_view_where_both_are_asked() -> None:
    talk = Talk(loops())
    talk.add("wish", "a", "Et job")
    talk.answer(Place("belief", "a", "caseworker"), 1)
    assert not talk.state.is_relevant(Place("low", "a"))
    talk.answer(Place("belief", "a", "citizen"), 6)
    assert talk.state.is_relevant(Place("low", "a"))


def test_an_empty_list_opens_the_road_for_those_who_do_not_know() -> None:
    talk = Talk(loops())
    talk.answer("hello", True)
    talk.answer("wish", True)
    assert talk.next() == Place("unsure")
    talk.answer("unsure", True)
    assert talk.next() == Place("like")


def test_an_answer_goes_to_rest_with_its_question_and_comes_back_with_it() -> None:
    talk = Talk(loops())
    talk.answer("wish", True)
    talk.answer("unsure", True)
    talk.answer("like", "Dyr")
    talk.answer("unsure", False)
    assert talk.state.dormant() == [Place("like")]
    assert Place("like") not in talk.state.relevant()
    talk.answer("unsure", True)
    assert talk.state.dormant() == []
    like = talk.state.given(Place("like"))
    assert isinstance(like, Answered)
    assert like.value == "Dyr"


def test_rest_reaches_through_answers_that_depend_on_each_other() -> None:
    talk = Talk(loops())
    talk.answer("unsure", True)
    talk.answer("like", "Dyr")
    before = picture(talk.state)
    talk.add("wish", "a", "Et job")
    assert talk.state.dormant() == [Place("unsure"), Place("like")]
    talk.remove("wish", "a")
    assert picture(talk.state) == before


def test_what_a_change_would_do_is_told_before_it_happens() -> None:
    talk = Talk(loops())
    talk.answer("unsure", True)
    talk.answer("like", "Dyr")
    before = picture(talk.state)
    done = preview(talk.script, talk.state, Answered(**talk.envelope(), place=Place("unsure"), value=False))
    assert done.rests == (Place("like"),)
    assert picture(talk.state) == before


def test_taking_an_item_away_puts_all_that_was_said_about_it_to_rest() -> None:
    talk = Talk(loops())
    talk.add("wish", "a", "Et job")
    talk.answer(Place("belief", "a", "citizen"), 3)
    talk.answer(Place("low", "a"), "fordi")
    done = preview(talk.script, talk.state, ItemRemoved(**talk.envelope(), place=Place("wish", "a")))
    assert done.rests == (Place("wish", "a"), Place("belief", "a", "citizen"), Place("low", "a"))


def test_a_comparison_with_a_skipped_answer_is_false() -> None:
    talk = Talk(loops())
    talk.add("wish", "a", "Et job")
    talk.skip(Place("belief", "a", "citizen"), "unknown")
    assert not talk.state.is_relevant(Place("low", "a"))


THREE = """
  - id: second
    title: Så
    turns:
      - {id: c, kind: text, ask: C}
      - {id: d, kind: text, ask: D}
  - id: last
    title: Sidst
    turns:
      - {id: e, kind: text, ask: E}
      - {id: f, kind: text, ask: F}
"""


def three() -> Talk:
    return Talk(script_of("{id: a, kind: text, ask: A}\n{id: b, kind: text, ask: B}", more=THREE))


def road(talk: Talk) -> list[str]:
    passed = []
    while (place := talk.next()) is not None:
        passed.append(place.turn)
        talk.answer(place, "x")
    return passed


def test_later_comes_back_before_the_last_section_and_then_at_the_end() -> None:
    talk = three()
    talk.put_off("a")
    assert talk.state.waiting() == [Place("a")]
    assert talk.next() == Place("b")
    assert road(talk) == ["b", "c", "d", "a", "e", "f"]
    talk = three()
    talk.put_off("b")
    talk.put_off("b")
    assert road(talk) == ["a", "c", "d", "e", "f", "b"]


def test_moving_to_a_section_goes_on_from_there_and_comes_back_for_the_rest() -> None:
    talk = three()
    talk.move_to("second")
    assert road(talk) == ["c", "d", "e", "f", "a", "b"]


def test_a_reopened_answer_is_asked_again() -> None:
    talk = three()
    talk.answer("a", "x")
    talk.reopen("a")
    assert talk.next() == Place("a")
    talk.put_off("a")
    talk.reopen("a")
    assert talk.next() == Place("a")


def test_a_copy_is_a_state_of_its_own() -> None:
    talk = Talk(loops())
    talk.add("wish", "a", "Et job")
    before = picture(talk.state)
    talk.state.copy().apply(Answered(**talk.envelope(), place=Place("belief", "a", "citizen"), value=2))
    assert picture(talk.state) == before


def test_a_later_taken_back_is_taken_back_in_a_replay_too() -> None:
    talk = three()
    talk.put_off("a")
    talk.reopen("a")
    assert talk.next() == Place("a")
    assert picture(talk.replayed()) == picture(talk.state)


def test_undo_gives_back_how_often_a_question_was_put_off() -> None:
    talk = three()
    talk.put_off("a")
    talk.put_off("a")
    back = inverse(talk.events[:-1], talk.events[-1], talk.envelope, lambda place: False)
    assert back is not None
    talk.do(back[0])
    assert talk.state.times_put_off(Place("a")) == 1
    past = list(talk.events)
    talk.answer("a", "x")
    back = inverse(past, talk.events[-1], talk.envelope, lambda place: False)
    assert back is not None
    talk.do(back[0])
    assert talk.state.times_put_off(Place("a")) == 1
    assert talk.next() == Place("b")
    assert picture(talk.replayed()) == picture(talk.state)


RANKED = """
    {id: a, kind: yesno, ask: A}
    {id: wish, kind: list, when: a == yes, fills: goals, ask: W}
    {id: order, kind: rank, over: goals, ask: O}
    {id: about, kind: text, ask: "Om {what}?", with: {what: wish2}}
"""


def test_a_rank_tells_what_is_on_the_list_now_and_rests_with_it() -> None:
    talk = Talk(script_of(RANKED.replace("with: {what: wish2}", "with: {what: a}"), lists=GOALS))
    talk.answer("a", True)
    for item, text in (("p", "Job"), ("q", "Hund"), ("r", "Ro")):
        talk.add("wish", item, text)
    talk.answer("order", ["r", "q", "p"])
    talk.remove("wish", "q")
    ranked = talk.state.given(Place("order"))
    assert isinstance(ranked, Answered)
    assert said(Phrasing(talk.script), talk.state, ranked) == "1. Ro, 2. Job"
    talk.answer("a", False)
    assert not talk.state.is_relevant(Place("order"))


def test_words_that_rest_stand_in_no_question() -> None:
    talk = Talk(script_of("""
        {id: a, kind: yesno, ask: A}
        {id: b, kind: text, when: a == yes, ask: B}
        {id: c, kind: text, ask: "Om {b}?", with: {b: b}}"""))
    talk.answer("a", True)
    talk.answer("b", "gælden")
    assert ask(Phrasing(talk.script), talk.state, Place("c")) == "Om gælden?"
    talk.answer("a", False)
    assert ask(Phrasing(talk.script), talk.state, Place("c")) == "Om …?"
