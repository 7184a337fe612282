"""The rows of whole processes: `empower --help`, and `empower run` from scenario to documents."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from dialog.resources import script_path
from dialog.scenario import load_scenario
from tests.benchmarks import floor, minimal_app
from tests.benchmarks.measure import Bar, Row, in_turn, medians
from tests.benchmarks.pseudo_terminal import Terminal

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
               "PYTHONPATH": str(ROOT)}
"""As people have it: what was imported once is compiled."""
EMPOWER = (sys.executable, "-c", "import sys; from dialog.cli import main; sys.exit(main())")
"""What the installed command does."""
MINIMAL = (sys.executable, str(minimal_app.__file__))


@dataclass(slots=True)
class Cost:
    """What one run of a program cost, in seconds."""

    wall: float
    processor: float


def rows() -> Iterator[Row]:
    help, quit = medians(9, lambda: run((*EMPOWER, "--help")).processor, _start_and_quit)
    yield Row("process: empower --help, processor (reference: minimal app)", help, quit, Bar(times=0.35))
    scenario = largest_scenario()
    with TemporaryDirectory() as folder:
        ours: list[Cost] = []
        plain: list[Cost] = []
        whole = (*EMPOWER, "run", str(scenario), "--out", f"{folder}/ours")
        run(whole)
        kept = len(json.loads(Path(f"{folder}/ours/events.json").read_text(encoding="utf-8")))
        bare = (sys.executable, str(floor.__file__), str(script_path("first_conversation")), str(scenario),
                f"{folder}/floor", str(kept))
        in_turn(7, lambda: _kept(ours, whole), lambda: _kept(plain, bare))
    for name, field in (("wall", "wall"), ("processor", "processor")):
        a, b = (statistics.median(getattr(cost, field) for cost in costs[1:]) for costs in (ours, plain))
        yield Row(f"process: empower run {scenario.name}, {name} (reference: floor)", a, b, Bar(times=2.5))


def largest_scenario() -> Path:
    """The scenario with the most to say among those held in Danish: the floor knows no other language."""
    found = [*(ROOT / "tests" / "scenarios").glob("*.yaml"), *(ROOT / "scripts" / "practice").glob("*.yaml")]
    return max((path for path in found if load_scenario(path).language == "da"), key=lambda path: path.stat().st_size)


def run(command: Sequence[str]) -> Cost:
    """Runs a program to its end without a terminal. Raises CalledProcessError when it fails."""
    start = perf_counter()
    process = subprocess.Popen(command, env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(wall, usage.ru_utime + usage.ru_stime)


def _kept(costs: list[Cost], command: Sequence[str]) -> float:
    costs.append(run(command))
    return costs[-1].wall


def _start_and_quit() -> float:
    with Terminal((*MINIMAL, "--quit"), ENVIRONMENT) as terminal:
        return terminal.ended()
