"""What is new in a plan, told by the real command upon a real file."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialog.conversation.event import Place
from dialog.session import Session
from dialog.store import Store
from tests.faults.lives import PASSPHRASE
from tests.test_plan_command import done, file_of, plan


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return file_of(tmp_path / "empower", "SAG-1")


def session(store: Store) -> Session:
    return Session.resume(store, store.conversations(store.citizen("SAG-1").id)[0].id)


def told(home: Path, *more: str) -> list[str]:
    return done(plan(home, "diff", "SAG-1", *more)).out.splitlines()


def test_a_plan_that_was_never_kept_has_nothing_to_be_held_against(home: Path) -> None:
    assert told(home) == ["Planen har kun én udgave endnu. Den er hverken aftalt eller skrevet ud."]


def test_what_was_said_since_is_told_with_its_cause_and_each_version_by_its_number(home: Path) -> None:
    done(plan(home, "export", "SAG-1", "--to", str(home.parent / "plan.md")))
    first, *nothing = told(home)
    assert "Fra udgave 1 (" in first and "skrevet ud) til planen, som den står nu:" in first
    assert nothing == ["Der er ikke ændret noget."]
    with Store.open(home, PASSPHRASE) as store:
        talk = session(store)
        talk.answer(Place("skills"), "Jeg kan bage")
        for voice in ("citizen", "caseworker"):
            talk.agree(voice, typed_by=voice)
        talk.answer(Place("skills"), "Jeg kan bage og smile")
    assert "er ændret fra »Jeg kan bage« til »Jeg kan bage og smile«. Det sagde du den " in told(home)[1]
    head, *changes = told(home, "--since", "1", "--until", "2")
    assert "udgave 1 (" in head and "til udgave 2 (" in head and "aftalt)" in head
    assert any("til »Jeg kan bage«. Det sagde du den " in each for each in changes)


def test_a_version_there_is_none_of_is_told(home: Path) -> None:
    done(plan(home, "export", "SAG-1", "--to", str(home.parent / "plan.md")))
    said = plan(home, "diff", "SAG-1", "--since", "7")
    assert (said.status, said.err) == (13, "Der er ingen udgave 7. Den seneste er udgave 1.\n")
