"""The talk in the citizen's language with Danish beneath: every kind of question, at the smallest size and a usual."""

from __future__ import annotations

from typing import Any

import pytest
from textual.events import Key

from dialog.conversation.event import Answered, ItemAdded, LanguageChosen, Place
from dialog.language import talk
from dialog.language.catalogue import catalogue
from dialog.language.screen import speak
from dialog.library import load_script
from dialog.script.kind import KINDS
from dialog.script.model import Turn
from dialog.session import Session
from dialog.ui.ask.kind import Typed
from tests.tiny import script_of
from tests.ui.rooms import on_screen
from tests.ui.talks import ANSWERS, Driven, begun, driven

SIZES = ((44, 14), (80, 24))
SHOWN = (((44, 14), "uk"), ((80, 24), "pl"), *(pytest.param(*each, marks=pytest.mark.soak) for each in (
    ((44, 14), "pl"), ((80, 24), "uk"), ((44, 14), "tr"), ((44, 14), "so"), ((44, 14), "en"))))
SCROLLBAR = str.maketrans("", "", "▁▂▃▄▅▆▇█")
PLAIN: dict[str, Any] = {"say": True, "text": "Noget med egne ord", "yesno": True, "scale": 6, "number": 7,
                         "date": "2031-05-03", "consent": True, "read_back": {"confirmed": True}, "list": True}


def value_for(session: Session, turn: Turn) -> Any:
    """An answer that the question takes; the list has got its item already."""
    if turn.id == "today":
        return {"chosen": ["interpreter"]}
    if turn.kind in ("choice", "choices"):
        return {"chosen": [turn.options[0].id]}
    if turn.kind == "rank":
        return [option.id for option in turn.options] or session.state.items(turn.over)
    return PLAIN[turn.kind]


def answer(session: Session, place: Place) -> None:
    turn = session.turn(place)
    if turn.fills and not session.state.items(turn.fills):
        session.add_item(turn.id, "Et job med dyr")
        session.add_item(turn.id, "Mere søvn")
    who = place.voice or turn.answers
    session.answer(place, value_for(session, turn), said_by=who, typed_by=who)


async def on_to(d: Driven, kind: str) -> Turn:
    """Answer, without the screen, up to the first question of the kind."""
    while (place := d.session.next()) is not None:
        turn = d.session.turn(place)
        if turn.kind == kind:
            if turn.fills:
                d.session.add_item(turn.id, "Et job med dyr")
            d.screen.ask_next()
            await d.pilot.pause()
            return turn
        answer(d.session, place)
    raise AssertionError(f"no {kind} in this talk")


async def readable(d: Driven) -> str:
    """All that can be read of the question by scrolling it, in one line."""
    seen = []
    for key in ("ctrl+up", "ctrl+up", "ctrl+up", "ctrl+up", "ctrl+down", "ctrl+down", "ctrl+down", "ctrl+down"):
        await d.press(key)
        seen.append(" ".join(d.shown().translate(SCROLLBAR).split()))
    return " ".join(seen)


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize(("size", "language"), SHOWN)
@on_screen
async def test_every_kind_stands_in_the_language_with_danish_beneath(
        size: tuple[int, int], language: str, kind: str) -> None:
    async with driven(begun(load_script("first_conversation")), size=size) as d:
        d.session.speak(language)
        turn = await on_to(d, kind)
        place, there = d.session.next(), d.session.turn(Place(turn.id), language)
        assert place is not None and there.ask != turn.ask
        asked, below = str(d.screen.asked.content), str(d.screen.below.content)
        first, danish = d.session.ask(place, language), d.session.ask(place)
        assert asked.endswith(f"{first}\n{danish}") or (asked.endswith(first) and below.startswith(danish))
        shown = await readable(d)
        for text in texts(there, turn):
            assert text in shown, text
        rows = [[part.text for part in block.paragraphs] for block in d.screen.answering.rows.blocks]
        for option, other in zip(there.options, turn.options, strict=True):
            (row,) = [row for row in rows if row[0] == option.text]
            assert row[1] == other.text or option.text == other.text
        await d.give(value_for(d.session, turn))
        given = d.session.state.given(place)
        assert isinstance(given, Answered) and given.value == value_for(d.session, turn)
        assert given.shown == language and given.language == (language if turn.kind == "text" else "da")


def texts(*turns: Turn) -> list[str]:
    """What the two should be able to read of it in both languages, besides the rows, which scroll by themselves."""
    found = [text.split()[0] for turn in turns for text in turn.ends.values()]
    for turn in turns:
        found += [getattr(turn.terms, name).split()[0] for name in talk.CONSENT] if turn.terms else []
        found += [turn.help.split()[0]] if turn.help else []
    return found


@on_screen
async def test_ctrl_t_offers_each_language_by_its_own_name_and_says_what_nobody_has_read() -> None:
    async with driven(size=(80, 50)) as d:
        await d.give(True)
        await d.press("ctrl+t")
        shown = d.flat()
        for name in ("Dansk", "English · Engelsk", "Polski · Polsk", "Українська · Ukrainsk", "Türkçe · Tyrkisk"):
            assert name in shown
        assert not any(catalogue(code).reviewed_by for code in ("en", "pl", "so", "tr", "uk"))
        assert shown.count(talk.UNREAD_TRANSLATION) == 1
        assert talk.ON_PAPER_ONLY in shown
        arabic = [row.id for row in d.screen.aside.rows.choices if row.read_only]
        assert arabic == ["ar"] and d.screen.aside.rows._page.place_of("ar") is None


async def choose(d: Driven, language: str, how: str = "1") -> None:
    await d.press("ctrl+t")
    at = [row.id for row in d.screen.aside.rows.choices].index(language) + 1
    await d.press(str(at), "enter")
    if language != "da":
        await d.press(how, "enter")


@pytest.mark.parametrize("size", SIZES, ids=str)
@on_screen
async def test_the_language_is_changed_at_any_moment_and_what_is_half_written_stays(size: tuple[int, int]) -> None:
    async with driven(begun(load_script("first_conversation")), size=size) as d:
        await on_to(d, "text")
        place = d.screen.talk.place
        assert place is not None
        await d.press(Typed("jeg er i gang"))
        await choose(d, "uk")
        assert d.screen.answering.field.text == "jeg er i gang" and d.screen.answering.field.has_focus
        assert d.session.ask(place, "uk") in d.flat() and d.session.ask(place) in d.flat()
        assert "Spørgsmålene står på ukrainsk nu." in d.flat()
        await choose(d, "da")
        assert d.screen.answering.field.text == "jeg er i gang"
        assert d.session.ask(place, "uk").split()[0] not in d.flat()
        assert [event.language for event in d.session.events if isinstance(event, LanguageChosen)] == ["uk", "da"]


@on_screen
async def test_ticks_and_marks_stay_when_the_language_changes() -> None:
    async with driven(begun(load_script("first_conversation"))) as d:
        await on_to(d, "choices")
        await d.press("1", "3")
        await choose(d, "pl")
        assert d.flat().count("[x]") == 2
        await on_to(d, "scale")
        await d.press("4")
        await choose(d, "uk")
        assert d.screen.answering.scale.score == 4 and "[4]" in d.shown()


@on_screen
async def test_leaving_the_list_of_languages_changes_nothing() -> None:
    async with driven() as d:
        await d.give(True)
        before = len(d.session.events)
        await d.press("ctrl+t", "escape", "ctrl+t", "2", "enter", "escape")
        assert d.up == "hope" and d.session.language == "da" and len(d.session.events) == before


@on_screen
async def test_an_interpreters_danish_and_the_citizens_own_words_are_marked() -> None:
    async with driven(begun(load_script("first_conversation")), size=(80, 40)) as d:
        await on_to(d, "text")
        await choose(d, "uk", "2")
        await d.press(Typed("På dansk"), "enter")
        first = d.session.events[-1]
        assert isinstance(first, Answered) and first.interpreted and first.language == "da"
        assert "sagt på ukrainsk, skrevet på dansk gennem tolk" in d.flat()
        await d.press("f4")
        assert "sagt på ukrainsk, skrevet på dansk gennem tolk" in d.flat()
        await d.press("escape")
        await choose(d, "uk", "1")
        await on_to(d, "text")
        await d.press(Typed("Українською"), "enter")
        assert "skrevet på ukrainsk" in d.flat()


@on_screen
async def test_a_language_that_is_named_is_offered_once() -> None:
    turns = ("{id: a, kind: text, ask: Hvilket sprog?, plan: {to: trust.language, verbatim: true}}\n"
             "{id: b, kind: text, ask: Og så?}")
    async with driven(begun(script_of(turns))) as d:
        await d.press(Typed("Ukrainsk, tak"), "enter")
        assert "Skal spørgsmålene også stå på ukrainsk?" in d.flat()
        await d.press("j", "enter")
        assert catalogue("uk").say(talk.HOW_ANSWERED) in d.flat() and talk.HOW_ANSWERED in d.flat()
        await d.press("1", "enter")
        assert d.session.language == "uk"
        await choose(d, "da")
        d.screen.change(Place("a"))
        await d.press("end", Typed("!"), "enter")
        assert "også stå på" not in d.flat()


@on_screen
async def test_a_language_that_only_paper_can_show_is_not_offered() -> None:
    turns = "{id: a, kind: text, ask: A?, plan: {to: trust.language, verbatim: true}}\n{id: b, kind: text, ask: B?}"
    async with driven(begun(script_of(turns))) as d:
        await d.press(Typed("Arabisk"), "enter")
        assert d.up == "b" and not d.screen.aside.open


@on_screen
async def test_the_words_around_the_questions_stand_in_both_languages() -> None:
    async with driven(size=(80, 40)) as d:
        d.session.speak("uk")
        d.screen.put_in_words()
        await d.give(True)
        uk = catalogue("uk").say
        await d.press("f5")
        for text in (talk.SKIP, talk.LATER, *talk.SKIPS.values(), talk.HERE):
            assert uk(text) in d.flat() and text in d.flat(), text
        await d.press("escape", "escape")
        assert uk(talk.STOP_YES) in d.flat() and talk.STOP_YES in d.flat()
        await d.press("escape", "enter")
        assert uk(talk.EMPTY) in d.flat() and talk.EMPTY in d.flat()
        await d.give(*ANSWERS[1:])
        assert uk(talk.ENDED).split("\n")[0] in d.flat() and talk.SEE_PLAN in d.flat()


@on_screen
async def test_where_the_screen_speaks_english_english_stands_beneath_danish() -> None:
    speak("en")
    try:
        async with driven(begun(load_script("first_conversation")), size=(80, 40)) as d:
            turn = await on_to(d, "text")
            assert f"{turn.ask}\n{d.session.turn(Place(turn.id), 'en').ask}" in d.screen.asked.content.plain  # type: ignore[union-attr]
            guided = next(each for each in d.session.script.turns if each.guide and each.id == turn.id)
            await d.press("f8")
            assert d.session.guide(Place(guided.id), "en").split(".")[0] in d.flat()
    finally:
        speak("da")


@on_screen
async def test_a_talk_in_danish_has_nothing_beneath() -> None:
    async with driven(begun(load_script("first_conversation"))) as d:
        turn = await on_to(d, "text")
        assert d.screen.asked.content.plain == turn.ask  # type: ignore[union-attr]
        assert not d.screen.talk.tongues.beneath


@on_screen
async def test_changing_the_language_takes_no_letter_that_is_on_its_way() -> None:
    async with driven() as d:
        await d.give(True)
        driver = d.app._driver
        assert driver is not None
        for sign in "abc":
            driver.send_message(Key(sign, sign))
        await d.pilot.pause()
        await choose(d, "pl")
        assert d.screen.answering.field.text == "abc"
        added = [event for event in d.session.events if isinstance(event, ItemAdded)]
        assert added == []


@on_screen
async def test_on_an_english_screen_what_an_answer_changes_and_how_it_was_written_is_told_in_english() -> None:
    speak("en")
    try:
        async with driven(begun()) as d:
            d.session.speak("uk")
            await d.press("enter", *"Ro", "enter")
            assert "written in Ukrainian" in d.flat() and "skrevet på" not in d.flat()
            await d.press("1", "enter")
            assert "The answer brings 2 more questions." in d.flat()
    finally:
        speak("da")


@on_screen
async def test_what_was_told_about_an_empty_field_goes_with_the_first_letter() -> None:
    async with driven() as d:
        await d.give(True)
        await d.press("enter")
        assert talk.EMPTY in d.flat()
        await d.press("R")
        assert talk.EMPTY not in d.flat()
        await d.press("f8", "o")
        assert d.screen.answering.field.text == "Ro"
        await d.press("enter", "pageup", "enter", "ctrl+a", "backspace", "enter")
        assert talk.EMPTY in d.flat()
        await d.press("R")
        assert talk.EMPTY not in d.flat() and talk.CHANGING in d.flat(), "that holds still"


def seen_bars(d: Driven) -> int:
    """How many scrollbars are painted in the question and its rows."""
    painted = {widget for widget, _ in d.screen._compositor.visible_widgets.items()}
    return sum(part.display and part.show_vertical_scrollbar and part.vertical_scrollbar in painted
               for part in (d.screen.raised, d.screen.answering.rows, d.screen.answering.field))


@pytest.mark.parametrize("one", [True, False], ids=["as it is", "twin: both bars"])
def test_no_two_scrollbars_stand_side_by_side(one: bool) -> None:
    @on_screen
    async def look() -> None:
        async with driven(size=(44, 14)) as d:
            d.session.speak("uk")
            await on_to(d, "read_back")
            await d.pilot.pause(0.3)
            assert d.screen.raised.max_scroll_y > 0 and d.screen.answering.rows.max_scroll_y > 0
            if not one:
                d.screen.raised.remove_class("-inner")
                await d.pilot.pause()
            assert seen_bars(d) == (1 if one else 2)

    look()
