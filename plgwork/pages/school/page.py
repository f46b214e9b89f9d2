"""The page: four steps that lead from an empty school to people who come in."""

from collections import defaultdict
from typing import Any

from plgwork.analysis.setup import setup
from plgwork.models.people import School
from plgwork.models.setup import Setup
from plgwork.pages.page import Page
from plgwork.pages.school.calendar import CalendarStep
from plgwork.pages.school.invite import InviteStep
from plgwork.pages.school.people import PeopleStep
from plgwork.pages.school.plgs import PlgsStep
from plgwork.widgets import Links, Steps
from plgwork.workbook import Workbook


class SetUp(Page):
    """A school's first day, and every later one on which something changes."""

    name = "school"

    def __init__(self, workbook: Workbook) -> None:
        super().__init__(workbook)
        self.steps = Steps(label="Steps of setting up")
        self.add(self.steps)
        self.calendar_step = CalendarStep(self, self.reread)
        self.people_step = PeopleStep(self, self.reread)
        self.plgs_step = PlgsStep(self, self.reread)
        self.invite_step = InviteStep(self)
        self.calendar = self.calendar_step.section
        self.people = self.people_step.section
        self.plgs = self.plgs_step.section
        self.invite = self.invite_step.section
        self._lead_on()
        self.when_changed([f"school:{workbook.school.id}"], self.reread)
        self.reread()

    def _lead_on(self) -> None:
        onward = (
            (self.calendar, "People", "people"),
            (self.people, "PLGs", "plgs"),
            (self.plgs, "Invite", "invite"),
        )
        for section, name, slug in onward:
            link = {"text": f"Go on to {name}", "href": f"#{slug}", "quiet": True}
            section.children = (*section.children, Links(items=[link]))

    def reread(self) -> None:
        """Take in what changed here or in another steward's window."""
        people = self.workbook.store.people
        groups = people.groups()
        now = setup(people.staff(), groups, people.accounts())
        places: dict[str, list[str]] = defaultdict(list)
        for group in groups:
            for person in group.members:
                places[person.id].append(group.plg.name)
        school = self.calendar_step.reread()
        self.people_step.reread(now, places)
        self.plgs_step.reread(now)
        self.invite_step.reread(now)
        self.steps.items = self._steps(school, now)

    def _steps(self, school: School, now: Setup) -> list[dict[str, Any]]:
        begun = len(now.people) > 1  # a steward alone has done nothing here yet
        rows = [
            ("calendar", "Calendar", self.calendar_step.name_of(school), begun),
            ("people", "People", _people(now), begun),
            ("plgs", "PLGs", _plgs(now), now.begun and bool(now.cohorts) and not now.unplaced),
            ("invite", "Invite", _invited(now), begun and len(now.joined) == len(now.people)),
        ]
        return [
            {"slug": slug, "name": name, "note": note, "done": done}
            for slug, name, note, done in rows
        ]


def _people(now: Setup) -> str:
    many = len(now.people)
    return "only you so far" if many == 1 else f"{many} people"


def _plgs(now: Setup) -> str:
    if not now.plgs:
        return "none yet"
    many = len(now.plgs) + len(now.cohorts)
    counted = "1 PLG" if many == 1 else f"{many} PLGs"
    if not now.cohorts:
        return f"{counted}, none for facilitators"
    return f"{counted}, {len(now.unplaced)} in none" if now.unplaced else counted


def _invited(now: Setup) -> str:
    return f"{len(now.joined)} of {len(now.people)} joined"


def build(workbook: Workbook) -> SetUp:
    """Setting up the school of whoever is here."""
    return SetUp(workbook)
