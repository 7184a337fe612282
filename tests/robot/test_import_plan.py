"""The example that a robot-process team starts from works, as a process of its own, with nothing of ours imported."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import pytest

from dialog.cli import main
from dialog.plan.model import Plan
from dialog.render.package import package_of
from dialog.render.profile import PLAIN
from dialog.render.seal import zipped
from dialog.render.write import write_folder
from tests.faults.commands import CODES
from tests.plan.whole import agreed, plan_of, talked, worded

SCRIPT = Path(__file__).with_name("import_plan.py")


def whole() -> Plan:
    return plan_of(worded(talked()))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The script alone in a folder, with the published schema and a plan in each way it can lie."""
    folder = tmp_path_factory.mktemp("robot")
    shutil.copy(SCRIPT, folder / "import_plan.py")
    assert main(["plan", "schema", "--to", str(folder / "plan.schema.json")]) == 0
    package = package_of(whole(), PLAIN, ("html", "json"))
    write_folder(folder / "package", package.files)
    (folder / "package.zip").write_bytes(zipped(package.files))
    (folder / "plan.json").write_bytes(package.files["plan.json"])
    return folder


def run(place: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The script in a Python that cannot find our package."""
    code = ("import runpy, sys; sys.path = [each for each in sys.path if 'dialog' not in each]; "
            "sys.modules['dialog'] = None; sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')")
    return subprocess.run(
        [sys.executable, "-I", "-X", "utf8", "-c", code, str(place / "import_plan.py"), *arguments],
        cwd=place, capture_output=True, text=True, check=False, encoding="utf-8")


def told(place: Path, package: str) -> Any:
    done = run(place, package, "--schema", "plan.schema.json")
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


@pytest.mark.parametrize("how", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_a_zip_that_lies_of_its_size_does_not_fill_the_memory(tmp_path: Path, how: int) -> None:
    from tests.robot.import_plan import NotTrusted, content

    with zipfile.ZipFile(tmp_path / "a.zip", "w", how) as archive:
        archive.writestr("plan.json", b"0" * 50_000_000)
    raw = bytearray((tmp_path / "a.zip").read_bytes())
    at = raw.rindex(b"PK\x01\x02") + 24
    raw[at:at + 4] = (1000).to_bytes(4, "little")
    (tmp_path / "a.zip").write_bytes(raw)
    tracemalloc.start()
    try:
        with pytest.raises((NotTrusted, zipfile.BadZipFile)):
            content(tmp_path / "a.zip", "plan.json")
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_every_exit_status_is_told() -> None:
    told = SCRIPT.with_name("README.md").read_text(encoding="utf-8")
    listed = [int(code) for row in re.findall(r"^\| ([0-9, ]+) \|", told, re.MULTILINE) for code in row.split(",")]
    assert listed == sorted({0, 2, 130} | CODES)


def test_it_imports_nothing_of_ours() -> None:
    assert "dialog" not in SCRIPT.read_text(encoding="utf-8").replace("empowerment-dialog-plan-package", "")


@pytest.mark.parametrize("package", ["package", "package.zip", "plan.json"])
def test_what_a_case_system_has_fields_for_is_printed(place: Path, package: str) -> None:
    found, plan = told(place, package), whole()
    assert found["case"]["reference"] == "2026-0142"
    assert found["case"]["status"] == "UDKAST"
    assert found["case"]["cpr"] is None
    assert found["case"]["edition"] == plan.edition
    assert [each["text"] for each in found["goals"]] == ["Et job i et køkken, hvor der er ro", "At komme ud af gælden"]
    assert {(each["text"], each["kle"]) for each in found["efforts"]} >= {
        ("Praktik", "15.18.05"), ("Ja, det vil jeg gerne", "15.20.36"), ("Penge og gæld", "")}
    assert [(each["text"], each["who"], each["date"]) for each in found["agreements"]] == [
        ("Ringe til køkkenet på Solvang", "Jeg gør det selv", "2026-03-16"),
        ("Bestille tid hos gældsrådgiveren", "Jeg gør det selv", "2026-03-16")]
    assert found["follow_up"]["next_talk"]["date"] == "2026-03-16"
    roots = {str(line.id): str(line.roots[0]) for line in plan.lines()}
    for each in (*found["goals"], *found["efforts"], *found["agreements"], *found["follow_up"].values()):
        assert each["answer"] == roots[each["id"]]


def test_as_a_table_too_and_no_cell_is_a_formula(place: Path) -> None:
    done = run(place, "package", "--schema", "plan.schema.json", "--csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["text"] for row in rows if row["part"] == "goals"] == [
        each["text"] for each in told(place, "package")["goals"]]
    evil = json.loads((place / "plan.json").read_text())
    evil["header"]["citizen"] = "=HYPERLINK(1)"
    (place / "evil.json").write_text(json.dumps(evil))
    rows = list(csv.DictReader(io.StringIO(run(place, "evil.json", "--schema", "plan.schema.json", "--csv").stdout)))
    assert next(row["text"] for row in rows if row["id"] == "citizen") == "'=HYPERLINK(1)"


def test_an_agreed_plan_is_no_draft(place: Path) -> None:
    made = package_of(plan_of(agreed(talked())), PLAIN, ("json",)).files["plan.json"]
    (place / "agreed.json").write_bytes(made)
    assert told(place, "agreed.json")["case"]["status"] == "AFTALT"


def test_what_cannot_be_trusted_is_not_taken_in_and_not_shown(place: Path, tmp_path: Path) -> None:
    good = (place / "plan.json").read_bytes()

    def package(name: str, content: bytes, twice: bool = False) -> Path:
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            for each in ("manifest.json", "sources.json", "plan.html"):
                archive.write(place / "package" / each, each)
            archive.writestr("plan.json", content)
        if twice:
            raw = (tmp_path / name).read_bytes().replace(b"plan.html", b"plan.json")
            (tmp_path / name).write_bytes(raw)
        return tmp_path / name

    wrong = json.loads(good)
    wrong["sections"][0]["entries"][0]["lines"][0]["text"] = 7
    (tmp_path / "wrong.json").write_text(json.dumps(wrong))
    (tmp_path / "none.json").write_text("{")
    (tmp_path / "none.zip").write_bytes(b"PK")
    refused = {
        package("changed.zip", good.replace("Gælden".encode(), "Gælder".encode())): "ændret",
        package("twice.zip", good, twice=True): "mangler", tmp_path / "wrong.json": "følger ikke skemaet (sections/0",
        tmp_path / "none.json": "JSONDecodeError", tmp_path / "none.zip": "BadZipFile", tmp_path / "no": "Error",
    }  # fmt: skip
    assert run(place, str(package("good.zip", good)), "--schema", "plan.schema.json").returncode == 0
    for each, why in refused.items():
        done = run(place, str(each), "--schema", "plan.schema.json")
        assert (done.returncode, done.stdout) == (1, "")
        assert why in done.stderr
        assert "Traceback" not in done.stderr
        assert "Gæld" not in done.stderr
