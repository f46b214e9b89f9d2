"""A pattern and a school's days into dates. Pure: no clock, no zone but the one passed in.

Local times are laid upon dates, so that a meeting at 3:15 pm stays at 3:15 pm when clocks change.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo
from functools import singledispatch

from plgwork.models.schedules import (
    EveryOtherWeek,
    MeetingTime,
    Pattern,
    RotationDays,
    SchoolDays,
    SchoolYear,
    Slot,
    SpecialKind,
    Weekly,
    WeeksOfMonth,
)

LOOK_AHEAD = 400  # days; a fifth Monday comes within 130, a new school year within 120
ALWAYS = SchoolDays()


def days(pattern: Pattern, first: date, last: date, school: SchoolDays = ALWAYS) -> list[date]:
    """The dates from ``first`` to ``last`` on which the pattern meets, in order."""
    return [day for day in would_be(pattern, first, last, school) if meets_on(day, school)]


def would_be(pattern: Pattern, first: date, last: date, school: SchoolDays = ALWAYS) -> list[date]:
    """The dates on which it would meet, were no day set apart: within the school's years."""
    return [day for day in _every(pattern, first, last, school) if in_year(day, school)]


def falls_away(
    pattern: Pattern, first: date, last: date, school: SchoolDays = ALWAYS
) -> list[date]:
    """The dates on which it would meet, and does not: closed, testing, early release."""
    return [day for day in would_be(pattern, first, last, school) if not meets_on(day, school)]


def next_day(pattern: Pattern, today: date, school: SchoolDays = ALWAYS) -> date | None:
    """The next date on which it meets, today included; None when there is none within a year."""
    found = days(pattern, today, today + timedelta(LOOK_AHEAD), school)
    return found[0] if found else None


def meeting_on(day: date, of: str, name: str, meets: MeetingTime, zone: tzinfo) -> Slot:
    """The meeting on a date, as moments in the zone given."""
    begins = datetime.combine(day, meets.starts, zone)
    return Slot(
        of=of, name=name, starts_at=begins, ends_at=_later(begins, meets.minutes), place=meets.place
    )


def in_year(day: date, school: SchoolDays) -> bool:
    """Whether a day lies in a school year; every day does while no year was entered."""
    return not school.years or school.year_of(day) is not None


def meets_on(day: date, school: SchoolDays) -> bool:
    """Whether PLGs meet on such a day at all."""
    return all(one.plgs_meet for one in school.special if one.cover(day))


def is_school_day(day: date, school: SchoolDays) -> bool:
    """Whether there is school: a weekday within a year that is not closed."""
    return day.weekday() < 5 and in_year(day, school) and not _closed(day, school)


def school_days(first: date, last: date, school: SchoolDays) -> int:
    """How many days of school there are."""
    return sum(is_school_day(day, school) for day in _range(first, last))


def cycle_day(day: date, year: SchoolYear, school: SchoolDays) -> str | None:
    """Which day of the cycle it is; None where there is no school, or no cycle.

    The cycle begins on the year's first day of school, and waits while school is closed.
    """
    if not year.cycle or not year.holds(day) or not is_school_day(day, school):
        return None
    return year.cycle[(school_days(year.first, day, school) - 1) % len(year.cycle)]


@singledispatch
def _every(pattern: Pattern, first: date, last: date, school: SchoolDays) -> Iterator[date]:
    raise TypeError(f"there is no way to tell the days of {pattern!r}")


@_every.register
def _(pattern: Weekly, first: date, last: date, school: SchoolDays) -> Iterator[date]:
    return (day for day in _range(first, last) if day.weekday() == pattern.weekday.number)


@_every.register
def _(pattern: EveryOtherWeek, first: date, last: date, school: SchoolDays) -> Iterator[date]:
    met = _monday(pattern.week_of)
    for day in _range(first, last):
        weeks = (_monday(day) - met).days // 7
        if day.weekday() == pattern.weekday.number and weeks % 2 == 0:
            yield day


@_every.register
def _(pattern: WeeksOfMonth, first: date, last: date, school: SchoolDays) -> Iterator[date]:
    for day in _range(first, last):
        week = (day.day - 1) // 7 + 1
        if day.weekday() == pattern.weekday.number and week in pattern.weeks:
            yield day


@_every.register
def _(pattern: RotationDays, first: date, last: date, school: SchoolDays) -> Iterator[date]:
    for year in school.years:
        for day in _named(pattern, year, min(last, year.last), school):
            if day >= first:
                yield day


def _named(
    pattern: RotationDays, year: SchoolYear, last: date, school: SchoolDays
) -> Iterator[date]:
    # Counted on from the first day of school once, not anew for each day.
    count = -1
    for day in _range(year.first, last):
        if not year.cycle or not is_school_day(day, school):
            continue
        count += 1
        fits = pattern.weekday is None or pattern.weekday.number == day.weekday()
        if fits and year.cycle[count % len(year.cycle)] in pattern.days:
            yield day


def _closed(day: date, school: SchoolDays) -> bool:
    return any(one.kind is SpecialKind.CLOSED and one.cover(day) for one in school.special)


def _range(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(ahead) for ahead in range((last - first).days + 1))


def _monday(day: date) -> date:
    return date.fromordinal(day.toordinal() - day.weekday())


def _later(begins: datetime, minutes: int) -> datetime:
    # Minutes that pass, not minutes on the wall: in the night when clocks change they differ.
    return datetime.fromtimestamp(begins.timestamp() + minutes * 60, begins.tzinfo)
