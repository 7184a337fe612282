"""Whose turn it is: which question is up, who answers it, whose hands are on the keys, and what an answer would do.

What a screen and plain lines must decide alike, whatever they look like. Between the face, which knows people, and the
session, which knows events. Nothing here is kept; all of it can be worked out again from the session.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dialog.conversation.event import Answered, ItemAdded, ItemRemoved, Place, Reopened, Skipped
from dialog.face.tongues import Tongues, Two, how_told
from dialog.face.words import listed, shortened
from dialog.language import talk
from dialog.language.catalogue import SOURCE
from dialog.script.kind import is_own_hand

if TYPE_CHECKING:
    from dialog.conversation.turn import Effect
    from dialog.script.model import Turn, Voice
    from dialog.session import Session

CHANGES = (Answered, Skipped, ItemAdded, ItemRemoved, Reopened)
NAMED = 3
"""So many resting answers are named; the rest are counted."""


class TurnTaking:
    """`place` is the question that is up (None: all is answered); `changing` whether it has an answer already."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.place: Place | None = None
        self.changing = False
        self.voice: Voice = "citizen"
        self.typist: Voice = "caseworker"

    def put(self, place: Place | None, *, changing: bool) -> None:
        """It is answered by whom it asks, or by the one who gave the answer that stands there."""
        self.place, self.changing = place, changing
        if place is not None:
            given = self.session.state.given(place)
            self.voice = place.voice or (given.said_by if given else self.turn.answers)

    # The question that is up

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

    @property
    def own_hand(self) -> bool:
        """Whether only the citizen at the keys can answer this."""
        return self.place is not None and is_own_hand(self.turn, self.place.voice)

    @property
    def value(self) -> Any:
        """The answer that stands there now; None where there is none."""
        given = self.session.state.given(self.place) if self.place else None
        return given.value if isinstance(given, Answered) else None

    @property
    def names(self) -> Mapping[str, str]:
        """The words of the list's items by id, where the question is about a list."""
        name = self.turn.over or self.turn.fills
        return self.session.state.titles(name) if name else {}

    @property
    def room(self) -> int:
        """How many more things the list takes."""
        name = self.turn.fills
        return self.session.script.lists[name].max - len(self.session.state.items(name)) if name else 0

    @property
    def first_score(self) -> Answered | None:
        """The first person's score, while the second gives theirs."""
        place = self.place
        if place is None or place.voice is None or place.voice == self.turn.both[0]:
            return None
        given = self.session.state.given(Place(place.turn, place.item, self.turn.both[0]))
        return given if isinstance(given, Answered) else None

    # What an answer would do

    def is_same(self, value: object) -> bool:
        """Whether `value` by this voice is what stands here already."""
        given = self.session.state.given(self.place) if self.place else None
        again = self.place is not None and self.turn.kind == "read_back"  # read once more, it is said once more
        return isinstance(given, Answered) and given.value == value and given.said_by == self.voice and not again

    def resting(self, effect: Effect, *, but: Place | None = None) -> Two:
        """What a change puts to rest, before it does; empty when it puts nothing to rest."""
        rests = [place for place in effect.rests if place != but]
        return self.tongues.both(lambda language: self._resting(rests, language)) if rests else Two("")

    def _resting(self, rests: list[Place], language: str) -> str:
        say = self.session.phrasing(language).tongue.say
        named = [f"»{shortened(self.session.said_at(place, language), 40)}«" for place in rests[:NAMED]]
        if len(rests) > NAMED:
            named.append(say(talk.MORE, count=len(rests) - NAMED))
        return say(talk.RESTS_ONE if len(rests) == 1 else talk.RESTS, count=len(rests), named=_listed(named, language))

    # What was said

    def taken_back(self) -> str:
        """The words of the answer that an undo just took back: to be mended, and not written anew."""
        last = self.session.events[-1] if self.session.events else None
        taken = next((event for event in self.session.events if last and event.seq == last.undoes), None)
        if isinstance(last, Reopened) and isinstance(taken, Answered) and taken.place == self.place:
            return taken.value if isinstance(taken.value, str) else ""
        return ""

    def how(self, place: Place) -> str:
        """How the answer's words came about, where they are not just Danish."""
        given = self.session.state.given(place)
        return how_told(given, given.shown) if isinstance(given, Answered | ItemAdded) else ""

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


def _listed(parts: list[str], language: str) -> str:
    if language == SOURCE:
        return listed(parts)
    from dialog.language.format import list_text

    return list_text(parts, language)
