"""Who, who, when and where: one's own answer first, then every PLG, and who cannot answer."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from plgwork.analysis.clarity import own, unanswered
from plgwork.analysis.patterns import next_day
from plgwork.documents.handout import WORD, handout
from plgwork.models.handouts import Handout, HandoutGroup
from plgwork.models.people import Group
from plgwork.models.schedules import MeetingTime, Question, Unanswered
from plgwork.pages.guard import guarded
from plgwork.pages.page import Page
from plgwork.pages.structure.reading import Reading
from plgwork.pages.wording import at_time, how_often, in_words
from plgwork.widgets import Downloads, Panels, Section, Table

Panel = dict[str, Any]
ASKED = {
    Question.WHO: "Who is in my PLG?",
    Question.FACILITATES: "Who facilitates it?",
    Question.WHEN_AND_WHERE: "When and where does it meet?",
}
YOURSELF = "You can add yourself to one on School."
SET_DOWN = (
    "Everybody at your school is in a PLG that has a facilitator, a time and a place. So that they "
    "know it without looking here, print it and hand it out."
)
TITLE = "Who, who, when and where"
NOBODY, NOT_SET = "nobody yet", "not set yet"


class Clear:
    """One's own PLG, the check for who leads, the table of all, and the page to hand out."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.mine, self.check, self.onward = Panels(), Panels(), Panels()
        self.table = Table(
            label="Every PLG",
            head=["PLG", "Facilitated by", "Meets", "Where", "Who is in it"],
            empty="There is no PLG yet.",
        )
        self.downloads = Downloads()
        self.section = Section("clear")
        self.downloads.listen("ask", guarded(page.notice.say)(lambda _message: self._deliver()))

    def show(self, now: Reading) -> None:
        """Show how it stands."""
        self._now = now
        self.mine.panels = [self._own(group) for group in own(now.mine)] or [_none(now)]
        self.open = unanswered(now.staff, now.groups, now.today, now.days) if now.edits else []
        self.check.panels = [self._check()] if now.edits else []
        self.onward.panels = [self._next_year()]
        self._put()
        self.table.rows = [{"id": one.plg.id, "cells": _row(one)} for one in now.groups]

    def _put(self) -> None:
        """Where all is set down, the page to hand out is what one comes for; else, what is not."""
        handout = {"id": "handout", "text": "Handout to print (Word)"}
        settled = self._now.edits and not self.open
        self.downloads.items = [handout | {"main": settled}]
        first = (self.check, self.downloads, self.mine, self.table)
        parts = first if settled else (self.mine, self.check, self.table, self.downloads)
        self.section.show(*parts, self.onward)

    @property
    def note(self) -> str:
        """How it stands, for the steps."""
        if not self._now.edits:
            return "" if own(self._now.mine) else "you are in no PLG yet"
        people = len({one.person_id for one in self.open})
        return f"{_people(people)} cannot say" if people else "all of it is set down"

    def _own(self, group: Group) -> Panel:
        return {
            "kicker": "Your PLG",
            "title": group.plg.name,
            "facts": [
                ["Who is in it", ", ".join(person.name for person in group.members)],
                ["Who facilitates", self._facilitators(group)],
                ["When", self._when(group)],
                ["Where", group.plg.meets.place if group.plg.meets else NOT_SET],
            ],
        }

    def _facilitators(self, group: Group) -> str:
        named = _names(group)
        return named or f"{NOBODY}: {self._now.acting} can name someone"

    def _when(self, group: Group) -> str:
        meets = group.plg.meets
        if meets is None:
            return NOT_SET
        told = _when(meets)
        day = next_day(meets.pattern, self._now.today, self._now.days)
        return f"{told}; next on {in_words(day)}" if day else f"{told}; no day of it is to come"

    def _check(self) -> Panel:
        if not self.open:
            return {
                "kicker": "The check",
                "title": "For everybody it is set down who, who, when and where",
                "lines": [SET_DOWN],
            }
        people = {one.person_id for one in self.open}
        if not self._now.groups:
            return {"kicker": "The check", **no_plgs(self._page, self._now)}
        return {
            "kicker": "The check",
            "title": f"{_people(len(people))} cannot answer one of three questions",
            "items": [_item(question, self.open) for question in Question if _of(question, self)],
            **self._who_acts(),
        }

    def _who_acts(self) -> Panel:
        links = [{"text": "When groups meet", "href": "#when-groups-meet", "quiet": True}]
        if not self._now.keeps_roster:
            told = f"{self._now.acting} puts people into PLGs and names who facilitates."
            return {"lines": [told], "links": links}
        href = self._page.address("school")
        return {"links": [{"text": "People and PLGs", "href": href, "quiet": True}, *links]}

    def _next_year(self) -> Panel:
        drafts, says = (
            "Draft next year’s PLGs, hold two drafts side by side, and publish one.",
            "Say what group would serve you. Leaders and the steward read it before they draft.",
        )
        text, told = ("Groupings", drafts) if self._now.edits else ("What would serve you", says)
        return {
            "kicker": "Next year",
            "title": "Who meets with whom",
            "lines": [told],
            "links": [{"text": text, "href": self._page.address("groupings"), "quiet": True}],
        }

    def _deliver(self) -> None:
        self.downloads.deliver(*self.file())

    def file(self) -> tuple[str, str, bytes]:
        """The handout: its name, its media type, its bytes."""
        now = self._now
        alone = {one.person for one in self.open if one.question is Question.WHO}
        told = Handout(
            title=f"PLGs at {now.workbook.school.name}",
            school=now.workbook.school.name,
            made=f"{in_words(now.today)} {now.today.year}",
            groups=tuple(map(_handed_out, now.groups)),
            alone=tuple(sorted(alone)),
        )
        return f"who-when-and-where-{now.today:%Y-%m-%d}.docx", WORD, handout(told)


def no_plgs(page: Page, now: Reading) -> Panel:
    """Where a school has no PLG yet, for whoever makes them: how to come by them."""
    drafts = page.address("groupings", step="drafts")
    links: list[Panel] = [{"text": "Draft the PLGs", "href": drafts}]
    if now.keeps_roster:
        href = page.address("school", step="plgs")
        links.append({"text": "Make one by hand", "href": href, "quiet": True})
    return {
        "title": f"{_people(len([one for one in now.staff if one.roles]))}, and no PLG yet",
        "lines": [
            "Draft who meets with whom by what people teach, look at it, and publish it. Then say "
            "once when everybody meets."
        ],
        "links": links,
    }


def _when(meets: MeetingTime) -> str:
    return f"{how_often(meets.pattern)}, {at_time(meets.starts)} to {at_time(meets.ends)}"


def _handed_out(group: Group) -> HandoutGroup:
    meets = group.plg.meets
    return HandoutGroup(
        name=group.plg.name,
        facilitated_by=_names(group) or NOBODY,
        meets=_when(meets) if meets else NOT_SET,
        place=meets.place if meets else NOT_SET,
        members=tuple(person.name for person in group.members),
    )


def _of(question: Question, clear: Clear) -> list[Unanswered]:
    return [one for one in clear.open if one.question is question]


def _item(question: Question, found: Sequence[Unanswered]) -> dict[str, str]:
    """A question, and everybody who cannot answer it, with the reason once."""
    wanted = sorted((one.why, one.person) for one in found if one.question is question)
    reasons = [
        f"{', '.join(name for _, name in people)}: {why}"
        for why, people in groupby(wanted, key=lambda one: one[0])
    ]
    return {"title": ASKED[question], "text": "\n".join(reasons)}


def _row(group: Group) -> list[str]:
    meets = group.plg.meets
    when = f"{how_often(meets.pattern)}, {at_time(meets.starts)}" if meets else NOT_SET
    members = ", ".join(person.name for person in group.members)
    place = meets.place if meets else NOT_SET
    return [group.plg.name, _names(group) or NOBODY, when, place, members or NOBODY]


def _names(group: Group) -> str:
    return " and ".join(person.name for person in group.facilitators)


def _people(many: int) -> str:
    return "1 person" if many == 1 else f"{many} people"


def _none(now: Reading) -> Panel:
    return {
        "kicker": "Your PLG",
        "title": "You are in no PLG yet",
        "lines": [YOURSELF if now.keeps_roster else f"{now.acting} can add you to one."],
    }
