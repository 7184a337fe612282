"""The one service every face talks to: what it keeps, what it refuses, and how it steps back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from uuid import UUID, uuid4

import pytest

from dialog.conversation.event import Answered, Place, PutOff, Skipped
from dialog.errors import AnswerError, EmpowerError, ExportError, MovedOn, NotFound
from dialog.face.effect import what_changed
from dialog.library import load_script
from dialog.script.model import REQUIREMENTS, Script
from dialog.session import Session
from dialog.store import Store
from dialog.store.record import Citizen, Edition
from tests.faults.answerer import answer, move
from tests.tiny import picture, script_of

SCRIPT = script_of(
    """
    {id: hello, kind: say, say: Hej.}
    {id: wish, kind: list, fills: goals, ask: Hvad vil du?, plan: {to: goal.statement, verbatim: true}}
    {id: belief, kind: scale, for_each: goals as g, both: [citizen, caseworker], ask: Tror du?, ends: ENDS}
    {id: health, kind: yesno, ask: Fylder dit helbred?}
    {id: care, kind: text, when: health == yes, ask: Hvad hjælper?, plan: {to: health.consideration, verbatim: true}}
    {id: agree, kind: consent, required: must, ask: Én plan?, terms: TERMS}
    {id: last, kind: text, ask: Andet?, plan: {to: direction.interest, verbatim: true}}
    """.replace("ENDS", "{0: a, 5: b, 10: c}").replace(
        "TERMS", '{party: a, what: b, purpose: c, law: d, text_version: "1"}'
    ),
    lists="{goals: {item: mål, min: 0, max: 3, title_from: wish}}",
)
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CARE, HEALTH, LAST = Place("care"), Place("health"), Place("last")


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.throwaway() as made:
        yield made


def begun(store: Store, script: Script = SCRIPT, *, case: str = "SAG-1", name: str = "Opdigtet Øst") -> Session:
    citizen = Citizen(uuid4(), name, case, "310290-1234")
    store.add_citizen(citizen)
    ticks = count()
    return Session.begin(store, citizen, script, clock=lambda: START + timedelta(minutes=next(ticks)))


@pytest.fixture
def session(store: Store) -> Session:
    return begun(store)


def again(session: Session) -> Session:
    return Session.resume(session.store, session.conversation.id)


# What is kept


def test_what_was_answered_is_on_the_disk_before_the_next_question(session: Session) -> None:
    session.answer(Place("hello"), True)
    assert session.store.events(session.conversation.id) == session.events
    assert session.next() == Place("wish")


def test_a_value_the_question_cannot_take_is_refused_and_nothing_is_kept(session: Session) -> None:
    for place, value in ((HEALTH, "ja"), (HEALTH, None), (LAST, "  "), (LAST, 7), (Place("wish"), False), (CARE, "x")):
        with pytest.raises(AnswerError):
            session.answer(place, value)
        with pytest.raises(AnswerError):
            session.effect_of(place, value)
    assert session.events == []
    assert session.store.events(session.conversation.id) == []


def test_an_event_that_could_not_be_written_changes_nothing_and_may_be_tried_again(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = picture(session.state)

    def full(*_: object) -> None:
        raise EmpowerError("Der er ikke plads på disken.")

    with monkeypatch.context() as patch:
        patch.setattr(session.store, "append", full)
        with pytest.raises(EmpowerError):
            session.answer(HEALTH, True)
    assert picture(session.state) == before
    assert session.events == []
    session.answer(HEALTH, True)
    assert picture(again(session).state) == picture(session.state)


def test_a_second_window_that_is_behind_is_told_and_writes_nothing(session: Session) -> None:
    other = again(session)
    session.answer(HEALTH, True)
    with pytest.raises(MovedOn):
        other.answer(HEALTH, False)
    kept = again(session).state.given(HEALTH)
    assert isinstance(kept, Answered)
    assert kept.value is True


def test_the_one_who_is_asked_is_the_one_who_says_it(session: Session) -> None:
    session.add_item("wish", "Ro")
    item = session.state.items("goals")[0]
    session.answer(Place("belief", item, "caseworker"), 4)
    session.answer(Place("belief", item, "citizen"), 7, typed_by="citizen")
    said = [(event.said_by, event.typed_by) for event in session.events if isinstance(event, Answered)]
    assert said == [("caseworker", "caseworker"), ("citizen", "citizen")]


def test_a_step_tells_what_it_opened_rested_and_woke(session: Session) -> None:
    assert what_changed(session.answer(HEALTH, True)) == "Svaret giver 1 spørgsmål mere."
    session.answer(CARE, "At gå en tur")
    assert session.effect_of(HEALTH, False).rests == (CARE,)
    assert what_changed(session.answer(HEALTH, False)) == "1 svar hviler nu."
    assert what_changed(session.answer(HEALTH, True)) == "1 tidligere svar gælder igen."


# Instead of answering


def test_a_must_cannot_be_skipped_but_can_always_be_put_off(session: Session) -> None:
    must = Place("agree")
    with pytest.raises(AnswerError):
        session.skip(must, "declined")
    for _ in range(5):
        session.put_off(must)
    assert session.state.is_open(must)
    assert not any(isinstance(event, Skipped) for event in session.events)


def test_the_third_later_lets_the_question_go(session: Session) -> None:
    for _ in range(3):
        session.put_off(LAST)
    assert [type(event) for event in session.events] == [PutOff, PutOff, Skipped]
    assert not session.state.is_open(LAST)


def test_only_the_four_reasons_are_reasons(session: Session) -> None:
    with pytest.raises(AnswerError):
        session.skip(LAST, "bored")
    session.skip(LAST, "ask_someone")
    assert session.said_at(LAST) == "Det vil jeg spørge en anden om"


def test_a_list_holds_no_more_than_there_is_room_for(session: Session) -> None:
    for text in ("Ro", "Et job", "Venner"):
        session.add_item("wish", text)
    with pytest.raises(AnswerError, match="plads til 3"):
        session.add_item("wish", "En hund")
    with pytest.raises(AnswerError):
        session.reword_item(Place("wish", session.state.items("goals")[0]), "  ")
    assert [session.state.title(item) for item in session.state.items("goals")] == ["Ro", "Et job", "Venner"]


def test_an_item_taken_off_does_not_come_back_by_being_reworded(session: Session) -> None:
    for text in ("Ro", "Et job", "Venner"):
        session.add_item("wish", text)
    gone = Place("wish", session.state.items("goals")[0])
    session.remove_item(gone)
    session.add_item("wish", "En hund")
    with pytest.raises(EmpowerError):
        session.reword_item(gone, "Fire er for mange")
    assert len(session.state.items("goals")) == 3


# Undo


def test_undo_steps_back_further_each_time_to_the_very_beginning(session: Session) -> None:
    pictures = [picture(session.state)]
    for act in (
        lambda: session.answer(Place("hello"), True),
        lambda: session.add_item("wish", "Ro"),
        lambda: session.answer(HEALTH, True),
        lambda: session.answer(CARE, "Te"),
        lambda: session.answer(HEALTH, False),
        lambda: session.skip(LAST, "unknown"),
        lambda: session.put_off(Place("agree")),
    ):
        act()
        pictures.append(picture(session.state))
    while len(pictures) > 1:
        pictures.pop()
        assert session.undo()
        assert picture(session.state) == pictures[-1]
    assert session.undo() is None


def test_undo_goes_on_backwards_after_the_program_was_closed_in_between(session: Session) -> None:
    session.answer(HEALTH, True)
    session.answer(CARE, "Te")
    session.answer(LAST, "Nej tak")
    session.undo()
    resumed = again(session)
    resumed.undo()
    assert resumed.state.given(LAST) is None, "the undo itself was undone"
    assert resumed.state.given(CARE) is None


def test_undo_takes_a_remark_a_wording_and_a_yes_back(session: Session) -> None:
    session.answer(LAST, "Heste")
    line = next(session.plan().lines())
    session.reword_line(line.id, "Dyr", "caseworker")
    session.remark("Ikke helt", disagrees=True)
    session.agree("citizen", typed_by="citizen")
    for _ in range(3):
        assert session.undo()
    plan = session.plan()
    assert not plan.remarks
    assert not plan.agreements
    assert next(plan.lines()).wording is None


# The plan


def agreed(session: Session) -> None:
    session.answer(LAST, "Heste")
    session.agree("citizen", typed_by="citizen")
    assert session.plan().status == "draft"
    session.agree("caseworker", typed_by="caseworker")
    assert session.plan().status == "agreed"


@pytest.mark.parametrize("change", ["answer", "reword", "remark", "item"])
def test_a_change_makes_an_agreed_plan_a_draft_again(session: Session, change: str) -> None:
    agreed(session)
    if change == "answer":
        session.answer(LAST, "Hunde")
    elif change == "reword":
        session.reword_line(next(session.plan().lines()).id, "Dyr", "caseworker")
    elif change == "remark":
        session.remark("Ikke helt")
    else:
        session.add_item("wish", "Ro")
    assert session.plan().status == "draft"
    session.undo()
    assert session.plan().status == "agreed"


def test_looking_and_closing_leave_an_agreed_plan_agreed(session: Session) -> None:
    agreed(session)
    session.close()
    session.reopen()
    session.keep_draft(CARE, "halvt")
    session.move_to("first")
    assert again(session).plan().status == "agreed"


def test_closing_is_always_possible_and_going_on_too(session: Session) -> None:
    for act in (lambda: None, lambda: session.answer(HEALTH, True), lambda: session.skip(LAST, "unknown")):
        act()
        session.close()
        assert again(session).state.closed
        session.reopen()
        assert not again(session).state.closed


def test_the_plan_is_written_in_every_form_and_the_number_only_when_asked_for(session: Session, tmp_path: Path) -> None:
    session.answer(LAST, "Heste & <b>ro</b>")
    for suffix in (".md", ".html", ".json"):
        path = session.export(tmp_path / f"plan{suffix}")
        assert "Heste" in path.read_text()
        assert "310290-1234" not in path.read_text()
        assert path.stat().st_mode & 0o777 == 0o600
    whole = json.loads(session.export(tmp_path / "with.json", with_cpr=True).read_text())
    assert whole["header"]["cpr"] == "310290-1234"


def test_nobody_says_yes_for_the_two_of_them_at_once(session: Session) -> None:
    session.answer(LAST, "Heste")
    for by, typed_by in (("together", "together"), ("citizen", "caseworker"), ("citizen", "together")):
        with pytest.raises(AnswerError, match="Et ja kan kun gives af den, det er"):
            session.agree(by, typed_by=typed_by)  # type: ignore[arg-type]
    assert session.plan().agreements == ()


def test_a_plan_taken_out_is_the_one_that_was_written_also_when_the_talk_went_on_meanwhile(session: Session) -> None:
    session.answer(LAST, "Heste")
    plan, by_then = session.plan(), session.state.seq
    session.answer(LAST, "Køer")
    session.note_taken_out(plan)
    (version,) = session.versions()
    assert version.seq == by_then
    assert [each.after for each in session.changes(version)] == ["»Køer«"]


@pytest.mark.parametrize("name", ["plan.exe", "plan", "plan.doc", "no/such/plan.md"])
def test_a_plan_that_cannot_be_written_is_told_and_leaves_nothing_behind(
    session: Session, tmp_path: Path, name: str
) -> None:
    with pytest.raises(ExportError):
        session.export(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_municipality_number_that_is_none_does_not_stop_the_plan(session: Session) -> None:
    session.store.set_setting("municipality_cvr", "12")
    session.answer(LAST, "Heste")
    assert [line.text for line in session.plan().lines()] == ["Heste"]


# Half-typed text


def test_a_draft_is_offered_for_its_own_place_only_and_never_applied(session: Session) -> None:
    session.answer(HEALTH, True)
    session.keep_draft(CARE, "At gå en t")
    resumed = again(session)
    draft = resumed.draft()
    assert draft is not None
    assert (draft.place, draft.text) == (CARE, "At gå en t")
    assert resumed.state.given(CARE) is None
    resumed.answer(HEALTH, False)
    assert resumed.draft() is None, "offered where its question does not apply"
    resumed.answer(HEALTH, True)
    assert resumed.draft() == draft
    resumed.answer(CARE, "At gå en tur")
    assert resumed.draft() is None


def test_a_draft_is_never_offered_to_another_citizen_or_another_talk(session: Session) -> None:
    session.keep_draft(LAST, "Min hemmelighed")
    other = begun(session.store, case="SAG-2", name="En anden")
    same = Session.begin(session.store, session.citizen, SCRIPT)
    assert other.draft() is None
    assert same.draft() is None
    other.keep_draft(LAST, "Noget andet")
    mine = session.draft()
    assert mine is not None
    assert mine.text == "Min hemmelighed"


def test_empty_text_drops_the_draft(session: Session) -> None:
    session.keep_draft(LAST, "hm")
    session.keep_draft(LAST, "")
    assert again(session).draft() is None


# Looking back


def test_looking_back_shows_every_answer_as_it_was_asked_and_what_became_of_it(session: Session) -> None:
    session.answer(HEALTH, True)
    session.answer(CARE, "Te")
    session.answer(CARE, "Kaffe")
    session.answer(HEALTH, False)
    session.skip(LAST, "unknown")
    told = [(said.place.turn, said.said, said.standing) for said in session.said()]
    assert told == [
        ("health", "Ja", "earlier"),
        ("care", "Te", "earlier"),
        ("care", "Kaffe", "resting"),
        ("health", "Nej", "now"),
        ("last", "Det ved jeg ikke", "skipped"),
    ]


def test_a_read_back_reads_only_what_holds_now(session: Session) -> None:
    session.answer(HEALTH, True)
    session.answer(CARE, "Te")
    session.answer(HEALTH, False)
    assert [said.said for said in session.summary("first")] == ["Nej"]


def test_a_conversation_that_is_not_there_is_not_found(store: Store) -> None:
    with pytest.raises(NotFound):
        Session.resume(store, UUID(int=3))


# Letters of any kind

HOSTILE = ("\x1b]52;c;aGVq\x07hej", "\x9b31mhej", "hej\u202ejeh", "hej\x00", "\ud800hej", "e\u0301" * 3 + "hej")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_face_can_bring_signs_that_steer_a_terminal_into_an_answer(session: Session, text: str) -> None:
    """A screen cleans what is typed; a scenario or a robot comes past the screen."""
    session.answer(LAST, text)
    session.add_item("wish", text)
    session.remark(text)
    kept = again(session)
    said = [
        kept.said_at(LAST),
        *(kept.state.title(item) for item in kept.state.items("goals")),
        *(remark.text for remark in kept.state.about_plan.remarks.values()),
    ]
    for each in said:
        assert "hej" in each
        assert not any(sign in each for sign in "\x00\x07\x1b\x9b\u202e\ud800")


# Any road through the shipped script

ROADS = 200


@pytest.fixture(scope="module")
def shipped() -> Script:
    return load_script("first_conversation")


def finish(session: Session, rng: Random) -> None:
    """Straight on to the end, one answer after the other."""
    for _ in range(500):
        place = session.next()
        if place is None:
            return
        try:
            answer(session, place, rng)
        except AnswerError:
            session.skip(place, "unknown")
    raise AssertionError("the talk does not end")


class Memory:
    """A store that only listens, so that 200 talks cost seconds; that a real one keeps the same is for test_machine."""

    def __init__(self, citizen: Citizen) -> None:
        self.known = citizen

    def begin(self, *_: object) -> None: ...
    def append(self, *_: object) -> None: ...
    def editions(self, _: object) -> list[Edition]:
        return []

    def setting(self, name: str) -> str | None:
        return "Bo Lund" if name == "coordinator_name" else None

    def citizen(self, _: object) -> Citizen:
        return self.known


def test_two_hundred_random_roads_end_with_a_plan_that_can_show_every_requirement(shipped: Script) -> None:
    met: dict[str, int] = dict.fromkeys(REQUIREMENTS, 0)
    citizen = Citizen(uuid4(), "Opdigtet", "SAG-1")
    turns = set()
    for seed in range(ROADS):
        rng = Random(seed)
        session = Session.begin(Memory(citizen), citizen, shipped)  # type: ignore[arg-type]
        for _ in range(rng.randint(0, 60)):
            move(session, rng)
        finish(session, rng)
        plan = session.plan()
        turns |= {event.place.turn for event in session.events if isinstance(event, Answered)}
        filled = {line.target for line in plan.lines()}
        asked = {turn for requirement in REQUIREMENTS for turn in _asked(session, requirement)}
        assert asked == set(REQUIREMENTS), f"road {seed}"
        for requirement in plan.requirements:
            met[requirement.id] += requirement.met
        assert filled
    assert min(met.values()) > ROADS // 4, met
    assert {turn.id for turn in shipped.turns} - turns == set(), "turns that no road met"


def _asked(session: Session, requirement: str) -> set[str]:
    """The requirement itself, when this road settled a question that serves it and goes into the plan."""
    script = session.script
    for place in session.state.relevant():
        turn = script.by_id[place.turn]
        serves = {*turn.serves, *script.section_of(turn.id).serves}
        if requirement in serves and turn.plan and session.state.given(place) is not None:
            return {requirement}
    return set()


def test_no_settled_question_is_asked_again_on_a_straight_road(shipped: Script) -> None:
    citizen = Citizen(uuid4(), "Opdigtet", "SAG-1")
    for seed in range(20):
        rng, seen = Random(seed), set()
        session = Session.begin(Memory(citizen), citizen, shipped)  # type: ignore[arg-type]
        while (place := session.next()) is not None:
            if not session.turn(place).fills:
                assert place not in seen
                seen.add(place)
            try:
                answer(session, place, rng)
            except AnswerError:
                session.skip(place, "unknown")


@pytest.mark.parametrize(("name", "first", "then"), [("agree", True, False), ("belief", 9, 2)])
def test_an_undo_never_brings_an_answer_of_the_citizens_own_hand_back(
    session: Session, name: str, first: object, then: object,
) -> None:
    item = session.add_item("wish", "hund") if name == "belief" else None
    place = Place(name, item, "citizen" if item else None)
    session.answer(place, first)
    session.answer(place, then)
    assert session.undo() == "Spørgsmålet står her igen. Borgeren svarer selv."
    assert session.state.is_open(place)
    assert session.undo() is not None
    assert not isinstance(session.state.given(place), Answered)


def test_what_the_citizens_own_hand_answered_is_skipped_by_no_other(session: Session) -> None:
    session.answer(HEALTH, True)
    item = session.add_item("wish", "hund")
    belief = Place("belief", item, "citizen")
    session.answer(belief, 4)
    with pytest.raises(AnswerError):
        session.skip(belief, "declined", typed_by="caseworker")
    given = session.state.given(belief)
    assert isinstance(given, Answered) and given.value == 4
    session.skip(belief, "declined", typed_by="citizen")
    session.skip(HEALTH, "declined", typed_by="caseworker")
