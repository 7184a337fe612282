"""The lock on plain lines: by itself when nobody has written for long, and what was half written is still there."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from uuid import uuid4

import pytest

from dialog.conversation.event import Answered, Place
from dialog.errors import WrongKey
from dialog.face.idle import Idle, lock_after
from dialog.plain.face import Gone, Rested
from dialog.plain.saying import ABOUT
from dialog.plain.start import Start, rehearse
from dialog.plain.talk import Talk
from dialog.session import Session
from dialog.store import Store
from dialog.store.record import Citizen
from tests.faults.lives import CHEAP, PASSPHRASE
from tests.plain.lines import Hands
from tests.plain.test_talk import upto
from tests.terminal import EMPOWER, PYTHON, Terminal
from tests.ui.talks import begun

ASKS = "Programmet: Låst. Skriv adgangssætningen for at gå videre."
OPEN = "Programmet: Låst op. Skriv nu det, I blev spurgt om."
HALF = "Jeg håber at"


@pytest.fixture
def store() -> Iterator[Store]:
    made = Store.throwaway()
    made.add_citizen(Citizen(uuid4(), "Amira Test", "SAG-1", "310290-1234"))
    yield made
    made.close()


@pytest.fixture
def session() -> Iterator[Session]:
    made = begun()
    upto(made, "hope")
    yield made
    made.store.close()


def fits(typed: str) -> None:
    if typed != PASSPHRASE:
        raise WrongKey("Adgangssætningen passer ikke.")


def wrote(store: Store, *lines: str | Rested) -> Hands:
    hands = Hands(lines)
    with pytest.raises(Gone):
        Start(hands.face, store, fits).run()
    return hands


def talked(session: Session, *lines: str | Rested) -> Hands:
    hands = Hands(lines)
    with pytest.raises(Gone):
        Talk(hands.face, session, fits).run()
    return hands


# When nobody writes


@pytest.mark.parametrize("before", [
    (), ("amira",), (".ny",), (".ny", "Navn", "SAG-9"), (".indstillinger",), ("amira", "1", ""),
    ("amira", "1", "", ".spring"), ("amira", "1", "", ".stop"), ("amira", "1", "", ".plan"), (".øv", ""),
])
def test_it_locks_by_itself_wherever_a_line_is_waited_for(store: Store, before: tuple[str, ...]) -> None:
    """Its twin is in each: with the passphrase the same lines go on."""
    hands = wrote(store, *before, Rested(), "1", ".alle", "")
    at = hands.said.index(ASKS)
    assert "bliver stående dér" in hands.said[at - 1]
    assert ("Den bliver slettet" in hands.said[at - 2]) is (".øv" in before)
    assert set(hands.said[at + 1:]) == {ASKS, "Programmet: Adgangssætningen passer ikke.",
                                        *(line for line in hands.said[at:] if "Det må vente" in line),
                                        *(line for line in hands.said[at:] if line.startswith(".stop"))}
    assert hands.waited == [300]
    again = wrote(store, *before, Rested(), PASSPHRASE)
    assert any(line not in (ASKS, OPEN) for line in again.said[again.said.index(ASKS) + 1:])


def test_how_long_is_what_was_chosen(store: Store) -> None:
    hands = wrote(store, ".indstillinger", "", "", "", "", "61", "2", "", Rested())
    assert "Programmet: Skriv et helt tal fra 1 til 60." in hands.said
    assert hands.waited == [120]


def test_nothing_is_locked_before_anything_is_open(tmp_path: Path) -> None:
    from dialog.plain.door import unlocked

    Store.create(tmp_path / "empower", PASSPHRASE, cost=CHEAP)[0].close()
    waits: list[float | None] = []
    hands = Hands()

    def hear(secret: bool, patience: float | None = None) -> str:
        waits.append(patience)
        return PASSPHRASE

    hands.face._hear = hear
    unlocked(hands.face, tmp_path / "empower").close()
    assert waits == [None]


def test_a_practice_without_a_passphrase_opens_with_a_line() -> None:
    hands = Hands(["", Rested(), "", ".stop", "2"])
    rehearse(hands.face)
    at = hands.said.index("Programmet: Låst. En tom linje går videre.")
    assert hands.said[at + 1] == "Programmet: Låst op. I fortsætter, hvor I slap."
    assert "Den bliver slettet" in hands.said[at - 2]
    assert "Programmet: Alt er gemt." not in hands.said


def test_the_question_and_what_was_half_written_come_back(session: Session) -> None:
    hands = talked(session, Rested(HALF), PASSPHRASE, "")
    after = hands.said[hands.said.index(ASKS):]
    assert any(session.ask(Place("hope")) in line for line in after)
    assert f"Programmet: Før stod der: »{HALF}«" in after
    given = session.state.given(Place("hope"))
    assert isinstance(given, Answered) and given.value == HALF


def test_what_was_half_written_is_kept_if_it_ends_while_it_is_locked(session: Session) -> None:
    talked(session, "Det første +", Rested(HALF), "forkert")
    draft = session.draft()
    assert draft is not None and draft.text == f"Det første\n{HALF}"


def test_half_a_command_is_nobodys_words(session: Session) -> None:
    hands = talked(session, Rested(".spri"), PASSPHRASE, "")
    assert ".spri«" not in hands.text
    assert session.draft() is None


def test_in_a_field_what_was_half_written_is_sent_by_an_empty_line(store: Store) -> None:
    for line, kept in (("", "Mette Ri"), ("Mette Riis", "Mette Riis")):
        wrote(store, ".indstillinger", Rested("Mette Ri"), PASSPHRASE, line)
        assert store.setting("coordinator_name") == kept


def test_what_was_asked_is_said_again_but_no_number_that_was_covered(store: Store) -> None:
    hands = wrote(store, "amira", "3", "ja, vis det", Rested(), PASSPHRASE)
    after = hands.said[hands.said.index(OPEN):]
    assert "1. Begynd den første samtale" in after
    assert "310290-1234" not in "\n".join(after)
    assert "310290-1234" in hands.text


def test_it_can_be_left_and_explained_while_it_is_locked(session: Session) -> None:
    hands = talked(session, ".lås", "?", ".plan", ".stop", "aldrig hørt")
    after = hands.said[hands.said.index(ASKS) + 1:]
    assert after == [".stop: Luk programmet.", "Programmet: Det må vente, til her er låst op. Lige nu kan du skrive:",
                     ".stop: Luk programmet.", "Programmet: På gensyn."]


def test_its_help_says_that_it_locks_by_itself() -> None:
    assert any("låses der af sig selv" in line for line in ABOUT)
    assert not any("låses ikke" in line for line in ABOUT)


def test_a_machine_that_slept_has_been_idle(monkeypatch: pytest.MonkeyPatch) -> None:
    idle = Idle()
    monkeypatch.setattr("dialog.face.idle.time", lambda at=idle._at[1]: at + 7200)
    assert idle.seconds >= 7200


@pytest.mark.parametrize(("chosen", "minutes"), [
    (None, 5), ("1", 1), ("60", 60), ("0", 5), ("61", 5), ("-3", 5), ("aldrig", 5), ("²", 5), ("", 5), ("9" * 9999, 5)])
def test_minutes_that_are_none_are_five(store: Store, chosen: str | None, minutes: int) -> None:
    if chosen is not None:
        store.set_setting("lock_minutes", chosen)
    assert lock_after(store) == minutes * 60
    store.close()
    assert lock_after(store) == 300, "a file that cannot be read"


def test_words_about_the_plan_are_kept_if_it_ends_while_it_is_locked(session: Session) -> None:
    talked(session, ".plan", ".bemærk", Rested("Vi mangler"), "forkert")
    draft = session.store.draft(session.conversation.id)
    assert draft is not None and draft.text == "Vi mangler"


# A real terminal


PROMPT = dedent("""
    import sys
    from dialog.errors import WrongKey
    from dialog.plain.face import Face, Gone
    from dialog.plain.lock import lock
    from dialog.plain.wire import Wire
    def fits(typed):
        if typed != "kaffe på bænken":
            raise WrongKey("Adgangssætningen passer ikke.")
    with Wire() as wire:
        face = Face(wire.hear, wire.put, wire.forget, wire.unseen, wire.rest, wire.clear)
        face.locks, face.patience = lambda: lock(face, fits), lambda: float(sys.argv[1])
        try:
            while True:
                face.tell("Hvad håber du på?")
                face.say("Hørt", face.line())
        except Gone:
            pass
""")


@pytest.mark.parametrize("term", ["xterm", "dumb"])
def test_what_is_in_sight_goes_and_half_a_line_comes_back(term: str) -> None:
    with Terminal(60, 12, (PYTHON, "-c", PROMPT, "1.2"), {"TERM": term}) as terminal:
        terminal.child.setecho(True)
        terminal.until("Hvad håber du på?")
        terminal.type("det her er privat")
        terminal.until("privat")
        terminal.until("Låst.")
        assert "privat" not in terminal.flat()
        assert "håber" not in terminal.flat()
        assert ("\x1b[3J" in terminal.raw) is (term == "xterm")
        assert ("Terminalen er ryddet" in terminal.flat()) is (term == "xterm")
        terminal.type(f"{PASSPHRASE}\r")
        terminal.until("»det her er privat«").type("\r")
        terminal.until("Hørt: det her er privat")
        assert PASSPHRASE not in terminal.raw


def test_the_program_clears_the_terminal_at_once_when_it_is_told_to_lock() -> None:
    with Terminal(80, 24, (*EMPOWER, "demo", "--plain"), {"TERM": "xterm"}) as terminal:
        terminal.until("En tom linje går videre.").settled()
        terminal.type(".lås\r")
        terminal.until("Terminalen er ryddet.").until("Låst.")
        assert "Sagsbehandler" not in terminal.flat()
        terminal.type("\r")
        terminal.until("Sagsbehandler")


def test_one_who_writes_is_not_locked_out() -> None:
    """The twin: nobody writes, and it locks."""
    with Terminal(60, 12, (PYTHON, "-c", PROMPT, "2"), {"TERM": "xterm"}) as terminal:
        terminal.until("Hvad håber du på?")
        for _ in range(8):
            terminal.type("ja ")
            terminal.read(0.3)
        assert "Låst" not in terminal.raw
        terminal.type("\r")
        terminal.until("Hørt: " + "ja " * 7 + "ja")
        terminal.until("Låst.")


SLEEPS = PROMPT.replace("with Wire", dedent("""
    import signal, time
    import dialog.face.idle, dialog.plain.wire
    dialog.plain.wire.LOOK = 0.2
    def sleep(*_):
        dialog.face.idle.time = lambda: time.time() + 7200
    signal.signal(signal.SIGUSR1, sleep)
    with Wire"""), 1)
"""The machine sleeps for two hours at a signal: only the clock on the wall goes on."""


@pytest.mark.parametrize("then", ["", "\r"])
def test_half_a_line_before_a_sleep_is_no_hand_after_it(then: str) -> None:
    with Terminal(60, 12, (PYTHON, "-c", SLEEPS, "100"), {"TERM": "xterm"}) as terminal:
        terminal.until("Hvad håber du på?").type("det her er privat")
        terminal.settled()
        assert "Låst." not in terminal.raw
        terminal.kill(signal.SIGUSR1)
        terminal.type(then)
        terminal.until("Låst.", timeout=10)
        assert "Hørt" not in terminal.raw


HEARS = """
from dialog.plain.face import Rested
from dialog.plain.wire import Wire
with Wire() as wire:
    try:
        wire.hear({secret}, 0.2)
    except Rested as rested:
        print(rested.half)
"""


@pytest.mark.parametrize("secret", [True, False])
def test_half_a_secret_is_not_kept(secret: bool) -> None:
    with subprocess.Popen([PYTHON, "-c", HEARS.format(secret=secret)], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE) as process:
        assert process.stdin and process.stdout
        process.stdin.write(b"310290")
        process.stdin.flush()
        assert process.stdout.readline() == (b"\n" if secret else b"310290\n")


# A line without an end

LONG = dedent("""
    from pathlib import Path
    from dialog.plain.face import Face, Gone
    from dialog.plain.wire import Wire
    with Wire() as wire:
        face = Face(wire.hear, wire.put)
        try:
            while True:
                line = face.line()
                face.say("Hørt", f"{len(line)} {line[:3]}")
        except Gone as gone:
            face.say("Halvt", str(len(gone.half)))
    print(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
""")
LIMIT = 20_000


@pytest.mark.skipif(sys.platform != "linux", reason="the most memory it had is read where Linux tells it")
@pytest.mark.parametrize(("line", "told"), [
    (b"a" * 40_000_000, True), ("å😀b".encode() * 6_000_000, True), (b"\xff" * 40_000_000, True),
    (b"ord +\n" * 100_000, True), (b" +\n" * 100_000, True), (b"a" * LIMIT, False)],
    ids=["letters", "wide letters", "no text", "continued", "continued with nothing", "twin: just fits"])
def test_a_line_without_an_end_is_cut_and_told(line: bytes, told: bool) -> None:
    done = subprocess.run([PYTHON, "-c", LONG], input=line + b"\nnext\n", capture_output=True, check=True)
    *said, kilobytes = done.stdout.decode().splitlines()
    cut = ["Programmet: Teksten var for lang. De første 20.000 tegn er med."] if told else []
    assert said[:len(cut)] == cut
    assert said[-3].startswith(f"Hørt: {LIMIT}") or line.startswith(b" +")
    assert said[-2:] == ["Hørt: 4 nex", "Halvt: 0"]
    assert int(kilobytes) < 90_000




def test_an_answer_that_goes_on_and_on_is_not_held() -> None:
    held = []
    hands = Hands()

    def lines() -> Iterator[str]:
        for _ in range(50):
            yield f"{'a' * 10_000} +"
            held.append(len(hands.face.half))
        yield "slut"

    hands.lines = lines()
    assert len(hands.face.line()) == LIMIT
    assert max(held) < 2 * LIMIT
