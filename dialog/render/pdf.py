"""The plan and the citizen's own page as PDF, by typst: for archives (PDF/A-3a), for screen readers (PDF/UA-1).

The plan goes in as data, never as typst code: an answer is a string to the template, whatever it looks like. The fonts
are our own, so that the same plan gives the same bytes on every machine. A sign that they lack is shown as `�`, with a
notice: a PDF that can be read aloud may hold no empty glyph. The attached plan.json has every sign.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from struct import unpack_from
from threading import Lock
from typing import Any

import typst
from pydantic_core import to_json

from dialog import resources
from dialog.errors import ExportError
from dialog.plan.model import Plan
from dialog.render import data, fault
from dialog.render.page import page_view
from dialog.render.profile import Profile
from dialog.render.view import plan_view

STANDARDS: list[typst.PDFStandard] = ["a-3a", "ua-1"]
LONG = re.compile(r"[^\s\":]{20}")
"""A word that may be longer than a line; no time of day. Looked for here, because typst would look in every text."""
LEFTWARDS = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
NOT_LATIN = re.compile("[^\n -~\xa0-\u017f–—‘’“”„•…€\ufffd]")
"""Beyond what every font has in every order: hidden where fonts have each sign, but cannot set them together."""
ASCII = bytes(range(32, 127))
"""What nearly all of a text is. Without it, the rest is looked through in no time."""
SHOWS_NOTHING = "\u034f\u180e\u200b-\u200d\u2060-\u2064\ufe00-\ufe0f"
"""Signs without a picture of their own, which no font need have."""
UNSEEN = "�"
SHOWN = ("text", "own_words", "value", "terms", "said_by", "how", "voice", "source", "field_of_help", "wording",
         "wording_who")
"""What the template sees of a line: reading the rest costs typst a tenth of its time."""
shown = itemgetter(*SHOWN)
AUTHOR = 200
"""Signs of a name that stand in the file's own data, which has room for few."""
LINE, SHORT = 60, 1200
"""Signs on a line, and signs that are sure to have room on a page."""
JOINED = "[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff]*"
"""What changes the look of the sign before it: a skin, a colour, a box around it."""
PLACE = re.compile(r"┌─ (?:.*[\\/])?([^\\/\n]+):(\d+):(\d+)")
NO_GLYPH = "could not be displayed"
PACKAGE = re.compile(r'^(?!\s*//).*"(?:@|\\u\{0*40\})', re.MULTILINE)
"""A text that begins as the name of a package, `"@preview/…"`, which typst would fetch; not in a line of comment."""
NOWHERE = Path(os.devnull)
"""Where packages lie: no folder can, so that none that a machine happens to have is used, and none can be kept."""
ONE_AT_A_TIME = Lock()
"""A kept compiler refuses a second caller (»Already borrowed«), and a screen writes in threads."""
LAST: list[tuple[Plan, Profile, bytes]] = []
"""The plan last written. A package holds its PDF three times (FORMULAR and DOKUMENT too), and no form costs more."""


def plan_pdf(plan: Plan, profile: Profile) -> bytes:
    """The whole plan, tagged, with plan.json attached. Raises ExportError where the template has a fault."""
    for of, by, made in LAST:
        if of is plan and by is profile:
            return made
    made = _plan_pdf(plan, profile)
    LAST[:] = [(plan, profile, made)]  # never read back here: another thread may have put its own in its place
    return made


def _plan_pdf(plan: Plan, profile: Profile) -> bytes:
    view = plan_view(plan, profile)
    del view["plan"]  # the attachment holds it
    for field, _ in _fields(view):
        _laid_out(field)
    attached = data.json(plan, profile).decode()
    return _written("plan/plan.typ", plan, profile, {**view, "picture": _picture(plan, view)}, attached)


def page_pdf(plan: Plan, profile: Profile) -> bytes:
    """The citizen's own page: one side, in the largest type that lets it be one. Raises ExportError."""
    return _written("plan/page.typ", plan, profile, page_view(plan))


def _written(name: str, plan: Plan, profile: Profile, view: dict[str, Any], attached: str = "") -> bytes:
    fonts = tuple(each / "fonts" for each in resources.folders("prompts") if (each / "fonts").is_dir())
    municipality = plan.header.municipality.name or profile.name
    logo = _logo(profile.logo, profile.logo_type)
    made = to_json({
        **view, "municipality": {"name": municipality, "colour": profile.colour, "logo": logo},
        "authors": [each[:AUTHOR] for each in (municipality, plan.header.coordinator.name) if each],
    })
    text, signs = made.decode(), made.translate(None, ASCII).decode()
    for unseen in (_uncovered(fonts), NOT_LATIN) if NOT_LATIN.search(signs) else (None,):
        try:
            return _compiled(name, fonts, plan, {"view": _visible(text, unseen), "json": attached})
        except typst.TypstError as error:
            failed = error
            if NO_GLYPH not in error.message:
                break
    raise _told(name, failed, view)


def _compiled(name: str, fonts: tuple[Path, ...], plan: Plan, inputs: dict[str, str]) -> bytes:
    template = resources.prompt_path(name)
    _fetches_nothing(template.parent)
    compiler = _compiler(template, fonts)
    with ONE_AT_A_TIME:
        made = compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards=STANDARDS,
                                timestamp=int(plan.header.updated.timestamp()))
    assert isinstance(made, bytes)
    return made


@lru_cache(maxsize=8)
def _compiler(template: Path, fonts: tuple[Path, ...]) -> typst.Compiler:
    """Kept: a compiler that has its fonts and has read the template takes half the time of a new one."""
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[*fonts])
    return typst.Compiler(template, root=template.parent, font_paths=found, ignore_system_fonts=True,
                          package_path=NOWHERE, package_cache_path=NOWHERE)


def _fetches_nothing(folder: Path) -> None:
    """Raises ExportError for a package in any typst file that a template there could read, before typst sees it."""
    for file in sorted(folder.rglob("*.typ")):
        line = _package(resources.text(file))
        if line:
            raise ExportError(f"Skabelonen »{file.name}« linje {line}: en skabelon kan ikke hente pakker udefra.",
                              kept=fault.NOTHING_WRITTEN, next_step="Læg filen i samme mappe.")


@lru_cache(maxsize=16)
def _package(source: str) -> int:
    """The line of the first package; 0 where there is none."""
    found = PACKAGE.search(source)
    return source.count("\n", 0, found.end()) + 1 if found else 0


def _told(name: str, error: typst.TypstError, view: dict[str, Any]) -> ExportError:
    """Where in which template and what kind of fault: never a value, which typst would show."""
    place = PLACE.search(error.diagnostic)
    where = f"»{place[1]}« linje {place[2]}, tegn {place[3]}" if place else f"»{name}«"
    written = "\n".join(map(resources.text, resources.prompt_path(name).parent.rglob("*.typ")))
    told = fault.sentence(fault.typst(error.message, written, fault.names(view)))
    return ExportError(f"Skabelonen {where} har en fejl: {told}", kept=fault.NOTHING_WRITTEN, next_step=fault.LOOK)


# Signs


def _visible(view: str, unseen: re.Pattern[str] | None) -> str:
    """The view, as JSON, without the signs that the fonts lack; and what typst needs to know of its texts."""
    lacking: set[str] = set()
    leftwards = False

    def hide(found: re.Match[str]) -> str:
        lacking.add(found[0])
        return UNSEEN

    if unseen is not None:
        view = unseen.sub(hide, view)
        leftwards = bool(LEFTWARDS.search(view))
    about = {"long": bool(LONG.search(view)), "leftwards": leftwards, "unseen": len(lacking)}
    return f"{view[:-1]},{to_json(about).decode()[1:]}"


@lru_cache(maxsize=8)
def _uncovered(fonts: tuple[Path, ...]) -> re.Pattern[str]:
    """What no font in the folders has: a sign with all that is joined to it."""
    from fontTools.ttLib import TTFont  # only who writes more than Latin pays for it

    signs: set[int] = set()
    for file in (file for folder in fonts for file in sorted(folder.glob("*.ttf"))):
        with TTFont(file, lazy=True) as font:
            signs |= set(font.getBestCmap())
    signs -= {*range(32), *range(0xE000, 0xF900), 0xFEFF}  # private signs mean nothing to another reader
    kept = "".join(f"\\U{sign:08x}" for sign in sorted(signs))
    one = f"[^\n{kept}{SHOWS_NOTHING}]{JOINED}"
    return re.compile(f"{one}(?:\u200d{one})*")


# Pictures


@lru_cache(maxsize=8)
def _logo(logo: bytes, kind: str) -> str:
    """The logo as SVG, which typst can read from a text; another picture lies inside one."""
    if kind != "png":
        return logo.decode(errors="replace")
    from base64 import b64encode

    width, height = unpack_from(">II", logo.ljust(24, b"\0"), 16)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"><image width="{width}" '
            f'height="{height}" href="data:image/png;base64,{b64encode(logo).decode()}"/></svg>')


def _picture(plan: Plan, view: dict[str, Any]) -> dict[str, Any]:
    """How far the plan has come, to be drawn: requirements met, whose words it is in, the numbers that were given."""
    met = f"{sum(each.met for each in plan.requirements)} af {len(plan.requirements)}"
    own = plan.ownership
    scales = list(_scales(view))
    told = [f"{met} af det, planen skal rumme, er på plads.", view["ownership"]]
    told += [f"{row['label']}: {' og '.join(score['words'] for score in row['scores'])}." for row in scales]
    return {"met": f"{met} er på plads", "share": round(own.own_words / own.lines, 3) if own.lines else None,
            "scales": scales, "alt": " ".join(filter(None, told))}


def _scales(view: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for field, entry in _fields(view):
        scores = [{"value": line["value"], "words": line["text"], "citizen": line["said_by"] != "caseworker"}
                  for line in field["lines"] if line["bar"]]
        if scores:
            number = f" ({entry['number']})" if entry["number"] else ""
            yield {"label": f"{field['label']}{number}", "scores": scores}


def _fields(view: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each field with the entry it stands in."""
    for section in view["sections"]:
        for entry in section["entries"]:
            for field in entry["fields"]:
                yield field, entry


def _laid_out(field: dict[str, Any]) -> None:
    """What typst needs to know of a field: that a scale is drawn, and that what is short stays on one page."""
    field["lines"] = [{**dict(zip(SHOWN, shown(line), strict=True)), "bar": bool(line["bar"])}
                      for line in field["lines"]]
    texts = "".join(str(text) for line in field["lines"]
                    for text in (line["text"], line["wording"] or "", *(line["terms"] or {}).values()))
    field["whole"] = len(texts) + LINE * texts.count("\n") < SHORT
