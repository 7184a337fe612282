"""The key file: what opens it, what does not, and how it tells damage from a wrong passphrase."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from pyrage import decrypt, x25519  # type: ignore[import-untyped]

from dialog.errors import DamagedStore, NewerStore, NoStore, StoreError, WrongKey
from dialog.store import Store, key
from tests.store.child import ROOT
from tests.store.people import CHEAP, PASSPHRASE

RAW = bytes(range(32))


def made(folder: Path) -> tuple[key.KeyFile, str]:
    folder.mkdir(mode=0o700)
    file, recovery_key = key.lock(RAW, PASSPHRASE, CHEAP)
    key.write(folder, file)
    return key.read(folder), recovery_key


def test_the_passphrase_gives_the_key_back(folder: Path) -> None:
    file, _ = made(folder)
    assert key.unlock(file, PASSPHRASE) == RAW


def test_another_keyboards_letters_are_the_same_passphrase(folder: Path) -> None:
    file, _ = made(folder)
    assert unicodedata.normalize("NFD", PASSPHRASE) != PASSPHRASE
    assert key.unlock(file, unicodedata.normalize("NFD", PASSPHRASE)) == RAW


@pytest.mark.parametrize("passphrase", ["", PASSPHRASE + " ", PASSPHRASE.upper(), "\udcff", "\0"])
def test_another_passphrase_does_not_fit(folder: Path, passphrase: str) -> None:
    file, _ = made(folder)
    with pytest.raises(WrongKey, match="nødnøglen"):
        key.unlock(file, passphrase)


@pytest.mark.parametrize("passphrase", ["", "  ", "\n"])
def test_an_empty_passphrase_is_refused_before_anything_is_made(folder: Path, passphrase: str) -> None:
    with pytest.raises(WrongKey, match="tom"):
        Store.create(folder, passphrase, cost=CHEAP)
    assert not folder.exists()


def test_the_recovery_key_gives_the_key_back_however_it_is_typed(folder: Path) -> None:
    file, recovery_key = made(folder)
    assert recovery_key.startswith("AGE-SECRET-KEY-1")
    in_groups = " ".join(recovery_key[at : at + 8] for at in range(0, len(recovery_key), 8))
    for typed in (recovery_key, recovery_key.lower(), in_groups, f"\n {recovery_key}\n"):
        assert key.unlock_by_recovery(file, typed) == RAW


def test_another_recovery_key_does_not_fit(folder: Path) -> None:
    file, recovery_key = made(folder)
    for typed in (str(x25519.Identity.generate()), recovery_key[:-1], "", "æ", "\ud800"):
        with pytest.raises(WrongKey, match="AGE-SECRET-KEY-1"):
            key.unlock_by_recovery(file, typed)


def test_any_age_tool_opens_the_recovery_slot(folder: Path) -> None:
    _, recovery_key = made(folder)
    armoured = json.loads((folder / key.KEY).read_text())["recovery"]
    assert armoured.startswith("-----BEGIN AGE ENCRYPTED FILE-----")
    assert decrypt(armoured.encode(), [x25519.Identity.from_str(recovery_key)]) == RAW.hex().encode()


def test_the_file_holds_neither_key_nor_recovery_key(folder: Path) -> None:
    _, recovery_key = made(folder)
    written = (folder / key.KEY).read_text()
    assert RAW.hex() not in written
    assert recovery_key not in written
    assert PASSPHRASE not in written


def test_a_guess_costs_what_libsodium_calls_moderate_and_the_file_says_so(folder: Path) -> None:
    store, _ = Store.create(folder, PASSPHRASE)
    store.close()
    written = json.loads((folder / key.KEY).read_text())
    assert (written["operations"], written["memory"]) == (3, 256 * 1024 * 1024)
    Store.open(folder, PASSPHRASE).close()


def test_every_flipped_bit_is_damage_and_never_a_wrong_passphrase(folder: Path) -> None:
    made(folder)
    good = (folder / key.KEY).read_bytes()
    for at in range(len(good)):
        bad = bytearray(good)
        bad[at] ^= 1 << at % 8
        (folder / key.KEY).write_bytes(bad)
        if _same_json(good, bytes(bad)):
            continue
        with pytest.raises(DamagedStore, match=r"empower\.key"):
            key.read(folder)


def _same_json(one: bytes, other: bytes) -> bool:
    """A flip that only turns one blank into another has changed nothing."""
    try:
        return bool(json.loads(one) == json.loads(other))
    except ValueError:
        return False


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"null", b'"x"', b"\xff\xfe", b"{" * 50])
def test_something_else_in_its_place_is_damage(folder: Path, content: bytes) -> None:
    folder.mkdir()
    (folder / key.KEY).write_bytes(content)
    with pytest.raises(DamagedStore):
        key.read(folder)
    assert Store.exists(folder)
    assert (folder / key.KEY).read_bytes() == content


def rewrite(folder: Path, **changes: object) -> None:
    """Changes the key file as a program would: with a check that fits."""
    content = json.loads((folder / key.KEY).read_text()) | changes
    del content["check"]
    content["check"] = key._check(content)
    (folder / key.KEY).write_text(json.dumps(content))


def test_a_newer_key_file_is_told_apart_and_left_alone(folder: Path) -> None:
    made(folder)
    rewrite(folder, format=2, something_new=1)
    before = (folder / key.KEY).read_bytes()
    with pytest.raises(NewerStore):
        key.read(folder)
    with pytest.raises(NewerStore):
        Store.open(folder, PASSPHRASE)
    with pytest.raises(NewerStore):
        Store.create(folder, PASSPHRASE, cost=CHEAP)
    assert (folder / key.KEY).read_bytes() == before


def test_a_file_that_asks_for_all_the_memory_there_is_is_refused(folder: Path) -> None:
    made(folder)
    rewrite(folder, memory=2**40)
    with pytest.raises(DamagedStore):
        key.read(folder)


def test_too_little_memory_is_told_in_words(folder: Path) -> None:
    made(folder)
    rewrite(folder, memory=2**30)
    code = (
        "import resource, sys; from pathlib import Path; from dialog.store import key\n"
        "import nacl.pwhash, nacl.secret\n"
        "resource.setrlimit(resource.RLIMIT_AS, (2**29, 2**29))\n"
        "try: key.unlock(key.read(Path(sys.argv[1])), 'x')\n"
        "except Exception as error: print(type(error).__name__, error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, folder], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.startswith(f"{StoreError.__name__} Maskinen har ikke hukommelse nok")


def test_a_folder_without_a_key_file_has_no_store(folder: Path) -> None:
    with pytest.raises(NoStore):
        key.read(folder)


def test_the_file_is_for_its_owner_alone(folder: Path) -> None:
    made(folder)
    assert stat.S_IMODE((folder / key.KEY).stat().st_mode) == 0o600
