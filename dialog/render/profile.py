"""The municipality's own: its name and look in the documents, where a case system's mail goes, the offers it has.

Read from `prompts/municipality.yaml` and `prompts/offers.yaml` (its own folder wins); everything has a default, so that
a plan can be written on the first day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from struct import unpack_from
from typing import Any
from uuid import UUID

from dialog.errors import ExportError
from dialog.plan.offer import Offer
from dialog.script import rule as r
from dialog.script.tree import Node

WHITE_CONTRAST = 5.2
"""The colour is used for headings. WCAG AA asks 4.5 for text; so much more on white leaves 4.5 on the watermark of a
printed draft."""

LOOKS_LIKE = {"svg": b"<svg", "png": b"\x89PNG\r\n\x1a\n"}
LOGO_HEAD = 4096
"""Bytes at the beginning of a logo that tell what it is; an SVG may open with a long comment."""

LARGEST_LOGO, MOST_DOTS = 5_000_000, 20_000_000
"""Bytes, and dots in a PNG: a small file can hold a picture that fills the memory."""

EMPOWER = UUID("7f6a3c1e-6d0b-5b0e-9a54-0c6f3b8f7d21")
UUID_TEXT = re.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


@dataclass(frozen=True, slots=True)
class Profile:
    """What the documents and the machine forms need to know of the municipality besides the plan."""

    name: str = ""
    cvr: str = ""
    colour: str = "#1f4e5f"
    """Of headings, as #rrggbb; dark enough to be read on white."""
    logo: bytes = b""
    logo_type: str = ""
    """`svg` or `png`; empty where there is no logo."""
    kle: str = "15.17.30"
    """Helhedsorienteret plan."""
    facet: str = "G01"
    receiver: UUID | None = None
    """The receiving actor in Fordelingskomponenten; None: routed by KLE number."""
    system: UUID = EMPOWER
    """This program, as the sender of what it writes."""
    offers: tuple[Offer, ...] = ()


PLAIN = Profile()
"""A municipality that has said nothing of itself."""


def colour(report: r.Report, node: Node) -> None:
    """A rule: a colour that can be read on white."""
    if not isinstance(node.value, str) or not re.fullmatch("#[0-9a-fA-F]{6}", node.value):
        report.add("S12", node, "En farve skrives #1f4e5f.")
    elif contrast_on_white(node.value) < WHITE_CONTRAST:
        report.add("S12", node, "Farven er for lys til at læse på hvidt. Vælg en mørkere.")


def facet(report: r.Report, node: Node) -> None:
    if not isinstance(node.value, str) or not re.fullmatch("[A-ZÆØÅ][0-9]{2}", node.value):
        report.add("S12", node, "En handlingsfacet skrives G01.")


def uuid(report: r.Report, node: Node) -> None:
    if not isinstance(node.value, str) or not UUID_TEXT.fullmatch(node.value):
        report.add("S12", node, "Et UUID skrives 12345678-1234-1234-1234-123456789abc.")


def logo(report: r.Report, node: Node) -> None:
    if not isinstance(node.value, str) or not re.fullmatch(r"[A-Za-z0-9_-]+\.(svg|png)", node.value):
        report.add("S12", node, "Et logo er en fil i samme mappe, som ender på .svg eller .png.")


MUNICIPALITY = r.record({
    "name": r.text, "cvr": r.cvr, "colour": colour, "logo": logo,
    "routing": r.record({"kle": r.kle, "facet": facet, "receiver": uuid, "system": uuid}),
})
"""What `municipality.yaml` may hold."""


def profile_of(data: Mapping[str, Any], logo: bytes, offers: tuple[Offer, ...]) -> Profile:
    """The profile in checked plain data, with the logo's bytes. Raises ExportError for a logo that is none."""
    routing: dict[str, Any] = dict(data.get("routing", {}))
    for name in ("receiver", "system"):
        if name in routing:
            routing[name] = UUID(routing[name])
    plain = {key: value for key, value in data.items() if key in ("name", "cvr", "colour")}
    kind = data["logo"].rpartition(".")[2] if logo else ""
    if logo and LOOKS_LIKE[kind] not in logo[:LOGO_HEAD]:
        raise ExportError("Logoet {file} er ikke et billede, som programmet kan bruge.",
                          next_step="Gem det igen som .{kind}.", file=data["logo"], kind=kind)
    if len(logo) > LARGEST_LOGO or (kind == "png" and dots(logo) > MOST_DOTS):
        raise ExportError("Logoet {file} er for stort.", next_step="Gem det mindre: 1.000 punkter er nok.",
                          file=data["logo"])
    return Profile(**plain, **routing, logo=logo, logo_type=kind, offers=offers)


def dots(png: bytes) -> int:
    """How many dots a PNG says that it has."""
    width, height = unpack_from(">II", png.ljust(24, b"\0"), 16)
    return int(width * height)


def contrast_on_white(colour: str) -> float:
    """WCAG contrast of #rrggbb on white."""
    parts = [int(colour[at:at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)
