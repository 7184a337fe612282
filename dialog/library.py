"""Reads what the program needs besides itself: a script from a file or from the store, and the municipality's own."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dialog.conversation.wording import Phrasing
from dialog.script.build import from_canonical
from dialog.script.model import Script

if TYPE_CHECKING:
    from dialog.plan.offer import Offer
    from dialog.render.profile import Profile
    from dialog.script.rule import Rule


def load_script(name: str | Path) -> Script:
    """The script of that name, or in that file. Raises ScriptError with every fault, NotFound."""
    from dialog import resources
    from dialog.script.read import read_text

    path = name if isinstance(name, Path) else resources.script_path(name)
    return read_text(resources.text(path), str(path))


_KEPT: dict[str, Script] = {}


def kept_script(sha256: str, canonical: Callable[[str], str]) -> Script:
    """The script with that hash, from the JSON that `canonical` fetches; once in a run, for it never changes."""
    if sha256 not in _KEPT:
        _KEPT[sha256] = from_canonical(canonical(sha256))
    return _KEPT[sha256]


def phrasing(script: Script, language: str) -> Phrasing:
    """The script and the program's words in the language. Raises ExportError for a catalogue with faults, NotFound."""
    from dialog.language.catalogue import catalogue, script_words
    from dialog.script.translate import translated

    if language == script.language:
        return Phrasing(script)
    there = script_words(language, script.id)
    return Phrasing(translated(script, there.words), catalogue(language), there.edition)


def profile() -> Profile:
    """What `municipality.yaml` and `offers.yaml` say, the municipality's own or ours. Raises ExportError, NotFound."""
    from dialog import resources

    return _profile(resources.folders("prompts"))


@cache
def _profile(folders: tuple[Path, ...]) -> Profile:
    from dialog.errors import NotFound, reason
    from dialog.render.profile import MUNICIPALITY, profile_of

    place = next(each / "municipality.yaml" for each in folders if (each / "municipality.yaml").is_file())
    data = _read(place, MUNICIPALITY)
    logo = b""
    if "logo" in data:
        try:
            logo = (place.parent / data["logo"]).read_bytes()
        except OSError as error:
            raise NotFound("Logoet {file} kan ikke læses ({reason}).", file=place.parent / data["logo"],
                           reason=reason(error)) from None
    return profile_of(data, logo, _offers(folders))


def _offers(folders: tuple[Path, ...]) -> tuple[Offer, ...]:
    """Ours, with the municipality's own laid over them."""
    from dialog.plan.offer import OFFERS, extended, offers_of

    found: tuple[Offer, ...] = ()
    for folder in reversed(folders):
        if (folder / "offers.yaml").is_file():
            found = extended(found, offers_of(_read(folder / "offers.yaml", OFFERS)))
    return found


def _read(place: Path, rule: Rule) -> dict[str, Any]:
    """The file as plain data. Raises ExportError with every fault."""
    from dialog import resources
    from dialog.errors import ExportError
    from dialog.script.rule import Report
    from dialog.script.tree import read_tree

    tree, faults = read_tree(resources.text(place), str(place))
    report = Report(str(place), faults)
    if tree is not None:
        rule(report, tree)
    if tree is None or report.faults:
        raise ExportError("Kommunens oplysninger kan ikke læses.", next_step="\n" + "\n".join(map(str, report.faults)))
    return dict(tree.plain())
