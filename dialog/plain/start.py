"""The list on plain lines: whom are we talking with today? Citizens are named only when somebody asks for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from dialog.errors import EmpowerError
from dialog.face.due import due, due_text, glance, in_order
from dialog.face.idle import lock_after
from dialog.face.people import Person, begin, people, placed, practise, resume, scores
from dialog.face.when import day_name, moment
from dialog.language.format import local_date
from dialog.language.screen import N, speak, tr
from dialog.plain import forms
from dialog.plain.commands import LIST, named
from dialog.plain.face import PROGRAM, UNKNOWN, Face, Left, Row, command_of
from dialog.plain.lock import Check, lock
from dialog.plain.saying import ABOUT, tell_commands
from dialog.plain.talk import Talk

if TYPE_CHECKING:
    from dialog.session import Session
    from dialog.store import Store

SCRIPT = "first_conversation"
FIND = N("Skriv et navn eller et sagsnummer. Skriv ? for kommandoerne.")
EMPTY = N("Her er ingen borgere endnu. Skriv .ny, når du sidder med den første. Vil du se det hele først, så skriv "
          ".øv: det er en opdigtet borger, og alt forsvinder igen.")
SHOW_CPR = N("Nummeret bliver stående på terminalen, og det bliver noteret, at det er vist.")
ONCE = N("Borgerens tal er skrevet ned. Sætter I tal på igen en dag, kan I her se, om noget har flyttet sig.")


class Start:
    """`run` until the program is to be closed."""

    def __init__(self, face: Face, store: Store, check: Check) -> None:
        self.face, self.store, self.check = face, store, check
        face.locks = lambda: lock(face, check)
        face.patience = lambda: lock_after(store)
        self.people: list[Person] = []
        self.left = False

    def run(self) -> None:
        self._settle_in()
        while not self.left:
            heard = self.face.line_or_command()
            command = command_of(heard)
            try:
                if command:
                    self._command(*command)
                elif heard.strip():
                    self._find(heard.strip())
            except Left as left:
                if left.stop:
                    self.do_stop("")
                else:
                    self.face.tell(FIND)
            except EmpowerError as error:
                self.face.practice = False
                self.face.tell_error(error)

    def _settle_in(self) -> None:
        """Speak as was chosen, greet, and tell the first time how the lines go."""
        if language := self.store.setting("screen_language"):
            speak(language)
        name = (self.store.setting("coordinator_name") or "").strip().partition(" ")[0]
        self.face.say(tr(PROGRAM), tr("Goddag, {name}.", name=name) if name else tr("Goddag."))
        if self.store.setting("tour_seen") == "no":
            self.do_about("")
            self.store.set_setting("tour_seen", "yes")
        self._look()

    def _look(self) -> None:
        """What waits today, without a name."""
        self.people = in_order([placed(self.store, each) for each in people(self.store)], datetime.now(UTC))
        if told := glance(self.people, datetime.now(UTC)):
            self.face.say(tr(PROGRAM), told)
        self.face.tell(FIND if self.people else EMPTY)

    def _command(self, name: str, rest: str) -> None:
        command = named(LIST, name)
        if name == "?":
            tell_commands(self.face, LIST)
        elif command is None:
            self.face.tell(UNKNOWN, name=name)
        else:
            act: Callable[[str], None] = getattr(self, f"do_{command.id}")
            act(rest)

    # Finding

    def do_all(self, rest: str) -> None:
        self._choose(self.people)

    def _find(self, words: str) -> None:
        self._choose([person for person in self.people if person.matches(words)])

    def _choose(self, found: Sequence[Person]) -> None:
        if not found:
            self.face.tell("Ingen borger passer til det. Skriv .ny for at oprette en.")
            return
        now = datetime.now(UTC)
        rows = [Row(str(at), self._named(person, now)) for at, person in enumerate(found)]
        if len(found) > 1:
            self.face.tell("Skriv nummeret. En tom linje går tilbage.")
        chosen = self.face.pick(rows) if len(found) > 1 else "0"
        if chosen is not None:
            self._person(found[int(chosen)])

    def _named(self, person: Person, now: datetime) -> str:
        waits = due(person, now)
        text = tr("{name}, sag {case}. {state}", name=person.citizen.name, case=person.citizen.case_reference,
                  state=person.state)
        return tr("{person}. {due}", person=text, due=due_text(waits, now)) if waits else text

    # One citizen

    def _person(self, person: Person) -> None:
        citizen, now = person.citizen, datetime.now(UTC)
        self.face.tell("{name}, sag {case}.", name=citizen.name, case=citizen.case_reference)
        if citizen.cpr:
            self.face.tell("CPR {date}. De fire sidste cifre er dækket.", date=citizen.cpr[:6])
        if shown := self.store.cpr_shown(citizen.id) if citizen.cpr else None:
            self.face.tell("Nummeret blev sidst vist {when}.", when=moment(shown, now))
        talks = self.store.conversations(citizen.id)
        rows = [Row(f"talk:{at}", tr("Fortsæt samtalen fra {when}, {count} svar", when=moment(talk.started_at, now),
                                     count=talk.answers)) for at, talk in enumerate(talks)]
        rows.append(Row("begin", tr("Begynd en ny samtale") if talks else tr("Begynd den første samtale")))
        rows.append(Row("edit", tr("Ret oplysninger")))
        rows += [Row("scores", tr("Borgerens tal fra gang til gang"))] if talks else []
        rows += [Row("cpr", tr("Vis CPR-nummeret"))] if citizen.cpr else []
        self.face.tell("Skriv nummeret. En tom linje går tilbage til listen.")
        way = self.face.pick(rows)
        match (way or "").partition(":"):
            case ("talk", _, at):
                self._talk(lambda: resume(self.store, talks[int(at)].id))
            case ("begin", _, _):
                self._talk(lambda: begin(self.store, citizen, SCRIPT))
            case ("edit", _, _):
                forms.citizen(self.face, self.store, citizen)
                self._look()
            case ("scores", _, _):
                self._say_scores(person)
            case ("cpr", _, _):
                self._show_cpr(person)
            case _:
                self.face.tell(FIND)

    def _say_scores(self, person: Person) -> None:
        """The citizen's own numbers, where one was given more than once."""
        today = local_date(datetime.now(UTC))
        moved = [each for each in scores(self.store, self.store.conversations(person.citizen.id))
                 if len(each.scores) > 1]
        if not moved:
            self.face.tell(ONCE)
        for each in moved:
            self.face.tell("{about}", about=f"{each.asked} {each.item}".strip())
            for day, score in each.scores:
                self.face.say(tr("Borger"), tr("{day}: {score} af 10", day=day_name(day, today), score=score))
        self._person(person)

    def _show_cpr(self, person: Person) -> None:
        """Noted first, and then said; a terminal cannot take it back."""
        self.face.tell(SHOW_CPR)
        rows = [Row("yes", tr("Ja, vis det")), Row("no", tr("Nej, lad det være dækket"))]
        if self.face.pick(rows, sure=True) == "yes":
            self.face.tell("CPR {cpr}", cpr=self.store.show_cpr(person.citizen.id, datetime.now(UTC)))
            self.face.asked.clear()
        self._person(person)

    def _talk(self, make: Callable[[], Session]) -> None:
        Talk(self.face, make(), self.check).run()
        self._look()

    # The other ways

    def do_new(self, rest: str) -> None:
        if (made := forms.citizen(self.face, self.store, name=rest)) is not None:
            self._look()
            self._choose([person for person in self.people if person.citizen.id == made.id])

    def do_practise(self, rest: str) -> None:
        rehearse(self.face, self.check)
        self._look()

    def do_settings(self, rest: str) -> None:
        forms.settings(self.face, self.store)

    def do_lock(self, rest: str) -> None:
        lock(self.face, self.check)
        self._look()

    def do_about(self, rest: str) -> None:
        for text in ABOUT:
            self.face.tell(text)

    def do_stop(self, rest: str) -> None:
        self.face.tell("Alt er gemt. På gensyn.")
        self.left = True


def rehearse(face: Face, check: Check | None = None) -> None:
    """A talk with an invented citizen, in a file that is gone afterwards."""
    session = practise(SCRIPT)
    face.practice = True
    try:
        Talk(face, session, check).run()
    finally:
        session.store.close()
    face.practice = False
