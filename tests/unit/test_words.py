"""Words as search sees them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plgwork.store.words import column, normalised


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Éva’s café, NAÏVE!", ["eva", "s", "cafe", "naive"]),
        ("Straße", ["strasse"]),
        ("ﬁne ½", ["fine", "1", "2"]),
        ("100% of_it", ["100", "of_it"]),
        ("مُدَرِّس", ["مدرس"]),
        ("🙂 …", ["🙂"]),
        ("", []),
    ],
)
def test_case_accents_and_punctuation_are_dropped(text: str, words: list[str]) -> None:
    assert normalised(text) == words


def test_each_word_is_kept_once_with_a_blank_around_it() -> None:
    assert column(["Who spoke?", "who was silent"]) == " silent spoke was who "


def test_no_words_leave_nothing() -> None:
    assert column(["… !", ""]) == ""


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalised(text)

    assert normalised(" ".join(once)) == once
