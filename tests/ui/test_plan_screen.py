"""The plan beside the talk and on its own screen, over a real talk."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from threading import Event
from typing import Any
from uuid import UUID

import pikepdf
import pytest
from textual.events import Key, Paste
from textual.keys import _character_to_key

from dialog.conversation.event import Place
from dialog.face import take_out as taking
from dialog.face.plan_told import lacking
from dialog.plan.model import Coordinator
from dialog.plan.standing import Gap
from dialog.session import Session
from dialog.store import Store
from dialog.ui import save_plan
from dialog.ui.screen.plan import PlanScreen
from dialog.ui.widget.drawer import Drawer
from dialog.ui.widget.field import Field
from dialog.ui.widget.plan_view import GROWING, NEW, PlanView
from dialog.ui.widget.sheet import Sheet
from tests.plan.whole import plan_of, talked
from tests.ui.rooms import NASTY, SIZES, Room, begun, on_screen, opened, pages


async def plan_in(room: Room, session: Session) -> list[Any]:
    """Open the plan; what it dismisses with lands in the list."""
    answers: list[Any] = []
    screen = PlanScreen(session)
    screen.steady.grace = 0
    await room.app.push_screen(screen, answers.append)
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
    session.answer(Place("job"), "Pedel på en skole", typed_by="caseworker")
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
async def test_each_says_yes_with_own_hands_and_a_change_makes_it_a_draft_again() -> None:
    store = Store.throwaway()
    session = pages(store)
    async with opened(store, size=(130, 50)) as room:
        await plan_in(room, session)
        assert "Udgave 1 · UDKAST" in room.shown()
        await room.press("s")
        assert "Siger sagsbehandleren ja til planen, som den står nu?" in room.shown()
        await room.press("j", "enter")
        assert session.plan().status == "draft"
        await room.press("f2")
        assert "Nu har borgeren tasterne, og kan sige ja med B." in room.shown()
        await room.press("b")
        assert "Siger du ja til planen, som den står nu?" in room.shown()
        await room.press("j", "enter")
        plan = session.plan()
        assert plan.status == "agreed"
        assert "Udgave 1 · AFTALT" in room.shown() and "UDKAST" not in room.shown()
        assert room.shown().count(plan.fingerprint()[:8]) == 2
        session.answer(Place("job"), "Kok")
        await room.press("r")
        await room.type("Jeg kan ikke om morgenen")
        await room.press("enter")
        standing = room.screen.query_one("#standing", Sheet)
        said = " ".join(part.text for block in standing.blocks for part in block.paragraphs)
        assert "UDKAST Planen er ændret, siden der blev sagt ja." in said
        assert "før planen blev ændret: »Job, jeg går efter«" in said
        assert "Udgave 2 · UDKAST" in room.shown()


@pytest.mark.parametrize(("gaps", "told"), [
    ((), ""), (("mentor",), "En ting mangler endnu."), (("mentor", "offers"), "2 ting mangler endnu."),
    (("one_plan", "lab_46"), "Samtykket til én plan mangler."),
    (("influence", "one_plan"), "Samtykket til én plan mangler, og en ting til."),
    (("influence", "one_plan", "mentor", "lab_46"), "Samtykket til én plan mangler, og 2 ting til.")])
def test_the_consent_is_named_first_among_what_is_missing(gaps: tuple[str, ...], told: str) -> None:
    with_gaps = tuple(Gap(id=each, law="", text="x", questions=()) for each in gaps)
    assert lacking(plan_of(talked()).model_copy(update={"gaps": with_gaps})) == told


@pytest.mark.parametrize(("keys", "told"), [
    (("b",), "Giv tasterne til borgeren med F2, så kan borgeren selv sige ja."),
    (("f2", "s"), "Giv tasterne til sagsbehandleren med F2, så kan sagsbehandleren selv sige ja.")])
def test_nobody_says_yes_for_the_other(keys: tuple[str, ...], told: str) -> None:
    @on_screen
    async def look() -> None:
        store = Store.throwaway()
        session = pages(store)
        async with opened(store) as room:
            await plan_in(room, session)
            await room.press(*keys)
            assert told in " ".join(room.shown().split())
            await room.press("j", "enter")
            assert session.plan().agreements == ()

    look()


@on_screen
async def test_the_session_refuses_too_where_the_screen_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PlanScreen, "_cannot", lambda self, by: "")
    store = Store.throwaway()
    session = pages(store)
    async with opened(store) as room:
        await plan_in(room, session)
        await room.press("b", "j", "enter")
        assert "Et ja kan kun gives af den, det er." in room.shown()
        assert session.plan().agreements == ()


def burst(room: Room, keys: str) -> None:
    """All at once, as a terminal without bracketed paste sends what is pasted."""
    driver = room.app._driver
    assert driver is not None
    for sign in keys:
        name = {"\r": "enter"}.get(sign) or _character_to_key(sign)
        driver.send_message(Key(name, sign))


@pytest.mark.parametrize("grace", [0.2, 0.0], ids=["as it is", "twin: without the grace"])
def test_no_burst_of_keys_agrees(grace: float) -> None:
    @on_screen
    async def look() -> None:
        store = Store.throwaway()
        session = pages(store)
        async with opened(store) as room:
            await plan_in(room, session)
            assert isinstance(room.screen, PlanScreen)
            room.screen.steady.grace = grace
            burst(room, "s" + "j\r" * 9)
            await room.until(lambda: room.screen.query_one("#rows").has_focus)
            burst(room, "j\r" * 9)
            await room.calm()
            assert bool(session.plan().agreements) is (grace == 0)
            if grace:
                assert "Det gik lidt stærkt. Tag den tid, I har brug for." in room.shown()
                await room.pilot.pause(0.25)
                await room.press("j")
                await room.pilot.pause(0.1)
                await room.press("enter")
                assert [each.by for each in session.plan().agreements] == ["caseworker"]

    look()


@on_screen
async def test_nothing_that_is_pasted_agrees() -> None:
    store = Store.throwaway()
    session = pages(store)
    async with opened(store) as room:
        await plan_in(room, session)
        await room.press("s")
        room.screen.query_one("#rows").post_message(Paste("j\r\n"))
        await room.calm()
        assert room.screen.query_one(Drawer).is_open
        assert session.plan().agreements == ()


@on_screen
async def test_no_key_agrees_without_asking() -> None:
    store = Store.throwaway()
    session = pages(store)
    async with opened(store) as room:
        await plan_in(room, session)
        for keys in (("s", "enter"), ("s", "n", "enter"), ("f2",), ("b", "escape")):
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
        assert "I er ikke enige om alt. Det står i planen." in "".join(
            part.text for block in room.screen.query_one("#standing", Sheet).blocks for part in block.paragraphs)
        assert "[@click=app.quit]" in shown


@on_screen
async def test_a_gap_leads_to_the_question_that_fills_it() -> None:
    store = Store.throwaway()
    session = pages(store)
    async with opened(store) as room:
        answers = await plan_in(room, session)
        wanted = next(gap for gap in session.plan().gaps if gap.id == "lab_41_2_5")
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
async def test_the_row_of_keys_names_the_next_step_and_the_help_wherever_the_mark_is() -> None:
    store = Store.throwaway()
    session = pages(store)
    async with opened(store) as room:
        await plan_in(room, session)
        for key, row in (
                (("line", next(session.plan().lines()).id),
                 "Enter Åbn   O Andre ord   L Læs igennem   F1 Hjælp   Esc Tilbage"),
                (("remark", None), "Enter Skriv   L Læs igennem   G Gem   F1 Hjælp   Esc Tilbage"),
                (("save", None), "Enter Gem planen   L Læs igennem   H Hvad er nyt   F1 Hjælp   Esc Tilbage")):
            sheet(room).mark(key)
            await room.calm()
            assert row in room.shown()
        for line in session.plan().lines():
            session.review(line.id)
        room.screen.dismiss(None)
        await room.calm()
        await plan_in(room, session)
        assert "S Sig ja" in room.shown()
        await room.press("f2")
        assert "B Sig ja" in room.shown()


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


FORMS = {"1": ("plan-", ".pdf"), "2": ("min-side-", ".pdf"), "3": ("plan-", ".docx"), "4": ("plan-", ".html"),
         "5": ("plan-", ".txt"), "6": ("plan-", ".json"), "7": ("plan-", ".zip")}


@pytest.mark.parametrize("row", FORMS)
def test_the_plan_is_saved_without_cpr_unless_it_is_asked_for(
        row: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    @on_screen
    async def look() -> None:
        monkeypatch.setattr(save_plan, "default_folder", lambda: tmp_path)
        store = Store.throwaway()
        session = pages(store)
        async with opened(store) as room:
            await plan_in(room, session)
            assert session.versions() == ()
            await room.press("g", row, "enter")
            assert ("Skal CPR-nummeret med?" in room.shown()) is (row != "2")
            await room.press(*["enter"] * (2 if row != "2" else 1))
            await room.until(lambda: "ligger i" in room.shown())
            (path,) = tmp_path.glob("[!.]*")
            begin, suffix = FORMS[row]
            assert path.name.startswith(f"{begin}TEST-1-") and path.suffix == suffix
            assert "310290" not in everything(path)
            assert [(each.number, each.taken_out) for each in session.versions()] == [(1, True)]

    look()


def everything(path: Path) -> str:
    """All text in the file, also in those that are packed in it."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    if path.suffix == ".pdf":
        with pikepdf.open(path) as pdf:
            return "\n".join(repr(value.read_bytes()) for value in pdf.objects if isinstance(value, pikepdf.Stream))
    return path.read_text("utf-8")


@on_screen
async def test_a_long_work_says_so_and_the_screen_can_be_used_meanwhile(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held, take_out = Event(), taking.take_out

    def slow(*given: Any, **more: Any) -> None:
        held.wait(10)
        take_out(*given, **more)

    monkeypatch.setattr(save_plan, "default_folder", lambda: tmp_path)
    monkeypatch.setattr(save_plan, "take_out", slow)
    store = Store.throwaway()
    session = pages(store)
    async with opened(store) as room:
        await plan_in(room, session)
        await room.press("g", "5", "enter", "enter", "enter")
        await room.until(lambda: "Skriver plan-TEST-1-" in room.shown())
        before = sheet(room).key
        await room.pilot.press("down")
        assert sheet(room).key != before
        held.set()
        await room.until(lambda: "Planen ligger i" in room.shown())


@on_screen
async def test_cpr_goes_along_when_it_is_asked_for_and_an_old_file_is_not_overwritten_unasked(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(save_plan, "default_folder", lambda: tmp_path)
    store = Store.throwaway()
    session = pages(store)
    async with opened(store) as room:
        await plan_in(room, session)
        await room.press("g", "6", "enter", "2", "enter", "enter")
        await room.until(lambda: any(tmp_path.glob("[!.]*")))
        (path,) = tmp_path.glob("[!.]*")
        assert json.loads(path.read_text("utf-8"))["header"]["cpr"] == "310290-1234"
        await room.calm()
        await room.press("g", "6", "enter", "enter", "enter")
        assert "Der ligger allerede en fil fra i dag." in room.shown()
        await room.press("escape")
        assert json.loads(path.read_text("utf-8"))["header"]["cpr"] == "310290-1234"


@pytest.mark.parametrize("name", ["", "Gunvor Test"])
def test_a_plan_without_the_caseworkers_name_says_so_quietly_before_it_is_saved(
        name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    @on_screen
    async def look() -> None:
        store = Store.throwaway()
        session = pages(store)
        plan = session.plan()
        header = plan.header.model_copy(update={"coordinator": Coordinator(name=name)})
        monkeypatch.setattr(session, "plan", lambda **_: plan.model_copy(update={"header": header}))
        async with opened(store) as room:
            await plan_in(room, session)
            await room.press("g")
            flat = " ".join(room.shown().split())
            assert ("Planen har ikke dit navn endnu." in flat) is (name == "")
            assert "Hvad skal planen bruges til?" in flat and "Alle former i én pakke" in flat

    look()


@on_screen
async def test_a_folder_that_is_not_there_is_asked_for_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(save_plan, "default_folder", lambda: tmp_path / "mangler")
    store = Store.throwaway()
    session = pages(store)
    async with opened(store) as room:
        await plan_in(room, session)
        await room.press("g", "5", "enter", "enter", "enter")
        assert "Den mappe er her ikke." in room.shown()
        room.screen.query_one(Field).put(str(tmp_path))
        await room.press("enter")
        await room.until(lambda: any(tmp_path.glob("[!.]*")))


@on_screen
async def test_a_file_that_cannot_be_written_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(save_plan, "default_folder", lambda: tmp_path)
    monkeypatch.setattr(taking, "file_name", lambda *_: "mangler/plan.txt")
    store = Store.throwaway()
    session = pages(store)
    async with opened(store) as room:
        await plan_in(room, session)
        await room.press("g", "5", "enter", "enter", "enter")
        await room.until(lambda: "kunne ikke skrives" in room.shown())
        assert isinstance(room.screen, PlanScreen)


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
        assert "Afslut planen" in room.shown()
        await room.press("home")
        assert "Plan for Amira Test" in room.shown()
