"""Oak School's time: a year, a break, other work, what it asks."""

from datetime import date, time

from plgwork.models.schedules import (
    MeetingRule,
    MeetingTime,
    OtherWork,
    SchoolYear,
    SpecialDays,
    SpecialKind,
    Weekday,
    Weekly,
)
from plgwork.store import VisitorStore

YEAR = SchoolYear(first=date(2026, 8, 19), last=date(2027, 6, 11), cycle=("A", "B"))
BREAK = SpecialDays(
    id="winter-break",
    kind=SpecialKind.CLOSED,
    name="Winter break",
    first=date(2026, 12, 24),
    last=date(2027, 1, 1),
)
FRIDAYS = MeetingTime(
    pattern=Weekly(weekday=Weekday.FRIDAY), starts=time(7, 30), minutes=50, place="Gym"
)
FACULTY = OtherWork(id="faculty-meeting", name="Faculty meeting", meets=FRIDAYS)
RULE = MeetingRule(minutes=60, times=3)


def keep_time(store: VisitorStore) -> None:
    """Enter all of it."""
    store.schedules.keep_year(YEAR)
    store.schedules.keep_special(BREAK.model_copy(update={"id": ""}))
    store.schedules.keep_other_work(FACULTY.model_copy(update={"id": ""}))
    store.schedules.keep_rule(RULE)
