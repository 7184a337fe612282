"""Whatever is wrong around the program is told in a clear Danish sentence, with its exit status; nothing is lost."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from uuid import uuid4

import pytest

from dialog import errors
from dialog.conversation.event import Place
from dialog.library import load_script
from dialog.session import Session
from dialog.store import Store
from dialog.store.record import Citizen
from tests.faults.commands import CODES, empower
from tests.faults.lives import CHEAP, PASSPHRASE
from tests.terminal import EMPOWER, ROOT, Terminal

ADULT = ROOT / "tests" / "scenarios" / "adult.yaml"
NO_UTF8 = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A good file with one answer, to be copied before it is harmed."""
    folder = tmp_path_factory.mktemp("kept") / "empower"
    store, _ = Store.create(folder, PASSPHRASE, cost=CHEAP)
    with store:
        citizen = Citizen(uuid4(), "Åse Ødegård", "SAG-1")
        store.add_citizen(citizen)
        session = Session.begin(store, citizen, load_script("first_conversation"))
        session.answer(Place("welcome"), True)
    return folder


@pytest.fixture
def home(kept: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(kept, tmp_path / "empower"))


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.name != "empower.lock"}


def plan(home: Path) -> tuple[str, ...]:
    return ("--folder", str(home), "plan", "SAG-1", "--to", str(home.parent / "plan.md"))


# The person's file


def newer(home: Path) -> None:
    from dialog.store.database import open_database
    from dialog.store.key import DATABASE, read, unlock

    database = open_database(home / DATABASE, unlock(read(home), PASSPHRASE))
    database.connection.execute("PRAGMA user_version=999")
    database.close()


def newer_key(home: Path) -> None:
    import hashlib

    data = json.loads((home / "empower.key").read_text())
    del data["check"]
    data["format"] = 99
    data["check"] = hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
    (home / "empower.key").write_text(json.dumps(data))


def flipped(home: Path) -> None:
    path = home / "empower.db"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


HARM = {
    "the database is by a newer program": (newer, errors.NewerStore),
    "the key file is by a newer program": (newer_key, errors.NewerStore),
    "one bit of the database is turned": (flipped, errors.DamagedStore),
    "the database is empty": (lambda home: (home / "empower.db").write_bytes(b""), errors.DamagedStore),
    "the database is cut": (
        lambda home: (home / "empower.db").write_bytes((home / "empower.db").read_bytes()[:5000]),
                            errors.DamagedStore),
    "the database is another": (lambda home: (home / "empower.db").write_text("hej" * 5000), errors.DamagedStore),
    "the database is gone": (lambda home: (home / "empower.db").unlink(), errors.DamagedStore),
    "the key file is gone": (lambda home: (home / "empower.key").unlink(), errors.DamagedStore),
    "the key file is cut": (lambda home: (home / "empower.key").write_text("{"), errors.DamagedStore),
    "the folder is empty": (lambda home: [path.unlink() for path in home.iterdir()], errors.NoStore),
}  # fmt: skip


@pytest.mark.parametrize("harm", HARM)
def test_a_file_that_cannot_be_opened_is_told_and_left_as_it_is(home: Path, harm: str) -> None:
    damage, error = HARM[harm]
    damage(home)
    before = content(home)
    said = empower(*plan(home), stdin=f"{PASSPHRASE}\n")
    said.refused(error.code)
    assert content(home) == before
    assert not (home.parent / "plan.md").exists()


@pytest.mark.parametrize("typed", ["forkert", " ", PASSPHRASE.upper()])
def test_a_wrong_passphrase_is_told_and_harms_nothing(home: Path, typed: str) -> None:
    before = content(home)
    empower(*plan(home), stdin=f"{typed}\n").refused(errors.WrongKey.code, "Adgangssætningen passer ikke")
    assert content(home) == before


@pytest.mark.parametrize("sent", [None, "", "\n", f"\n{PASSPHRASE}\n"])
def test_a_job_that_hands_in_no_passphrase_is_told_how(home: Path, sent: str | None) -> None:
    """The first line is the passphrase; what comes after it is nothing to us."""
    empower(*plan(home), stdin=sent).refused(
        errors.WrongKey.code, "Der kom ingen adgangssætning. Skriv den, eller send den ind på standard input.")
    assert empower(*plan(home), stdin=PASSPHRASE).status == 0
    assert empower("--folder", home.parent / "none", "plan", "SAG-1", stdin=sent).status == errors.NoStore.code


def test_the_screen_tells_of_a_wrong_passphrase_and_lets_one_try_again(home: Path) -> None:
    with Terminal(80, 24, EMPOWER, {"EMPOWER_HOME": str(home), "HOME": str(home.parent)}) as terminal:
        terminal.until("Skriv din adgangssætning")
        terminal.type("forkert")
        terminal.press("enter")
        terminal.until("Adgangssætningen passer ikke")
        terminal.until("passer ikke. Prøv igen. Enter")
        terminal.type(PASSPHRASE)
        terminal.press("enter")
        terminal.until("Åse Ødegård", 30)
        terminal.press("ctrl+q")
        assert terminal.ended() == 0


@pytest.mark.parametrize(
    "harm", ["one bit of the database is turned", "the key file is gone", "the database is by a newer program"]
)
def test_the_screen_tells_of_a_file_that_cannot_be_opened(home: Path, harm: str) -> None:
    HARM[harm][0](home)
    before = content(home)
    with Terminal(80, 24, EMPOWER, {"EMPOWER_HOME": str(home), "HOME": str(home.parent)}) as terminal:
        terminal.until("Skriv din adgangssætning")
        terminal.type(PASSPHRASE)
        terminal.press("enter")
        terminal.until("Filen er ikke rørt", 30)
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
    assert content(home) == before


def test_a_folder_below_a_file_is_told_at_the_first_start(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mit")
    with Terminal(
        80, 24, EMPOWER, {"EMPOWER_HOME": str(tmp_path / "file" / "empower"), "HOME": str(tmp_path)}
    ) as terminal:
        terminal.until("Vælg gerne nogle ord")
        for _ in range(2):
            terminal.type("tre kopper kaffe på bænken")
            terminal.press("enter")
            terminal.settled()
        terminal.until("Der kan ikke skrives i mappen", 30)
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
    assert (tmp_path / "file").read_text() == "mit"


def test_a_full_disk_is_told_while_one_talks_and_nothing_that_was_said_is_lost(home: Path) -> None:
    """The file may grow no further (RLIMIT_FSIZE): the answer stays in the field, and what was kept before is kept."""
    blocks = (home / "empower.db").stat().st_size // 1024
    command = ("bash", "-c", f'ulimit -f {blocks}; exec "$@"', "bash", *EMPOWER)
    with Terminal(80, 24, command, {"EMPOWER_HOME": str(home), "HOME": str(home.parent)}) as terminal:
        terminal.until("Skriv din adgangssætning")
        terminal.type(PASSPHRASE)
        terminal.press("enter")
        terminal.until("Åse Ødegård", 30)
        terminal.settled()
        terminal.press("enter")
        terminal.until("Hvad er godt for dig i dag?", 30)
        terminal.press("6")
        terminal.settled(0.25)
        terminal.paste("ord " * 4900)
        terminal.settled(0.3)
        terminal.press("enter")
        terminal.until(lambda shown: "plads på disken" in shown.flat() or "Disken kunne ikke skrives" in shown.flat())
        assert terminal.child.isalive()
        terminal.until("[x] Noget andet")
        assert "ord ord" in terminal.flat()
        terminal.press("ctrl+q")
        terminal.until("Ctrl+Q igen")
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
    with Store.open(home, PASSPHRASE) as store:
        (talk,) = store.conversations(store.citizens()[0].id)
        assert [event.kind for event in store.events(talk.id)] == ["answered"]


# Scripts, scenarios, places to write


WRONG: dict[str, type[errors.EmpowerError]] = {
    "script check no/such.yaml": errors.NotFound, "script check /": errors.NotFound,
    "run no/such.yaml --out out": errors.NotFound, "run / --out out": errors.NotFound,
    "run adult.yaml --out file": errors.ExportError, "run adult.yaml --out file/x": errors.ExportError,
    "run broken.yaml --out out": errors.ScenarioError, "script check broken.yaml": errors.ScriptError,
    "run other.yaml --out out": errors.NotFound, "run latin.yaml --out out": errors.NotFound,
    "script check latin.yaml": errors.NotFound, "plan schema --to file/x.json": errors.ExportError,
    "run misfit.yaml --out out": errors.ScenarioError,
}  # fmt: skip


@pytest.mark.parametrize("command", WRONG)
def test_what_is_missing_broken_or_in_the_way_is_told(tmp_path: Path, command: str) -> None:
    adult = ADULT.read_text()
    (tmp_path / "file").write_text("mit")
    (tmp_path / "broken.yaml").write_text("scenario: [\n")
    (tmp_path / "other.yaml").write_text(adult.replace("script: first_conversation", "script: no_such"))
    (tmp_path / "latin.yaml").write_bytes("title: æøå\n".encode("latin-1"))
    (tmp_path / "misfit.yaml").write_text(
        adult.replace("  reach: call\n", "").replace("  rating: heard", "  ratng: heard")
    )
    (tmp_path / "adult.yaml").write_text(adult)
    said = empower(*command.split(), cwd=tmp_path)
    said.refused(WRONG[command].code)
    if "misfit.yaml" in command:
        for misfit in ("Mangler svar: reach", "Mangler svar: rating", "Bliver ikke spurgt om: ratng"):
            assert misfit in said.err
    assert (tmp_path / "file").read_text() == "mit"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "script",
    ["script: x\n", "", "\x00", "a: [" * 30, "x: &a 1\ny: *a\n", "- 1\n", "script: !!python/object:os.system x\n"],
)
def test_a_script_that_is_none_is_refused_by_the_demo_too(tmp_path: Path, script: str) -> None:
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "first_conversation.yaml").write_text(script)
    empower("demo", "--watch", env={"EMPOWER_RESOURCES": str(tmp_path)}).refused(errors.ScriptError.code)


def test_a_folder_of_resources_that_is_not_there_is_told(tmp_path: Path) -> None:
    empower("demo", "--watch", env={"EMPOWER_RESOURCES": str(tmp_path / "none")}).refused(
        errors.NotFound.code, "EMPOWER_RESOURCES"
    )


# The terminal


@pytest.mark.parametrize("arguments", [(), ("demo",)])
def test_without_a_terminal_one_is_told_what_to_do(arguments: tuple[str, ...]) -> None:
    empower(*arguments).refused(errors.TerminalError.code, "terminal", "empower demo --watch")


@pytest.mark.parametrize("arguments", [(), ("demo",), ("plan", "SAG-1", "--to", "x.md"), ("demo", "--watch")])
def test_with_every_door_closed_there_is_still_no_traceback(arguments: tuple[str, ...], tmp_path: Path) -> None:
    said = empower(*arguments, shell="<&-", env={"EMPOWER_HOME": str(tmp_path)})
    assert said.status in CODES | {0}
    said.plain()


@pytest.mark.parametrize(
    "env",
    [{**NO_UTF8, "PYTHONIOENCODING": ""}, {"PYTHONIOENCODING": "latin-1"}],
    ids=["C", "latin-1"],
)
def test_a_terminal_that_cannot_show_the_program_is_told_before_anything_is_painted(env: dict[str, str]) -> None:
    with Terminal(80, 24, (*EMPOWER, "demo"), env) as terminal:
        assert terminal.ended() == errors.TerminalError.code
        assert "\x1b[" not in terminal.raw
        assert "Traceback" not in terminal.raw


@pytest.mark.parametrize(("cols", "rows"), [(43, 20), (80, 13), (10, 3), (1, 1)])
def test_a_tiny_terminal_says_so_and_goes_on_when_it_grows(cols: int, rows: int, tmp_path: Path) -> None:
    with Terminal(cols, rows, (*EMPOWER, "demo"), {"HOME": str(tmp_path)}) as terminal:
        terminal.until("Vinduet er for lille.") if cols > 40 else terminal.settled(0.5)
        terminal.resize(80, 24)
        terminal.until("Velkommen. Godt at se dig.", 30)
        terminal.resize(cols, rows)
        terminal.settled(0.2)
        terminal.resize(80, 24)
        terminal.until("Velkommen. Godt at se dig.")
        terminal.press("ctrl+q")
        assert terminal.ended() == 0


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
@pytest.mark.parametrize(
    "arguments", [("--help",), ("script", "check"), ("plan", "schema"), ("demo", "--watch"), ("nøpe",)]
)
def test_what_is_printed_needs_no_utf8(arguments: tuple[str, ...], encoding: str) -> None:
    said = empower(*arguments, env={"PYTHONIOENCODING": encoding}, encoding=encoding)
    assert said.status in (0, 2)
    assert "Traceback" not in said.err


@pytest.mark.parametrize(
    "arguments", [("script", "check"), ("plan", "schema"), ("demo", "--watch"), ("run", str(ADULT), "--out", "{tmp}")]
)
def test_a_full_disk_behind_the_printing_is_told(arguments: tuple[str, ...], tmp_path: Path) -> None:
    said = empower(*(each.format(tmp=tmp_path / "out") for each in arguments), shell="> /dev/full")
    assert said.status in CODES
    assert said.err.strip()
    said.plain()


def test_an_interrupted_passphrase_is_told(home: Path) -> None:
    with Terminal(80, 24, (*EMPOWER, *plan(home)), {}) as terminal:
        terminal.until("Adgangssætning:")
        terminal.press("ctrl+c")
        assert terminal.ended() == 130
        assert "Afbrudt" in terminal.flat()
        assert "Traceback" not in terminal.raw


# Settings that were kept by an older or another hand


def test_a_setting_that_is_none_does_not_stop_a_robot(home: Path) -> None:
    with Store.open(home, PASSPHRASE) as store:
        store.set_setting("municipality_cvr", "12")
    said = empower(*plan(home), stdin=f"{PASSPHRASE}\n")
    assert (said.status, said.err) == (0, "")


def test_the_check_itself_bites() -> None:
    """The twin: a command that prints a traceback is not taken for a sentence."""
    from tests.faults.commands import Said

    for err in ("Traceback (most recent call last):\n", "[Errno 28] No space left", "usage \x1b[31m"):
        with pytest.raises(AssertionError):
            Said(1, "", err).refused(1)
