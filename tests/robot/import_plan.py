"""An example to start from: reads a plan's package, checks it, and prints what a case system would fill in.

It needs Python, `jsonschema` and the schema that `empower plan schema` prints; nothing of the program that made the
package. Change the end of it to what your case system wants.

    python import_plan.py PACKAGE --schema plan.schema.json          as JSON
    python import_plan.py PACKAGE --schema plan.schema.json --csv    as CSV, one row a field

Exit status: 0 all is well · 1 the package cannot be trusted or read (nothing is printed but why).
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema

LARGEST = 50_000_000
"""Bytes in a plan; more is no plan."""
PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
EFFORTS = ("business.form", "offer.effort", "offer.wish", "mentor.wish")
"""The fields of the plan that name a kind of help. The schema lists all fields under `Target`."""
COLUMNS = ("part", "id", "text", "wording", "kle", "discipline", "who", "date", "answer")

Data = dict[str, Any]


class NotTrusted(Exception):
    """Why the package is not taken in. Never holds anything that was said."""


def main() -> int:
    parser = argparse.ArgumentParser(description="Læs en plan ind.")
    parser.add_argument("package", type=Path, help="mappe, .zip eller plan.json")
    parser.add_argument("--schema", type=Path, required=True, help="planens JSON Schema")
    parser.add_argument("--csv", action="store_true", help="som CSV, ellers JSON")
    options = parser.parse_args()
    try:
        plan = read(options.package, json.loads(options.schema.read_text(encoding="utf-8")))
    except (NotTrusted, OSError, ValueError, zipfile.BadZipFile) as error:
        why = str(error) if isinstance(error, NotTrusted) else type(error).__name__
        print(f"Planen er ikke læst ind: {why}", file=sys.stderr)
        return 1
    if options.csv:
        table = csv.DictWriter(sys.stdout, COLUMNS, quoting=csv.QUOTE_ALL, extrasaction="ignore")
        table.writeheader()
        table.writerows({name: plain(cell) for name, cell in row.items()} for row in rows(plan))
    else:
        json.dump(fields(plan), sys.stdout, ensure_ascii=False, indent=2)
        print()
    return 0


# In: nothing is believed before it has been checked


def read(package: Path, schema: Data) -> Data:
    """The plan in a folder, a zip or a file, checked against the manifest's hash and the schema."""
    raw = content(package, "plan.json")
    if package.suffix != ".json":
        manifest = json.loads(content(package, "manifest.json"))
        if manifest["format"] != "empowerment-dialog-plan-package" or manifest["format_version"] != "1":
            raise NotTrusted("det er en anden slags pakke.")
        said = {part["file"]: part["sha256"] for part in manifest["forms"]}
        if said.get("plan.json") != hashlib.sha256(raw).hexdigest():
            raise NotTrusted("plan.json er ændret, efter at pakken blev lavet.")
    plan: Data = json.loads(raw)
    fault = next(jsonschema.Draft202012Validator(schema).iter_errors(plan), None)
    if fault is not None:
        raise NotTrusted(f"plan.json følger ikke skemaet ({'/'.join(map(str, fault.absolute_path))}).")
    return plan


def content(package: Path, name: str) -> bytes:
    """One file of the package, by its exact name: nothing is unpacked to the disk."""
    if package.suffix == ".json":
        return within(package)
    if package.is_dir():
        return within(package / name)
    with zipfile.ZipFile(package) as archive:
        found = [info for info in archive.infolist() if info.filename == name]
        if len(found) != 1 or found[0].file_size > LARGEST or found[0].compress_type not in PACKED:
            raise NotTrusted(f"{name} mangler i pakken, eller er for stor.")
        with archive.open(found[0]) as file:  # `archive.read` would unpack it all before it looks at the size
            return file.read(found[0].file_size)


def within(place: Path) -> bytes:
    if place.stat().st_size > LARGEST:
        raise NotTrusted("filen er for stor.")
    return place.read_bytes()


# Out: what a case system has fields for


def fields(plan: Data) -> Data:
    """What is to be filled in: the case, the goals, the efforts, who does what by when, and the follow-up."""
    header = plan["header"]
    case = {
        "reference": header["case_reference"], "citizen": header["citizen"], "cpr": header["cpr"],
        "municipality_cvr": header["municipality"]["cvr"], "coordinator": header["coordinator"]["name"],
        "plan": plan["id"], "version": plan["version"], "edition": plan["edition"],
        "replaces": plan["replaces"]["edition"] if plan["replaces"] else None,
        "status": "AFTALT" if plan["agreed"] else "UDKAST", "updated": header["updated"],
        "practice": header["practice"],
    }
    goals = [short(line) for line in lines(plan) if line["target"] == "goal.statement"]
    efforts = [short(line) for line in lines(plan)
               if line["target"] in EFFORTS and not line["skipped"] and (line["kle"] or line["discipline"])]
    follow_up = {line["target"].partition(".")[2]: short(line) for line in lines(plan)
                 if line["target"].startswith("follow_up.")}
    return {"case": case, "goals": goals, "efforts": efforts, "agreements": list(agreements(plan)),
            "follow_up": follow_up}


def lines(plan: Data) -> Iterator[Data]:
    """Every line of the plan, in order."""
    for section in plan["sections"]:
        for entry in section["entries"]:
            yield from entry["lines"]


def agreements(plan: Data) -> Iterator[Data]:
    """One for each agreement: the lines of an entry belong together."""
    for section in plan["sections"]:
        for entry in section["entries"] if section["part"] == "agreement" else ():
            said = {line["target"].partition(".")[2]: line for line in entry["lines"]}
            if "what" in said:
                what, who, when = said["what"], said.get("who"), said.get("when")
                yield {**short(what), "who": who["text"] if who else "", "date": when["value"] if when else None}


def short(line: Data) -> Data:
    """A line as it is filled in. `answer` is the id of the answer behind it; the same id is never another answer."""
    return {"id": line["id"], "text": line["text"], "wording": line["wording"], "kle": line["kle"],
            "discipline": line["discipline"], "who": line["said_by"],
            "date": line["value"] if line["kind"] == "date" else None, "answer": line["roots"][0]}


def rows(plan: Data) -> Iterator[Data]:
    """The same, one row for each field."""
    found = fields(plan)
    for name, value in found["case"].items():
        yield {"part": "case", "id": name, "text": value}
    for part in ("goals", "efforts", "agreements"):
        yield from ({"part": part, **each} for each in found[part])
    for name, each in found["follow_up"].items():
        yield {"part": f"follow_up.{name}", **each}


def plain(cell: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.lstrip()[:1] in ("=", "+", "-", "@") and text.strip() else text


if __name__ == "__main__":
    sys.exit(main())
