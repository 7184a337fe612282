"""The package: the same plan gives the same bytes, every touch is named, and a zip made to do harm is refused."""

from __future__ import annotations

import base64
import io
import json
import stat
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyrage  # type: ignore[import-untyped]
import pytest
from nacl.signing import SigningKey, VerifyKey
from pydantic import ValidationError

from dialog.errors import ExportError
from dialog.plan.model import Plan
from dialog.plan.standing import Replaced
from dialog.render import seal
from dialog.render.document import FORMS, make
from dialog.render.package import MANIFEST, NAMES, SIGNATURE, SOURCES, Package, in_order, package_id, package_of
from dialog.render.profile import PLAIN
from dialog.render.receive import check, read_manifest
from tests.plan.whole import agreed, plan_of, talked, worded

LIGHT = ("html", "markdown", "text", "json")
SEED = bytes(range(32))


@cache
def whole() -> Plan:
    return plan_of(worded(talked()))


@cache
def light(seed: bytes = b"") -> Package:
    return package_of(whole(), PLAIN, LIGHT, seed)


def faults(files: dict[str, bytes], public: bytes = b"") -> list[str]:
    return [each.text for each in check(files, public)[1] if not each.holds]


def remade(files: dict[str, bytes], **changed: Any) -> dict[str, bytes]:
    """The package as somebody would remake it who knows the format: hashes that fit, and what is to be changed."""
    manifest = json.loads(files[MANIFEST])
    for part in (*manifest["forms"], manifest["sources"]):
        content = files[part["file"]]
        part |= {"size": len(content), "sha256": sha256(content).hexdigest()}
    return {**files, MANIFEST: json.dumps({**manifest, **changed}, ensure_ascii=False).encode()}


# Made


def test_the_same_plan_gives_the_same_bytes_and_a_zip_of_them_too() -> None:
    again = package_of(whole(), PLAIN, tuple(reversed(LIGHT)))
    assert again == light()
    assert seal.zipped(again.files) == seal.zipped(light().files)
    assert seal.unzipped(seal.zipped(again.files), NAMES) == light().files
    for info in zipfile.ZipFile(io.BytesIO(seal.zipped(again.files))).infolist():
        assert stat.S_IMODE(info.external_attr >> 16) == 0o600


def test_another_plan_form_profile_or_signer_is_another_package() -> None:
    ids = {
        package_id(whole(), PLAIN, LIGHT), package_id(plan_of(talked()), PLAIN, LIGHT), package_id(whole(), PLAIN),
        package_id(whole(), replace(PLAIN, name="Solby"), LIGHT), package_id(whole(), PLAIN, LIGHT, "signer"),
        package_id(whole().model_copy(update={"replaces": Replaced(edition="0" * 64, version=1,
                                                                   at=whole().header.updated)}), PLAIN, LIGHT),
    }  # fmt: skip
    assert len(ids) == 6
    assert light().manifest.id in ids


def test_the_manifest_tells_what_is_in_it_and_what_it_takes_the_place_of() -> None:
    before = Replaced(edition="a" * 64, version=1, at=whole().header.started)
    manifest = package_of(whole().model_copy(update={"replaces": before}), PLAIN, LIGHT).manifest
    assert (manifest.mark, manifest.sensitivity) == ("UDKAST", "FOELSOMME_PERSONOPLYSNINGER")
    assert (manifest.plan.edition, manifest.plan.replaces) == (whole().edition, before)
    assert manifest.created == whole().header.updated
    assert [part.form for part in manifest.forms] == list(LIGHT)
    assert package_of(plan_of(agreed(worded(talked()))), PLAIN, ("json",)).manifest.mark == ""


def test_every_line_is_listed_with_the_hash_of_what_it_says_and_the_answers_behind_it() -> None:
    sources = json.loads(light().files[SOURCES])
    listed = {each["line"]: (field, each) for field, lines in sources["fields"].items() for each in lines}
    assert len(listed) == sum(1 for _ in whole().lines())
    for line in whole().lines():
        field, source = listed[str(line.id)]
        assert field == line.target
        assert source["sha256"] == (sha256(line.text.encode()).hexdigest() if line.text else "")
        assert source["answers"] == [str(root) for root in line.roots]
        assert bool(source["wording_sha256"]) == bool(line.wording)
    assert [each["answers"] for each in sources["remarks"]] == [[str(each.root)] for each in whole().remarks]


def test_a_form_that_lacks_something_is_left_out_with_the_reason_or_told_when_it_was_asked_for() -> None:
    bare = whole().model_copy(update={"header": whole().header.model_copy(update={
        "municipality": whole().header.municipality.model_copy(update={"cvr": ""})})})  # fmt: skip
    (missing,) = package_of(bare, PLAIN, ("json", "formular")).manifest.left_out
    assert missing.form == "formular"
    assert "CVR" in missing.why
    assert "sf2900-formular.xml" not in package_of(bare, PLAIN, ("json", "formular")).files
    with pytest.raises(ExportError, match="CVR"):
        package_of(bare, PLAIN, ("json", "formular"), strict=True)
    with pytest.raises(ExportError, match="CVR"):
        package_of(bare, PLAIN, ("formular",))
    assert package_of(whole(), PLAIN, ("json", "formular")).manifest.left_out == ()


def test_only_forms_that_there_are() -> None:
    assert in_order(()) == tuple(FORMS)
    assert in_order(("json", "pdf", "json")) == ("pdf", "json")
    with pytest.raises(ExportError, match="nope"):
        in_order(("json", "nope"))


# Seen through


def test_an_untouched_package_holds() -> None:
    assert faults(light().files) == []
    assert check(light().files)[0] == whole()


@pytest.mark.parametrize("name", sorted(light().files))
def test_whatever_is_touched_taken_out_or_put_in_is_named(name: str) -> None:
    files = light().files
    if name == MANIFEST:
        with pytest.raises(ExportError, match="ikke en pakke"):
            check({each: content for each, content in files.items() if each != name})
        with pytest.raises(ExportError, match=r"manifest\.json kan ikke læses"):
            check({**files, name: files[name].replace(b'"version": 1', b'"version": "1"')})
        return
    touched = bytearray(files[name])
    touched[len(touched) // 2] ^= 1
    assert any(name in fault and "ændret" in fault for fault in faults({**files, name: bytes(touched)}))
    without = {each: content for each, content in files.items() if each != name}
    assert f"{name} mangler." in faults(without)
    assert faults({**files, "plan.csv": b"UDKAST"}) == ["plan.csv hører ikke til i pakken."]


def edited(plan: Plan, **changed: Any) -> bytes:
    return plan.model_copy(update=changed).model_dump_json(indent=2).encode() + b"\n"


REMADE: dict[str, tuple[dict[str, Any], str]] = {
    "a plan that says something else": (
        {"plan.json": light().files["plan.json"].replace("Gælden".encode(), b"Gaelden")}, "ændret"),
    "a plan with another edition": ({"plan.json": edited(whole(), edition="b" * 64)}, "ændret"),
    "a plan that claims a yes": ({"plan.json": edited(whole(), agreed=True, status="agreed")}, "ændret"),
    "a plan that is none": ({"plan.json": b"{}"}, "ikke en plan"),
    "another plan": ({"plan.json": edited(plan_of(talked()))}, "en anden plan"),
    "sources of something else": ({SOURCES: light().files[SOURCES].replace(b'"answers"', b'"answer"')}, SOURCES),
    "no UDKAST in the page": ({"plan.html": light().files["plan.html"].replace(b"UDKAST", b"PLAN")}, "plan.html"),
    "no UDKAST in the text": ({"plan.txt": light().files["plan.txt"].replace(b"UDKAST", b"PLAN")}, "plan.txt"),
    "a manifest without UDKAST": ({"mark": ""}, "UDKAST"),
    "a manifest of another case": ({"case_reference": "1"}, "en anden plan"),
    "a manifest with another id": ({"id": "00000000-0000-0000-0000-000000000001"}, "id"),
    "a manifest of another profile": ({"profile": "c" * 64}, "id"),
}  # fmt: skip


@pytest.mark.parametrize("how", REMADE)
def test_hashes_that_fit_do_not_make_it_true(how: str) -> None:
    """The twin of the untouched package: everything is hashed anew, and it is still seen."""
    changed, word = REMADE[how]
    files = {name: content for name, content in changed.items() if isinstance(content, bytes)}
    more = {name: content for name, content in changed.items() if not isinstance(content, bytes)}
    assert faults(remade(light().files)) == []
    assert any(word in fault for fault in faults(remade({**light().files, **files}, **more)))


def test_data_forms_that_differ_are_named() -> None:
    both = package_of(whole(), PLAIN, ("json", "xml", "fhir"))
    assert faults(both.files) == []
    other = package_of(plan_of(talked()), PLAIN, ("json", "xml", "fhir"))
    for name in ("plan.xml", "plan.fhir.json"):
        assert f"{name} siger noget andet end plan.json." in faults(
            remade({**both.files, name: other.files[name]}))


def test_a_yes_must_be_shown() -> None:
    """An edition can be hashed anew by anybody; the agreements themselves must fit what the plan says."""
    from dialog.plan.edition import with_edition

    true = plan_of(agreed(worded(talked())))
    claimed = with_edition(true.model_copy(update={"agreements": ()}), ())
    assert faults(package_of(true, PLAIN, ("json",)).files) == []
    assert any("sagt ja" in fault for fault in faults(package_of(claimed, PLAIN, ("json",)).files))


@pytest.mark.parametrize("claim", [
    {"agreements": ()}, {"agreed": False, "status": "draft"}, {"status": "draft"}, {"status": "ended"}])
def test_a_single_file_must_show_its_yes_too(claim: dict[str, Any]) -> None:
    from dialog.plan.edition import with_edition
    from dialog.render.receive import read_any

    true = plan_of(agreed(worded(talked())))
    for name in ("json", "xml", "fhir"):
        assert read_any(make(true, name, PLAIN)) == true
        with pytest.raises(ExportError, match="sagt ja"):
            read_any(make(with_edition(true.model_copy(update=claim), ()), name, PLAIN))


def test_a_yes_to_another_plan_does_not_count_as_one() -> None:
    from dialog.plan.edition import with_edition
    from dialog.render.receive import read_any

    true = plan_of(agreed(worded(talked())))
    earlier = tuple(each.model_copy(update={"fingerprint": "0" * 64}) for each in true.agreements)
    with pytest.raises(ExportError, match="sagt ja"):
        read_any(make(with_edition(true.model_copy(update={"agreements": earlier}), ()), "json", PLAIN))


SAID_BESIDE: dict[str, Callable[[bytes], bytes]] = {
    "plan.json": lambda raw: raw.replace(b'"agreed": false', b'"agreed": true, "agreed": false', 1),
    "plan.xml": lambda raw: raw.replace(b" UDKAST: planen er ikke godkendt af begge endnu ", b" AFTALT "),
    "plan.fhir.json": lambda raw: raw.replace(b'"status"', b'"status": "active", "status"', 1),
}


@pytest.mark.parametrize("name", SAID_BESIDE)
def test_what_is_said_beside_the_plan_is_seen_though_the_plan_is_the_same(name: str) -> None:
    """A field that stands twice is one thing to one reader and another to the next."""
    files = package_of(whole(), PLAIN, ("json", "xml", "fhir")).files
    touched = SAID_BESIDE[name](files[name])
    assert touched != files[name]
    assert faults(files) == []
    assert faults(remade({**files, name: touched})) == [f"{name} er ikke skrevet, som programmet skriver den."]


def test_a_form_with_another_pdf_in_it_is_seen() -> None:
    files = package_of(whole(), PLAIN, ("pdf", "formular")).files
    assert faults(files) == []
    assert faults(remade({**files, "plan.pdf": b"%PDF-1.7 en anden"})) == [
        "sf2900-formular.xml har en anden PDF med end plan.pdf."]


def test_it_claims_no_more_than_it_can_know() -> None:
    """Without a signature anybody can make all of it anew; what only people can read is not compared."""
    told = " ".join(each.text for each in check(package_of(plan_of(agreed(talked())), PLAIN, ("json", "pdf")).files)[1])
    assert "som de blev skrevet" not in told
    assert "den siger, at begge har sagt ja" in told
    assert "ingen se, hvem der har lavet den" in told
    assert "plan.pdf er ikke læst her" in told
    assert "ingen se" not in " ".join(each.text for each in check(light(SEED).files)[1])


BOMBS = {
    "lines of nothing": b'{"sections": [' + b"{}," * 400_000 + b"{}]}",
    "numbers": b'{"resourceType": [' + b"1," * 600_000 + b"1]}",
    "elements": b"<plan>" + b"<a/>" * 600_000 + b"</plan>",
    "fields": b"{" + b",".join(b'"a%d": 1' % n for n in range(600_000)) + b"}",
    "one long text": b'{"id": "' + b"a" * 21_000_000 + b'"}',
}


def test_the_first_fault_of_many_is_enough() -> None:
    """What is just small enough to be read: a fault for each field of each line would fill the memory."""
    with pytest.raises(ValidationError) as told:
        Plan.model_validate_json(b'{"sections": [{"entries": [{"lines": [' + b"{}," * 9_999 + b"{}]}]}]}")
    assert told.value.error_count() < 60


@pytest.mark.parametrize("what", BOMBS)
def test_a_small_file_that_would_fill_the_memory_is_refused_before_it_is_read(what: str) -> None:
    from dialog.render.receive import read_any

    tracemalloc.start()
    try:
        with pytest.raises(ExportError, match="mere, end en plan kan"):
            read_any(BOMBS[what])
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


# Signed


def test_a_signature_is_the_same_each_time_and_another_program_can_see_that_it_holds() -> None:
    files = package_of(whole(), PLAIN, LIGHT, SEED).files
    assert files == light(SEED).files
    public = bytes(SigningKey(SEED).verify_key)
    VerifyKey(public).verify(files[MANIFEST], base64.b64decode(files[SIGNATURE]))
    assert faults(files) == faults(files, public) == []
    assert read_manifest(files).signer == base64.b64encode(public).decode()


def test_a_signature_by_another_or_of_something_else_or_taken_off_is_told() -> None:
    other = bytes(SigningKey.generate().verify_key)
    mine = bytes(SigningKey(SEED).verify_key)
    files = light(SEED).files
    off = {name: content for name, content in files.items() if name != SIGNATURE}
    assert any("Underskriften" in fault for fault in faults(files, other))
    assert any("underskrevet" in fault for fault in faults(off))
    assert any("underskrevet" in fault for fault in faults(light().files, mine))
    touched = {**files, MANIFEST: files[MANIFEST].replace(b"\n}", b"\n }")}
    assert any("ændret" in fault for fault in faults(touched))
    assert any("Underskriften" in fault for fault in faults(touched, mine))
    for sign in (b"", b"x", b"\xff", base64.b64encode(bytes(64)), base64.b64encode(bytes(63))):
        assert faults({**files, SIGNATURE: sign}, mine) != []
    signed_by_other = package_of(whole(), PLAIN, LIGHT, bytes(32))
    assert faults(signed_by_other.files) == []
    assert faults(signed_by_other.files, mine) == ["Underskriften passer ikke til den nøgle."]


# Locked


def identity_at(place: Path) -> tuple[Path, str]:
    """A key file as age-keygen writes it, and the receiver that fits."""
    identity = pyrage.x25519.Identity.generate()
    place.write_text(f"# created: 2026-03-02\n# public key: {identity.to_public()}\n{identity}\n")
    return place, str(identity.to_public())


def test_a_locked_package_opens_for_its_receivers_alone(tmp_path: Path) -> None:
    mine, receiver = identity_at(tmp_path / "mine.txt")
    second, other = identity_at(tmp_path / "second.txt")
    stranger, _ = identity_at(tmp_path / "stranger.txt")
    content = seal.zipped(light().files)
    (tmp_path / "a.zip.age").write_bytes(seal.locked(content, seal.receivers([receiver, other])))
    for key in (mine, second):
        assert seal.opened(tmp_path / "a.zip.age", NAMES, key) == light().files
    with pytest.raises(ExportError, match="Nøglen passer ikke"):
        seal.opened(tmp_path / "a.zip.age", NAMES, stranger)
    with pytest.raises(ExportError, match="låst"):
        seal.opened(tmp_path / "a.zip.age", NAMES)
    (tmp_path / "none.txt").write_text("\n# intet\n")
    with pytest.raises(ExportError, match="Nøglen passer ikke"):
        seal.opened(tmp_path / "a.zip.age", NAMES, tmp_path / "none.txt")
    for wrong in ("", "age1", "age1xyz", "AGE-SECRET-KEY-1", "ssh-ed25519 AAAA"):
        with pytest.raises(ExportError, match="Modtagerens nøgle"):
            seal.receivers([wrong])


# Made to do harm


def zip_of(*files: tuple[str | zipfile.ZipInfo, bytes], pack: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", pack) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return made.getvalue()


def link(name: str, to: str) -> tuple[zipfile.ZipInfo, bytes]:
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return info, to.encode()


def encrypted() -> bytes:
    raw = bytearray(zip_of((MANIFEST, b"{}")))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(mark) + at] |= 1
    return bytes(raw)


def twice() -> bytes:
    """Two files by one name: what is checked and what is used could be two things."""
    raw = zip_of(("plan.json", b"{}"), ("plan.jsom", b"[]"))
    return raw.replace(b"plan.jsom", b"plan.json")


def understated() -> bytes:
    """It says that it unpacks to little."""
    raw = bytearray(zip_of((MANIFEST, b"0" * 5_000_000)))
    at = raw.index(b"PK\x01\x02")
    raw[at + 24:at + 28] = (1000).to_bytes(4, "little")
    return bytes(raw)


def lying(size: int, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of one file that says it unpacks to `size` bytes, and unpacks to 100 MB."""
    raw = bytearray(zip_of((MANIFEST, b"0" * 100_000_000), pack=method))
    at = raw.rindex(b"PK\x01\x02")
    raw[at + 24:at + 28] = size.to_bytes(4, "little")
    return bytes(raw)


def two_ends(raw: bytes) -> bytes:
    """Who looks for the last end finds one that says little within the true one, in a field that nobody reads."""
    return raw[:-18] + b"PK\x05\x06" + raw[-14:]


def zip64(raw: bytes) -> bytes:
    """With a second list, which says other sizes than the first."""
    end = raw.rindex(b"PK\x05\x06")
    return raw[:end] + b"PK\x06\x07" + bytes(16) + raw[end:]


def hidden() -> bytes:
    """With a mark inside its last record, so that who looks from behind finds no length there."""
    raw = bytearray(zip_of(*((str(n), b"") for n in range(1000))))
    end = raw.rindex(b"PK\x05\x06")
    raw[end + 16:end + 20] = b"PK\x05\x06"
    return bytes(raw)


def turned() -> bytes:
    raw = bytearray(seal.zipped(light().files))
    raw[5000] ^= 1
    return bytes(raw)


HOSTILE: dict[str, tuple[Callable[[], bytes], str | None]] = {
    "out of the folder": (lambda: zip_of(("../plan.json", b"{}")), "hører ikke til"),
    "an absolute name": (lambda: zip_of(("/etc/passwd", b"x")), "hører ikke til"),
    "a name with a drive": (lambda: zip_of(("C:\\plan.json", b"x")), "hører ikke til"),
    "a folder": (lambda: zip_of(("plan.json/", b"")), "hører ikke til"),
    "a stranger": (lambda: zip_of((MANIFEST, b"{}"), ("run.exe", b"MZ")), "hører ikke til"),
    "a name that paints": (lambda: zip_of(("\x1b[31m\u202eplan.json", b"x")), "hører ikke til"),
    "a link": (lambda: zip_of(link("plan.json", "/etc/passwd")), "ikke en almindelig fil"),
    "a bomb": (lambda: zip_of((MANIFEST, b"0" * 50_000_000)), "fylder for meget"),
    "a bomb in parts": (lambda: zip_of(*((name, b"0" * 199_000) for name in sorted(NAMES))), None),
    "more names than can be read": (lambda: zip_of(*((str(n), b"") for n in range(1000))), "for mange"),
    "more names, and their length hidden": (hidden, "for mange"),
    "more names behind a second end": (lambda: two_ends(zip_of(*((str(n), b"") for n in range(1000)))), "for mange"),
    "another end after the end": (lambda: seal.zipped(light().files) + b"PK\x05\x06" + bytes(18), None),
    "sizes of another kind": (lambda: zip64(seal.zipped(light().files)), "for mange"),
    "a name twice": (twice, "to gange"),
    "a password": (encrypted, "ikke en almindelig fil"),
    "an understated size": (understated, "ikke en hel zip-fil"),
    "half a zip": (lambda: seal.zipped(light().files)[:5000], "ikke en hel zip-fil"),
    "no list": (lambda: b"PK\x03\x04" + bytes(100), "ikke en hel zip-fil"),
    "a turned bit": (turned, "ikke en hel zip-fil"),
    "another way to pack": (lambda: zip_of((MANIFEST, b"{}"), pack=zipfile.ZIP_LZMA), "ikke en almindelig fil"),
    "a bomb that says it is small": (lambda: lying(1000), "ikke en hel zip-fil"),
    "a bomb without a bound": (lambda: lying(1000, zipfile.ZIP_BZIP2), "ikke en almindelig fil"),
}  # fmt: skip


@pytest.mark.parametrize("how", HOSTILE)
def test_a_zip_made_to_do_harm_is_refused_and_nothing_is_written(how: str, tmp_path: Path) -> None:
    make, word = HOSTILE[how]
    if word is None:  # small and by known names: it is read, and found not to be a package
        with pytest.raises(ExportError, match=r"manifest|pakke"):
            check(seal.unzipped(make(), NAMES))
        return
    (tmp_path / "a.zip").write_bytes(make())
    with pytest.raises(ExportError, match=word):
        seal.opened(tmp_path / "a.zip", NAMES)
    assert [each.name for each in tmp_path.iterdir()] == ["a.zip"]


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_a_zip_that_lies_of_its_size_takes_no_more_room_than_it_said(method: int) -> None:
    def peak(read: Callable[[], object]) -> int:
        tracemalloc.start()
        try:
            with suppress(ExportError, zipfile.BadZipFile):
                read()
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    bomb = lying(1000, method)
    assert peak(lambda: seal.unzipped(bomb, NAMES)) < 5_000_000
    assert peak(lambda: zipfile.ZipFile(io.BytesIO(bomb)).read(MANIFEST)) > 90_000_000  # the twin


def test_what_fills_more_than_a_package_may_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, content in light().files.items():
        (tmp_path / name).write_bytes(content)
    packed = seal.zipped(light().files)
    unpacked = sum(map(len, light().files.values()))
    monkeypatch.setattr(seal, "LIMIT", unpacked)
    assert seal.opened(tmp_path, NAMES) == seal.unzipped(packed, NAMES) == light().files
    monkeypatch.setattr(seal, "LIMIT", unpacked - 1)
    with pytest.raises(ExportError, match="fylder mere"):
        seal.opened(tmp_path, NAMES)
    with pytest.raises(ExportError, match="fylder mere"):
        seal.unzipped(packed, NAMES)
    monkeypatch.setattr(seal, "LIMIT", 100)
    with pytest.raises(ExportError, match="fylder mere"):
        seal.read(tmp_path / MANIFEST)


def test_the_largest_package_is_far_from_the_limits() -> None:
    """The twin: what is refused is not what we make ourselves, nor what says the same for pages."""
    made = package_of(whole(), PLAIN, ("html", "json", "xml", "fhir", "csv", "xlsx"))
    assert seal.unzipped(seal.zipped(made.files), NAMES) == made.files
    assert sum(map(len, made.files.values())) < seal.LIMIT / 50
    pages = {**made.files, "plan.txt": b"a" * 2_000_000}
    packed = seal.zipped(pages)
    assert len(packed) < len(seal.zipped(made.files)) + 20_000
    assert seal.unzipped(packed, NAMES) == pages


def test_a_folder_with_a_link_or_a_stranger_is_refused(tmp_path: Path) -> None:
    for name, content in light().files.items():
        (tmp_path / name).write_bytes(content)
    assert seal.opened(tmp_path, NAMES) == light().files
    (tmp_path / "plan.csv").symlink_to("/etc/hostname")
    with pytest.raises(ExportError, match="ikke en almindelig fil"):
        seal.opened(tmp_path, NAMES)
    (tmp_path / "plan.csv").unlink()
    (tmp_path / "noter.txt").write_text("mit")
    with pytest.raises(ExportError, match=r"noter\.txt"):
        seal.opened(tmp_path, NAMES)


@pytest.mark.parametrize("content", [
    b"", b"{", b"[]", b"null", b"{" * 100_000, b'{"a":' * 100_000, b"\xff\xfe", b'{"a": "x"}', b'{"resourceType": 7}',
    b"<", b"<plan/>", b"<!DOCTYPE plan [<!ENTITY a 'x'>]><plan>&a;</plan>", b"<FordelingsobjektModtagRequest/>",
    b"\x00" * 1000, "ø".encode("latin-1"), b"PK\x03\x04", b"%PDF-1.7",
])  # fmt: skip
def test_what_is_no_plan_is_told_in_danish_and_not_shown(content: bytes) -> None:
    from dialog.render.receive import read_any

    with pytest.raises(ExportError) as told:
        read_any(content)
    assert len(str(told.value)) < 400
