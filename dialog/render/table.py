"""The plan's lines as a table, for a spreadsheet or a robot: one row a line, remarks last, every cell a text.

A spreadsheet takes a text that begins with =, +, -, @ or a wide sign that looks like them for a formula, and a CSV file
has no way to say that it is none. There such a cell gets an apostrophe in front, and its row says »ja« under `ændret`.
A workbook can say that a text is a text: nothing is set in front there, and only a text longer than a cell can hold is
cut, with a word that says so and »ja« under `ændret`.
"""

from __future__ import annotations

import csv as notation
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO, StringIO
from itertools import chain
from zoneinfo import ZoneInfo

from xlsxwriter import Workbook

from dialog.language.clean import cleaned
from dialog.language.format import ZONE, local_date
from dialog.plan.line import how_said
from dialog.plan.model import Entry, Line, Plan, Section
from dialog.plan.offer import offer_of
from dialog.render.profile import Profile
from dialog.script.model import SPEAKER
from dialog.script.target import DISCIPLINES

COLUMNS: Mapping[str, int] = {
    "status": 9, "øvelse": 7, "udgave": 8, "kontrolsum": 12, "afsluttet": 16, "sag": 14, "del": 20, "om": 28,
    "felt": 22,
    "tekst": 50, "egne ord": 9, "faglig formulering": 32, "formuleret af": 14, "hvem sagde": 14, "hvem skrev": 14,
    "hvornår": 16, "gennemgået": 16, "spørgsmål": 40, "fagområde": 18, "KLE": 10, "indsats": 24, "linje-id": 38,
    "svar-id'er": 38, "hvordan": 20, "ændret": 8,
}
"""The columns in their order, each with its width in signs. New ones are added before the last."""
YES, NO = "ja", "nej"
REMARKS = "Bemærkninger"
FORMULA = ("=", "+", "-", "@")
CELL = 32_767
"""What an Excel cell can hold, in UTF-16 units."""
CUT = " … [Resten står i planen.]"
A4 = 9
Row = list[str]


def csv(plan: Plan, profile: Profile) -> bytes:
    """CSV as a Danish Excel opens it: UTF-8 with its mark, semicolons, everything in quotes, a line ends with CRLF."""
    out = StringIO(newline="")
    writer = notation.writer(out, delimiter=";", quoting=notation.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(_rows(plan, profile, _harmless))
    return out.getvalue().encode("utf-8-sig")


def xlsx(plan: Plan, profile: Profile) -> bytes:
    """A workbook: the lines, and a second sheet about the plan. The same plan is the same bytes."""
    out = BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                          "strings_to_numbers": False})
    book.set_properties({"title": f"{_standing(plan)}: Min plan, udgave {plan.version}", "subject": "Planens linjer",
                         "created": plan.header.updated.astimezone(UTC).replace(tzinfo=None)})
    rows = [list(COLUMNS), *_rows(plan, profile, _fitting)]
    facts = [[label, _fitting(text)] for label, text in _facts(plan)]
    _sheet(book, f"Min plan ({_standing(plan)})", rows, list(COLUMNS.values()), plan, profile)
    _sheet(book, "Om planen", [["felt", "tekst"], *facts], [28, 80], plan, profile)
    book.close()
    return out.getvalue()


def _sheet(book: Workbook, name: str, rows: list[Row], widths: list[int], plan: Plan, profile: Profile) -> None:
    """A heading that stays and can be filtered by, texts that wrap, and the plan's standing on every printed page."""
    head = book.add_format({"bold": True, "bg_color": profile.colour, "font_color": "#ffffff", "valign": "top"})
    cell = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(name)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            sheet.write_string(number, column, text, cell if number else head)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows) - 1, len(widths) - 1)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header(f'&C&"-,Bold"{_standing(plan)}')
    sheet.set_footer("&CSide &P af &N")


def _standing(plan: Plan) -> str:
    """UDKAST until both have said yes."""
    return "AFTALT" if plan.agreed else "UDKAST"


def _rows(plan: Plan, profile: Profile, fit: Callable[[str], str]) -> Iterator[Row]:
    """The rows, each cell as the form can hold it. A plan without lines is one row, so that its standing is seen."""
    every = {
        "status": _standing(plan), "øvelse": _truth(plan.header.practice), "udgave": str(plan.version),
        "kontrolsum": plan.edition, "afsluttet": _when(plan.ended.at) if plan.ended else "",
        "sag": cleaned(plan.header.case_reference),
    }
    found = list(chain(_lines(plan, profile), _remarks(plan))) or [{}]
    for each in found:
        said = {**every, **each}
        row = [said.get(column, "") for column in COLUMNS][:-1]
        fitted = [fit(text) for text in row]
        yield [*fitted, _truth(fitted != row)]


def _lines(plan: Plan, profile: Profile) -> Iterator[dict[str, str]]:
    day = local_date(plan.header.updated)
    for section in plan.sections:
        for entry in section.entries:
            for line in entry.lines:
                offer = offer_of(profile.offers, line.kle, day)
                yield {**_line(section, entry, line), "indsats": offer.name if offer else ""}


def _line(section: Section, entry: Entry, line: Line) -> dict[str, str]:
    return {
        "del": section.title, "om": entry.title, "felt": line.label, "tekst": line.text,
        "egne ord": _truth(line.own_words), "faglig formulering": line.wording or "",
        "formuleret af": SPEAKER.get(line.wording_by or "", ""), "hvem sagde": SPEAKER[line.said_by],
        "hvem skrev": SPEAKER[line.typed_by],
        "hvordan": how_said(line.form, line.language, line.interpreted), "hvornår": _when(line.at),
        "gennemgået": _when(line.reviewed) if line.reviewed else "", "spørgsmål": line.asked,
        "fagområde": DISCIPLINES.get(line.discipline, ""), "KLE": line.kle, "linje-id": str(line.id),
        "svar-id'er": " ".join(map(str, line.roots)),
    }


def _remarks(plan: Plan) -> Iterator[dict[str, str]]:
    """What was said about the plan: a disagreement is part of it."""
    for remark in plan.remarks:
        yield {"del": REMARKS, "felt": "Uenig" if remark.disagrees else "Bemærkning", "tekst": remark.text,
               "egne ord": YES, "hvem sagde": SPEAKER[remark.by], "hvornår": _when(remark.at),
               "linje-id": str(remark.id), "svar-id'er": str(remark.root)}


def _facts(plan: Plan) -> Iterator[tuple[str, str]]:
    """The head of the plan: only what is known."""
    header, ended, replaced = plan.header, plan.ended, plan.replaces
    known = (
        ("Status", _standing(plan)), ("Øvelse", "En øvelse med en opdigtet borger" if header.practice else ""),
        ("Afsluttet", f"{_when(ended.at)} {ended.why}" if ended else ""), ("Navn", header.citizen),
        ("CPR-nummer", header.cpr or ""), ("Sagsnummer", header.case_reference),
        ("Kommune", header.municipality.name), ("CVR-nummer", header.municipality.cvr),
        ("Sagsbehandler", header.coordinator.name), ("Kontakt", header.coordinator.contact),
        ("Samtalen begyndte", _when(header.started)), ("Senest ændret", _when(header.updated)),
        *((f"{SPEAKER[each.by]} har sagt ja", _when(each.at) + ("" if each.valid else " (planen er ændret siden)"))
          for each in plan.agreements),
        ("Udgave", str(plan.version)), ("Kontrolsum", plan.edition),
        ("Erstatter", f"Udgave {replaced.version}, {replaced.edition}" if replaced else ""),
        ("Planens id", str(plan.id)), ("Samtalens id", str(header.conversation)),
    )
    return ((label, cleaned(text).strip()) for label, text in known if text.strip())


def _harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula, whatever white space it begins with."""
    first = unicodedata.normalize("NFKC", text.lstrip()[:1])
    return f"'{text}" if first in FORMULA or text[:1] in ("\t", "\r", "\n") else text


def _fitting(text: str) -> str:
    """A text that a cell can hold."""
    units = text.encode("utf-16-le")
    return text if len(units) <= 2 * CELL else units[:2 * (CELL - len(CUT))].decode("utf-16-le", "ignore") + CUT


def _when(at: datetime) -> str:
    """`2026-05-03 10:15`, on the Danish clock: a spreadsheet can put it in order."""
    return at.astimezone(ZoneInfo(ZONE)).isoformat(" ", "minutes")[:16]


def _truth(value: bool) -> str:
    return YES if value else NO
