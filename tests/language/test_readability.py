"""LIX: the figure that says whether a question can be taken in at the table."""

from __future__ import annotations

import pytest

from dialog.language.readability import REFUSED, level, lix, measure


def test_lix_is_words_a_sentence_plus_the_share_of_long_words() -> None:
    found = measure("Vi taler sammen om arbejde. Du bestemmer.")
    assert (found.words, found.sentences) == (7, 2)
    assert found.lix == pytest.approx(7 / 2 + 100 * 2 / 7, abs=0.1)
    assert found.hard == ("bestemmer", "arbejde")


def test_a_question_from_the_conversation_is_easy() -> None:
    assert measure("Hvad vil du gerne nå?\nSmå ting tæller også.").level == "easy"


def test_the_language_of_the_office_is_refused() -> None:
    text = ("Beskæftigelsesindsatsen tilrettelægges helhedsorienteret på baggrund af kommunens visitationsgrundlag og "
            "borgerens beskæftigelsesmæssige forudsætninger")
    assert lix(text) > REFUSED
    assert measure(text).level == "refused"


def test_a_new_line_ends_a_sentence_but_a_date_and_an_abbreviation_do_not() -> None:
    assert measure("Hej du\nGodt at se dig").sentences == 2
    assert measure("Vi ses den 3. maj kl. 10, f.eks. her.").sentences == 1


def test_a_slot_counts_as_one_short_word() -> None:
    assert measure("Tror du på {employment_goal_statement}?") == measure("Tror du på det?")


def test_a_text_without_words_has_no_lix() -> None:
    assert lix("") == lix("… 🙂 !") == 0.0


@pytest.mark.parametrize(("score", "name"), [(0, "easy"), (30, "easy"), (30.1, "fair"), (35, "fair"), (35.1, "warned"),
                                             (45, "warned"), (45.1, "refused")])
def test_the_limits_are_those_of_the_house(score: float, name: str) -> None:
    assert level(score) == name
