"""How a talk is read aloud, line by line: the question in its two languages, what was said, how far it has come."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from dialog.conversation.event import Answered, ItemAdded, Place
from dialog.face.tongues import Two, how_told
from dialog.face.turn_taking import TurnTaking
from dialog.language import talk
from dialog.language.format import local_date
from dialog.language.screen import N, screen_language, tr
from dialog.plain import ask
from dialog.plain.commands import Command, spoken
from dialog.plain.face import LANGUAGES, NAMES, PROGRAM, Face, Row
from dialog.plain.question import Question

if TYPE_CHECKING:
    from dialog.script.model import Turn
    from dialog.session import Session

HELP = N("Til hjælp")
ABOUT = (
    N("Programmet er en samtale om det, borgeren gerne vil, og en plan i borgerens egne ord."),
    N("Hver linje siger først, hvem der taler. Svar med et nummer eller med ord, og tryk Enter."),
    N("Det, der er sendt, er gemt. Det, der er skrevet på terminalen, bliver stående, også når programmet er lukket."),
    N("Et svar, der begynder med en prik og et bogstav, skal have et mellemrum foran, så det ikke ligner en kommando."),
    N("Et langt svar går videre på næste linje, når linjen slutter med mellemrum og +."),
    N("På en smal terminal går en lang linje videre i en række, der begynder med +."),
    N("Her låses ikke af sig selv. Skriv .lås, når I går fra terminalen; det høres ved alle spørgsmål.")
    if sys.platform == "win32" else
    N("Skriv .lås, når I går fra terminalen; det høres ved alle spørgsmål. Har ingen skrevet noget i nogle minutter, "
      "låses der af sig selv."),
)


class Saying(TurnTaking):
    """Whose turn it is, and how it is said."""

    def __init__(self, face: Face, session: Session) -> None:
        super().__init__(session)
        self.face = face
        self.section = ""
        self._hinted: set[str] = set()
        self._told_who: object = None

    # Two languages

    @property
    def label(self) -> str:
        """What the language beneath is called."""
        return tr(LANGUAGES.get(self.tongues.beneath, LANGUAGES["da"]))

    def say(self, who: str, text: Two) -> None:
        self.face.say(who, *text, label=self.label)

    def say_words(self, danish: str, **slots: object) -> None:
        """The program's own words that the citizen meets."""
        self.say(tr(PROGRAM), self.tongues.say(danish, **slots))

    def rows(self, *texts: tuple[str, str]) -> list[Row]:
        """(id, the program's Danish words) to choose among."""
        return [Row(id, *self.tongues.say(text)) for id, text in texts]

    def pick(self, *texts: tuple[str, str], told: str = "", sure: bool = False) -> str | None:
        return self.face.pick(self.rows(*texts), self.label, told, sure=sure)

    def tell_unread(self) -> None:
        """Why a talk in another language stands in Danish, where its file has a fault."""
        self.session.phrasing(self.session.language)
        if self.session.unread is not None:
            self.face.tell_error(self.session.unread)

    # The question that is up

    def question(self, before: str = "") -> Question:
        if self.place is None:
            raise LookupError("no question is up")
        place, tongues = self.place, self.tongues
        return Question(
            place=place, turn=self.turn, beneath=self.session.turn(place, tongues.beneath or tongues.first),
            tongues=tongues, today=local_date(datetime.now().astimezone()), value=self.value, names=self.names,
            room=self.room, before=before)

    def put_question(self) -> None:
        """All of it, in the order that a person would say it."""
        place, turn, session = self.place, self.turn, self.session
        if place is None:
            return
        self._put_section(turn.section)
        who = tr(NAMES[turn.asks])
        says = tr("{who} siger", who=who) if turn.kind == "say" else tr("{who} spørger", who=who)
        self.say(says, self.tongues.both(lambda code: session.ask(place, code)))
        self.say(tr(HELP), self.tongues.both(lambda code: session.help(place, code)))
        self._put_around(place, turn)
        self._put_who(turn)
        self._put_choices(turn)

    def _put_section(self, section: str) -> None:
        """Told when it is another than before."""
        if section == self.section:
            return
        self.section = section
        parts = [part.section.id for part in self.session.progress().sections]
        title = self.title(section)
        number = parts.index(section) + 1 if section in parts else 1
        self.face.say(tr(PROGRAM), tr("Afsnit {number} af {count}: {title}", number=number, count=len(parts),
                                      title=title.first), title.beneath, self.label)

    def title(self, section: str) -> Two:
        """What a section is called."""
        return self.tongues.both(lambda code: next(
            each.title for each in self.session.phrasing(code).script.sections if each.id == section))

    def _put_around(self, place: Place, turn: Turn) -> None:
        """What the answer has to be seen in the light of."""
        if turn.kind == "consent":
            self._put_terms(place)
        elif turn.kind == "read_back":
            self.put_summary(turn.section)
        elif turn.fills and self.session.state.items(turn.fills):
            self.face.tell("På listen står nu:")
            self.face.number(Row(id, words) for id, words in self.names.items())
        elif first := self.first_score:
            self.say_answer(first.place)
        if self.changing and not turn.fills:
            self.face.tell("I retter et tidligere svar. En tom linje lader det stå, som det er. Det er nu:")
            self.say_answer(place)

    def _put_terms(self, place: Place) -> None:
        terms = {code: self.session.turn(place, code).terms for code in (self.tongues.first, self.tongues.beneath)}
        for name, label in talk.CONSENT.items():
            told = self.tongues.both(lambda code, name=name: getattr(terms[code], name, ""))  # type: ignore[misc]
            self.say(self.tongues.word(label), told)
        self.say_words(talk.CONSENT_FREE)

    def _put_who(self, turn: Turn) -> None:
        """Who answers and who is at the keys, told when it is another than before."""
        now = (self.voice, self.typist, self.own_hand)
        if now == self._told_who or turn.kind == "say":
            return
        self._told_who = now
        self.tell_who()
        if now[2]:
            self.face.tell("Det her svarer borgeren selv på.")

    def tell_who(self) -> None:
        self.face.tell("Svarer nu: {voice}. Ved tasterne: {typist}.", voice=tr(NAMES[self.voice]),
                       typist=tr(NAMES[self.typist]))

    def _put_choices(self, turn: Turn) -> None:
        question = self.question()
        for score, text in turn.ends.items():
            beneath = question.beneath.ends.get(score, "")
            self.face.number([Row("", text, beneath if beneath != text else "")], self.label, first=score)
        self.face.number(ask.rows(question), self.label)
        if turn.unit:
            self.face.tell("Tallet er i {unit}.", unit=turn.unit)
        if turn.kind not in self._hinted or turn.kind == "say":
            self._hinted.add(turn.kind)
            self.tell_hint()

    def tell_hint(self) -> None:
        hint = ask.hint(self.question())
        self.face.tell(hint.text, **hint.slots)

    # What was said

    def say_answer(self, place: Place) -> None:
        """Under the name of the one who gave it."""
        given = self.session.state.given(place)
        if given is not None:
            self.say(tr(NAMES[given.said_by]), self.tongues.both(lambda code: self.session.said_at(place, code)))

    def tell_how(self, event: object) -> None:
        """How the words came about, where they were not simply said in Danish."""
        if isinstance(event, Answered | ItemAdded) and (how := how_told(event, event.shown)):
            self.face.say(tr(PROGRAM), how)

    def put_summary(self, section: str) -> None:
        """The section in the citizen's words, a question only once."""
        asked = ""
        for each in self.session.summary(section):
            if each.asked != asked:
                self.say(tr("Spørgsmålet var"), self.tongues.both(
                    lambda code, place=each.place: self.session.ask(place, code)))  # type: ignore[misc]
            self.say_answer(each.place)
            self.tell_how(self.session.state.given(each.place))
            asked = each.asked

    def answers(self, section: str = "") -> list[Place]:
        """Those that hold now and can be changed, of a section or of all, in the order of the script."""
        state, script = self.session.state, self.session.script
        return [place for place in state.relevant() if self.is_told(place)
                and section in ("", script.by_id[place.turn].section) and place != self.place]

    def is_told(self, place: Place) -> bool:
        """Whether somebody said something there; the end of a list says nothing where the list has items."""
        state, turn = self.session.state, self.session.script.by_id[place.turn]
        ends = bool(turn.fills) and place.item is None and bool(state.items(turn.fills))
        return state.given(place) is not None and turn.kind != "say" and not ends

    def answer_rows(self, places: Iterable[Place]) -> list[Row]:
        """Question and answer, to be chosen by number."""
        return [Row(str(number), *self._exchange(place)) for number, place in enumerate(places)]

    def _exchange(self, place: Place) -> Two:
        given = self.session.state.given(place)
        who = tr(NAMES[given.said_by]) if given else ""
        return self.tongues.both(lambda code: tr(
            "{asked} {who}: {said}", asked=self.session.ask(place, code), who=who,
            said=self.session.said_at(place, code)))

    # Help

    def do_about(self, rest: str) -> bool:
        from dialog import __version__

        self.face.tell("empower, udgave {version}.", version=__version__)
        for text in ABOUT:
            self.face.tell(text)
        return False


def tell_commands(face: Face, commands: Sequence[Command]) -> None:
    """Each with what it does; how they are written shorter, where their short names are the screen's."""
    for each in commands:
        face.say(each.shown, spoken(tr(each.does)))
    shorts = [f"{each.shown} .{each.short}" for each in commands if each.short] if screen_language() == "da" else []
    if shorts:
        face.tell("Kortere: {shorts}.", shorts=", ".join(shorts))
