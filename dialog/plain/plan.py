"""The plan on plain lines: read it, mend it, say yes to it, take it along, end it.

A yes is given by the one who sits at the keys, and by nobody else; what was written before the question was read does
not count.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dialog.conversation.event import Place
from dialog.errors import EmpowerError
from dialog.face import plan_told as told
from dialog.face.plan_undo import take_back
from dialog.language import talk as words
from dialog.language.screen import N, tr
from dialog.plain.commands import PLAN, named
from dialog.plain.face import NAMES, PROGRAM, STOP, UNKNOWN, Left, command_of
from dialog.plain.lock import lock
from dialog.plain.plan_writing import PlanWriting
from dialog.plain.review import Review
from dialog.plain.saying import tell_commands

if TYPE_CHECKING:
    from dialog.plain.answer import Answering
    from dialog.plan.model import Line
    from dialog.script.model import Voice

WELCOME = N("Skriv en linjes nummer for at høre, hvor den kommer fra. Skriv ? for kommandoerne, og .samtalen for at gå "
            "tilbage.")
GIVE = {"citizen": N("Nu sidder sagsbehandleren ved tasterne. Skriv .taster, så kan borgeren selv sige ja."),
        "caseworker": N("Nu sidder borgeren ved tasterne. Skriv .taster, så kan sagsbehandleren selv sige ja.")}


class PlanTalk(PlanWriting):
    """`run` returns the place of a question that would fill a gap or mend a line, or None."""

    def __init__(self, talk: Answering) -> None:
        super().__init__(talk)
        self.goes_to: Place | None = None
        self.done = False

    def run(self) -> Place | None:
        mending, self.talk.mending = self.talk.mending, None
        if mending is not None:
            self._review(self.plan.line(mending))
        else:
            self.read()
            self.face.tell(WELCOME)
            try:
                self.offer_draft()
            except Left as left:
                if left.stop:
                    raise
                self.face.tell(WELCOME)
        while not self.done:
            self._hear()
        return self.goes_to

    def _hear(self) -> None:
        heard = self.face.line_or_command()
        command = command_of(heard)
        try:
            if command:
                self._command(*command)
            elif line := self.numbered(heard):
                self.say_origin(line)
        except Left as left:
            if left.stop:
                raise
            self.face.tell(WELCOME)
        except EmpowerError as error:
            self.face.tell_error(error)
        self.renew()

    def _command(self, name: str, rest: str) -> None:
        command = named(PLAN, name)
        if name == "?":
            tell_commands(self.face, PLAN)
        elif name in STOP:
            raise Left(stop=True)
        elif command is None:
            self.face.tell(UNKNOWN, name=name)
        else:
            act: Callable[[str], object] = getattr(self, f"do_{command.id}")
            act(rest)

    # Reading

    def do_again(self, rest: str) -> None:
        self.read()

    def do_talk(self, rest: str) -> None:
        self.done = True

    def do_about(self, rest: str) -> None:
        self.talk.do_about(rest)

    def do_lock(self, rest: str) -> None:
        lock(self.face, self.talk.check)
        self.face.tell("Låst op. I fortsætter, hvor I slap.")
        self.face.tell(WELCOME)

    def do_missing(self, rest: str) -> None:
        self._leave_for(self.missing())

    def do_read(self, rest: str) -> None:
        if not self.plan.sections:
            self.face.tell("Planen er tom endnu. Der er ikke noget at læse.")
        elif not self.is_ended():
            self._review(None)

    def _review(self, at: Line | None) -> None:
        way = Review(self, at).run()
        self.renew()
        if way == "agree":
            self.do_agree("")
        elif isinstance(way, Place):
            self._leave_for(way)
        else:
            self.face.tell(WELCOME)

    def _leave_for(self, place: Place | None) -> None:
        if place is not None:
            self.goes_to, self.done = place, True

    # Yes

    def do_keys(self, rest: str) -> None:
        """The keys go to the other; only the one who has them can say yes."""
        self.hands = "citizen" if self.hands == "caseworker" else "caseworker"
        self.face.forget()  # what came along with it was written before they had the keys
        self.face.tell("Ved tasterne: {who}. Skriv .ja for at sige ja til planen.", who=tr(NAMES[self.hands]))

    def do_agree(self, rest: str) -> None:
        """A yes to the plan as it stands, by the one whose hands are on the keys."""
        by = self.hands
        given = told.latest(self.plan, by)
        if not self.plan.sections:
            self.face.tell("Planen er tom endnu. Der er ikke noget at sige ja til.")
            return
        if self.is_ended():
            return
        if given is not None and given.valid:
            self.face.say(tr(NAMES[by]), tr("Har sagt ja til planen, som den står nu."))
            self.face.tell(GIVE["citizen" if by == "caseworker" else "caseworker"])
            return
        if lacks := told.lacking(self.plan):
            self.face.say(tr(PROGRAM), tr("{lacks} I kan godt sige ja alligevel.", lacks=lacks))
        self.face.tell("Ved tasterne: {who}.", who=tr(NAMES[by]))
        self.talk.say_words(words.AGREE)
        self.talk.say_words(words.AGREE_DRAFT)
        if self.talk.pick(("yes", words.YES), ("no", words.NOT_YET), sure=True) == "yes":
            self._agree(by)

    def _agree(self, by: Voice) -> None:
        self.session.agree(by, typed_by=by)
        if self.session.plan().agreed:
            self.talk.say_words(words.AGREED_BOTH)
        else:
            self.face.say(tr(NAMES[by]), tr("Har sagt ja til planen, som den står nu."))
            self.face.tell(GIVE["citizen" if by == "caseworker" else "caseworker"])

    # Its life

    def do_undo(self, rest: str) -> None:
        self.face.say(tr(PROGRAM), take_back(self.session)[0])

    def do_end(self, rest: str) -> None:
        if not self.plan.sections:
            self.face.tell("Planen er tom endnu. Der er ikke noget at afslutte.")
        elif self.plan.ended is not None:
            if self.sure(N("Skal planen tages op igen?"), N("Ja, tag den op igen"), N("Nej, lad den hvile")):
                self.session.take_up_plan(self.hands)
                self.face.tell("Planen lever videre.")
        else:
            self.end()
