"""What a school has planned between two days: its groups' meetings and its other work. Pure."""

from collections.abc import Iterable
from datetime import date, timedelta, tzinfo

from plgwork.analysis.patterns import days, meeting_on
from plgwork.models.people import Group
from plgwork.models.schedules import MeetingTime, OtherWork, SchoolDays, Slot

OTHER = "other-work-"  # so that no id of other work is that of a group
PAST_DAYS, AHEAD_DAYS = 92, 365  # what a calendar holds where no school year says how far


def horizon(today: date, school: SchoolDays) -> tuple[date, date]:
    """The days that a calendar covers: a season back, and as far ahead as years were entered."""
    ahead = today + timedelta(AHEAD_DAYS)
    last = max((year.last for year in school.years if year.last >= today), default=ahead)
    return today - timedelta(PAST_DAYS), last


def planned(
    groups: Iterable[Group],
    other_work: Iterable[OtherWork],
    school: SchoolDays,
    between: tuple[date, date],
    zone: tzinfo,
) -> list[Slot]:
    """Every planned meeting of these groups, and other work, in the order of time."""
    told: list[tuple[str, str, MeetingTime]] = [
        (group.plg.id, group.plg.name, group.plg.meets) for group in groups if group.plg.meets
    ]
    told += [(OTHER + work.id, work.name, work.meets) for work in other_work]
    found = [
        meeting_on(day, of, name, meets, zone)
        for of, name, meets in told
        for day in days(meets.pattern, *between, school)
    ]
    return sorted(found, key=lambda one: (one.starts_at, one.of))
