"""The plan beside the talk and on its own screen, over a real talk."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from dialog.conversation.event import Place
from dialog.session import Session
from dialog.store import Store
from dialog.ui import save_plan
from dialog.ui.screen.plan import PlanScreen
from dialog.ui.widget.drawer import Drawer
from dialog.ui.widget.field import Field
from dialog.ui.widget.plan_view import GROWING, NEW, PlanView
from dialog.ui.widget.sheet import Sheet
from tests.ui.rooms import NASTY, SIZES, Room, begun, on_screen, opened, pages


async def plan_in(room: Room, session: Session) -> list[Any]:
    """Open the plan; what it dismisses with lands in the list."""
    answers: list[Any] = []
    await room.app.push_screen(PlanScreen(session), answers.append)
    await room.calm()
    return answers


def line_of(session: Session, text: str) -> UUID:
    return next(line.id for line in session.plan().lines() if line.text == text)


def sheet(room: Room) -> Sheet:
    return room.screen.query_one("#plan", Sheet)


@pytest.mark.parametrize("size", SIZES)
def test_every_line_and_how_the_plan_stands_can_be_reached(size: tuple[int, int]) -> None:
    @on_screen
    async def look() -> None:
        store = Store.throwaway()
        session = pages(store)
        async with opened(store, size=size) as room:
            await plan_in(room, session)
            seen = room.shown()
            for _ in range(40):
                await room.pilot.press("down")
                seen += room.shown()
            await room.press("tab")
            for _ in range(12):
                await room.pilot.press("down")
                seen += room.shown()
            for text in ("»Et job med ro«", "»Pedel på en skole«", "UDKAST", "Har ikke sagt ja endnu.", "Gem planen"):
                assert text in seen

    look()


@on_screen
async def test_a_line_opens_to_the_answer_it_came_from() -> None:
    store = Store.throwaway()
    session = pages(store)
    async with opened(store, size=(80, 40)) as room:
        await plan_in(room, session)
        sheet(room).mark(("line", line_of(session, "Pedel på en skole")))
        await room.press("enter")
        shown = room.shown()
        assert "Hvilket job går du efter?" in shown
        assert "Borgeren sagde det med egne ord. Sagsbehandleren skrev." in shown
        assert "i dag kl." in shown
        await room.press("enter")
        assert "Hvilket job går du efter?" not in room.shown()


@on_screen
async def test_other_words_stand_beside_the_citizens_and_never_instead() -> None:
    store = Store.throwaway()
    session = pages(store)
    async with opened(store, size=(80, 40)) as room:
        await plan_in(room, session)
        sheet(room).mark(("line", line_of(session, "Pedel på en skole")))
        await room.press("o")
        await room.type("Teknisk serviceleder")
        await room.press("enter")
        shown = room.shown()
        assert shown.index("»Pedel på en skole«") < shown.index("Teknisk serviceleder")
        await room.press("o", "ctrl+shift+a")
        room.screen.query_one(Field).put("")
        await room.press("enter")
        assert "Teknisk serviceleder" not in room.shown()


@on_screen
async def test_both_say_yes_with_a_key_each_and_a_change_makes_it_a_draft_again() -> None:
    store = Store.throwaway()
    session = pages(store)
    async with opened(store, size=(130, 50)) as room:
        await plan_in(room, session)
        await room.press("b")
        assert "Siger borgeren ja til planen, som den står nu?" in room.shown()
        await room.press("j", "enter")
        assert session.plan().status == "draft"
        await room.press("s", "j", "enter")
        assert session.plan().status == "agreed"
        assert "AFTALT" in room.shown() and "UDKAST" not in room.shown()
        session.answer(Place("job"), "Kok")
        await room.press("r")
        await room.type("Jeg kan ikke om morgenen")
        await room.press("enter")
        standing = room.screen.query_one("#standing", Sheet)
        said = " ".join(part.text for block in standing.blocks for part in block.paragraphs)
        assert "UDKAST Planen er ændret, siden der blev sagt ja." in said
        assert "før planen blev ændret: »Job, jeg går efter«" in said


@on_screen
async def test_no_key_agrees_without_asking() -> None:
    store = Store.throwaway()
    session = pages(store)
    async with opened(store) as room:
        await plan_in(room, session)
        for keys in (("b", "enter"), ("b", "n", "enter"), ("s", "escape")):
            await room.press(*keys)
            await room.press("escape") if room.screen.query_one(Drawer).is_open else None
        assert session.plan().agreements == ()
        assert isinstance(room.screen, PlanScreen)


@on_screen
async def test_nobody_agrees_to_an_empty_plan() -> None:
    store = Store.throwaway()
    session = begun(store)
    async with opened(store) as room:
        await plan_in(room, session)
        await room.press("s")
        assert "Der er ikke noget at sige ja til." in room.shown()
        assert session.plan().agreements == ()


@on_screen
async def test_remarks_and_disagreement_stand_as_they_were_said() -> None:
    store = Store.throwaway()
    session = pages(store)
    async with opened(store, size=(130, 50)) as room:
        await plan_in(room, session)
        await room.press("u")
        await room.type(NASTY)
        await room.press("enter")
        await room.press("r", "enter")
        (remark,) = session.plan().remarks
        assert (remark.text, remark.disagrees, remark.by) == (NASTY, True, "citizen")
        shown = " ".join(room.shown().split())
        assert "Borgeren er ikke enig" in shown
        assert "[@click=app.quit]" in shown


@on_screen
async def test_a_gap_leads_to_the_question_that_fills_it() -> None:
    store = Store.throwaway()
    session = pages(store)
    async with opened(store) as room:
        answers = await plan_in(room, session)
        wanted = next(gap for gap in session.gaps() if gap.id == "lab_41_2_5")
        await room.press("m")
        sheet(room).mark(("gap", wanted.id))
        await room.press("enter")
        assert answers == [Place("help")]


@on_screen
async def test_a_gap_without_a_question_says_so_and_leads_nowhere() -> None:
    store = Store.throwaway()
    session = pages(store)
    async with opened(store, size=(130, 60)) as room:
        await plan_in(room, session)
        assert "Intet spørgsmål fører dertil lige nu." in room.shown()
        assert not room.screen.query_one("#standing", Sheet).has(("gap", "mentor"))


@on_screen
async def test_escape_closes_the_drawer_first_and_then_the_plan() -> None:
    store = Store.throwaway()
    session = pages(store)
    async with opened(store) as room:
        answers = await plan_in(room, session)
        await room.press("r")
        await room.type("halvt")
        await room.press("escape")
        assert isinstance(room.screen, PlanScreen)
        assert session.plan().remarks == ()
        assert sheet(room).has_focus
        await room.press("escape")
        assert answers == [None]


@pytest.mark.parametrize(("row", "suffix"), [("1", ".html"), ("2", ".md"), ("3", ".json")])
def test_the_plan_is_saved_without_cpr_unless_it_is_asked_for(
        row: str, suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    @on_screen
    async def look() -> None:
        monkeypatch.setattr(save_plan, "default_folder", lambda: tmp_path)
        store = Store.throwaway()
        session = pages(store)
        async with opened(store) as room:
            await plan_in(room, session)
            await room.press("g", row, "enter", "enter", "enter")
            await room.until(lambda: any(tmp_path.iterdir()))
            (path,) = tmp_path.iterdir()
            assert path.name.startswith("plan-TEST-1-") and path.suffix == suffix
            assert "310290" not in path.read_text("utf-8")
            await room.until(lambda: "Planen ligger i" in room.shown())

    look()


@on_screen
async def test_cpr_goes_along_when_it_is_asked_for_and_an_old_file_is_not_overwritten_unasked(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(save_plan, "default_folder", lambda: tmp_path)
    store = Store.throwaway()
    session = pages(store)
    async with opened(store) as room:
        await plan_in(room, session)
        await room.press("g", "3", "enter", "2", "enter", "enter")
        await room.until(lambda: any(tmp_path.iterdir()))
        (path,) = tmp_path.iterdir()
        assert json.loads(path.read_text("utf-8"))["header"]["cpr"] == "310290-1234"
        await room.calm()
        await room.press("g", "3", "enter", "enter", "enter")
        assert "Der ligger allerede en plan fra i dag." in room.shown()
        await room.press("escape")
        assert json.loads(path.read_text("utf-8"))["header"]["cpr"] == "310290-1234"


@on_screen
async def test_a_folder_that_is_not_there_is_asked_for_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(save_plan, "default_folder", lambda: tmp_path / "mangler")
    store = Store.throwaway()
    session = pages(store)
    async with opened(store) as room:
        await plan_in(room, session)
        await room.press("g", "enter", "enter", "enter")
        assert "Den mappe er her ikke." in room.shown()
        room.screen.query_one(Field).put(str(tmp_path))
        await room.press("enter")
        await room.until(lambda: any(tmp_path.iterdir()))


@on_screen
async def test_a_file_that_cannot_be_written_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(save_plan, "default_folder", lambda: tmp_path)
    monkeypatch.setattr(save_plan, "file_name", lambda *_: "mangler/plan.md")
    store = Store.throwaway()
    session = pages(store)
    async with opened(store) as room:
        await plan_in(room, session)
        await room.press("g", "2", "enter", "enter", "enter")
        await room.until(lambda: "kunne ikke skrives" in room.shown())
        assert isinstance(room.screen, PlanScreen)


def test_a_file_name_never_holds_what_a_path_should_not() -> None:
    from datetime import date

    name = save_plan.file_name("../../etc/æ sag 12", date(2026, 3, 2), ".md")
    assert name == "plan-etc-sag-12-2026-03-02.md"


@on_screen
async def test_what_is_new_in_the_growing_plan_is_marked_with_a_word() -> None:
    store = Store.throwaway()
    session = begun(store)
    async with opened(store, size=(60, 40)) as room:
        view = PlanView(session)
        await room.screen.mount(view, before=0)
        await room.calm()
        assert GROWING in room.shown()
        session.answer(Place("hello"), True)
        session.add_item("wish", "Et job med ro")
        view.refresh_plan(session.plan())
        await room.calm()
        (line,) = [line for line in room.shown().splitlines() if line.rstrip().endswith(NEW)]
        assert line.strip().startswith("● Mit mål")
        session.add_item("wish", "Sove om natten")
        view.refresh_plan(session.plan())
        await room.calm()
        fresh = [block for block in view.blocks if block.paragraphs[0].tail == NEW]
        assert [block.paragraphs[1].text for block in fresh] == ["»Sove om natten«"]
        view.refresh_plan(session.plan())
        assert [block for block in view.blocks if block.paragraphs[0].tail == NEW] == fresh


@on_screen
async def test_a_plan_of_two_hundred_lines_can_be_walked() -> None:
    store = Store.throwaway()
    session = pages(store, goals=tuple(f"Mål nummer {number}" for number in range(9)))
    for number in range(200):
        session.remark(f"Bemærkning {number}")
    async with opened(store) as room:
        await plan_in(room, session)
        await room.press("end")
        assert "Gem planen som fil" in room.shown()
        await room.press("home")
        assert "Plan for Amira Test" in room.shown()
