"""The first step: what the school is called, what time it is there, when its year runs."""

from collections.abc import Callable
from typing import Any
from zoneinfo import available_timezones

from plgwork.models.content import Calendar
from plgwork.models.enrolling import SchoolChange
from plgwork.models.months import Month
from plgwork.models.people import School
from plgwork.pages.page import Page
from plgwork.pages.school.answers import Answers, Message, Problems, answering
from plgwork.pages.wording import at_time, in_words
from plgwork.widgets import Form, Section

ZONE_NOTE = "Write a few letters of the nearest large city, as in America/Chicago."
YEAR_NOTE = "Which months ask for a reflection, and which prompts each of them brings."


class CalendarStep:
    """A form of three fields, and what follows from them."""

    def __init__(self, page: Page, changed: Callable[[], None]) -> None:
        self._page = page
        self._changed = changed
        self._people = page.workbook.store.people
        self._content = page.workbook.content
        self.form = Form(title="Your school", submit="Save")
        self.form.listen("submit", answering(self.form, self._save))
        self.section = Section("calendar", self.form)
        self._shown: dict[str, Any] = {}

    def reread(self) -> School:
        """Show the school as it is kept, and leave what is being typed."""
        school = self._people.school()
        self._shown = school.model_dump(include={"name", "timezone", "calendar"})
        self.form.lines = [self._told(school)]
        self.form.fields = self._fields()
        return school

    def name_of(self, school: School) -> str:
        """When its year runs, in words."""
        return self._content.calendar(school.calendar).name

    def _told(self, school: School) -> str:
        now = self._page.workbook.now()
        calendar = self._content.calendar(school.calendar)
        return (
            f"It is {in_words(now.date())}, {at_time(now)}, at your school. "
            f"Reflections are asked for from {_month(calendar.starts)}: {_months(calendar)}."
        )

    def _fields(self) -> list[dict[str, Any]]:
        zones = sorted(zone for zone in available_timezones() if "/" in zone)
        years = self._content.cover.calendars.items()
        fields: list[dict[str, Any]] = [
            {"name": "name", "label": "Name of the school", "wide": True},
            {
                "name": "timezone",
                "label": "Time zone",
                "note": ZONE_NOTE,
                "options": [{"id": zone, "name": zone} for zone in zones],
            },
            {
                "name": "calendar",
                "label": "When the year runs",
                "kind": "select",
                "note": YEAR_NOTE,
                "options": [{"id": one, "name": calendar.name} for one, calendar in years],
            },
        ]
        return [field | {"value": self._shown[field["name"]]} for field in fields]

    def _save(self, message: Message) -> Problems:
        answers = Answers(message, self._shown)
        values = {name: answers.text(name) for name in self._shown if answers.changed(name)}
        if problems := self._problems(values):
            return problems
        if values:
            self._people.change_school(SchoolChange(**values))
            self._changed()
        self._page.notice.say("Saved. Pages that are open follow when they are loaded again.")
        return {}

    def _problems(self, values: dict[str, str]) -> Problems:
        problems: Problems = {}
        if values.get("name") == "":
            problems["name"] = "A school needs a name."
        if "timezone" in values and values["timezone"] not in available_timezones():
            problems["timezone"] = f"There is no time zone “{values['timezone']}”. {ZONE_NOTE}"
        if "calendar" in values and values["calendar"] not in self._content.cover.calendars:
            problems["calendar"] = "Choose one of the calendars."
        return problems


def _month(number: int) -> str:
    return Month(2000, number).name


def _months(calendar: Calendar) -> str:
    order = sorted(calendar.months, key=lambda number: (number - calendar.starts) % 12)
    return ", ".join(_month(number) for number in order)
