"""The conversation: what the hands may do, and what then happens in the session.

Only this screen talks to the session. Whatever a key does is a method here that a mouse reaches too, so that a scenario
can play the same screen. An answer is on disk before the next question is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.timer import Timer

from dialog.conversation.event import Place
from dialog.conversation.turn import Effect
from dialog.errors import EmpowerError, MovedOn
from dialog.face.effect import what_changed
from dialog.face.tongues import Two
from dialog.face.words import shortened
from dialog.language import talk
from dialog.language.screen import told, tr
from dialog.session import Session
from dialog.ui.ask.panel import Answering
from dialog.ui.screen import conversation_words as w
from dialog.ui.screen.conversation_draft import KEEP_AFTER, Drafts
from dialog.ui.screen.conversation_language import ConversationLanguage
from dialog.ui.screen.conversation_shown import READ
from dialog.ui.screen.plan_mending import MENDING
from dialog.ui.widget.past import Past
from dialog.ui.widget.sheet import Sheet


class ConversationScreen(ConversationLanguage):
    """One session on the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, action, show=False, priority=True) for key, action in (
            ("f2", "voice"), ("f3", "plan"), ("f4", "look_back"), ("f5", "skip"), ("f6", "typist"), ("f7", "sections"),
            ("f8", "guide"), ("ctrl+t", "language"), ("shift+f3,f15", "side_plan"), ("ctrl+z", "undo"),
            ("ctrl+b,alt+left,pageup", "earlier"), ("ctrl+up", "read(-1)"), ("ctrl+down", "read(1)"))),
        Binding("escape", "back", show=False),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.drafts = Drafts(session)
        self._keeping: Timer | None = None

    def on_mount(self) -> None:
        found = self.drafts.found()
        self.show()
        if found and not self.aside.open:
            place, text = found
            said = self.talk.tongues.say(talk.DRAFT, text=shortened(text, 300))
            self.beside(said, w.choices(self.talk.tongues, w.DRAFT),
                        lambda choice: self._take_draft(place, text if choice == "yes" else ""), escape="")

    def ask_next(self, note: str = "") -> None:
        """On to the question that comes next."""
        self.talk.go_on()
        self.show(note)
        if self._named:
            self.call_after_refresh(self.offer_language)

    # What was given

    def _stray(self) -> bool:
        return not self.answering.touched and monotonic() - self.asked_at < self.grace

    @on(Answering.Given)
    def _given(self, event: Answering.Given) -> None:
        place = self.talk.place
        if place is None or self._stray():
            return
        if self.talk.changing and self.talk.is_same(event.value):
            self.ask_next()
            return
        if self.own_hand_first():
            return

        def keep() -> Effect:
            effect = self.session.answer(place, event.value, said_by=self.talk.voice, typed_by=self.talk.typist)
            self.note_language(place, event.value)
            return effect

        try:
            rests = self.talk.resting(self.session.effect_of(place, event.value)) if self.talk.changing else Two("")
        except EmpowerError as error:
            self.tell(told(error), "warn")
            return
        self._warn_then(rests, w.YES_NO, lambda: self._do(keep))

    def _warn_then(self, rests: Two, rows: tuple[w.Row, ...], keep: Callable[[], None]) -> None:
        """Say what goes to rest before it does; without anything to say, just do it."""
        if rests.first:
            self.beside(rests, w.choices(self.talk.tongues, rows),
                        lambda choice: keep() if choice == "yes" else self.ask_next(), escape="no")
        else:
            keep()

    def _do(self, act: Callable[[], object], *, stay: bool = False, note: str = "") -> None:
        """Do it through the session, tell what happened and go on; what cannot be kept is told, and what was written
        stays. `note` stands for what happened around it."""
        mended = self.talk.changing and self.session in MENDING
        try:
            step = act()
            self.drafts.forget()
        except MovedOn as error:
            self.moved_on(error)
            return
        except EmpowerError as error:
            self.not_beside()
            self.tell(told(error), "warn")
            return
        note = note or (what_changed(step) if isinstance(step, Effect) else "")
        note = f"{tr(w.MENDED)} {note}".strip() if mended else note
        if stay:
            self.show(note)
        else:
            self.ask_next(note)

    @on(Answering.Passed)
    def _passed(self) -> None:
        if not self._stray():
            self._skip("not_now")

    @on(Answering.ItemGiven)
    def _item_given(self, event: Answering.ItemGiven) -> None:
        place, said, typed = self.talk.place, self.talk.voice, self.talk.typist
        if place is None:
            return
        if event.item is None:
            self._do(lambda: self.session.add_item(place.turn, event.text, said_by=said, typed_by=typed), stay=True)
        else:
            item = Place(place.turn, event.item)
            self._do(lambda: self.session.reword_item(item, event.text, said_by=said, typed_by=typed), stay=True)

    @on(Answering.ItemDropped)
    def _item_dropped(self, event: Answering.ItemDropped) -> None:
        if self.talk.place is not None:
            item = Place(self.talk.place.turn, event.item)
            rests = self.talk.resting(self.session.effect_of_removal(item), but=item)
            self._warn_then(rests, w.REMOVE, lambda: self._do(
                lambda: self.session.remove_item(item), stay=True, note=tr(w.TAKEN_AWAY)))

    @on(Answering.Told)
    def _notes(self, event: Answering.Told) -> None:
        self.tell_all(event.notes)
        self.hint.show(self.answering.keys)

    # Earlier answers

    @on(Answering.Wanted)
    def _wanted(self, event: Answering.Wanted) -> None:
        self.change(event.place)

    @on(Sheet.Chosen, "#past")
    def _chosen(self, event: Sheet.Chosen) -> None:
        if isinstance(event.key, Place):
            self.change(event.key)

    def change(self, place: Place) -> None:
        """Open an earlier answer for change. It stands as it is until another is sent."""
        self.keep_draft()
        if not self.talk.change(place):
            self.tell(tr(w.NOT_NOW))
            return
        self.show()
        if place.item and self.talk.turn.fills and self.answering.ask:
            self.answering.ask.entered(place.item)

    @on(Answering.Left)
    def action_earlier(self) -> None:
        """Up among the answers of this section; first to the question's head, where that has scrolled away."""
        if not self.past.has_focus and self.raised.scroll_offset.y > 0:
            self.action_read(-1)
        elif self.past.has_focus:
            self.past.action_page(-1)
        elif any(block.key is not None for block in self.past.blocks):
            self.past.focus()
            self.tell(tr(w.LOOKING))
        else:
            self.tell(tr(w.NOTHING_TO_CHANGE))

    @on(Past.Left)
    def home(self) -> None:
        """Back to where the answer is written."""
        self.tell("")
        (self.aside.rows if self.aside.open else self.answering.first).focus()

    def action_undo(self) -> None:
        """The last letters, while something is being written; else the last thing done."""
        field = self.answering.field
        if writing := field.has_focus and field.changed:
            field.undo()
        if writing or self.hasty():
            return
        try:
            undone = self.session.undo()
        except EmpowerError as error:
            self.tell(told(error), "warn")
            return
        self.ask_next(tr(undone) if undone else tr(w.NO_UNDO))
        if self.answering.ask and (text := self.talk.taken_back()):
            self.answering.ask.take(text)

    # Instead of answering

    def action_skip(self) -> None:
        if self.talk.place is not None and not self.aside.open:
            text, choices = w.skip_choices(self.talk.tongues, self.talk.turn, changing=self.talk.changing)
            self.beside(text, choices, self._skipped, escape="here")

    def _skipped(self, choice: str) -> None:
        if choice == "here" or (place := self.talk.place) is None:
            self.not_beside()
        elif choice == "later":
            self._do(lambda: self.session.put_off(place))
        else:
            self._skip(choice)

    def _skip(self, reason: str) -> None:
        if (place := self.talk.place) is not None:
            self._do(lambda: self.session.skip(place, reason, said_by=self.talk.voice, typed_by=self.talk.typist))

    def action_back(self) -> None:
        """One step back, whatever it is from; from the question itself, the way out."""
        if self.past.has_focus:
            self.home()
        elif self.aside.open:
            self.aside.escape()
        elif self.answering.ask and self.answering.ask.back():
            self.tell("")
            self.hint.show(self.answering.keys)
        elif self.talk.changing:
            self.ask_next()
        else:
            self.ask_beside(talk.PRACTICE if self.session.practice else talk.STOP, w.STOP, self._stopped, escape="on")

    def _stopped(self, choice: str) -> None:
        if choice == "stop":
            self.stop()
        else:
            self.not_beside()

    def after_end(self, choice: str) -> None:
        match choice:
            case "stop":
                self.stop()
            case "leave":
                self.dismiss(None)
            case "reopen":
                self._do(self.session.reopen)
            case "plan":
                self.show()
                self.action_plan()
            case _ if choice.startswith(READ):
                self.change(Place(choice.removeprefix(READ)))
            case _:
                self.show()
                self.action_sections()

    # Half-written words

    @on(Answering.Typed)
    def _typed(self) -> None:
        if self._telling and self.answering.field.changed:
            self.tell(self.standing)  # it was about the empty field, or about what stood in it
        if self._keeping is None:
            self._keeping = self.set_timer(KEEP_AFTER, self.keep_draft)

    def keep_draft(self) -> bool:
        """Save what is half written now; whether that went well. Safe at any moment, also while all is ending."""
        if self._keeping is not None:
            self._keeping.stop()
            self._keeping = None
        return self.drafts.keep(self.talk.place, self.answering.draft())

    def _take_draft(self, place: Place, text: str) -> None:
        """`text` is empty where the two let it go."""
        if not text:
            self.drafts.forget()
            self.not_beside()
            return
        if place != self.talk.place:
            self.change(place)
        else:
            self.not_beside()
        if self.answering.ask is not None:
            self.answering.ask.take(text)

    def on_screen_suspend(self) -> None:
        """What is for the moment is gone when they come back."""
        self.guide_text.display = False
        self.keep_draft()
