"""A plan that leaves the program with the CPR number stands in the access log, or does not leave."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialog.errors import EmpowerError
from dialog.store import Store
from tests.test_session import LAST, begun


def taken_out(store: Store) -> int:
    with store._database.reading() as connection:
        return len(connection.execute("SELECT 1 FROM access WHERE what = 'cpr_taken_out'").fetchall())


@pytest.mark.parametrize("with_cpr", [True, False])
def test_a_plan_with_the_number_is_noted_first_and_without_the_note_there_is_no_plan(
    tmp_path: Path, with_cpr: bool
) -> None:
    """Its twin: a plan without the number asks nothing of the log."""
    with Store.throwaway() as store:
        session = begun(store)
        session.answer(LAST, "Heste")
        session.export(tmp_path / "noted.json", with_cpr=with_cpr)
        assert taken_out(store) == with_cpr
        store._database.connection.execute(
            "CREATE TRIGGER full BEFORE INSERT ON access BEGIN SELECT RAISE(ABORT, 'no room'); END")
        if with_cpr:
            with pytest.raises(EmpowerError):
                session.export(tmp_path / "unnoted.json", with_cpr=True)
        else:
            session.export(tmp_path / "unnoted.json")
        assert (tmp_path / "unnoted.json").exists() is not with_cpr
