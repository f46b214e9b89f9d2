"""Days, times and excerpts, as people say them."""

from datetime import date, datetime, time

from plgwork.models.people import MeetingTime

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
    weeks = " and ".join(ORDINALS[week] for week in meets.weeks)
    day = meets.weekday.value.capitalize()
    often = f"Every {day}" if len(meets.weeks) >= 4 else f"{weeks.capitalize()} {day}"
    return f"{often}, {at_time(meets.starts)}, {meets.place}"


def excerpt(text: str, most: int) -> str:
    """The text, or its beginning when it is longer than that many characters."""
    return text if len(text) <= most else text[:most].rstrip() + "…"
