"""Engine and store together: whatever two people do, in any order, the file gives back the talk as it stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID, uuid5

import pytest
from hypothesis import HealthCheck, Phase, settings, stateful
from hypothesis import strategies as st

from dialog.conversation.event import Answered, ItemAdded, Place, Skipped
from dialog.conversation.state import fold
from dialog.errors import AnswerError
from dialog.script.condition import MISSING
from dialog.script.model import SKIP_REASONS
from dialog.session import Clock, NewId, Session
from dialog.store import Store
from dialog.store.record import Citizen
from tests.conversation.test_machine import values
from tests.faults.lives import CHEAP, PASSPHRASE
from tests.tiny import picture, script_of

SCRIPT = script_of(
    """
    {id: a, kind: yesno, ask: A, plan: {to: mentor.wish, yes: "Ja", no: "Nej", skipped: true}}
    {id: b, kind: choice, when: a == yes, ask: B, other: true, plan: {to: mentor.kind}, options: TWO}
    {id: c, kind: text, when: "b == 'x'", ask: C, plan: {to: direction.job, verbatim: true}}
    {id: wish, kind: list, when: not answered(c), fills: goals, ask: Hvad, plan: {to: goal.statement, verbatim: true}}
    {id: d, kind: scale, for_each: goals as g, both: [citizen, caseworker], ask: D, ends: ENDS, plan: {to: goal.belief}}
    {id: e, kind: text, for_each: goals as g, when: LOW, ask: "{w}", with: {w: g.wish}, plan: {to: goal.own_step}}
    {id: r, kind: rank, over: goals, when: count(goals) > 1, ask: R, plan: {to: offer.first}}
    {id: h, kind: choices, when: count(goals) > 1, ask: H, options: TWO, plan: {to: offer.effort}}
    """.replace("TWO", "[{id: x, text: X}, {id: y, text: Y}]")
    .replace("ENDS", "{0: a, 5: b, 10: c}")
    .replace("LOW", "g.d < 5 or a == no"),
    lists="{goals: {item: mål, min: 0, max: 3, title_from: wish}}",
    more="""
  - id: last
    title: Sidst
    when: "chose(h, 'x') or answered(a)"
    read_back: true
    turns:
      - {id: i, kind: number, when: "skipped(b, 'declined') or b == 'y'", ask: I, plan: {to: business.hours}}
      - {id: m, kind: consent, required: must, ask: M,
         terms: {party: a, what: b, purpose: c, law: d, text_version: "1"},
         plan: {to: consent.plan, yes: "Ja", no: "Nej"}}
""",
)
TEXTS = st.sampled_from(["ro", "[/b]", "{{ 7*7 }}", "et job", "é 👩‍👧"])


class Talk(stateful.RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        ticks, numbers = count(), count()
        self.clock: Clock = lambda: datetime(2026, 3, 2, 9, 0, tzinfo=UTC) + timedelta(seconds=next(ticks))
        self.new_id: NewId = lambda: uuid5(UUID(int=9), str(next(numbers)))
        self.folder = TemporaryDirectory()
        self.store, _ = Store.create(Path(self.folder.name) / "home", PASSPHRASE, cost=CHEAP)
        citizen = Citizen(self.new_id(), "Opdigtet", "SAG-1")
        self.store.add_citizen(citizen)
        self.session = Session.begin(self.store, citizen, SCRIPT, clock=self.clock, new_id=self.new_id)

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    def _value(self, data: st.DataObject, place: Place) -> Any:
        turn = SCRIPT.by_id[place.turn]
        if turn.kind == "rank":
            return data.draw(st.permutations(self.session.state.items("goals")))
        return data.draw(st.booleans() if turn.kind == "consent" else values(turn))

    def _given(self) -> list[Place]:
        state = self.session.state
        return [place for place in state.relevant() if state.given(place) and not (place.turn == "wish" and place.item)]

    # What two people may do

    @stateful.rule(data=st.data())
    def answer_what_is_asked(self, data: st.DataObject) -> None:
        place = self.session.next()
        if place is not None:
            assert self.session.state.is_open(place), "a settled question was asked again"
            self.session.answer(place, self._value(data, place))
            assert self.session.next() != place, "the same question came again at once"

    @stateful.rule(data=st.data())
    def change_an_answer_as_was_foretold(self, data: st.DataObject) -> None:
        if given := self._given():
            place = data.draw(st.sampled_from(given))
            value = self._value(data, place)
            foretold = self.session.effect_of(place, value)
            assert self.session.answer(place, value) == foretold

    @stateful.rule(data=st.data())
    def change_and_change_back(self, data: st.DataObject) -> None:
        if given := self._given():
            place = data.draw(st.sampled_from(given))
            before, plan = picture(self.session.state), self._said()
            self.session.answer(place, self._value(data, place))
            self.session.undo()
            if self.session.is_own_hand(place):
                assert self.session.state.is_open(place), "a yes of the citizen's came back by another hand"
            else:
                assert picture(self.session.state) == before
                assert self._said() == plan

    @stateful.rule(reason=st.sampled_from(SKIP_REASONS))
    def skip(self, reason: str) -> None:
        place = self.session.next()
        if place is None:
            return
        if SCRIPT.by_id[place.turn].required == "must":
            try:
                self.session.skip(place, reason)
            except AnswerError:
                return
            raise AssertionError("a must was skipped")
        self.session.skip(place, reason)
        assert not self.session.state.is_open(place)

    @stateful.rule()
    def put_off(self) -> None:
        place = self.session.next()
        if place is not None:
            self.session.put_off(place)

    @stateful.rule(text=TEXTS)
    def add(self, text: str) -> None:
        full = len(self.session.state.items("goals")) == 3
        if self.session.state.is_relevant(Place("wish")) and not full:
            item = self.session.add_item("wish", text)
            assert self.session.state.title(item) == text

    @stateful.rule(data=st.data(), text=TEXTS)
    def reword(self, data: st.DataObject, text: str) -> None:
        if items := self.session.state.items("goals"):
            self.session.reword_item(Place("wish", data.draw(st.sampled_from(items))), text)

    @stateful.rule(data=st.data())
    def remove_and_take_back(self, data: st.DataObject) -> None:
        if items := self.session.state.items("goals"):
            before = picture(self.session.state)
            self.session.remove_item(Place("wish", data.draw(st.sampled_from(items))))
            if data.draw(st.booleans()):
                self.session.undo()
                assert picture(self.session.state) == before

    @stateful.rule(section=st.sampled_from(["first", "last"]))
    def move(self, section: str) -> None:
        self.session.move_to(section)

    @stateful.rule()
    def close_and_go_on(self) -> None:
        self.session.close()
        assert self.session.state.closed
        self.session.reopen()
        assert not self.session.state.closed

    @stateful.rule(steps=st.integers(1, 4))
    def undo(self, steps: int) -> None:
        for _ in range(steps):
            length = len(self.session.events)
            told = self.session.undo()
            assert len(self.session.events) == length + (told is not None)

    @stateful.rule(text=st.sampled_from(["", "Andre ord"]), data=st.data())
    def reword_a_line(self, text: str, data: st.DataObject) -> None:
        lines = list(self.session.plan().lines())
        if lines:
            line = data.draw(st.sampled_from(lines))
            self.session.reword_line(line.id, text, "caseworker")
            now = self.session.plan().line(line.id)
            assert now is not None
            assert (now.wording or "", now.text) == (text, line.text)

    @stateful.rule(text=st.sampled_from(["Ikke helt", "[/b]"]), disagrees=st.booleans())
    def remark(self, text: str, disagrees: bool) -> None:
        self.session.remark(text, disagrees=disagrees)
        assert self.session.plan().remarks[-1].text == text

    @stateful.rule()
    def agree_holds_until_something_changes(self) -> None:
        if not self.session.plan().sections:
            with pytest.raises(AnswerError, match="tom"):
                self.session.agree("citizen", typed_by="citizen")
            return
        self.session.agree("citizen", typed_by="citizen")
        self.session.agree("caseworker", typed_by="caseworker")
        assert self.session.plan().agreed
        version = self.session.plan().version
        self.session.remark("Og dog")
        assert not self.session.plan().agreed
        assert self.session.plan().version == version + 1

    @stateful.rule(data=st.data())
    def look_at_a_line(self, data: st.DataObject) -> None:
        lines = list(self.session.plan().lines())
        if lines:
            line = data.draw(st.sampled_from(lines))
            mark = self.session.plan().fingerprint()
            self.session.review(line.id)
            now = self.session.plan().line(line.id)
            assert now is not None and now.reviewed
            assert self.session.plan().fingerprint() == mark

    @stateful.rule()
    def take_it_out_and_change_it(self) -> None:
        first = self.session.plan()
        self.session.note_taken_out(first)
        assert self.session.plan() == first, "taking it out twice would not be the same"
        self.session.remark("Noget nyt")
        changed = self.session.plan()
        assert changed.replaces is not None
        assert (changed.replaces.edition, changed.version) == (first.edition, first.version + 1)
        last = self.session.versions()[-1]
        assert last.taken_out and last.number == first.version
        assert any("Noget nyt" in each.told() for each in self.session.changes(last))

    @stateful.rule()
    def end_it_and_take_it_up(self) -> None:
        if self.session.plan().sections:
            self.session.end_plan("together", "Slut for nu")
            assert self.session.plan().status == "ended"
            self.session.take_up_plan("together")
            assert self.session.plan().ended is None

    @stateful.rule(text=st.sampled_from(["halvt", "halvt skrevet"]))
    def type_half_a_word(self, text: str) -> None:
        place = self.session.next()
        if place is not None:
            self.session.keep_draft(place, text)
            draft = self.session.draft()
            assert draft is not None
            assert (draft.place, draft.text) == (place, text)
            assert self.session.state.is_open(place), "a draft was applied by itself"

    @stateful.rule()
    def close_the_program_and_open_it_again(self) -> None:
        before, plan, draft, undoes = picture(self.session.state), self._said(), self.session.draft(), self._next_undo()
        self.store.close()
        self.store = Store.open(Path(self.folder.name) / "home", PASSPHRASE)
        self.session = Session.resume(self.store, self.session.conversation.id, clock=self.clock, new_id=self.new_id)
        assert picture(self.session.state) == before
        assert self._said() == plan
        assert self.session.draft() == draft
        assert self._next_undo() == undoes, "another step would be taken back than before"

    # What holds at any time

    def _said(self) -> list[tuple[Any, ...]]:
        return [(line.target, line.text, line.item, line.wording) for line in self.session.plan().lines()]

    def _next_undo(self) -> dict[str, Any] | None:
        """What taking the last step back would lead to, tried on a copy that writes nothing."""
        deaf: Any = _Deaf(self.session.citizen)
        events = list(self.session.events)
        copy = Session(deaf, self.session.conversation, SCRIPT, events, self.clock, self.new_id)
        return picture(copy.state) if copy.undo() else None

    @stateful.invariant()
    def the_file_holds_the_talk(self) -> None:
        events = self.store.events(self.session.conversation.id)
        assert events == self.session.events
        assert [event.seq for event in events] == list(range(1, len(events) + 1))
        assert picture(fold(SCRIPT, events)) == picture(self.session.state)

    @stateful.invariant()
    def a_dormant_answer_is_in_no_condition_and_no_plan(self) -> None:
        state = self.session.state
        dormant = {event.id for place in state.dormant() if (event := state.given(place))}
        for place in state.dormant():
            if place.voice != "caseworker":
                assert state.value(place.turn, place.item) is MISSING
        for line in self.session.plan().lines():
            assert line.roots[0] not in dormant

    @stateful.invariant()
    def every_plan_line_has_its_roots_among_the_events_and_says_what_they_say(self) -> None:
        events = {event.id: event for event in self.session.events}
        for line in self.session.plan().lines():
            root = events[line.roots[0]]
            assert isinstance(root, Answered | Skipped | ItemAdded)
            assert set(line.roots) <= set(events)
            assert (root.place.turn, root.place.item) == (line.turn, line.item)
            if line.own_words and isinstance(getattr(root, "value", None), str):
                assert line.text == root.value  # type: ignore[union-attr]

    @stateful.invariant()
    def every_answer_that_holds_and_belongs_in_the_plan_is_there(self) -> None:
        state = self.session.state
        rooted = {line.roots[0] for line in self.session.plan().lines()}
        for place in state.relevant():
            given = state.given(place)
            if (
                SCRIPT.by_id[place.turn].plan
                and isinstance(given, Answered)
                and SCRIPT.by_id[place.turn].kind == "text"
            ):
                assert given.id in rooted

    @stateful.invariant()
    def progress_counts_what_is_open(self) -> None:
        progress = self.session.progress()
        assert 0 <= progress.done <= progress.total
        assert (progress.section is None) == (self.session.next() is None) == (progress.done == progress.total)


class _Deaf:
    """A store that keeps nothing."""

    def __init__(self, citizen: Citizen) -> None:
        self._citizen = citizen

    def citizen(self, _: object) -> Citizen:
        return self._citizen

    def append(self, *_: object) -> None: ...


TestTalk = Talk.TestCase
TestTalk.settings = settings(
    max_examples=40,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.too_slow],
)


@pytest.mark.soak
def test_a_thousand_talks_hold_too() -> None:
    long = settings(max_examples=1000, stateful_step_count=50, deadline=None, suppress_health_check=list(HealthCheck))
    stateful.run_state_machine_as_test(Talk, settings=long)


def test_the_machine_bites_when_a_dormant_answer_reaches_the_plan() -> None:
    """The twin: an engine that forgets to put answers to rest."""
    import unittest

    from dialog.conversation.state import State

    class Broken(Talk):
        pass

    true = State._turn_place

    def never_rests(self: State, place: Place, holds: bool) -> bool:
        return true(self, place, holds) if holds or place not in self._given else False

    case = Broken.TestCase
    case.settings = settings(
        max_examples=60,
        stateful_step_count=25,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
        report_multiple_bugs=False,
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(State, "_turn_place", never_rests)
        result = unittest.TestResult()
        case("runTest").run(result)
    assert any("a_dormant_answer" in told or "the_file_holds" in told for _, told in result.failures + result.errors)
