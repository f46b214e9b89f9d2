"""The day on which an agreement is looked at again."""

from datetime import date, timedelta
from typing import Any

from plgwork.pages.school.answers import Answers, Message, Problems

WHAT_HAPPENS = "From a month before that day on, Home reminds everybody it binds."
NO_DAY = "Choose a day that is still to come."


def day_field(day: date) -> dict[str, Any]:
    """The day on which it is looked at again, to choose."""
    return {
        "name": "review_on",
        "kind": "date",
        "label": "We look at it again on",
        "value": day.isoformat(),
        "wide": True,
    }


def chosen_day(message: Message, today: date) -> tuple[date | None, Problems]:
    """The day that was chosen, if it can be."""
    try:
        day = date.fromisoformat(Answers(message, {}).text("review_on"))
    except ValueError:
        return None, {"review_on": NO_DAY}
    if not today < day <= today + timedelta(days=3660):
        return None, {"review_on": NO_DAY}
    return day, {}
