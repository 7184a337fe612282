"""What a monkey presses: keys as terminals send them, a handful at a time, weighted so that talks are gone through.

A gesture is what a hand does before it looks up again. Random, but seeded: the same seed presses the same keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from tests.faults.payloads import PRINTED, STEERING
from tests.terminal import KEYS

ESCAPE = "\x1b[27u"
"""As terminals with a keyboard protocol send it; a lone ESC would have to be waited for."""
LETTERS = "abcdefghijklmnopqrstuvwxyzæøåÆØÅ .,-?"
DIGITS = "012345"
"""Without the digits that the CPR numbers end in."""
SPECIAL = {"escape": ESCAPE, "shift+f3": "\x1b[1;2R", "shift+enter": "\x1b[13;2u", "alt+enter": "\x1b\r",
           "in": "\x1b[I", "out": "\x1b[O"}
SIZES = ((44, 14), (160, 50), (80, 24), (120, 40), (60, 18), (104, 30), (20, 5), (300, 100))
ENDS = ("ctrl+q", "kill", "hang up", "terminate")


@dataclass(frozen=True, slots=True)
class Gesture:
    """Keys (by name, a sign, or a whole paste) pressed in one go; or another size of the window; or an end."""

    keys: tuple[str, ...] = ()
    size: tuple[int, int] | None = None
    end: str = ""

    @property
    def sent(self) -> bytes:
        return "".join(SPECIAL.get(key) or KEYS.get(key) or key for key in self.keys).encode("utf-8", "replace")


def press(*keys: str) -> Gesture:
    return Gesture(tuple(keys))


class Hand:
    """`gesture` is the next thing done in a conversation, `around` on any other screen."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self.size = (120, 40)
        self._ways = (
            (22, self._write), (14, self._pick), (8, self._tick), (7, self._enter), (5, self._instead),
            (6, self._escape), (4, self._arrows), (3, self._score), (3, self._earlier), (3, self._mouse),
            (2, self._scroll), (2, self._paste), (2, self._plan), (2, self._look_back), (1.5, self._help),
            (2.5, self._guide), (2, self._undo), (1.2, self._language), (0.5, self._lock), (1.2, self._resize),
            (1, self._sections), (2, self._hands), (1, self._focus), (1, self._letter), (3, self._any))

    def gesture(self) -> Gesture:
        """What two people do most: write, pick, Enter; and now and then all the rest."""
        return self._rng.choices([way for _, way in self._ways], [weight for weight, _ in self._ways])[0]()

    def around(self) -> Gesture:
        """On a list, a sheet of help, a plan: look about, and mostly go back."""
        rng = self._rng
        return rng.choice((
            press("escape"), press("escape"), press("escape"), self._arrows(), self._enter(), self._letter(),
            press(rng.choice(("pageup", "pagedown", "home", "end", "tab", "f1", "f9"))), self._scroll(),
            self._mouse(), self._resize(), press(rng.choice(DIGITS), "enter")))

    def end(self) -> Gesture:
        return Gesture(end=self._rng.choice(ENDS))

    # In the conversation

    def _words(self, most: int = 12) -> tuple[str, ...]:
        return tuple(self._rng.choices(LETTERS, k=self._rng.randint(1, most)))

    def _write(self) -> Gesture:
        return press(*self._words(), "enter")

    def _pick(self) -> Gesture:
        return press(self._rng.choice(DIGITS[1:] + "jn"), "enter")

    def _tick(self) -> Gesture:
        return press("down", *["down"] * self._rng.randint(0, 3), "space", "enter")

    def _enter(self) -> Gesture:
        return press(self._rng.choice(("x", "down", "tab")), "enter") if self._rng.random() < 0.5 else press("enter")

    def _instead(self) -> Gesture:
        return press("f5", self._rng.choice("ivdas1234"), "enter")

    def _escape(self) -> Gesture:
        return press("escape")

    def _arrows(self) -> Gesture:
        return press(*self._rng.choices(("up", "down", "left", "right"), k=self._rng.randint(1, 5)))

    def _score(self) -> Gesture:
        day, month = self._rng.randint(1, 5), self._rng.randint(1, 5)
        return press(*self._rng.choice(("1", "10", "3", f"{day}/{month} 2045", f"{day}/{month} 2021")), "enter")

    def _earlier(self) -> Gesture:
        return press(self._rng.choice(("ctrl+b", "pageup")), "up", *self._rng.choice(((), ("enter",), ("escape",))))

    def _place(self) -> str:
        return f"{self._rng.randint(1, self.size[0])};{self._rng.randint(1, self.size[1])}"

    def _mouse(self) -> Gesture:
        at = self._place()
        return press(f"\x1b[<35;{at}M", f"\x1b[<0;{at}M", f"\x1b[<0;{at}m")

    def _scroll(self) -> Gesture:
        return press(*[f"\x1b[<{self._rng.choice((64, 65))};{self._place()}M"] * self._rng.randint(1, 4))

    def _paste(self) -> Gesture:
        text = self._rng.choice((*PRINTED, *STEERING, *(" ".join(self._words()),) * 20, "lang tekst " * 900))
        return press(f"\x1b[200~{text}\x1b[201~", *self._rng.choice((("enter",), ())))

    def _plan(self) -> Gesture:
        return press("f3", *self._rng.choices(("down", "up", "enter", "l", "b", "s", "f2", "m", "h", "g", "r", "tab",
                                               "escape", "ctrl+z", "pagedown"), k=self._rng.randint(0, 4)))

    def _look_back(self) -> Gesture:
        return press("f4", *self._rng.choices(("up", "down", "pageup", "home", "/", "e", "r", "n", "enter"),
                                              k=self._rng.randint(0, 4)))

    def _help(self) -> Gesture:
        return press("f1", *self._rng.choices(("down", "s", "k", "enter"), k=self._rng.randint(0, 3)))

    def _guide(self) -> Gesture:
        """Alone: what is written of it belongs to this key and to no other."""
        return press("f8")

    def _undo(self) -> Gesture:
        return press(*["ctrl+z"] * self._rng.randint(1, 3))

    def _language(self) -> Gesture:
        return press("ctrl+t", *self._rng.choice(((self._rng.choice(DIGITS[1:]), "enter"), ("down", "enter"),
                                                  ("escape",), ("down", "space", "enter"))))

    def _lock(self) -> Gesture:
        return press("ctrl+l")

    def _resize(self) -> Gesture:
        if self._rng.random() < 0.5:
            self.size = self._rng.choice(SIZES)
        else:
            self.size = self._rng.randint(44, 160), self._rng.randint(14, 50)
        return Gesture(size=self.size)

    def _sections(self) -> Gesture:
        return press("f7", *["down"] * self._rng.randint(0, 9), *self._rng.choice((("enter",), ("escape",))))

    def _hands(self) -> Gesture:
        return press(self._rng.choice(("f2", "f6", "f6", "shift+f3", "f9")))

    def _focus(self) -> Gesture:
        return press("out", "in")

    def _letter(self) -> Gesture:
        return press(self._rng.choice(LETTERS))

    def _any(self) -> Gesture:
        """Anything a keyboard has, in no order."""
        names: Sequence[str] = ("enter", "escape", "tab", "shift+tab", "space", "delete", "backspace", "home", "end",
                                "up", "down", "left", "right", "pageup", "pagedown", "f1", "f2", "f3", "f4", "f5",
                                "f6", "f7", "f9", "ctrl+a", "ctrl+b", "ctrl+j", "ctrl+t", "ctrl+z", "shift+enter",
                                "alt+enter", *LETTERS, *DIGITS)
        return press(*self._rng.choices(names, k=self._rng.randint(1, 6)))
