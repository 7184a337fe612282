"""A passphrase on Windows. There is no Windows here: its console (`msvcrt`) is a stand-in, all that reads it is not."""

from __future__ import annotations

import getpass
import os
import sys
from types import SimpleNamespace

import pytest

from dialog.plain.face import Gone
from dialog.plain.wire import Wire


def console(monkeypatch: pytest.MonkeyPatch, typed: str, shown: list[str]) -> Wire:
    keys = iter(typed)
    screen = SimpleNamespace(getwch=lambda: next(keys), putwch=shown.append)
    monkeypatch.setattr(getpass, "msvcrt", screen, raising=False)
    monkeypatch.setattr(getpass, "getpass", vars(getpass)["win_getpass"])
    monkeypatch.setattr(sys, "stdin", sys.__stdin__)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(os, "isatty", lambda number: True)
    return Wire()


def test_a_passphrase_is_heard_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    assert console(monkeypatch, "fire smaa orf\bd\r", shown).hear(True) == "fire smaa ord"
    assert "".join(shown).strip() == ""


def test_ctrl_c_leaves_as_quietly_as_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Gone) as gone:
        console(monkeypatch, "fire\x03", []).hear(True)
    assert gone.value.status == 130
