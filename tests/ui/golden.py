"""Every state of every screen as people see it: the texts that are kept beside the tests, and pictures for the eye.

`python -m tests.ui.golden FOLDER` writes the kept texts anew, and each state into FOLDER as PNG (drawn by Pillow, which
the documents' tests bring along, with DejaVu Sans Mono). `FOLDER talk-uk` writes those only.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment

from dialog.store import Store
from dialog.ui.theme import RATIO, THEMES
from tests.ui import gallery, talk_gallery
from tests.ui.gallery import SIZES, too_faint
from tests.ui.pinned import pinned
from tests.ui.rooms import Room, on_screen, opened

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

Size = tuple[int, int]
KEPT = Path(__file__).parent / "golden"
HEAD = "== "
"""Before a state's name; no screen has a row that begins so."""
FRAME = 0.035
"""Seconds; two of Textual's."""
COLUMN, ROW = 8, 17
"""Of a sign in a picture, in pixels."""


@dataclass(frozen=True)
class Tour:
    """One app that is walked through all the states of a part, in one size and theme.

    `language`: the talk's; »da-en« is a talk in Danish on an English screen.
    """

    part: str
    language: str
    size: Size
    theme: str

    def __str__(self) -> str:
        return f"{self.part}-{self.language}-{self.size[0]}x{self.size[1]}"

    @property
    def talks(self) -> str:
        return self.language.partition("-")[0]

    @property
    def screen(self) -> str:
        return "en" if self.language.endswith("en") else "da"

    @property
    def file(self) -> Path:
        return KEPT / f"{self}.txt"


@dataclass(frozen=True)
class Shot:
    """A state as it is painted."""

    state: str
    tour: Tour
    strips: Sequence[Sequence[Segment]]
    keys_at: int
    """The row after the last of the row of keys."""

    @property
    def text(self) -> str:
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in self.strips).rstrip("\n")

    @property
    def faint(self) -> list[tuple[str, float]]:
        return too_faint(self.strips, RATIO[self.tour.theme])

    @property
    def fits(self) -> bool:
        width, height = self.tour.size
        rows = self.text.splitlines()
        return len(rows) <= height == self.keys_at and all(cell_len(row) <= width for row in rows)


WALKED = {"rooms": ("da", "en"), "talk": ("da", "en", "uk", "pl", "tr", "so", "da-en")}
ALL = tuple(Tour(part, language, size, THEMES[(one + other) % len(THEMES)].name)
            for part, languages in WALKED.items() for one, language in enumerate(languages)
            for other, size in enumerate(SIZES))
"""What is kept, the themes in turn: the settings show which it is."""
CI = tuple(tour for tour in ALL if str(tour) in ("rooms-en-80x24", "talk-uk-44x14"))
"""What is walked every time; the rest with the soak."""
THEMED = tuple(tour for part in WALKED for size in SIZES for theme in THEMES
               if (tour := Tour(part, "da", size, theme.name)) not in ALL)
"""The others, for their colours."""


@asynccontextmanager
async def underway(tour: Tour) -> AsyncIterator[tuple[Room, AsyncIterator[str]]]:
    """The app, and the walk through it."""
    store, talk = gallery.well_used() if tour.part == "rooms" else (Store.throwaway(), None)
    store.set_setting("screen_language", tour.screen)
    async with opened(store, size=tour.size) as room:
        room.app.theme = tour.theme
        if talk is not None:
            yield room, gallery.walk(gallery.Place(room, talk))
        else:
            yield room, talk_gallery.walk(talk_gallery.Talking(room, talk_gallery.begin(store, tour.talks)))


async def shots(tour: Tour) -> AsyncIterator[Shot]:
    async with underway(tour) as (room, states):
        async for state in states:
            await at_rest(room)
            screen = room.screen
            yield Shot(state, tour, [list(each) for each in screen._compositor.render_strips()],
                       screen.query_one(".keys").region.bottom)


async def at_rest(room: Room) -> None:
    """Until nothing moves of itself: what a layout brings with it comes a frame later."""
    before = ""
    while (now := room.shown()) != before:
        before = now
        await asyncio.sleep(FRAME)
        await room.pilot.pause()


def looked_at(tour: Tour) -> list[Shot]:
    found: list[Shot] = []

    @on_screen
    async def look() -> None:
        found.extend([shot async for shot in shots(tour)])

    with pinned():
        look()
    return found


def written(found: Sequence[Shot]) -> str:
    """The states, one after the other."""
    return "".join(f"{HEAD}{shot.state}\n{shot.text}\n\n" for shot in found)


def read(text: str) -> dict[str, str]:
    """Each state's picture by its name."""
    rows = text.splitlines()
    heads = [at for at, row in enumerate(rows) if row.startswith(HEAD)]
    return {rows[at].removeprefix(HEAD): "\n".join(rows[at + 1:end - 1]) for at, end in pairwise([*heads, len(rows)])}


# Pictures for the eye


def fonts() -> tuple[FreeTypeFont, FreeTypeFont]:
    from PIL import ImageFont

    return ImageFont.truetype("DejaVuSansMono.ttf", 13), ImageFont.truetype("DejaVuSansMono-Bold.ttf", 13)


def drawn(shot: Shot, plain: FreeTypeFont, strong: FreeTypeFont) -> Image:
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (shot.tour.size[0] * COLUMN, shot.tour.size[1] * ROW))
    draw = ImageDraw.Draw(image)
    for y, strip in enumerate(shot.strips):
        for x, segment in _placed(strip):
            style = segment.style
            if not segment.text or style is None or style.bgcolor is None:
                continue
            ground = tuple(style.bgcolor.get_truecolor())
            ink = tuple(style.color.get_truecolor()) if style.color else ground
            ink, ground = (ground, ink) if style.reverse else (ink, ground)
            box = (x * COLUMN, y * ROW, (x + segment.cell_length) * COLUMN - 1, (y + 1) * ROW - 1)
            draw.rectangle(box, fill=ground)
            for at, sign in enumerate(segment.text):
                draw.text(((x + at) * COLUMN, y * ROW), sign, font=strong if style.bold else plain, fill=ink)
    return image


def _placed(strip: Sequence[Segment]) -> Iterator[tuple[int, Segment]]:
    """Each segment with the column it begins at."""
    x = 0
    for segment in strip:
        yield x, segment
        x += segment.cell_length


def write(folder: Path, tour: Tour) -> None:
    plain, strong = fonts()
    found = looked_at(tour)
    tour.file.write_text(written(found), "utf-8")
    place = folder / str(tour)
    place.mkdir(parents=True, exist_ok=True)
    for at, shot in enumerate(found, 1):
        drawn(shot, plain, strong).save(place / f"{at:02} {shot.state}.png")


def main(folder: str, only: str = "") -> None:
    KEPT.mkdir(exist_ok=True)
    with ProcessPoolExecutor() as pool:
        list(pool.map(partial(write, Path(folder)), [tour for tour in ALL if str(tour).startswith(only)]))


if __name__ == "__main__":
    main(*sys.argv[1:])
