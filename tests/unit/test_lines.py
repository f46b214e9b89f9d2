"""Norms keep their id as long as they say the same words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plgwork.analysis.lines import distinct, named
from plgwork.models.agreements import Line

FINISH = Line(id="finish", text="We let each other finish.")


@pytest.mark.parametrize(
    "text", ["We let each other finish.", "we let each other finish", "We let each other — finish!"]
)
def test_a_line_of_the_same_words_keeps_its_id(text: str) -> None:
    assert named([text], [FINISH]) == (Line(id="finish", text=text),)


def test_a_line_of_other_words_has_an_id_of_its_own() -> None:
    [line] = named(["We let each other finish a thought."], [FINISH])

    assert line.id == "we-let-each-other-finish-a-thought"


def test_an_id_that_other_words_had_is_not_given_again() -> None:
    before = [Line(id="on-time", text="We begin at ten past.")]

    assert [one.id for one in named(["On time!"], before)] == ["on-time-2"]


def test_what_says_the_same_words_again_is_left_out() -> None:
    assert distinct(["On time.", "Listen.", "on time"]) == ["On time.", "Listen."]


@given(texts=st.lists(st.text(min_size=1, max_size=200).filter(str.strip), max_size=10))
def test_every_text_becomes_a_line_that_can_be_kept(texts: list[str]) -> None:
    lines = named(distinct(texts), [])

    assert len({one.id for one in lines}) == len(lines)
