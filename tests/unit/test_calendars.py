"""School years: which months are in session, and which one is reflected on by the clock."""

from datetime import date

import pytest

from plgwork.content import load
from plgwork.models.content import Calendar
from plgwork.models.months import Month
from plgwork.settings import shipped

CALENDARS = load([shipped("content")]).cover.calendars
AUGUST, JULY = CALENDARS["august-start"], CALENDARS["july-start"]


@pytest.mark.parametrize(
    ("today", "month"),
    [
        (date(2026, 11, 1), Month(2026, 10)),
        (date(2026, 11, 10), Month(2026, 10)),
        (date(2026, 11, 11), Month(2026, 11)),
        (date(2026, 11, 30), Month(2026, 11)),
        (date(2027, 1, 3), Month(2026, 12)),
        (date(2027, 7, 4), Month(2027, 6)),
        (date(2027, 7, 28), Month(2027, 6)),
        (date(2027, 8, 10), Month(2027, 6)),
        (date(2027, 8, 11), Month(2027, 8)),
    ],
)
def test_early_in_a_month_the_last_one_is_still_due(today: date, month: Month) -> None:
    assert AUGUST.due(today) == month


@pytest.mark.parametrize(
    ("today", "month"),
    [(date(2027, 7, 28), Month(2027, 7)), (date(2027, 6, 20), Month(2027, 5))],
)
def test_a_school_that_starts_in_july_rests_in_june(today: date, month: Month) -> None:
    assert JULY.due(today) == month


def test_a_school_that_runs_all_year_is_always_due_this_month() -> None:
    year = [date(2026, month, 20) for month in range(1, 13)]

    assert [CALENDARS["all-year"].due(day) for day in year] == [Month.of(day) for day in year]


def test_summer_lies_between_june_and_august() -> None:
    assert AUGUST.after(Month(2027, 6)) == Month(2027, 8)
    assert AUGUST.before(Month(2027, 8)) == Month(2027, 6)


@pytest.mark.parametrize("calendar", CALENDARS.values(), ids=CALENDARS)
def test_before_undoes_after_in_every_month_in_session(calendar: Calendar) -> None:
    months = [Month(2026, number) for number in calendar.months]

    assert [calendar.before(calendar.after(month)) for month in months] == months


def test_a_school_year_is_named_by_the_year_it_began_in() -> None:
    assert AUGUST.year_of(Month(2027, 6)) == AUGUST.year_of(Month(2026, 8)) == 2026
    assert AUGUST.year_of(Month(2027, 8)) == 2027


def test_a_month_out_of_session_has_no_prompts() -> None:
    assert AUGUST.prompts_month(Month(2027, 7)) is None
    assert AUGUST.prompts_month(Month(2027, 6)) == "jun"
