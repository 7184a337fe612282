"""Every part of the screen × every hostile text × the raw bytes of a terminal: letters, no control, no action."""

from __future__ import annotations

import importlib
import os
import pkgutil
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from textual.screen import Screen
from textual.widget import Widget

import dialog.ui
from dialog.language.clean import clean_text
from tests.faults.payloads import STEERING
from tests.monkey.onlooker import NOTE
from tests.monkey.shown import HOLDERS, HOSTILE, parts
from tests.monkey.window import PATIENCE, SEQUENCE, Window, steering
from tests.terminal import PYTHON, ROOT

SIZE = (160, 40)
CONTROLS = {code: None for code in (*range(0x20), *range(0x7F, 0xA0))}
ACROSS, DOWN = 30, 4
"""How many places are clicked."""


@dataclass
class Seen:
    """By part: what each text looked like, what steered, what ran."""

    texts: dict[str, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    steered: dict[str, list[tuple[str, bytes]]] = field(default_factory=lambda: defaultdict(list))
    ran: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def seen_of(*names: str) -> Seen:
    """Shows the parts in a real terminal, and clicks where it is asked to."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "COLORTERM": "truecolor",
           "LC_ALL": "C.UTF-8"}
    window = Window((PYTHON, "-m", "tests.monkey.shown", *names), env, ROOT, SIZE)
    seen, part, data = Seen(), "", b""
    try:
        while window.status is None:
            assert window.read(PATIENCE), "nothing came"
            data += window.take()
            place = 0
            for found in NOTE.finditer(data):
                kind, *told = found[1].decode().split(";")
                part = told[0] if kind == "part" else part
                _note(seen, window, part, kind, told, data[place:found.start()])
                place = found.end()
            data = data[place:]
        assert window.status == 0, data[-1000:].decode()
    finally:
        window.close()
    return seen


def _note(seen: Seen, window: Window, part: str, kind: str, told: list[str], before: bytes) -> None:
    match kind:
        case "shown":
            number = int(told[0])
            seen.texts[part][number] = SEQUENCE.sub(b"", before).decode("utf-8", "replace")
            seen.steered[part] += [(HOSTILE[number], each) for each in steering(before)]
        case "click":
            x, y, width, height = map(int, told)
            for row in range(y + 1, y + 1 + min(height, DOWN)):
                for column in range(x + 1, x + 1 + min(width, ACROSS)):
                    window.send(f"\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m".encode())
            window.ping()
        case "ran":
            seen.ran[part].append(told[0])


def squeezed(text: str) -> str:
    """Without white space, and without the bar that stands before each row."""
    return "".join(text.replace("▌", " ").split())


def bare(text: str) -> str:
    """What must stand on the screen, whatever was taken out of it."""
    return squeezed(text.translate(CONTROLS))


@pytest.fixture(scope="module")
def seen() -> Seen:
    return seen_of()


def classes() -> Iterator[str]:
    """Every part of the screen's own, and those of Textual's that it uses as they are."""
    for module in pkgutil.walk_packages(dialog.ui.__path__, "dialog.ui."):
        importlib.import_module(module.name)
    found, waiting = {"Static", "Input"}, [Widget]
    while waiting:
        for each in waiting.pop().__subclasses__():
            waiting.append(each)
            if each.__module__.startswith("dialog.ui") and not issubclass(each, Screen):
                found.add(each.__name__)
    return iter(sorted(found))


def test_there_are_150_texts_and_every_part_has_a_row() -> None:
    assert len(HOSTILE) >= 150
    assert {*classes()} - {*parts(), *HOLDERS} == set(), "a new part of the screen: give it a row in shown.parts"


@pytest.mark.parametrize("name", [*parts()])
def test_a_hostile_text_is_letters_on_the_screen_and_nothing_else(seen: Seen, name: str) -> None:
    assert seen.texts[name].keys() == set(range(len(HOSTILE)))
    assert seen.steered[name] == []
    assert seen.ran[name] == []
    hides, one_row = parts()[name].hides, parts()[name].one_row
    for number, whole in enumerate(HOSTILE):
        text = whole.split("\n")[0] if one_row else whole
        shown = squeezed(seen.texts[name][number])
        wanted = {bare(text), bare(clean_text(text)[0])}
        if hides:
            assert not any(len(each) > 7 and each in shown for each in wanted), text
        elif whole not in STEERING:
            assert any(each in shown for each in wanted), f"{text!r} is shown as {shown[:500]!r}"


def test_without_the_filter_and_with_markup_it_leaks_and_the_action_runs() -> None:
    seen = seen_of("unguarded", "Static", "Told", "Sheet", "Rows")
    for name in ("Static", "Told", "Sheet", "Rows"):
        assert seen.steered[name] != [], name
    for name in ("Static", "Told"):
        assert "quit" in seen.ran[name], name
