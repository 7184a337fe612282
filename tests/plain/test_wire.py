"""The program line by line as a process: through pipes, on a real terminal that can do nothing else, and cut off."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import signal
import subprocess
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dialog.errors import TerminalError, WrongKey
from dialog.session import Session
from dialog.store import Store
from tests.faults.commands import empower
from tests.faults.lives import CHEAP, PASSPHRASE
from tests.terminal import EMPOWER, ROOT, Terminal

ANSWERED = "Kun det vigtigste"
BEGIN = (PASSPHRASE, ".ny", "Amira Test", "SAG-1", "", "1", "", "1")
"""Through the door, to a new citizen, and two questions into the first talk: the third takes words."""
STEERS = re.compile("[^\n -~\xa0-\U0010ffff]")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    Store.create(tmp_path / "empower", PASSPHRASE, cost=CHEAP)[0].close()
    return tmp_path / "empower"


def kept(home: Path) -> Session:
    """The talk as it lies in the file. The caller closes the store."""
    store = Store.open(home, PASSPHRASE)
    (talk,) = store.conversations(store.citizen("SAG-1").id)
    return Session.resume(store, talk.id)


def answers(home: Path) -> list[str]:
    session = kept(home)
    session.store.close()
    return [each.said for each in session.said() if each.said]


@pytest.fixture
def piped(home: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A talk that has come to its third question, through pipes."""
    with subprocess.Popen(
        [*EMPOWER, "--plain", "--folder", str(home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"},
    ) as process:
        assert process.stdin
        process.stdin.write("".join(f"{line}\n" for line in BEGIN).encode())
        process.stdin.flush()
        until(process, f"Borger: {ANSWERED}")
        yield process
        process.kill()


def until(process: subprocess.Popen[bytes], text: str) -> None:
    assert process.stdout
    for line in process.stdout:
        if line.decode().startswith(text):
            return
    raise AssertionError(f"{text!r} was never said")


# Pipes


def test_a_session_through_a_pipe_is_kept_and_ends_quietly(home: Path) -> None:
    said = empower("--plain", "--folder", home, stdin="".join(f"{line}\n" for line in BEGIN))
    assert (said.status, said.err) == (0, "")
    assert not STEERS.search(said.out)
    assert PASSPHRASE not in said.out
    assert all(re.match(r"[^:]{2,40}: |\d+\. ", line) for line in said.out.splitlines())
    assert answers(home)[-1] == ANSWERED


def test_a_line_without_its_end_is_kept_as_half_written(home: Path) -> None:
    assert empower("--plain", "--folder", home, stdin="".join(f"{line}\n" for line in BEGIN) + "Halvt svar").status == 0
    session = kept(home)
    draft = session.draft()
    session.store.close()
    assert draft is not None and draft.text == "Halvt svar"


def test_a_wrong_passphrase_is_told_by_the_exit_status(home: Path) -> None:
    empower("--plain", "--folder", home, stdin="forkert\n").refused(WrongKey.code, "passer ikke")


def test_without_a_terminal_lines_are_spoken_only_when_asked_for() -> None:
    empower(stdin="").refused(TerminalError.code, "empower --plain")
    assert empower("demo", "--plain", stdin="").status == 0
    assert empower("--plain", "demo", stdin="").out.startswith("Programmet: Øvelse")


def test_a_reader_that_has_gone_is_no_failure() -> None:
    said = empower("demo", "--plain", stdin="\n" * 400, shell="| head -3")
    assert (said.status, said.err) == (0, "")


@pytest.mark.parametrize(("encoding", "shown"), [("ascii", "Oevelse"), ("latin-1", "Øvelse"), ("utf-8", "Øvelse")])
def test_an_old_terminal_shows_letters_that_can_be_read(encoding: str, shown: str) -> None:
    said = empower("demo", "--plain", stdin="\n", env={"PYTHONIOENCODING": encoding}, encoding=encoding)
    assert said.status == 0
    assert said.out.startswith(f"Programmet: {shown}: en opdigtet borger.")


def test_what_is_no_text_ends_nothing() -> None:
    done = subprocess.run(
        [*EMPOWER, "demo", "--plain"], input=b"\n1\n\xff\xfe\x00 nej\n.stop\n2\n", capture_output=True, cwd=ROOT,
        env={**os.environ, "LC_ALL": "C.UTF-8"}, check=False)
    assert done.returncode == 0
    assert not STEERS.search(done.stdout.decode())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_asked_to_end_it_leaves_at_once_with_everything_kept(
    piped: subprocess.Popen[bytes], home: Path, number: signal.Signals
) -> None:
    assert piped.stdin and piped.stderr
    piped.stdin.write(b"Begyndt paa noget +\n")
    piped.stdin.flush()
    while fcntl.ioctl(piped.stdin, termios.FIONREAD, bytes(4)) != bytes(4):
        time.sleep(0.01)  # until the pipe is empty: its line has been heard
    piped.send_signal(number)
    assert piped.wait(5) == 128 + number
    assert piped.stderr.read() == b""
    session = kept(home)
    draft = session.draft()
    session.store.close()
    assert draft is not None and draft.text == "Begyndt paa noget"


def test_killed_it_loses_nothing_that_was_said_to_be_kept(piped: subprocess.Popen[bytes], home: Path) -> None:
    piped.kill()
    piped.wait(5)
    assert answers(home)[-1] == ANSWERED


# A real terminal


def test_a_terminal_that_shows_no_pictures_gets_lines_by_itself(tmp_path: Path) -> None:
    with Terminal(80, 24, (*EMPOWER, "demo"), {"TERM": "dumb"}) as terminal:
        terminal.until("Terminalen kan ikke vise et billede.")
        terminal.until("En tom linje går videre.")
        terminal.type("\r1\r")
        terminal.until("Borger: Kun det vigtigste")
        terminal.type(".stop\r2\r")
        assert terminal.ended() == 0
        assert "\x1b" not in terminal.raw
        assert not STEERS.search(terminal.raw.replace("\r\n", "\n"))


def test_a_passphrase_is_not_shown_and_a_half_line_is_fetched_from_the_terminal(home: Path) -> None:
    with Terminal(80, 24, (*EMPOWER, "--plain", "--folder", str(home)), {"TERM": "dumb"}) as terminal:
        terminal.until("Skriv din adgangssætning.").settled()
        terminal.type(f"{PASSPHRASE}\r")
        terminal.until("Her er ingen borgere endnu.")
        for line in BEGIN[1:]:
            terminal.type(f"{line}\r")
            terminal.settled()
        terminal.until(f"Borger: {ANSWERED}").settled()
        terminal.type("Halvt skrevet")
        terminal.settled()
        terminal.kill(signal.SIGTERM)
        assert terminal.ended() == 128 + signal.SIGTERM
        assert PASSPHRASE not in terminal.raw
        assert "\x1b" not in terminal.raw
    session = kept(home)
    draft = session.draft()
    session.store.close()
    assert draft is not None and draft.text == "Halvt skrevet"


ON_A_TERMINAL = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""


def test_a_closed_window_ends_it() -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen([EMPOWER[0], "-c", ON_A_TERMINAL, *EMPOWER, "demo", "--plain"], stdin=theirs, stdout=theirs,
                          stderr=theirs, start_new_session=True, cwd=ROOT) as process:
        os.close(theirs)
        seen = b""
        while b"En tom linje" not in seen:
            seen += os.read(ours, 4096)
        os.close(ours)
        assert process.wait(5) == 128 + signal.SIGHUP
