"""Every fault has a code, a place, and helps: allowed values, the nearest spelling; and all faults are told at once."""

from __future__ import annotations

import pytest

from dialog.errors import Fault, ScriptError
from dialog.script.build import from_canonical
from dialog.script.read import read_text
from tests.tiny import yaml_of

GOALS = "{goals: {item: mål, title_from: wish}}"
WISH = '{id: wish, kind: list, fills: goals, ask: "Hvad?"}'


def faults(text: str) -> list[Fault]:
    with pytest.raises(ScriptError) as caught:
        read_text(text, "prøve.yaml")
    return caught.value.faults


def one(turns: str, lists: str = "{}") -> Fault:
    found = faults(yaml_of(turns, lists=lists))
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(("turns", "code", "nearest"), [
    ("{id: a, kind: texxt, ask: A}", "S13", "text"),
    ("{id: a, kind: text, ask: A, hepl: H}", "S10", "help"),
    ("{id: a, kind: text}", "S11", ""),
    ("{id: A, kind: text, ask: A}", "S12", ""),
    ("{id: a, kind: text, ask: A}\n{id: a, kind: text, ask: B}", "S14", ""),
    ("{id: a, kind: text, ask: A, plan: {to: goal.statment}}", "S13", "goal.statement"),
    ("{id: a, kind: text, ask: A, options: [{id: x, text: X}, {id: y, text: Y}]}", "S10", ""),
    ("{id: a, kind: choice, ask: A}", "S11", ""),
    ("{id: a, kind: choice, ask: A, options: [{id: x, text: X}]}", "S12", ""),
    ("{id: a, kind: choice, ask: A, options: [{id: x, text: X}, {id: x, text: Y}]}", "S14", ""),
    ("{id: a, kind: scale, ask: A, ends: {0: a, 10: c}}", "S11", ""),
    ("{id: a, kind: scale, ask: A, ends: {0: a, 5: b, 10: c, 11: d}}", "S13", ""),
    ("{id: a, kind: rank, ask: A}", "S11", ""),
    ("{id: a, kind: rank, ask: A, over: gools}", "S15", ""),
    ("{id: a, kind: consent, ask: A, terms: {party: P}}", "S11", ""),
    ("{id: a, kind: text, ask: A, required: always}", "S13", ""),
    ("{id: a, kind: text, ask: A, hypothesis: trusst}", "S13", "trust"),
    ("{id: a, kind: text, ask: 'Om {goal}'}", "S30", ""),
    ("{id: a, kind: text, ask: 'Om {goal}', with: {goal: b}}", "S30", ""),
    ("{id: a, kind: text, ask: A, plan: {to: talk.purpose, text: '{svar}'}}", "S30", ""),
    ("{id: a, kind: text, ask: A, for_each: goals}", "S12", ""),
    ("{id: a, kind: say, say: A, plan: {to: talk.purpose}}", "S10", ""),
    ("{id: a, kind: text, ask: A, guide: 'Om {b}'}", "S30", ""),
    ("{id: a, kind: number, ask: A, min: 5, max: 2}", "S13", ""),
    ("{id: a, kind: choices, ask: A, min: 3, options: [{id: x, text: X}, {id: y, text: Y}]}", "S13", ""),
    ("{id: a, kind: choice, ask: A, options: [{id: x, text: X}, {id: other, text: Y}]}", "S14", ""),
    ("{id: a, kind: text, ask: A, for_each: goals as g}", "S15", ""),
])
def test_a_fault_is_named(turns: str, code: str, nearest: str) -> None:
    found = [fault for fault in faults(yaml_of(turns)) if fault.code == code]
    assert found
    assert found[0].nearest == nearest


YESNO = "{id: a, kind: yesno, ask: A}"
SCALE = "{id: s, kind: scale, ask: S, ends: {0: a, 5: b, 10: c}}"
CHOICE = "{id: c, kind: choice, ask: C, options: [{id: home, text: H}, {id: work, text: W}]}"


@pytest.mark.parametrize(("condition", "code", "nearest"), [
    ("a ==", "S20", ""),
    ("aa == yes", "S22", "a"),
    ("later == yes", "S22", ""),
    ("a.b == yes", "S22", ""),
    ("__import__('os')", "S21", ""),
    ("c.__class__ == 'x'", "S22", ""),
    ("(lambda: 1)()", "S21", ""),
    ("s + 1 > 3", "S21", ""),
    ("s > 3 if a else s < 2", "S21", ""),
    ("'x'.upper() == c", "S21", ""),
    ("[x for x in c]", "S21", ""),
    ("anwsered(a)", "S21", "answered"),
    ("answered()", "S21", ""),
    ("skipped(a, 'never')", "S13", ""),
    ("c == 'hme'", "S13", "home"),
    ("chose(c, 'wrok')", "S13", "work"),
    ("count(gaols) > 1", "S22", "goals"),
    ("a > 3", "S24", ""),
    ("s == 'home'", "S24", ""),
    ("a == True", "S21", ""),
    ("c", "S24", ""),
    ("s > 10", "S25", ""),
    ("s >= 0 or s < 0 or not answered(s)", "S25", ""),
    ("c == 'home' and c == 'work'", "S25", ""),
    ("count(goals) > 9", "S25", ""),
    ("belief > 3", "S26", ""),
    ("g.belief > 3", "S26", ""),
])
def test_a_condition_is_checked_whole(condition: str, code: str, nearest: str) -> None:
    quoted = condition.replace("'", "''")
    fault = one(f"""{WISH}
        {{id: belief, kind: scale, for_each: goals as g, ask: B, ends: {{0: a, 5: b, 10: c}}}}
        {YESNO}\n{SCALE}\n{CHOICE}
        {{id: z, kind: text, when: '{quoted}', ask: Z}}
        {{id: later, kind: yesno, ask: L}}""", GOALS)
    assert (fault.code, fault.nearest) == (code, nearest)
    assert (fault.file, fault.line) == ("prøve.yaml", 14)


def test_the_words_of_an_item_are_not_a_truth() -> None:
    fault = one(f"{WISH}\n{{id: z, kind: text, for_each: goals as g, when: g.wish, ask: Z}}", GOALS)
    assert fault.code == "S24"


@pytest.mark.parametrize("condition", [
    "a", "not a", "a == yes and s >= 5", "c in ['home', 'work']", "chose(c, 'home')", "skipped(a)",
    "skipped(a, 'declined')", "3 <= s < 7", "count(goals) != 2", "answered(c) or s not in [1, 2]",
])
def test_what_is_in_the_language_passes(condition: str) -> None:
    quoted = condition.replace("'", "''")
    script = read_text(yaml_of(f"{WISH}\n{YESNO}\n{SCALE}\n{CHOICE}\n{{id: z, kind: text, when: '{quoted}', ask: Z}}",
                               lists=GOALS))
    assert script.by_id["z"].condition is not None


@pytest.mark.parametrize(("text", "code", "line"), [
    ("script: a\nscript: b\n", "S02", 2),
    ("script: &x a\n", "S03", 1),
    ("script: *x\n", "S03", 1),
    ("script: !!str a\n", "S04", 1),
    ("script: !python/object:os.system a\n", "S04", 1),
    ("a: " + "[" * 30 + "]" * 30, "S05", 1),
    ("a: '" + "x" * 1_000_001 + "'", "S06", 1),
    ("script: [a\n", "S01", 2),
    ("", "S01", 1),
    ("- a\n- b\n", "S12", 1),
    ("a: \x00", "S01", 1),
])
def test_yaml_is_read_strictly(text: str, code: str, line: int) -> None:
    assert (code, line) in [(fault.code, fault.line) for fault in faults(text)]


def test_what_yaml_would_guess_stays_text() -> None:
    options = "[{id: no, text: 12:30}, {id: b, text: 0101011234}]"
    script = read_text(yaml_of(f"{{id: a, kind: choice, ask: A, options: {options}}}"))
    assert [(option.id, option.text) for option in script.turns[0].options] == [("no", "12:30"), ("b", "0101011234")]


def test_all_faults_are_told_at_once_in_the_order_of_the_file() -> None:
    turns = "{id: a, kind: texxt, ask: A}\n{id: b, kind: text}\n{id: c, kind: text, ask: C, when: x == 1}"
    found = faults(yaml_of(turns))
    assert [(fault.code, fault.line) for fault in found] == [("S13", 9), ("S11", 10), ("S22", 11)]


def test_a_fault_reads_as_one_line_with_place_code_and_help() -> None:
    fault = one("{id: a, kind: text, ask: A, asks: citicen}")
    assert str(fault).startswith("prøve.yaml:9:43: ")
    assert "S13 »citicen« kendes ikke her. Mente du »citizen«? Tilladt: citizen, caseworker, together." in str(fault)


def test_each_requirement_is_reached_on_every_road() -> None:
    text = yaml_of("{id: a, kind: yesno, ask: A, when: b == yes, serves: [mentor], plan: {to: mentor.wish}}"
                   ).replace("title: Lille", "title: Lille\nserves: [mentor]").replace(
        "    turns:\n", "    turns:\n      - {id: b, kind: yesno, ask: B}\n")
    assert [fault.code for fault in faults(text)] == ["S40"]
    assert read_text(text.replace("when: b == yes, ", "")).serves == ("mentor",)


def test_a_section_too_hard_to_read_is_refused() -> None:
    hard = "Beskæftigelsesindsatsens organisatoriske implementeringsforudsætninger konkretiseres indledningsvist."
    assert [fault.code for fault in faults(yaml_of(f"{{id: a, kind: text, ask: {hard}}}"))] == ["S50"]


def test_the_script_comes_back_from_its_canonical_form() -> None:
    script = read_text(yaml_of(f"{WISH}\n{YESNO}\n{SCALE}\n{CHOICE}", lists=GOALS))
    again = from_canonical(script.canonical)
    assert again.sha256 == script.sha256
    assert [turn.id for turn in again.turns] == [turn.id for turn in script.turns]


def test_a_comment_does_not_change_what_a_session_pins() -> None:
    text = yaml_of(YESNO)
    assert read_text(text + "\n# en note\n").sha256 == read_text(text).sha256
    assert read_text(text.replace("Lille", "Stor")).sha256 != read_text(text).sha256
