"""Reads every byte the terminal gets: nobody else's name, number or words may be among them while two people talk.

From when a talk comes up until the list is there again (and a key is pressed on it), no canary of another citizen, no
four last digits of anybody and no guidance may pass; guidance may from its own key to the next.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID

from tests.monkey.people import GUIDANCE, PASSPHRASE, PEOPLE
from tests.monkey.window import SEQUENCE, UNFINISHED, steering

NOTE = re.compile(rb"\x1b\]7777;([^\x07]*)\x07")
TALK, OUTSIDE = "ConversationScreen", ("StartScreen", "UnlockScreen")
LAST_FOUR = re.compile("|".join(r"\W?".join(each.cpr[-4:]) for each in PEOPLE))
BY_ID = {str(each.id): each for each in PEOPLE}
KEPT_BACK = 200
"""Signs of what came before that are looked at again, for a word that comes in two pieces."""
LONGEST_HELD = 300


@dataclass(slots=True)
class Onlooker:
    """`leaks`, `steered` and `held` must stay empty."""

    leaks: list[str] = field(default_factory=list)
    steered: list[bytes] = field(default_factory=list)
    held: list[tuple[int, int, str]] = field(default_factory=list)
    """Milliseconds at work, milliseconds in all but for others' time, and the screen."""
    screens: Counter[str] = field(default_factory=Counter)
    longest: int = LONGEST_HELD
    """Milliseconds of work after which the loop was held too long."""
    keys: int = 0
    keys_in_talk: int = 0
    talks: int = 0
    screen: str = ""
    own: str = ""
    """Whose talk it is; "" for nobody in the file (a practice)."""
    shared: bool = False
    guidance: bool = False
    """Whether the last key was the one for guidance."""
    kept: dict[UUID, int] = field(default_factory=dict)
    """How far each talk was kept, as the program knew."""
    _before: str = ""
    _rest: bytes = b""

    def begin(self) -> None:
        """The program is started anew."""
        self.screen, self.own, self.shared, self._before, self._rest = "", "", False, "", b""

    def see(self, data: bytes, doing: str, *, ending: bool = False) -> None:
        """All that came while the monkey was `doing` this. `ending`: the watcher may put the terminal right."""
        data, place = self._rest + data, 0
        unfinished = UNFINISHED.search(data)
        self._rest = unfinished[0] if unfinished else b""
        data = data.removesuffix(self._rest)
        for found in NOTE.finditer(data):
            self._look(data[place:found.start()], doing)
            self._note(found[1].decode())
            place = found.end()
        self._look(data[place:], doing)
        if ending:
            self.steered.clear()

    def _note(self, text: str) -> None:
        kind, *parts = text.split(";")
        match kind:
            case "key":
                self.keys += 1
                self.keys_in_talk += self.shared
                if self.screen in OUTSIDE:
                    self.shared, self._before = False, ""
            case "screen":
                self._up(*parts)
            case "held":
                self.held.append((int(parts[0]), int(parts[1]), parts[2]))
            case "calm" if parts[0]:
                talk = UUID(parts[0])
                self.kept[talk] = max(self.kept.get(talk, 0), int(parts[1]))

    def _up(self, screen: str, citizen: str) -> None:
        self.screen = screen
        self.screens[screen] += 1
        if screen == TALK:
            if not self.shared:
                self.talks += 1
                self._before = ""
            self.shared, self.own = True, citizen
        elif screen in OUTSIDE and self.own not in BY_ID:  # a practice: the caseworker is alone
            self.shared = False

    def _look(self, data: bytes, doing: str) -> None:
        """One stretch of bytes without a note in it."""
        if b"\x1b" in data:
            self.steered += steering(data)
        text = self._before + SEQUENCE.sub(b"", data).decode("utf-8", "replace")
        self._before = text[-KEPT_BACK:]
        found = [PASSPHRASE] if PASSPHRASE in text else []
        if self.shared:
            found += [word for each in PEOPLE if str(each.id) != self.own for word in each.canaries if word in text]
            found += [f"…{number}" for number in LAST_FOUR.findall(text)]
            found += [GUIDANCE] if GUIDANCE in text and not self.guidance else []
        if found:
            self._before = ""
            shown = " ".join(text.split())
            self.leaks.append(f"{', '.join(sorted(set(found)))} on {self.screen} while {doing}: {shown}")

    def pressed(self, keys: tuple[str, ...]) -> None:
        """The monkey has pressed these keys; a moving mouse is none."""
        if any(not key.startswith("\x1b[<") and key not in ("in", "out") for key in keys):
            self.guidance, before = keys[-1] == "f8", self.guidance
            self._before = "" if before else self._before

    def slow(self) -> list[tuple[int, int, str]]:
        """When the loop was held too long, by work of its own."""
        return [each for each in self.held if each[0] > self.longest]
