"""The list of citizens, the forms behind it, and the talks it opens."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from textual.events import Key
from textual.widgets import Input

from dialog.errors import UnwritableStore
from dialog.face.people import people, placed
from dialog.session import Session
from dialog.store import Store
from dialog.ui.screen.conversation import ConversationScreen
from dialog.ui.screen.person import PersonForm, PersonScreen
from dialog.ui.screen.settings import FIELDS, SettingsScreen
from dialog.ui.screen.start import StartScreen
from dialog.ui.widget.labelled import CprInput, masked
from dialog.ui.widget.sheet import Sheet
from tests.ui.rooms import NASTY, PASSPHRASE, SIZES, Room, begun, known, on_screen, opened, pages


def names(room: Room) -> list[str]:
    """The citizens that are shown, from the top."""
    people = room.screen.query_one("#people", Sheet)
    return [block.paragraphs[0].text for block in people.blocks
            if isinstance(block.key, tuple) and block.key[0] == "person"]


def test_the_first_picture_imports_neither_database_nor_script() -> None:
    heavy = ("sqlmodel", "sqlalchemy", "sqlcipher3", "pydantic", "jinja2", "babel", "yaml", "nacl", "pyrage")
    code = ("import sys, dialog.ui.app, dialog.ui.screen.start, dialog.ui.screen.unlock, dialog.store;"
            f"print([name for name in {heavy} if name in sys.modules])")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@on_screen
async def test_an_empty_list_says_how_to_begin() -> None:
    async with opened(Store.throwaway()) as room:
        assert "Her er ingen borgere endnu." in room.shown()
        await room.press("enter")
        assert isinstance(room.screen, PersonForm)


@on_screen
async def test_esc_and_a_name_in_one_burst_find_the_name_and_nobody_else() -> None:
    store = Store.throwaway()
    for number, name in enumerate(("Ali Hosseini", "Yrsa Lund")):
        known(store, name, f"2026-{number}")
    async with opened(store) as room:
        await room.type("ali")
        for key in ("escape", "y", "r", "s"):
            room.app.post_message(Key(key, key if len(key) == 1 else None))
        await room.calm()
        assert room.screen.query_one("#search", Input).value == "yrs"
        assert names(room) == ["Yrsa Lund"]


@pytest.mark.parametrize("size", SIZES)
def test_a_citizen_is_found_by_typing_at_every_size(size: tuple[int, int]) -> None:
    @on_screen
    async def look() -> None:
        store = Store.throwaway()
        for number, name in enumerate(("Sofie Holm", "Ali Hosseini", "Åse Ærø")):
            known(store, name, f"2026-{number}")
        async with opened(store, size=size) as room:
            assert names(room) == ["Ali Hosseini", "Sofie Holm", "Åse Ærø"]
            await room.type("ærø 2026-2")
            assert names(room) == ["Åse Ærø"]
            assert "Åse Ærø" in room.shown()
            await room.press("escape")
            assert len(names(room)) == 3

    look()


@on_screen
async def test_the_talk_goes_on_where_it_stopped() -> None:
    store = Store.throwaway()
    talk = pages(store)
    talk.close()
    async with opened(store) as room:
        await room.until(lambda: "Fortsæt, hvor I slap: Arbejde" in room.shown())
        await room.press("enter")
        await room.until(lambda: isinstance(room.screen, ConversationScreen))
        session = room.app.session
        assert session is not None
        assert session.conversation.id == talk.conversation.id
        assert session.state.closed is False


@on_screen
async def test_a_new_citizen_begins_the_first_talk() -> None:
    store = Store.throwaway()
    async with opened(store) as room:
        await room.type("Nadia Holm")
        await room.press("f2", "enter")
        await room.type("2026-77")
        await room.press("enter")
        await room.type("3102901234")
        assert "310290-••••" in room.shown()
        assert "1234" not in room.shown()
        await room.press("enter")
        assert isinstance(room.screen, StartScreen)
        citizen = store.citizen("2026-77")
        assert (citizen.name, citizen.cpr) == ("Nadia Holm", "310290-1234")
        await room.press("enter")
        await room.until(lambda: isinstance(room.screen, ConversationScreen))
        assert len(store.conversations(citizen.id)) == 1


@on_screen
async def test_a_form_says_what_it_lacks_and_keeps_nothing() -> None:
    store = Store.throwaway()
    known(store, "Ali", "2026-1")
    async with opened(store) as room:
        await room.press("f2", "enter")
        assert "Skriv borgerens navn." in room.shown()
        await room.type("Bo")
        await room.press("enter", "enter")
        assert "Skriv sagsnummeret." in room.shown()
        await room.type("2026-1")
        await room.press("enter")
        await room.type("12345")
        await room.press("enter")
        assert "Et CPR-nummer har ti cifre." in room.shown()
        room.screen.query_one(CprInput).value = ""
        await room.press("enter")
        assert "En anden borger har det sagsnummer." in room.shown()
        await room.press("escape")
        assert isinstance(room.screen, StartScreen)
        assert len(store.citizens()) == 1


@on_screen
async def test_a_pasted_name_is_cleaned_before_it_is_kept() -> None:
    store = Store.throwaway()
    async with opened(store) as room:
        await room.press("f2")
        room.screen.query_one("#name Input", Input).value = "Bo\x1b]52;c;aGVq\x07 \u202eNiels\u0065\u0301n"
        await room.press("enter")
        await room.type("2026-1")
        await room.press("enter", "enter")
        assert store.citizen("2026-1").name == "Bo Nielsén"


@on_screen
async def test_facts_can_be_mended() -> None:
    store = Store.throwaway()
    citizen = known(store, "Ali", "2026-1", "310290-1234")
    async with opened(store) as room:
        await room.press("f4")
        assert isinstance(room.screen, PersonScreen)
        assert "310290-••••" in room.shown()
        await room.press("end", "enter")
        room.screen.query_one("#name Input", Input).value = "Ali Hosseini"
        await room.press("enter", "enter", "enter")
        assert store.citizen(citizen.id).name == "Ali Hosseini"
        assert store.citizen(citizen.id).cpr == "310290-1234"
        assert names(room) == ["Ali Hosseini"]


@on_screen
async def test_names_can_be_covered_and_are_after_a_talk() -> None:
    store = Store.throwaway()
    for number, name in enumerate(("Sofie Holm", "Ali Hosseini")):
        known(store, name, f"2026-{number}")
    async with opened(store) as room:
        await room.press("f7")
        assert names(room) == []
        await room.type("s")
        assert names(room) == []
        await room.type("o")
        assert names(room) == ["Sofie Holm"]
        await room.press("escape", "f7", "enter")
        await room.until(lambda: isinstance(room.screen, ConversationScreen))
        room.screen.dismiss(None)
        await room.until(lambda: isinstance(room.screen, StartScreen))
        await room.calm()
        assert names(room) == ["Ali Hosseini"]
        assert "Sofie" not in room.shown()


@on_screen
async def test_practice_leaves_nothing_behind() -> None:
    store = Store.throwaway()
    async with opened(store) as room:
        await room.press("f6")
        await room.until(lambda: isinstance(room.screen, ConversationScreen))
        session = room.app.session
        assert session is not None and session.practice
        folder = Path(session.store._folder.name) if session.store._folder else None
        assert folder is not None and folder.exists()
        room.screen.dismiss(None)
        await room.until(lambda: isinstance(room.screen, StartScreen))
        await room.until(lambda: not folder.exists())
        assert store.citizens() == []
        assert room.app.store is store


@pytest.mark.parametrize("twin", [False, True], ids=["as it is", "twin: it was seen"])
@on_screen
async def test_an_enter_too_many_on_the_way_out_of_a_talk_opens_nobody(twin: bool) -> None:
    store = Store.throwaway()
    known(store, "Ali", "1")
    async with opened(store) as room:
        start = room.screen
        assert isinstance(start, StartScreen)
        await room.press("f6")
        await room.until(lambda: isinstance(room.screen, ConversationScreen))
        practice = room.screen
        if twin:
            start._new_at = 0.0
        start.action_choose()  # as a key that comes before the list has been painted
        await room.calm()
        assert (room.screen is practice) is not twin


@on_screen
async def test_practice_is_gone_also_when_the_program_ends_in_the_middle_of_it() -> None:
    async with opened(Store.throwaway()) as room:
        await room.press("f6")
        await room.until(lambda: isinstance(room.screen, ConversationScreen))
        session = room.app.session
        assert session is not None and session.store._folder is not None
        folder = Path(session.store._folder.name)
        await room.press("ctrl+q")
    assert not folder.exists()


@on_screen
async def test_a_file_that_cannot_be_read_is_told_and_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store.throwaway()
    known(store, "Ali", "1")

    def locked() -> None:
        raise UnwritableStore("Filen er låst af et andet program.", next_step="Prøv igen.")

    monkeypatch.setattr(store, "overview", locked)
    async with opened(store) as room:
        assert "Filen er låst af et andet program." in room.shown()
        assert "Ali" not in room.shown()
        monkeypatch.undo()
        await room.press("enter")
        assert names(room) == ["Ali"]
        assert "låst" not in room.shown()


@on_screen
async def test_escape_tells_the_way_out() -> None:
    async with opened(Store.throwaway()) as room:
        await room.press("escape")
        assert "Ctrl+Q lukker programmet." in room.shown()


@on_screen
async def test_a_name_is_shown_as_it_is_written() -> None:
    store = Store.throwaway()
    known(store, NASTY, "[b]1[/b]")
    async with opened(store) as room:
        assert NASTY in room.shown()
        await room.press("f4")
        assert NASTY in room.shown()


@on_screen
async def test_the_mouse_reaches_what_the_keys_reach() -> None:
    store = Store.throwaway()
    async with opened(store) as room:
        line = next(number for number, text in enumerate(room.shown().splitlines()) if "Indstillinger" in text)
        await room.pilot.click(offset=(10, line))
        await room.calm()
        assert isinstance(room.screen, SettingsScreen)


@on_screen
async def test_settings_are_kept_and_greet_by_name(tmp_path: Path) -> None:
    store, _ = Store.create(tmp_path, PASSPHRASE)
    async with opened(store) as room:
        await room.press("f8")
        for text in ("Mette Sørensen", "8888 1234", "Øby Kommune", "123"):
            await room.type(text)
            await room.press("enter")
        await room.press("enter")
        assert "Et CPR-nummer" not in room.shown()
        assert "Et CVR-nummer har otte cifre." in room.shown()
        room.screen.query_one("#municipality_cvr Input", Input).value = "12 34 56 78"
        await room.press("enter", "enter")
        assert isinstance(room.screen, StartScreen)
        assert "Goddag, Mette" in room.shown()
    with Store.open(tmp_path, PASSPHRASE) as again:
        kept = {key: again.setting(key) for key in FIELDS}
    assert kept == {"coordinator_name": "Mette Sørensen", "coordinator_contact": "8888 1234",
                    "municipality_name": "Øby Kommune", "municipality_cvr": "12345678", "lock_minutes": "5"}


@on_screen
async def test_the_theme_is_chosen_and_remembered(tmp_path: Path) -> None:
    store, _ = Store.create(tmp_path, PASSPHRASE)
    async with opened(store) as room:
        await room.press("f8")
        room.screen.query_one("#themes").focus()
        await room.press("2", "enter")
        assert room.app.theme == "papir"
    again = Store.open(tmp_path, PASSPHRASE)
    async with opened(again) as room:
        assert room.app.theme == "papir"


@on_screen
async def test_the_lock_waits_between_one_minute_and_sixty() -> None:
    store = Store.throwaway()
    async with opened(store) as room:
        for typed, kept in (("0", None), ("61", None), ("et", None), ("20", "20")):
            await room.press("f8")
            field = room.screen.query_one("#lock_minutes Input", Input)
            field.focus()
            field.value = typed
            await room.press("enter")
            assert ("Skriv et helt tal fra 1 til 60." in room.shown()) is (kept is None)
            assert store.setting("lock_minutes") == kept
            if kept is None:
                await room.press("escape")


def test_those_not_begun_come_first_and_then_the_latest() -> None:
    with Store.throwaway() as store:
        first = begun(store, "Først", "1")
        second = begun(store, "Sidst", "2")
        known(store, "Ny", "3")
        assert [person.citizen.name for person in people(store)] == ["Ny", "Sidst", "Først"]
        assert first.conversation.id != second.conversation.id


def test_a_talk_that_came_all_the_way_round_says_so() -> None:
    with Store.throwaway() as store:
        talk = pages(store)
        assert placed(store, people(store)[0]).section == "Arbejde"
        _answer_the_rest(talk)
        person = placed(store, people(store)[0])
        assert person.is_done
        assert person.state == "I er nået hele vejen rundt"


def _answer_the_rest(talk: Session) -> None:
    while place := talk.next():
        talk.skip(place, "declined")


@pytest.mark.parametrize(("cpr", "shown"), [
    ("310290-1234", "310290-••••"), ("3102901234", "310290••••"), ("3102", "3102"), ("", "")])
def test_the_last_four_digits_are_never_shown(cpr: str, shown: str) -> None:
    assert masked(cpr) == shown


@on_screen
async def test_a_second_enter_begins_no_second_talk() -> None:
    store = Store.throwaway()
    citizen = known(store, "Amira Test", "2026-1")
    async with opened(store) as room:
        for _ in range(2):
            room.app.post_message(Key("enter", "\r"))
        await room.calm()
        assert isinstance(room.screen, ConversationScreen)
        assert len(store.conversations(citizen.id)) == 1
