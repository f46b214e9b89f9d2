"""What the page knows at one moment: read once, shown by every section."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from plgwork.analysis.schedules import span, year_plan
from plgwork.models.agreements import Party
from plgwork.models.meetings import Listed
from plgwork.models.people import Group, Person, Role
from plgwork.models.schedules import MeetingRule, OtherWork, SchoolDays, YearPlan
from plgwork.workbook import Workbook


@dataclass(frozen=True)
class Reading:
    """A school's groups and its time, as the visitor may read them."""

    workbook: Workbook
    groups: Sequence[Group]
    mine: Sequence[Group]
    days: SchoolDays
    other_work: Sequence[OtherWork]
    rule: MeetingRule
    staff: Sequence[Person]
    stewards: Sequence[Person]

    @property
    def today(self) -> date:
        """The school's date."""
        return self.workbook.today

    @property
    def year(self) -> tuple[date, date]:
        """The first and the last day of the school year that counts."""
        return span(self.today, self.days, self.workbook.calendar)

    @property
    def years(self) -> list[tuple[date, date]]:
        """The years that were entered, and the one that counts; the earliest first."""
        return sorted({self.year, *((one.first, one.last) for one in self.days.years)})

    @property
    def cycle(self) -> tuple[str, ...]:
        """The days of the school's cycle this year; empty where it has none."""
        year = self.days.year_of(self.year[0])
        return year.cycle if year else ()

    @property
    def edits(self) -> bool:
        """Whether the visitor says when groups meet: leaders and stewards do."""
        return bool({Role.LEADER, Role.STEWARD} & set(self.workbook.me.roles))

    @property
    def keeps_roster(self) -> bool:
        """Whether the visitor says who works here: stewards do."""
        return Role.STEWARD in self.workbook.me.roles

    @property
    def acting(self) -> str:
        """Who says who works here, by name."""
        return " or ".join(person.name for person in self.stewards) or "the steward of your school"

    def plans(self, year: tuple[date, date]) -> list[YearPlan]:
        """What every group plans in a year; who has no time yet plans nothing."""
        found = (year_plan(one.plg, *year, self.days, self.rule, one.since) for one in self.groups)
        return [plan for plan in found if plan]

    def met(self, year: tuple[date, date]) -> list[Listed]:
        """The meetings that PLGs planned or recorded in a year, up to today."""
        groups = [Party(plg_id=one.plg.id) for one in self.groups]
        first, last = year
        return self.workbook.store.meetings.between(groups, first, min(last, self.today))


def read(workbook: Workbook) -> Reading:
    """The school's groups and time as they are kept now."""
    schedules, people = workbook.store.schedules, workbook.store.people
    return Reading(
        workbook=workbook,
        groups=people.groups(),
        mine=people.my_groups(),
        days=schedules.school_days(),
        other_work=schedules.other_work(),
        rule=schedules.rule(),
        staff=schedules.everybody(),
        stewards=schedules.stewards(),
    )
