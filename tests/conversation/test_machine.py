"""Any road through a script: a state machine does what two people might, in any order, and checks what must hold."""

from __future__ import annotations

from typing import Any

from hypothesis import settings, stateful
from hypothesis import strategies as st

from dialog.conversation.event import Place
from dialog.conversation.undo import inverse
from dialog.script.model import Turn
from tests.tiny import Talk, picture, script_of

SCRIPT = script_of(
    """
    {id: a, kind: yesno, ask: A}
    {id: b, kind: choice, when: a == yes, ask: B, options: [{id: x, text: X}, {id: y, text: Y}]}
    {id: c, kind: text, when: "b == 'x'", ask: C}
    {id: wish, kind: list, when: not answered(c), fills: goals, ask: Hvad}
    {id: d, kind: scale, for_each: goals as g, both: [citizen, caseworker], ask: D, ends: {0: a, 5: b, 10: c}}
    {id: e, kind: text, for_each: goals as g, when: g.d < 5 or a == no, ask: E}
    {id: h, kind: choices, when: count(goals) > 1, ask: H, options: [{id: x, text: X}, {id: y, text: Y}]}
    """,
    lists="{goals: {item: mål, min: 0, max: 3, title_from: wish}}",
    more="""
  - id: last
    title: Sidst
    when: "chose(h, 'x') or answered(a)"
    read_back: true
    turns:
      - {id: i, kind: number, when: "skipped(b, 'declined') or b == 'y'", ask: I}
""")


def values(turn: Turn) -> st.SearchStrategy[Any]:
    ids = [option.id for option in turn.options]
    return {
        "yesno": st.booleans(), "choice": st.sampled_from(ids or [""]).map(lambda each: {"chosen": [each]}),
        "choices": st.just({"chosen": ids}), "scale": st.integers(0, 10), "number": st.integers(0, 9),
        "list": st.just(True), "read_back": st.just({"confirmed": True}),
    }.get(turn.kind, st.sampled_from(["ja", "[/b]", "{{ 7*7 }}"]))


class Road(stateful.RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.talk = Talk(SCRIPT)
        self.asked: dict[Place, int] = {}

    @stateful.rule(data=st.data())
    def answer_what_is_asked(self, data: st.DataObject) -> None:
        place = self.talk.next()
        if place is not None:
            assert self.talk.state.is_open(place), "a settled question was asked again"
            self.talk.answer(place, data.draw(values(SCRIPT.by_id[place.turn])))

    @stateful.rule(data=st.data())
    def change_any_answer(self, data: st.DataObject) -> None:
        places = [place for place in self.talk.state.relevant() if not (place.turn == "wish" and place.item)]
        if places:
            place = data.draw(st.sampled_from(places))
            self.talk.answer(place, data.draw(values(SCRIPT.by_id[place.turn])))

    @stateful.rule(reason=st.sampled_from(["not_now", "declined", "unknown"]))
    def skip(self, reason: str) -> None:
        place = self.talk.next()
        if place is not None:
            self.talk.skip(place, reason)

    @stateful.rule()
    def put_off(self) -> None:
        place = self.talk.next()
        if place is not None and self.talk.state.times_put_off(place) < 2:
            self.talk.put_off(place)

    @stateful.rule(item=st.sampled_from(["p", "q", "r"]))
    def add(self, item: str) -> None:
        if self.talk.state.is_relevant(Place("wish")):
            self.talk.add("wish", item, f"Mål {item}")

    @stateful.rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        items = self.talk.state.items("goals")
        if items:
            self.talk.remove("wish", data.draw(st.sampled_from(items)))

    @stateful.rule(data=st.data())
    def take_a_later_back(self, data: st.DataObject) -> None:
        waiting = self.talk.state.waiting()
        if waiting:
            self.talk.reopen(data.draw(st.sampled_from(waiting)))

    @stateful.rule(section=st.sampled_from(["first", "last"]))
    def move(self, section: str) -> None:
        self.talk.move_to(section)

    @stateful.rule(data=st.data())
    def change_and_change_back(self, data: st.DataObject) -> None:
        given = [place for place in self.talk.state.relevant()
                 if self.talk.state.given(place) and not (place.turn == "wish" and place.item)]
        if not given:
            return
        place = data.draw(st.sampled_from(given))
        before = picture(self.talk.state)
        past = list(self.talk.events)
        self.talk.answer(place, data.draw(values(SCRIPT.by_id[place.turn])))
        back = inverse(past, self.talk.events[-1], self.talk.envelope, lambda place: False)
        assert back is not None
        self.talk.do(back[0])
        assert picture(self.talk.state) == before

    @stateful.invariant()
    def replaying_the_events_gives_the_state(self) -> None:
        assert picture(self.talk.replayed()) == picture(self.talk.state)

    @stateful.invariant()
    def relevance_is_what_the_conditions_say_now(self) -> None:
        state = self.talk.state
        for turn in SCRIPT.turns:
            items = state.items(turn.loop.list) if turn.loop else [None]
            for item in items:
                holds = turn.condition is None or bool(turn.condition.test(state, item))
                if turn.loop:
                    holds = holds and state.is_relevant(Place("wish"))
                assert state.is_relevant(Place(turn.id, item, turn.voices[0])) == holds

    @stateful.invariant()
    def a_dormant_answer_is_in_no_condition(self) -> None:
        for place in self.talk.state.dormant():
            if place.voice != "caseworker":
                assert repr(self.talk.state.value(place.turn, place.item)) == "MISSING"

    @stateful.invariant()
    def the_talk_can_always_come_to_an_end(self) -> None:
        rest = Talk(SCRIPT)
        rest.events, rest.state = list(self.talk.events), self.talk.state.copy()
        for _ in range(200):
            place = rest.next()
            if place is None:
                return
            rest.skip(place)
        raise AssertionError("the talk never ends")


TestRoad = Road.TestCase
TestRoad.settings = settings(max_examples=120, stateful_step_count=30, deadline=None)
