"""The door and the list on plain lines: in with a passphrase, and no name said before somebody asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from dialog.errors import WrongKey
from dialog.plain import forms
from dialog.plain.door import unlocked
from dialog.plain.face import Gone
from dialog.plain.start import Start
from dialog.store import Store
from dialog.store.record import Citizen
from tests.faults.lives import CHEAP, PASSPHRASE
from tests.plain.lines import Hands


@pytest.fixture
def store() -> Iterator[Store]:
    made = Store.throwaway()
    for name, case in (("Amira Test", "SAG-1"), ("Bo Prøve", "SAG-2")):
        made.add_citizen(Citizen(uuid4(), name, case, "310290-1234"))
    yield made
    made.close()


def wrote(store: Store, *lines: str) -> Hands:
    hands = Hands(lines)

    def fits(typed: str) -> None:
        if typed != PASSPHRASE:
            raise WrongKey("Adgangssætningen passer ikke.")

    try:
        Start(hands.face, store, fits).run()
    except Gone:
        return hands
    return hands


# The door


def test_the_first_start_shows_the_recovery_key_and_asks_for_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create = Store.create
    monkeypatch.setattr(Store, "create", lambda folder, passphrase: create(folder, passphrase, cost=CHEAP))
    hands = Hands()

    def lines() -> Iterator[str]:
        yield from ("kort", PASSPHRASE, "en anden end før", PASSPHRASE, PASSPHRASE, "XXXX")
        key = "".join(line.removeprefix("Nødnøgle: ") for line in hands.said if line.startswith("Nødnøgle: "))
        yield key.replace(" ", "")[-4:].lower()

    hands.lines = lines()
    store = unlocked(hands.face, tmp_path / "empower")
    assert "tegn mere, så er den lang nok." in hands.text
    assert "De to er ikke ens." in hands.text
    assert "Det er ikke de fire sidste tegn." in hands.text
    store.close()
    key = "".join(line.removeprefix("Nødnøgle: ") for line in hands.said if line.startswith("Nødnøgle: "))
    again = Hands([".glemt", "ikke en nøgle", key, "en helt ny sætning", "en helt ny sætning"])
    unlocked(again.face, tmp_path / "empower").close()
    assert "Det ligner ikke en nødnøgle." in again.text
    Store.open(tmp_path / "empower", "en helt ny sætning").close()


def test_a_wrong_passphrase_waits_longer_each_time_and_ends_as_what_it_was(tmp_path: Path) -> None:
    Store.create(tmp_path / "empower", PASSPHRASE, cost=CHEAP)[0].close()
    hands = Hands(["forkert", "", "stadig forkert", "nej"])
    with pytest.raises(WrongKey):
        unlocked(hands.face, tmp_path / "empower")
    assert hands.rested == [1, 2, 4]
    unlocked(Hands(["forkert", PASSPHRASE]).face, tmp_path / "empower").close()


def test_no_passphrase_is_ever_said_again(tmp_path: Path) -> None:
    Store.create(tmp_path / "empower", PASSPHRASE, cost=CHEAP)[0].close()
    hands = Hands(["forkert sætning her", PASSPHRASE])
    unlocked(hands.face, tmp_path / "empower").close()
    assert PASSPHRASE not in hands.text
    assert "forkert sætning" not in hands.text


# The list


def test_no_citizen_is_named_before_somebody_asks(store: Store) -> None:
    assert "Amira" not in wrote(store, "?", ".om").text
    assert "Amira" not in wrote(store, "bo", "").text
    hands = wrote(store, ".alle", "")
    assert "Amira Test, sag SAG-1." in hands.text
    assert "Bo Prøve, sag SAG-2." in hands.text


def test_a_citizen_is_found_and_the_talk_begun_stopped_and_gone_on_with(store: Store) -> None:
    assert "Programmet: Alt er gemt." in wrote(store, "amira", "1", "", ".stop", "2", ".stop").said
    (talk,) = store.conversations(store.citizen("SAG-1").id)
    assert talk.answers == 1
    hands = wrote(store, "sag-1", "1")
    assert any(line.startswith("1. Fortsæt samtalen fra i dag") for line in hands.said)
    assert hands.said[-1].startswith("Programmet: Skriv et eller flere numre")


def test_a_cpr_number_is_covered_until_it_is_noted_that_it_is_shown(store: Store) -> None:
    who = store.citizen("SAG-1").id
    hands = wrote(store, "amira", "3", "nej, lad det være dækket")
    assert "310290-1234" not in hands.text
    assert store.cpr_shown(who) is None
    assert "Programmet: CPR 310290-1234" in wrote(store, "amira", "3", "ja, vis det").said
    assert store.cpr_shown(who) is not None


def test_a_new_citizen_is_made_and_mended(store: Store) -> None:
    hands = wrote(store, ".ny", "Cecilie Ny", "SAG-3", "12", "3102901234", "", "cecilie", "2", "Cecilie Nyere", "", ".")
    made = store.citizen("SAG-3")
    assert (made.name, made.cpr) == ("Cecilie Nyere", "")
    assert "Et CPR-nummer har ti cifre." in hands.text
    assert "3102901234" not in hands.text


def test_a_case_reference_stands_for_one_citizen(store: Store) -> None:
    hands = wrote(store, ".ny", "En anden", "SAG-1", "")
    assert "En anden borger har det sagsnummer." in hands.text
    assert len(store.citizens()) == 2


def test_settings_are_kept_one_by_one(store: Store) -> None:
    hands = wrote(store, ".indstillinger", "Mette Riis", "Sms", "Eksempel Kommune", "12", "12345678", "", ".stop")
    assert [store.setting(key) for key in forms.SETTINGS] == [
        "Mette Riis", "Sms", "Eksempel Kommune", "12345678", None]
    assert "Et CVR-nummer har otte cifre." in hands.text
    wrote(store, ".indstillinger", "", ".")
    assert [store.setting(key) for key in list(forms.SETTINGS)[:2]] == ["Mette Riis", ""]


def test_a_practice_leaves_nothing_and_comes_back_to_the_list(store: Store) -> None:
    hands = wrote(store, ".øv", "", ".stop", "2", ".stop")
    assert "Programmet: Øvelse: en opdigtet borger. Alt slettes, når I lukker." in hands.said
    assert hands.said[-1] == "Programmet: Alt er gemt. På gensyn."
    assert len(store.citizens()) == 2


def test_locked_nothing_is_said_before_the_passphrase(store: Store) -> None:
    hands = wrote(store, "amira", "1", "", ".lås", "?", "forkert", PASSPHRASE)
    at = next(at for at, line in enumerate(hands.said) if "Låst." in line)
    told = [line for line in hands.said[at:] if "Låst op" not in line]
    assert "bliver stående dér" in hands.said[at - 1]
    asked = [line for line in told if line.startswith("Sagsbehandler")]
    assert asked == ["Sagsbehandler spørger: Hvad er godt for dig i dag?"]
    assert sum("passer ikke" in line for line in told) == 1


@pytest.mark.parametrize("away", [True, False])
def test_a_lock_that_cannot_be_tried_stays_locked(tmp_path: Path, away: bool) -> None:
    """Its twin: where the key lies there, the same line opens it, and the names are said."""
    home = tmp_path / "empower"
    store, _ = Store.create(home, PASSPHRASE, cost=CHEAP)
    store.add_citizen(Citizen(uuid4(), "Amira Test", "SAG-1"))
    hands = Hands()

    def lines() -> Iterator[str]:
        yield ".lås"
        if away:
            (home / "empower.key").rename(home / "elsewhere")
        yield PASSPHRASE
        yield "amira"

    hands.lines = lines()
    with store, pytest.raises(Gone):
        Start(hands.face, store, lambda typed: Store.check(home, typed)).run()
    assert ("Amira Test" in hands.text) is not away
    assert (hands.said[-1] == "Programmet: Låst. Skriv adgangssætningen for at gå videre.") is away


@pytest.mark.parametrize("before", [
    (".alle",), ("amira",), ("amira", "3"), (".ny",), (".ny", "Navn", "SAG-9"), (".indstillinger",), (".øv", ".spring"),
    ("amira", "1", "", ".spring"), ("amira", "1", "", ".sprog"), ("amira", "1", "", ".stop"), ("amira", "1", "", ".se"),
])
def test_it_is_locked_at_every_question(store: Store, before: tuple[str, ...]) -> None:
    """Its twin is in each: the passphrase opens it, and the question is still there to be answered."""
    hands = wrote(store, *before, ".lås", "", "1", "forkert")
    at = next(at for at, line in enumerate(hands.said) if line == "Programmet: Låst. Skriv adgangssætningen for at gå "
              "videre.")
    assert {line for line in hands.said[at:] if not line.startswith("Programmet: Låst.")} == {
        "Programmet: Adgangssætningen passer ikke."}
    again = wrote(store, *before, ".lås", PASSPHRASE)
    assert "Programmet: Låst op. Skriv nu det, I blev spurgt om." in again.said


# What is heard where nothing is open


@pytest.fixture
def home(tmp_path: Path) -> Path:
    Store.create(tmp_path / "empower", PASSPHRASE, cost=CHEAP)[0].close()
    return tmp_path / "empower"


def at_the_door(home: Path, *lines: str) -> tuple[Hands, str]:
    """What was said, and how it ended: open, wrong, or left."""
    hands = Hands(lines)
    try:
        unlocked(hands.face, home).close()
    except Gone:
        return hands, "left"
    except WrongKey:
        return hands, "wrong"
    return hands, "open"


@pytest.mark.parametrize("line", ["?", ".ny", ".lås", ".om", ".plan", ".tilbage", ".UNDO "])
def test_a_command_at_the_door_is_no_passphrase_and_what_can_be_written_is_told(home: Path, line: str) -> None:
    hands, ended = at_the_door(home, line, PASSPHRASE)
    assert ended == "open" and hands.rested == []
    assert ".glemt: Luk op med nødnøglen." in hands.said
    assert ".stop: Luk programmet." in hands.said
    assert ("Programmet: Det må vente, til her er låst op. Lige nu kan du skrive:" in hands.said) is (line != "?")


@pytest.mark.parametrize(("lines", "ended"), [
    ([".stop"], "left"), (["forkert her", ".stop"], "left"), (["forkert her"], "wrong"),
    ([".stopper"], "wrong"), ([".glemt", ".stop"], "left"), ([".glemt", "?", ".tilbage", PASSPHRASE], "open"),
    ([".GLEMT ", ".undo", ""], "left"),
])
def test_the_door_can_be_left_and_the_way_by_the_key_too(home: Path, lines: list[str], ended: str) -> None:
    hands, how = at_the_door(home, *lines)
    assert how == ended
    assert ("Programmet: På gensyn." in hands.said) is (".stop" in lines)
    if "?" in lines:
        assert ".tilbage: Tilbage til adgangssætningen." in hands.said


def test_a_passphrase_that_begins_like_a_command_opens(tmp_path: Path) -> None:
    """None that short can be chosen; a longer one is never a command."""
    name = ".indstillinger"
    Store.create(tmp_path / "empower", name, cost=CHEAP)[0].close()
    assert at_the_door(tmp_path / "empower", name)[1] == "open"


@pytest.mark.parametrize("lines", [(".stop",), ("?", ".stop"), (PASSPHRASE, ".stop")])
def test_the_first_start_can_be_left_before_there_is_a_passphrase(tmp_path: Path, lines: tuple[str, ...]) -> None:
    hands, ended = at_the_door(tmp_path / "empower", *lines)
    assert ended == "left"
    assert hands.said[-1] == "Programmet: På gensyn."
    assert not Store.exists(tmp_path / "empower")
