"""The talk on plain lines: a question is read aloud, a line is heard, and what it means happens in the session.

Only this module and its neighbours talk to the session. An answer is on disk before the next question is read.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from dialog.conversation.event import Place
from dialog.errors import EmpowerError
from dialog.face.words import shortened
from dialog.language import talk
from dialog.language.screen import N, tr
from dialog.plain import ask
from dialog.plain.answer import Answering
from dialog.plain.commands import TALK, named
from dialog.plain.face import BEFORE, RESEND, UNKNOWN, WHICH, Gone, Left, Row, chosen, command_of
from dialog.plain.plan import PlanTalk
from dialog.plain.reach import SECTION_CHANGED
from dialog.plain.saying import tell_commands

WELCOME = N("Skriv ? for hjælp, .spring for at gå videre uden svar, og .stop for at stoppe.")
NO_UNDO = N("Der er ikke mere at tage tilbage.")
NO_QUESTION = N("Her er ikke noget spørgsmål lige nu.")
READ = "read:"
ASKED = ("skip", "later", "who", "guide")
"""What is done with a question only."""


class Talk(Answering):
    """`run` until the two stop."""

    def run(self) -> None:
        if self.session.practice:
            self.say_words(talk.PRACTICE)
        self.tell_unread()
        self.face.tell(WELCOME)
        self.go_on()
        self._until_left(self._offer_draft)
        while not self.left:
            self._until_left(self._at_the_end if self.session.state.closed or self.place is None else self._ask)

    def _until_left(self, act: Callable[[], None]) -> None:
        """`.tilbage` and `.stop` are heard in whatever else is asked meanwhile, the plan too."""
        try:
            act()
        except Left as left:
            if not left.stop:
                self.back()
                return
            self.do_stop("")
            if not self.left and self.session.next() != self.place and not self.changing:
                self.go_on()

    # Asking

    def _ask(self) -> None:
        """Reads the question that is up aloud, and hears until it is answered or left."""
        self._only_now()
        self.put_question()
        if self.offered:
            self.face.tell(BEFORE, text=self.offered)
            self.face.tell(RESEND)
        before = ""
        while True:
            line = self._heard()
            command = command_of(line)
            if command:
                if self._command(*command):
                    return
                self._only_now()
                continue
            text = line.strip() or self.offered
            if not text and self.changing and not self.turn.fills:
                self.go_on()
                return
            if self._take(ask.parse(self.question(before), text)):
                return
            before = text
            self._only_now()

    def _only_now(self) -> None:
        """Where the citizen's own hand answers, what was written ahead, or came along with what was no answer, is
        none."""
        if self.typist == "citizen" and self.own_hand:
            self.face.forget()

    def _heard(self) -> str:
        """A line; what was half written when nobody is there any more is kept, where it is words."""
        try:
            heard = self.face.line_or_command()
        except Gone as gone:
            self._keep(gone.half)
            raise
        if words := self._keep(self.face.kept):
            self.offered = ask.in_place(self.question(), words)
        return heard

    def _keep(self, half: str) -> str:
        """The words that are kept."""
        words = ask.half_words(self.question(), half) if self.place and not command_of(half) else ""
        if words and self.place:
            with suppress(EmpowerError):  # there is nobody to tell
                self.session.keep_draft(self.place, words)
        return words

    def _command(self, name: str, rest: str) -> bool:
        if name == "?":
            if self.place is not None:
                self.tell_hint()
            tell_commands(self.face, TALK)
            return False
        command = named(TALK, name)
        if command is None:
            self.face.tell(UNKNOWN, name=name)
            return False
        if self.place is None and command.id in ASKED:
            self.face.tell(NO_QUESTION)
            return False
        act: Callable[[str], bool] = getattr(self, f"do_{command.id}")
        return act(rest)

    # Instead of answering

    def do_undo(self, rest: str) -> bool:
        try:
            undone = self.session.undo()
        except EmpowerError as error:
            self.face.tell_error(error)
            return False
        self.face.tell(undone or NO_UNDO)
        if undone is None:
            return False
        self.go_on()
        self.offered = self.taken_back() if self.place and self.turn.kind == "text" else ""
        return True

    # Beginning and end

    def _offer_draft(self) -> None:
        """What was half written when the talk was cut."""
        draft = self.session.draft()
        if draft is None or self.session.state.closed:
            return
        self.say_words(talk.DRAFT, text=shortened(draft.text, 300))
        take = self.pick(("yes", talk.DRAFT_YES), ("no", talk.DRAFT_NO))
        if take == "no":
            self.session.drop_draft()
        elif take and self.session.state.is_relevant(draft.place):
            place = Place(draft.place.turn) if self.session.turn(draft.place).fills else draft.place
            self._up(place, changing=self.session.state.given(place) is not None)
            self.offered = ask.in_place(self.question(), draft.text)

    def _at_the_end(self) -> None:
        """Nothing is left to ask, or the talk was closed: which way now? Every command can be written here too."""
        closed = self.session.state.closed
        self.say_words(talk.CLOSED if closed else talk.ENDED)
        rows = self.rows(*(("reopen", talk.CONTINUE), ("plan", talk.SEE_PLAN), ("leave", talk.BACK)) if closed else
                         (("plan", talk.SEE_PLAN), ("sections", talk.TO_A_SECTION), ("stop", talk.STOP_YES)))
        rows = [*self._read_again(), *rows] if not closed else rows
        self.face.number(rows, self.label)
        while True:
            line = self.face.line_or_command()
            command, row = command_of(line), chosen(rows, line)
            if self._command(*command) if command else row is not None and self._go(row.id):
                return
            if not command and row is None:
                self.face.tell(WHICH, most=len(rows))

    def _read_again(self) -> list[Row]:
        """The sections that have been changed since the citizen said that they were right."""
        return [Row(f"{READ}{place.turn}", tr("Læs »{section}« igennem igen",
                                              section=self.session.script.section_of(place.turn).title))
                for place in self.changed_since_read()]

    def _go(self, way: str) -> bool:
        if way.startswith(READ):
            self.face.tell(SECTION_CHANGED)
            return self.change(Place(way.removeprefix(READ)))
        match way:
            case "plan":
                return self.do_plan("")
            case "sections":
                return self.do_sections("")
            case "reopen":
                return self._do(self.session.reopen)
            case "stop":
                self._close()
            case _:
                self.left = True
        return True

    def do_stop(self, rest: str) -> bool:
        self.say_words(talk.PRACTICE if self.session.practice else talk.STOP)
        try:
            stop = self.pick(("on", talk.STOP_NO), ("stop", talk.STOP_YES)) == "stop"
        except Left:  # it was said twice
            stop = True
        if stop:
            self._close()
        return self.left or self.back()

    def _close(self) -> None:
        if self._do(self.session.close):
            self.left = True
            if not self.session.practice:
                self.say_words(talk.ALL_KEPT)

    def do_plan(self, rest: str) -> bool:
        place = PlanTalk(self).run()
        if self.session.next() != self.place and not self.changing:
            self.go_on()
        if place is not None:
            self.change(place)
        return True
