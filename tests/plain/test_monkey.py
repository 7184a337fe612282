"""Lines without sense, thousands of them: nothing breaks, nothing steers, and nobody else is named."""

from __future__ import annotations

from random import Random
from uuid import uuid4

import pytest

from dialog.library import load_script
from dialog.plain import face
from dialog.plain.commands import PLAN, REVIEW, TALK
from dialog.plain.face import Face, Gone
from dialog.plain.talk import Talk
from dialog.session import Session
from dialog.store.record import Citizen
from tests.faults.payloads import PRINTED, STEERING
from tests.ui.talks import begun

NAMES = [name for commands in (TALK, PLAN, REVIEW) for each in commands for name in each.names
         if each.id not in ("lock", "guide", "save")]
AFTER = ("", "", " 2", " alt", " ja", " ukrainsk", " 99999999999")
CANARY = "Kanarie Nabo"


def a_line(rng: Random) -> str:
    match rng.choices(("number", "nothing", "command", "help", "words"), (35, 15, 25, 3, 22))[0]:
        case "number":
            return str(rng.randrange(12))
        case "nothing":
            return ""
        case "command":
            return f".{rng.choice(NAMES)}{rng.choice(AFTER)}"
        case "help":
            return "?"
    return rng.choice([*PRINTED, *STEERING]).replace("\n", " ") + rng.choice(["", "", " +"])


@pytest.mark.parametrize(("seed", "count"), [
    (1, 500), *(pytest.param(seed, 10_000, marks=pytest.mark.soak) for seed in range(2, 6))])
def test_lines_without_sense_break_nothing_and_name_nobody_else(seed: int, count: int) -> None:
    rng, said = Random(seed), [""]
    session = begun(load_script("first_conversation"))
    session.store.add_citizen(Citizen(uuid4(), CANARY, "SAG-9", "010190-4321"))
    lines = iter([a_line(rng) for _ in range(count)])

    def hear(secret: bool, patience: float | None) -> str:
        for line in lines:
            return line
        raise Gone

    with pytest.raises(Gone):
        while True:
            Talk(Face(hear, said.append), session).run()
            session = Session.resume(session.store, session.conversation.id)
    session.store.close()
    text = "\n".join(said)
    assert len(session.events) > count // 100
    assert not any(face.STEERS.search(line) for line in said)
    for secret in (CANARY, "010190-4321", "310290-1234", *(turn.guide for turn in session.script.turns if turn.guide)):
        assert secret not in text
