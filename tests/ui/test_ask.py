"""Every kind of question on the real screen, answered with the keys a person presses."""

from __future__ import annotations

from typing import Any

import pytest

from dialog.conversation.event import Place
from dialog.language.number import read_number
from dialog.script.kind import KINDS
from dialog.ui.ask import ASKS
from dialog.ui.ask.kind import Typed
from tests.tiny import script_of
from tests.ui.rooms import on_screen
from tests.ui.talks import ANSWERS, begun, driven

OPTIONS = "[{id: a, text: Ro}, {id: b, text: Penge}, {id: c, text: Job}]"
TERMS = '{party: Lægen, what: Planen, purpose: Ro, law: "§ 28", text_version: "1"}'
ENDS = "{0: Slet ikke, 5: Måske, 10: Helt sikkert}"
ONE: dict[str, tuple[str, list[Any]]] = {
    "say": ("{id: q, kind: say, say: Hej}", [True]),
    "text": ("{id: q, kind: text, ask: Hvad?}", ["Ro", "To\nlinjer", "end", "[fredag] [/b]"]),
    "yesno": ("{id: q, kind: yesno, ask: Vil du?}", [True, False]),
    "choice": (f"{{id: q, kind: choice, ask: Hvad?, other: true, options: {OPTIONS}}}",
               [{"chosen": ["b"]}, {"other": "Noget helt andet"}]),
    "choices": (f"{{id: q, kind: choices, ask: Hvad?, other: true, options: {OPTIONS}}}",
                [{"chosen": ["a", "c"]}, {"other": "Søvn"}, {"chosen": ["b"], "other": "Søvn"}]),
    "rank": (f"{{id: q, kind: rank, ask: Hvad?, options: {OPTIONS}}}",
             [["a", "b", "c"], ["c", "b", "a"], ["b", "c", "a"]]),
    "scale": (f"{{id: q, kind: scale, ask: Hvad?, ends: {ENDS}}}", [0, 1, 7, 10]),
    "number": ("{id: q, kind: number, ask: Hvor?, min: 0, max: 4000, unit: timer}", [0, 37, 7.5, 1200]),
    "date": ("{id: q, kind: date, ask: Hvad dag er god?}", ["2026-05-03", "2031-12-24"]),
    "consent": (f"{{id: q, kind: consent, ask: Må vi?, terms: {TERMS}}}", [True, False]),
}


def test_every_kind_of_the_script_has_an_ask() -> None:
    assert set(ASKS) == set(KINDS)


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind, (_, values) in ONE.items() for value in values],
                         ids=str)
@on_screen
async def test_what_is_pressed_is_what_is_kept(kind: str, value: Any) -> None:
    async with driven(begun(script_of(ONE[kind][0]))) as d:
        await d.give(value)
        assert d.value("q") == value
        assert d.up == ""


@pytest.mark.parametrize("kind", [kind for kind, (_, values) in ONE.items() if len(values) > 1])
@on_screen
async def test_an_answer_is_changed_into_any_other_with_the_same_keys(kind: str) -> None:
    turn, values = ONE[kind]
    async with driven(begun(script_of(turn))) as d:
        for value in (*values, *reversed(values)):
            if d.value("q") is not None:
                d.screen.change(Place("q"))
                await d.pilot.pause()
            await d.give(value)
            assert d.value("q") == value
            assert d.up == ""


@on_screen
async def test_a_whole_talk_of_every_kind_is_kept_as_it_was_given() -> None:
    async with driven() as d:
        await d.give(*ANSWERS)
        first, second = d.session.state.items("goals")
        assert [d.session.state.title(item) for item in (first, second)] == ["Arbejde med dyr", "Ro i økonomien"]
        assert d.value("belief", first, "citizen") == 6
        assert d.value("belief", second, "caseworker") == 5
        assert d.value("goals_read_back") == {"confirmed": True}
        assert d.value("themes") == {"chosen": ["debt", "housing"], "other": "Søvn"}
        assert d.session.progress().done == d.session.progress().total


@pytest.mark.parametrize("kind", ["yesno", "choice", "consent", "choices", "scale"])
@on_screen
async def test_enter_alone_never_chooses_an_answer(kind: str) -> None:
    async with driven(begun(script_of(ONE[kind][0]))) as d:
        await d.press("enter", "enter")
        assert d.value("q") is None
        assert d.up == "q"


@on_screen
async def test_an_empty_answer_is_told_and_a_free_question_is_passed() -> None:
    script = script_of("{id: a, kind: text, ask: Hvad?, required: free}\n{id: b, kind: text, ask: Og så?}")
    async with driven(begun(script)) as d:
        await d.press("enter")
        assert d.value("a") == "not_now"
        await d.press("enter")
        assert d.up == "b"
        assert "F5, hvis I vil videre uden svar" in d.flat()


@pytest.mark.parametrize("kind", ["yesno", "choice", "consent", "choices", "scale"])
@on_screen
async def test_enter_alone_is_no_not_now_where_the_question_is_free(kind: str) -> None:
    async with driven(begun(script_of(ONE[kind][0].replace("id: q,", "id: q, required: free,")))) as d:
        await d.press("enter", "enter")
        assert d.value("q") is None and d.up == "q"
        assert "F5, hvis I vil videre" in d.flat()
        await d.press("f5", "i", "enter")
        assert d.value("q") == "not_now"


@on_screen
async def test_ten_on_a_scale_is_one_and_then_zero_or_t_or_the_arrow() -> None:
    async with driven(begun(script_of(ONE["scale"][0]))) as d:
        scale = d.screen.answering.scale
        await d.press("1", "0")
        assert scale.score == 10
        await d.press("4", "0")
        assert scale.score == 0
        await d.press("t")
        assert scale.score == 10
        await d.press("left", "left")
        assert scale.score == 8
        await d.press("home", "left")
        assert scale.score == 0


@on_screen
async def test_the_second_of_two_scores_stands_beside_the_first() -> None:
    async with driven() as d:
        await d.give(*ANSWERS[:9])
        assert "▾ Borger: 6" in d.shown()
        assert "Svarer nu ● Sagsbehandler" in d.flat()
        assert "○ Borger" not in d.shown()


@pytest.mark.parametrize("size", [(44, 14), (80, 24), (120, 40)])
@on_screen
async def test_the_scale_has_eleven_equal_cells_and_the_mouse_hits_each(size: tuple[int, int]) -> None:
    async with driven(begun(script_of(ONE["scale"][0])), size=size) as d:
        scale = d.screen.answering.scale
        for number in range(11):
            x = scale.region.x + number * (scale.cell + 1) + scale.cell // 2
            await d.pilot.click(offset=(x, scale.region.y))
            assert scale.score == number
        assert "Helt sikkert" in d.shown()


@on_screen
async def test_ticks_are_signs_and_the_most_is_kept() -> None:
    script = script_of(ONE["choices"][0].replace("other: true", "other: true, max: 2"))
    async with driven(begun(script)) as d:
        await d.press("1", "2", "3")
        assert "[x] Ro" in d.shown()
        assert "[x] Penge" in d.shown()
        assert "[ ] Job" in d.shown()
        assert "Der er plads til 2" in d.flat()
        await d.press("1", "down", "down", "space")
        assert "[ ] Ro" in d.shown()


@on_screen
async def test_a_rank_is_moved_with_j_and_k() -> None:
    async with driven(begun(script_of(ONE["rank"][0]))) as d:
        await d.press("down", "J", "J", "enter")
        assert d.value("q") == ["b", "c", "a"]


@on_screen
async def test_a_rank_that_nobody_touched_is_asked_about_once() -> None:
    async with driven(begun(script_of(ONE["rank"][0]))) as d:
        await d.press("enter")
        assert "Står de rigtigt" in d.flat()
        await d.press("enter")
        assert d.value("q") == ["a", "b", "c"]


@on_screen
async def test_a_day_is_read_aloud_before_it_is_sent() -> None:
    async with driven(begun(script_of(ONE["date"][0]))) as d:
        await d.press(Typed("3/5 2026"))
        assert "søndag den 3. maj 2026" in d.shown()
        await d.press("home", Typed("xx"), "enter")
        assert d.up == "q"
        assert "Den dag kan vi ikke læse" in d.flat()


@pytest.mark.parametrize(("to", "asked"), [
    ("agreement.when", True), ("follow_up.next_talk", True), ("follow_up.rescore", True), ("offer.finished", False)])
@on_screen
async def test_a_day_that_has_passed_is_asked_about_once_where_it_should_come(to: str, asked: bool) -> None:
    async with driven(begun(script_of(f"{{id: q, kind: date, ask: Hvad dag er god?, plan: {{to: {to}}}}}"))) as d:
        await d.press(Typed("i går"), "enter")
        assert ("Den dag er gået. Skal det være en anden?" in d.flat()) is asked
        assert (d.up == "q") is asked
        if asked:
            await d.press("ctrl+a", Typed("i forgårs"), "enter")
            assert d.up == "q", "another day that has passed is asked about too"
            await d.press("enter")
            assert d.up == ""


@on_screen
async def test_today_and_a_day_to_come_are_taken_at_once() -> None:
    script = script_of("{id: q, kind: date, ask: Hvad dag er god?, plan: {to: follow_up.next_talk}}")
    for typed in ("i dag", "i morgen"):
        async with driven(begun(script)) as d:
            await d.press(Typed(typed), "enter")
            assert d.up == ""


@pytest.mark.parametrize(("typed", "number"), [
    ("37", 37), ("7,5", 7.5), ("7.5", 7.5), ("1.200", 1200), ("1.200,5", 1200.5), ("-3", -3), ("7 5", 75),
    ("syv", None), ("", None), ("1,2,3", None), ("٣", 3)])
def test_numbers_are_read_as_danes_write_them(typed: str, number: float | None) -> None:
    assert read_number(typed) == number


@on_screen
async def test_a_consent_shows_who_what_and_why() -> None:
    async with driven(begun(script_of(ONE["consent"][0]))) as d:
        for text in ("Lægen", "Planen", "Ro", "§ 28", "altid sige nej"):
            assert text in d.flat()


@on_screen
async def test_a_list_grows_changes_and_shrinks() -> None:
    async with driven() as d:
        await d.give(*ANSWERS[:5], "Dyr", "Penge")
        await d.press("enter")
        assert d.up == "belief"
        d.screen.change(Place("wish"))
        await d.press("up", "1", "enter", "home", Typed("Små "), "enter")
        assert list(d.session.state.titles("goals").values()) == ["Små Dyr", "Penge"]
        await d.press("up", "1", "delete")
        assert list(d.session.state.titles("goals").values()) == ["Penge"]
        assert "Den er taget væk. Ctrl+Z henter den igen." in d.flat() and "hviler" not in d.flat()
        await d.press("ctrl+z")
        assert list(d.session.state.titles("goals").values()) == ["Små Dyr", "Penge"]


@on_screen
async def test_a_full_list_says_so_and_keeps_the_words() -> None:
    async with driven() as d:
        await d.give(*ANSWERS[:5], "Et", "To")
        assert "tag en væk" not in d.shown()
        await d.give("Tre")
        assert "↑ Delete tag en væk" in d.shown()
        await d.give("Fire")
        assert len(d.session.state.items("goals")) == 3
        assert "Der er plads til 3. Vil I bytte en ud? Gå op til den med ↑, og tryk Delete." in d.flat()
        assert d.screen.answering.field.text == "Fire"


@on_screen
async def test_a_read_back_reads_the_citizens_words_and_can_be_mended() -> None:
    async with driven(size=(80, 40)) as d:
        await d.give(*ANSWERS[:12])
        assert d.up == "goals_read_back"
        assert "Arbejde med dyr" in d.shown()
        assert "4 af 10" in d.shown() or "10 af 10" in d.shown()
        await d.press("r", "enter", "1", "enter")
        assert d.up == "wish"
        await d.press("home", Typed("Roligt "), "enter", "escape")
        assert d.up == "goals_read_back"
        await d.press("r", "enter", "enter")
        assert d.up == "goals_read_back" and "Vælg en af dem" in d.shown()
        await d.press("escape")
        assert "Roligt Arbejde med dyr" in d.shown()
        await d.give({"confirmed": False, "remark": "Også katte"})
        assert d.value("goals_read_back") == {"confirmed": False, "remark": "Også katte"}


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_the_answers_to_a_read_back_are_in_view_however_much_is_read(size: tuple[int, int]) -> None:
    @on_screen
    async def look() -> None:
        async with driven(size=size) as d:
            await d.give(*ANSWERS[:12])
            answers = "1 Ja, sådan er det   2 Ret noget   3 Ikke helt   Enter send"
            assert answers in d.shown()
            await d.press("2", "enter")
            assert "hvilket svar   Enter ret det" in d.shown() and answers not in d.shown()
            await d.press("escape")
            assert answers in d.shown()
            await d.press("f6")
            await d.click("1 Ja, sådan er det   2")
            await d.press("enter")
            assert d.value("goals_read_back") == {"confirmed": True}

    look()


@on_screen
async def test_every_answer_is_within_reach_of_the_mouse() -> None:
    async with driven() as d:
        await d.click("Videre")
        assert d.up == "hope"
        await d.press(Typed("Ro"))
        await d.click("Enter send")
        assert d.up == "coffee"
        await d.click("Nej")
        assert d.value("coffee") is False
