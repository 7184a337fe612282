"""What a line does once it is understood: an answer is kept, a list grows, a question is passed.

Before an answer is changed, what it puts to rest is told; before the citizen's own is kept, the citizen says whose
hands are on the keys.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from dialog.conversation.event import ItemAdded, Place
from dialog.conversation.turn import Effect
from dialog.errors import EmpowerError, MovedOn
from dialog.face.effect import what_changed
from dialog.language import talk
from dialog.language.screen import told, tr
from dialog.plain.commands import spoken
from dialog.plain.face import PROGRAM, Row
from dialog.plain.question import Item, Meant, Mend, Passed, Told, Value
from dialog.plain.reach import Reach
from dialog.script.model import Voice
from dialog.session import Session

REASONS = tuple(talk.SKIPS.items())


class Answering(Reach):
    """`left`: the two have stopped."""

    left = False
    mending: UUID | None = None
    """The plan line whose reading was left to mend it; coming back to the plan goes on there."""
    offered = ""
    """A line that an empty one stands for: what was half written, or taken back to be mended."""

    # Which question is up

    def go_on(self) -> None:
        self._up(self.session.next(), changing=False)

    def change(self, place: Place) -> bool:
        """A thing on a list is reworded or taken off; any other answer is asked for anew."""
        if not self.session.state.is_relevant(place):
            self.face.tell("Svaret hviler, fordi spørgsmålet ikke gælder lige nu. Det bliver tilbudt igen, hvis "
                           "spørgsmålet kommer tilbage.")
            return False
        if self.session.turn(place).fills and place.item:
            return self._change_item(place)
        self._up(place, changing=self.session.state.given(place) is not None)
        return True

    def _up(self, place: Place | None, *, changing: bool) -> None:
        self.put(place, changing=changing)
        self.offered = ""

    # What a line means

    def _take(self, meant: Meant) -> bool:
        """Whether the question is done with."""
        match meant:
            case Value(value):
                return self._give(value)
            case Item(text):
                return self._add(text)
            case Told(text, slots):
                self.face.tell(text, **slots)
                return False
            case Passed():
                return self._skip("not_now")
            case Mend():
                return self._change_in(self.turn.section)

    # What was given

    def _give(self, value: object) -> bool:
        place = self._place
        if self.changing and self.is_same(value):
            self.go_on()
            return True
        typist = self._hands()
        if typist is None:
            return False
        try:
            rests = self._tell_resting(self.session.effect_of(place, value)) if self.changing and typist else False
        except EmpowerError as error:
            self.face.tell_error(error)
            return False
        if rests and self.pick(("yes", talk.MEND_YES), ("no", talk.MEND_NO)) != "yes":
            self.go_on()
            return True
        voice = self.voice
        done = self._do(lambda: self.session.answer(place, value, said_by=voice, typed_by=typist), say=place)
        if done:
            self.offer_language(place, value)
        return done

    @property
    def _place(self) -> Place:
        if self.place is None:
            raise LookupError("no question is up")
        return self.place

    def _hands(self) -> Voice | None:
        """Who types this answer. The citizen's own is the citizen's alone: the keys are lent for it, and go back."""
        if not self.own_hand or self.typist == "citizen":
            return self.typist
        self.say_words(talk.OWN_HAND)
        mine = self.pick(("mine", talk.OWN_HAND_MINE), ("back", talk.OWN_HAND_BACK), sure=True) == "mine"
        if mine:
            return "citizen"
        self.put_question()
        return None

    def _tell_resting(self, effect: Effect, but: Place | None = None) -> bool:
        """Tells what a change puts to rest, before it does; whether there is any."""
        rests = self.resting(effect, but=but)
        self.say(tr(PROGRAM), rests)
        return bool(rests.first)

    def _do(self, act: Callable[[], object], *, say: Place | None = None, note: str = "") -> bool:
        """Do it through the session, say what is kept, and go on; what cannot be kept is told, and the question stays.

        `note` stands for what happened around it.
        """
        mended = self.changing
        try:
            step = act()
        except MovedOn as error:
            return self._moved_on(error)
        except EmpowerError as error:
            self.face.tell_error(error)
            return False
        if say is not None and self.is_told(say):
            self.say_answer(say)
        why = note or (what_changed(step) if isinstance(step, Effect) else "")
        if mended or why:
            self.face.say(tr(PROGRAM), tr("Rettet. {why}", why=why) if mended and not note else why)
        self.go_on()
        return True

    def _moved_on(self, error: MovedOn) -> bool:
        """Another window was faster."""
        self.face.say(tr(PROGRAM), told(error))
        again = self.face.pick([Row("again", tr("Åbn samtalen igen")), Row("leave", tr("Vi lader den være"))])
        if again == "again":
            self.session = Session.resume(self.session.store, self.session.conversation.id)
            self.go_on()
        else:
            self.left = True
        return True

    # A list

    def _add(self, text: str) -> bool:
        place, voice, typist = self._place, self.voice, self.typist
        try:
            item = self.session.add_item(place.turn, text, said_by=voice, typed_by=typist)
        except MovedOn as error:
            return self._moved_on(error)
        except EmpowerError as error:
            self.face.tell_error(error)
            return False
        self.say_answer(Place(place.turn, item))
        self.face.tell("Er der mere? En tom linje går videre." if self.question().room else
                       "Listen er fuld. En tom linje går videre.")
        return False

    def _change_item(self, place: Place) -> bool:
        self.say_answer(place)
        how = self.face.pick([
            Row("reword", tr("Skriv andre ord")), Row("remove", tr("Tag det af listen")),
            Row("more", tr("Skriv mere på listen")), Row("keep", tr("Lad det stå, som det er"))], sure=True)
        if how == "reword":
            return self._reword(place)
        if how == "remove":
            return self._remove(place)
        if how == "more":
            self._up(Place(place.turn), changing=True)
        return how == "more"

    def _reword(self, place: Place) -> bool:
        self.face.tell("Skriv de nye ord. En tom linje lader det stå.")
        text = self.face.entry().strip()
        given = self.session.state.given(place)
        if not text or not isinstance(given, ItemAdded):
            return False
        said = given.said_by
        return self._do(lambda: self.session.reword_item(place, text, said_by=said, typed_by=self.typist), say=place)

    def _remove(self, place: Place) -> bool:
        rests = self._tell_resting(self.session.effect_of_removal(place), but=place)
        if rests and self.pick(("yes", talk.REMOVE_YES), ("no", talk.MEND_NO), sure=True) != "yes":
            return False
        gone = spoken(tr("Den er taget væk. .tilbage henter den igen."))
        return self._do(lambda: self.session.remove_item(place), note=gone)

    # Instead of answering

    def do_skip(self, rest: str) -> bool:
        turn, here = self.turn, ("here", talk.HERE)
        later = () if self.changing else (("later", talk.LATER),)
        must, said = turn.required == "must", turn.kind == "say"
        self.say_words(talk.SKIP_MUST if must else talk.SKIP_SAID if said else talk.SKIP)
        reason = self.pick(*later, *(() if must or said else REASONS), here, told=rest)
        if reason in (None, "here"):
            return self.back()
        return self.do_later("") if reason == "later" else self._skip(str(reason))

    def do_later(self, rest: str) -> bool:
        place = self._place
        if self.changing:
            self.face.tell("Her står et svar allerede. En tom linje lader det stå.")
            return False
        return self._do(lambda: self.session.put_off(place), note=tr("Spørgsmålet kommer igen."))

    def _skip(self, reason: str) -> bool:
        place, voice = self._place, self.voice
        return self._do(lambda: self.session.skip(place, reason, said_by=voice), say=place)
