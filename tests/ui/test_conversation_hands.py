"""Whose hands are on the keys: what only the citizen's own press can answer, and what must not pass for one."""

from __future__ import annotations

from typing import Any

import pytest
from textual.events import Key, Paste

from dialog.conversation.event import Answered, Place
from dialog.language import talk
from dialog.script.read import read_text
from dialog.ui.ask.kind import Typed
from dialog.ui.screen import conversation_hands
from dialog.ui.screen import conversation_words as w
from dialog.ui.steady import GRACE
from tests.tiny import script_of
from tests.ui.rooms import on_screen
from tests.ui.talks import ANSWERS, Driven, begun, driven
from tests.ui.test_ask import ENDS, TERMS

CONSENT = f"{{id: q, kind: consent, ask: Må vi?, terms: {TERMS}}}"
SCALE = f"{{id: q, kind: scale, ask: Hvor meget?, ends: {ENDS}}}"
AFTER = "{id: after, kind: text, ask: Hvad så?}"
READ_BACK = 9
"""So many answers come before the first read-back."""


def by_whom(d: Driven, turn: str, voice: Any = None) -> tuple[str, str]:
    given = d.session.state.given(Place(turn, None, voice))
    assert isinstance(given, Answered)
    return given.said_by, given.typed_by


async def burst(d: Driven, *keys: str, apart: float = 0.001, after: float = 10.0) -> None:
    """Keys as a terminal sends them all at once, `after` seconds from when the question came."""
    driver = d.app._driver
    assert driver is not None
    for number, key in enumerate(keys):
        event = Key(key, {"enter": "\r"}.get(key, key))
        event.time = d.screen.steady._shown + after + number * apart
        driver.send_message(event)
        await d.pilot.pause()
    await d.pilot.pause()


@pytest.mark.parametrize(("turn", "keys", "value"), [(CONSENT, ("j",), True), (SCALE, ("7",), 7)])
@on_screen
async def test_only_the_citizens_own_press_sends_a_consent_or_a_score(
        turn: str, keys: tuple[str, ...], value: Any) -> None:
    async with driven(begun(script_of(turn))) as d:
        await d.press(*keys, "enter")
        assert d.value("q") is None
        assert talk.OWN_HAND in d.flat() and talk.OWN_HAND_MINE in d.flat()
        await d.press("j", "enter")
        assert d.value("q") == value
        assert by_whom(d, "q") == ("citizen", "citizen")


@on_screen
async def test_what_was_picked_stays_picked_and_in_sight() -> None:
    async with driven(begun(script_of(CONSENT))) as d:
        await d.press("n", "enter")
        assert "▌ 2 Nej" in d.flat()
        await d.press("t", "enter")
        assert d.value("q") is None and d.screen.answering.rows.key == "no"
        assert d.screen.talk.typist == "caseworker"


@on_screen
async def test_the_row_at_the_question_tells_whose_it_is() -> None:
    async with driven(begun(script_of(CONSENT + "\n" + AFTER))) as d:
        assert talk.OWN_HAND_ONLY in d.flat()
        await d.press("f6")
        assert talk.OWN_HAND in d.flat() and talk.OWN_HAND_ONLY not in d.flat()
        await d.give(True)
        assert talk.OWN_HAND not in d.flat()


@on_screen
async def test_the_keys_last_for_the_run_of_own_questions_and_go_back_by_themselves() -> None:
    turns = "\n".join((SCALE, SCALE.replace("q,", "r,"), AFTER))
    async with driven(begun(script_of(turns))) as d:
        await d.press("4", "enter", "j", "enter")
        assert d.up == "r" and "borgeren skriver" in d.flat()
        await d.press("5", "enter")
        assert by_whom(d, "r") == ("citizen", "citizen")
        assert d.up == "after"
        assert "sagsbehandleren skriver" in d.flat() and w.KEYS_BACK in d.flat()


@on_screen
async def test_keys_given_with_f6_stay_where_they_were_given() -> None:
    async with driven(begun(script_of("\n".join((SCALE, AFTER))))) as d:
        await d.press("f6", "4", "enter")
        assert d.up == "after" and "borgeren skriver" in d.flat()
        assert w.KEYS_BACK not in d.flat()


@pytest.mark.parametrize("turn", [CONSENT, SCALE])
@on_screen
async def test_an_own_question_cannot_be_turned_to_another_voice(turn: str) -> None:
    async with driven(begun(script_of(turn))) as d:
        await d.press("f2")
        assert d.screen.talk.voice == "citizen"
        assert "○" not in d.shown().split("Svarer nu")[1]
        assert talk.OWN_HAND_ONLY in d.flat() and talk.OWN_HAND_ONLY in str(d.screen.told.content), "what F2 is told"


@on_screen
async def test_a_read_back_is_the_citizens_own() -> None:
    async with driven() as d:
        await d.give(*ANSWERS[:12])
        assert d.up == "goals_read_back"
        await d.press("f2", "j", "enter")
        assert d.value("goals_read_back") is None
        await d.press("j", "enter")
        assert by_whom(d, "goals_read_back") == ("citizen", "citizen")


@pytest.mark.parametrize("keys", [("j", "enter", "j", "enter"), ("j", "enter", "j", "enter", "enter", "enter")])
@on_screen
async def test_a_burst_passes_neither_the_question_nor_the_handing_over(keys: tuple[str, ...]) -> None:
    async with driven(begun(script_of(CONSENT))) as d:
        d.screen.grace = GRACE
        await burst(d, *keys)
        assert d.value("q") is None
    async with driven(begun(script_of(CONSENT))) as d:
        await burst(d, *keys)
        assert d.value("q") is True, "without its grace the same keys are an answer"


@on_screen
async def test_a_burst_does_not_confirm_while_the_citizen_has_the_keys() -> None:
    async with driven(begun(script_of(CONSENT))) as d:
        d.screen.grace = GRACE
        await d.press("f6")
        await burst(d, "j", "enter")
        assert d.value("q") is None and w.AGAIN in d.flat()
        await burst(d, "enter", after=11)
        assert d.value("q") is True, "the next press, by itself, is meant"


@on_screen
async def test_what_is_pasted_is_no_answer() -> None:
    async with driven(begun(script_of(CONSENT))) as d:
        await d.press("f6")
        d.app.post_message(Paste("j\r\nj\r\n"))
        await d.pilot.pause()
        assert d.value("q") is None
        await d.press("j", "enter")
        assert d.value("q") is True


@on_screen
async def test_what_is_marked_when_the_citizen_confirms_is_what_is_kept() -> None:
    async with driven(begun(script_of(CONSENT))) as d:
        await d.press("j", "enter")
        d.screen.answering.rows.mark("no")  # as the mouse would, while the question of the keys stands
        await d.press("j", "enter")
        assert d.value("q") is False


@on_screen
async def test_who_asks_is_told_where_that_is_not_the_caseworker() -> None:
    turns = "{id: a, kind: text, asks: citizen, answers: caseworker, ask: Hvad kan I?}\n{id: b, kind: text, ask: Og?}"
    async with driven(begun(script_of(turns))) as d:
        rows = [row.strip() for row in d.shown().splitlines()]
        at = rows.index("▌ Borger")
        assert rows[at + 1] == "Hvad kan I?"
        await d.press(Typed("Meget"), "enter")
        (asked,) = [row for row in d.shown().splitlines() if "Hvad kan I?" in row]
        assert asked.rstrip().endswith("Borger") and "▌" in asked
        assert "▌ Borger" not in d.flat().split("Og?")[1]


@pytest.mark.parametrize("size", [(44, 14), (60, 18), (80, 24), (120, 40)])
@on_screen
async def test_who_answers_and_who_types_are_in_sight_at_every_size(size: tuple[int, int]) -> None:
    async with driven(size=size) as d:
        await d.give(True)
        assert "● Borger" in d.flat() and "sagsbehandleren skriver F6" in d.flat()
        await d.press("f2", "f6")
        assert "● Sagsbehandler" in d.flat() and "borgeren skriver F6" in d.flat()


@on_screen
async def test_a_section_changed_after_its_read_back_is_offered_again() -> None:
    script = read_text("""
script: small
version: 1
title: Lille
lists: {}
sections:
  - id: first
    title: Først
    read_back: true
    turns:
      - {id: a, kind: text, ask: Hvad?}
""", "small.yaml")
    async with driven(begun(script)) as d:
        await d.give("Ro", {"confirmed": True})
        assert w.SECTION_CHANGED not in d.flat()
        d.screen.change(Place("a"))
        await d.give("Fart")
        assert w.SECTION_CHANGED in d.flat() and "Læs »Først« igennem igen" in d.flat()
        await d.press("g", "enter")
        assert w.SECTION_CHANGED in d.flat()
        await d.press("1", "enter")
        assert d.up == "first_read_back"
        await d.give({"confirmed": True})
        assert w.SECTION_CHANGED not in d.flat()


@on_screen
async def test_the_guidance_goes_with_any_key_also_one_that_does_something_else() -> None:
    for key in ("f2", "f6", "down", "enter", "x"):
        async with driven() as d:
            await d.give(True)
            await d.press("f8")
            assert "Lad stilheden" in d.flat()
            await d.press(key)
            assert "Lad stilheden" not in d.flat(), key


@on_screen
async def test_the_guidance_goes_with_a_paste_too() -> None:
    async with driven() as d:
        await d.give(True)
        await d.press("f8")
        assert "Lad stilheden" in d.flat()
        d.app.post_message(Paste("ord"))
        await d.pilot.pause()
        assert "Lad stilheden" not in d.flat()


def test_the_keys_that_read_are_the_ones_that_are_bound() -> None:
    bound = {key for binding in conversation_hands.ConversationHands.__subclasses__()[0].__subclasses__()[0].BINDINGS
             for key in getattr(binding, "key", "").split(",")}
    assert {"ctrl+up", "ctrl+down", "pageup", "ctrl+b", "alt+left"} <= bound
