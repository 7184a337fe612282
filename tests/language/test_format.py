"""Dates, numbers and lists as Danes write them, and the dates that they type."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialog.language.format import (
    date_text,
    date_time_text,
    day_text,
    list_text,
    local_date,
    number_text,
    parse_date,
    time_text,
)

WEDNESDAY = date(2026, 4, 29)


def test_dates_times_numbers_and_lists_are_danish() -> None:
    assert date_text(date(2026, 5, 3)) == "3. maj 2026"
    assert day_text(date(2026, 5, 3)) == "søndag den 3. maj 2026"
    assert number_text(1234.5) == "1.234,5"
    assert [list_text(list("abc")[:many]) for many in range(4)] == ["", "a", "a og b", "a, b og c"]


@pytest.mark.parametrize(("hour", "month", "shown"), [(8, 5, "10.05"), (8, 1, "09.05"), (23, 5, "01.05")])
def test_a_time_is_shown_on_the_danish_clock_summer_and_winter(hour: int, month: int, shown: str) -> None:
    moment = datetime(2026, month, 3, hour, 5, tzinfo=UTC)
    assert time_text(moment) == shown
    assert date_time_text(moment) == f"{date_text(local_date(moment))} kl. {shown}"


def test_the_day_is_the_danish_day() -> None:
    assert local_date(datetime(2026, 5, 3, 23, 30, tzinfo=UTC)) == date(2026, 5, 4)


@pytest.mark.parametrize(("typed", "meant"), [
    ("3. maj", "2026-05-03"), ("3/5", "2026-05-03"), ("03-05-2026", "2026-05-03"), ("2026-05-03", "2026-05-03"),
    ("3 maj", "2026-05-03"), ("3. MAJ 2027", "2027-05-03"), ("den 3. maj", "2026-05-03"), ("d. 3/5", "2026-05-03"),
    ("d.3/5-26", "2026-05-03"), ("3.5.2026", "2026-05-03"), ("03.05.26", "2026-05-03"), ("3/5 2027", "2027-05-03"),
    ("søndag den 3. maj", "2026-05-03"), ("på søndag den 3. maj", "2026-05-03"), ("søn", None),
    ("12. sept.", "2026-09-12"), ("1. jan", "2027-01-01"), ("28/4", "2027-04-28"), ("29. april", "2026-04-29"),
    ("i dag", "2026-04-29"), ("idag", "2026-04-29"), ("I morgen", "2026-04-30"), ("i overmorgen", "2026-05-01"),
    ("i går", "2026-04-28"), ("om 14 dage", "2026-05-13"), ("om to uger", "2026-05-13"), ("om en uge", "2026-05-06"),
    ("om en måned", "2026-05-29"), ("om 3 måneder", "2026-07-29"), ("om et halvt år", "2026-10-29"),
    ("om et år", "2027-04-29"), ("på fredag", "2026-05-01"), ("fredag", "2026-05-01"), ("på onsdag", "2026-05-06"),
    ("onsdag", "2026-05-06"), ("i fredags", "2026-04-24"), ("i onsdags", "2026-04-22"),
    ("fredag i næste uge", "2026-05-08"), ("mandag i uge 45", "2026-11-02"), ("mandag i uge 1", "2027-01-04"),
    ("den 3.", "2026-05-03"), ("den 29", "2026-04-29"), ("den 28.", "2026-05-28"), ("den 31.", "2026-05-31"),
    ("29/2", "2028-02-29"), ("  på   fredag. ", "2026-05-01"), ("29/2-2028", "2028-02-29"),
])
def test_a_date_is_read_as_a_dane_means_it(typed: str, meant: str | None) -> None:
    assert parse_date(typed, WEDNESDAY) == meant


@pytest.mark.parametrize("typed", [
    "", " ", "snart", "maj", "14", "næste fredag", "næste uge", "uge 45", "mandag den 3. maj", "31/2", "32/1", "1/13",
    "31. april 2026", "0/5", "2026-13-01", "29/2-2027", "om 9999 år", "om mange dage", "3. maj kl. 10", "3/5/6/7",
    "mandag i uge 60", "den 32.", "١٢/٥", "1e3/2", "om -3 dage", "medio maj", "\x00", "3" * 5000,
])
def test_what_is_no_date_or_more_than_one_is_asked_about_again(typed: str) -> None:
    assert parse_date(typed, WEDNESDAY) is None


def test_the_last_of_a_month_stays_within_the_month() -> None:
    assert parse_date("om en måned", date(2026, 1, 31)) == "2026-02-28"
    assert parse_date("om en måned", date(2027, 12, 31)) == "2028-01-31"
    assert parse_date("den 31.", date(2026, 2, 10)) == "2026-03-31"


@given(st.dates(date(1950, 1, 1), date(2150, 12, 31)), st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_whatever_the_program_writes_it_can_read(day: date, today: date) -> None:
    assert parse_date(date_text(day), today) == day.isoformat()
    assert parse_date(day_text(day), today) == day.isoformat()
    assert parse_date(day.isoformat(), today) == day.isoformat()


@given(st.text(max_size=30), st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_any_text_on_any_day_is_a_date_or_none(text: str, today: date) -> None:
    found = parse_date(text, today)
    assert found is None or date.fromisoformat(found)


@given(st.sampled_from(["mandag", "fredag", "søndag"]), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_weekday_is_within_the_coming_week(weekday: str, today: date) -> None:
    found = date.fromisoformat(parse_date(f"på {weekday}", today) or "")
    assert timedelta(1) <= found - today <= timedelta(7)
