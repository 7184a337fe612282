"""The calendar, read by vobject: each agreed day is there, private and discreet, and no text is anything but text."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import vobject
from icalendar import Calendar

from dialog.conversation.event import Place
from dialog.language.clean import clean_text
from dialog.plan.model import Coordinator, Plan
from dialog.render.document import make
from tests.faults.payloads import PRINTED
from tests.plan.whole import agreed, plan_of, shipped, talked, worded
from tests.render.hostile import PAYLOADS, plan_with
from tests.tiny import Talk, script_of

TURNS = """
    {id: what, kind: list, fills: deals, ask: Hvad?, plan: {to: agreement.what, verbatim: true}}
    {id: who, kind: text, for_each: deals as d, with: {deal: d.what}, ask: "{deal}?", plan: {to: agreement.who}}
    {id: day, kind: date, for_each: deals as d, ask: Hvornår?, plan: {to: agreement.when, skipped: true}}
    {id: next, kind: date, ask: Hvornår ses vi?, plan: {to: follow_up.next_talk, skipped: true}}
"""
HOSTILE = list(dict.fromkeys([*PAYLOADS.values(), *PRINTED, "a\r\nEND:VEVENT\r\nEND:VCALENDAR\r\nx", "a\nATTACH:x\nb",
                              "a;b,c\\n:d\"", "\u2028BEGIN:VALARM\x85x", "æ" * 500, "👩🏽" * 100]))


def talk_with(what: str, *, day: str | None = "2026-04-01") -> Talk:
    talk = Talk(script_of(TURNS, lists="{deals: {item: aftale, min: 0, max: 5, title_from: what}}"))
    talk.add("what", "d1", what)
    talk.answer(Place("who", "d1"), what)
    if day:
        talk.answer(Place("day", "d1"), day)
        talk.answer("next", day)
    else:
        talk.skip(Place("day", "d1"))
        talk.skip("next", "unknown")
    return talk


def read(plan: Plan) -> Any:
    calendar = vobject.readOne(make(plan, "calendar").decode("utf-8"))
    assert calendar.name == "VCALENDAR"
    assert calendar.validate()
    return calendar


def entries(plan: Plan) -> list[Any]:
    return list(read(plan).contents.get("vevent", []))


def test_the_next_talk_the_numbers_and_each_agreement_are_days_in_the_calendar() -> None:
    plan = plan_of(worded(talked()))
    found = {each.uid.value: each for each in entries(plan)}
    days = [line for line in plan.lines() if line.kind == "date"]
    assert len(days) == 4
    assert set(found) == {str(line.id) for line in days}
    assert {each.dtstart.value for each in found.values()} == {date(2026, 3, 16)}
    assert sorted(each.summary.value for each in found.values()) == [
        "UDKAST: Aftale fra min plan", "UDKAST: Aftale fra min plan", "UDKAST: Næste samtale med Bo Lund",
        "UDKAST: Vi ser på tallene igen"]
    inside = {each.description.value for each in found.values()}
    assert "Ringe til køkkenet på Solvang\nHvem: Jeg gør det selv" in inside
    assert "Kontakt: Telefon 12 34 56 78" in inside


def test_an_entry_is_private_takes_no_time_and_follows_the_plans_version() -> None:
    talk = agreed(worded(talked()))
    talk.answer("sign", "At jeg griner.")
    plan = plan_of(agreed(talk))
    assert plan.version == 2
    for each in entries(plan):
        assert {name: each.contents[name][0].value for name in ("class", "transp", "status", "sequence")} == {
            "class": "PRIVATE", "transp": "TRANSPARENT", "status": "CONFIRMED", "sequence": "2"}
        assert each.dtstamp.value == plan.header.updated
        assert not {"attendee", "organizer", "valarm", "attach", "url"} & set(each.contents)


def test_what_stands_on_the_outside_tells_nothing_of_the_plan() -> None:
    plan = plan_of(worded(talked()), cpr="310299-0000")
    outside = {each.summary.value for each in entries(plan)}
    assert not [line.text for line in plan.lines() for name in outside if line.own_words and line.text in name]
    text = make(plan, "calendar").decode()
    assert "310299" not in text
    assert "Anna Holst" not in text
    goals = [line.text for line in plan.lines() if line.target.startswith(("goal.", "barrier.", "health."))]
    assert not [each for each in goals if each in text.replace("\r\n ", "")]


def test_a_calendar_is_a_draft_until_both_have_said_yes() -> None:
    talk = worded(talked())
    draft, done = read(plan_of(talk)), read(plan_of(agreed(talk)))
    assert {each.status.value for each in draft.vevent_list} == {"TENTATIVE"}
    assert all(each.summary.value.startswith("UDKAST: ") for each in draft.vevent_list)
    assert draft.x_wr_calname.value == "UDKAST: Min plan"
    assert {each.status.value for each in done.vevent_list} == {"CONFIRMED"}
    assert "UDKAST" not in done.serialize()
    assert read(plan_of(worded(talked()), practice=True)).x_wr_calname.value == "ØVELSE: UDKAST: Min plan"


@pytest.mark.parametrize("dates", ["nothing said", "passed"])
def test_a_plan_without_dates_is_a_calendar_without_entries_that_parsers_take(dates: str) -> None:
    plan = plan_of(talk_with("Ord", day=None) if dates == "passed" else Talk(shipped()))
    calendar = read(plan)
    assert list(calendar.components()) == []
    assert calendar.x_wr_calname.value == "UDKAST: Min plan"
    assert Calendar.from_ical(make(plan, "calendar")).errors == []


def test_a_coordinator_who_is_not_known_yet_is_not_named() -> None:
    plan = plan_of(talked(), coordinator=Coordinator())
    assert "UDKAST: Næste samtale" in {each.summary.value for each in entries(plan)}


@pytest.mark.parametrize("payload", HOSTILE)
def test_a_hostile_agreement_is_a_text_and_nothing_else(payload: str) -> None:
    plan = plan_of(talk_with(payload), coordinator=Coordinator(name=payload, contact=payload))
    content = make(plan, "calendar")
    assert [each.name for each in read(plan).components()] == ["VEVENT", "VEVENT"]
    text = clean_text(payload)[0]
    found = {each.description.value for each in entries(plan)}
    assert found == {clean_text(f"{text}\nHvem: {text}")[0], clean_text(f"Kontakt: {payload}")[0]}
    assert {name for each in entries(plan) for name in each.contents} <= {
        "uid", "sequence", "dtstamp", "dtstart", "summary", "description", "status", "class", "transp"}
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    other = Calendar.from_ical(content)
    assert other.errors == []
    assert {str(each["DESCRIPTION"]) for each in other.walk("VEVENT")} == found


def test_a_calendar_that_is_glued_together_lets_an_agreement_end_it() -> None:
    """The twin: without escaping, the same words are lines of the calendar."""
    glued = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "UID:1",
                         "DESCRIPTION:a\r\nEND:VEVENT\r\nBEGIN:VALARM\r\nEND:VALARM\r\nEND:VCALENDAR", ""])
    assert [each.name for each in vobject.readOne(glued).components()] == ["VEVENT", "VALARM"]


def test_hostile_texts_elsewhere_in_the_plan_never_reach_the_calendar() -> None:
    assert entries(plan_with("x")) == []


def test_the_same_plan_is_the_same_bytes() -> None:
    content = make(plan_of(agreed(worded(talked()))), "calendar")
    assert content == make(plan_of(agreed(worded(talked()))), "calendar")
    assert content.endswith(b"END:VCALENDAR\r\n")
