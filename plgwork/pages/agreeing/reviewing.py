"""On what day one looks at an agreement again: chosen when it is adopted, and moved later."""

from datetime import date, timedelta
from typing import Any

from plgwork.models.agreements import LASTS, Kind
from plgwork.pages.agreeing.sitting import Sitting
from plgwork.pages.school.answers import Answers, Message, Problems, answering
from plgwork.widgets import Form

AGAIN = "Look at it again on another day"
NO_DAY = "Choose a day that is still to come."
WHAT_HAPPENS = "From a month before that day on, Home reminds everybody it binds."
MEANWHILE = "A new edition was adopted meanwhile. Close this, and look at it first."
LONGEST = timedelta(days=3660)


class Reviewing:
    """A dialog that moves the day of one agreement that stands."""

    def __init__(self, sitting: Sitting, kind: Kind) -> None:
        self._sitting, self._kind = sitting, kind
        self.form = Form(dialog=True)
        self.form.listen("submit", answering(self.form, self._move))
        self._of = ""

    def ask(self) -> None:
        """Ask for another day; in a year, unless one says otherwise."""
        agreement = self._sitting.standing(self._kind)
        self._of = agreement.id if agreement else ""
        day = self._sitting.workbook.today + LASTS
        self.form.ask([day_field(day)], title=AGAIN, submit="Keep this day", lines=[WHAT_HAPPENS])

    def _move(self, message: Message) -> Problems:
        agreement = self._sitting.standing(self._kind)
        day, problems = chosen_day(message, self._sitting.workbook.today)
        if agreement is None or agreement.id != self._of:
            return {"review_on": MEANWHILE}
        if day is None:
            return problems
        self._sitting.workbook.store.agreements.review(agreement.id, day)
        self._sitting.changed()
        return {}


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
    if not today < day <= today + LONGEST:
        return None, {"review_on": NO_DAY}
    return day, {}
