"""Days, times and excerpts, as people say them."""

from datetime import date, datetime, time


def in_words(day: date) -> str:
    """``Tuesday 6 October``."""
    return f"{day:%A} {day.day} {day:%B}"


def at_time(moment: datetime | time) -> str:
    """``3:15 pm``."""
    hour = moment.hour % 12 or 12
    return f"{hour}:{moment.minute:02d} {'am' if moment.hour < 12 else 'pm'}"


def excerpt(text: str, most: int) -> str:
    """The text, or its beginning when it is longer than that many characters."""
    return text if len(text) <= most else text[:most].rstrip() + "…"
