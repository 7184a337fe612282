"""The conversation, shown: the question and all around it, as the session has it now, in the languages spoken now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from time import monotonic

from textual.content import Content

from dialog.face.tongues import Two
from dialog.language import talk
from dialog.language.screen import tr
from dialog.script.model import Voice
from dialog.ui.screen import conversation_words as w
from dialog.ui.screen.conversation_frame import (
    ANSWERS,
    HANDING,
    HELP,
    QUESTION,
    ROOMY,
    TERMS,
    TWO_PANES,
    ConversationFrame,
    put,
)
from dialog.ui.text import BAR, line, muted, words
from dialog.ui.two import both, quiet
from dialog.ui.widget.rows import Choice

ROOM_FOR_TWO, ROOM_FOR_OWN = 30, 22
"""Rows from which the help in two languages stands above the answer, and from which that it is the citizen's own."""
READ = "read:"
"""Before the turn of a read-back, where it is offered again."""


class ConversationShown(ConversationFrame):
    """`show` puts everything as the session has it now."""

    def fit(self, width: int, height: int) -> None:
        super().fit(width, height)
        self.call_after_refresh(self.show_trail)
        self._show_practice(width)
        self._show_past()
        if self.asking:
            self.lay_text()
            self.bring_soon()

    def show(self, note: str | Two = "") -> None:
        """Everything as the session has it now, in one painting, and a sentence about what just changed."""
        with self.app.batch_update():
            self._show_around()
            self.give_room()
            if self.asking:
                self._show_parts(True)
                self.lay_text()
                self.show_voice()
                self.answering.show(self.talk.question())
                self.hint.show(self.answering.keys)
                self.tell(note or self.standing)
            else:
                self._show_end(note)
            room = self.app.size.height >= ROOM_FOR_OWN
            self._telling = room and self.asking and not note and bool(self.standing)
            self.bring_soon()
        self.asked_at = monotonic()
        self.steady.show(self.asked_at)
        self.plan_soon()

    def put_in_words(self, note: str | Two = "") -> None:
        """The same in the language that is spoken now: what is picked and half written stays as it is."""
        with self.app.batch_update():
            self._show_around()
            self._show_practice(self.size.width)
            self.give_room()
            if self.asking:
                self._show_parts(True)
                self.lay_text()
                self.show_voice()
                self.answering.put_in(self.talk.question())
                self.hint.show(self.answering.keys)
                self.answering.first.focus()
                self.tell(note)
            else:
                self._show_end(note)

    def ask_beside(self, text: str, rows: Sequence[w.Row], then: Callable[[str], None], *, escape: str) -> None:
        """A question of the program's own beside the question, in the languages spoken now."""
        tongues = self.talk.tongues
        self.beside(tongues.say(text), w.choices(tongues, rows), then, escape=escape)

    @property
    def standing(self) -> str | Two:
        """What is told for as long as this question is up."""
        return self.talk.tongues.say(talk.CHANGING) if self.talk.changing else ""

    @property
    def asking(self) -> bool:
        """Whether a question is up."""
        return self.talk.place is not None and not self.session.state.closed

    def _show_around(self) -> None:
        """What stands around the question."""
        self.aside.close()
        self._show_own_keys()
        self._show_past()
        self.show_trail()
        self.guide_text.display = False

    def _show_past(self) -> None:
        """On a low screen an answer's own row is worth more than the notes and the other language beneath it."""
        past = self.talk.past()
        if self.app.size.height < ROOM_FOR_OWN:
            past = [replace(block, paragraphs=tuple(each for each in block.paragraphs if each.bar or not each.indent))
                    for block in past]
        self.past.show(past)

    def lay_text(self) -> None:
        """What is asked, and the help: what there is no room for stands below the answer."""
        self.answering.alone(self.given_way >= ANSWERS)
        self.aside.alone(self.given_way >= ANSWERS)
        if self.given_way >= ANSWERS:
            put(self.told, self.told_alone)
        if not self.asking:
            put(self.asked, self._ended())
            return
        asked, help_text = self.talk.text()
        turn, way, height = self.talk.turn, self.given_way, self.app.size.height
        alone, two = way >= QUESTION, bool(asked.beneath) and height < ROOM_FOR_TWO
        shown = both(Two(asked.first) if alone else asked, strong=turn.kind != "say")
        put(self.asked, line(self._asker(turn.asks), shown))
        help, own = quiet(help_text), self._own_hand()
        if self.handing:  # which says whose it is
            help = own = Content()
            self.aside.say(self.talk.tongues.say(talk.OWN_HAND) if way < HANDING else "")
        low_help, low_own = two or way >= HELP, height < ROOM_FOR_OWN or way >= HELP
        put(self.help_text, _under(Content() if low_help else help, Content() if low_own else own))
        put(self.below, _under(
            muted(asked.beneath) if alone else Content(), self.answering.terms(below=way >= TERMS),
            own if low_own else Content(), help if low_help else Content()))
        self.below.display = bool(self.below.content) and (self.handing or not self.aside.open)

    @property
    def handing(self) -> bool:
        """Whether the citizen is asked to take the keys, with what is picked in sight."""
        return self.aside.open and self.answering.display

    def _asker(self, voice: Voice) -> Content:
        """Who asks, where that is not the caseworker."""
        if voice == "caseworker":
            return Content()
        return line(words(f"{BAR[voice]} {self.talk.tongues.word(talk.WHO[voice])}", voice, strong=True), "\n")

    def _own_hand(self) -> Content:
        """That this one is the citizen's own to answer."""
        if not self.talk.own_hand:
            return Content()
        mine = self.talk.typist == "citizen"
        return both(self.talk.tongues.say(talk.OWN_HAND if mine else talk.OWN_HAND_ONLY), "citizen")

    def _show_practice(self, width: int) -> None:
        said = self.talk.tongues.word(talk.PRACTICE) if width >= ROOMY else tr(w.PRACTICE_SHORT)
        put(self.practice, Content() if self.app.size.height < ROOM_FOR_OWN else muted(said))

    def _show_own_keys(self) -> None:
        """Esc does not stop while it leaves an earlier answer as it is."""
        usual = self.usual_keys or self.KEYS
        self.show_keys(*usual[:-1], w.KEEP_KEY if self.talk.changing and not self.usual_keys else usual[-1])

    def _show_end(self, note: str | Two) -> None:
        closed, tongues = self.session.state.closed, self.talk.tongues
        self._show_parts(False)
        put(self.asked, self._ended())
        again = () if closed else self._read_again()
        self.aside.put(note, (*again, *w.choices(tongues, w.CLOSED if closed else w.ENDED)), self.after_end,
                       escape="leave" if closed else "stop")
        self.show_keys(*w.END_KEYS)
        self.tell("")

    def _ended(self) -> Content:
        """That all is asked, or that the talk is closed."""
        said = self.talk.tongues.say(talk.CLOSED if self.session.state.closed else talk.ENDED)
        return both(Two(said.first) if self.given_way >= QUESTION else said, strong=True)

    def _read_again(self) -> Iterator[Choice]:
        """The sections that have been changed since the citizen said that they were right."""
        for place in self.talk.changed_since_read():
            title = self.session.script.section_of(place.turn).title
            yield Choice(f"{READ}{place.turn}", tr(w.READ_AGAIN, section=title), tr(w.SECTION_CHANGED))

    def _show_parts(self, up: bool) -> None:
        for part in (self.speaker, self.help_text, self.below, self.answering):
            part.display = up
        self.hint_in_sight(up)

    def after_end(self, choice: str) -> None:
        """What is to happen when nothing is left to ask."""
        raise NotImplementedError

    def show_voice(self) -> None:
        place = self.talk.place
        fixed = self.talk.own_hand or (place is not None and place.voice is not None)
        typist = "citizen" if self.handing else self.talk.typist
        self.speaker.put(self.talk.voice, typist, self.talk.tongues, fixed=fixed)
        self.answering.colour(self.talk.voice)

    def show_trail(self) -> None:
        tongues, session = self.talk.tongues, self.session
        progress, here = session.progress(tongues.first), self.talk.section if self.talk.place else None
        if self.size.width < TWO_PANES:
            low = self.session.practice and self.app.size.height < ROOM_FOR_OWN
            self.trail.put(progress, here, tr(w.PRACTICE) if low else "")
        else:
            beneath = session.progress(tongues.beneath) if tongues.beneath else None
            self.sections.put(session.phrasing(tongues.first).script.title, progress, here, beneath)

    def not_beside(self) -> None:
        """Back to the question as it was left."""
        self.aside.close()
        if not self.asking:
            self._show_end("")
            return
        self._show_own_keys()
        self.answering.display = True
        self.give_room()
        self.lay_text()
        self.show_voice()
        self.bring_soon()
        self.hint_in_sight(True)
        self.hint.show(self.answering.keys)
        self.answering.first.focus()


def _under(*parts: Content) -> Content:
    return Content("\n").join([part for part in parts if part])
