"""The first job: the real program in a real terminal, by keyboard alone, from its start to an agreed plan in a file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from dialog.scenario import Scenario, load_scenario
from tests.faults.hands import Hands
from tests.terminal import EMPOWER, Terminal

SIZES = ((80, 24), (120, 40))
SCENARIO = Path(__file__).parent / "scenarios" / "adult.yaml"
PASSPHRASE = "tre kopper kaffe på bænken"
FORMS = {"pdf": 1, "html": 4, "txt": 5, "json": 6}
"""Suffix → its row among what the plan can be used for."""
GRACE = 0.55
"""Seconds in which a yes to a plan that has just come up is taken for a stray key, and a little."""


@dataclass(frozen=True, slots=True)
class Job:
    """What stood on the screen at the end, what was written, and what reached the terminal besides painting."""

    questions: int
    plan: str
    files: dict[str, Path]
    steering: list[str]
    status: int


def whole_job(size: tuple[int, int], home: Path, scenario: Scenario) -> Job:
    """From `empower demo` to a plan that both agreed to, in four files; all by keys."""
    home.mkdir()
    with Terminal(*size, (*EMPOWER, "demo"), {"HOME": str(home), "EMPOWER_HOME": str(home / "none")}) as terminal:
        hands = Hands(terminal, scenario)
        try:
            hands.play()
        finally:
            hands.close()
        terminal.until("Nu er I nået hele vejen rundt")
        terminal.press("f3")
        terminal.until("Plan for Karim Øvesen")
        plan = _agree(terminal)
        files = {form: _save(terminal, home, at) for form, at in FORMS.items()}
        terminal.press("ctrl+q")
        return Job(hands.typed, plan, files, terminal.steering(), terminal.ended())


def _agree(terminal: Terminal) -> str:
    """Each with their own hands; the citizen's yes cannot be given before the keys are handed over."""
    terminal.press("b")
    terminal.until("Giv tasterne til borgeren med F2")
    _say_yes(terminal, "s", "sagsbehandleren")
    terminal.press("f2")
    terminal.until("Nu har borgeren tasterne")
    _say_yes(terminal, "b", "du")
    terminal.until("I har begge sagt ja. Planen er aftalt.").settled()
    terminal.press("home")
    terminal.until("Udgave 1 · AFTALT")
    return terminal.flat()


def _say_yes(terminal: Terminal, key: str, who: str) -> None:
    asked = f"Siger {who} ja til planen"
    terminal.press(key)
    terminal.until(asked)
    terminal.settled(GRACE)
    terminal.press("j")
    terminal.settled(GRACE)
    terminal.press("enter")
    terminal.until_gone(asked)


def _save(terminal: Terminal, home: Path, row: int) -> Path:
    """The form's row, without the CPR number, in the folder that is proposed."""
    before = set(home.glob("plan-*"))
    terminal.press("g")
    terminal.until("Hvad skal planen bruges til?")
    for key, following in ((str(row), "Skal CPR-nummeret med?"), ("1", "Hvor skal den ligge?")):
        terminal.settled(GRACE)
        terminal.press(key)
        terminal.settled(GRACE)
        terminal.press("enter")
        terminal.until(following)
    terminal.settled(GRACE)
    terminal.press("enter")
    terminal.until("Planen ligger i")
    (path,) = set(home.glob("plan-*")) - before
    return path


@pytest.fixture(scope="module")
def jobs(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[int, int], Job]:
    """Both sizes beside each other: most of a talk is waiting for people."""
    scenario, folder = load_scenario(SCENARIO), tmp_path_factory.mktemp("jobs")
    with ThreadPoolExecutor(2) as pool:
        made = [pool.submit(whole_job, size, folder / f"home-{size[0]}", scenario) for size in SIZES]
        return dict(zip(SIZES, (each.result() for each in made), strict=True))


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def job(request: pytest.FixtureRequest, jobs: dict[tuple[int, int], Job]) -> Job:
    return jobs[request.param]


def test_the_whole_talk_is_typed_and_the_program_ends_quietly(job: Job) -> None:
    assert job.questions > 55
    assert job.status == 0
    assert job.steering == []


def told(scenario: Scenario) -> list[str]:
    """Everything the citizen said in own words in the scenario."""
    texts: list[str] = []

    def gather(raw: Any) -> None:
        if isinstance(raw, str) and " " in raw:
            texts.append(raw)
        for each in raw.values() if isinstance(raw, dict) else raw if isinstance(raw, list) else ():
            gather(each)

    gather({name: raw for name, raw in scenario.answers.items() if name not in ("today", "business_read_back")})
    return texts


def test_every_word_that_was_said_stands_in_the_data_and_the_plan_is_agreed(job: Job) -> None:
    data = json.loads(job.files["json"].read_text())
    assert data["status"] == "agreed"
    lines = {line["text"] for section in data["sections"] for entry in section["entries"] for line in entry["lines"]}
    said = "\n".join(lines)
    missing = [text for text in told(load_scenario(SCENARIO)) if text not in said]
    assert missing == []
    assert data["header"]["cpr"] is None
    assert data["header"]["practice"] is True


def test_the_document_reads_as_one_page_with_the_same_words(job: Job) -> None:
    page = html.document_fromstring(job.files["html"].read_text())
    text = " ".join("".join(map(str, page.itertext())).split())
    assert page.get("lang") == "da"
    for words in ("Mine knæ", "Fordi jeg har stået op klokken fire i ni år.", "Bage, smøre, pynte."):
        assert words in text
    assert not page.xpath("//script | //img | //link | //*[@src]")


def test_the_text_holds_the_same_words(job: Job) -> None:
    text = job.files["txt"].read_text()
    assert "UDKAST" not in text
    for words in ("Mine knæ", "Fredagskagen", "7,5 timer om ugen"):
        assert words in text


def test_the_files_are_for_their_owner_and_named_by_case_and_day(job: Job) -> None:
    for form, path in job.files.items():
        assert path.stat().st_mode & 0o777 == 0o600
        assert re.fullmatch(rf"plan-VELSE-1-\d{{4}}-\d\d-\d\d\.{form}", path.name)


def test_both_sizes_write_the_same_plan(jobs: dict[tuple[int, int], Job]) -> None:
    said = []
    for job in jobs.values():
        data = json.loads(job.files["json"].read_text())
        said.append(
            [
                [line["target"], line["text"], line["asked"]]
                for section in data["sections"]
                for entry in section["entries"]
                for line in entry["lines"]
            ]
        )
    assert said[0] == said[1]


# A person's own file


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "empower"


def start(home: Path, size: tuple[int, int] = (80, 24)) -> Terminal:
    return Terminal(*size, EMPOWER, {"HOME": str(home.parent), "EMPOWER_HOME": str(home)})


def first_start(terminal: Terminal) -> str:
    """Chooses a passphrase and keeps the recovery key; returns the key."""
    terminal.until("Vælg gerne nogle ord")
    terminal.type(PASSPHRASE)
    terminal.press("enter")
    terminal.settled(0.5)  # a busy machine moves the hand to the next field a little later
    terminal.type(PASSPHRASE)
    terminal.press("enter")
    terminal.until("Din nødnøgle", 30)
    terminal.until("AGE-SECRET-KEY-1").settled()
    key = "".join(re.findall(r"AGE-SECRET-KEY-1[A-Z0-9 \n-]+?(?=\n *\n)", terminal.text())[0].split())
    terminal.type(key[-4:])
    terminal.press("enter")
    terminal.until("Her sidder to mennesker")
    terminal.press("escape")
    terminal.until("Her er ingen borgere endnu")
    return key


def unlock(terminal: Terminal) -> None:
    terminal.until("Skriv din adgangssætning")
    terminal.type(PASSPHRASE)
    terminal.press("enter")


def new_citizen(terminal: Terminal, name: str = "Åse Ødegård", case: str = "SAG-17") -> None:
    terminal.press("f2")
    terminal.until("Ny borger")
    terminal.settled()
    for text in (name, case, ""):
        terminal.type(text)
        terminal.press("enter")
        terminal.settled()
    terminal.until(name)


def test_a_first_start_a_few_answers_and_the_next_day_it_goes_on_where_it_stopped(home: Path) -> None:
    scenario = load_scenario(SCENARIO)
    with start(home) as terminal:
        key = first_start(terminal)
        assert len(key) == 74
        new_citizen(terminal)
        terminal.press("enter")
        hands = Hands(terminal, scenario)
        hands.play(until="reach")
        terminal.until("Hvordan får vi bedst fat i hinanden?")
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
    with start(home, (120, 40)) as terminal:
        unlock(terminal)
        terminal.until("Åse Ødegård", 30)
        terminal.press("enter")
        terminal.until("Hvordan får vi bedst fat i hinanden?")
        hands.terminal = terminal
        hands.play(until="wish")
        terminal.until("Hvad vil du gerne nå?")
        hands.close()
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
        assert terminal.steering() == []
    assert "Åse" not in "".join(path.read_bytes().decode("latin-1") for path in home.iterdir() if path.is_file())


def test_the_demo_plays_itself_to_the_end_on_a_screen(tmp_path: Path) -> None:
    env = {"HOME": str(tmp_path), "EMPOWER_HOME": str(tmp_path / "none")}
    with Terminal(100, 30, (*EMPOWER, "demo", "--watch", "--speed", "1000"), env) as terminal:
        terminal.until("Vises:")
        terminal.until("Færdig", 60)
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
        assert terminal.steering() == []
