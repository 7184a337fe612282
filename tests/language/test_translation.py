"""The translations that ship: whole, in step with the Danish, and fit to be shown beside it."""

from __future__ import annotations

import re
import unicodedata

import pytest

from dialog.language.catalogue import TALK, catalogue, languages, script_words
from dialog.language.talk import all_words
from dialog.script.translate import texts, translated
from dialog.slots import SLOT
from tests.plan.whole import shipped

ON_SCREEN = tuple(each for each in languages() if not catalogue(each).leftwards)
GUIDED = ("en",)
"""Languages that caseworkers read; the guidance is theirs."""
KEY = re.compile(r"F[0-9]+|Enter|Esc|Delete|Ctrl\+[A-Z]|[↑↓←→]")
NAMED_ALIKE = re.compile(rf"Digital Post|MitID|{KEY.pattern}|{SLOT.pattern}")


def asked(language: str) -> dict[tuple[str, str], str]:
    """Every text of the script that is to be there in the language, with what there is."""
    there = script_words(language, "first_conversation").words
    wanted = [each for each in texts(shipped()) if language in GUIDED or not each[0].endswith(".guide")]
    return {each: there.get(each, "") for each in wanted}


def both(language: str) -> dict[tuple[str, str], str]:
    words = catalogue(language).words
    return asked(language) | {(TALK, each): words.get((TALK, each), "") for each in all_words()}


def test_the_screen_has_danish_english_and_four_languages_more() -> None:
    assert ON_SCREEN == ("en", "pl", "so", "tr", "uk")


@pytest.mark.parametrize("language", ON_SCREEN)
def test_every_text_the_citizen_meets_is_there(language: str) -> None:
    assert [key for key, said in both(language).items() if not said] == []


@pytest.mark.parametrize("language", ON_SCREEN)
def test_no_translation_is_left_over_from_a_text_that_has_gone(language: str) -> None:
    there = set(script_words(language, "first_conversation").words)
    assert there <= set(texts(shipped()))
    assert {danish for place, danish in catalogue(language).words if place == TALK} <= set(all_words())


@pytest.mark.parametrize("language", ON_SCREEN)
def test_slots_and_keys_are_the_same_and_a_sentence_ends_as_the_danish_does(language: str) -> None:
    for (place, danish), said in both(language).items():
        assert set(SLOT.findall(said)) == set(SLOT.findall(danish)), place
        assert sorted(set(KEY.findall(said))) == sorted(set(KEY.findall(danish))), place
        assert (danish[-1] in ".!?") == (said[-1] in ".!?"), place
        assert said == said.strip(), place
        assert unicodedata.is_normalized("NFC", said), place
        assert said.isprintable() or danish.count("\n") == said.count("\n"), place


@pytest.mark.parametrize(("language", "letters"), [("uk", "CYRILLIC"), ("en", "LATIN"), ("pl", "LATIN")])
def test_a_translation_is_written_in_its_own_letters(language: str, letters: str) -> None:
    for (place, _), said in both(language).items():
        if not place.endswith(".law"):  # a Danish act has no other name
            signs = [sign for sign in NAMED_ALIKE.sub("", said) if sign.isalpha()]
            assert sum(letters in unicodedata.name(sign) for sign in signs) * 2 > len(signs), (place, said)


@pytest.mark.parametrize("language", ON_SCREEN)
def test_the_options_of_a_question_can_be_told_apart(language: str) -> None:
    spoken = translated(shipped(), script_words(language, "first_conversation").words)
    for turn in spoken.turns:
        labels = [option.text for option in turn.options]
        assert len(set(labels)) == len(labels), turn.id


@pytest.mark.parametrize("language", ON_SCREEN)
def test_the_script_is_the_same_but_for_its_words(language: str) -> None:
    spoken = translated(shipped(), script_words(language, "first_conversation").words)
    for here, there in zip(shipped().turns, spoken.turns, strict=True):
        assert (here.id, here.kind, here.plan, here.condition) == (there.id, there.kind, there.plan, there.condition)
        assert [option.id for option in here.options] == [option.id for option in there.options]
    assert spoken.sha256 == shipped().sha256


@pytest.mark.parametrize("language", ON_SCREEN)
def test_nobody_has_been_named_as_reader_of_the_first_translations(language: str) -> None:
    assert script_words(language, "first_conversation").reviewed_by == catalogue(language).reviewed_by == ""
