"""The page: five steps from who is in which PLG to one's own calendar."""

from plgwork.pages.page import Page
from plgwork.pages.structure.calendar import OwnCalendar
from plgwork.pages.structure.clear import TITLE, Clear
from plgwork.pages.structure.days import Days
from plgwork.pages.structure.from_file import FromFile
from plgwork.pages.structure.other import Other
from plgwork.pages.structure.reading import read
from plgwork.pages.structure.times import Times
from plgwork.widgets import Steps
from plgwork.workbook import Workbook


class StructurePage(Page):
    """A school's groups and its time; every member reads it, leaders and stewards change it."""

    name = "structure"

    def __init__(self, workbook: Workbook) -> None:
        super().__init__(workbook)
        self.steps = Steps(label="Steps of this page")
        self.add(self.steps)
        self.clearly, self.time_of = Clear(self), Times(self, self.reread)
        self.other_work, self.days_of = Other(self, self.reread), Days(self, self.reread)
        self.from_file, self.own = FromFile(self, self.reread), OwnCalendar(self)
        self.clear, self.times = self.clearly.section, self.time_of.section
        self.times.children = (*self.times.children, *self.other_work.parts)
        self.days, self.people = self.days_of.section, self.from_file.section
        self.calendar = self.own.section
        self.when_changed([], self.reread)
        self.reread()

    def reread(self) -> None:
        """Show how it stands now, after a change here or in another window."""
        now = read(self.workbook)
        self.live.topics = [
            f"person:{self.workbook.me.id}",
            f"school:{self.workbook.school.id}",
            *(f"plg:{group.plg.id}" for group in now.mine),
        ]
        for part in (self.clearly, self.time_of, self.other_work, self.days_of, self.from_file):
            part.show(now)
        self.own.show(now)
        rows = [
            ("who-who-when-and-where", TITLE, self.clearly.note),
            ("when-groups-meet", "When groups meet", self.time_of.note),
            ("school-days", "School days", self.days_of.note),
            ("people-from-a-file", "People from a file", self.from_file.note),
            ("calendar", "Calendar", self.own.note),
        ]
        self.steps.items = [
            {"slug": slug, "name": name, "note": note, "done": False} for slug, name, note in rows
        ]


def build(workbook: Workbook) -> StructurePage:
    """The structure of the school of whoever is here."""
    return StructurePage(workbook)
