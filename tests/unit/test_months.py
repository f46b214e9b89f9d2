"""Months as people count them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plgwork.models.months import Month

MONTHS = st.builds(Month, st.integers(1900, 2200), st.integers(1, 12))


def test_a_day_lies_in_its_month() -> None:
    assert Month.of(date(2026, 10, 31)) == Month(2026, 10)


@pytest.mark.parametrize(
    ("month", "later", "expected"),
    [
        (Month(2026, 12), 1, Month(2027, 1)),
        (Month(2026, 1), -1, Month(2025, 12)),
        (Month(2026, 5), 0, Month(2026, 5)),
        (Month(2026, 5), -18, Month(2024, 11)),
    ],
)
def test_months_are_counted_across_years(month: Month, later: int, expected: Month) -> None:
    assert month.plus(later) == expected


@given(MONTHS, st.integers(-500, 500))
def test_counting_forth_and_back_ends_where_it_began(month: Month, many: int) -> None:
    assert month.plus(many).plus(-many) == month


@given(MONTHS, MONTHS)
def test_ids_sort_as_the_months_do(one: Month, other: Month) -> None:
    assert (one < other) == (one.id < other.id)


@given(MONTHS)
def test_a_month_is_read_back_from_its_id(month: Month) -> None:
    assert Month.parse(month.id) == month


@given(MONTHS)
def test_the_day_after_its_last_is_the_first_of_the_next(month: Month) -> None:
    assert date.fromordinal(month.last.toordinal() + 1) == month.plus(1).first


def test_a_leap_year_has_its_day() -> None:
    assert Month(2028, 2).last == date(2028, 2, 29)


def test_it_is_called_as_people_and_as_files_call_it() -> None:
    assert (Month(2026, 9).name, Month(2026, 9).code) == ("September", "sep")


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "2026-00", "26-10", "2026-x", "-2026-1", "²⁰²⁶-01", "0000-01"]
)
def test_what_is_not_a_month_is_told_how_one_is_written(text: str) -> None:
    with pytest.raises(ValueError, match="a month is written like 2026-10; not"):
        Month.parse(text)
