"""Every form opened by a program that is not ours: what it says, as one text, and whether it may exist at all."""

from __future__ import annotations

import base64
import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import icalendar
import lxml.etree
import lxml.html
import openpyxl
import pypdfium2
from docx import Document
from markdown_it import MarkdownIt

Opened = Callable[[bytes], str]


def squashed(text: str) -> str:
    """Without white space, soft hyphens and what only steers the line: a page breaks lines where it likes."""
    return "".join(sign for sign in text if not sign.isspace() and sign not in "\u00ad\u200b\u2060\ufeff")


def strings(data: Any) -> Iterator[str]:
    """Every text in plain data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for value in data.values():
            yield from strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from strings(value)


def _json(content: bytes) -> str:
    return "\n".join(strings(json.loads(content)))


def _pdf(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def _html(content: bytes) -> str:
    page: Any = lxml.html.document_fromstring(content.decode())
    for element in page.xpath("//script | //iframe | //object | //embed | //link | //form"):
        raise AssertionError(f"<{element.tag}> in the page")
    for element in page.iter():
        for name, value in element.items():
            assert not name.startswith("on"), f"{name} in the page"
            outside = name in ("src", "href", "action") and not value.startswith(("#", "data:image/"))
            assert not outside, f"{value} in the page"
    for style in page.xpath("//style | //title"):
        style.drop_tree()
    return str(page.text_content())


def _markdown(content: bytes) -> str:
    """As CommonMark reads it, its HTML opened in turn."""
    page = MarkdownIt("commonmark").enable("table").render(content.decode())
    return _html(f"<html><body>{page}</body></html>".encode())


def _word(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    told = [lxml.etree.fromstring(part) for part in _word_parts(content)]
    assert document.core_properties.title
    text = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
    return "\n".join(each.text or "" for part in told for each in part.iter(text))


def _word_parts(content: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        names = [name for name in file.namelist() if name.startswith(("word/document", "word/header", "word/footer"))]
        return [file.read(name) for name in names]


def _xml(content: bytes) -> str:
    """What stands in the elements; a document in base64 is left to the form it came from."""
    tree: Any = lxml.etree.fromstring(content, lxml.etree.XMLParser(resolve_entities=False, no_network=True))
    assert tree.getroottree().docinfo.doctype == ""
    return "\n".join(text for element in tree.iter() if (text := element.text or "") and not _is_pdf(text))


def _is_pdf(text: str) -> bool:
    return len(text) > 1000 and text.startswith(base64.b64encode(b"%PDF").decode()[:5])


def _csv(content: bytes) -> str:
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    cells = [cell for row in rows for cell in row]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells), "a cell that is a formula"
    return "\n".join(cells)


def _xlsx(content: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert all(cell.data_type != "f" and cell.hyperlink is None for cell in cells), "a cell that is a formula or a link"
    return "\n".join(str(cell.value) for cell in cells)


def _calendar(content: bytes) -> str:
    calendar = icalendar.Calendar.from_ical(content)
    return "\n".join(str(each.get(name, "")) for each in calendar.walk("VEVENT") for name in ("SUMMARY", "DESCRIPTION"))


def _text(content: bytes) -> str:
    return content.decode()


OPENED: Mapping[str, Opened] = {
    "pdf": _pdf, "page": _pdf, "word": _word, "html": _html, "page_html": _html, "markdown": _markdown, "text": _text,
    "json": _json, "xml": _xml, "formular": _xml, "journalpost": _xml, "dokument": _xml, "note": _text,
    "note_ascii": _text, "fhir": _json, "csv": _csv, "xlsx": _xlsx, "calendar": _calendar,
}
"""The form's name → what it says, to somebody who opens it."""
WHOLE = ("pdf", "word", "html", "markdown", "text", "json", "xml", "formular", "fhir", "csv", "xlsx")
"""The forms that say everything the plan says; the others are a part of it."""
