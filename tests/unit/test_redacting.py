"""What is taken out of open answers: names as they are known, words by hand, and nothing put in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plgwork.analysis.disclosure import named, proposed, redacted, struck

NAMES = named(("Ana María Ortiz", "Will May", "Ng, Li", "2026/03/01 3:10 PM", "…"))
TEXTS = st.text(st.sampled_from("abAB .,…\n’é@🙂"), max_size=60)


def shown(text: str) -> str:
    return redacted(text, proposed(text, NAMES))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Thank Ana Maria Ortiz.", "Thank …."),
        ("thank ana maría ortiz", "thank …"),
        ("Ortiz’s room is cold", "…’s room is cold"),
        ("We will meet in may", "We will meet in may"),
        ("Ask Will in May", "Ask … in …"),
        ("Li and ng, li help", "… and … help"),
        ("PM is late", "PM is late"),
        ("Write to x.y@school.example or @will_m", "Write to … or …"),
        ("Anatole helps", "Anatole helps"),
    ],
)
def test_names_of_people_are_taken_out_and_words_like_them_are_not(written: str, read: str) -> None:
    assert shown(written) == read


def test_words_that_are_gone_from_an_edited_answer_are_struck() -> None:
    written = "My colleague in room 4 never listens."

    for edited in ("My colleague … never listens.", "My colleague never listens.", "... never"):
        places = struck(written, edited)
        assert places is not None
        assert "room" not in redacted(written, places)
    assert redacted(written, struck(written, "My colleague never listens.") or ()) == (
        "My colleague … never listens."
    )


@pytest.mark.parametrize("edited", ["More time, please", "time More", "More timetables", "More!"])
def test_words_are_never_put_in_nor_moved(edited: str) -> None:
    assert struck("More time", edited) is None


@given(TEXTS)
def test_an_answer_that_nobody_touched_stays_as_it_was_written(text: str) -> None:
    assert struck(text, text) == ()
    assert redacted(text, ()) == text


@given(TEXTS, st.sets(st.integers(min_value=-2, max_value=40)))
def test_what_is_struck_is_struck_again_by_what_is_shown(text: str, places: set[int]) -> None:
    once = redacted(text, places)
    again = struck(text, once)

    assert again is not None
    assert [*filter(str.isalnum, redacted(text, again))] == [*filter(str.isalnum, once)]


@given(TEXTS, st.sets(st.integers(min_value=0, max_value=40)))
def test_what_is_shown_holds_no_letter_that_was_not_written(text: str, places: set[int]) -> None:
    left = iter(text)

    assert all(one in left for one in redacted(text, places) if one.isalnum())
