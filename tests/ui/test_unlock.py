"""The door, against the real encrypted file."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialog.face.passphrase import keyed, set_out, strength, weak
from dialog.store import Store
from dialog.ui.screen.start import StartScreen
from dialog.ui.screen.tour import TourScreen
from dialog.ui.screen.unlock import UnlockScreen
from tests.ui.rooms import PASSPHRASE, SIZES, Room, on_screen, opened

KEY = "AGE-SECRET-KEY-1" + "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L" + "QPZRY9X8GF2TVDW0S3JN54KHCE"


def door(room: Room) -> UnlockScreen:
    assert isinstance(room.screen, UnlockScreen)
    return room.screen


async def choose(room: Room, passphrase: str = PASSPHRASE) -> str:
    """Through the first start as far as the recovery key; returns the key."""
    await room.type(passphrase)
    await room.press("enter")
    await room.type(passphrase)
    await room.press("enter")
    await room.until(lambda: "Din nødnøgle" in room.shown())
    return keyed(room.shown())


@on_screen
async def test_a_first_start_ends_at_the_list_with_a_file_that_opens_again(tmp_path: Path) -> None:
    async with opened(folder=tmp_path / "empower") as room:
        key = await choose(room)
        assert len(key) == len(KEY)
        await room.type(key[-4:].lower())
        await room.press("enter")
        assert isinstance(room.screen, TourScreen)
        await room.press("escape")
        assert isinstance(room.screen, StartScreen)
        assert room.app.store is not None
    async with opened(folder=tmp_path / "empower") as room:
        await room.type(PASSPHRASE)
        await room.press("enter")
        await room.until(lambda: isinstance(room.screen, StartScreen))


@on_screen
async def test_the_key_is_not_left_before_its_last_four_signs_are_typed(tmp_path: Path) -> None:
    async with opened(folder=tmp_path) as room:
        await choose(room)
        await room.type("0000")
        await room.press("enter", "escape")
        assert door(room)._stage == "key"
        assert "Det er ikke de fire sidste tegn" in room.shown()


@pytest.mark.parametrize("size", SIZES)
def test_the_key_and_its_field_are_seen_at_once(size: tuple[int, int], tmp_path: Path) -> None:
    @on_screen
    async def look() -> None:
        async with opened(folder=tmp_path, size=size) as room:
            key = await choose(room)
            assert len(key) == len(KEY)
            assert "skriv de fire sidste tegn" in " ".join(room.shown().split())

    look()


@on_screen
async def test_two_passphrases_that_differ_are_not_taken(tmp_path: Path) -> None:
    async with opened(folder=tmp_path) as room:
        await room.type(PASSPHRASE)
        await room.press("enter")
        await room.type("noget helt andet")
        await room.press("enter")
        assert "De to er ikke ens" in room.shown()
        assert not Store.exists(tmp_path)


@on_screen
async def test_a_short_passphrase_is_told_how_much_it_lacks(tmp_path: Path) -> None:
    async with opened(folder=tmp_path) as room:
        await room.type("kort")
        assert "8 tegn mere" in room.shown()
        await room.press("enter", "enter")
        assert door(room)._stage == "choose"


@on_screen
async def test_no_passphrase_is_ever_shown_or_copied(tmp_path: Path) -> None:
    async with opened(folder=tmp_path) as room:
        await room.type("hemmeligt ord")
        await room.press("ctrl+shift+a", "ctrl+c", "ctrl+x")
        assert "hemmeligt" not in room.shown()
        assert room.app.clipboard == ""


@on_screen
async def test_a_wrong_passphrase_is_one_calm_sentence_and_a_wait_that_grows(tmp_path: Path) -> None:
    store, _ = Store.create(tmp_path, PASSPHRASE)
    store.close()
    async with opened(folder=tmp_path) as room:
        waits = []
        for _ in range(2):
            await room.until(lambda: door(room)._wait == 0)
            await room.type("helt forkert ord")
            await room.press("enter")
            await room.until(lambda: door(room)._wait > 0)
            waits.append(door(room)._wait)
            assert "Adgangssætningen passer ikke." in room.shown()
            await room.press("enter")
            assert door(room)._working is False
        assert waits == [1, 2]
        assert room.app.store is None


@on_screen
async def test_the_recovery_key_opens_with_a_new_passphrase(tmp_path: Path) -> None:
    store, key = Store.create(tmp_path, PASSPHRASE)
    store.close()
    async with opened(folder=tmp_path) as room:
        await room.press("f2")
        await room.type(set_out(key).replace("\n", " ").lower())
        await room.press("enter")
        await room.type("en helt ny sætning")
        await room.press("enter")
        await room.type("en helt ny sætning")
        await room.press("enter")
        await room.until(lambda: isinstance(room.screen, StartScreen))
    Store.open(tmp_path, "en helt ny sætning").close()


@on_screen
async def test_a_key_to_another_lock_leads_back_to_the_key(tmp_path: Path) -> None:
    Store.create(tmp_path / "ours", PASSPHRASE)[0].close()
    store, other = Store.create(tmp_path / "theirs", PASSPHRASE)
    store.close()
    async with opened(folder=tmp_path / "ours") as room:
        await room.press("f2")
        await room.type(other)
        await room.press("enter")
        for _ in range(2):
            await room.type("en helt ny sætning")
            await room.press("enter")
        await room.until(lambda: "passer ikke til denne lås" in room.shown())
        assert door(room)._stage == "recover"


@on_screen
async def test_escape_goes_one_stage_back(tmp_path: Path) -> None:
    store, key = Store.create(tmp_path, PASSPHRASE)
    store.close()
    async with opened(folder=tmp_path) as room:
        await room.press("f2")
        await room.type(key)
        await room.press("enter")
        stages = [door(room)._stage]
        for _ in range(3):
            await room.press("escape")
            stages.append(door(room)._stage)
        assert stages == ["renew", "recover", "open", "open"]


@on_screen
async def test_a_damaged_file_is_told_and_left_as_it_is(tmp_path: Path) -> None:
    store, _ = Store.create(tmp_path, PASSPHRASE)
    store.close()
    database = next(path for path in tmp_path.iterdir() if path.suffix == ".db")
    database.write_bytes(b"x" * 4096)
    async with opened(folder=tmp_path) as room:
        await room.type(PASSPHRASE)
        await room.press("enter")
        await room.until(lambda: not door(room)._working and "Låser op" not in room.shown())
        assert door(room)._stage == "open"
        assert room.app.store is None
        assert "Traceback" not in room.shown()
    assert database.read_bytes() == b"x" * 4096


def test_strength_is_a_plain_sentence() -> None:
    assert strength("") == "Mindst 12 tegn."
    assert strength("elleve tegn") == "1 tegn mere, så er den lang nok."
    assert weak("aaaaaaaaaaaaaaaa")
    assert strength("tolv tegn her") == "Lang nok. Et ord mere gør den endnu stærkere."
    assert strength("fire helt rolige ord") == "Stærk."


def test_a_key_is_found_however_it_was_typed() -> None:
    assert keyed(set_out(KEY).lower()) == KEY
    assert keyed(f"min nøgle: {KEY}") == KEY
    assert keyed("AGE-SECRET-KEY-1") == ""


def test_the_last_four_signs_of_a_key_stand_alone() -> None:
    assert set_out(KEY).split()[-1] == KEY[-4:]
