"""Every command a README shows is run, as it stands, from a fresh copy of the project."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyrage  # type: ignore[import-untyped]
import pytest

from tests.test_plan_command import done, file_of, plan

ROOT = Path(__file__).parents[2]
READMES = ["README.md", "scripts/README.md", "prompts/README.md", "locales/README.md", "tests/robot/README.md"]
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
WITH_A_FILE = re.compile(r"^empower (plan .*)$", re.MULTILINE)
"""Commands about the README's own CASE, which stand in a block of their own: they need somebody's file."""
SET_UP = re.compile(r"python3 -m venv|-m pip install")
LONG = {"/pytest": " tests/monkey --collect-only -q -n 0", "tests.benchmarks": " script"}
"""What would take minutes is run to where it has begun: the tests are running already, the benchmarks start."""

THRIFT = {"PIP_NO_COMPILE": "1", "PIP_CACHE_DIR": os.environ.get("PIP_CACHE_DIR", str(Path.home() / ".cache" / "pip"))}
"""pip installs the same: the bytecode is made when a module is imported, and what was downloaded is not again."""

def shown(readme: str) -> list[str]:
    text = (ROOT / readme).read_text(encoding="utf-8")
    return [line for block in BLOCK.findall(text) for line in block.splitlines() if line and not line.startswith("#")]


COMMANDS = [(readme, command) for readme in READMES for command in shown(readme)]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The project as git knows it, with the environment that the README's first command makes."""
    folder = tmp_path_factory.mktemp("clone")
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True,
                            check=True)
    for name in listed.stdout.splitlines():
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    yield folder
    shutil.rmtree(folder)


def run(command: str, folder: Path, answers: str = "") -> subprocess.CompletedProcess[str]:
    home = folder / "home"
    home.mkdir(exist_ok=True)
    environment = {**os.environ, "HOME": str(home), "EMPOWER_HOME": str(home), "PYTHONUTF8": "1", **THRIFT}
    return subprocess.run(["bash", "-euo", "pipefail", "-c", command], cwd=folder, env=environment, input=answers,
                          capture_output=True, text=True, timeout=400, check=False)


def test_the_first_command_sets_up_and_starts_a_practice_conversation(copy: Path) -> None:
    (command,) = [each for each in shown("README.md") if SET_UP.search(each) and "demo" in each]
    said = run(command, copy)
    assert "Programmet skal bruge en terminal" in said.stderr, said.stderr
    assert said.returncode == 15
    shutil.rmtree(copy / ".venv")  # the others are run by what the README's other command has set up: it runs this test
    (copy / ".venv").symlink_to(sys.prefix)


@pytest.mark.parametrize(("readme", "command"), [each for each in COMMANDS if not SET_UP.search(each[1])])
def test_a_command_runs_as_it_is_shown(copy: Path, readme: str, command: str) -> None:
    for long, shortened in LONG.items():
        command += shortened if long in command else ""
    needs_terminal = re.fullmatch(r"(\w+=\S+ )?\.venv/bin/empower( demo)?", command)
    said = run(command, copy)
    if needs_terminal:
        assert said.returncode == 15, said.stderr
    else:
        assert said.returncode == 0, f"{command}\n{said.stdout}\n{said.stderr}"


def test_every_way_to_take_a_plan_out_runs_as_it_is_shown(tmp_path: Path) -> None:
    home = file_of(tmp_path / "empower", "CASE")
    receiver = str(pyrage.x25519.Identity.generate().to_public())
    lines = WITH_A_FILE.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(lines) >= 5
    done(plan(home, "key", "--to", tmp_path / "key"))
    for line in lines:
        done(plan(home, *line.removeprefix("plan ").replace("age1…", receiver).split()))
    assert {"plan.pdf", "package.zip", "package.zip.age", "plans"} <= {each.name for each in tmp_path.iterdir()}
