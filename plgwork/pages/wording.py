"""Days, times and excerpts, as people say them."""

from collections.abc import Sequence
from datetime import date, datetime, time

from plgwork.models.schedules import (
    EveryOtherWeek,
    MeetingTime,
    Pattern,
    RotationDays,
    Weekday,
    Weekly,
)

ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth"}


def in_words(day: date) -> str:
    """``Tuesday 6 October``."""
    return f"{day:%A} {day.day} {day:%B}"


def at_time(moment: datetime | time) -> str:
    """``3:15 pm``."""
    hour = moment.hour % 12 or 12
    return f"{hour}:{moment.minute:02d} {'am' if moment.hour < 12 else 'pm'}"


def meeting(meets: MeetingTime) -> str:
    """``First and third Tuesday, 3:15 pm, Lab 204``."""
    return f"{how_often(meets.pattern)}, {at_time(meets.starts)}, {meets.place}"


def how_often(pattern: Pattern) -> str:
    """``First and third Tuesday``, ``Every other Monday``, ``A days``."""
    if isinstance(pattern, Weekly):
        return f"Every {_day(pattern.weekday)}"
    if isinstance(pattern, EveryOtherWeek):
        return f"Every other {_day(pattern.weekday)}"
    if isinstance(pattern, RotationDays):
        named = f"{listed(pattern.days)} days"
        return f"{_day(pattern.weekday)}s that are {named}" if pattern.weekday else named
    if len(pattern.weeks) >= 4:
        return f"Every {_day(pattern.weekday)}"
    weeks = listed([ORDINALS[week] for week in sorted(pattern.weeks)])
    return f"{weeks.capitalize()} {_day(pattern.weekday)}"


def listed(words: Sequence[str]) -> str:
    """``one``, ``one and two``, ``one, two and three``."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def _day(weekday: Weekday) -> str:
    return weekday.value.capitalize()


def excerpt(text: str, most: int) -> str:
    """The text, or its beginning when it is longer than that many characters."""
    return text if len(text) <= most else text[:most].rstrip() + "…"
