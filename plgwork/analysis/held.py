"""What was held of what was planned, and what the rest gave way to. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from plgwork.analysis.patterns import days
from plgwork.models.held import Given, MonthHeld
from plgwork.models.meetings import Became, Listed
from plgwork.models.months import Month
from plgwork.models.people import Plg
from plgwork.models.schedules import SchoolDays, YearPlan


def months_held(
    plg: Plg, plan: YearPlan, met: Iterable[Listed], today: date, school: SchoolDays
) -> list[MonthHeld]:
    """The months of a PLG's plan, each with what its records say of it."""
    became = Counter(
        (Month.of(one.day), one.course.became is Became.DISPLACED)
        for one in met
        if one.of.plg_id == plg.id and one.course
    )
    past = Counter(map(Month.of, _past(plg, plan, today, school)))
    return [
        MonthHeld(
            month=one.month,
            planned=one.meetings,
            past=min(past[one.month], one.meetings),
            held=became[one.month, False],
            gave_way=became[one.month, True],
        )
        for one in plan.months
    ]


def given_away(met: Iterable[Listed]) -> list[Given]:
    """What meetings gave to something else, the latest first."""
    found = [
        Given(
            name=one.name,
            day=one.day,
            minutes=one.minutes - one.course.minutes,
            of=one.minutes,
            taken_by=one.course.taken_by,
        )
        for one in met
        if one.course and one.course.taken_by and one.minutes > one.course.minutes
    ]
    return sorted(found, key=lambda one: (one.day, one.name), reverse=True)


def by_taker(given: Iterable[Given]) -> list[tuple[str, list[Given]]]:
    """The same by what took the time, whatever took most first."""
    takers: dict[str, list[Given]] = {}
    for one in given:
        takers.setdefault(one.taken_by, []).append(one)
    return sorted(takers.items(), key=lambda taker: (-minutes(taker[1]), taker[0]))


def minutes(given: Sequence[Given]) -> int:
    """How many minutes it is together."""
    return sum(one.minutes for one in given)


def _past(plg: Plg, plan: YearPlan, today: date, school: SchoolDays) -> list[date]:
    if plg.meets is None or not plan.months:
        return []
    last = min(plan.months[-1].month.last, today - timedelta(days=1))
    return days(plg.meets.pattern, plan.since, last, school)
