"""The start screen asks before anything heavy is imported; opening imports what it needs and nothing for the screen."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.child import ROOT
from tests.store.people import PASSPHRASE

HEAVY = {"sqlmodel", "sqlalchemy", "pydantic", "sqlcipher3", "nacl", "pyrage", "textual", "yaml", "jinja2", "babel"}


def loaded(code: str, *arguments: str) -> set[str]:
    """The heavy packages a fresh interpreter has after running the code."""
    show = f"{code}\nimport sys\nprint(*sys.modules)"
    command = [sys.executable, "-c", show, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return HEAVY & {name.partition(".")[0] for name in done.stdout.split()}


@pytest.mark.parametrize("code", [
    "from dialog.store.record import Citizen, Conversation, Draft, Overview",
    "from dialog.store import Store",
    "import sys; from pathlib import Path; from dialog.store import Store; Store.exists(Path(sys.argv[1]))",
])
def test_the_door_is_light(code: str, store: object, folder: Path) -> None:
    assert loaded(code, str(folder)) == set()


OPEN = "import sys, pathlib; from dialog.store import Store; store = Store.open(pathlib.Path(sys.argv[1]), sys.argv[2])"


@pytest.mark.parametrize("then", ["", "; store.overview()"], ids=["opening", "a list"])
def test_nothing_is_imported_but_the_cipher(then: str, store: object, folder: Path) -> None:
    """SQLModel, which declares the tables, would cost a list a quarter of a second and 27 MB."""
    assert loaded(f"{OPEN}{then}", str(folder), PASSPHRASE) == {"sqlcipher3", "nacl"}
