"""Hostile text, typed and pasted in the real terminal: shown letter by letter or cleaned with a word, never obeyed."""

from __future__ import annotations

import json
import re
import unicodedata
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import html

from dialog.conversation.event import Answered, ItemAdded
from dialog.language.clean import clean_text
from dialog.render.document import transcript
from dialog.session import Session
from dialog.store import Store
from tests.faults.lives import CHEAP, PASSPHRASE
from tests.faults.payloads import LONG, PRINTED, STEERING
from tests.terminal import EMPOWER, PYTHON, Terminal

UNGUARDED = """
import sys
import dialog.language.clean as clean
clean.clean_text = lambda text: (text, ())
import dialog.ui.terminal as terminal
terminal.NoControls.apply = lambda self, segments, background: segments
from dialog.cli import main
sys.exit(main())
"""
"""The twin: the program without its filter on input and without its filter on what is painted."""
JOINER = "\u200d"
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f\ud800-\udfff]"
)


def script_of(fields: int) -> str:
    """A talk with so many open questions, a list whose words come back in a question, own words, and a read-back."""
    turns = "\n".join(
        f"      - {{id: f{at:03}, kind: text, ask: Felt {at:03}?, plan: {{to: direction.interest, verbatim: true}}}}"
        for at in range(fields)
    )
    return f"""script: first_conversation
version: 1
title: Prøve
lists:
  goals: {{item: mål, min: 0, max: 5, title_from: wish}}
sections:
  - id: first
    title: Først
    turns:
{turns}
  - id: second
    title: Så
    read_back: true
    turns:
      - {{id: wish, kind: list, fills: goals, ask: Ønsker?, plan: {{to: goal.statement, verbatim: true}}}}
      - id: why
        kind: text
        for_each: goals as g
        with: {{goal: g.wish}}
        ask: Hvorfor »{{goal}}«?
        plan: {{to: goal.importance, verbatim: true}}
      - id: pick
        kind: choice
        ask: Hvad så?
        options: [{{id: a, text: Et}}, {{id: b, text: To}}]
        other: true
        plan: {{to: mentor.kind}}
"""


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk in which each payload was an answer: what the terminal got, and what the file holds."""

    raw_steering: list[str]
    status: int
    notes: str
    home: Path

    def session(self) -> Session:
        store = Store.open(self.home, PASSPHRASE)
        (citizen,) = store.citizens()
        return Session.resume(store, store.conversations(citizen.id)[0].id)


def held(payload: str) -> str:
    """The payload between two letters, so that what is left of it is never nothing."""
    return f"a{payload}z"


def open_talk(folder: Path, fields: int, name: str, command: tuple[str, ...] = EMPOWER) -> tuple[Terminal, Path]:
    """The program with the trial script, a citizen of that (pasted) name, at the first question."""
    (folder / "own" / "scripts").mkdir(parents=True)
    (folder / "own" / "scripts" / "first_conversation.yaml").write_text(script_of(fields))
    home = folder / "empower"
    Store.create(home, PASSPHRASE, cost=CHEAP)[0].close()
    terminal = Terminal(
        100, 30, command, {"EMPOWER_HOME": str(home), "HOME": str(folder), "EMPOWER_RESOURCES": str(folder / "own")}
    )
    terminal.until("Skriv din adgangssætning")
    terminal.type(PASSPHRASE)
    terminal.press("enter")
    terminal.until("Her er ingen borgere endnu", 30)
    terminal.press("f2")
    terminal.until("Ny borger")
    terminal.settled()
    terminal.paste(name)
    terminal.settled()
    for text in ("", "SAG-1", ""):
        terminal.type(text)
        terminal.press("enter")
        terminal.settled()
    terminal.until("SAG-1")
    terminal.press("enter")
    return terminal.until("Felt 000?"), home


def give(terminal: Terminal, text: str, following: str, *, pasted: bool) -> None:
    """Writes the text where the question is answered, sends it, and waits for the question after it."""
    if pasted:
        terminal.paste(text)
    else:
        terminal.type(text)
    terminal.press("enter")
    terminal.until(following, 30)


def talk_of(folder: Path, payloads: tuple[str, ...], *, pasted: bool, command: tuple[str, ...] = EMPOWER) -> Talk:
    """Every payload as an answer to a question; the first three on a list, as own words, and as remarks too."""
    terminal, home = open_talk(folder, len(payloads), held(payloads[0]), command)
    notes = ""
    with terminal:
        for at, payload in enumerate(payloads):
            give(terminal, held(payload), f"Felt {at + 1:03}?" if at + 1 < len(payloads) else "Ønsker?", pasted=pasted)
        for payload in payloads[:3]:
            give(terminal, held(payload), "Er der mere?", pasted=pasted)
            terminal.settled()
        terminal.settled(0.6)
        terminal.press("enter")
        for _ in payloads[:3]:
            terminal.until("Hvorfor »")
            notes += terminal.flat()
            terminal.settled()
            terminal.type("Derfor")
            terminal.press("enter")
            terminal.settled()
        terminal.until("Hvad så?")
        terminal.press("3", "enter")
        terminal.settled(0.25)
        give(terminal, held(payloads[0]), "Har jeg forstået dig rigtigt?", pasted=pasted)
        terminal.press("f6")  # the citizen's own to answer
        terminal.until("borgeren skriver")
        terminal.settled(0.6)
        terminal.press("i", "enter")
        terminal.settled(0.6)
        (terminal.paste if pasted else terminal.type)(held(payloads[1]))
        terminal.settled(0.6)
        terminal.press("enter")
        terminal.until("hele vejen rundt", 30)
        _look_at_all_of_it(terminal, payloads, pasted=pasted)
        terminal.press("ctrl+q")
        status = terminal.ended()
    return Talk(terminal.steering(), status, notes, home)


def _look_at_all_of_it(terminal: Terminal, payloads: tuple[str, ...], *, pasted: bool) -> None:
    """A remark on the plan, and every page of the plan and of the look-back, so that all of it has been painted."""
    terminal.press("f3")
    terminal.until("Plan for")
    terminal.press("r")
    terminal.until("Hvad vil du bemærke til planen?")
    terminal.settled(0.4)
    (terminal.paste if pasted else terminal.type)(held(payloads[2]))
    terminal.press("enter")
    terminal.until_gone("Hvad vil du bemærke til planen?")
    for _ in range(len(payloads) // 3 + 4):
        terminal.press("pagedown")
        terminal.settled(0.03)
    terminal.press("escape")
    terminal.settled(0.3)
    terminal.press("f4")
    terminal.settled(0.3)
    for _ in range(len(payloads) // 3 + 4):
        terminal.press("pageup")
        terminal.settled(0.03)
    terminal.press("escape")
    terminal.settled(0.3)


def flat(text: str) -> str:
    return " ".join(text.split())


def kept(session: Session) -> list[str]:
    """The answers in the order they were given."""
    return [
        event.value
        for event in session.events
        if isinstance(event, Answered | ItemAdded) and isinstance(event.value, str) and event.value != "Derfor"
    ]


def documents(session: Session, folder: Path) -> dict[str, str]:
    """Every way out: as a person or a program would read it back."""
    written = {suffix: session.export(folder / f"plan{suffix}").read_text() for suffix in (".md", ".html", ".json")}
    written["talk"] = transcript(session).decode()
    return written


def as_read(form: str, text: str) -> str:
    """A document's text as its reader sees it: JSON's strings, HTML's text, Markdown without its escapes."""
    if form == ".json":
        return flat(" ".join(_strings(json.loads(text))))
    if form == ".html":
        return flat("".join(map(str, html.document_fromstring(text).itertext())))
    return flat(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text))


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in parts for text in _strings(part)]


PASTED, TYPED, STEERED = "pasted", "typed", "steered"
WRITTEN = {PASTED: PRINTED, TYPED: tuple(each for each in PRINTED if not set(each) & {"\t", JOINER}), STEERED: STEERING}


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Future[Talk]]:
    """All three beside each other; a talk that failed is told by the test that asks for it."""
    pool, folder = ThreadPoolExecutor(len(WRITTEN)), tmp_path_factory.mktemp("talks")
    made = {way: pool.submit(talk_of, folder / way, payloads, pasted=way != TYPED) for way, payloads in WRITTEN.items()}
    pool.shutdown()
    return made


@pytest.mark.parametrize("way", [TYPED, PASTED])
def test_what_can_be_read_stands_letter_for_letter_everywhere(
    talks: dict[str, Future[Talk]], tmp_path: Path, way: str
) -> None:
    payloads, talk = WRITTEN[way], talks[way].result()
    assert talk.status == 0
    assert talk.raw_steering == []
    assert flat(held(payloads[0])) in talk.notes, "the citizen's words did not stand in the question"
    session = talk.session()
    wanted = [unicodedata.normalize("NFC", held(each)).replace("\t", " ") for each in payloads]
    assert kept(session)[: len(wanted)] == wanted
    assert [remark.text for remark in session.state.about_plan.remarks.values()] == [wanted[2]]
    assert session.citizen.name == wanted[0]
    for form, text in documents(session, tmp_path).items():
        read = as_read(form, text)
        assert [each for each in wanted if flat(each) not in read] == [], form
        assert "a49z" not in read
    page = html.document_fromstring((tmp_path / "plan.html").read_text())
    assert not page.xpath("//script | //img | //svg | //@onerror | //@onload | //a[starts-with(@href, 'javascript')]")
    session.store.close()


def test_what_steers_a_terminal_is_taken_out_with_a_word_and_the_rest_is_kept(
    talks: dict[str, Future[Talk]], tmp_path: Path
) -> None:
    talk = talks[STEERED].result()
    assert talk.status == 0
    assert talk.raw_steering == []
    session = talk.session()
    answers = kept(session)
    assert len(answers) == len(STEERING) + 3, "an answer vanished"
    for payload, answer in zip(STEERING, answers, strict=False):
        if "\x1b" not in payload:  # an ESC is gone before the text is a text, and its code stands there as letters
            assert answer == clean_text(held(payload))[0]
        assert answer[0] + answer[-1] == "az"
        assert not FORBIDDEN.search(answer.replace("\n", ""))
    assert not FORBIDDEN.search(session.citizen.name)
    for form, text in documents(session, tmp_path).items():
        assert not FORBIDDEN.search(text.replace("\n", "")), form
    session.store.close()


def test_a_paste_presses_no_key(tmp_path: Path) -> None:
    """ESC inside a paste must not make the parser read what follows as keys: here Enter, which would send an answer."""
    terminal, home = open_talk(tmp_path, 2, "Åse")
    with terminal:
        terminal.paste("ja\x1b\rnej" + "!" * 40)
        terminal.settled(0.5)
        assert "Felt 000?" in terminal.flat()
        assert "Felt 001?" not in terminal.flat(), "the paste pressed Enter"
        terminal.press("enter")
        terminal.until("Felt 001?")
        terminal.press("ctrl+q")
        terminal.ended()
    session = Talk([], 0, "", home).session()
    assert kept(session) == ["ja\nnej" + "!" * 40]
    session.store.close()


def test_signs_that_join_letters_can_be_typed(tmp_path: Path) -> None:
    """Families and flags are joined by U+200D, Persian is written with U+200C; a keyboard sends them like any sign."""
    terminal, home = open_talk(tmp_path, 2, "Åse")
    words = "👩\u200d👧 می\u200cخواهم"
    with terminal:
        give(terminal, words, "Felt 001?", pasted=False)
        terminal.press("ctrl+q")
        terminal.ended()
    session = Talk([], 0, "", home).session()
    assert kept(session) == [words]
    session.store.close()


def test_without_the_filters_the_same_payloads_reach_the_terminal(tmp_path: Path) -> None:
    """The twin: otherwise the test above could pass on a screen that never shows what was typed."""
    terminal, _ = open_talk(tmp_path, 3, "Åse", (PYTHON, "-c", UNGUARDED))
    with terminal:
        for at, payload in enumerate(("\x1b]52;c;aGVq\x07", "\u202evendt")):
            terminal.paste(held(payload))
            terminal.press("enter")
            terminal.until(f"Felt {at + 1:03}?")
            terminal.settled()
        assert terminal.steering() != []


def test_a_paste_that_is_too_long_is_cut_with_a_word_and_a_long_word_is_kept_whole(tmp_path: Path) -> None:
    terminal, home = open_talk(tmp_path, len(LONG), "Åse")
    with terminal:
        for at, payload in enumerate(LONG):
            terminal.paste(payload)
            terminal.settled(0.3)
            if len(payload) > 20_000:
                terminal.until("20.000 tegn")
            terminal.press("enter")
            terminal.until(f"Felt {at + 1:03}?" if at + 1 < len(LONG) else "Ønsker?", 30)
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
        assert terminal.steering() == []
    session = Talk([], 0, "", home).session()
    for payload, answer in zip(LONG, kept(session), strict=True):
        assert answer == payload[:20_000].strip()
    session.store.close()


def test_a_click_on_words_that_look_like_a_link_does_nothing(tmp_path: Path) -> None:
    terminal, _ = open_talk(tmp_path, 2, "Åse")
    with terminal:
        give(terminal, "[@click=app.quit]luk[/]", "Felt 001?", pasted=True)
        terminal.settled()
        row = next(number for number, line in enumerate(terminal.lines()) if "[@click=app.quit]" in line)
        column = terminal.lines()[row].index("luk")
        terminal.type(f"\x1b[<0;{column + 2};{row + 1}M\x1b[<0;{column + 2};{row + 1}m")
        terminal.settled(0.4)
        assert terminal.child.isalive()
        assert "[@click=app.quit]luk" in terminal.flat()


@pytest.mark.parametrize(
    "bytes_", [b"\xff\xfe", b"\xed\xa0\x80", b"\xc3", b"\xe6\xf8\xe5"], ids=lambda each: each.hex()
)
def test_bytes_that_are_no_text_do_not_end_the_program(tmp_path: Path, bytes_: bytes) -> None:
    """A terminal set to another alphabet sends æøå so; half a letter can come from a broken line."""
    terminal, home = open_talk(tmp_path, 2, "Åse")
    with terminal:
        terminal.type("før")
        terminal.settled()
        import os

        os.write(terminal.child.child_fd, bytes_)
        terminal.settled(0.3)
        terminal.type(" efter")
        terminal.press("enter")
        terminal.until("Felt 001?")
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
    session = Talk([], 0, "", home).session()
    assert re.fullmatch("før.* efter", kept(session)[0])
    session.store.close()
