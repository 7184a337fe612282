"""The access log: a CPR number is given out only with a row that says so, and no row is ever changed or lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import sqlcipher3

from dialog.errors import EmpowerError, NotFound
from dialog.store import Store
from tests.store.people import person

AT = datetime(2026, 5, 3, 9, 30, tzinfo=UTC)


def rows(store: Store) -> list[tuple[object, ...]]:
    with store._database.reading() as connection:
        return connection.execute("SELECT seq, at, citizen, what FROM access ORDER BY seq").fetchall()


def test_a_clock_that_was_wrong_once_hides_no_later_showing(store: Store) -> None:
    citizen = replace(person(), cpr="310290-1234")
    store.add_citizen(citizen)
    for at in (AT + timedelta(days=3650), AT):
        store.show_cpr(citizen.id, at)
    assert store.cpr_shown(citizen.id) == AT


def test_a_number_that_is_shown_is_noted_each_time(store: Store) -> None:
    citizen = replace(person(), cpr="310290-1234")
    store.add_citizen(citizen)
    assert store.cpr_shown(citizen.id) is None
    for minutes in (0, 5):
        assert store.show_cpr(citizen.id, AT + timedelta(minutes=minutes)) == "310290-1234"
    assert store.cpr_shown(citizen.id) == AT + timedelta(minutes=5)
    assert rows(store) == [(1, "2026-05-03T09:30:00.000000+00:00", citizen.id.hex, "cpr_shown"),
                           (2, "2026-05-03T09:35:00.000000+00:00", citizen.id.hex, "cpr_shown")]
    assert store.cpr_shown(uuid4()) is None


def test_nobody_unknown_is_noted(store: Store) -> None:
    with pytest.raises(NotFound):
        store.show_cpr(uuid4(), AT)
    assert rows(store) == []


def test_what_cannot_be_noted_is_not_given_out(store: Store) -> None:
    citizen = replace(person(), cpr="310290-1234")
    store.add_citizen(citizen)
    store._database.connection.execute(
        "CREATE TRIGGER full BEFORE INSERT ON access BEGIN SELECT RAISE(ABORT, 'no room'); END")
    with pytest.raises(EmpowerError):
        store.show_cpr(citizen.id, AT)
    assert rows(store) == []


@pytest.mark.parametrize("change", ["UPDATE access SET at = 'never'", "DELETE FROM access"])
def test_a_row_is_neither_changed_nor_taken_away(store: Store, change: str) -> None:
    citizen = person()
    store.add_citizen(citizen)
    store.show_cpr(citizen.id, AT)
    kept = rows(store)
    with pytest.raises(sqlcipher3.DatabaseError, match="only added to"), store._database.writing() as connection:
        connection.execute(change)
    assert rows(store) == kept


def test_a_number_that_leaves_the_program_is_noted_as_that(store: Store) -> None:
    citizen = replace(person(), cpr="310290-1234")
    store.add_citizen(citizen)
    assert store.take_out_cpr(citizen.id, AT) == "310290-1234"
    assert rows(store) == [(1, "2026-05-03T09:30:00.000000+00:00", citizen.id.hex, "cpr_taken_out")]
    assert store.cpr_shown(citizen.id) is None


def test_the_log_is_there_when_the_file_is_opened_again(folder: Path, store: Store) -> None:
    from tests.store.people import PASSPHRASE

    citizen = person()
    store.add_citizen(citizen)
    store.show_cpr(citizen.id, AT)
    store.close()
    with Store.open(folder, PASSPHRASE) as again:
        assert again.cpr_shown(citizen.id) == AT
