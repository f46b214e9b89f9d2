"""What the sections share: which cohort one looks at, who is in it, which months are meant."""

from collections.abc import Callable

from plgwork.models.people import Group, PlgKind, Role
from plgwork.workbook import Workbook


class Sitting:
    """One visit to one cohort."""

    def __init__(self, workbook: Workbook, say: Callable[[str], None]) -> None:
        self.workbook, self.say = workbook, say
        self.store = workbook.store
        self.coach = Role.COACH in workbook.me.roles
        groups = workbook.store.people.my_groups()
        self.groups = [one for one in groups if one.plg.kind is PlgKind.FACILITATORS]
        self.group: Group | None = next(iter(self.groups), None)
        self.month = workbook.month
        self.last = workbook.calendar.before(workbook.month)
        self.next = workbook.calendar.after(workbook.month)

    def choose(self, plg_id: str) -> None:
        """Look at another cohort; one that is not there leaves it as it is."""
        known = {one.plg.id: one for one in self.groups}
        self.group = known.get(plg_id, self.group)

    @property
    def plg_id(self) -> str:
        """The cohort's id; empty for whoever is in none."""
        return self.group.plg.id if self.group else ""

    @property
    def name(self) -> str:
        """What the cohort is called."""
        return self.group.plg.name if self.group else ""

    @property
    def many(self) -> int:
        """How many are in it."""
        return len(self.group.members) if self.group else 0

    @property
    def readers(self) -> str:
        """Who would read what one says here."""
        return f"The {self.many} people in {self.name}"
