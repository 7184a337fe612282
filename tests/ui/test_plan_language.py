"""The plan between two languages: the citizen's yes in the talk's, the rest in the screen's, the lines in Danish.

And what is in sight there: whose words a line is in, whether other words are older than the answer, who has said yes.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dialog.conversation.event import Place
from dialog.language.screen import speak
from dialog.script.read import read_text
from dialog.session import Session
from dialog.store import Store
from tests.ui.rooms import Room, known, on_screen, opened, pages
from tests.ui.test_plan_review import CONSENT, flat
from tests.ui.test_plan_screen import line_of, plan_in, sheet

UK_AGREE, UK_YES, UK_RIGHT = "Чи кажете ви «так» цьому плану, яким він є зараз?", "Так", "Так, усе правильно"
DA_AGREE, EN_AGREE = "Siger du ja til planen, som den står nu?", "Do you say yes to the plan as it is now?"
OLDER = "skrevet, før svaret blev ændret"


@pytest.fixture(autouse=True)
def danish_after() -> Iterator[None]:
    yield
    speak("da")


async def asked_for_a_yes(room: Room, session: Session, *keys: str) -> str:
    await plan_in(room, session)
    await room.press(*keys)
    return flat(room)


@on_screen
async def test_the_citizen_is_asked_for_a_yes_in_the_talks_language_with_danish_beneath() -> None:
    store = Store.throwaway()
    session = pages(store)
    session.speak("uk")
    async with opened(store, size=(80, 40)) as room:
        shown = await asked_for_a_yes(room, session, "f2", "b")
        assert shown.index(UK_AGREE) < shown.index(DA_AGREE) < shown.index(f"1 {UK_YES}")
        await room.press("j", "enter")
        assert [each.by for each in session.plan().agreements] == ["citizen"]


@on_screen
async def test_on_an_english_screen_a_danish_talk_has_english_beneath_and_the_caseworker_only_english() -> None:
    speak("en")
    store = Store.throwaway()
    session = pages(store)
    async with opened(store, size=(80, 40)) as room:
        shown = await asked_for_a_yes(room, session, "s")
        assert "Does the caseworker say yes" in shown and DA_AGREE not in shown
        await room.press("escape", "f2", "b")
        assert flat(room).index(DA_AGREE) < flat(room).index(EN_AGREE)


@on_screen
async def test_the_smallest_screen_keeps_the_question_in_sight_in_two_languages() -> None:
    store = Store.throwaway()
    session = pages(store)
    session.speak("uk")
    async with opened(store, size=(44, 14)) as room:
        shown = await asked_for_a_yes(room, session, "f2", "b")
        assert UK_AGREE in shown and DA_AGREE in shown and "○ Borger ○ Sagsbehandler" in shown


@on_screen
async def test_each_line_is_read_with_the_citizen_in_the_talks_language() -> None:
    store = Store.throwaway()
    session = pages(store)
    session.speak("uk")
    async with opened(store, size=(80, 24)) as room:
        shown = await asked_for_a_yes(room, session, "l")
        assert shown.index(UK_RIGHT) < shown.index("Ja, det passer")
        assert "Passer det?" not in shown


@on_screen
async def test_both_sides_are_in_sight_while_one_is_asked() -> None:
    store = Store.throwaway()
    session = pages(store)
    session.agree("caseworker", typed_by="caseworker")
    async with opened(store, size=(80, 40)) as room:
        await plan_in(room, session)
        await room.press("f2", "b")
        rows = room.shown().splitlines()
        asked = next(n for n, row in enumerate(rows) if DA_AGREE in row)
        below = " ".join(" ".join(rows[asked:]).split())
        assert "○ Borger Har ikke sagt ja endnu." in below and "● Sagsbehandler Sagde ja i dag kl." in below


@pytest.mark.parametrize(("language", "interpreted", "told"), [
    ("uk", False, "Skrevet på ukrainsk."), ("uk", True, "Skrevet på dansk gennem en tolk."), ("da", False, "")])
def test_a_line_says_which_language_it_was_written_in(language: str, interpreted: bool, told: str) -> None:
    @on_screen
    async def look() -> None:
        store = Store.throwaway()
        session = pages(store)
        session.speak(language, interpreted=interpreted)
        session.answer(Place("job"), "Кухар")
        async with opened(store, size=(80, 40)) as room:
            await plan_in(room, session)
            sheet(room).mark(("line", line_of(session, "Кухар")))
            await room.press("enter")
            shown = flat(room)
            assert f"Sprog {told}" in shown if told else "Sprog " not in shown

    look()


@on_screen
async def test_other_words_from_before_the_answer_changed_say_so() -> None:
    store = Store.throwaway()
    session = pages(store)
    session.reword_line(line_of(session, "Pedel på en skole"), "Teknisk serviceleder", "caseworker")
    async with opened(store, size=(80, 40)) as room:
        await plan_in(room, session)
        assert "Teknisk serviceleder" in room.shown() and OLDER not in room.shown()
        session.answer(Place("job"), "Kok")
        await room.press("l")
        await room.press(*["right"] * 4)
        assert "Teknisk serviceleder" in room.shown() and OLDER in room.shown()
        await room.press("escape")
        assert OLDER in room.shown()
        session.reword_line(line_of(session, "Kok"), "Køkkenmedarbejder", "caseworker")
        await room.press("l", "escape")
        assert "Køkkenmedarbejder" in room.shown() and OLDER not in room.shown()


@on_screen
async def test_a_consent_is_not_offered_other_words() -> None:
    store = Store.throwaway()
    session = Session.begin(store, known(store, "Amira Test", "TEST-1"), read_text(CONSENT, "consent.yaml"))
    session.answer(Place("wish"), "Ro")
    session.answer(Place("one"), True)
    given = next(line for line in session.plan().lines() if line.terms)
    async with opened(store, size=(80, 40)) as room:
        await plan_in(room, session)
        sheet(room).mark(("line", given.id))
        await room.calm()
        assert "O Andre ord" not in room.shown() and "G Gem" in room.shown()
        sheet(room).mark(("line", line_of(session, "Ro")))
        await room.calm()
        assert "O Andre ord" in room.shown(), "twin: other lines are said in other words"


@on_screen
async def test_the_plan_is_danish_on_an_english_screen_and_its_headings_are_both() -> None:
    speak("en")
    store = Store.throwaway()
    session = pages(store)
    async with opened(store, size=(80, 40)) as room:
        await plan_in(room, session)
        shown = room.shown()
        assert "Arbejde og uddannelse · Work and education" in shown and "»Pedel på en skole«" in shown
        assert "The plan is one document, in Danish." in shown
