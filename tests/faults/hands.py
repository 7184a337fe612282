"""Two people's hands: plays a scenario on the real screen by keyboard, and reads on the screen what is asked.

A shadow of the talk runs beside it (the same scenario and script, no screen). Before each answer the question that
the shadow would ask must stand on the real screen, put to the same person; so what is typed is what was asked for.
"""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from typing import Any

from dialog.language.format import local_date
from dialog.language.talk import DAY_PAST as PASSED
from dialog.language.talk import OWN_HAND_MINE
from dialog.play import Action, Player, practise
from dialog.scenario import Scenario
from dialog.script.kind import is_own_hand
from dialog.script.model import SKIP_REASONS, Turn
from dialog.ui.ask.date import TO_COME
from tests.terminal import Terminal

WHO = {"citizen": "Borger", "caseworker": "Sagsbehandler", "together": "Sammen"}
LETTERS = dict(zip(SKIP_REASONS, "ivda", strict=True))
SCROLLBAR = str.maketrans("", "", "▁▂▃▄▅▆▇█")
GRACE = 0.55
"""Seconds in which the screen takes Enter on an untouched question for a stray one, and a little."""


def question(terminal: Terminal) -> str:
    """The raised part of the screen as one line: from »Svarer nu« and down; all of it where that has scrolled away."""
    lines = terminal.lines()
    for number in range(len(lines) - 1, -1, -1):
        if "Svarer nu" in lines[number]:
            left = lines[number].index("Svarer nu")
            return " ".join(" ".join(line[left:] for line in lines[number:]).translate(SCROLLBAR).split())
    return terminal.flat()


class Hands:
    def __init__(self, terminal: Terminal, scenario: Scenario) -> None:
        self.terminal = terminal
        self.session = practise(scenario)
        self.player = Player(scenario, self.session)
        self.typed = 0

    def close(self) -> None:
        self.session.store.close()

    def play(self, until: str = "") -> None:
        """Answers until the turn `until` is asked, or to the end of the talk."""
        while (action := self.player.next_action()) is not None:
            if until and action.place.turn == until:
                return
            self.await_question(action)
            self._do(action)
            self.player.perform(action)
            self.typed += 1

    def await_question(self, action: Action) -> None:
        """Waits until the shadow's question stands on the screen, put to the right person."""
        place, turn = action.place, self.session.turn(action.place)
        asked = " ".join(self.session.ask(place).split())
        who = f"● {WHO[place.voice or turn.answers]}"

        def there(terminal: Terminal) -> bool:
            shown = question(terminal)
            return who in shown and asked[-30:] in shown

        self.terminal.until(there)

    def _do(self, action: Action) -> None:
        turn = self.session.turn(action.place)
        if action.kind == "skip":
            self._instead(LETTERS[action.value])
        elif action.kind == "put_off":
            self._instead("s")
        elif action.kind == "add_item":
            self.terminal.type(action.value)
            self.terminal.press("enter")
            self.terminal.until(lambda terminal: _begin(action.value) in terminal.flat())
        else:
            self._answer(turn, action.value)
            if is_own_hand(turn, action.place.voice):
                self._by_the_citizen()
        self.terminal.settled(0.06)

    def _instead(self, letter: str) -> None:
        self.terminal.press("f5")
        self.terminal.until("Enter Vælg Esc Tilbage")
        self.terminal.press(letter, "enter")

    def _answer(self, turn: Turn, value: Any) -> None:
        match turn.kind:
            case "say" | "list":
                time.sleep(GRACE)
            case "text":
                self.terminal.type(value)
            case "yesno" | "consent":
                self.terminal.press("j" if value else "n")
            case "scale":
                self.terminal.press(*str(value))
            case "number":
                self.terminal.type(str(value).replace(".", ","))
            case "date":
                day = date.fromisoformat(value)
                self.terminal.type(f"{day.day}/{day.month} {day.year}")
                self._stand_by(turn, day)
            case "read_back":
                self._read_back(value)
            case "rank":
                self._rank(turn, value)
            case _:
                self._choose(turn, value)
        if is_own_hand(turn):
            self.terminal.settled(GRACE)
        self.terminal.press("enter")

    def _by_the_citizen(self) -> None:
        """The citizen takes the keys where the caseworker has them, looks, and presses."""
        self.terminal.settled(0.2)
        if OWN_HAND_MINE in self.terminal.flat():
            self.terminal.settled(GRACE)
            self.terminal.press("j")
            self.terminal.settled(0.4)  # a hand that means it: `ui.steady`
            self.terminal.press("enter")

    def _stand_by(self, turn: Turn, day: date) -> None:
        """The scenario's days have gone by: where a day to come is wanted, it is asked about once."""
        if turn.plan and turn.plan.to.rpartition(".")[2] in TO_COME and day < local_date(datetime.now(UTC)):
            self.terminal.press("enter")
            self.terminal.until(PASSED)

    def _read_back(self, value: Any) -> None:
        self.terminal.press("j" if value["confirmed"] else "i")
        if not value["confirmed"]:
            self.terminal.press("enter")
            self._wait_for_the_field()
            self.terminal.type(value["remark"])

    def _wait_for_the_field(self) -> None:
        """A hand needs a moment from the row for own words to the letters; in one burst they pass the field by."""
        self.terminal.until(
            lambda terminal: any(words in terminal.flat() for words in ("Med egne ord", "Hvad mangler"))
        )
        self.terminal.settled(0.25)

    def _choose(self, turn: Turn, value: Any) -> None:
        ids = [option.id for option in turn.options]
        for chosen in value.get("chosen", ()):
            self._mark(ids.index(chosen), many=turn.kind == "choices")
        if "other" in value:
            self._mark(len(ids), many=turn.kind == "choices")
            if turn.kind == "choice":
                self.terminal.press("enter")
            self._wait_for_the_field()
            self.terminal.type(value["other"])

    def _mark(self, at: int, *, many: bool) -> None:
        """The row's digit; rows beyond the ninth are walked to."""
        if at < 9:
            self.terminal.press(str(at + 1))
        else:
            self.terminal.press("home", *["down"] * at, *["space"] * many)

    def _rank(self, turn: Turn, value: list[str]) -> None:
        """Picks them one after the other, the most important first."""
        names = self.session.state.items(turn.over) if turn.over else [option.id for option in turn.options]
        for at, wanted in enumerate(value[:-1]):
            self.terminal.press("home", *["down"] * names.index(wanted), "space")
            names.insert(at, names.pop(names.index(wanted)))


def _begin(text: str) -> str:
    return " ".join(text.split())[:20]
