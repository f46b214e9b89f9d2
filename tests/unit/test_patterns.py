"""Patterns into dates: weeks, months, cycles, days set apart, clocks that change."""

from datetime import date, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from plgwork.analysis.patterns import cycle_day, days, falls_away, meeting_on, next_day, school_days
from plgwork.models.months import Month
from plgwork.models.schedules import (
    EveryOtherWeek,
    MeetingTime,
    Pattern,
    RotationDays,
    SchoolDays,
    SchoolYear,
    SpecialDays,
    SpecialKind,
    Weekday,
    Weekly,
    WeeksOfMonth,
)

DATES = st.dates(date(2000, 1, 1), date(2100, 1, 1))
WEEKS = st.lists(st.integers(1, 5), min_size=1, max_size=5, unique=True).map(tuple)
NAMES = st.lists(st.sampled_from("ABCDEF"), min_size=1, max_size=6, unique=True).map(tuple)
ZONES = st.sampled_from(["America/Chicago", "America/Denver", "Europe/Berlin", "Australia/Sydney"])
YEAR = SchoolYear(first=date(2026, 8, 19), last=date(2027, 6, 11), cycle=("A", "B"))
OCTOBER = Month(2026, 10)


def on(*weeks: int, weekday: Weekday = Weekday.TUESDAY) -> WeeksOfMonth:
    return WeeksOfMonth(weekday=weekday, weeks=weeks)


def within(month: Month, pattern: Pattern, school: SchoolDays | None = None) -> list[int]:
    found = days(pattern, month.first, month.last, school or SchoolDays())
    return [day.day for day in found]


def set_apart(first: date, last: date | None = None, **more: Any) -> SpecialDays:
    told = {"kind": SpecialKind.CLOSED, "name": "Set apart", "first": first, "last": last or first}
    return SpecialDays.model_validate(told | more)


def school(*special: SpecialDays, year: SchoolYear = YEAR) -> SchoolDays:
    return SchoolDays(years=(year,), special=special)


# --- weeks of a month ----------------------------------------------------------------------------


def test_the_first_and_third_tuesday_of_a_month() -> None:
    assert within(OCTOBER, on(1, 3)) == [6, 20]


def test_a_month_that_begins_on_the_weekday_has_it_in_its_first_week() -> None:
    assert within(Month(2026, 9), on(1)) == [1]


def test_a_fifth_week_is_met_only_in_months_that_have_one() -> None:
    assert within(Month(2026, 9), on(5)) == [29]
    assert within(OCTOBER, on(5)) == []


def test_days_come_in_order_however_the_weeks_are_written() -> None:
    assert within(OCTOBER, on(4, 2)) == [13, 27]


def test_a_meeting_today_is_the_next_one() -> None:
    assert next_day(on(1, 3), date(2026, 10, 20)) == date(2026, 10, 20)


def test_after_december_comes_january() -> None:
    assert next_day(on(1), date(2026, 12, 2)) == date(2027, 1, 5)


def test_a_fifth_monday_can_be_months_away() -> None:
    fifth = on(5, weekday=Weekday.MONDAY)

    assert next_day(fifth, date(2022, 2, 1)) == date(2022, 5, 30)


@given(DATES, st.sampled_from(Weekday), WEEKS)
def test_there_is_always_a_next_day_and_it_is_right(
    today: date, weekday: Weekday, weeks: tuple[int, ...]
) -> None:
    day = next_day(on(*weeks, weekday=weekday), today)

    assert day is not None
    assert today <= day <= today + timedelta(days=130)
    assert day.weekday() == weekday.number
    assert (day.day - 1) // 7 + 1 in weeks


@pytest.mark.parametrize("weeks", [(), (0,), (6,), (1, 9)])
def test_a_month_has_five_weeks_at_most(weeks: tuple[int, ...]) -> None:
    with pytest.raises(ValidationError, match="weeks"):
        on(*weeks)


# --- weeks ---------------------------------------------------------------------------------------


@given(DATES, st.sampled_from(Weekday))
def test_every_week_has_one_meeting(monday: date, weekday: Weekday) -> None:
    found = days(Weekly(weekday=weekday), monday, monday + timedelta(days=69))

    assert [after - before for before, after in pairwise(found)] == [timedelta(weeks=1)] * 9


@given(DATES, DATES, st.sampled_from(Weekday))
def test_every_other_week_goes_on_over_new_year_and_counts_backwards_too(
    week_of: date, first: date, weekday: Weekday
) -> None:
    found = days(
        EveryOtherWeek(weekday=weekday, week_of=week_of), first, first + timedelta(days=139)
    )

    assert len(found) == 10
    assert {(b - a).days for a, b in pairwise(found)} == {14}
    monday = week_of - timedelta(days=week_of.weekday())
    assert all((day - monday).days // 7 % 2 == 0 for day in found)


# --- days of a cycle -----------------------------------------------------------------------------


def test_the_cycle_begins_on_the_years_first_day_of_school() -> None:
    assert cycle_day(date(2026, 8, 19), YEAR, school()) == "A"
    assert cycle_day(date(2026, 8, 20), YEAR, school()) == "B"


def test_on_a_weekend_it_is_no_day_of_the_cycle() -> None:
    assert cycle_day(date(2026, 8, 22), YEAR, school()) is None
    assert cycle_day(date(2026, 8, 24), YEAR, school()) == "B"


def test_the_cycle_waits_while_school_is_closed() -> None:
    closed = school(set_apart(date(2026, 8, 20)))

    assert cycle_day(date(2026, 8, 21), YEAR, closed) == "B"


def test_the_cycle_goes_on_while_there_are_tests() -> None:
    testing = school(set_apart(date(2026, 8, 20), kind=SpecialKind.TESTING))

    assert cycle_day(date(2026, 8, 21), YEAR, testing) == "A"


def test_a_group_meets_on_mondays_that_are_a_days() -> None:
    pattern = RotationDays(days=("A",), weekday=Weekday.MONDAY)

    assert within(OCTOBER, pattern, school()) == [12, 26]


@given(NAMES, st.data())
def test_a_day_of_the_cycle_is_met_exactly_when_it_is_that_day(
    cycle: tuple[str, ...], data: st.DataObject
) -> None:
    year = YEAR.model_copy(update={"cycle": cycle})
    first = data.draw(st.dates(year.first, year.last - timedelta(days=30)))
    closed = data.draw(st.lists(st.dates(year.first, year.last), max_size=8))
    told = school(*map(set_apart, closed), year=year)
    named = data.draw(st.sampled_from(cycle))

    found = days(RotationDays(days=(named,)), first, first + timedelta(days=30), told)

    around = [first + timedelta(days=ahead) for ahead in range(31)]
    assert found == [day for day in around if cycle_day(day, year, told) == named]


def test_the_cycle_begins_anew_with_each_school_year() -> None:
    second = SchoolYear(first=date(2027, 8, 18), last=date(2028, 6, 9), cycle=("A", "B"))
    both = SchoolDays(years=(YEAR, second))

    found = days(RotationDays(days=("A",)), date(2027, 6, 10), date(2027, 8, 20), both)

    assert found == [date(2027, 6, 11), date(2027, 8, 18), date(2027, 8, 20)]


@pytest.mark.parametrize(
    "pattern",
    [
        RotationDays(days=("C",)),
        RotationDays(days=("A",), weekday=Weekday.SUNDAY),
        RotationDays(days=("A",)),
    ],
)
def test_a_pattern_that_never_meets_has_no_next_day(pattern: RotationDays) -> None:
    told = school() if pattern.days == ("C",) or pattern.weekday else SchoolDays()

    assert next_day(pattern, date(2026, 10, 1), told) is None


# --- days set apart ------------------------------------------------------------------------------


def test_nobody_meets_while_school_is_closed_and_it_says_what_fell_away() -> None:
    told = school(set_apart(date(2026, 10, 19), date(2026, 10, 23)))

    assert within(OCTOBER, on(1, 3), told) == [6]
    assert falls_away(on(1, 3), OCTOBER.first, OCTOBER.last, told) == [date(2026, 10, 20)]


def test_on_days_of_early_release_plgs_meet_where_the_school_says_so() -> None:
    early = set_apart(date(2026, 10, 20), kind=SpecialKind.EARLY_RELEASE, plgs_meet=True)

    assert within(OCTOBER, on(1, 3), school(early)) == [6, 20]


def test_of_two_reasons_one_is_enough() -> None:
    early = set_apart(date(2026, 10, 20), kind=SpecialKind.EARLY_RELEASE, plgs_meet=True)

    assert within(OCTOBER, on(1, 3), school(early, set_apart(date(2026, 10, 20)))) == [6]


def test_outside_the_school_year_nobody_meets() -> None:
    assert within(Month(2026, 8), Weekly(weekday=Weekday.WEDNESDAY), school()) == [19, 26]
    assert next_day(on(1, 3), date(2027, 6, 12), school()) is None


def test_where_no_year_was_entered_every_day_counts() -> None:
    assert within(Month(2026, 7), on(1, 3)) == [7, 21]


def test_days_of_school_are_weekdays_that_are_not_closed() -> None:
    told = school(set_apart(date(2026, 10, 19), date(2026, 10, 23)))

    assert school_days(OCTOBER.first, OCTOBER.last, told) == 17


@pytest.mark.parametrize(
    "wrong",
    [
        {"last": date(2026, 10, 19)},
        {"plgs_meet": True},
        {"name": " "},
    ],
)
def test_days_set_apart_make_sense(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        set_apart(date(2026, 10, 20), **wrong)


@pytest.mark.parametrize(
    "wrong", [{"last": date(2026, 1, 1)}, {"last": date(2028, 1, 1)}, {"cycle": ("A", "A")}]
)
def test_a_school_year_makes_sense(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        SchoolYear.model_validate(YEAR.model_dump() | wrong)


# --- moments -------------------------------------------------------------------------------------


def meets(starts: str = "15:15", minutes: int = 50) -> MeetingTime:
    return MeetingTime(
        pattern=on(1), starts=time.fromisoformat(starts), minutes=minutes, place="Room 4"
    )


def test_a_meeting_ends_when_its_minutes_are_over() -> None:
    assert meets().ends == time(16, 5)


def test_a_late_meeting_ends_after_midnight() -> None:
    assert meets("23:30").ends == time(0, 20)


@given(DATES, ZONES, st.integers(7, 18), st.integers(5, 120))
def test_by_day_a_meeting_keeps_its_time_on_the_wall_whatever_clocks_do(
    day: date, zone: str, hour: int, minutes: int
) -> None:
    told = meets(f"{hour:02}:00", minutes)

    met = meeting_on(day, "algebra", "Algebra", told, ZoneInfo(zone))

    assert met.starts_at.time() == told.starts
    assert met.ends_at.time() == told.ends
    assert met.ends_at.timestamp() - met.starts_at.timestamp() == minutes * 60


def test_in_the_night_when_clocks_change_minutes_are_those_that_pass() -> None:
    met = meeting_on(date(2026, 11, 1), "a", "A", meets("00:30", 120), ZoneInfo("America/Chicago"))

    assert met.ends_at.time() == time(1, 30)
    assert met.ends_at.timestamp() - met.starts_at.timestamp() == 7_200
