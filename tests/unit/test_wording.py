"""Days, times and excerpts, as people say them."""

from datetime import date, time

import pytest

from plgwork.pages.wording import at_time, excerpt, in_words


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (time(0, 5), "12:05 am"),
        (time(9), "9:00 am"),
        (time(12), "12:00 pm"),
        (time(15, 15), "3:15 pm"),
        (time(23, 59), "11:59 pm"),
    ],
)
def test_times_are_told_by_twelve_hours(moment: time, said: str) -> None:
    assert at_time(moment) == said


def test_a_day_has_its_weekday_and_no_leading_nought() -> None:
    assert in_words(date(2026, 10, 6)) == "Tuesday 6 October"


@pytest.mark.parametrize(
    ("text", "shown"),
    [("short", "short"), ("exactly10!", "exactly10!"), ("a word too long", "a word too…")],
)
def test_an_excerpt_says_that_it_goes_on(text: str, shown: str) -> None:
    assert excerpt(text, 10) == shown
