"""The program is killed in the middle of things, the power goes: what was acknowledged is there, and nothing else."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest

from dialog.errors import EmpowerError, NoStore
from dialog.session import Session
from dialog.store import Store
from tests.faults.lives import PASSPHRASE
from tests.faults.powercut import ACKS, Disk, Op, build_recorder, record
from tests.terminal import ROOT

LIVES = 300
NOTHING_HARMED: dict[str, Any] = {}


def live(lives: int, seed: int, twin: str = "") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.lives", f"--lives={lives}", f"--seed={seed}", f"--twin={twin}"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def reports(*running: subprocess.Popen[str]) -> list[dict[str, Any]]:
    told = [each.communicate(timeout=3600)[0] for each in running]
    assert [each.returncode for each in running] == [0] * len(running)
    return [json.loads(each) for each in told]


def harm(report: dict[str, Any]) -> dict[str, Any]:
    kinds = ("lost", "wrong", "unknown", "displaced", "drafts_wrong", "drafts_applied", "refused")
    return {name: report[name] for name in kinds if report[name]}


def killed(lives: int, seed: int) -> None:
    both = reports(live(lives // 2, seed), live(lives - lives // 2, seed + 1))
    assert [harm(each) for each in both] == [NOTHING_HARMED, NOTHING_HARMED]
    names = ("lives", "acknowledged", "in_append", "in_draft", "drafts_back")
    total = {name: sum(each[name] for each in both) for name in names}
    assert total["lives"] == lives
    assert total["acknowledged"] > lives, "the typist hardly got to answer"
    assert total["in_append"] > lives // 10, "hardly any kill fell between the asking and the keeping"
    assert total["in_draft"] > lives // 20
    assert total["drafts_back"] > lives // 10


def test_three_hundred_kills_lose_no_acknowledged_answer_and_apply_no_draft() -> None:
    killed(LIVES, 1)


@pytest.mark.soak
def test_ten_thousand_kills_lose_nothing_either() -> None:
    killed(10_000, 100)


@pytest.mark.parametrize(("twin", "kind"), [
    ("uncommitted", "lost"), ("crossed", "drafts_wrong"), ("applied", "drafts_applied"), ("altered", "wrong"),
])  # fmt: skip
def test_the_same_kills_catch_a_program_that_is_broken(twin: str, kind: str) -> None:
    (report,) = reports(live(20, 3, twin))
    assert kind in harm(report)


# The power goes


@pytest.fixture(scope="module")
def recorder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if sys.platform != "linux" or shutil.which("gcc") is None:
        pytest.skip("the recorder is a preloaded library: Linux and gcc only")
    return build_recorder(tmp_path_factory.mktemp("recorder"))


def cut(ops: list[Op], folder: Path, cuts: int) -> tuple[dict[str, int], int]:
    """What went wrong over so many power cuts, and how many acknowledged events were looked for."""
    rng, wrong, looked_for = Random(11), {"lost": 0, "refused": 0, "no first start": 0}, 0
    moments = sorted(rng.sample(range(len(ops)), cuts))
    disk, acks = Disk(), b""
    for at, op in enumerate(ops):
        if op.path.endswith(ACKS):
            acks += op.data
        else:
            disk.play(op)
        if moments and at == moments[0]:
            moments.pop(0)
            looked_for += acks.count(b"\n")
            for luck in (0.0, 0.5, 1.0):
                _look(disk.after_a_cut(rng, luck), acks.decode().split(), folder, wrong)
    return wrong, looked_for


def _look(content: dict[str, bytes], acks: list[str], folder: Path, wrong: dict[str, int]) -> None:
    """Opens what stands on the disk after the cut, as the next start would."""
    home = folder / "after"
    home.mkdir(mode=0o700)
    for path, data in content.items():
        (home / Path(path).name).write_bytes(data)
    try:
        with Store.open(home, PASSPHRASE) as store:
            talks = [talk for each in store.citizens() for talk in store.conversations(each.id)]
            events = {event.id for talk in talks for event in Session.resume(store, talk.id).events}
        wrong["lost"] += sum(UUID(ack) not in events for ack in acks[1:])
    except NoStore:
        wrong["lost"] += bool(acks)
        wrong["no first start"] += Store.exists(home)
    except EmpowerError:
        wrong["refused"] += 1
    finally:
        shutil.rmtree(home)


def test_a_power_cut_takes_nothing_that_was_acknowledged(recorder: Path, tmp_path: Path) -> None:
    ops = record(tmp_path, recorder)
    wrong, looked_for = cut(ops, tmp_path, 60)
    assert looked_for > 300
    assert wrong == {"lost": 0, "refused": 0, "no first start": 0}


@pytest.mark.parametrize("settings", [
    ("synchronous=OFF", "synchronous_told=0"),
    ("journal_mode=DELETE", "journal_mode_told=delete", "synchronous=FULL", "synchronous_told=2"),
])  # fmt: skip
def test_weaker_settings_lose_answers_in_the_same_power_cuts(
    recorder: Path, tmp_path: Path, settings: tuple[str]
) -> None:
    wrong, _ = cut(record(tmp_path, recorder, settings), tmp_path, 60)
    assert wrong["lost"] + wrong["refused"] > 0
