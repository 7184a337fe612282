"""What the program reads besides itself: found in order, replaced file by file, and named when it is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialog import resources
from dialog.errors import NotFound


def test_scripts_and_prompts_are_found_with_and_without_their_ending() -> None:
    assert resources.script_path("first_conversation") == resources.script_path("first_conversation.yaml")
    assert resources.prompt_path("plan/plan.md.j2").is_file()
    assert "plan/plan.html.j2" in resources.names("prompts", ".j2")


def test_a_municipalitys_own_file_wins_and_the_rest_is_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "prompts" / "plan" / "plan.md.j2"
    own.parent.mkdir(parents=True)
    own.write_text("Vores", encoding="utf-8")
    monkeypatch.setenv(resources.OWN_FOLDER, str(tmp_path))
    assert resources.prompt_path("plan/plan.md.j2") == own
    assert resources.prompt_path("plan/plan.html.j2").is_relative_to(resources.folder("prompts"))
    assert resources.script_path("first_conversation").is_relative_to(resources.folder("scripts"))


def test_a_folder_that_is_not_there_is_told_and_not_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(resources.OWN_FOLDER, "/findes/ikke")
    with pytest.raises(NotFound, match="Mappen »/findes/ikke« findes ikke"):
        resources.script_path("first_conversation")


def test_a_missing_file_is_told_with_those_there_are() -> None:
    with pytest.raises(NotFound, match=r"Manuskriptet »nope.yaml« findes ikke\. Der er: .*first_conversation\.yaml"):
        resources.script_path("nope")


@pytest.mark.parametrize("name", ["../pyproject.toml", "/etc/passwd", "plan/../../README.md", "..\\x", "", "plan"])
def test_a_name_cannot_lead_out_of_the_folder(name: str) -> None:
    with pytest.raises(NotFound):
        resources.path("prompts", name)


def test_the_wheels_copy_comes_before_what_lies_beside_the_package(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("dialog/_shipped/scripts", "scripts"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "a.yaml").write_text(folder, encoding="utf-8")
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "dialog")
    assert resources.text(resources.script_path("a")) == "dialog/_shipped/scripts"


def test_an_installation_without_its_files_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "dialog")
    with pytest.raises(NotFound, match="Installer programmet igen"):
        resources.script_path("first_conversation")


def test_a_file_that_is_not_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(NotFound, match="UTF-8"):
        resources.text(tmp_path / "x")
    with pytest.raises(NotFound, match="kan ikke læses"):
        resources.text(tmp_path / "y")
