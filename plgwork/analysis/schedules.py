"""Planned time beside the rule: for each group and month, and over a year. Pure."""

from collections.abc import Iterator
from datetime import date, timedelta

from plgwork.analysis.patterns import LOOK_AHEAD, days, falls_away, school_days
from plgwork.models.content import Calendar
from plgwork.models.months import Month
from plgwork.models.people import Plg, PlgKind
from plgwork.models.schedules import (
    Fit,
    MeetingRule,
    MeetingTime,
    MonthPlan,
    SchoolDays,
    YearPlan,
)

SHORT_MONTH = 10  # days of school; with fewer, twice a month is not asked


def span(today: date, school: SchoolDays, calendar: Calendar) -> tuple[date, date]:
    """The first and the last day of the school year that counts today, or of the next one.

    From what the school entered; where it entered nothing, from its calendar's months.
    """
    if year := school.year_of(today):
        return year.first, year.last
    coming = sorted((year.first, year.last) for year in school.years if year.first > today)
    if coming:
        return coming[0]
    begins = Month(calendar.year_of(Month.of(today)), calendar.starts)
    months = [begins.plus(ahead) for ahead in range(12)]
    in_session = [month for month in months if calendar.prompts_month(month)]
    return in_session[0].first, in_session[-1].last


def year_plan(
    plg: Plg,
    first: date,
    last: date,
    school: SchoolDays,
    rule: MeetingRule,
    since: date | None = None,
) -> YearPlan | None:
    """What a group plans between two days, month by month; None when it has no time yet.

    Nothing is planned before ``since``, the day on which the group began.
    """
    if plg.meets is None:
        return None
    if plg.kind is PlgKind.FACILITATORS:  # who facilitate meet monthly, beside their own PLG
        rule = MeetingRule.model_construct(minutes=rule.minutes, times=1)
    begun = max(first, since or first)
    months = tuple(_months(plg.meets, (first, last), begun, school, rule))
    return YearPlan(
        plg_id=plg.id,
        since=begun,
        name=plg.name,
        months=months,
        too_brief=plg.meets.minutes < rule.minutes,
        never=not any(month.meetings for month in months),
    )


def ever_meets(meets: MeetingTime, today: date, school: SchoolDays) -> bool:
    """Whether there is any day from today on, within the years entered, on which they meet."""
    last = max((year.last for year in school.years), default=today + timedelta(LOOK_AHEAD))
    return bool(days(meets.pattern, today, last, school))


def _months(
    meets: MeetingTime,
    year: tuple[date, date],
    begun: date,
    school: SchoolDays,
    rule: MeetingRule,
) -> Iterator[MonthPlan]:
    first, last = year
    month = Month.of(first)
    while month <= Month.of(last):
        begins, ends = max(first, month.first), min(last, month.last)
        plan = _month(month, meets, max(begins, begun), ends, school, rule)
        # Of a month in which a group was not there yet, or only for a part, nothing is asked.
        late = begun > begins and plan.fit is not Fit.ENOUGH
        yield plan.model_copy(update={"fit": Fit.NOT_BEGUN}) if late else plan
        month = month.plus(1)


def _month(
    month: Month,
    meets: MeetingTime,
    first: date,
    last: date,
    school: SchoolDays,
    rule: MeetingRule,
) -> MonthPlan:
    met = len(days(meets.pattern, first, last, school))
    of_school = school_days(first, last, school)
    return MonthPlan(
        month=month,
        meetings=met,
        minutes=met * meets.minutes,
        school_days=of_school,
        falls_away=tuple(falls_away(meets.pattern, first, last, school)),
        fit=_fit(met if meets.minutes >= rule.minutes else 0, of_school, rule),
    )


def _fit(long_enough: int, of_school: int, rule: MeetingRule) -> Fit:
    if long_enough >= rule.times:
        return Fit.ENOUGH
    return Fit.SHORT_MONTH if of_school < SHORT_MONTH else Fit.LITTLE
