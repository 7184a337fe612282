"""What is gone is let go: a talk that was opened and left holds no memory."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from typing import Any

import pytest
from textual._styles_cache import StylesCache

from dialog.store import Store
from dialog.ui.memory import EDGES
from dialog.ui.widget import field
from tests.ui.rooms import on_screen, opened, pages

TALKS = 4


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.throwaway() as made:
        yield made


async def left_behind(store: Store) -> int:
    """How many of the fields of talks that were opened and left are still there."""
    talk, gone = pages(store), list[weakref.ref[Any]]()
    async with opened(store) as room:
        for _ in range(TALKS):
            screen = await room.app.open_conversation(talk)
            await room.calm()
            gone.append(weakref.ref(screen.answering.field))
            screen.dismiss(None)
            del screen
            await room.calm()
        gc.collect()
        return sum(each() is not None for each in gone)


@on_screen
async def test_talks_that_were_left_are_let_go(store: Store) -> None:
    assert await left_behind(store) <= 1  # the last one may still be on its way out
    assert StylesCache.get_inner_outer.cache_parameters()["maxsize"] == EDGES


@on_screen
async def test_without_being_forgotten_they_would_all_be_held(store: Store) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(field, "forget", lambda app, part: None)
        assert await left_behind(store) == TALKS
