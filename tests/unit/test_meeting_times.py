"""When a group meets: weekdays in weeks of a month, and the next of them."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from plgwork.models.months import Month
from plgwork.models.people import MeetingTime, Weekday

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
WEEKS = st.lists(st.integers(1, 5), min_size=1, max_size=5, unique=True).map(tuple)


def meets(*weeks: int, weekday: Weekday = Weekday.TUESDAY, starts: str = "15:15") -> MeetingTime:
    return MeetingTime(
        weekday=weekday, starts=time.fromisoformat(starts), minutes=50, weeks=weeks, place="Room 4"
    )


def test_the_first_and_third_tuesday_of_a_month() -> None:
    assert meets(1, 3).days(Month(2026, 10)) == [date(2026, 10, 6), date(2026, 10, 20)]


def test_a_month_that_begins_on_the_weekday_has_it_in_its_first_week() -> None:
    assert meets(1).days(Month(2026, 9)) == [date(2026, 9, 1)]


def test_a_fifth_week_is_met_only_in_months_that_have_one() -> None:
    assert meets(5).days(Month(2026, 9)) == [date(2026, 9, 29)]
    assert meets(5).days(Month(2026, 10)) == []


def test_days_come_in_order_however_the_weeks_are_written() -> None:
    assert meets(4, 2).days(Month(2026, 10)) == [date(2026, 10, 13), date(2026, 10, 27)]


def test_a_meeting_today_is_the_next_one() -> None:
    assert meets(1, 3).next_day(date(2026, 10, 20)) == date(2026, 10, 20)


def test_after_the_last_meeting_of_a_month_comes_the_first_of_the_next() -> None:
    assert meets(1, 3).next_day(date(2026, 10, 21)) == date(2026, 11, 3)


def test_after_december_comes_january() -> None:
    assert meets(1).next_day(date(2026, 12, 2)) == date(2027, 1, 5)


def test_a_fifth_monday_can_be_months_away() -> None:
    assert meets(5, weekday=Weekday.MONDAY).next_day(date(2022, 2, 1)) == date(2022, 5, 30)


@given(DAYS, st.sampled_from(Weekday), WEEKS)
def test_there_is_always_a_next_day_and_it_is_right(
    today: date, weekday: Weekday, weeks: tuple[int, ...]
) -> None:
    day = meets(*weeks, weekday=weekday).next_day(today)

    assert today <= day <= today + timedelta(days=130)
    assert day.weekday() == weekday.number
    assert (day.day - 1) // 7 + 1 in weeks


def test_a_meeting_ends_when_its_minutes_are_over() -> None:
    assert meets(1).ends == time(16, 5)


def test_a_late_meeting_ends_after_midnight() -> None:
    assert meets(1, starts="23:30").ends == time(0, 20)


@pytest.mark.parametrize("weeks", [(), (0,), (6,), (1, 9)])
def test_a_month_has_five_weeks_at_most(weeks: tuple[int, ...]) -> None:
    with pytest.raises(ValidationError, match="weeks"):
        meets(*weeks)
