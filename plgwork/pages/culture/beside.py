"""The last step: leaders who meet in a PLG too, and what a school believes of learning."""

from typing import Any

from plgwork.analysis.patterns import next_day
from plgwork.analysis.schedules import span
from plgwork.models.agreements import Party
from plgwork.models.people import Group, PlgKind, Role
from plgwork.pages.culture.agreed import unit_at
from plgwork.pages.page import Page
from plgwork.pages.wording import at_time, in_words, listed, meeting
from plgwork.widgets import Panels, Section

BELIEFS = ("collective-efficacy", "trust-and-safety")
LESSON = "shared-efficacy-and-beliefs"
ASKERS = {Role.LEADER, Role.COACH}
ASKING = "Two short questionnaires ask how far your staff do. They open in Surveys, to take away."
ADOPTED = " What they adopted, you read above under its name."
NONE = {
    "kicker": "Leaders do it too",
    "title": "No PLG of your leaders is entered here yet",
    "lines": ["Once they meet in one of their own, you read here that they do, and when."],
}


class Beside:
    """Panels for all staff; questionnaires for those who ask with them."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.panels = Panels()
        self.section = Section("beside", self.panels)

    def reread(self) -> None:
        """Show how things stand."""
        people = self._page.workbook.store.people
        ours = [
            one
            for one in people.groups()
            if one.plg.kind is PlgKind.LEADERS and one.plg.school_id and one.members
        ]
        found = [(one, _all_of(one)) for one in ours]
        found += [(one, _ours_in(one, self._school)) for one in people.leaders_beside()]
        leaders = [self._leaders(one, who) for one, who in found] or [NONE]
        self.panels.panels = [*leaders, *self._outside(), *self._beliefs()]

    @property
    def note(self) -> str:
        """What the step says of itself in a word or two."""
        return "for all staff"

    @property
    def _school(self) -> str:
        return self._page.workbook.school.id

    def _leaders(self, group: Group, who: str) -> dict[str, Any]:
        meets = group.plg.meets
        names = listed([one.name for one in group.facilitators])
        facts = [["How often", meeting(meets) if meets else "not set yet"], *self._next(group)]
        return {
            "kicker": "Leaders do it too",
            "title": f"Your leaders meet in a PLG of their own: {group.plg.name}",
            "facts": [*facts, *([["Facilitated by", names]] if names else [])],
            "lines": [
                f"{who} to it, with norms and protocols like yours."
                + (ADOPTED if group.plg.school_id else "")
            ],
        }

    def _next(self, group: Group) -> list[list[str]]:
        meets, workbook = group.plg.meets, self._page.workbook
        if meets is None:
            return []
        day = next_day(meets.pattern, workbook.today, workbook.store.schedules.school_days())
        return [["Next meeting", f"{in_words(day)}, {at_time(meets.starts)}"]] if day else []

    def _outside(self) -> list[dict[str, Any]]:
        """How often a protocol was used where no PLG met, this school year."""
        workbook = self._page.workbook
        days = workbook.store.schedules.school_days()
        since, _ = span(workbook.today, days, workbook.calendar)
        told = workbook.store.meetings.outside(Party(school_id=workbook.school.id), since)
        if not told.meetings:
            return []
        whole = f"{told.meetings} faculty, leadership and other meetings"
        return [
            {
                "kicker": "Outside PLGs, this school year",
                "title": f"A protocol in {told.with_protocol} of {told.meetings} meetings",
                "lines": [f"Of {whole} that were planned here and took place."],
            }
        ]

    def _beliefs(self) -> list[dict[str, Any]]:
        workbook = self._page.workbook
        unit = workbook.content.lessons.get(LESSON)
        items = self._questionnaires() if ASKERS & set(workbook.me.roles) else []
        href = unit_at(self._page, LESSON)
        lesson = {
            "text": f"A unit on it: {unit.title}" if unit else "",
            "href": href,
            "quiet": True,
        }
        return [
            {
                "kicker": "What we believe",
                "title": "That together we can reach every student",
                "lines": [
                    "Norms hold where people believe that their own teaching can grow, and that "
                    "every child’s learning can.",
                    *([ASKING] if items else []),
                ],
                "items": items,
                "links": [lesson] if unit else [],
            }
        ]

    def _questionnaires(self) -> list[dict[str, str]]:
        known = self._page.workbook.questionnaires.questionnaires
        return [
            {
                "title": one.instrument.title,
                "text": one.purpose,
                "note": f"{len(one.instrument.items)} questions, {one.minutes} minutes",
                "href": self._page.address("surveys", f"ask={one.id}"),
            }
            for name in BELIEFS
            if (one := known.get(name))
        ]


def _all_of(group: Group) -> str:
    return f"{len(group.members)} people bring their own work"


def _ours_in(group: Group, school: str) -> str:
    """Of several schools one knows the leaders of one's own."""
    leads = [one for one in group.members if one.school_id == school and Role.LEADER in one.roles]
    names = listed([one.name for one in leads])
    brings = "brings" if len(leads) == 1 else "bring"
    return f"With leaders of other schools, {names} {brings} their own work"
