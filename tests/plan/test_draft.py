"""From answers to lines: each relevant answer once, in its place, with where it came from; nothing else."""

from __future__ import annotations

from uuid import UUID, uuid5

import pytest

from dialog.conversation.event import Agreed, Answered, ItemAdded, LineReworded, Place, Remarked, Skipped
from dialog.conversation.state import fold
from dialog.language.talk import SKIPS
from dialog.plan.line import how_said
from dialog.plan.model import Line, Plan
from dialog.script.target import PARTS
from tests.plan.whole import agreed, plan_of, talked, worded
from tests.tiny import SPACE, Talk, picture, script_of

LISTS = ("{goals: {item: mål, min: 0, max: 5, title_from: wish}, "
         "barriers: {item: ting, min: 0, max: 5, title_from: hurdle}}")
ENDS = "{0: Slet ikke, 5: Måske, 10: Helt sikkert}"
BELIEF = f'with: {{goal: g.wish}}, ask: "Tror du på {{goal}}?", ends: {ENDS}, plan: {{to: goal.belief}}'
OPTIONS = "options: [{id: a, text: Den ene}, {id: b, text: Den anden}]"


def goals() -> Talk:
    return Talk(script_of(
        f"""
        {{id: wish, kind: list, fills: goals, ask: "Hvad vil du?", plan: {{to: goal.statement, verbatim: true}}}}
        {{id: belief, kind: scale, for_each: goals as g, both: [citizen, caseworker], {BELIEF}}}
        {{id: why, kind: text, for_each: goals as g, when: g.belief < 7, ask: A, plan: {{to: goal.importance}}}}
        {{id: hurdle, kind: list, fills: barriers, ask: "Hvad er i vejen?", plan: {{to: barrier.statement}}}}
        {{id: first, kind: rank, over: barriers, when: count(barriers) > 1, ask: A, plan: {{to: barrier.rank}}}}
        {{id: since, kind: text, for_each: barriers as b, ask: "Siden hvornår?", plan: {{to: barrier.since}}}}
        """, lists=LISTS))


def single(turn: str) -> Talk:
    return Talk(script_of(turn))


def lines(talk: Talk, target: str = "") -> list[Line]:
    return [line for line in plan_of(talk).lines() if target in ("", line.target)]


def texts(talk: Talk) -> list[str]:
    return [line.text for line in lines(talk)]


# What becomes a line


@pytest.mark.parametrize(("turn", "value", "text", "raw"), [
    ("{id: t, kind: text, ask: A, plan: {to: health.basis}}", "Ro om morgenen", "Ro om morgenen", "Ro om morgenen"),
    ('{id: t, kind: text, ask: A, plan: {to: health.basis, text: "Jeg siger: {answer}."}}', "{answer}",
     "Jeg siger: {answer}.", "{answer}"),
    ("{id: t, kind: yesno, ask: A, plan: {to: health.basis, yes: Jo da, no: Nej tak}}", True, "Jo da", True),
    ("{id: t, kind: yesno, ask: A, plan: {to: health.basis, yes: Jo da, no: Nej tak}}", False, "Nej tak", False),
    ("{id: t, kind: yesno, ask: A, plan: {to: health.basis}}", False, "Nej", False),
    ("{id: t, kind: number, ask: A, unit: timer, plan: {to: health.basis}}", 7.5, "7,5 timer", 7.5),
    ("{id: t, kind: date, ask: A, plan: {to: health.basis}}", "2026-05-03", "3. maj 2026", "2026-05-03"),
    (f"{{id: t, kind: scale, ask: A, ends: {ENDS}, plan: {{to: health.basis}}}}", 3, "3 af 10", 3),
    (f"{{id: t, kind: choice, ask: A, {OPTIONS}, plan: {{to: health.basis}}}}",
     {"chosen": ["b"]}, "Den anden", "b"),
    ("{id: t, kind: rank, ask: A, options: [{id: a, text: X}, {id: b, text: Y}], plan: {to: health.basis}}", ["b", "a"],
     "1. Y, 2. X", ["b", "a"]),
])
def test_an_answer_becomes_one_line_in_words_with_its_raw_value(
        turn: str, value: object, text: str, raw: object) -> None:
    talk = single(turn)
    talk.answer("t", value)
    (line,) = lines(talk)
    assert (line.text, line.value, line.label) == (text, raw, "Det bygger det på")


def test_own_words_are_marked_and_kept_letter_by_letter() -> None:
    talk = single("{id: t, kind: text, ask: A, plan: {to: health.basis, verbatim: true}}")
    talk.answer("t", "  jeg har ONDT,\nmen **jeg** kan ")
    (line,) = lines(talk)
    assert line.own_words
    assert line.text == "  jeg har ONDT,\nmen **jeg** kan "


@pytest.mark.parametrize(("plan", "form"), [("{to: health.basis}", "summary"),
                                            ('{to: health.basis, text: "Om det: {answer}"}', "own_words")])
def test_a_summary_or_a_framed_answer_is_never_called_own_words(plan: str, form: str) -> None:
    talk = single(f"{{id: t, kind: text, ask: A, plan: {plan}}}")
    talk.do(Answered(**talk.envelope(), place=Place("t"), value="Sådan", form=form))  # type: ignore[arg-type]
    assert not lines(talk)[0].own_words


def test_several_options_are_a_line_each_with_their_field_and_number_and_own_words_beside() -> None:
    talk = single("{id: t, kind: choices, ask: A, other: true, options: [{id: a, text: Bolig, discipline: housing}, "
                  "{id: b, text: Praktik, discipline: work, kle: 15.18.05}, {id: c, text: C}], "
                  "plan: {to: offer.effort}}")
    talk.answer("t", {"chosen": ["a", "b"], "other": "En hest"})
    found = [(line.text, line.discipline, line.kle, line.own_words, line.value) for line in lines(talk)]
    assert found == [("Bolig", "housing", "", False, "a"), ("Praktik", "work", "15.18.05", False, "b"),
                     ("En hest", "", "", True, "En hest")]
    assert len({line.id for line in lines(talk)}) == 3
    assert len({line.roots for line in lines(talk)}) == 1


def test_own_words_among_options_are_no_longer_own_words_once_they_are_framed() -> None:
    talk = single("{id: t, kind: choices, ask: A, other: true, options: [{id: a, text: Bolig, discipline: housing}, "
                  '{id: b, text: B}], plan: {to: barrier.statement, text: "Det fylder også: {answer}"}}')
    talk.answer("t", {"chosen": ["a"], "other": "Naboen"})
    assert [(line.text, line.own_words) for line in lines(talk)] == [
        ("Det fylder også: Bolig", False), ("Det fylder også: Naboen", False)]


def test_options_framed_in_one_sentence_stay_one_line() -> None:
    talk = single('{id: t, kind: choices, ask: A, options: [{id: a, text: Far}, {id: b, text: Mor}], '
                  'plan: {to: trust.involve, text: "Med er: {answer}"}}')
    talk.answer("t", {"chosen": ["a", "b"]})
    assert texts(talk) == ["Med er: Far, Mor"]


def test_where_both_are_asked_each_has_a_line_of_their_own_and_neither_overwrites_the_other() -> None:
    talk = goals()
    talk.add("wish", "a", "Et job")
    talk.answer(Place("belief", "a", "citizen"), 4)
    talk.answer(Place("belief", "a", "caseworker"), 6)
    found = [(line.voice, line.said_by, line.text, line.value) for line in lines(talk, "goal.belief")]
    assert found == [("citizen", "citizen", "Borger: 4 af 10", 4),
                     ("caseworker", "caseworker", "Sagsbehandler: 6 af 10", 6)]


def test_a_skip_is_written_with_dignity_only_where_the_script_wants_it() -> None:
    for reason, words in SKIPS.items():
        wanted = single("{id: t, kind: text, ask: A, plan: {to: mentor.wish, skipped: true}}")
        wanted.skip("t", reason)
        (line,) = lines(wanted)
        assert (line.text, line.skipped, line.value, line.own_words) == (words, reason, None, False)
    unwanted = single("{id: t, kind: text, ask: A, plan: {to: mentor.wish}}")
    unwanted.skip("t", "declined")
    assert lines(unwanted) == []


def test_a_consent_carries_what_was_read_aloud_also_when_it_is_taken_back() -> None:
    talk = single('{id: t, kind: consent, ask: A, terms: {party: P, what: W, purpose: F, law: L, text_version: "2"}, '
                  "plan: {to: consent.plan, yes: Ja tak, no: Nej tak}}")
    for given, text in ((True, "Ja tak"), (False, "Nej tak")):
        talk.answer("t", given)
        (line,) = lines(talk)
        assert line.terms is not None
        assert (line.text, line.terms.given, line.terms.law, line.terms.text_version) == (text, given, "L", "2")


def test_what_is_only_said_and_what_has_no_place_in_the_plan_stays_out() -> None:
    talk = Talk(script_of("{id: hi, kind: say, say: Hej}\n{id: t, kind: text, ask: A}"))
    talk.answer("hi", True)
    talk.answer("t", "Intet")
    assert plan_of(talk).sections == ()


# Order and grouping


def test_all_about_one_goal_stands_together_under_the_citizens_words() -> None:
    talk = goals()
    talk.add("wish", "a", "Et job")
    talk.add("wish", "b", "Ro")
    for item in ("b", "a"):
        talk.answer(Place("belief", item, "citizen"), 2)
        talk.answer(Place("why", item), f"fordi {item}")
    (section,) = plan_of(talk).sections
    assert [(entry.title, [line.text for line in entry.lines]) for entry in section.entries] == [
        ("Et job", ["Et job", "fordi a", "Borger: 2 af 10"]), ("Ro", ["Ro", "fordi b", "Borger: 2 af 10"])]


def test_barriers_stand_in_the_citizens_own_order() -> None:
    talk = goals()
    for item, words in (("x", "Ryg"), ("y", "Gæld"), ("z", "Søvn")):
        talk.add("hurdle", item, words)
    assert [entry.title for entry in plan_of(talk).sections[0].entries] == ["Ryg", "Gæld", "Søvn"]
    talk.answer("first", ["z", "x", "y"])
    (section,) = plan_of(talk).sections
    assert [entry.title for entry in section.entries] == ["Søvn", "Ryg", "Gæld"]
    assert [entry.lines[1].text for entry in section.entries] == ["Nummer 1 af 3", "Nummer 2 af 3", "Nummer 3 af 3"]
    talk.remove("hurdle", "x")
    assert [(entry.title, entry.lines[1].text) for entry in plan_of(talk).sections[0].entries] == [
        ("Søvn", "Nummer 1 af 2"), ("Gæld", "Nummer 2 af 2")]


def test_parts_and_fields_stand_in_the_plans_own_order() -> None:
    order = [part.id for part in PARTS]
    for section in plan_of(talked()).sections:
        fields = list(next(part for part in PARTS if part.id == section.part).fields)
        for entry in section.entries:
            found = [fields.index(line.target.partition(".")[2]) for line in entry.lines]
            assert found == sorted(found)
    parts = [order.index(section.part) for section in plan_of(talked()).sections]
    assert parts == sorted(parts)


# What is not in it


def test_a_dormant_answer_appears_nowhere_and_comes_back_with_its_line() -> None:
    talk = goals()
    talk.add("wish", "a", "Et job")
    talk.answer(Place("belief", "a", "citizen"), 2)
    talk.answer(Place("why", "a"), "en hemmelig grund")
    before = lines(talk, "goal.importance")
    talk.answer(Place("belief", "a", "citizen"), 9)
    assert "en hemmelig grund" not in plan_of(talk).model_dump_json()
    talk.answer(Place("belief", "a", "citizen"), 2)
    assert lines(talk, "goal.importance") == before


def test_what_was_taken_off_a_list_takes_all_that_was_said_about_it_along() -> None:
    talk = goals()
    talk.add("hurdle", "x", "Ryg")
    talk.answer(Place("since", "x"), "Siden 2019")
    talk.remove("hurdle", "x")
    assert plan_of(talk).sections == ()


# Where it comes from, and that it stays the same


def test_every_line_shows_the_answer_it_came_from() -> None:
    talk = worded(talked())
    given = {event.id: event for event in talk.events}
    for line in plan_of(talk).lines():
        assert line.roots
        answer = given[line.roots[0]]
        assert isinstance(answer, Answered | ItemAdded | Skipped)
        assert answer.place.turn == line.turn
        assert answer.at == line.at
        assert line.asked
        for root in line.roots[1:]:
            assert isinstance(given[root], LineReworded)


def test_ids_and_the_whole_plan_are_the_same_when_it_is_made_anew() -> None:
    talk = worded(talked())
    again = Talk(talk.script)
    again.events, again.state = talk.events, fold(talk.script, talk.events)
    assert plan_of(again) == plan_of(talk)
    assert plan_of(again).model_dump_json() == plan_of(talk).model_dump_json()


def test_a_line_keeps_its_id_when_its_answer_changes_and_no_two_lines_share_one() -> None:
    talk = talked()
    before = {(line.turn, line.item, line.voice, str(line.value)): line.id for line in plan_of(talk).lines()}
    assert len(set(before.values())) == len(before)
    talk.answer("skills", "Noget helt andet")
    (line,) = lines(talk, "resource.skill")
    assert line.text == "Noget helt andet"
    assert line.id in before.values()


def test_another_conversation_has_other_ids() -> None:
    talk = talked()
    other = plan_of(talk, conversation=uuid5(SPACE, "en anden"))
    assert {line.id for line in other.lines()}.isdisjoint(line.id for line in plan_of(talk).lines())


def test_drafting_changes_nothing_in_the_conversation() -> None:
    talk = talked()
    before = fold(talk.script, talk.events)
    plan_of(talk)
    assert picture(talk.state) == picture(before)


# Wordings, remarks, agreement


def test_a_wording_stands_beside_the_citizens_words_never_instead_and_can_be_taken_back() -> None:
    talk = goals()
    talk.add("wish", "a", "Et job, hvor der er ro")
    (line,) = lines(talk)
    talk.do(LineReworded(**talk.envelope(), line=line.id, wording="Skånehensyn", by="caseworker"))
    (worded_line,) = lines(talk)
    assert (worded_line.text, worded_line.wording, worded_line.wording_by) == (line.text, "Skånehensyn", "caseworker")
    assert worded_line.own_words
    talk.do(LineReworded(**talk.envelope(), line=line.id, wording=" ", by="caseworker"))
    assert lines(talk) == [line]


def test_a_remark_stands_as_it_was_said_and_an_empty_one_is_taken_back() -> None:
    talk = goals()
    talk.do(Remarked(**talk.envelope(), remark=SPACE, text="Det er ikke rigtigt", disagrees=True, by="citizen"))
    (remark,) = plan_of(talk).remarks
    assert (remark.text, remark.disagrees, remark.root) == ("Det er ikke rigtigt", True, talk.events[-1].id)
    talk.do(Remarked(**talk.envelope(), remark=SPACE, text="", disagrees=True, by="citizen"))
    assert plan_of(talk).remarks == ()


def test_a_plan_is_agreed_only_when_both_have_said_yes_to_it_as_it_stands() -> None:
    talk = talked()
    for voice, status in (("citizen", "draft"), ("caseworker", "agreed")):
        talk.do(Agreed(**talk.envelope(), by=voice, plan_sha256=plan_of(talk).fingerprint()))  # type: ignore[arg-type]
        assert plan_of(talk).status == status
    assert all(agreement.valid for agreement in plan_of(talk).agreements)


@pytest.mark.parametrize("change", ["answer", "wording", "rewording", "remark", "consent", "rank"])
def test_any_change_to_what_was_agreed_makes_it_a_draft_again(change: str) -> None:
    talk = agreed(worded(talked()))
    goal, other = (line.id for line in lines(talk, "goal.statement"))
    match change:
        case "answer":
            talk.answer("skills", "Noget andet")
        case "wording" | "rewording":
            line = other if change == "wording" else goal
            talk.do(LineReworded(**talk.envelope(), line=line, wording="Job", by="caseworker"))
        case "remark":
            talk.do(Remarked(**talk.envelope(), remark=SPACE, text="Nej", disagrees=True, by="citizen"))
        case "consent":
            talk.answer("consent_plan", False)
        case "rank":
            talk.answer("rank_barriers", talk.state.items("barriers"))
    plan = plan_of(talk)
    assert plan.status == "draft"
    assert not any(agreement.valid for agreement in plan.agreements)


def test_time_and_header_are_not_what_was_agreed_to() -> None:
    talk = agreed(talked())
    talk.answer("skills", lines(talk, "resource.skill")[0].value)
    assert plan_of(talk, citizen="Et nyt navn", case_reference="9").status == "agreed"


# Hardened


def test_control_marks_never_reach_a_plan_whatever_door_they_came_in_by() -> None:
    talk = goals()
    talk.add("wish", "a", "Et \x1b[31mjob\x1b[0m\u202e nu\x00")
    talk.answer(Place("why", "a"), "fordi\x1b]52;c;x\x07")
    talk.do(Remarked(**talk.envelope(), remark=SPACE, text="hov\x9b1m", disagrees=False, by="citizen"))
    plan = plan_of(talk)
    line = lines(talk)[0]
    talk.do(LineReworded(**talk.envelope(), line=line.id, wording="job\x1bc", by="caseworker"))
    shown = [text for each in plan_of(talk).lines() for text in (each.text, each.asked, each.wording or "")]
    shown += [plan.sections[0].entries[0].title, plan.remarks[0].text]
    assert not any(sign in text for text in shown for sign in "\x00\x1b\x9b\x07\u202e")
    assert line.text == "Et job nu"
    inside = single('{id: t, kind: choices, ask: A, other: true, options: [{id: a, text: Far}, {id: b, text: Mor}], '
                    'plan: {to: trust.involve, text: "Med er: {answer}"}}')
    inside.answer("t", {"chosen": ["a"], "other": "Mo\x1b[31mr"})
    assert [each.value for each in lines(inside)] == [{"chosen": ["a"], "other": "Mor"}]


def test_a_plan_that_is_read_back_from_json_is_the_same_plan() -> None:
    plan = plan_of(agreed(worded(talked())))
    assert Plan.model_validate_json(plan.model_dump_json()) == plan


def test_an_empty_conversation_has_an_empty_draft() -> None:
    plan = plan_of(goals())
    assert (plan.sections, plan.status, plan.id) == ((), "draft", plan_of(goals()).id)
    assert isinstance(plan.id, UUID)


def test_what_was_not_quite_right_when_it_was_read_aloud_stands_in_the_plan() -> None:
    talk = single("{id: told, kind: read_back, ask: Passer det?}")
    talk.answer("told", {"confirmed": True})
    assert lines(talk) == []
    talk.answer("told", {"confirmed": False, "remark": "Skriv, at jeg ikke vil stå ved opvasken."})
    (line,) = lines(talk)
    assert (line.target, line.own_words, line.text) == (
        "talk.correction", True, "Skriv, at jeg ikke vil stå ved opvasken.")


def test_a_line_says_what_language_its_words_are_in_and_whether_they_came_through_an_interpreter() -> None:
    talk = Talk(script_of("""
        {id: own, kind: text, ask: Hvad vil du?, plan: {to: direction.interest, verbatim: true}}
        {id: two, kind: choices, ask: B, other: true, options: [{id: a, text: A}, {id: b, text: B}], plan: SKILL}
        """.replace("SKILL", "{to: resource.skill}")))
    for place, value in (("own", "спокій"), ("two", {"chosen": ["a"], "other": "собака"})):
        talk.do(Answered(**talk.envelope(), place=Place(place), value=value, language="uk", interpreted=place == "own"))
    told = [(line.text, line.language, line.interpreted) for line in lines(talk)]
    assert sorted(told) == [("A", "da", False), ("собака", "uk", False), ("спокій", "uk", True)]


@pytest.mark.parametrize(("how", "told"), [
    (("own_words", "da", False), ""), (("summary", "da", False), "sammenfattet"),
    (("own_words", "uk", False), "på ukrainsk"),
    (("own_words", "da", True), "på dansk ved tolk"), (("summary", "uk", True), "sammenfattet, på dansk ved tolk"),
    (("own_words", "xx_nowhere", False), "på xx_nowhere"),
])
def test_how_words_came_about_is_told_to_the_reader(how: tuple[str, str, bool], told: str) -> None:
    assert how_said(*how) == told
