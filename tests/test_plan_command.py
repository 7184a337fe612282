"""A plan out of the program and in again, by real commands upon a real file; and everybody's at once."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import signal
import stat
import subprocess
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyrage  # type: ignore[import-untyped]
import pytest

from dialog.command import HELP, crew, with_verb
from dialog.command.crew import BROKEN, Outcome, Worker, deal
from dialog.command.plan import form_of
from dialog.conversation.event import Event
from dialog.errors import ExportError
from dialog.render.document import FORMS
from dialog.session import Session
from dialog.store import Store
from dialog.store.record import Citizen, Conversation
from tests.faults.commands import Said, empower
from tests.faults.lives import CHEAP, PASSPHRASE
from tests.plan.whole import talked
from tests.terminal import EMPOWER, Terminal
from tests.tiny import START

CPR = "310290-1234"
SOME = "html,markdown,json"
SAID = "Jeg går med post."
"""What a citizen says in a later talk."""


def add(store: Store, case: str, *, days: int = 0, answers: int | None = None, practice: bool = False) -> Conversation:
    """A whole talk of somebody's, begun `days` after the others; or no more of it than so many events."""
    talk, who = talked(), next((each for each in store.citizens() if each.case_reference == case), None)
    if who is None:
        who = Citizen(uuid4(), f"Opdigtet {case}", case, CPR)
        store.add_citizen(who)
    late = timedelta(days=days)
    pinned = (talk.script.id, talk.script.version, talk.script.sha256)
    kept = Conversation(uuid4(), who.id, *pinned, START + late, practice)
    store.begin(kept, talk.script)
    events: list[Event] = [replace(each, id=uuid4(), at=each.at + late) for each in talk.events[:answers]]
    if events:
        store.append(kept.id, *events)
    return kept


def file_of(folder: Path, *cases: str, cvr: str = "12345678") -> Path:
    store, _ = Store.create(folder, PASSPHRASE, cost=CHEAP)
    with store:
        store.set_setting("municipality_cvr", cvr)
        store.set_setting("coordinator_name", "Bo Lund")
        for case in cases:
            add(store, case)
    return folder


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return file_of(tmp_path_factory.mktemp("kept") / "empower", "SAG-1", "SAG-2", "SAG-3")


@pytest.fixture
def home(kept: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(kept, tmp_path / "empower"))


def plan(home: Path, *arguments: str | Path, env: dict[str, str] | None = None) -> Said:
    said = empower("--folder", home, "plan", *arguments, stdin=f"{PASSPHRASE}\n", cwd=home.parent, env=env)
    said.plain()
    return said


def taken_out(home: Path) -> int:
    """How often the access log says that a CPR number has left the program."""
    with Store.open(home, PASSPHRASE) as store, store._database.reading() as connection:
        return len(connection.execute("SELECT 1 FROM access WHERE what = 'cpr_taken_out'").fetchall())


def done(said: Said) -> Said:
    assert said.status == 0, said
    return said


def content(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in sorted(folder.iterdir())}


def manifest(package: Path) -> Any:
    raw = (package / "manifest.json").read_bytes() if package.is_dir() else \
        zipfile.ZipFile(package).read("manifest.json")
    return json.loads(raw)


# One plan


@pytest.fixture(scope="module")
def package(kept: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a plan in every form; to be copied before it is harmed."""
    folder = tmp_path_factory.mktemp("package")
    home = Path(shutil.copytree(kept, folder / "empower"))
    done(plan(home, "export", "SAG-1"))
    (made,) = folder.glob("plan-*")
    return made


def test_a_plan_leaves_in_every_form_for_its_owner_alone(package: Path) -> None:
    assert re.fullmatch(r"plan-SAG-1-2026-03-02", package.name)
    names = {*(form.file for form in FORMS.values()), "manifest.json", "sources.json"}
    assert {each.name for each in package.iterdir()} == names
    assert stat.S_IMODE(package.stat().st_mode) == 0o700
    assert {stat.S_IMODE(each.stat().st_mode) for each in package.iterdir()} == {0o600}
    assert manifest(package)["left_out"] == []
    assert CPR.encode() not in b"".join(content(package).values())


def test_twice_is_the_same_to_the_byte(home: Path, package: Path, tmp_path: Path) -> None:
    """Another process, another folder, the second time: the same files, and the same zip of them."""
    done(plan(home, "export", "SAG-1", "--to", "one"))
    done(plan(home, "SAG-1"))
    first, second = content(tmp_path / "one"), content(tmp_path / package.name)
    assert first == second == content(package)
    for name in ("a.zip", "b.zip"):
        done(plan(home, "export", "SAG-1", "--to", name))
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert {each: zipfile.ZipFile(tmp_path / "a.zip").read(each) for each in first} == first


@pytest.mark.parametrize(("name", "form"), [
    *((form.file, form.name) for form in FORMS.values()), ("x.PDF", "pdf"), ("x.json", "json"), ("x.xml", "xml"),
    ("x.fhir.json", "json"), ("plan", ""), ("plan.zip", ""), ("plan-2026.0142", ""), ("a.zip.age", ""),
])  # fmt: skip
def test_the_name_of_a_file_says_which_form_it_is(name: str, form: str, tmp_path: Path) -> None:
    assert form_of(tmp_path / name) == form
    assert form_of(None) == form_of(tmp_path) == ""
    assert form_of(tmp_path / "x.json", ("fhir",)) == "fhir"
    with pytest.raises(ExportError):
        form_of(tmp_path / "x.odt")


def test_a_single_form_is_the_one_in_the_package(home: Path, package: Path, tmp_path: Path) -> None:
    for name in ("plan.pdf", "plan.docx", "plan.fhir.json", "sf2900-formular.xml", "aftaler.ics"):
        said = done(plan(home, "SAG-1", "--to", name))
        assert (said.out, said.err) == (f"{name}\n", "")
        assert (tmp_path / name).read_bytes() == (package / name).read_bytes()


def test_the_number_is_there_only_when_it_is_asked_for_and_never_in_a_name(home: Path, tmp_path: Path) -> None:
    done(plan(home, "export", "SAG-1", "--to", "with", "--with-cpr", "--forms", SOME))
    assert CPR in json.loads((tmp_path / "with" / "plan.json").read_text())["header"]["cpr"]
    assert manifest(tmp_path / "with")["plan"]["cpr"] is True
    assert taken_out(home) == 1
    with Store.open(home, PASSPHRASE) as store:
        add(store, CPR)
    done(plan(home, "export", CPR, "--forms", SOME))
    assert all("310290" not in each.name for each in tmp_path.rglob("*"))
    assert taken_out(home) == 1
    done(plan(home, "export", "--all", "--with-cpr", "--to", "everybody", "--forms", SOME))
    assert taken_out(home) == 1 + len(list((tmp_path / "everybody").iterdir()))


def test_what_cannot_be_made_is_left_out_and_told_or_refused_when_it_was_asked_for(tmp_path: Path) -> None:
    home = file_of(tmp_path / "empower", "SAG-1", cvr="")
    said = done(plan(home, "export", "SAG-1", "--to", "all"))
    assert "»Fordelingskomponenten: formular«" in said.err
    assert "CVR" in said.err
    left_out = manifest(tmp_path / "all")["left_out"]
    assert {each["form"] for each in left_out} == {"formular", "journalpost", "dokument"}
    done(empower("plan", "verify", tmp_path / "all"))
    plan(home, "export", "SAG-1", "--to", "some", "--forms", "json,formular").refused(14, "CVR")
    plan(home, "SAG-1", "--to", "sf2900-formular.xml").refused(14, "CVR")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["all", "empower"]


def test_only_an_earlier_package_of_the_same_plan_is_written_over(home: Path, tmp_path: Path) -> None:
    done(plan(home, "export", "SAG-1", "--to", "one", "--forms", SOME))
    done(plan(home, "export", "SAG-1", "--to", "one", "--forms", "json"))
    assert {each.name for each in (tmp_path / "one").iterdir()} == {"plan.json", "manifest.json", "sources.json"}
    (tmp_path / "link").symlink_to(tmp_path / "one")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "noter.txt").write_text("mit")
    (tmp_path / "file").write_text("mit")
    before = content(tmp_path / "one")
    for taken in ("link", "mine", "file"):
        plan(home, "export", "SAG-1", "--to", taken, "--forms", "json").refused(14, "Det er ikke rørt")
    plan(home, "export", "SAG-2", "--to", "one", "--forms", "json").refused(14, "Det er ikke rørt")
    (tmp_path / "one" / "noter.txt").write_text("mit")
    plan(home, "export", "SAG-1", "--to", "one", "--forms", "json").refused(14, "Det er ikke rørt")
    assert content(tmp_path / "one") == {**before, "noter.txt": b"mit"}
    (tmp_path / "empty").mkdir()
    done(plan(home, "export", "SAG-1", "--to", "empty", "--forms", "json"))
    assert content(tmp_path / "empty") == before


@pytest.mark.parametrize("name", ["vigtig.md", "vigtig.zip", "vigtig.zip.age", "link.md", "nowhere.md", "other.zip"])
def test_what_lies_there_is_never_lost_unless_it_is_to_be_replaced(home: Path, tmp_path: Path, name: str) -> None:
    place = tmp_path / name
    if name in ("link.md", "nowhere.md"):
        place.symlink_to(tmp_path / "mine.md")
        (tmp_path / "mine.md").write_text("mit") if name == "link.md" else None
    elif name == "other.zip":
        done(plan(home, "SAG-2", "--to", name, "--forms", "json"))
    else:
        place.write_text("mit")
    before = place.read_bytes() if place.exists() else b""
    locked = ("--receiver", str(pyrage.x25519.Identity.generate().to_public())) if name.endswith(".age") else ()
    words = ("export", "SAG-1", "--to", name, *locked, "--forms", "markdown" if name.endswith(".md") else "json")
    plan(home, *words).refused(14, f"Der ligger allerede noget i {name}. Det er ikke rørt.", "eller skriv --replace.")
    assert (place.read_bytes() if place.exists() else b"") == before
    done(plan(home, *words, "--replace"))
    assert place.read_bytes() != before
    assert not place.is_symlink()
    if name == "link.md":
        assert (tmp_path / "mine.md").read_text() == "mit"


def test_a_folder_is_never_replaced_by_a_file_and_the_same_file_may_be_written_again(home: Path, package: Path,
                                                                                   tmp_path: Path) -> None:
    for name in ("plan.md", "plan.zip", "plan.json"):
        for _ in "twice":
            done(plan(home, "SAG-1", "--to", name, "--forms", {".md": "markdown"}.get(name[4:], "json")))
    (tmp_path / "a.zip").mkdir()
    plan(home, "SAG-1", "--to", "a.zip", "--forms", "json", "--replace").refused(14, "Det er ikke rørt")
    (tmp_path / "vigtig.json").write_text("mit")
    words = ("import", package / "plan.json", "--to", tmp_path / "vigtig.json")
    plan(home, *words).refused(14, "Det er ikke rørt")
    plan(home, "schema", "--to", "vigtig.json").refused(14, "Det er ikke rørt")
    assert (tmp_path / "vigtig.json").read_text() == "mit"
    done(plan(home, *words, "--replace"))
    done(plan(home, *words))
    done(plan(home, "schema", "--to", "vigtig.json", "--replace"))
    done(plan(home, "schema", "--to", "vigtig.json"))


def test_a_changed_plan_says_what_it_takes_the_place_of(home: Path, tmp_path: Path) -> None:
    done(plan(home, "export", "SAG-1", "--to", "first", "--forms", SOME))
    first = manifest(tmp_path / "first")["plan"]
    assert first["replaces"] is None
    with Store.open(home, PASSPHRASE) as store:
        (talk,) = store.conversations(store.citizen("SAG-1").id)
        Session.resume(store, talk.id).remark(SAID)
    done(plan(home, "export", "SAG-1", "--to", "second", "--forms", SOME))
    second = manifest(tmp_path / "second")["plan"]
    assert second["version"] == first["version"] + 1
    assert second["replaces"]["edition"] == first["edition"]
    assert second["id"] == first["id"]
    assert manifest(tmp_path / "second")["id"] != manifest(tmp_path / "first")["id"]
    assert json.loads((tmp_path / "second" / "plan.json").read_text())["replaces"]["edition"] == first["edition"]


def test_a_plan_that_could_not_be_written_has_not_left(home: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mit")
    plan(home, "export", "SAG-1", "--to", "file/plan.md").refused(14)
    with Store.open(home, PASSPHRASE) as store:
        (talk,) = store.conversations(store.citizen("SAG-1").id)
        assert store.editions(talk.id) == []
    done(plan(home, "export", "SAG-1", "--to", "plan.md"))
    with Store.open(home, PASSPHRASE) as store:
        assert len(store.editions(talk.id)) == 1


@pytest.mark.parametrize(("wrong", "code", "told"), [
    (("--forms", "nope"), 14, "kendes ikke"), (("--to", "x.odt"), 14, "kan ikke skrives som"),
    (("--receiver", "age1forkert"), 17, "Modtagerens nøgle er ikke hel. Kopiér den igen. Intet er skrevet."),
    (("--to", "x.zip.age"), 14, "låses til"), (("--sign", "none.key"), 16, "kan ikke læses"),
    (("--to", "x.html", "--forms", "pdf"), 14, "x.html"), (("--all", "--to", "x"), 14, "--all og en sag"),
    (("--since", "2026-05-01"), 14, "--since hører sammen med --all"),
])  # fmt: skip
def test_what_cannot_be_is_told_before_the_passphrase_is_asked_for(wrong: tuple[str, ...], code: int, told: str,
                                                                   tmp_path: Path) -> None:
    said = empower("--folder", tmp_path / "no-store", "plan", "export", "SAG-1", *wrong, cwd=tmp_path)
    said.refused(code, told)
    assert list(tmp_path.iterdir()) == []


# Closed


def test_a_locked_package_is_the_same_zip_for_its_receiver_alone(home: Path, tmp_path: Path) -> None:
    identity, stranger = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    (tmp_path / "key.txt").write_text(f"# created by another program\n{identity}\n")
    (tmp_path / "other.txt").write_text(str(stranger))
    to = str(identity.to_public())
    assert done(plan(home, "export", "SAG-1", "--to", "a", "--receiver", to, "--forms", SOME)).out == "a.zip.age\n"
    done(plan(home, "export", "SAG-1", "--to", "open.zip", "--forms", SOME))
    locked = (tmp_path / "a.zip.age").read_bytes()
    assert pyrage.decrypt(locked, [identity]) == (tmp_path / "open.zip").read_bytes()
    assert b"SAG-1" not in locked
    empower("plan", "verify", tmp_path / "a.zip.age").refused(17, "låst", "--key")
    empower("plan", "verify", tmp_path / "a.zip.age", "--key", tmp_path / "other.txt").refused(17, "Nøglen passer ikke")
    for cut in (len(locked) - 5, 300, 40):
        (tmp_path / "cut.zip.age").write_bytes(locked[:cut])
        empower("plan", "import", tmp_path / "cut.zip.age", "--key", tmp_path / "key.txt").refused(
            17, "Nøglen passer ikke, eller filen er ikke hel.")
    done(empower("plan", "verify", tmp_path / "a.zip.age", "--key", tmp_path / "key.txt"))
    done(empower("plan", "import", tmp_path / "a.zip.age", "--key", tmp_path / "key.txt", "--to", tmp_path / "b.zip"))
    assert (tmp_path / "b.zip").read_bytes() == (tmp_path / "open.zip").read_bytes()


def test_a_signed_package_holds_for_the_key_that_signed_it_and_no_other(home: Path, tmp_path: Path) -> None:
    for name in ("mine", "other"):
        told = done(empower("plan", "key", "--to", tmp_path / name)).out
        assert (tmp_path / f"{name}.pub").read_text().strip() in told
        assert (tmp_path / name).read_text().strip() not in told
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    empower("plan", "key", "--to", tmp_path / "mine").refused(14, "ikke rørt")
    done(plan(home, "export", "SAG-1", "--to", "a.zip", "--sign", tmp_path / "mine", "--forms", SOME))
    done(plan(home, "export", "SAG-1", "--to", "b.zip", "--sign", tmp_path / "mine", "--forms", SOME))
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    said = done(empower("plan", "verify", tmp_path / "a.zip", "--signer", tmp_path / "mine.pub"))
    assert "underskrevet med den nøgle" in said.out
    assert "Se efter med --signer" in done(empower("plan", "verify", tmp_path / "a.zip")).out
    empower("plan", "verify", tmp_path / "a.zip", "--signer", tmp_path / "other.pub").refused(17, "Underskriften")
    for verb in ("verify", "import"):
        said = empower("plan", verb, tmp_path / "a.zip", "--signer", tmp_path / "other.pub")
        said.refused(17, "Pakken holder ikke:\n- Underskriften passer ikke", "Det her holder:\n- Pakken er hel")
        assert said.out == ""
    done(empower("plan", "import", tmp_path / "a.zip", "--signer", tmp_path / "mine.pub"))
    done(plan(home, "export", "SAG-1", "--to", "none.zip", "--forms", SOME))
    done(empower("plan", "verify", tmp_path / "none.zip"))
    empower("plan", "verify", tmp_path / "none.zip", "--signer", tmp_path / "mine.pub").refused(16, "underskrevet")
    (tmp_path / "plan.json").write_bytes(zipfile.ZipFile(tmp_path / "a.zip").read("plan.json"))
    empower("plan", "import", tmp_path / "plan.json", "--signer", tmp_path / "mine.pub").refused(16, "ikke en pakke")
    empower("plan", "verify", tmp_path / "a.zip", "--signer", tmp_path / "a.zip").refused(17, "ikke en nøgle")


def test_the_one_key_is_never_taken_for_the_other(home: Path, tmp_path: Path) -> None:
    done(empower("plan", "key", "--to", tmp_path / "key"))
    plan(home, "SAG-1", "--to", "a.zip", "--forms", "json", "--sign", "key.pub").refused(
        17, "key.pub er den offentlige nøgle. Underskriv med den hemmelige. Intet er skrevet.")
    assert not (tmp_path / "a.zip").exists()
    done(plan(home, "SAG-1", "--to", "a.zip", "--forms", "json", "--sign", "key"))
    said = plan(home, "verify", "a.zip", "--signer", "key")
    said.refused(17, "key er den hemmelige nøgle. Se efter med den offentlige.")
    secret = (tmp_path / "key").read_text().split()[1]
    assert secret not in said.err + said.out
    for text in (secret, f"empower-hemmelig {secret[:-4]}", f"nogetandet {secret}", "empower-hemmelig", ""):
        (tmp_path / "bare").write_text(text)
        plan(home, "SAG-1", "--to", "b.zip", "--sign", "bare").refused(17, "ikke en nøgle til underskrift")


# Seen through


def test_an_untouched_package_holds_and_says_what(package: Path, tmp_path: Path) -> None:
    said = done(empower("plan", "verify", package, env={"EMPOWER_HOME": str(tmp_path / "none")}))
    for word in ("Pakken er hel: 20 filer", "UDKAST", "følger planens skema", "plan.json", "plan.fhir.json",
                 "sf2900-formular.xml", "ikke underskrevet"):
        assert word in said.out
    assert said.err == ""


@pytest.mark.parametrize("name", [*(form.file for form in FORMS.values()), "sources.json"])
def test_one_turned_bit_in_any_file_is_named(package: Path, tmp_path: Path, name: str,
                                             capsys: pytest.CaptureFixture[str]) -> None:
    from dialog.cli import main

    copy = Path(shutil.copytree(package, tmp_path / "copy"))
    raw = bytearray((copy / name).read_bytes())
    raw[len(raw) // 3] ^= 4
    (copy / name).write_bytes(raw)
    assert main(["plan", "verify", str(copy)]) == 16
    assert f"{name} er ændret" in capsys.readouterr().err
    (copy / name).unlink()
    assert main(["plan", "verify", str(copy)]) == 16
    assert f"{name} mangler" in capsys.readouterr().err
    shutil.copy(package / name, copy / name)
    assert main(["plan", "verify", str(copy)]) == 0


@pytest.mark.parametrize("what", ["nothing", "text.txt", "plan.json", "empty", "half.zip", "dir"])
def test_what_is_no_package_is_told(package: Path, tmp_path: Path, what: str) -> None:
    (tmp_path / "text.txt").write_text("hej")
    (tmp_path / "empty").mkdir()
    shutil.copy(package / "plan.json", tmp_path)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("manifest.json", (package / "manifest.json").read_bytes())
    (tmp_path / "half.zip").write_bytes(packed.getvalue()[:-30])
    (tmp_path / "dir" / "sub").mkdir(parents=True)
    empower("plan", "verify", tmp_path / what).refused(16)


# In again


@pytest.mark.parametrize("name", ["plan.json", "plan.xml", "sf2900-formular.xml", "plan.fhir.json"])
def test_a_plan_read_in_and_written_out_again_is_the_same_to_the_byte(package: Path, tmp_path: Path, name: str) -> None:
    env = {"EMPOWER_HOME": str(tmp_path / "none")}
    said = done(empower("plan", "import", package / name, "--to", tmp_path / name, env=env))
    assert (tmp_path / name).read_bytes() == (package / name).read_bytes()
    assert said.out.startswith("Plan for sag SAG-1, udgave 1. UDKAST.\n")
    assert "5 af de 5 krav er med." in said.out
    spoken = json.loads((package / "plan.json").read_text())
    lines = [line for part in spoken["sections"] for entry in part["entries"] for line in entry["lines"]]
    assert [line["text"] for line in lines if len(line["text"]) > 12 and line["text"] in said.out] == []
    assert not (tmp_path / "none").exists()


def test_a_package_read_in_and_written_out_again_is_the_same_to_the_byte(package: Path, tmp_path: Path) -> None:
    done(empower("plan", "import", package, "--to", tmp_path / "again"))
    assert content(tmp_path / "again") == content(package)
    done(empower("plan", "import", tmp_path / "again", "--to", tmp_path / "a.zip"))
    done(empower("plan", "import", tmp_path / "a.zip", "--to", tmp_path / "b.zip"))
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_a_plan_that_was_changed_on_its_way_is_not_read_in(package: Path, tmp_path: Path) -> None:
    for name in ("plan.json", "plan.xml", "plan.fhir.json"):
        raw = (package / name).read_bytes()
        assert "Gælden".encode() in raw
        (tmp_path / name).write_bytes(raw.replace("Gælden".encode(), "Gælder".encode()))
        empower("plan", "import", tmp_path / name, "--to", tmp_path / "out.json").refused(16, "ændret")
    copy = Path(shutil.copytree(package, tmp_path / "copy"))
    (copy / "plan.txt").write_text("noget andet")
    empower("plan", "import", copy, "--to", tmp_path / "out.json").refused(16, "plan.txt")
    for none, word in (("none.json", "kan ikke læses"), ("plan.pdf", "fra .json, .xml, FORMULAR eller FHIR.")):
        empower("plan", "import", package / none).refused(16, word)
    assert not (tmp_path / "out.json").exists()


def test_a_plan_that_would_steer_a_screen_is_not_read_in(package: Path, tmp_path: Path) -> None:
    from dialog.plan.edition import with_edition
    from dialog.render.data import read_json

    plan = read_json((package / "plan.json").read_bytes())
    for name in ("Borger", "\x1b]52;c;eA==\x07", "\u202eregroB"):  # the first is the twin: forged as well, and read
        header = plan.header.model_copy(update={"citizen": name})
        forged = with_edition(plan.model_copy(update={"header": header}), ())
        (tmp_path / "forged.json").write_text(forged.model_dump_json())
        said = empower("plan", "import", tmp_path / "forged.json")
        done(said) if name == "Borger" else said.refused(16, "styretegn")


def test_a_case_reference_cannot_say_on_a_line_of_its_own_that_the_plan_is_agreed(package: Path,
                                                                                tmp_path: Path) -> None:
    from dialog.plan.edition import with_edition
    from dialog.render.data import read_json

    plan = read_json((package / "plan.json").read_bytes())
    lies = "7, version 9. AFTALT.\nUnderskrevet."
    forged = with_edition(plan.model_copy(update={
        "header": plan.header.model_copy(update={"case_reference": lies}),
        "requirements": tuple(each.model_copy(update={"text": lies, "met": False}) for each in plan.requirements)}), ())
    (tmp_path / "forged.json").write_text(forged.model_dump_json())
    told = done(empower("plan", "import", tmp_path / "forged.json")).out.splitlines()
    assert told[0].endswith("UDKAST.")
    assert not any(line.startswith("Underskrevet") for line in told)


def test_the_schemas_are_those_the_files_are_valid_by(package: Path, tmp_path: Path) -> None:
    import jsonschema
    from lxml import etree

    done(empower("plan", "schema", "--to", tmp_path / "plan.schema.json"))
    done(empower("plan", "schema", "--form", "xml", "--to", tmp_path / "plan.xsd"))
    jsonschema.validate(json.loads((package / "plan.json").read_text()),
                        json.loads((tmp_path / "plan.schema.json").read_text()))
    etree.XMLSchema(etree.parse(str(tmp_path / "plan.xsd"))).assertValid(etree.parse(str(package / "plan.xml")))


# Everybody's


def packages(folder: Path) -> dict[str, str]:
    """Name → hash of every package in the folder."""
    return {each.name: sha256(each.read_bytes()).hexdigest() for each in sorted(folder.iterdir())}


def test_everybody_gets_a_package_and_what_lies_there_is_not_made_again(home: Path, tmp_path: Path) -> None:
    said = done(plan(home, "export", "--all", "--to", "all", "--forms", SOME))
    assert said.out == "3 planer skrevet til all.\n"
    assert said.err == "1 af 3 planer\n2 af 3 planer\n3 af 3 planer\n"
    first = packages(tmp_path / "all")
    assert [name[:21] for name in first] == [f"plan-SAG-{n}-2026-03-02" for n in (1, 2, 3)]
    for name in first:
        done(empower("plan", "verify", tmp_path / "all" / name))
    before = {each: each.stat().st_mtime_ns for each in (tmp_path / "all").iterdir()}
    assert done(plan(home, "export", "--all", "--to", "all", "--forms", SOME)).out == (
        "0 planer skrevet til all.\n3 planer lå der i forvejen.\n")
    assert {each: each.stat().st_mtime_ns for each in (tmp_path / "all").iterdir()} == before
    done(plan(home, "export", "SAG-1", "--to", "one.zip", "--forms", SOME))
    assert sha256((tmp_path / "one.zip").read_bytes()).hexdigest() in first.values()


def test_a_package_that_is_spoilt_or_of_another_edition_is_made_anew(home: Path, tmp_path: Path) -> None:
    done(plan(home, "export", "--all", "--to", "all", "--forms", "json"))
    first = packages(tmp_path / "all")
    one, two, _ = sorted((tmp_path / "all").iterdir())
    one.write_bytes(one.read_bytes()[:1000])
    two.write_bytes(b"")
    assert done(plan(home, "export", "--all", "--to", "all", "--forms", "json")).out.startswith("2 planer skrevet")
    assert packages(tmp_path / "all") == first
    with Store.open(home, PASSPHRASE) as store:
        Session.resume(store, store.conversations(store.citizen("SAG-3").id)[0].id).remark(SAID)
    assert done(plan(home, "export", "--all", "--to", "all", "--forms", "json")).out.startswith("1 plan skrevet")
    (new,) = set(packages(tmp_path / "all")) - set(first)
    (old,) = [each for each in first if "SAG-3" in each]
    assert manifest(tmp_path / "all" / new)["plan"]["replaces"]["edition"] == \
        manifest(tmp_path / "all" / old)["plan"]["edition"]


def test_only_what_has_changed_since_the_day_and_nothing_that_was_an_exercise(tmp_path: Path) -> None:
    home = file_of(tmp_path / "empower", "OLD")
    with Store.open(home, PASSPHRASE) as store:
        add(store, "NEW", days=10)
        add(store, "TWO", days=1)
        second = add(store, "TWO", days=10)
        add(store, "PLAY", days=10, practice=True)
        add(store, "BOTH")
        add(store, "BOTH", days=10, practice=True)
        add(store, "EMPTY", days=10, answers=0)
        store.add_citizen(Citizen(uuid4(), "Ingen Samtale", "NONE"))
    said = done(plan(home, "export", "--all", "--since", "2026-03-12", "--to", "all", "--forms", "json"))
    assert sorted(name[:8] for name in packages(tmp_path / "all")) == ["plan-NEW", "plan-TWO"]
    (two,) = (tmp_path / "all").glob("plan-TWO*")
    assert json.loads(zipfile.ZipFile(two).read("plan.json"))["header"]["conversation"] == str(second.id)
    done(plan(home, "export", "--all", "--since", "2026-03-13", "--to", "none", "--forms", "json"))
    assert packages(tmp_path / "none") == {}
    said = done(plan(home, "export", "--all", "--to", "all", "--forms", "json"))
    assert "2 planer skrevet til all." in said.out
    assert "2 planer lå der i forvejen." in said.out
    assert "tomme endnu" in said.out
    assert sorted(name[:8] for name in packages(tmp_path / "all")) == ["plan-BOT", "plan-NEW", "plan-OLD", "plan-TWO"]


def test_two_cases_that_look_alike_never_share_a_file(tmp_path: Path) -> None:
    home = file_of(tmp_path / "empower", "A/1", "A-1", "A 1")
    done(plan(home, "export", "--all", "--to", "all", "--forms", "json"))
    cases = {manifest(each)["case_reference"] for each in (tmp_path / "all").iterdir()}
    assert cases == {"A/1", "A-1", "A 1"}


def test_one_that_fails_does_not_stop_the_rest_and_is_named(home: Path, tmp_path: Path) -> None:
    own = tmp_path / "own" / "prompts" / "plan"
    own.mkdir(parents=True)
    (own / "plan.md.j2").write_text(
        "{% if plan.header.case_reference == 'SAG-2' %}{{ plan.nope }}{% endif %}# UDKAST\n")
    env = {"EMPOWER_RESOURCES": str(tmp_path / "own")}
    said = plan(home, "export", "--all", "--to", "all", "--forms", "markdown,json", env=env)
    said.refused(14, "Disse planer kom ikke med:", "Sag SAG-2:", "plan.md.j2")
    assert "SAG-1" not in said.err.replace("plan-SAG-1", "")
    assert [name[:10] for name in packages(tmp_path / "all")] == ["plan-SAG-1", "plan-SAG-3"]
    (own / "plan.md.j2").write_text("# UDKAST\n")
    assert done(plan(home, "export", "--all", "--to", "all", "--forms", "markdown,json", env=env)).out == (
        "1 plan skrevet til all.\n2 planer lå der i forvejen.\n")


def test_ctrl_c_stops_between_plans_and_the_same_command_goes_on(tmp_path: Path) -> None:
    home = file_of(tmp_path / "empower", *(f"SAG-{number:02}" for number in range(30)))
    words = ("plan", "export", "--all", "--to", str(tmp_path / "all"), "--forms", SOME, "--workers", "1")
    with subprocess.Popen([*EMPOWER, "--folder", str(home), *words], stdin=subprocess.PIPE, stderr=subprocess.PIPE,
                          stdout=subprocess.PIPE, text=True, start_new_session=True) as running:
        assert running.stdin is not None
        assert running.stderr is not None
        running.stdin.write(f"{PASSPHRASE}\n")
        running.stdin.close()
        assert running.stderr.readline() == "3 af 30 planer\n"
        os.killpg(running.pid, signal.SIGINT)  # as a terminal does: to all of them
        told = running.stderr.read()
        assert running.wait(20) == 130, told
    stopped = re.search(r"Stoppet efter (\d+) af 30 planer\. Skriv det samme igen", told)
    assert stopped, told
    assert "Traceback" not in told
    there = packages(tmp_path / "all")
    assert len(there) == int(stopped[1]) < 30
    said = done(plan(home, "export", "--all", "--to", "all", "--forms", SOME))
    assert f"{len(there)} planer lå der i forvejen." in said.out
    assert len(packages(tmp_path / "all")) == 30
    assert there.items() <= packages(tmp_path / "all").items()
    assert all("tmp" not in name for name in packages(tmp_path / "all"))


def test_a_terminal_shows_a_bar(home: Path, tmp_path: Path) -> None:
    words = ("plan", "export", "--all", "--to", str(tmp_path / "all"), "--forms", SOME)
    with Terminal(80, 24, (*EMPOWER, "--folder", str(home), *words), {}) as terminal:
        terminal.until("Adgangssætning:")
        terminal.type(PASSPHRASE)
        terminal.press("enter")
        terminal.until("3 af 3 planer")
        terminal.until("3 planer skrevet til")
        assert "█" * 24 in terminal.text()
        assert terminal.ended() == 0


def test_everybodys_packages_can_be_locked_and_signed(home: Path, tmp_path: Path) -> None:
    identity = pyrage.x25519.Identity.generate()
    (tmp_path / "key.txt").write_text(str(identity))
    done(empower("plan", "key", "--to", tmp_path / "mine"))
    arguments = ("export", "--all", "--to", "all", "--forms", "json", "--receiver", str(identity.to_public()),
                 "--sign", str(tmp_path / "mine"))
    done(plan(home, *arguments))
    assert done(plan(home, *arguments)).out.endswith("3 planer lå der i forvejen.\n")
    for each in (tmp_path / "all").iterdir():
        assert each.name.endswith(".zip.age")
        done(empower("plan", "verify", each, "--key", tmp_path / "key.txt", "--signer", tmp_path / "mine.pub"))


def work(job: str, mark: str) -> str:
    """What a worker of these tests does with a job."""
    if job == "die":
        signal.raise_signal(signal.SIGKILL)
    if job == "hang":
        time.sleep(1000)
    if job == "break":
        raise ZeroDivisionError("Jeg går med post.")
    if job == "refuse":
        raise ExportError("Nej.")
    return f"{mark} {job}"


def test_a_worker_that_dies_takes_one_job_with_it(capfd: pytest.CaptureFixture[str]) -> None:
    jobs = ["a", "die", "b", "break", "refuse", "c", "die", "d"]
    came = dict(deal(((number, job) for number, job in enumerate(jobs)), lambda: Worker(work, "made"), 2))
    assert sorted(came) == list(range(8))
    for number, job in enumerate(jobs):
        expected = {"die": Outcome(BROKEN), "break": Outcome(BROKEN), "refuse": Outcome("Nej.")}
        assert came[number] == expected.get(job, Outcome(made=f"made {job}"))
    assert "post" not in capfd.readouterr().err


def test_workers_that_hang_stop_nothing_but_their_own_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "PATIENCE", 10.0)
    jobs = ["a", "hang", "hang", "b"]
    begun = time.monotonic()
    came = dict(deal(((number, job) for number, job in enumerate(jobs)), lambda: Worker(work, "made"), 2))
    assert [came[number].fault for number in range(4)] == ["", BROKEN, BROKEN, ""]
    assert 10 <= time.monotonic() - begun < 100


def test_no_more_is_under_way_than_the_workers_have_before_them() -> None:
    begun: list[int] = []

    def jobs() -> Iterator[tuple[int, str]]:
        for number in range(12):
            begun.append(number)
            yield number, str(number)

    finished = 0
    for _ in deal(jobs(), lambda: Worker(work, "made"), 2):
        finished += 1
        assert len(begun) <= finished + 5  # two at work, one waiting at each, the next prepared
    assert finished == 12


# The words


def test_the_help_names_every_form(capsys: pytest.CaptureFixture[str]) -> None:
    from dialog.cli import main

    with pytest.raises(SystemExit):
        main(["plan", "export", "--help"])
    told = capsys.readouterr().out
    listed = told.partition("Formerne hedder:")[2]
    assert re.findall(r"[a-z_]+", listed) == list(FORMS)
    assert all(form.file[form.file.rindex("."):] in told for form in FORMS.values())


@pytest.mark.parametrize(("words", "meant"), [
    (["plan", "SAG-1"], ["plan", "export", "SAG-1"]), (["plan", "--to", "x"], ["plan", "export", "--to", "x"]),
    (["--folder", "plan", "plan", "SAG-1"], ["--folder", "plan", "plan", "export", "SAG-1"]),
    (["--fold", "plan", "plan", "SAG-1"], ["--fold", "plan", "plan", "export", "SAG-1"]),
    (["--folder=x", "plan", "SAG-1"], ["--folder=x", "plan", "export", "SAG-1"]),
    *((["plan", verb], ["plan", verb]) for verb in HELP), (["plan"], ["plan"]), (["plan", "-h"], ["plan", "-h"]),
    (["script", "check", "plan", "x"], ["script", "check", "plan", "x"]), ([], []), (["--folder"], ["--folder"]),
    (["--version"], ["--version"]), (["plan", "exprt", "SAG-1"], ["plan", "exprt", "SAG-1"]),
    (["plan", "Verfy"], ["plan", "Verfy"]), (["plan", "exprt", "--to=x"], ["plan", "export", "exprt", "--to=x"]),
    (["plan", "exprt", "--to", "x"], ["plan", "export", "exprt", "--to", "x"]),
    (["plan", "export7"], ["plan", "export", "export7"]), (["plan", "anna"], ["plan", "export", "anna"]),
])  # fmt: skip
def test_a_case_may_stand_right_after_plan(words: list[str], meant: list[str]) -> None:
    assert with_verb(words) == meant


