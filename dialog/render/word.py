"""The plan as a Word document, from a template that a municipality restyles in Word itself.

docxtpl reads the template's tags out of Word's XML, however Word has split them, and that is done once for a template:
each part becomes Jinja over XML, with the same narrow language and the same check as every other template. What is
printed is escaped for XML. The file is put together here, with fixed times, so that the same plan gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from docx.exceptions import PythonDocxError
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.opc.exceptions import OpcError
from docx.opc.part import Part as WordPart
from docx.parts.story import StoryPart
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage  # type: ignore[import-untyped]
from jinja2 import Template
from lxml import etree
from markupsafe import Markup, escape

from dialog import resources
from dialog.errors import ExportError
from dialog.plan.model import Plan
from dialog.render.fault import NOTHING_WRITTEN
from dialog.render.profile import Profile
from dialog.render.template import compiled, faults
from dialog.render.view import Data, plan_view

NAME = "plan/plan.docx"
WRITTEN = re.compile(r"/word/(document|header|footer|footnotes|endnotes)[0-9]*\.xml")
"""The parts of a Word file that hold what a reader reads."""
PARAGRAPH = re.compile(r"<w:p(?=[ >])")
CORE = "docProps/core.xml"
PROPERTIES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator>\
<dc:language>da-DK</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">{at}</dcterms:created>\
<dcterms:modified xsi:type="dcterms:W3CDTF">{at}</dcterms:modified></cp:coreProperties>
"""
LOGO_HEIGHT = Mm(11)
BROKEN = (BadZipFile, OpcError, PythonDocxError, etree.LxmlError, KeyError, ValueError)
"""What a file that is no Word document is met with."""
NO_PICTURE = (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError, ArithmeticError)


@dataclass(frozen=True, slots=True)
class Written:
    """A part to be filled in."""

    template: Template
    source: str
    logo: Markup


def plan_docx(plan: Plan, profile: Profile) -> bytes:
    """Raises ExportError for a template that is no Word file or has a fault, NotFound where there is none."""
    place = resources.prompt_path(NAME)
    there = place.stat()
    view = plan_view(plan, profile)
    logo = profile.logo if profile.logo_type == "png" else b""  # Word shows no SVG without a PNG beside it
    parts = _opened(place, (there.st_mtime_ns, there.st_size), logo)
    return _zipped((name, _filled(part, view) if isinstance(part, Written) else _kept(name, part, view))
                   for name, part in parts.items())


@lru_cache(maxsize=4)
def _opened(place: Path, stamp: tuple[int, int], logo: bytes) -> dict[str, Written | bytes]:
    """The template taken apart: name → a part to be filled in, or bytes. Kept until the file is another (`stamp`)."""
    try:
        file = DocxTemplate(place)
        file.init_docx()
        parts = [part for part in file.docx.part.package.iter_parts() if WRITTEN.fullmatch(str(part.partname))]
        logos = {str(part.partname)[1:]: _picture(file, part, logo) for part in parts}
        whole = BytesIO()
        file.docx.save(whole)
    except BROKEN:
        raise ExportError(f"Skabelonen »{NAME}« kan ikke åbnes som et Word-dokument.",
                          next_step="Gem den igen i Word som .docx.") from None
    with ZipFile(whole) as zipped:
        held = {name: zipped.read(name) for name in zipped.namelist()}
    return {name: _written(file, content, logos[name]) if name in logos else content for name, content in held.items()}


def _picture(file: DocxTemplate, part: WordPart, logo: bytes) -> Markup:
    """The logo as XML for the part that shows it; the picture itself is laid into the file."""
    if not logo or not isinstance(part, StoryPart):
        return Markup()
    file.current_rendering_part = part
    try:
        return Markup(str(InlineImage(file, BytesIO(logo), height=LOGO_HEIGHT)))
    except NO_PICTURE:
        raise ExportError("Kommunens logo kan ikke sættes ind i Word-dokumentet.",
                          next_step="Gem det igen som .png.") from None


def _written(file: DocxTemplate, content: bytes, logo: Markup) -> Written:
    """One paragraph on a line, so that a fault can be told by the words beside it."""
    source = PARAGRAPH.sub("\n<w:p", file.patch_xml(content.decode()))
    return Written(compiled(source, NAME), source, logo)


def _filled(part: Written, view: Data) -> bytes:
    with faults(NAME, part.source, view):
        xml = part.template.render({**view, "municipality": {**view["municipality"], "logo": part.logo}}).encode()
    try:
        etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError:
        raise ExportError(f"Skabelonen »{NAME}« giver ikke et helt Word-dokument.", kept=NOTHING_WRITTEN,
                          next_step="Se, om et mærke som {%p if … %} mangler sit {%p endif %}.") from None
    return xml


def _kept(name: str, content: bytes, view: Data) -> bytes:
    if name != CORE:
        return content
    at = datetime.fromisoformat(view["plan"]["header"]["updated"]).astimezone(UTC)
    return PROPERTIES.format(title=escape(view["title"]), creator=escape(view["municipality"]["name"]),
                             at=f"{at:%Y-%m-%dT%H:%M:%SZ}").encode()


def _zipped(parts: Iterator[tuple[str, bytes]]) -> bytes:
    whole = BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED) as file:
        for name, content in parts:
            entry = ZipInfo(name)  # its time is 1980, the first a zip can tell
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 3, 0o600 << 16
            file.writestr(entry, content)
    return whole.getvalue()
