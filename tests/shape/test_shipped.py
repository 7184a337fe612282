"""What is shipped: the top level as it was ordered, everything in the wheel, no trace of where it was made."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
TOP = {"pyproject.toml", "dialog", "scripts", "prompts", "locales", "tests", "README.md", "CHANGELOG.md", "LICENSE"}


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return listed.stdout.splitlines()


def test_the_top_level_holds_what_was_ordered_and_nothing_else() -> None:
    names = {path.split("/")[0] for path in tracked()}
    assert {name for name in names if not name.startswith(".")} == TOP


def test_the_wheel_carries_scripts_prompts_and_styles(tmp_path: Path) -> None:
    wheel_of = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(tmp_path), str(ROOT)]
    subprocess.run(wheel_of, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    for path in tracked():
        folder = path.split("/")[0]
        if folder in ("scripts", "prompts", "locales"):
            assert f"dialog/_shipped/{path}" in names
        if folder == "dialog":
            assert path in names
