"""What the conversation screen knows about the talk: which question is up, whose turn it is, and how it reads.

Between the screen, which knows widgets, and the session, which knows events. Nothing here is kept; all of it can be
worked out again from the session.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from dialog.conversation.event import Answered, ItemAdded, ItemRemoved, Place, Reopened, Skipped
from dialog.face.tongues import Tongues, Two, how_told, two
from dialog.face.words import listed, shortened
from dialog.language import talk
from dialog.language.catalogue import SOURCE
from dialog.language.screen import screen_language
from dialog.language.talk import WHO
from dialog.script.kind import is_own_hand
from dialog.ui.ask.question import Line, Question
from dialog.ui.text import BAR, STEP
from dialog.ui.two import beneath
from dialog.ui.widget.paragraph import Block, Paragraph

if TYPE_CHECKING:
    from dialog.conversation.turn import Effect
    from dialog.script.model import Turn, Voice
    from dialog.session import Session

CHANGES = (Answered, Skipped, ItemAdded, ItemRemoved, Reopened)
NAMED = 3
"""So many resting answers are named; the rest are counted."""


class Talk:
    """`place` is the question that is up (None: all is answered); `changing` whether it has an answer already."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.place: Place | None = None
        self.changing = False
        self.watched = False
        self.voice: Voice = "citizen"
        self.typist: Voice = "caseworker"
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

    def taken_back(self) -> str:
        """The words of the answer that an undo just took back: to be mended, and not written anew."""
        last = self.session.events[-1] if self.session.events else None
        taken = next((event for event in self.session.events if last and event.seq == last.undoes), None)
        if isinstance(last, Reopened) and isinstance(taken, Answered) and taken.place == self.place:
            return taken.value if isinstance(taken.value, str) else ""
        return ""

    def _put(self, place: Place | None, *, changing: bool) -> None:
        self.place, self.changing = place, changing
        if place is not None:
            given = self.session.state.given(place)
            self.voice = place.voice or (given.said_by if given else self.turn.answers)
            self.section = self.turn.section
        self._settle_keys()

    # Whose hands are on the keys

    @property
    def own_hand(self) -> bool:
        """Whether only the citizen at the keys can answer this."""
        return self.place is not None and is_own_hand(self.turn, self.place.voice)

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

    @property
    def turn(self) -> Turn:
        """The turn of the question that is up, in the talk's language; there must be one."""
        if self.place is None:
            raise LookupError("no question is up")
        return self.session.turn(self.place, self.session.language)

    @property
    def tongues(self) -> Tongues:
        """The languages that the two have before them now."""
        return Tongues.of(self.session)

    def question(self) -> Question:
        """All an ask needs for the question that is up."""
        if self.place is None:
            raise LookupError("no question is up")
        state, turn, place = self.session.state, self.turn, self.place
        given, tongues = state.given(place), self.tongues
        name = turn.over or turn.fills
        return Question(
            place=place, turn=turn, below=self.session.turn(place, tongues.beneath) if tongues.beneath else None,
            tongues=tongues, today=self._today(), watched=self.watched, voice=self.voice,
            value=given.value if isinstance(given, Answered) else None,
            names=state.titles(name) if name else {},
            room=self.session.script.lists[turn.fills].max - len(state.items(turn.fills)) if turn.fills else 0,
            beside=self._beside(place), lines=tuple(self._lines()) if turn.kind == "read_back" else ())

    def _lines(self) -> Iterator[Line]:
        """What the section's read-back reads."""
        summary, tongues = self.session.summary, self.tongues
        first = summary(self.turn.section, tongues.first)
        other = summary(self.turn.section, tongues.beneath) if tongues.beneath else first
        for each, below in zip(first, other, strict=True):
            yield Line(each.place, two(each.asked, below.asked), two(each.said, below.said), each.said_by,
                       self._how(each.place))

    def _how(self, place: Place) -> str:
        """How the answer's words came about, where they are not just Danish."""
        given = self.session.state.given(place)
        return how_told(given, given.shown) if isinstance(given, Answered | ItemAdded) else ""

    @staticmethod
    def _today() -> date:
        from dialog.language.format import local_date

        return local_date(datetime.now().astimezone())

    def _beside(self, place: Place) -> tuple[Voice, int] | None:
        """The first person's score, while the second gives theirs."""
        both = self.turn.both
        if place.voice is None or place.voice == both[0]:
            return None
        given = self.session.state.given(Place(place.turn, place.item, both[0]))
        return (both[0], given.value) if isinstance(given, Answered) else None

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
        under, how = STEP[voice] + 2, self._how(place)
        answers = (answer, *beneath(said, indent=under), *((Paragraph(how, "muted", indent=under),) if how else ()))
        close = again or (isinstance(given, ItemAdded) and not asked.first)
        return Block(answers, key=place, space=0) if close else Block((*question, *answers), key=place)

    def _by(self, voice: Voice, asked: str) -> Paragraph:
        """A question; who put it is told where that is not the caseworker."""
        if voice == "caseworker":
            return Paragraph(asked, "muted")
        return Paragraph(asked, "muted", lead=f"{BAR[voice]} ", lead_style=voice, bar=True,
                         tail=self.tongues.word(WHO[voice]), tail_style=voice)

    def resting(self, effect: Effect, *, but: Place | None = None) -> Two:
        """What a change puts to rest, before it does; empty when it puts nothing to rest."""
        rests = [place for place in effect.rests if place != but]
        tongues = self.tongues
        return tongues.both(lambda language: self._resting(rests, language)) if rests else Two("")

    def _resting(self, rests: list[Place], language: str) -> str:
        say = self.session.phrasing(language).tongue.say
        named = [f"»{shortened(self.session.said_at(place, language), 40)}«" for place in rests[:NAMED]]
        if len(rests) > NAMED:
            named.append(say(talk.MORE, count=len(rests) - NAMED))
        return say(talk.RESTS_ONE if len(rests) == 1 else talk.RESTS, count=len(rests), named=_listed(named, language))

    def changed_since_read(self) -> list[Place]:
        """The read-backs whose section has been changed since the citizen said that it was right."""
        found = []
        for place in self.session.state.relevant():
            given, turn = self.session.state.given(place), self.session.turn(place)
            if turn.kind == "read_back" and isinstance(given, Answered) and self._changed(turn, given.seq):
                found.append(place)
        return found

    def _changed(self, read: Turn, seq: int) -> bool:
        """Whether anything that the read-back had read aloud was said anew after it."""
        events = (event for event in self.session.events[seq:] if isinstance(event, CHANGES))
        turns = (self.session.script.by_id[event.place.turn] for event in events)
        return any(turn.section == read.section and turn.index < read.index and turn.kind != "say" for turn in turns)

    def is_same(self, value: object) -> bool:
        """Whether `value` by this voice is what stands here already."""
        given = self.session.state.given(self.place) if self.place else None
        again = self.place is not None and self.turn.kind == "read_back"  # read once more, it is said once more
        return isinstance(given, Answered) and given.value == value and given.said_by == self.voice and not again


def _listed(parts: list[str], language: str) -> str:
    if language == SOURCE:
        return listed(parts)
    from dialog.language.format import list_text

    return list_text(parts, language)
