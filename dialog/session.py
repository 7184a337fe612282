"""One conversation in use: the one service that every face talks to (screen, scenario, command).

Owns the order of things: an event is made, committed, and only then applied, so what is shown as said is on disk.
Time and ids come in by hand (`clock`, `new_id`), so that a talk can be replayed to the byte.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from dialog.conversation.event import (
    Answered,
    Closed,
    Event,
    Form,
    ItemAdded,
    ItemRemoved,
    MovedTo,
    Place,
    PutOff,
    Resumed,
    Skipped,
    Value,
)
from dialog.conversation.state import fold
from dialog.conversation.turn import Effect, effect, next_turn, preview
from dialog.conversation.undo import undo
from dialog.conversation.wording import Phrasing
from dialog.errors import AnswerError
from dialog.language import talk
from dialog.library import kept_script
from dialog.plan_in_use import PlanInUse
from dialog.put_in_words import PutInWords
from dialog.script import kind
from dialog.script.model import SKIP_REASONS, Script, Voice
from dialog.store.record import Citizen, Conversation, Draft

if TYPE_CHECKING:
    from dialog.store import Store

Clock = Callable[[], datetime]
NewId = Callable[[], UUID]
CHOSEN = ("yesno", "choice", "choices", "rank", "consent")


def now() -> datetime:
    return datetime.now(UTC)


class Session(PutInWords, PlanInUse):
    """A conversation opened for use. Make one with `begin` or `resume`."""

    def __init__(self, store: Store, conversation: Conversation, script: Script, events: list[Event],
                 clock: Clock, new_id: NewId) -> None:
        self.store = store
        self.conversation = conversation
        self.script = script
        self.events = events
        self.state = fold(script, events)
        self.citizen: Citizen = store.citizen(conversation.citizen)
        self._phrasings: dict[str, Phrasing] = {}
        self._clock = clock
        self._new_id = new_id

    @classmethod
    def begin(cls, store: Store, citizen: Citizen, script: Script, *, clock: Clock = now, new_id: NewId = uuid4,
              practice: bool = False) -> Session:
        """Starts a new conversation and keeps the script it will follow to its end."""
        conversation = Conversation(
            id=new_id(), citizen=citizen.id, script_id=script.id, script_version=script.version,
            script_sha256=script.sha256, started_at=clock(), practice=practice)
        store.begin(conversation, script)
        return cls(store, conversation, script, [], clock, new_id)

    @classmethod
    def resume(cls, store: Store, conversation: UUID, *, clock: Clock = now, new_id: NewId = uuid4) -> Session:
        """Takes a conversation up where it stands, on the script it began with."""
        record = store.conversation(conversation)
        script = kept_script(record.script_sha256, store.canonical)
        return cls(store, record, script, store.events(conversation), clock, new_id)

    # What is asked

    def next(self) -> Place | None:
        return next_turn(self.script, self.state)

    @property
    def practice(self) -> bool:
        return self.conversation.practice

    # What happens

    def answer(self, place: Place, value: Value, *, said_by: Voice | None = None,
               typed_by: Voice | None = None, form: Form | None = None, why: str = "") -> Effect:
        """Keeps an answer, typed by whoever said it where nobody else is named.

        Raises AnswerError, and keeps nothing, for a value the question cannot take, and for the citizen's own
        (a consent, a score, a read-back) by any other hand than the citizen's.
        """
        return self._commit(self._answered(place, value, said_by, typed_by, form, why))

    def effect_of(self, place: Place, value: Value) -> Effect:
        """What this answer would put to rest, wake and open. Raises AnswerError as `answer` does."""
        return preview(self.script, self.state, self._answered(place, value, None, None, None, ""))

    def is_own_hand(self, place: Place) -> bool:
        """Whether only the citizen at the keys can answer here."""
        return kind.is_own_hand(self.turn(place), place.voice)

    def skip(self, place: Place, reason: str, *, said_by: Voice = "citizen", typed_by: Voice | None = None) -> Effect:
        """Passes a question for a reason, which is an answer. What the citizen's own hand has answered only it takes
        away."""
        if reason not in SKIP_REASONS:
            raise AnswerError("Vælg en af grundene.")
        self._must_apply(place)
        if self.turn(place).required == "must":
            raise AnswerError("Det her skal vi nå rundt om. Det kan godt vente til senere.")
        answered = isinstance(self.state.given(place), Answered)
        if answered and self.is_own_hand(place) and (typed_by or said_by) != "citizen":
            raise AnswerError(talk.OWN_HAND_ONLY)
        return self._commit(Skipped(**self._envelope(), place=place, reason=reason, said_by=said_by,
                                    **self._shown()))

    def put_off(self, place: Place) -> Effect:
        """"Later": it comes back before the last section, then at the end; the third time it is let go."""
        if self.state.times_put_off(place) >= 2 and self.turn(place).required != "must":
            return self.skip(place, "not_now")
        self._must_apply(place)
        return self._commit(PutOff(**self._envelope(), place=place))

    def add_item(self, turn: str, text: str, *, said_by: Voice = "citizen", typed_by: Voice = "caseworker") -> str:
        """Puts something on the list that `turn` fills; returns the new item's id."""
        self._must_apply(Place(turn))
        filled = self.script.lists[self.script.by_id[turn].fills]
        if len(self.state.items(filled.name)) >= filled.max:
            raise AnswerError("Der er plads til {most}. Tag en væk, hvis en anden er vigtigere.", most=filled.max)
        item = str(self._new_id())
        self._put_item(Place(turn, item), text, said_by, typed_by)
        return item

    def reword_item(self, place: Place, text: str, *, said_by: Voice = "citizen",
                    typed_by: Voice = "caseworker") -> Effect:
        if place.item not in self.state.items(self.turn(place).fills):
            raise AnswerError("Den står ikke på listen mere.")
        return self._put_item(place, text, said_by, typed_by)

    def remove_item(self, place: Place) -> Effect:
        self._must_apply(place)
        return self._commit(ItemRemoved(**self._envelope(), place=place))

    def effect_of_removal(self, place: Place) -> Effect:
        return preview(self.script, self.state, ItemRemoved(**self._envelope(), place=place))

    def move_to(self, section: str) -> Effect:
        """Goes on from a section; what was left open before it comes after."""
        return self._commit(MovedTo(**self._envelope(), section=section))

    def close(self) -> Effect:
        return self._commit(Closed(**self._envelope()))

    def reopen(self) -> Effect:
        return self._commit(Resumed(**self._envelope()))

    def undo(self) -> str | None:
        """Takes back the last thing done, one step further each time; says what. None: nothing is left to take back."""
        found = undo(self.events, self._envelope, self.is_own_hand)
        if found is None:
            return None
        back, told = found
        self._commit(back)
        return told

    # Half-typed text

    def keep_draft(self, place: Place, text: str) -> None:
        """Keeps what is being typed, so that at most a second of it can be lost. Empty text drops it."""
        if text:
            self.store.keep_draft(self.conversation.id, Draft(place=place, text=text, at=self._clock()))
        else:
            self.drop_draft()

    def draft(self) -> Draft | None:
        """The text that was being typed when the talk was cut, if its question still applies. Only ever offered."""
        found = self.store.draft(self.conversation.id)
        return found if found is not None and self.state.is_relevant(found.place) else None

    def drop_draft(self) -> None:
        self.store.drop_draft(self.conversation.id)

    # Within

    def _commit(self, event: Event) -> Effect:
        before, after = self.state, self.state.copy()
        after.apply(event)  # first, so that what cannot be folded is never written
        self.store.append(self.conversation.id, event)
        self.events.append(event)
        self.state = after
        return effect(before, after)

    def _must_apply(self, place: Place) -> None:
        if not self.state.is_relevant(place):
            raise AnswerError("Det spørgsmål er ikke med lige nu.")

    def _envelope(self) -> dict[str, Any]:
        return {"id": self._new_id(), "seq": self.state.seq + 1, "at": self._clock().astimezone(UTC)}

    def _answered(self, place: Place, value: Value, said_by: Voice | None, typed_by: Voice | None, form: Form | None,
                  why: str) -> Answered:
        turn = self.turn(place)
        self._must_apply(place)
        items = self.state.items(turn.over or turn.fills) if turn.over or turn.fills else ()
        kept = kind.accept(turn, value, items)
        said = said_by or place.voice or turn.answers
        typed = typed_by or said
        if self.is_own_hand(place) and (said, typed) != ("citizen", "citizen"):
            raise AnswerError(talk.OWN_HAND_ONLY)
        own: Form = "choice" if turn.kind in CHOSEN else "own_words"
        return Answered(
            **self._envelope(), place=place, value=kept, said_by=said, typed_by=typed, form=form or own, why=why,
            **self._shown(), **self._in_language(said, written=kind.has_words(turn, kept)))

    def _put_item(self, place: Place, text: str, said_by: Voice, typed_by: Voice) -> Effect:
        return self._commit(ItemAdded(**self._envelope(), place=place, value=kind.words(text), said_by=said_by,
                                      typed_by=typed_by, **self._shown(), **self._in_language(said_by, written=True)))
