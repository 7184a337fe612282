"""Hands at the plain face: lines that are written one after another, and a whole scenario turned into such lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dialog.conversation.event import Place
from dialog.language import talk as words
from dialog.language.number import typed_number
from dialog.plain import ask
from dialog.plain.face import Face, Gone, Rested
from dialog.plain.question import NOT_QUITE, OTHER, Question
from dialog.plain.talk import Talk
from dialog.play import Action, Player
from dialog.session import Session

WHO = {"citizen": "borger", "caseworker": "sagsbehandler", "together": "sammen"}


class Hands:
    """A face whose lines come from a list, and what it said; `Rested` in the list is a long while without
    one. When the list is empty, nobody is there any more."""

    def __init__(self, lines: Iterable[str | Rested] = ()) -> None:
        self.lines = iter(lines)
        self.waited: list[float | None] = []
        """How long each one was waited for who then wrote nothing."""
        self.said: list[str] = []
        self.rested: list[float] = []
        self.face = Face(self.hear, self.said.append, rest=self.rested.append)

    def hear(self, secret: bool, patience: float | None = None) -> str:
        for line in self.lines:
            if isinstance(line, Rested):
                self.waited.append(patience)
                raise line
            return line
        raise Gone

    @property
    def text(self) -> str:
        return "\n".join(self.said)


def written(text: str) -> list[str]:
    """The lines that a person writes for a text of any kind."""
    first, *rest = text.split("\n")
    pieces = [f" {first}" if first.startswith((".", "?")) else first, *rest]
    *before, last = pieces
    return [*(f"{piece} +" for piece in before), f"{last} " if last.endswith(" +") else last]


def answering(question: Question, value: Any) -> list[str]:
    """The lines that give this value."""
    numbers = {row.id: str(number) for number, row in enumerate(ask.rows(question), 1)}
    match question.turn.kind:
        case "say" | "list":
            return [""]
        case "text":
            return written(value)
        case "yesno" | "consent":
            return ["1" if value else "2"]
        case "choice" | "choices":
            picked = [numbers[each] for each in value.get("chosen", ())]
            if OTHER in value:
                return written(" ".join([*picked, numbers[OTHER], value[OTHER]]))
            return [" ".join(picked) or "0"]
        case "rank":
            return [" ".join(numbers[each] for each in value)]
        case "number":
            return [typed_number(value)]
        case "read_back":
            return ["1"] if value["confirmed"] else written(f"{numbers[NOT_QUITE]} {value['remark']}")
    return [str(value)]


class Typist:
    """Writes a scenario, as two people would who pass the keys between them."""

    def __init__(self, player: Player) -> None:
        self.player = player
        self.hands = Hands()

    def play(self) -> Session:
        """The whole talk; a break is a program that was left and opened again."""
        session = self.player.session
        while not session.state.closed:
            talk = Talk(self.hands.face, session)
            self.hands.lines = self._lines(talk)
            try:
                talk.run()
            except Gone:
                session = Session.resume(session.store, session.conversation.id, clock=session._clock,
                                         new_id=session._new_id)
                self.player.session = session
        return session

    def _lines(self, talk: Talk) -> Iterator[str]:
        while (action := self.player.next_action()) is not None:
            if action.kind == "break":
                return
            yield from self._act(talk, action)
        self.player.finish()
        yield from self._end(talk)

    def _act(self, talk: Talk, action: Action) -> Iterator[str]:
        place = action.place
        if action.kind in ("remove_item", "reword_item"):
            yield from (".taster borger", ".ret alt", self._number(talk, place))
            yield from ["2"] if action.kind == "remove_item" else ["1", *written(action.value)]
            yield from self._yes()
            return
        yield from self._to(talk, place)
        yield f".taster {WHO[talk.voice]}"
        match action.kind:
            case "answer":
                lines = answering(talk.question(), action.value)
                yield from lines
                if "Den dag er gået" in self.hands.said[-1]:
                    yield from lines
            case "skip":
                yield f".spring {words.SKIPS[action.value]}"
            case "put_off":
                yield ".senere"
            case "add_item":
                yield from written(action.value)
        yield from self._yes()

    def _to(self, talk: Talk, place: Place) -> Iterator[str]:
        """To the place, where it is not the one that is up."""
        if talk.changing and talk.place != place:
            yield ""
        if talk.place == place:
            return
        yield ".ret alt"
        if place in talk.answers():
            yield self._number(talk, place)
        else:  # a list is opened by one of its things
            yield self._number(talk, next(each for each in talk.answers() if each.turn == place.turn))
            yield "3"

    def _number(self, talk: Talk, place: Place) -> str:
        return str(talk.answers().index(place) + 1)

    def _yes(self) -> Iterator[str]:
        """What goes to rest was told; it is meant."""
        if any(line.endswith((words.MEND_YES, words.REMOVE_YES)) for line in self.hands.said[-4:]):
            yield "1"

    def _end(self, talk: Talk) -> Iterator[str]:
        scenario = self.player.scenario
        if scenario.remarks or scenario.agree:
            yield ".plan"
            for remark in scenario.remarks:
                yield ".uenig" if remark.get("disagrees") == "true" else ".bemærk"
                yield from written(remark["text"])
            at = "caseworker"
            for voice in scenario.agree:
                if voice != at:
                    yield ".taster"
                    at = voice
                yield from (".ja", "1")
            yield ".samtalen"
        yield from (".stop", "2")
