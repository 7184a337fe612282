"""What the conversation screen knows about the talk: which question is up, whose turn it is, and how it reads.

Between the screen, which knows widgets, and the session, which knows events. Nothing here is kept; all of it can be
worked out again from the session.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from dialog.conversation.event import Answered, ItemAdded, Place, Reopened, Skipped
from dialog.face.words import listed, shortened
from dialog.script.kind import is_own_hand
from dialog.ui.ask.question import Line, Question
from dialog.ui.text import BAR, STEP, WHO
from dialog.ui.widget.paragraph import Block, Paragraph

if TYPE_CHECKING:
    from dialog.conversation.turn import Effect
    from dialog.script.model import Turn, Voice
    from dialog.session import Session

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

    @property
    def for_other_hands(self) -> bool:
        """Whether only the citizen can answer this, while somebody else is at the keys."""
        return self.place is not None and self.typist != "citizen" and is_own_hand(self.turn, self.place.voice)

    @property
    def turn(self) -> Turn:
        """The turn of the question that is up; there must be one."""
        if self.place is None:
            raise LookupError("no question is up")
        return self.session.turn(self.place)

    def question(self) -> Question:
        """All an ask needs for the question that is up."""
        if self.place is None:
            raise LookupError("no question is up")
        state, turn, place = self.session.state, self.turn, self.place
        given = state.given(place)
        name = turn.over or turn.fills
        return Question(
            place=place, turn=turn, today=self._today(), watched=self.watched, voice=self.voice,
            value=given.value if isinstance(given, Answered) else None,
            names=state.titles(name) if name else {},
            room=self.session.script.lists[turn.fills].max - len(state.items(turn.fills)) if turn.fills else 0,
            beside=self._beside(place),
            lines=tuple(Line(each.place, each.asked, each.said, each.said_by)
                        for each in self.session.summary(turn.section)) if turn.kind == "read_back" else ())

    @staticmethod
    def _today() -> date:
        from dialog.language.format import local_date

        return local_date(datetime.now().astimezone())

    def _beside(self, place: Place) -> tuple[str, int] | None:
        """The first person's score, while the second gives theirs."""
        both = self.turn.both
        if place.voice is None or place.voice == both[0]:
            return None
        given = self.session.state.given(Place(place.turn, place.item, both[0]))
        return (WHO[both[0]], given.value) if isinstance(given, Answered) else None

    def text(self) -> tuple[str, str, str]:
        """What is asked, the help with it, and the guidance for the caseworker."""
        if self.place is None:
            return "", "", ""
        return self.session.ask(self.place), self.session.help(self.place), self.session.guide(self.place)

    # What has been said

    def past(self) -> list[Block]:
        """What has been said in this section, but not the question that is up, nor the items it has on its list."""
        if self.place is not None and self.turn.kind == "read_back":
            return []  # it reads the same aloud
        blocks: list[Block] = []
        before = ""
        for place in self._said():
            turn = self.session.turn(place)
            asked = "" if turn.id == before and turn.fills else self.session.ask(place)
            blocks.append(self._block(place, asked, again=place.voice is not None and turn.id == before))
            before = turn.id
        return blocks

    def _said(self) -> Iterable[Place]:
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

    def _block(self, place: Place, asked: str, *, again: bool) -> Block:
        """`again`: the same question, answered by the other person."""
        given = self.session.state.given(place)
        if given is None or self.session.turn(place).kind == "say":
            return Block((Paragraph(asked, "muted"),))
        voice = given.said_by
        said = Paragraph(
            self.session.said_at(place), "muted" if isinstance(given, Skipped) else "foreground", lead=f"{BAR[voice]} ",
            lead_style=voice, bar=True, indent=STEP[voice], tail=WHO[voice], tail_style=voice)
        close = again or (isinstance(given, ItemAdded) and not asked)
        return Block((said,), key=place, space=0) if close else Block((Paragraph(asked, "muted"), said), key=place)

    def resting(self, effect: Effect, *, but: Place | None = None) -> str:
        """What a change puts to rest, before it does; empty when it puts nothing to rest."""
        rests = [place for place in effect.rests if place != but]
        if not rests:
            return ""
        named = [f"»{shortened(self.session.said_at(place), 40)}«" for place in rests[:NAMED]]
        if len(rests) > NAMED:
            named.append(f"{len(rests) - NAMED} mere")
        count = "1 svar" if len(rests) == 1 else f"{len(rests)} svar"
        return f"Så hviler {count}: {listed(named)}. De kommer igen, hvis I skifter mening."

    def is_same(self, value: object) -> bool:
        """Whether `value` by this voice is what stands here already."""
        given = self.session.state.given(self.place) if self.place else None
        return isinstance(given, Answered) and given.value == value and given.said_by == self.voice
