"""The screen's rows, in a real terminal: the first picture, a key, and Enter to the next question.

The talk is over a script of our own, so that every question is alike: a text to type, Enter, the next.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks import minimal_app
from tests.benchmarks.measure import Bar, Row, in_turn, p95
from tests.benchmarks.process import EMPOWER, ENVIRONMENT, MINIMAL
from tests.benchmarks.pseudo_terminal import Painted, Terminal
from tests.benchmarks.store import commit

STARTS, KEYS, ENTERS = 9, 120, 40
GRACE = 0.6
"""Seconds after a new question in which an Enter is taken for a stray one, and then some."""
FIRST_PICTURE = ("Din adgangssætning", "Ctrl+Q")
"""From the top and the bottom of what a newcomer meets."""
MINIMAL_PICTURE = (minimal_app.QUESTION, minimal_app.KEYS)


@dataclass(slots=True)
class Starts:
    """What several starts of a program took: seconds to the first picture, and bytes held by then."""

    seconds: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)


def rows() -> Iterator[Row]:
    with TemporaryDirectory() as folder, ExitStack() as stack:
        yield from first_picture(Path(folder) / "home")
        resources = questions(Path(folder) / "resources", KEYS // 2 + ENTERS)
        ours = stack.enter_context(in_talk(resources))
        minimal = stack.enter_context(Terminal(MINIMAL, ENVIRONMENT))
        minimal.until(*MINIMAL_PICTURE)
        yield from keys_and_enters(ours, minimal, KEYS, ENTERS)


def in_talk(resources: Path) -> Terminal:
    """The program in a practice talk over that script, at its first question."""
    ours = Terminal((*EMPOWER, "demo"), {**ENVIRONMENT, "EMPOWER_RESOURCES": str(resources)})
    ours.until(question(0))
    return ours


def first_picture(home: Path, language: str = "da", picture: tuple[str, ...] = FIRST_PICTURE) -> Iterator[Row]:
    """`picture`: texts that stand on it."""
    ours, minimal = Starts(), Starts()
    in_turn(STARTS, lambda: _start(ours, EMPOWER, home, picture, language),
            lambda: _start(minimal, MINIMAL, home, MINIMAL_PICTURE))
    yield Row("screen: first picture of empower (reference: minimal app)", statistics.median(ours.seconds[1:]),
              statistics.median(minimal.seconds[1:]), Bar(times=1.3))
    yield Row("screen: memory at the first picture", statistics.median(ours.memory[1:]),
              statistics.median(minimal.memory[1:]), Bar(times=1.5), "B")


def _start(starts: Starts, command: tuple[str, ...], home: Path, picture: tuple[str, ...], language: str = "da"
           ) -> float:
    with Terminal(command, {**ENVIRONMENT, "EMPOWER_HOME": str(home), "EMPOWER_LANGUAGE": language}) as terminal:
        starts.seconds.append(terminal.until(*picture))
        starts.memory.append(terminal.memory())
    return starts.seconds[-1]


def keys_and_enters(ours: Terminal, minimal: Terminal, keys: int, enters: int) -> Iterator[Row]:
    """One letter in each program by turns; then whole answers, from the first question on."""
    letters: list[Painted] = []
    plain: list[Painted] = []
    for program in (ours, minimal):
        program.drain(GRACE)
    in_turn(keys, lambda: _press(letters, ours, "e"), lambda: _press(plain, minimal, "e"), warm_up=10)
    first, least = [each.first for each in letters], [each.first for each in plain]
    last, least_last = [each.last for each in letters], [each.last for each in plain]
    yield Row("screen: key → first bytes, median (reference: minimal app)", statistics.median(first),
              statistics.median(least), Bar(times=2.5))
    yield Row("screen: key → first bytes, p95", p95(first), p95(least), Bar(flat=10e-3))
    yield Row("screen: key → all painted, p95", p95(last), p95(least_last), Bar(flat=20e-3))
    yield from _enters(ours, minimal, enters)


def _enters(ours: Terminal, minimal: Terminal, count: int) -> Iterator[Row]:
    """Enter sends the answer; it is on the disk before the next question is drawn, so one commit is allowed for."""
    enters: list[float] = []
    plain: list[float] = []
    kept = commit()
    for number in range(count):
        enters.append(_nextquestion(ours, number))
        plain.append(minimal.press("e").last)
    yield Row("screen: Enter → next question drawn, median", statistics.median(enters), statistics.median(plain),
              Bar(times=4, plus=kept))
    yield Row("screen: Enter → next question drawn, p95", p95(enters), p95(plain), Bar(times=6, plus=kept))


def _press(taken: list[Painted], terminal: Terminal, keys: str) -> float:
    taken.append(terminal.press(keys))
    return taken[-1].last


def _nextquestion(terminal: Terminal, number: int) -> float:
    """Answers question `number`; seconds from Enter until the next one stands and all is still."""
    terminal.press("ja")
    terminal.drain(GRACE)
    painted = terminal.press("\r")
    if question(number + 1) not in painted.text:
        raise AssertionError(f"after Enter came {painted.text[-400:]!r}")
    return painted.last


def question(number: int) -> str:
    return f"Spørgsmål nummer {number}:"


def questions(folder: Path, count: int) -> Path:
    """A folder of resources with one script of `count` texts to type, in sections of ten."""
    turns = [{"id": f"q{number}", "kind": "text", "ask": f"{question(number)} hvad tænker du om det?",
              "help": "Der er ikke noget rigtigt svar.", "plan": {"to": "goal.statement", "verbatim": "true"}}
             for number in range(count)]
    sections = [{"id": f"s{start}", "title": f"Afsnit {start // 10 + 1}", "turns": turns[start:start + 10]}
                for start in range(0, count, 10)]
    script = {"script": "first_conversation", "version": "1", "title": "Prøve", "sections": sections}
    path = folder / "scripts" / "first_conversation.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(script, ensure_ascii=False), encoding="utf-8")
    return folder
