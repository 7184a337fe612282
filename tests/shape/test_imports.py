"""What is slow to import stays out of the way: checked in a fresh interpreter, where nothing is imported yet."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("textual", "rich", "sqlmodel", "sqlalchemy", "sqlcipher3", "pydantic", "jinja2", "babel", "yaml", "nacl",
         "pyrage")


def loaded(statement: str) -> set[str]:
    """The heavy packages that a fresh interpreter holds after the statement."""
    code = f"{statement}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split()) & set(HEAVY)


def test_the_command_line_is_light() -> None:
    assert loaded("import dialog.cli; dialog.cli.parser()") == set()


def test_the_first_picture_waits_for_textual_alone() -> None:
    assert loaded("import dialog.ui.app, dialog.ui.screen.start, dialog.ui.screen.practice") <= {"textual", "rich"}


@pytest.mark.parametrize("module", ["dialog.script.model", "dialog.conversation.state", "dialog.conversation.turn",
                                    "dialog.conversation.look_back", "dialog.store.record"])
def test_the_core_needs_nothing(module: str) -> None:
    assert loaded(f"import {module}") == set()
