"""What is said and what is heard, line by line: the one door for all text, in and out.

Each line names who speaks, so that it can be read aloud without a picture; what a person said is said line by line
under their name, so that no answer can pass for another's words. Nothing that steers a terminal gets out, whatever it
came from, and whatever comes in is cleaned as everything that is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from time import sleep
from typing import NamedTuple

from dialog.errors import EmpowerError
from dialog.face.idle import lock_after
from dialog.language.clean import LONGEST, clean_text
from dialog.language.screen import N, told, tr
from dialog.plain.commands import LOCK, spoken
from dialog.slots import fill

Hear = Callable[[bool, float | None], str]
"""The next line without its end; True: it is a secret, and is not shown. Raises Gone when nobody is there any more, and
Rested when nobody has written for so many seconds."""
Put = Callable[[str], None]
"""Writes one line."""

PROGRAM = N("Programmet")
NAMES = {"citizen": N("Borger"), "caseworker": N("Sagsbehandler"), "together": N("Sammen")}
LANGUAGES = {"da": N("Dansk"), "en": N("Engelsk")}
GOES_ON = " +"
"""At the end of a line: the next line belongs to the same answer. A space after it makes it an ordinary plus."""
STEERS = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u206f\ud800-\udfff\ufeff]")
BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
COMMAND = re.compile(r"\.(\w+) ?(.*)", re.DOTALL)
UNKNOWN = N("Kommandoen .{name} kendes ikke. Skriv ? for hjælp. Er det et svar, så skriv et mellemrum foran.")
WHICH = N("Skriv et af numrene fra 1 til {most}, eller ordene.")
BACK, STOP = ("tilbage", "undo", "back"), ("stop",)
BEFORE = N("Før stod der: »{text}«")
RESEND = N("En tom linje sender det, som det står. Skriv ellers svaret, som det skal være.")
WAYS_OUT = N("En tom linje eller .tilbage går tilbage, .stop stopper, og ? siger det her igen.")
FIELD = N("Skriv det, I blev spurgt om. .tilbage går tilbage, og .stop stopper. Begynder det selv med en prik, så "
          "skriv et mellemrum foran.")


class Gone(Exception):
    """Nobody hears or speaks any more. `half` is what was written and not sent; `status` the exit status."""

    def __init__(self, half: str = "", status: int = 0) -> None:
        super().__init__(status)
        self.half, self.status = half, status


class Rested(Exception):
    """Nobody has written for so long. `half` is what was written and not sent."""

    def __init__(self, half: str = "") -> None:
        super().__init__()
        self.half = half


class Left(Exception):
    """What was asked for is left without an answer: `.tilbage`, or `.stop`, which leaves all that is around it too."""

    def __init__(self, *, stop: bool) -> None:
        super().__init__(stop)
        self.stop = stop


class Row(NamedTuple):
    """One thing to choose, and what stands under it in the other language."""

    id: str
    text: str
    beneath: str = ""


class Face:
    """`forget` throws away what was written before anybody could have read what it would be an answer to, and what
    still comes of a paste. `unseen`: inside it, nothing that is typed is shown. `rest` waits so many seconds. `clear`
    takes what is in sight away, and tells whether it could.
    """

    def __init__(
        self, hear: Hear, put: Put, forget: Callable[[], None] = lambda: None,
        unseen: Callable[[], AbstractContextManager[None]] = nullcontext, rest: Callable[[float], None] = sleep,
        clear: Callable[[], bool] = lambda: False,
    ) -> None:
        self._hear, self._write, self.forget, self.unseen, self.rest = hear, put, forget, unseen, rest
        self.clear = clear
        self.practice = False
        """Whether what is said here belongs to a talk of which nothing is kept."""
        self.locks: Callable[[], None] | None = None
        """Locks, and comes back when it is unlocked. None before there is anything to lock."""
        self.patience: Callable[[], float] = lambda: lock_after(None)
        """Seconds without a line after which it locks by itself."""
        self.half = ""
        """The lines of an answer that goes on."""
        self.kept = ""
        """What was half written when it locked by itself."""
        self.asked: list[str] = []
        """What has been said since a line was heard last: after the lock it is said again."""

    # What is said

    def _put(self, line: str) -> None:
        self.asked.append(line)
        self._write(line)

    def say(self, who: str, text: str, beneath: str = "", label: str = "") -> None:
        """A text under a name, each of its lines on a line of its own; `beneath` in the language called `label`."""
        for line in lines(text):
            self._put(f"{flat(who)}: {line}")
        for line in lines(beneath):
            self._put(f"{flat(label)}: {line}")

    def tell(self, danish: str, **slots: object) -> None:
        """The program's own words, in the screen's language."""
        self.say(tr(PROGRAM), fill(spoken(tr(danish)), slots))

    def tell_error(self, error: EmpowerError) -> None:
        self.say(tr(PROGRAM), told(error))

    def number(self, rows: Iterable[Row], label: str = "", first: int = 1) -> None:
        """`1. Ja`, one on each line."""
        for number, row in enumerate(rows, first):
            self._put(f"{number}. {flat(row.text)}")
            if row.beneath:
                self._put(f"{flat(label)}: {flat(row.beneath)}")

    # What is heard

    def secret(self) -> str:
        """A passphrase: as it was typed, and not shown. However long it takes: what could lock is locked, or not open
        yet."""
        return self._hear(True, None)

    def covered(self) -> str:
        """A line that is not shown, and is no passphrase: commands are heard."""
        asked = list(self.asked)
        while self._aside(heard := clean_text(self._next(secret=True))[0], asked):
            pass
        return heard

    def entry(self) -> str:
        """What was written in a field; no command is ever data. Raises Left."""
        asked = list(self.asked)
        while self._aside(heard := self.line(), asked):
            self.asked = list(asked)
        return heard

    def _next(self, *, secret: bool = False) -> str:
        """A line; where nobody writes for long, it is as if somebody wrote `.lås`."""
        self.kept = ""
        try:
            heard = self._hear(secret, self.patience() if self.locks else None)
        except Rested as rested:
            self.kept = clean_text(f"{self.half}{rested.half}".strip())[0]
            self.half = ""
            heard = f".{LOCK.id}"
        self.asked = []
        return heard

    def _aside(self, line: str, asked: Iterable[str]) -> bool:
        """Whether the line was a command, which was then answered. Raises Left where it leaves."""
        command = command_of(line)
        if command is None:
            return False
        name = command[0]
        if name in (*BACK, *STOP):
            raise Left(stop=name in STOP)
        if not self._locked(line, asked):
            self.tell(FIELD if name == "?" else UNKNOWN, name=name)
        return True

    def line(self) -> str:
        """What was written, in answer to a question; `.lås` is heard at any of them. What was half written when it
        locked by itself is what an empty line then stands for."""
        asked, offered = list(self.asked), ""
        try:
            while self._locked(heard := self.line_or_command(), asked):
                if offered := self.kept or offered:
                    self.tell(BEFORE, text=offered)
                    self.tell(RESEND)
        except Gone as gone:
            raise Gone(gone.half or self.kept or offered, gone.status) from None
        return heard or offered

    def _locked(self, heard: str, asked: Iterable[str]) -> bool:
        """Whether the line was to lock, which it then did; unlocked, it is said again what was asked."""
        command = command_of(heard)
        if self.locks is None or command is None or command[0] not in LOCK.names:
            return False
        self.locks()
        self.tell("Låst op. Skriv nu det, I blev spurgt om.")
        for line in asked:
            self._put(line)
        return True

    def line_or_command(self) -> str:
        """One line or several, commands too; the signs that steer are gone, and that is told."""
        self.half = ""
        while True:
            try:
                heard = self._next()
            except Gone as gone:
                raise Gone(clean_text(f"{self.half}{gone.half}".strip())[0], gone.status) from None
            if not heard.endswith(GOES_ON):
                text, notes = clean_text(f"{self.half}{heard}")
                self.half = ""
                for note in notes:
                    self.tell(note)
                return text
            if len(self.half) <= LONGEST:  # more is told to be too long, and is not kept
                self.half += f"{heard.removesuffix(GOES_ON)}\n"

    def pick(self, rows: Sequence[Row], label: str = "", told: str = "", *, sure: bool = False) -> str | None:
        """One of the rows, by number or words; `told` may choose at once. None for an empty line or `.tilbage`.

        `sure`: only what is written after this has been asked counts.
        """
        if told and (found := chosen(rows, told)):
            return found.id
        if sure:
            self.forget()
        self.number(rows, label)
        asked = list(self.asked)
        while True:
            heard = self.line()
            command = command_of(heard)
            if not heard.strip() or (command and command[0] in (*BACK, "t", "b")):
                return None
            if command and command[0] in STOP:
                raise Left(stop=True)
            if found := chosen(rows, heard):
                return found.id
            if command:
                self.number(rows, label)
            self.asked = list(asked)
            self.tell(WHICH, most=len(rows))
            self.tell(WAYS_OUT)
            if sure:
                self.forget()


def chosen(rows: Sequence[Row], heard: str) -> Row | None:
    """The row that is meant: by its number, its words, or the beginning of the words of one row only."""
    heard = bare(heard)
    if heard.isdecimal():
        return rows[int(heard) - 1] if heard.isascii() and 0 < int(heard[:6]) <= len(rows) else None
    named = [row for row in rows if heard in (bare(row.text), bare(row.beneath))]
    begun = [row for row in rows if heard and any(bare(text).startswith(heard) for text in (row.text, row.beneath))]
    found = named or begun
    return found[0] if len(found) == 1 else None


def bare(text: str) -> str:
    """Words as they are compared: small letters, no dots at the end."""
    return flat(text).casefold().strip(" .,!?…")


def command_of(line: str) -> tuple[str, str] | None:
    """The name of the command and what follows it; None for a line that is an answer. A space in front makes it one."""
    if line.strip() == "?" and not line.startswith(" "):
        return "?", ""
    found = COMMAND.fullmatch(line)
    return (found[1].casefold(), found[2].strip()) if found else None


def lines(text: str) -> list[str]:
    """The lines of a text that hold anything, with nothing in them that steers."""
    return [shown for each in BREAK.split(text) if (shown := STEERS.sub("", each).strip())]


def flat(text: str) -> str:
    """The text on one line."""
    return " ".join(" ".join(lines(text)).split())
