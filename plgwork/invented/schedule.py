"""The days of the invented school in both of its years, entered by its steward."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Literal

from plgwork.content import Library
from plgwork.invented.school import Years
from plgwork.models.invented.schedule import InventedDay, InventedSpecial
from plgwork.models.invented.when import When
from plgwork.models.people import Role
from plgwork.models.schedules import OtherWork, SchoolYear, SpecialDays
from plgwork.store import Store

YEARS: tuple[Literal[1], Literal[2]] = (1, 2)


def keep(store: Store, library: Library, years: Years, now: datetime) -> None:
    """Let the steward enter both years, the days set apart in them, and what other work has."""
    told = library.invented_schedule
    steward = next(one.id for one in library.invented_school.people if Role.STEWARD in one.roles)
    schedules = store.for_visitor(steward, lambda: now).schedules
    for which in YEARS:
        first, last = (_date(years, which, one) for one in (told.year.first, told.year.last))
        schedules.keep_year(SchoolYear(first=first, last=last, cycle=told.year.cycle))
        for special in _special(years, which, told.special):
            schedules.keep_special(special)
    for work in told.other_work:
        schedules.keep_other_work(OtherWork(name=work.name, meets=work.meets))


def _special(
    years: Years, which: Literal[1, 2], told: tuple[InventedSpecial, ...]
) -> Iterator[SpecialDays]:
    for one in told:
        first = _date(years, which, one)
        yield SpecialDays(
            kind=one.kind,
            name=one.name,
            first=first,
            last=first + timedelta(days=one.days - 1),
            plgs_meet=one.plgs_meet,
        )


def _date(years: Years, which: Literal[1, 2], day: InventedDay) -> date:
    month = years.month(When(year=which, month=day.month))
    begins = (day.weekday.number - month.first.weekday()) % 7
    return month.first + timedelta(days=begins, weeks=day.week - 1)
