"""The screen's rows again, in every language and every theme; the look-back of a long talk; memory after many keys.

`LANGUAGES=uk,so` and `THEMES=papir` narrow it; `LANGUAGES=all THEMES=all` takes each language in each theme, which is
twenty minutes. Without them it is each language in the first theme, and each theme in Danish.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from dialog.conversation.event import Answered, Place
from dialog.language.catalogue import catalogue, languages
from dialog.language.po import write_po
from dialog.library import load_script
from dialog.script.translate import texts
from dialog.session import Session
from dialog.store import Store
from dialog.ui.theme import THEMES
from tests.benchmarks.measure import Bar, Row
from tests.benchmarks.process import EMPOWER, ENVIRONMENT, MINIMAL
from tests.benchmarks.pseudo_terminal import Terminal
from tests.benchmarks.terminal import (
    FIRST_PICTURE,
    GRACE,
    MINIMAL_PICTURE,
    first_picture,
    in_talk,
    keys_and_enters,
    questions,
)
from tests.benchmarks.whole_talk import CITIZEN
from tests.faults.lives import CHEAP, PASSPHRASE
from tests.monkey.monkey import Monkey, furnish

KEYS, ENTERS = 60, 20
ON_SCREEN = ("da", *(code for code in languages() if not catalogue(code).leftwards))
"""In the order of the list that Ctrl+T shows."""
NAMES = tuple(theme.name for theme in THEMES)
ENGLISH_PICTURE = ("Your passphrase", "Ctrl+Q")
IN_WORDS = {"en": "what do you think about it?", "uk": "що ви про це думаєте?", "pl": "co o tym sądzisz?",
            "tr": "bu konuda ne düşünüyorsun?", "so": "maxaad ka qabtaa arrintan?"}
MESSAGES, MONKEYS = 5_000, 2_000
NEVER = 60_000
"""How long a loop is held is another test's."""
SPACE = UUID(int=5)


def rows() -> Iterator[Row]:
    with TemporaryDirectory() as folder:
        for language, picture in (("da", FIRST_PICTURE), ("en", ENGLISH_PICTURE)):
            yield from _named(first_picture(Path(folder) / "home", language, picture), language)
        resources = _translated(questions(Path(folder) / "resources", KEYS // 2 + ENTERS))
        for language, theme in _faces():
            yield from _face(resources, language, theme)
        yield from _long_talk(Path(folder) / "long", resources)
        yield from _after_a_monkey(Path(folder) / "monkey")


def _faces() -> list[tuple[str, str]]:
    """Which languages in which themes."""
    chosen = [os.environ.get(name, "") for name in ("LANGUAGES", "THEMES")]
    if not any(chosen):
        return [*((language, NAMES[0]) for language in ON_SCREEN), *(("da", theme) for theme in NAMES[1:])]
    spoken, worn = (known if asked in ("", "all") else tuple(asked.split(","))
                    for asked, known in zip(chosen, (ON_SCREEN, NAMES), strict=True))
    return [(language, theme) for language in spoken for theme in worn]


def _named(found: Iterator[Row], face: str) -> Iterator[Row]:
    for row in found:
        yield replace(row, what=f"{face}: {row.what.removeprefix('screen: ').replace(' (reference: minimal app)', '')}")


def _face(resources: Path, language: str, theme: str) -> Iterator[Row]:
    with in_talk(resources) as ours, Terminal(MINIMAL, ENVIRONMENT) as minimal:
        minimal.until(*MINIMAL_PICTURE)
        ours.drain(GRACE)
        for _ in range(NAMES.index(theme)):
            ours.press("\x1b[20~")
        if language != "da":
            _speak(ours, language)
        yield from _named(keys_and_enters(ours, minimal, KEYS, ENTERS), f"{language}, {theme}")


def _speak(ours: Terminal, language: str) -> None:
    """Ctrl+T, the language, and that the answers come through an interpreter or are written by the citizen."""
    ours.press("\x14")
    for row in (ON_SCREEN.index(language) + 1, 1):
        ours.press(str(row))
        ours.drain(GRACE)
        painted = ours.press("\r")
        ours.drain(GRACE)
    if IN_WORDS[language] not in painted.text:
        raise AssertionError(f"the talk is not in {language}: {painted.text[-400:]!r}")


def _translated(resources: Path) -> Path:
    """The trial script in every language; the question's number stays, for it is waited for."""
    script = load_script(resources / "scripts" / "first_conversation.yaml")
    for language in ON_SCREEN[1:]:
        told = list(texts(script))
        words = {(place, danish): f"{danish.partition(':')[0]}: {IN_WORDS[language]}" for place, danish in told}
        path = resources / "locales" / language / "LC_MESSAGES" / f"{script.id}.po"
        path.parent.mkdir(parents=True)
        head = {"Content-Type": "text/plain; charset=UTF-8", "Language": language}
        path.write_text(write_po(head, told, words), encoding="utf-8")
    return resources


def _long_talk(folder: Path, resources: Path) -> Iterator[Row]:
    """F4 in a talk of so many messages, from the key until all is painted."""
    store, _ = Store.create(folder, PASSPHRASE, cost=CHEAP)
    with store:
        _talk_long(store, resources)
    env = {**ENVIRONMENT, "EMPOWER_HOME": str(folder), "EMPOWER_RESOURCES": str(resources)}
    with Terminal(EMPOWER, env) as ours, Terminal(MINIMAL, ENVIRONMENT) as minimal:
        minimal.until(*MINIMAL_PICTURE)
        ours.until("Skriv din adgangssætning")
        ours.drain(GRACE)
        ours.press(f"{PASSPHRASE}\r")
        ours.until(CITIZEN.name)
        ours.drain(GRACE * 2)
        ours.press("\r")
        ours.until("Svarer nu")
        ours.drain(GRACE * 2)
        painted = ours.press("\x1bOS")
        if "svar nummer" not in painted.text:
            raise AssertionError(f"after F4 came {painted.text[-400:]!r}")
        yield Row(f"screen: look-back of {MESSAGES} messages", painted.last, minimal.press("e").last, Bar(flat=0.5))


def _talk_long(store: Store, resources: Path) -> None:
    """Every answer but the first is a change of an earlier one, as in a talk that goes on for years."""
    store.add_citizen(CITIZEN)
    session = Session.begin(store, CITIZEN, load_script(resources / "scripts" / "first_conversation.yaml"))
    first, at = session.state.seq + 1, session.conversation.started_at
    turns = [turn.id for turn in session.script.turns][:-1]
    answers = [Answered(id=UUID(int=SPACE.int + number), seq=first + number, at=at,
                        place=Place(turns[number % len(turns)]), value=f"svar nummer {number}")
               for number in range(MESSAGES)]
    store.append(session.conversation.id, *answers)


def _after_a_monkey(folder: Path) -> Iterator[Row]:
    """Held after so many keys at random (eight hours of them are `tests/monkey/test_memory.py`)."""
    monkey = Monkey(furnish(folder), 8)
    monkey.seen.longest = NEVER
    monkey.go(MONKEYS)
    if monkey.fault:
        raise AssertionError(monkey.fault)
    held = float(monkey.window.memory())
    monkey.close()
    with Terminal(MINIMAL, ENVIRONMENT) as minimal:
        minimal.until(*MINIMAL_PICTURE)
        yield Row(f"screen: memory after {MONKEYS} keys", held, minimal.memory(), Bar(flat=120 * 2**20), "B")
