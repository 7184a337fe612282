"""The plan read through with the citizen on plain lines, one at a time: does it stand right?

Whatever is said is kept at once, so the two can leave at any line. A line that is mended is asked for anew here and
now, and the reading goes on where it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from dialog.conversation.event import Place
from dialog.errors import EmpowerError
from dialog.face.plan_told import STILL, WAIT, WAITS
from dialog.face.plan_undo import take_back
from dialog.face.words import shortened
from dialog.language import talk
from dialog.language.screen import N, tr
from dialog.plain.commands import REVIEW, named
from dialog.plain.face import PROGRAM, UNKNOWN, Left, Row, chosen, command_of
from dialog.plain.saying import tell_commands

if TYPE_CHECKING:
    from dialog.plain.plan import PlanTalk
    from dialog.plan.model import Line

HOW = N("Skriv 1, 2 eller 3. Skriv ? for hjælp.")
AGAIN = N("De andre ord står nu under borgerens egne. Passer det sådan?")
NO_WAY = N("Det spørgsmål er ikke med lige nu. Sig det med andre ord, eller skriv en bemærkning.")
Way = Place | Literal["agree"] | None
"""How one leaves: to the question that gave a line, to say yes to the plan, or back to it."""


class Review:
    """Begins at the line it was left at, or at the first that has not been gone through."""

    def __init__(self, plan: PlanTalk, at: Line | None = None) -> None:
        self.plan, self.face, self.session = plan, plan.face, plan.session
        self.again = False
        lines = plan.lines
        known = [number for number, line in enumerate(lines) if at is not None and line.id == at.id]
        self.at = known[0] if known else self._waiting(0)

    def run(self) -> Way:
        """Reads until the two leave."""
        while True:
            way = self._line() if self.at < len(self.plan.lines) else self._end()
            if way != "on":
                return way

    def _waiting(self, start: int) -> int:
        """The first line from `start` on that has not been gone through, or the end."""
        lines = self.plan.lines
        found = (n for n in range(start, len(lines)) if self.again or lines[n].reviewed is None)
        return next(found, len(lines))

    def _line(self) -> Way | Literal["on"]:
        up, lines, saying = self.plan.lines[self.at], self.plan.lines, self.plan.talk
        self.face.tell("Linje {number} af {count}.", number=self.at + 1, count=len(lines))
        self.plan.say_line(self.at + 1, up)
        self.plan.say_origin(up)
        saying.say_words(talk.READ_PLAN)
        rows = saying.rows(("yes", talk.LINE_RIGHT), ("mend", talk.LINE_MEND), ("no", talk.LINE_NOT_QUITE))
        self.face.number(rows, saying.label)
        while True:
            heard = self.face.line()
            command, row = command_of(heard), chosen(rows, heard)
            if command:
                if way := self._command(*command):
                    return None if way == "back" else "on"
            elif row is None:
                self.face.tell(HOW)
            else:
                return self._answered(up, row.id)

    def _command(self, name: str, rest: str) -> Literal["on", "back", ""]:
        command = named(REVIEW, name)
        match command.id if command else name:
            case "?":
                tell_commands(self.face, REVIEW)
                return ""
            case "stop":
                raise Left(stop=True)
            case "again":
                return "on"
            case "earlier":
                self.at = max(0, self.at - 1)
                return "on"
            case "later":
                self.at += 1
                return "on"
            case "undo":
                self._undo()
                return "on"
            case "plan":
                return "back"
        self.face.tell(UNKNOWN, name=name)
        return ""

    def _undo(self) -> None:
        """Takes the last yes to a line back, and stands at that line."""
        text, line = take_back(self.session)
        self.face.say(tr(PROGRAM), text)
        self.plan.renew()
        self.at = next((n for n, each in enumerate(self.plan.lines) if each.id == line), self.at)

    def _answered(self, up: Line, verdict: str) -> Way | Literal["on"]:
        try:
            if verdict == "yes":
                if up.reviewed is None:
                    self.session.review(up.id)
                self._on()
            elif verdict == "mend":
                return self._mend(up)
            else:
                self._not_quite(up)
        except EmpowerError as error:
            self.face.tell_error(error)
        return "on"

    def _on(self) -> None:
        self.plan.renew()
        self.at = self._waiting(self.at + 1)

    def _mend(self, up: Line) -> Way | Literal["on"]:
        """To the line's question; back at the plan, the reading goes on here."""
        given = next((event for event in self.session.events if event.id == up.roots[0]), None)
        place: Place = getattr(given, "place", Place(up.turn, up.item, up.voice))
        if not self.session.state.is_relevant(place):
            self.face.tell(NO_WAY)
            return "on"
        self.plan.talk.mending = up.id
        return place

    def _not_quite(self, up: Line) -> None:
        words = () if up.terms is not None else (Row("words", tr("Det skal siges med andre ord")),)
        how = self.face.pick([*words, Row("remark", tr("Skriv en bemærkning")),
                              Row("disagree", tr("Vi er ikke enige om det"))])
        if how == "words" and self.plan.reword(up):
            self.face.tell(AGAIN)
        elif how in ("remark", "disagree"):
            about = tr("Om »{words}«: ", words=shortened(up.text, 40))
            if self.plan.remark(disagrees=how == "disagree", about=about):
                self.at = self.at + 1 if self.again else self._waiting(self.at + 1)

    def _end(self) -> Way | Literal["on"]:
        """What the reading came to, and where to now."""
        wait = sum(line.reviewed is None for line in self.plan.lines)
        if wait:
            self.face.tell(WAITS if wait == 1 else WAIT, count=wait)
            self.face.tell(STILL)
        else:
            self.face.tell("Nu har I læst hele planen. Hver linje står, som den skal.")
        way = self.face.pick([
            Row("agree", tr("Gå videre til jeres ja")),
            Row("again", tr("Læs det, der venter") if wait else tr("Læs planen igennem igen")),
            Row("back", tr("Tilbage til planen"))])
        if way == "again":
            self.again = not wait
            self.at = self._waiting(0)
            return "on"
        return "agree" if way == "agree" else None
