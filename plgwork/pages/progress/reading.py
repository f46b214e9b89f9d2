"""What the page knows at one moment: read once, told by all four areas."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from plgwork.analysis.schedules import span
from plgwork.models.agreements import Agreement, Kind, Party
from plgwork.models.meetings import Listed
from plgwork.models.people import Group, PlgKind, Role
from plgwork.models.schedules import SchoolDays
from plgwork.workbook import Workbook


@dataclass(frozen=True)
class Reading:
    """A school's PLGs in this school year, as far as it has come."""

    workbook: Workbook
    first: date
    last: date
    groups: Sequence[Group]
    days: SchoolDays
    met: Sequence[Listed]
    standing: Sequence[Agreement]

    @property
    def school(self) -> Party:
        """The school as one that agrees on things."""
        return Party(school_id=self.workbook.school.id)

    @property
    def plgs(self) -> list[Group]:
        """The school's own PLGs: not that of the facilitators or of the leaders."""
        return [one for one in self.groups if one.plg.kind is PlgKind.SCHOOL]

    @property
    def people(self) -> int:
        """How many people are in one of them."""
        return len({person.id for group in self.plgs for person in group.members})

    @property
    def edits(self) -> bool:
        """Whether whoever is here may look after rosters and time; a coach looks on."""
        return Role.LEADER in self.workbook.me.roles

    def agreed(self, kind: Kind) -> Agreement | None:
        """What the school adopted of a kind."""
        found = (one for one in self.standing if one.of == self.school and one.kind is kind)
        return next(found, None)


def read(workbook: Workbook) -> Reading:
    """The school as it is kept now."""
    store = workbook.store
    days = store.schedules.school_days()
    first, last = span(workbook.today, days, workbook.calendar)
    groups = store.people.groups()
    plgs = [one.plg.id for one in groups if one.plg.kind is PlgKind.SCHOOL]
    upto = min(last, workbook.today)
    met = store.meetings.between([Party(plg_id=one) for one in plgs], first, upto) if plgs else []
    return Reading(
        workbook=workbook,
        first=first,
        last=upto,
        groups=groups,
        days=days,
        met=met,
        standing=store.agreements.standing(),
    )
