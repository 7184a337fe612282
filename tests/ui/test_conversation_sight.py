"""What must be in sight on the smallest terminal, in two languages: the question, and what it is answered with."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.widget import Widget

from dialog.conversation.event import Place
from dialog.errors import MovedOn
from dialog.language import talk
from dialog.language.screen import speak
from dialog.library import load_script
from dialog.session import Session
from dialog.ui.screen.conversation import ConversationScreen
from tests.ui.rooms import on_screen
from tests.ui.talks import Driven, begun, driven
from tests.ui.test_conversation_language import SCROLLBAR, answer, seen_bars

LOW = (44, 14)


def resumed(kind: str, language: str) -> Session:
    """A talk that has come to the first question of the kind."""
    session = begun(load_script("first_conversation"))
    session.speak(language)
    while (place := session.next()) is not None and session.turn(place).kind != kind:
        answer(session, place)
    return session


def in_sight(d: Driven, part: Widget) -> bool:
    return d.screen.raised.scrollable_content_region.contains_region(part.region)


def the_cells(d: Driven) -> bool:
    return in_sight(d, d.screen.answering.scale)


def the_answers(d: Driven) -> bool:
    return in_sight(d, d.screen.aside.rows)


def the_question(d: Driven) -> bool:
    """The row that is nearest what is shown; the first may have scrolled away."""
    asked = d.screen.asked.region
    return d.screen.raised.scrollable_content_region.contains(asked.x, asked.bottom - 1)


BROUGHT: tuple[tuple[str, tuple[str, ...], Callable[[Driven], bool]], ...] = (
    ("scale", (), the_cells), ("scale", (), the_question), ("consent", ("1", "enter"), the_answers),
    ("text", ("f5",), the_question))


async def looked_at(kind: str, keys: tuple[str, ...], sees: Callable[[Driven], bool]) -> bool:
    async with driven(resumed(kind, "uk"), size=LOW) as d:
        await d.pilot.pause()
        await d.press(*keys)
        await d.pilot.pause()
        return sees(d)


@pytest.mark.parametrize(("kind", "keys", "sees"), BROUGHT, ids=lambda each: getattr(each, "__name__", str(each)))
@on_screen
async def test_the_question_and_its_answers_are_in_sight_however_often_it_was_laid_out(
        kind: str, keys: tuple[str, ...], sees: Callable[[Driven], bool]) -> None:
    assert await looked_at(kind, keys, sees)


@on_screen
async def test_twin_without_looking_after_the_last_layout_they_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ConversationScreen, "_laid_out", lambda self, _: None)
    assert not all([await looked_at(*each) for each in BROUGHT])


def all_in_sight(d: Driven, *parts: Widget) -> bool:
    """Whether every row of each is painted."""
    return all(part.region and in_sight(d, part) for part in parts)


HANDED = [(size, language) for size in ((80, 24), LOW) for language in ("uk", "da")]
SOAKED = [pytest.param(size, language, marks=pytest.mark.soak)
          for size in ((80, 24), LOW, (120, 40)) for language in ("pl", "tr", "so")]


@pytest.mark.parametrize(("size", "language"), [*HANDED, *SOAKED], ids=str)
@on_screen
async def test_at_the_citizens_yes_the_question_and_the_answers_are_in_sight(
        size: tuple[int, int], language: str) -> None:
    async with driven(resumed("consent", language), size=size) as d:
        place = d.session.next()
        assert place is not None
        asked = d.session.ask(place, language)
        assert all_in_sight(d, d.screen.asked, d.screen.answering.rows) and asked in str(d.screen.asked.content)
        await d.press("1", "enter")
        await d.pilot.pause()
        assert all_in_sight(d, d.screen.asked, d.screen.answering.rows, d.screen.aside.rows)
        assert asked in str(d.screen.asked.content)
        shown = " ".join(d.shown().translate(SCROLLBAR).split())
        assert d.screen.talk.tongues.word(talk.OWN_HAND_BACK) in shown
        assert d.screen.talk.tongues.word(talk.OWN_HAND_ONLY) not in shown
        await d.press("escape")
        assert all_in_sight(d, d.screen.asked, d.screen.answering.rows) and asked in str(d.screen.asked.content)


@pytest.mark.parametrize("size", [(160, 50), (80, 24), LOW], ids=str)
@on_screen
async def test_at_a_read_back_the_question_is_in_sight_while_it_is_mended_and_while_the_keys_are_handed_over(
        size: tuple[int, int]) -> None:
    async with driven(resumed("read_back", "da"), size=size) as d:
        await d.press("r", "enter")
        assert all_in_sight(d, d.screen.asked, d.screen.answering.rows)
        await d.press("escape", "j", "enter")
        assert all_in_sight(d, d.screen.asked, d.screen.answering.rows, d.screen.aside.rows)
        await d.press("escape", "i", "enter")
        assert all_in_sight(d, d.screen.asked, d.screen.answering.field)


@pytest.mark.parametrize(("size", "language"), [((80, 24), "uk"), (LOW, "da")], ids=str)
@on_screen
async def test_a_long_answer_pushes_no_question_away_and_only_one_part_scrolls(
        size: tuple[int, int], language: str) -> None:
    async with driven(resumed("text", language), size=size) as d:
        await d.press("enter")
        d.screen.answering.field.take(40 * "Og jeg vil gerne vide, hvad der sker bagefter. ")
        await d.press("end")
        assert all_in_sight(d, d.screen.asked, d.screen.answering.field)
        assert d.screen.answering.field.max_scroll_y > 0 and seen_bars(d) == 1


@on_screen
async def test_twin_where_nothing_gives_way_the_question_is_not_in_sight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ConversationScreen, "_give_way", lambda self: False)
    async with driven(resumed("consent", "uk"), size=LOW) as d:
        assert not all_in_sight(d, d.screen.asked, d.screen.answering.rows)


@on_screen
async def test_the_row_of_who_answers_keeps_its_height_and_tells_who_writes() -> None:
    async with driven(resumed("text", "da"), size=(80, 24)) as d:
        heights = []
        for keys in (("f6",), ("f2",), ("f2", "f6")):
            heights.append(d.screen.speaker.region.height)
            await d.press(*keys)
        while d.screen.talk.turn.kind != "scale":
            answer(d.session, d.session.next() or Place(""))
            d.screen.ask_next()
        await d.press("7")
        heights.append(d.screen.speaker.region.height)
        assert len(set(heights)) == 1 and talk.TYPING["caseworker"] in d.flat()
        await d.press("enter")
        assert talk.TYPING["citizen"] in d.flat() and talk.TYPING["caseworker"] not in d.flat()
        await d.press("escape")
        assert talk.TYPING["caseworker"] in d.flat()


@on_screen
async def test_on_a_low_screen_who_answers_and_who_writes_stand_in_one_row() -> None:
    async with driven(resumed("scale", "da"), size=LOW) as d:
        await d.press("7", "enter", "j", "enter")
        assert d.screen.talk.voice == d.screen.talk.typist == "caseworker"
        assert d.screen.speaker.region.height == 1 and "● Sagsbehandleren skriver F6" in d.flat()
        d.session.speak("en")
        for voice in ("citizen", "caseworker", "together"):
            d.screen.talk.voice = voice
            d.screen.show_voice()
            await d.pilot.pause()
            assert d.screen.speaker.region.height == 1, voice


@on_screen
async def test_the_question_stays_when_the_window_gets_smaller_while_the_keys_are_handed_over() -> None:
    async with driven(resumed("scale", "da"), size=(80, 24)) as d:
        asked = d.session.ask(d.session.next() or Place(""))
        await d.press("7", "enter")
        await d.resize(*LOW)
        assert asked in " ".join(d.shown().translate(SCROLLBAR).split())


@on_screen
async def test_no_language_is_chosen_where_esc_leaves_the_talk() -> None:
    async with driven() as d:
        await d.give(True)
        d.screen.moved_on(MovedOn("En anden var hurtigere."))
        await d.press("ctrl+t")
        assert d.app.screen is d.screen and [row.id for row in d.screen.aside.rows.choices] == ["again", "leave"]


@on_screen
async def test_no_language_is_chosen_on_a_closed_talk() -> None:
    session = begun()
    session.close()
    async with driven(session) as d:
        rows = d.screen.aside.rows.choices
        await d.press("ctrl+t")
        assert d.screen.aside.rows.choices == rows


@pytest.mark.parametrize(("screen", "named"), [("da", True), ("en", False)])
@on_screen
async def test_the_keys_of_a_read_back_stand_in_one_language(screen: str, named: bool) -> None:
    speak(screen)
    try:
        async with driven(resumed("read_back", "da")) as d:
            labels = [label for _, label, _ in d.screen.answering.keys]
            assert (talk.RIGHT in labels) == named
    finally:
        speak("da")


@pytest.mark.parametrize("kind", ["rank", "read_back"])
@on_screen
async def test_on_a_low_screen_the_keys_still_tell_how_an_answer_is_sent(kind: str) -> None:
    async with driven(resumed(kind, "da"), size=LOW) as d:
        assert "Enter send" in d.flat() and "Esc Stop" in d.flat()


@pytest.mark.parametrize(("size", "noted"), [(LOW, False), ((80, 24), True)])
@on_screen
async def test_on_a_low_screen_the_answer_stands_above_the_question_and_not_the_note_to_it(
        size: tuple[int, int], noted: bool) -> None:
    async with driven(resumed("text", "uk"), size=size) as d:
        await d.press(*"Ro", "enter")
        assert "▌ Ro" in d.flat() and ("skrevet på ukrainsk" in d.flat()) is noted
        await d.resize(80, 24)
        assert "skrevet på ukrainsk" in d.flat()


@pytest.mark.parametrize("kind", ["choice", "text"])
@on_screen
async def test_what_is_told_pushes_no_question_out_of_sight(kind: str) -> None:
    async with driven(resumed(kind, "so"), size=LOW) as d:
        await d.press("enter")
        assert all_in_sight(d, d.screen.asked, d.screen.told)


@on_screen
async def test_nor_does_it_that_an_earlier_answer_is_changed() -> None:
    async with driven(resumed("scale", "tr"), size=LOW) as d:
        d.screen.change(Place("coordination"))
        await d.pilot.pause()
        assert all_in_sight(d, d.screen.asked, d.screen.answering.rows)
