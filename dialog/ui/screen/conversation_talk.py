"""What the conversation screen knows about the talk: whose turn it is, to whom the keys are lent, and how it reads.

Between the screen, which knows widgets, and what both faces know of whose turn it is (`dialog.face.turn_taking`).
Nothing here is kept; all of it can be worked out again from the session.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from dialog.conversation.event import ItemAdded, Place, Skipped
from dialog.face.tongues import Two, two
from dialog.face.turn_taking import TurnTaking
from dialog.language.screen import screen_language
from dialog.language.talk import WHO
from dialog.ui.ask.question import Line, Question
from dialog.ui.text import BAR, STEP
from dialog.ui.two import beneath
from dialog.ui.widget.paragraph import Block, Paragraph

if TYPE_CHECKING:
    from dialog.script.model import Voice
    from dialog.session import Session


class Talk(TurnTaking):
    """Whose turn it is on the screen, which has a section in view and can lend the keys for a while."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.watched = False
        self._lender: Voice | None = None
        """Who typed before the citizen got the keys for a question of their own; gets them back after it."""
        self._back = False
        self.section = session.script.sections[0].id
        self.go_on()

    # Which question is up

    def go_on(self) -> None:
        """To the question that comes next."""
        self._put(self.session.next(), changing=False)

    def change(self, place: Place) -> bool:
        """To a question that was answered before. False when it does not apply now."""
        if not self.session.state.is_relevant(place):
            return False
        turn = self.session.turn(place)
        self._put(Place(place.turn) if turn.fills else place, changing=self.session.state.given(place) is not None)
        return True

    def _put(self, place: Place | None, *, changing: bool) -> None:
        self.put(place, changing=changing)
        if place is not None:
            self.section = self.turn.section
        self._settle_keys()

    # Whose hands are on the keys

    @property
    def for_other_hands(self) -> bool:
        """Whether only the citizen can answer this, while somebody else is at the keys."""
        return self.own_hand and self.typist != "citizen"

    def hand_over(self) -> None:
        """The citizen has the keys for as long as the questions are the citizen's own."""
        self._lender, self.typist = self.typist, "citizen"

    def pass_keys(self) -> None:
        """The keys go to the other, and stay there."""
        self._lender, self.typist = None, "citizen" if self.typist == "caseworker" else "caseworker"

    def took_back(self) -> bool:
        """Whether the keys have just gone back by themselves; says so once."""
        back, self._back = self._back, False
        return back

    def _settle_keys(self) -> None:
        if self._lender is not None and not self.own_hand:
            self.typist, self._lender, self._back = self._lender, None, True

    # How it reads

    def question(self) -> Question:
        """All an ask needs for the question that is up."""
        if self.place is None:
            raise LookupError("no question is up")
        turn, place, tongues, first = self.turn, self.place, self.tongues, self.first_score
        return Question(
            place=place, turn=turn, below=self.session.turn(place, tongues.beneath) if tongues.beneath else None,
            tongues=tongues, today=self._today(), watched=self.watched, voice=self.voice,
            value=self.value, names=self.names, room=self.room,
            beside=(turn.both[0], first.value) if first else None,
            lines=tuple(self._lines()) if turn.kind == "read_back" else ())

    def _lines(self) -> Iterator[Line]:
        """What the section's read-back reads."""
        summary, tongues = self.session.summary, self.tongues
        first = summary(self.turn.section, tongues.first)
        other = summary(self.turn.section, tongues.beneath) if tongues.beneath else first
        for each, below in zip(first, other, strict=True):
            yield Line(each.place, two(each.asked, below.asked), two(each.said, below.said), each.said_by,
                       self.how(each.place))

    @staticmethod
    def _today() -> date:
        from dialog.language.format import local_date

        return local_date(datetime.now().astimezone())

    def text(self) -> tuple[Two, Two]:
        """What is asked, and the help with it."""
        place = self.place
        if place is None:
            return Two(""), Two("")
        return self._asked(place), self.tongues.both(lambda language: self.session.help(place, language))

    def guide(self) -> str:
        """The guidance for the caseworker, in the screen's language."""
        return self.session.guide(self.place, screen_language()) if self.place is not None else ""

    def _asked(self, place: Place) -> Two:
        return self.tongues.both(lambda language: self.session.ask(place, language))

    def _said_at(self, place: Place) -> Two:
        return self.tongues.both(lambda language: self.session.said_at(place, language))

    # What has been said

    def past(self) -> list[Block]:
        """What has been said in this section, but not the question that is up, nor the items it has on its list."""
        if self.place is not None and self.turn.kind == "read_back":
            return []  # it reads the same aloud
        blocks: list[Block] = []
        before = ""
        for place in self._said():
            turn = self.session.turn(place)
            asked = Two("") if turn.id == before and turn.fills else self._asked(place)
            blocks.append(self._block(place, asked, again=place.voice is not None and turn.id == before))
            before = turn.id
        return blocks

    def _said(self) -> Iterator[Place]:
        state, script = self.session.state, self.session.script
        for place in state.relevant():
            turn = script.by_id[place.turn]
            if turn.section != self.section or state.given(place) is None:
                continue
            if place == self.place or (turn.fills and self.place is not None and turn.id == self.place.turn):
                continue
            if turn.fills and place.item is None and state.items(turn.fills):
                continue  # its items say it
            yield place

    def _block(self, place: Place, asked: Two, *, again: bool) -> Block:
        """`again`: the same question, answered by the other person."""
        given, turn = self.session.state.given(place), self.session.turn(place)
        question = (self._by(turn.asks, asked.first), *beneath(asked))
        if given is None or turn.kind == "say":
            return Block(question)
        voice, said = given.said_by, self._said_at(place)
        answer = Paragraph(
            said.first, "muted" if isinstance(given, Skipped) else "foreground", lead=f"{BAR[voice]} ",
            lead_style=voice, bar=True, indent=STEP[voice], tail=self.tongues.word(WHO[voice]), tail_style=voice)
        under, how = STEP[voice] + 2, self.how(place)
        answers = (answer, *beneath(said, indent=under), *((Paragraph(how, "muted", indent=under),) if how else ()))
        close = again or (isinstance(given, ItemAdded) and not asked.first)
        return Block(answers, key=place, space=0) if close else Block((*question, *answers), key=place)

    def _by(self, voice: Voice, asked: str) -> Paragraph:
        """A question; who put it is told where that is not the caseworker."""
        if voice == "caseworker":
            return Paragraph(asked, "muted")
        return Paragraph(asked, "muted", lead=f"{BAR[voice]} ", lead_style=voice, bar=True,
                         tail=self.tongues.word(WHO[voice]), tail_style=voice)
