"""The plan read through with the citizen, its editions and what is new, its end, and half-written words about it."""

from __future__ import annotations

from typing import Any

import pytest

from dialog.conversation.event import Place
from dialog.plan.standing import Gap, Question
from dialog.script.read import read_text
from dialog.session import Session
from dialog.store import Store
from dialog.ui.screen.plan import PlanScreen
from dialog.ui.screen.plan_history import HistoryScreen
from dialog.ui.screen.plan_review import ReviewScreen
from dialog.ui.theme import RATIO, THEMES
from dialog.ui.widget.drawer import Drawer
from dialog.ui.widget.field import Field
from dialog.ui.widget.plan_cover import covers
from dialog.ui.widget.sheet import Sheet
from tests.plan.whole import plan_of, talked
from tests.ui.gallery import faint
from tests.ui.rooms import SIZES, Room, begun, known, on_screen, opened, pages
from tests.ui.talks import driven
from tests.ui.test_plan_screen import plan_in


def read(session: Session) -> list[str]:
    return [line.text for line in session.plan().lines() if line.reviewed]


def flat(room: Room) -> str:
    return " ".join(room.shown().split())


def all_of(room: Room, sheet: str) -> str:
    return " ".join(part.text for block in room.screen.query_one(sheet, Sheet).blocks for part in block.paragraphs)


async def reading(room: Room, session: Session) -> list[Any]:
    answers = await plan_in(room, session)
    await room.press("l")
    assert isinstance(room.screen, ReviewScreen)
    return answers


# Reading it through


@pytest.mark.parametrize("size", SIZES)
def test_line_by_line_to_the_end_and_on_to_the_yes(size: tuple[int, int]) -> None:
    @on_screen
    async def look() -> None:
        store = Store.throwaway()
        session = pages(store)
        lines = [line.text for line in session.plan().lines()]
        async with opened(store, size=size) as room:
            await reading(room, session)
            for number, text in enumerate(lines):
                assert f"{number + 1} af {len(lines)}" in room.shown()
                assert text in flat(room)
                await room.press("space" if number % 2 else "enter")
                assert read(session) == lines[:number + 1]
            assert "Nu har I læst hele planen." in room.shown()
            assert session.plan().status == "reviewed"
            await room.press("j", "enter")
            assert isinstance(room.screen, PlanScreen)
            assert "Giv tasterne til borgeren med F2" in flat(room)
            assert "✓" in room.shown()
            await room.press("f2", "b", "j", "enter")
            assert [each.by for each in session.plan().agreements] == ["citizen"]

    look()


@on_screen
async def test_leaving_keeps_what_was_read_and_coming_back_begins_at_the_first_that_waits() -> None:
    store = Store.throwaway()
    session = pages(store)
    async with opened(store) as room:
        await reading(room, session)
        await room.press("enter", "enter", "escape")
        assert isinstance(room.screen, PlanScreen)
        assert len(read(session)) == 2
        await room.press("l")
        assert "3 af 5" in room.shown()
        await room.press("left", "left", "left")
        assert "1 af 5" in room.shown() and "Det passer, sagde I i dag" in room.shown()
        await room.press("enter")
        assert "3 af 5" in room.shown()
        assert len(read(session)) == 2


@on_screen
async def test_a_line_that_has_changed_since_comes_again() -> None:
    store = Store.throwaway()
    session = pages(store)
    for line in session.plan().lines():
        session.review(line.id)
    async with opened(store) as room:
        await reading(room, session)
        assert "Nu har I læst hele planen." in room.shown()
        await room.press("escape")
        session.answer(Place("job"), "Kok")
        await room.press("l")
        assert "»Kok«" in room.shown() and "5 af 5" in room.shown()


@on_screen
async def test_mend_goes_to_the_question_and_coming_back_goes_on_at_the_line() -> None:
    store = Store.throwaway()
    session = pages(store)
    async with opened(store) as room:
        answers = await reading(room, session)
        await room.press("right", "right", "right", "right", "r", "enter")
        assert answers == [Place("job")]
        session.answer(Place("job"), "Kok")
        await plan_in(room, session)
        assert isinstance(room.screen, ReviewScreen)
        assert "»Kok«" in room.shown() and "5 af 5" in room.shown()
        await room.press("enter", "escape", "escape")
        await plan_in(room, session)
        assert isinstance(room.screen, PlanScreen)
        assert read(session) == ["Kok"]


@on_screen
async def test_mend_leads_from_the_talk_to_the_question_and_back_again() -> None:
    store = Store.throwaway()
    async with driven(pages(store)) as d:
        await d.press("f3", "l")
        review = d.app.screen
        assert isinstance(review, ReviewScreen)
        review.steady.grace = 0
        await d.press("r", "enter")
        assert d.app.screen is d.screen
        assert d.up == "wish"
        await d.press("escape", "f3")
        assert isinstance(d.app.screen, ReviewScreen)
        assert "1 af 5" in d.shown()


@on_screen
async def test_a_mended_answer_tells_the_way_back_to_the_reading() -> None:
    store = Store.throwaway()
    async with driven(pages(store)) as d:
        d.screen.change(Place("job"))
        await d.press("x", "enter")
        assert "Rettet." not in d.flat(), "twin: nobody was reading"
        await d.press("f3", "l")
        review = d.app.screen
        assert isinstance(review, ReviewScreen)
        review.steady.grace = 0
        await d.press("right", "right", "right", "right", "r", "enter")
        assert d.up == "job"
        assert "Esc Lad det stå" in d.shown() and "Esc Stop" not in d.shown()
        await d.press("y", "enter")
        assert "Rettet. F3 går tilbage til gennemlæsningen." in d.flat()
        assert "Esc Stop" in d.shown()


@on_screen
async def test_the_keys_of_the_reading_say_what_they_do() -> None:
    store = Store.throwaway()
    session = pages(store)
    async with opened(store) as room:
        await reading(room, session)
        assert "Enter Ja" in room.shown()
        await room.press("f2")
        assert "Her læser I sammen." in flat(room)
        await room.press("i")
        assert "Enter Ikke helt" in room.shown() and "Enter Ja" not in room.shown()
        await room.press("enter")
        assert "Esc Fortryd" in room.shown() and "Enter Ja" not in room.shown()
        await room.press("o", "enter")
        assert "Enter Ja" not in room.shown()
        await room.press("escape", *["right"] * 9)
        assert "Enter Vælg" in room.shown()
        await room.press("2", "enter")
        assert "1 af 5" in room.shown()


@on_screen
async def test_not_quite_writes_a_remark_about_the_line_and_goes_on() -> None:
    store = Store.throwaway()
    session = pages(store)
    async with opened(store) as room:
        await reading(room, session)
        await room.press("i", "enter")
        assert "Hvad passer ikke helt?" in room.shown() and "Passer det?" not in room.shown()
        await room.press("b", "enter")
        await room.type("Kun om formiddagen")
        await room.press("enter")
        (remark,) = session.plan().remarks
        assert (remark.text, remark.disagrees) == ("Om »Et job med ro«: Kun om formiddagen", False)
        assert "2 af 5" in room.shown()
        assert read(session) == []


@on_screen
async def test_not_quite_with_nothing_written_stays_and_leaves_all_as_it_was() -> None:
    store = Store.throwaway()
    session = pages(store)
    async with opened(store) as room:
        await reading(room, session)
        for keys in (("b", "enter", "enter"), ("u", "enter", "escape"), ("escape",)):
            await room.press("i", "enter", *keys)
            assert "1 af 5" in room.shown() and "Passer det?" in room.shown()
        assert session.plan().remarks == () and read(session) == []


@on_screen
async def test_other_words_stand_beside_and_are_read_before_they_are_right() -> None:
    store = Store.throwaway()
    session = pages(store)
    async with opened(store) as room:
        await reading(room, session)
        await room.press("i", "enter", "o", "enter")
        await room.type("Job med få mennesker omkring mig")
        await room.press("enter")
        assert "Job med få mennesker omkring mig" in flat(room) and "»Et job med ro«" in room.shown()
        assert "Passer det sådan?" in room.shown() and read(session) == []
        await room.press("enter")
        assert "2 af 5" in room.shown() and read(session) == ["Et job med ro"]


@on_screen
async def test_what_was_passed_waits_and_is_told_at_the_end() -> None:
    store = Store.throwaway()
    session = pages(store)
    async with opened(store) as room:
        await reading(room, session)
        await room.press("enter", "right", "enter", "enter", "enter")
        assert "I er nået til enden af planen." in room.shown() and "En linje venter." in room.shown()
        await room.press("l", "enter")
        assert "2 af 5" in room.shown()
        await room.press("enter")
        assert "Nu har I læst hele planen." in room.shown()


@on_screen
async def test_undo_takes_the_last_yes_to_a_line_back() -> None:
    store = Store.throwaway()
    session = pages(store)
    async with opened(store) as room:
        await reading(room, session)
        await room.press("enter", "enter", "ctrl+z")
        assert "2 af 5" in room.shown() and "Linjen venter på jer igen." in room.shown()
        assert len(read(session)) == 1
        await room.press("ctrl+z", "ctrl+z")
        assert "Et svar tager I tilbage i samtalen." in flat(room)
        assert read(session) == [] and session.said_at(Place("job")) == "Pedel på en skole"


@pytest.mark.parametrize("grace", [0.3, 0.0], ids=["as it is", "twin: without the grace"])
def test_a_held_key_reads_nothing_for_them(grace: float) -> None:
    @on_screen
    async def look() -> None:
        store = Store.throwaway()
        session = pages(store)
        async with opened(store) as room:
            await reading(room, session)
            assert isinstance(room.screen, ReviewScreen)
            room.screen.steady.grace = grace
            await room.type("     ")
            assert bool(read(session)) is (grace == 0)
            if grace:
                await room.pilot.pause(0.35)
                await room.press("space")
                assert len(read(session)) == 1

    look()


@on_screen
async def test_a_long_line_can_be_read_to_its_end() -> None:
    store = Store.throwaway()
    session = pages(store, goals=("ord " * 800 + "slut", "b"))
    async with opened(store, size=(44, 14)) as room:
        await reading(room, session)
        assert "slut«" not in room.shown()
        for _ in range(80):
            await room.pilot.press("pagedown")
        await room.calm()
        assert "slut«" in room.shown() or "Hvornår" in room.shown()
        await room.press("enter")
        assert "2 af 5" in room.shown() and "»Fordi jeg vil" in room.shown()


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
def test_every_word_of_the_plans_life_can_be_read_in_every_theme(theme: str) -> None:
    @on_screen
    async def look() -> None:
        store = Store.throwaway()
        session = pages(store)
        session.note_taken_out(session.plan())
        session.answer(Place("job"), "Kok")
        async with opened(store) as room:
            await plan_in(room, session)
            room.app.theme = theme
            for keys in (("f2",), ("b",), ("escape", "l"), ("enter", "left"), ("down",), ("i", "enter"), ("o", "enter"),
                         ("escape", "right", "right", "right", "right", "right", "right"), ("escape", "h"),
                         ("escape", "a"), ("enter",), ("j", "enter")):
                await room.press(*keys)
                assert faint(room.app, RATIO[theme]) == []
            assert session.plan().ended

    look()


# What is new


@on_screen
async def test_there_is_nothing_new_before_anything_was_kept() -> None:
    store = Store.throwaway()
    session = pages(store)
    async with opened(store) as room:
        await plan_in(room, session)
        await room.press("h")
        assert isinstance(room.screen, HistoryScreen)
        assert "Her kommer planens udgaver til at stå." in room.shown()
        await room.press("escape")
        assert isinstance(room.screen, PlanScreen)


@pytest.mark.parametrize("size", SIZES)
def test_each_edition_tells_what_has_changed_since_and_why(size: tuple[int, int]) -> None:
    @on_screen
    async def look() -> None:
        store = Store.throwaway()
        session = pages(store)
        session.note_taken_out(session.plan())
        session.answer(Place("job"), "Kok")
        for by in ("citizen", "caseworker"):
            session.agree(by, typed_by=by)
        session.add_item("wish", "Dyr")
        async with opened(store, size=size) as room:
            await plan_in(room, session)
            await room.press("h")
            rows = [block.paragraphs[0].text for block in room.screen.query_one("#kept", Sheet).blocks]
            assert [row.rsplit(" ", 2)[0] for row in rows] == ["Udgave 2, aftalt", "Udgave 1, gemt som fil"]
            assert "Siden udgave 2" in flat(room)
            assert "»Mit mål« er kommet til: »Dyr«. Det sagde du den" in all_of(room, "#news")
            assert "Kok" not in all_of(room, "#news")
            await room.press("down")
            assert "»Job, jeg går efter« er ændret fra »Pedel på en skole« til »Kok«." in all_of(room, "#news")

    look()


# Its end

CONSENT = """
script: consent
version: 1
title: Samtykke
sections:
  - id: one
    title: Det hele
    turns:
      - {id: wish, kind: text, ask: Hvad vil du?, plan: {to: direction.life, verbatim: true}}
      - id: one
        kind: consent
        ask: Vil du have én samlet plan?
        terms: {party: Kommunen, what: Planen, purpose: Hjælp, law: forvaltningsloven § 28, text_version: "1"}
        plan: {to: consent.plan}
"""


@on_screen
async def test_a_plan_is_ended_with_a_reason_taken_up_and_both_are_undone() -> None:
    store = Store.throwaway()
    session = pages(store)
    async with opened(store, size=(130, 50)) as room:
        await plan_in(room, session)
        await room.press("a")
        await room.type("Jeg har fået arbejde")
        await room.press("enter")
        assert session.plan().ended is None
        await room.press("j", "enter")
        ended = session.plan().ended
        assert ended is not None and (ended.why, ended.by) == ("Jeg har fået arbejde", "caseworker")
        assert "UDKAST · AFSLUTTET" in room.shown()
        assert "»Jeg har fået arbejde«" in all_of(room, "#standing")
        await room.press("s")
        assert "Planen er afsluttet. Tag den op igen med A, så kan I skrive." in flat(room)
        await room.press("ctrl+z")
        assert session.plan().ended is None and "AFSLUTTET" not in room.shown()
        await room.press("ctrl+z")
        assert "Her er ikke mere at tage tilbage." in flat(room)
        await room.press("a", "enter", "j", "enter")
        assert session.plan().status == "ended"
        await room.press("a", "j", "enter")
        assert session.plan().status == "draft"
        await room.press("ctrl+z")
        assert session.plan().status == "ended"


@on_screen
async def test_an_ended_plan_is_changed_by_no_key_before_it_is_taken_up() -> None:
    store = Store.throwaway()
    session = pages(store)
    session.end_plan("caseworker", "Arbejde")
    async with opened(store) as room:
        await plan_in(room, session)
        room.screen.query_one("#plan", Sheet).mark(("line", next(session.plan().lines()).id))
        for key in "oruls":
            await room.press("end", "home", key)
            assert "Planen er afsluttet. Tag den op igen med A, så kan I skrive." in flat(room), key
            assert not room.screen.query_one(Drawer).is_open and isinstance(room.screen, PlanScreen)
        assert "Sig ja" not in room.shown() and "A Tag op igen" in room.shown()
        await room.press("f2", "b")
        assert "Planen er afsluttet." in flat(room)
        await room.press("a", "j", "enter", "r")
        assert room.screen.query_one(Drawer).is_open, "twin: a living plan is written to"


@on_screen
async def test_a_consent_gets_no_other_words_and_why_is_told() -> None:
    store = Store.throwaway()
    session = Session.begin(store, known(store, "Amira Test", "TEST-1"), read_text(CONSENT, "consent.yaml"))
    session.answer(Place("wish"), "Ro")
    session.answer(Place("one"), True)
    said, given = session.plan().lines()
    said, given = (given, said) if said.terms else (said, given)
    async with opened(store) as room:
        await plan_in(room, session)
        room.screen.query_one("#plan", Sheet).mark(("line", given.id))
        await room.press("o")
        assert "Et samtykke står med de ord, der blev sagt ja eller nej til." in flat(room)
        room.screen.query_one("#plan", Sheet).mark(("line", said.id))
        await room.press("o")
        assert room.screen.query_one(Drawer).is_open, "twin: other lines are said in other words"


@pytest.mark.parametrize("keys", [("escape",), ("enter", "escape"), ("enter", "n", "enter"), ("enter", "enter")])
def test_a_plan_is_not_ended_before_both_questions_are_answered(keys: tuple[str, ...]) -> None:
    @on_screen
    async def look() -> None:
        store = Store.throwaway()
        session = pages(store)
        async with opened(store) as room:
            await plan_in(room, session)
            await room.press("a", *keys)
            assert session.plan().ended is None

    look()


# What it does


@on_screen
async def test_a_requirement_opens_to_the_lines_that_show_it() -> None:
    store = Store.throwaway()
    session = pages(store)
    async with opened(store, size=(130, 60)) as room:
        await plan_in(room, session)
        standing = room.screen.query_one("#standing", Sheet)
        standing.focus()
        standing.mark(("requirement", "influence"))
        before = all_of(room, "#standing").count("»Et job med ro«")
        await room.press("enter")
        assert all_of(room, "#standing").count("»Et job med ro«") == before + 1
        assert "Alle 5 linjer er borgerens egne svar, alle med helt egne ord." in all_of(room, "#standing")


def test_each_goal_and_barrier_says_who_does_what_or_asks() -> None:
    plan = plan_of(talked())
    told = [" / ".join(part.text for part in block.paragraphs) for block in covers(plan, lambda place: "Hvad så?")]
    assert told[0] == "Det, borgeren har nævnt"
    debt = next(each for each in told if each.startswith("»Gælden«"))
    assert debt == "»Gælden« / Borgeren gør noget / »En gåtur, før jeg lægger mig.« / Kommunen gør noget / " \
                   "»En tid hos gældsrådgiveren.«"
    first = plan.covers[0]
    bare = plan.model_copy(update={
        "covers": (first.model_copy(update={"standing": "open", "who": (), "lines": ()}),
                   plan.covers[1].model_copy(update={"standing": "not_now", "who": (), "lines": ()})),
        "gaps": (Gap(id=f"goal_{first.line}", law="", text="x", questions=(Question(turn="t", open=True),)),)})
    _, asks, left = covers(bare, lambda place: "Hvad så?")
    assert [part.text for part in asks.paragraphs][1:] == ["Her er ikke et skridt mod arbejde endnu.", "Hvad så?"]
    assert asks.key == ("gap", f"goal_{first.line}")
    assert [part.text for part in left.paragraphs][1:] == ["Ikke nu. I har talt om det."]


@on_screen
async def test_nobody_reads_or_ends_an_empty_plan() -> None:
    store = Store.throwaway()
    session = begun(store)
    async with opened(store) as room:
        await plan_in(room, session)
        await room.press("l")
        assert "Der er ikke noget at læse." in room.shown()
        await room.press("a")
        assert "Der er ikke noget at afslutte." in room.shown()


# Half-written words


@pytest.mark.parametrize(("keys", "mended"), [
    (("r",), "remark"), (("u",), "disagree"), (("o",), "line"), (("a",), "end"),
    (("l", "i", "enter", "o", "enter"), "line")])
def test_words_half_written_about_the_plan_are_offered_when_they_come_back(keys: tuple[str, ...], mended: str) -> None:
    @on_screen
    async def look() -> None:
        store = Store.throwaway()
        session = pages(store)
        async with opened(store) as room:
            await plan_in(room, session)
            await room.press(*keys)
            await room.type("Jeg vil ger")
            assert room.app.keep()
            assert session.draft() is None
            kept = store.draft(session.conversation.id)
            assert kept is not None and (kept.place.item or "").startswith(mended)
            while isinstance(room.screen, ReviewScreen):
                room.screen.dismiss(None)
                await room.calm()
            room.screen.dismiss(None)
            await room.calm()
            await plan_in(room, session)
            assert "Skal vi tage det med?" in room.shown()
            await room.press("j", "enter")
            assert room.screen.query_one(Field).text.endswith("Jeg vil ger")
            await room.press("escape")
            assert store.draft(session.conversation.id) is None

    look()


@on_screen
async def test_words_that_are_let_go_are_gone_and_what_is_sent_is_not_offered() -> None:
    store = Store.throwaway()
    session = pages(store)
    async with opened(store) as room:
        await plan_in(room, session)
        await room.press("r")
        await room.type("Jeg vil ger")
        room.app.keep()
        await room.press("enter")
        assert [each.text for each in session.plan().remarks] == ["Jeg vil ger"]
        assert store.draft(session.conversation.id) is None
        await room.press("escape")
        await plan_in(room, session)
        assert not room.screen.query_one(Drawer).is_open


@on_screen
async def test_a_half_written_answer_is_never_lost_for_a_remark() -> None:
    store = Store.throwaway()
    session = pages(store)
    async with opened(store) as room:
        await plan_in(room, session)
        session.keep_draft(Place("help"), "Søvn og")
        await room.press("r")
        await room.type("Jeg vil ger")
        assert not room.app.keep()
        kept = session.draft()
        assert kept is not None and kept.text == "Søvn og"
        await room.press("enter")
        assert session.draft() == kept
