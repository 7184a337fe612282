"""What one can write after `empower plan`: the words alone. What they do is imported when they are called.

    plan    one plan: take it out, see a package through, read it in, the published schemas, a key to sign with
    bulk    everybody's plans, one package each
    diff    what is new in a plan, and why
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dialog.store import Store

HELP = {
    "export": "Tag planen ud: som én fil, eller som en pakke med alle former.",
    "diff": "Se, hvad der er nyt i en plan, og hvorfor.",
    "verify": "Se en pakke efter: er den hel, og er den, hvad den siger?",
    "import": "Læs en plan ind fra en pakke eller en fil, og fortæl kort om den.",
    "schema": "Vis planens skema: JSON Schema eller XSD.",
    "key": "Lav en nøgle til at underskrive pakker med.",
}
NEAR = 0.75
"""How alike two words are (difflib) when one is taken for the other misspelt: one letter of four, two of eight."""
OUTSIDE = """Programmet sender aldrig noget. Det skriver kun filer. Planen siger UDKAST, indtil begge har sagt ja.
Slutter STED på .pdf, .docx, .html, .md, .txt, .json, .xml, .csv, .xlsx eller .ics, bliver det den ene form.
Slutter det på .zip, eller er det navnet på en mappe, bliver det en pakke.

Formerne hedder: pdf, page, word, html, page_html, markdown, text, json, xml, formular, journalpost, dokument, note,
note_ascii, fhir, csv, xlsx, calendar."""


def with_verb(words: Sequence[str]) -> list[str]:
    """`plan SAG …` means `plan export SAG …`: the one thing that is done every day."""
    found, at = list(words), 0
    while at < len(found) and found[at].startswith("-"):
        at += 2 if len(found[at]) > 2 and "--folder".startswith(found[at]) else 1
    if found[at:at + 1] == ["plan"] and found[at + 1:] and found[at + 1] not in (*HELP, "-h", "--help") \
            and not _is_slip(found[at + 1], found[at + 2:]):
        found.insert(at + 1, "export")
    return found


def _is_slip(word: str, rest: Sequence[str]) -> bool:
    """Whether it reads as a verb misspelt, which is then told, and not as a case that is to be written somewhere."""
    return word.isalpha() and not any(each.partition("=")[0] == "--to" for each in rest) and bool(nearest(word, HELP))


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that this one is a slip for; empty where there is none."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word.lower(), known, 1, NEAR)), "")


def run_plan(options: argparse.Namespace, open_store: Callable[[], Store]) -> int:
    """Does what is asked; returns the exit status. Raises EmpowerError."""
    from dialog.command import plan

    return plan.ACTIONS[options.action](options, open_store)


def add_plan(plan: argparse.ArgumentParser) -> None:
    """Everything that `empower plan` takes."""
    actions = plan.add_subparsers(dest="action", metavar="HANDLING", required=True, title="handlinger")
    parsers = {name: actions.add_parser(name, help=told, description=told) for name, told in HELP.items()}
    _add_export(parsers["export"])
    parsers["diff"].add_argument("case", metavar="SAG", help="sagens nummer")
    parsers["diff"].add_argument("--since", type=int, metavar="UDGAVE", help="fra denne udgave; ellers den seneste")
    parsers["diff"].add_argument("--until", type=int, metavar="UDGAVE", help="til denne; ellers som den står nu")
    for name in ("verify", "import"):
        parsers[name].add_argument("place", type=Path, metavar="PAKKE", help="mappen eller filen")
        parsers[name].add_argument("--key", type=Path, metavar="FIL", help="din age-nøgle, hvis pakken er låst til dig")
        parsers[name].add_argument("--signer", type=Path, metavar="FIL",
                                   help="den offentlige nøgle fra den, der skal have underskrevet")
    parsers["import"].add_argument("--to", type=Path, metavar="STED", help="skriv planen ud igen her")
    parsers["schema"].add_argument("--form", choices=("json", "xml"), default="json", help="hvilket skema")
    parsers["schema"].add_argument("--to", type=Path, metavar="FIL", help="filen, der skrives")
    for name in ("export", "import", "schema"):
        parsers[name].add_argument("--replace", action="store_true", help="læg den i stedet for filen, der ligger der")
    parsers["key"].add_argument("--to", type=Path, required=True, metavar="FIL",
                                help="den hemmelige nøgle; den offentlige lægges i FIL.pub")


def _add_export(export: Any) -> None:
    export.epilog = OUTSIDE
    export.add_argument("case", nargs="?", default="", metavar="SAG", help="sagens nummer")
    export.add_argument("--to", type=Path, metavar="STED", help="hvor den skal ligge; ellers plan-SAG-DATO her")
    export.add_argument("--forms", type=_names, default=(), metavar="NAVN,NAVN", help="kun disse former; ellers alle")
    export.add_argument("--with-cpr", action="store_true", help="tag CPR-nummeret med")
    export.add_argument("--receiver", action="append", default=[], metavar="age1…",
                        help="lås pakken, så kun denne modtager kan åbne den")
    export.add_argument("--sign", type=Path, metavar="FIL", help="underskriv pakken med nøglen i filen")
    export.add_argument("--all", action="store_true", help="alle borgeres planer: en pakke til hver i mappen STED")
    export.add_argument("--since", type=_day, metavar="ÅÅÅÅ-MM-DD", help="med --all: kun dem, der er ændret siden")
    export.add_argument("--workers", type=int, choices=range(1, 17), default=2, metavar="TAL",
                        help="med --all: hvor mange der laves ad gangen (2)")


def _names(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (each.strip() for each in text.split(","))))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("en dato skrives 2026-05-03") from None
