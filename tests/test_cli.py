"""The commands: what they say, in Danish, where they say it, and what a robot can read from the exit status."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import jsonschema
import pytest

from dialog import __version__
from dialog.cli import main
from dialog.language.readability import lix
from dialog.library import load_script
from dialog.session import Session
from dialog.store import Store
from dialog.store.record import Citizen
from tests.faults.answerer import value_for
from tests.faults.commands import empower
from tests.faults.lives import CHEAP, PASSPHRASE

ADULT = Path(__file__).parent / "scenarios" / "adult.yaml"
ENGLISH = re.compile(r"\b(usage|options|positional|show this|required|error|invalid|argument|commands?|help)\b", re.I)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A person's own folder with one citizen and half a talk."""
    folder = tmp_path_factory.mktemp("home") / "empower"
    store, _ = Store.create(folder, PASSPHRASE, cost=CHEAP)
    with store:
        citizen = Citizen(uuid4(), "Opdigtet Øst", "SAG-7", "310290-1234")
        store.add_citizen(citizen)
        store.add_citizen(Citizen(uuid4(), "Uden Samtale", "SAG-8"))
        session = Session.begin(store, citizen, load_script("first_conversation"))
        from random import Random

        rng = Random(4)
        while (place := session.next()) is not None and place.turn != "work_picture":
            turn = session.turn(place)
            if turn.fills and not session.state.items(turn.fills):
                session.add_item(turn.id, "At komme ud ad døren")
            session.answer(place, value_for(turn, rng, []))
    yield folder


# Help


@pytest.mark.parametrize("command", [
    (), ("demo",), ("run",), ("plan",), ("script",), ("script", "check"), ("plan", "export"), ("plan", "verify"),
    ("plan", "import"), ("plan", "schema"), ("plan", "key"),
])  # fmt: skip
def test_help_is_danish_to_the_last_word(command: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*command, "--help"])
    told = capsys.readouterr().out
    assert ended.value.code == 0
    assert told.startswith("brug: empower")
    assert not ENGLISH.search(told.replace("--help", "").replace("-h", "")), told


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    told = capsys.readouterr().out
    for command in ("demo", "run", "plan", "script"):
        assert f"    {command} " in told


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"empower {__version__}\n"


@pytest.mark.parametrize("wrong", [
    ("nope",), ("run",), ("run", "x.yaml"), ("plan",), ("script",), ("script", "bake"), ("demo", "--speed", "fast"),
    ("demo", "--speed"), ("--folder",), ("plan", "x", "y", "z"), ("demo", "--no-such"), ("run", "a", "--out", "b", "c"),
    ("plan", "export", "--all", "--since", "i går"), ("plan", "export", "--all", "--workers", "mange"),
    ("plan", "export", "--all", "--workers", "0"), ("plan", "verify"), ("plan", "import"), ("plan", "key"),
    ("plan", "schema", "--form", "yaml"),
])  # fmt: skip
def test_a_command_that_is_not_understood_is_told_in_danish(
    wrong: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(wrong)
    told = capsys.readouterr()
    assert ended.value.code == 2
    assert told.out == ""
    assert "Det forstod jeg ikke:" in told.err
    assert not ENGLISH.search(told.err.replace("--no-such", "")), told.err


@pytest.mark.parametrize(("wrong", "meant"), [
    (("plan", "exprt", "SAG-7"), "export"), (("plan", "Verfiy", "x.zip"), "verify"), (("plan", "imprt", "x"), "import"),
    (("plna", "SAG-7"), "plan"), (("script", "chek"), "check"), (("plan", "schema", "--form", "jsn"), "json"),
])  # fmt: skip
def test_a_slip_is_told_and_nobody_is_asked_for_a_passphrase(
    wrong: tuple[str, ...], meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(wrong)
    assert ended.value.code == 2
    assert capsys.readouterr().err.endswith(f"Mente du »{meant}«?\n")


# Scripts


def test_every_shipped_script_is_in_order_and_easy_to_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["script", "check"]) == 0
    told = capsys.readouterr().out
    assert "first_conversation.yaml: i orden." in told
    scores = [int(each) for each in re.findall(r"LIX (\d+)", told)]
    assert len(scores) == 11
    assert max(scores) <= 30


def test_the_first_conversation_is_neither_thin_nor_endless_and_each_section_reads_easily() -> None:
    script = load_script("first_conversation")
    assert 70 <= len(script.turns) <= 120
    for section in script.sections:
        turns = [turn for turn in script.turns if turn.section == section.id]
        assert lix("\n".join(f"{turn.ask}\n{turn.help}" for turn in turns)) <= 30, section.title


def test_every_fault_in_a_script_is_told_with_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text(
        "script: Broken\nversion: one\ntitle: x\nsections:\n  - {id: a, title: b, turns: [{id: c, knd: x}]}\n"
    )
    assert main(["script", "check", str(broken)]) == 3
    told = capsys.readouterr().err
    assert re.search(r"Manuskriptet har \d+ fejl\.", told)
    for place in (":1:9:", ":2:10:", ":5:"):
        assert f"broken.yaml{place}" in told
    assert "Mente du »kind«?" in told


def test_one_broken_script_among_good_ones_is_enough_to_fail(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from dialog import resources

    (tmp_path / "broken.yaml").write_text("nothing: here\n")
    assert (
        main(["script", "check", str(tmp_path / "broken.yaml"), str(resources.script_path("first_conversation"))]) == 3
    )
    told = capsys.readouterr()
    assert "i orden" in told.out
    assert "broken.yaml" in told.err


# Talks without a screen


def test_a_scenario_is_played_and_its_files_are_named_one_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", str(ADULT), "--out", str(tmp_path / "out")]) == 0
    told = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert sorted(told) == sorted((tmp_path / "out").iterdir())


def test_without_a_terminal_the_demo_prints_a_talk_and_its_plan() -> None:
    said = empower("demo", "--watch")
    assert (said.status, said.err) == (0, "")
    for word in ("Velkommen. Godt at se dig.", "Anna", "# "):
        assert word in said.out
    assert said.out == empower("demo", "--watch").out


def test_a_reader_who_has_had_enough_is_no_failure() -> None:
    said = empower("demo", "--watch", shell="| head -1")
    assert (said.status, said.err) == (0, "")
    assert said.out.count("\n") == 1


# The plan


def plan(home: Path, *arguments: str, passphrase: str = PASSPHRASE) -> int:
    said = empower("--folder", home, "plan", *arguments, stdin=passphrase + "\n")
    assert "Traceback" not in said.err
    return said.status


def test_a_robot_gets_a_plan_by_case_number(home: Path, tmp_path: Path) -> None:
    for suffix in (".md", ".html", ".json"):
        path = tmp_path / f"plan{suffix}"
        said = empower("--folder", home, "plan", "SAG-7", "--to", path, stdin=f"{PASSPHRASE}\n")
        assert (said.status, said.out, said.err) == (0, f"{path}\n", "")
        assert "At komme ud ad døren" in path.read_text()
        assert "310290-1234" not in path.read_text()


def test_the_number_is_there_only_when_it_is_asked_for(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    assert plan(home, "SAG-7", "--to", str(path), "--with-cpr") == 0
    assert json.loads(path.read_text())["header"]["cpr"] == "310290-1234"


def test_a_written_plan_follows_the_published_schema(home: Path, tmp_path: Path) -> None:
    assert plan(home, "SAG-7", "--to", str(tmp_path / "plan.json")) == 0
    assert main(["plan", "schema", "--to", str(tmp_path / "schema.json")]) == 0
    schema = json.loads((tmp_path / "schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    written = json.loads((tmp_path / "plan.json").read_text())
    assert list(validator.iter_errors(written)) == []
    written["sections"][0]["entries"][0]["lines"][0]["text"] = 7
    assert list(validator.iter_errors(written)), "the schema takes anything"


def test_the_schema_is_printed_where_no_file_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "schema"]) == 0
    assert json.loads(capsys.readouterr().out)["$defs"]


@pytest.mark.parametrize(("arguments", "code"), [
    (("SAG-9", "--to", "plan.md"), 13), (("SAG-8", "--to", "plan.md"), 13), (("export", "--to", "plan.md"), 13),
    (("SAG-7", "--to", "plan.odt"), 14), (("SAG-7", "--to", "no/such/plan"), 14),
    (("SAG-7", "--to", "no/such/plan.md"), 14), (("SAG-7", "--to", "no/such/plan.zip", "--forms", "markdown"), 14),
    (("SAG-7", "--to", "plan", "--forms", "markdown,nope"), 14),
    (("SAG-7", "--to", "plan.html", "--forms", "markdown"), 14),
    (("SAG-7", "--to", "plan.md", "--forms", "markdown,html"), 14),
])  # fmt: skip
def test_a_plan_that_cannot_be_had_is_told_with_its_code(
    home: Path, tmp_path: Path, arguments: tuple[str, ...], code: int
) -> None:
    said = empower("--folder", home, "plan", *arguments, stdin=f"{PASSPHRASE}\n", cwd=tmp_path)
    said.refused(code)
    assert list(tmp_path.iterdir()) == []


def test_the_folder_is_also_found_by_the_environment(home: Path, tmp_path: Path) -> None:
    said = empower(
        "plan", "SAG-7", "--to", tmp_path / "plan.md", stdin=f"{PASSPHRASE}\n", env={"EMPOWER_HOME": str(home)}
    )
    assert said.status == 0
