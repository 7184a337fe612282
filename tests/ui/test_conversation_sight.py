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
from tests.ui.test_conversation_language import SCROLLBAR, answer

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


@pytest.mark.parametrize(("size", "language"), [((80, 24), "uk"), ((80, 24), "da"), (LOW, "uk"), (LOW, "da")], ids=str)
@on_screen
async def test_at_the_citizens_yes_the_question_and_the_answers_are_in_sight(
        size: tuple[int, int], language: str) -> None:
    async with driven(resumed("consent", language), size=size) as d:
        place = d.session.next()
        assert place is not None
        await d.press("1", "enter")
        await d.pilot.pause()
        shown = " ".join(d.shown().translate(SCROLLBAR).split())
        assert d.session.ask(place, language) in shown
        assert d.screen.talk.tongues.word(talk.OWN_HAND_BACK) in shown
        assert d.screen.talk.tongues.word(talk.OWN_HAND_ONLY) not in shown
        await d.press("escape")
        assert d.screen.asked.display and d.session.ask(place) in str(d.screen.asked.content)


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
