"""A file is whole or not there, it is its owner's alone, and a failure is one Danish sentence."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from dialog.errors import ExportError
from dialog.render.write import file_name, sweep, write_file, write_folder


def test_a_file_is_written_whole_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_file(tmp_path / "plan.md", "blåbær".encode())
    finally:
        os.umask(before)
    assert (tmp_path / "plan.md").read_text(encoding="utf-8") == "blåbær"
    assert stat.S_IMODE((tmp_path / "plan.md").stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["plan.md"]


def test_an_older_file_is_replaced_and_closed_to_others(tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    path.write_bytes(b"gammel")
    path.chmod(0o644)
    write_file(path, b"ny")
    assert path.read_bytes() == b"ny"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_when_the_disk_fails_the_old_file_stands_and_nothing_is_left_beside_it(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    path = tmp_path / "plan.md"
    path.write_bytes(b"gammel")
    monkeypatch.setattr(os if step == "fsync" else Path, step, fail)
    with pytest.raises(ExportError, match=r"disken er fuld.*Samtalen og planen er gemt"):
        write_file(path, b"ny")
    monkeypatch.undo()
    assert path.read_bytes() == b"gammel"
    assert [each.name for each in tmp_path.iterdir()] == ["plan.md"]


def test_a_disk_that_really_is_full_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    path.write_bytes(b"gammel")
    code = ("import resource, signal, sys; from pathlib import Path; from dialog.render.write import write_file\n"
            "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
            "from dialog.errors import ExportError\n"
            "try: write_file(Path(sys.argv[1]), b'x' * 5000)\n"
            "except ExportError as error: print(error)")
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert "kunne ikke skrives" in done.stdout
    assert path.read_bytes() == b"gammel"
    assert [each.name for each in tmp_path.iterdir()] == ["plan.md"]


@pytest.mark.parametrize(("name", "reason"), [("nope/plan.md", "mappen findes ikke"), ("",
                                              "der er en mappe med det navn"),
                                              ("a" * 400, "navnet er for langt"), ("fil/plan.md",
                                              "mappen findes ikke")])
def test_a_place_that_cannot_be_written_to_is_told(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "fil").write_text("x", encoding="utf-8")
    with pytest.raises(ExportError, match=reason):
        write_file(tmp_path / "folder" / name, b"x")
    assert [each.name for each in (tmp_path / "folder").iterdir()] == ["fil"]


def test_a_file_is_flushed_before_it_takes_its_name_and_the_name_after(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    flush, rename = os.fsync, Path.replace

    def fsync(handle: int) -> None:
        order.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        flush(handle)

    def replace(self: Path, target: Path) -> Path:
        order.append("name")
        return rename(self, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    write_file(tmp_path / "plan.md", b"x")
    assert order == ["file", "name", "folder"]


# Folders

FILES = {"plan.md": "blåbær".encode(), "manifest.json": b"{}"}


def content(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir()}


def test_a_folder_is_written_whole_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_folder(tmp_path / "plan", FILES)
    finally:
        os.umask(before)
    assert content(tmp_path / "plan") == FILES
    assert stat.S_IMODE((tmp_path / "plan").stat().st_mode) == 0o700
    assert {stat.S_IMODE(each.stat().st_mode) for each in (tmp_path / "plan").iterdir()} == {0o600}
    assert [each.name for each in tmp_path.iterdir()] == ["plan"]


def test_an_older_folder_is_replaced_whole(tmp_path: Path) -> None:
    write_folder(tmp_path / "plan", {**FILES, "plan.html": b"gammel"})
    write_folder(tmp_path / "plan", FILES)
    assert content(tmp_path / "plan") == FILES
    assert [each.name for each in tmp_path.iterdir()] == ["plan"]


@pytest.mark.parametrize("step", ["fsync", "second rename"])
def test_when_the_disk_fails_the_old_folder_stands_and_nothing_is_left_beside_it(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    renamed, rename = [], Path.rename

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    def fail_at_second(self: Path, target: Path) -> Path:
        renamed.append(target)
        if len(renamed) == 2:
            fail()
        return rename(self, target)

    write_folder(tmp_path / "plan", FILES)
    if step == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    else:
        monkeypatch.setattr(Path, "rename", fail_at_second)
    with pytest.raises(ExportError, match=r"disken er fuld.*Samtalen og planen er gemt"):
        write_folder(tmp_path / "plan", {"plan.md": b"ny"})
    monkeypatch.undo()
    assert content(tmp_path / "plan") == FILES
    assert [each.name for each in tmp_path.iterdir()] == ["plan"]


# Cut off


def test_what_a_kill_left_half_there_is_taken_away_once_nobody_can_be_at_work_on_it(tmp_path: Path) -> None:
    code = ("import os, signal, sys; from pathlib import Path; from dialog.render import write\n"
            "os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)\n"
            "write.{}(Path(sys.argv[1]), {})")
    for what, content in (("write_file", "b'plan'"), ("write_folder", "{'plan.md': b'plan'}")):
        done = subprocess.run([sys.executable, "-c", code.format(what, content), str(tmp_path / what)],
                              check=False)
        assert done.returncode < 0
    left = list(tmp_path.iterdir())
    assert len(left) == 2  # the twin: there is something to take away, and it is its owner's alone
    assert all(stat.S_IMODE(each.stat().st_mode) & 0o077 == 0 for each in left)
    sweep(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted(left)
    (tmp_path / "plan.md").write_text("mit")
    (tmp_path / ".plan-x.tmp" / "old").mkdir(parents=True)
    (tmp_path / ".plan-y.tmp").symlink_to(tmp_path / "plan.md")
    for each in (*left, tmp_path / "plan.md", tmp_path / ".plan-x.tmp"):
        os.utime(each, (0, 0))
    os.utime(tmp_path / ".plan-y.tmp", (0, 0), follow_symlinks=False)
    sweep(tmp_path)
    assert sorted(each.name for each in tmp_path.iterdir()) == [".plan-x.tmp", "plan.md"]


# Names


@pytest.mark.parametrize(("case", "name"), [
    ("2026-0142", "plan-2026-0142-2026-03-02.zip"), ("../../etc/passwd", "plan-etc-passwd-2026-03-02.zip"),
    ("Åse Ødegård 12", "plan-se-deg-rd-12-2026-03-02.zip"), ("", "plan-sag-2026-03-02.zip"),
    ("310290-1234", "plan-sag-2026-03-02.zip"), ("Sag 3102901234 b", "plan-Sag-b-2026-03-02.zip"),
    ("310290–1234", "plan-sag-2026-03-02.zip"), ("310290 - 1234", "plan-sag-2026-03-02.zip"),
    ("31.02.90/1234", "plan-sag-2026-03-02.zip"), ("３１０２９０-1234", "plan-sag-2026-03-02.zip"),
    ("910290-1234", "plan-sag-2026-03-02.zip"), ("920290-1234", "plan-920290-1234-2026-03-02.zip"),
    ("con", "plan-con-2026-03-02.zip"), ("a\n.\x00/nul.", "plan-a-.-nul-2026-03-02.zip"),
    ("x" * 300, f"plan-{'x' * 60}-2026-03-02.zip"), ("2026014212", "plan-2026014212-2026-03-02.zip"),
])
def test_a_name_holds_the_case_and_the_date_and_never_a_cpr_number(case: str, name: str) -> None:
    assert file_name(case, date(2026, 3, 2), ".zip") == name
