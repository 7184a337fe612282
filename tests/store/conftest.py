"""A real encrypted store in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dialog.store import Store
from tests.store.people import CHEAP, PASSPHRASE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "empower"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    made, _ = Store.create(folder, PASSPHRASE, cost=CHEAP)
    yield made
    made.close()
