"""What is left in the terminal when the program is killed: a watcher that outlives it puts the terminal right.

A program that is killed (`kill -9`, no memory left, a crash in a library) says no goodbye: the shell is left raw, deaf
and with the mouse reporting, and the last picture, with a citizen in it, stays on some screens; on plain lines it is
left blind while a passphrase is typed. So a tiny process is forked before anything heavy is imported; the program keeps
its own pid, so that signals and exit status are its own. The watcher holds the terminal's settings as they were and
reads a pipe whose other end only the program has. The end of the pipe tells it that the program is gone, the last line
in it whether the terminal was still changed by then: a picture on it, or nothing shown of what is typed.

It is a process group of its own, for a shell kills whole groups; it takes at most `PATIENCE` for its work, so a
terminal that has stopped cannot keep it. Where a shell was quicker (it happens on a busy machine), its own settings are
left alone, and its prompt, which went with the picture, comes again with Enter.
Windows has neither fork nor these settings, and there nothing is watched: its console forgets a program by itself.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

CUT = "Programmet blev lukket udefra.\nAlt, I har sendt, er gemt. Start igen,\nså fortsætter I, hvor I slap."
CUT_PRACTICE = "Øvelsen blev lukket udefra.\nStart igen, når I vil."
PRESS = "Tryk Enter."
PATIENCE = 1
"""Seconds; the kernel ends a watcher that takes longer."""
LOOK = 0.002
"""Seconds between two looks at whether it has ended."""
MODES_OFF = "".join(f"\x1b[?{mode}l" for mode in (2026, 1000, 1003, 1015, 1006, 1016, 2004, 1004, 2048))
"""Held pictures, mouse (four), its pixels, pastes in brackets, focus, and reports of resizing: all that Textual turns
on."""
CLEARED = "\x1b[0m\x1b[2J\x1b[H"
RESTORED = f"\x18{MODES_OFF}\x1b[?7h\x1b[<u{CLEARED}\x1b[?1049l\x1b[?25h"
"""Whatever was half sent is broken off (CAN) before anything else; the keyboard's protocol belongs to the screen that
is left, and so goes before it."""
DRAWN, BLIND, LEFT = b"d", b"b", b"l"
WORDS, LINE = b"w", b"\x1f"
"""The last words in another language, and what stands between them: everything else in the pipe ends at a new line."""
_DEAF_TO = ("SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM", "SIGTSTP", "SIGTTOU", "SIGTTIN")


class Guardian:
    """`watch`, then `drawing` or `blind` whenever the program changes the terminal, then `dismiss`."""

    def __init__(self) -> None:
        self._watcher = 0
        self._pipe = -1
        """The program's end, while a watcher is there. Python keeps it from the programs we start."""
        self.said = ""
        """The last words as they were at first, in Danish."""

    def watch(self, last_words: str) -> None:
        """Fork the watcher; without a terminal, or without room for another process, there is none."""
        if sys.platform == "win32" or not os.isatty(0):
            return
        import termios

        self.said = last_words
        with suppress(OSError, termios.error):
            before = termios.tcgetattr(0)
            read, write = os.pipe()
            self._watcher = _fork(read, write, before, last_words)
            self._pipe = write

    def say(self, last_words: str, press: str) -> None:
        """Other last words, and what is said where the shell's prompt must be asked for: the screen speaks another
        language now."""
        self._tell(WORDS + LINE.join(text.encode().replace(b"\n", LINE) for text in (press, last_words)))

    def drawing(self, *, drawn: bool) -> None:
        """Tell the watcher that the program begins to draw, or that it has put the terminal right by itself."""
        self._tell(DRAWN if drawn else LEFT)

    @contextmanager
    def blind(self) -> Iterator[None]:
        """Inside it, what is typed is not shown."""
        self._tell(BLIND)
        try:
            yield
        finally:
            self._tell(LEFT)

    def _tell(self, state: bytes) -> None:
        if self._watcher:
            with suppress(BrokenPipeError):  # somebody ended the watcher; the program goes on without
                os.write(self._pipe, state + b"\n")

    def dismiss(self) -> None:
        """Wait for the watcher to end: the program leaves nobody behind. One that somebody has stopped is ended."""
        if self._watcher:
            os.close(self._pipe)
            late = time.monotonic() + 2 * PATIENCE
            while os.waitpid(self._watcher, os.WNOHANG) == (0, 0):
                if time.monotonic() > late:
                    os.kill(self._watcher, signal.SIGKILL)
                    os.waitpid(self._watcher, 0)
                    break
                time.sleep(LOOK)
            self._watcher = 0


GUARDIAN = Guardian()
"""There is one terminal."""


@contextmanager
def guarded(*, practice: bool = False) -> Iterator[None]:
    """A watcher over what happens inside. Enter it before anything heavy is imported, for it holds what is there."""
    GUARDIAN.watch(CUT_PRACTICE if practice else CUT)
    try:
        yield
    finally:
        GUARDIAN.dismiss()


def _fork(read: int, write: int, before: list[Any], last_words: str) -> int:
    """The watcher's pid."""
    pid = os.fork()
    if pid == 0:
        try:
            os.close(write)
            _watch(read, before, last_words)
        finally:
            os._exit(0)  # nothing of the program may run twice, and a failure here is nobody's news
    os.close(read)
    return pid


def _watch(pipe: int, before: list[Any], last_words: str) -> None:
    job = os.getpgrp()
    for name in _DEAF_TO:
        signal.signal(getattr(signal, name), signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    os.setpgid(0, 0)
    os.closerange(2, pipe)
    os.closerange(pipe + 1, pipe + 64)
    state, press, said = LEFT, PRESS.encode(), last_words.encode()
    with os.fdopen(pipe, "rb") as news:
        for line in news:
            if line.startswith(WORDS):
                press, _, said = line[len(WORDS):-1].partition(LINE)
            else:
                state = line[:-1]
    signal.alarm(PATIENCE)
    if state == DRAWN:
        _mend(job, before, RESTORED.encode() + said.replace(LINE, b"\n") + b"\n", press + b"\n")
    elif state == BLIND:
        _show_again(job, before)


def _mend(job: int, before: list[Any], said: bytes, press: bytes) -> None:
    """The terminal as it was, and a calm sentence; in haste, to be there before the shell."""
    import termios

    if _holder(job) == job:
        termios.tcsetattr(0, termios.TCSANOW, before)
        termios.tcflush(0, termios.TCIOFLUSH)  # what was still to be painted, and the mouse's last moves
        os.write(1, said)
        return
    os.write(1, said + press)
    if not termios.tcgetattr(0)[3] & termios.ISIG:  # a simple shell has left them as they were
        termios.tcsetattr(0, termios.TCSANOW, before)


def _show_again(job: int, before: list[Any]) -> None:
    """What is typed is seen again, and half a passphrase does not become the shell's next command."""
    import termios

    now = termios.tcgetattr(0)[3]
    unseen = bool(now & termios.ICANON and not now & termios.ECHO)  # a shell that edits lines has set its own
    if unseen or _holder(job) == job:  # a simple shell may have the terminal back already, and the half line with it
        termios.tcflush(0, termios.TCIFLUSH)
    if unseen:
        termios.tcsetattr(0, termios.TCSANOW, before)


def _holder(job: int) -> int:
    """The process group that has the terminal now; ours, while nobody else has taken it."""
    try:
        return os.tcgetpgrp(0)
    except OSError:  # the program led the session, and there is no other
        return job
