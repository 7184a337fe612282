"""The municipality's own file: each fault by its place, and what holds when it has said nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from dialog import library, resources
from dialog.errors import ExportError, NotFound
from dialog.render.profile import EMPOWER, PLAIN, WHITE_CONTRAST, Profile, contrast_on_white
from tests.render.test_word import png

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "prompts"
    folder.mkdir()
    monkeypatch.setenv(resources.OWN_FOLDER, str(tmp_path))
    return folder


def read(own: Path, source: str) -> Profile:
    (own / "municipality.yaml").write_text(source, encoding="utf-8")
    return library.profile()


def test_without_a_file_of_its_own_the_defaults_hold() -> None:
    assert replace(library.profile(), offers=()) == PLAIN
    assert len(library.profile().offers) == 21
    assert (PLAIN.kle, PLAIN.facet, PLAIN.receiver, PLAIN.system) == ("15.17.30", "G01", None, EMPOWER)


def test_all_that_can_be_said_is_read(own: Path) -> None:
    (own / "logo.svg").write_bytes(SVG)
    found = read(own, """
name: Solby Kommune
cvr: "12345678"
logo: logo.svg
colour: "#7a1f3d"
routing:
  kle: 15.17.30
  facet: G02
  receiver: 12345678-1234-1234-1234-123456789abc
  system: 87654321-1234-1234-1234-123456789abc
""")
    assert found == Profile(
        name="Solby Kommune", cvr="12345678", colour="#7a1f3d", logo=SVG, logo_type="svg", kle="15.17.30", facet="G02",
        receiver=UUID("12345678-1234-1234-1234-123456789abc"), system=UUID("87654321-1234-1234-1234-123456789abc"),
        offers=found.offers)
    assert len(found.offers) == 21


def test_what_is_left_out_keeps_its_default(own: Path) -> None:
    found = read(own, "name: Solby Kommune\n")
    assert replace(found, offers=()) == Profile(name="Solby Kommune")


@pytest.mark.parametrize(("source", "place", "told"), [
    ("name: ''", "1:7", "Her skal stå en tekst"), ("name: [a]", "1:7", "Her skal stå en tekst"),
    ("cvr: 1234", "1:6", "Et cvr-nummer er otte tal"), ("colour: blue", "1:9", "En farve skrives #1f4e5f"),
    ('colour: "#12345"', "1:9", "En farve skrives"), ('colour: "#ffcc00"', "1:9", "for lys til at læse på hvidt"),
    ("logo: ../logo.svg", "1:7", "Et logo er en fil i samme mappe"), ("logo: logo.gif", "1:7", ".svg eller .png"),
    ("logo: /etc/passwd", "1:7", "Et logo er en fil i samme mappe"), ("nmae: Solby", "1:1", "Mente du »name«?"),
    ("routing:\n  kle: 15.17", "2:8", "Et KLE-nummer skrives"), ("routing:\n  facet: g1", "2:10", "skrives G01"),
    ("routing:\n  receiver: 1234", "2:13", "Et UUID skrives"),
    ("routing:\n  reciever: x", "2:3", "Mente du »receiver«?"),
    ("routing: G01", "1:10", "felter med navn og værdi"), ("name: a\nname: b", "2:1", ""), ("name: &a x", "1:7", ""),
    ("- name", "1:1", ""),
])
def test_a_fault_is_told_with_its_file_line_and_column(own: Path, source: str, place: str, told: str) -> None:
    with pytest.raises(ExportError) as fault:
        read(own, source + "\n")
    assert str(fault.value).startswith("Kommunens oplysninger kan ikke læses.")
    assert f"{own / 'municipality.yaml'}:{place}: " in str(fault.value)
    assert told in str(fault.value)


def test_every_fault_is_told_at_once(own: Path) -> None:
    with pytest.raises(ExportError) as fault:
        read(own, "cvr: 1\ncolour: red\nlogo: x\n")
    assert str(fault.value).count("municipality.yaml:") == 3


def test_a_logo_that_is_not_there_is_named(own: Path) -> None:
    with pytest.raises(NotFound, match=r"logo\.png kan ikke læses \(filen eller mappen findes ikke\)"):
        read(own, "logo: logo.png\n")


@pytest.mark.parametrize(("name", "content"), [("logo.png", SVG), ("logo.svg", png(2, 2)), ("logo.png", b"GIF89a")])
def test_a_logo_that_is_something_else_than_its_name_says_is_told(own: Path, name: str, content: bytes) -> None:
    (own / name).write_bytes(content)
    with pytest.raises(ExportError, match=f"Logoet {name} er ikke et billede"):
        read(own, f"logo: {name}\n")


@pytest.mark.parametrize(("field", "sees"), [
    (r'name: "Sol\e[31mby"', "ikke kan ses"), (r'name: "Sol\u202eby"', "ikke kan ses"),
    ('cvr: "١٢٣٤٥٦٧٨"', "otte tal"), ('routing: {kle: "١٥.17.30"}', "KLE"), ("name: Ærø", "")])
def test_what_would_steer_a_document_or_a_case_system_is_refused(own: Path, field: str, sees: str) -> None:
    if sees:
        with pytest.raises(ExportError, match=sees):
            read(own, f"{field}\n")
    else:
        assert read(own, f"{field}\n").name == "Ærø"  # the twin


def test_a_logo_that_would_fill_the_memory_is_refused(own: Path) -> None:
    vast = bytearray(png(2, 2))
    vast[16:24] = (20_000).to_bytes(4, "big") * 2
    for name, content in (("logo.png", bytes(vast)), ("logo.svg", SVG + b" " * 5_000_000)):
        (own / name).write_bytes(content)
        with pytest.raises(ExportError, match="er for stort"):
            read(own, f"logo: {name}\n")


def test_a_logo_is_taken_as_it_is(own: Path) -> None:
    (own / "logo.png").write_bytes(png(2, 2))
    found = read(own, "logo: logo.png\n")
    assert (found.logo, found.logo_type) == (png(2, 2), "png")


@pytest.mark.parametrize(("colour", "contrast"), [("#000000", 21), ("#ffffff", 1), ("#767676", 4.54), ("#ff0000", 4)])
def test_contrast_is_wcags(colour: str, contrast: float) -> None:
    assert contrast_on_white(colour) == pytest.approx(contrast, abs=0.01)


def test_the_limit_between_dark_enough_and_not(own: Path) -> None:
    grey = {contrast_on_white(f"#{level:02x}{level:02x}{level:02x}"): level for level in range(256)}
    darker = grey[min(each for each in grey if each >= WHITE_CONTRAST)]
    assert read(own, f'colour: "#{darker:02x}{darker:02x}{darker:02x}"\n').colour
    lighter = darker + 1
    library._profile.cache_clear()
    with pytest.raises(ExportError, match="for lys"):
        read(own, f'colour: "#{lighter:02x}{lighter:02x}{lighter:02x}"\n')
