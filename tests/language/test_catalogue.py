"""The catalogues: what a translation may be, that none is stale, and how a language is found in what somebody said."""

from __future__ import annotations

import re
import tracemalloc
import unicodedata
from pathlib import Path

import pytest

from dialog import resources
from dialog.errors import ExportError
from dialog.language.catalogue import FILE, catalogue, language_named, languages, on_offer, translator
from dialog.language.screen import screen_languages
from dialog.render.page import LABELS
from dialog.script.target import DISCIPLINES
from tests.plan.whole import shipped

SCRIPTS = {"en": "LATIN", "uk": "CYRILLIC", "ar": "ARABIC", "pl": "LATIN", "tr": "LATIN", "so": "LATIN"}
NAMES = {"Digital", "Post", "MitID", "sms"}
"""What is called the same in every language."""


def own(folder: Path, monkeypatch: pytest.MonkeyPatch, text: str, language: str = "uk") -> None:
    place = folder / "locales" / language / FILE
    place.parent.mkdir(parents=True)
    place.write_text(text, encoding="utf-8")
    monkeypatch.setenv(resources.OWN_FOLDER, str(folder))


def entry(context: str, danish: str, text: str, flag: str = "") -> str:
    return f'{flag}msgctxt "{context}"\nmsgid "{danish}"\nmsgstr "{text}"\n\n'


HEAD = ('msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: uk\\n"\n'
        '"X-Names: ukrainsk, українська, "\n"ukrainian\\n"\n"X-Reviewed-By: Olena Koval\\n"\n\n')


def test_the_languages_are_there_and_only_arabic_is_written_leftwards() -> None:
    assert languages() == ("ar", "en", "pl", "so", "tr", "uk")
    assert [each for each in languages() if catalogue(each).leftwards] == ["ar"]


@pytest.mark.parametrize("language", SCRIPTS)
def test_every_label_is_translated_and_nothing_else_is_in_it(language: str) -> None:
    words = catalogue(language).words
    labels = {key for key in words if key[0] not in ("page.choice", "talk")}
    assert labels == {(f"page.{name}", text) for name, text in LABELS.items()}


@pytest.mark.parametrize("language", SCRIPTS)
def test_an_option_that_is_translated_can_still_be_said(language: str) -> None:
    said = {option.text for turn in shipped().turns for option in turn.options} | set(DISCIPLINES.values())
    said |= {turn.plan.yes for turn in shipped().turns if turn.plan}
    choices = {danish for place, danish in catalogue(language).words if place == "page.choice"}
    assert choices <= said
    assert set(DISCIPLINES.values()) <= choices
    for name in ("agreement_who", "reach", "response_time", "mentor_wish", "mentor_help", "offers", "try_out"):
        assert {option.text for option in shipped().by_id[name].options} <= choices


@pytest.mark.parametrize("language", SCRIPTS)
def test_a_translation_is_in_its_own_letters_and_ends_as_the_danish_does(language: str) -> None:
    for (place, danish), text in catalogue(language).words.items():
        if place == "talk":
            continue  # looked at with the script's
        for word in re.findall(r"\w+", text):
            if word not in NAMES:
                letters = [unicodedata.name(sign).split()[0] for sign in word if sign.isalpha()]
                assert set(letters) <= {SCRIPTS[language]} or word.endswith("MitID"), text
        assert (danish[-1] in ".!?") == (text[-1] in ".!?؟"), text
        assert text == text.strip()
        assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize("language", SCRIPTS)
def test_nobody_has_been_named_as_reader_of_the_first_translations(language: str) -> None:
    assert catalogue(language).reviewed_by == ""


@pytest.mark.parametrize(("said", "language"), [
    ("Arabisk", "ar"), ("arabic", "ar"), ("العربية", "ar"), ("اللغة العربية من فضلك", "ar"), ("Ukrainsk, tak", "uk"),
    ("Українською мовою", "uk"), ("English", "en"), ("  ENGELSK! ", "en"), ("dansk og lidt engelsk", "en"),
    ("ukrainsk eller engelsk", "uk"), ("Dansk", None), ("tegnsprog", None), ("farsi", None), ("", None),
    ("engelskkundig", None), ("#read(1) <b>", None),
])
def test_a_language_is_found_in_what_was_said(said: str, language: str | None) -> None:
    assert language_named(said) == language


def test_a_changed_danish_text_shows_danish_and_never_a_stale_translation() -> None:
    say = translator("uk")
    assert say("page.goals", "Det, jeg gerne vil") == "Чого я хочу"
    assert say("page.goals", "Det, jeg drømmer om") == "Det, jeg drømmer om"
    assert say("page.can", "Det, jeg gerne vil") == "Det, jeg gerne vil"
    assert translator(None)("page.goals", "Det, jeg gerne vil") == "Det, jeg gerne vil"


def test_what_is_fuzzy_or_empty_shows_danish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own(tmp_path, monkeypatch,
        HEAD + entry("a", "En", "Один") + entry("a", "To", "Два", "#, fuzzy\n") + entry("a", "Tre", ""))
    say = translator("uk")
    assert [say("a", danish) for danish in ("En", "To", "Tre")] == ["Один", "To", "Tre"]


def test_a_municipalitys_own_catalogue_wins_and_tells_who_has_read_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    own(tmp_path, monkeypatch, HEAD + entry("page.title", "Min side", "Інша"))
    found = catalogue("uk")
    assert found.words == {("page.title", "Min side"): "Інша"}
    assert found.reviewed_by == "Olena Koval"
    assert found.names == ("ukrainsk", "українська", "ukrainian")
    assert catalogue("en").reviewed_by == ""


def test_a_municipality_can_add_a_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    romanian = HEAD.replace("Language: uk", "Language: ro").replace("ukrainsk,", "rumænsk, română,")
    own(tmp_path, monkeypatch, romanian, "ro")
    assert "ro" in languages()
    assert language_named("Română") == "ro"


def test_a_folder_of_danish_files_is_no_language_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own(tmp_path, monkeypatch, HEAD, "da")
    (tmp_path / "locales" / "da" / FILE).with_name("screen.po").write_text(HEAD, encoding="utf-8")
    assert "da" not in languages()
    assert screen_languages().count("da") == 1


def test_a_catalogue_of_a_million_plurals_takes_no_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def peak(own: str, plurals: str) -> int:
        place = tmp_path / own / "locales" / "en" / FILE
        place.parent.mkdir(parents=True)
        place.write_text(f'msgid ""\nmsgstr ""\n"Language: en\\n"\n{plurals}\nmsgid "a"\nmsgid_plural "b"\n'
                         'msgstr[0] "x"\n', encoding="utf-8")
        monkeypatch.setenv("EMPOWER_RESOURCES", str(tmp_path / own))
        tracemalloc.start()
        try:
            catalogue("en")
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak("warm", "") < 8_000_000
    assert peak("vast", '"Plural-Forms: nplurals=2000000; plural=n;\\n"\n') < 8_000_000


@pytest.mark.parametrize(("text", "line"), [
    ('msgid "a"\nmsgstr "b\nrod', 2), ('msgid a\nmsgstr "b"', 1), ('msgid "a"\nmsgstr "b', 2),
    ('msgid "a"\nmsgstr b"', 2), ('msgid "a"\nmsgstr "b "c" d"', 2),
    ('msgid "a"\nmsgstr "b\\"', 2), ('msgid "a"\nmsgstr "b\\q"', 2),
    ('msgid "a"\n\nmsgctxt "p"\nmsgid "b"\nmsgstr "c"', 3), ('msgstr "c"', 1), ('msgid "a"\nmsgstr "b"\nmsgstr "c"', 3),
    ('msgid "a"\nmsgstr[x] "b"', 2), ('msgctxt "p"', 1), ('msgid\nmsgstr "b"', 1),
])
def test_a_text_that_is_not_whole_is_told_with_file_and_line_and_never_shown_by_half(
    text: str, line: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    own(tmp_path, monkeypatch, HEAD + text)
    with pytest.raises(ExportError) as told:
        translator("uk")
    place, line = tmp_path / "locales" / "uk" / FILE, HEAD.count("\n") + line
    assert str(told.value) == (f"Oversættelsen {place} kan ikke læses (linje {line}). "
                               "Der er ikke skrevet noget dokument. Åbn den i Poedit, og gem den igen.")


def test_what_poedit_writes_is_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own(tmp_path, monkeypatch, HEAD + '# note\n#: place \u2068x\n#| msgid "before"\n'
        'msgctxt "p"\nmsgid ""\n"En "\n"to"\n'
        'msgstr ""\n"Sa \\"x\\"\\n"\n"\\\\ y"\n\n#~ msgid "old"\n#~ msgstr[x "gone\n')
    assert catalogue("uk").words == {("p", "En to"): 'Sa "x"\n\\ y'}


def test_a_catalogue_in_an_unknown_language_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own(tmp_path, monkeypatch, HEAD.replace("Language: uk", "Language: volapyk"))
    with pytest.raises(ExportError, match="Sproget »volapyk«"):
        translator("uk")


def test_a_language_whose_files_have_faults_is_told_of_and_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    own(tmp_path, monkeypatch, 'msgid "a"\nmsgstr "b')
    stray = tmp_path / "locales" / "old" / "uk" / FILE
    stray.parent.mkdir(parents=True)
    stray.write_text(HEAD, encoding="utf-8")
    offer = on_offer("first_conversation")
    assert offer.on_screen == ("da", "en", "pl", "so", "tr")
    assert offer.on_paper == ("ar",)
    assert [str(tmp_path) in str(fault) for fault in offer.faults] == [True]
    assert language_named("polsk eller ukrainsk", offer.on_screen[1:]) == "pl"


def test_a_translation_that_would_turn_or_steer_the_line_stands_in_danish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    own(tmp_path, monkeypatch, HEAD + entry("a", "Ja", "Так\u202eін") + entry("a", "Nej", "Ні"))
    say = translator("uk")
    assert [say("a", "Ja"), say("a", "Nej")] == ["Ja", "Ні"]
