"""The third step: the PLGs, who is in them, who facilitates, when and where they meet."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import time
from typing import Any

from pydantic import ValidationError

from plgwork.errors import AccessError
from plgwork.models.enrolling import PlgChange
from plgwork.models.people import (
    Group,
    MeetingTime,
    Person,
    PlgKind,
    Role,
    Weekday,
)
from plgwork.models.setup import Setup
from plgwork.pages.guard import guarded
from plgwork.pages.page import Page
from plgwork.pages.school.answers import Answers, Message, Problems, answering
from plgwork.pages.wording import meeting
from plgwork.widgets import Form, Links, Panels, Section, Table

ADD, COHORT = "Add a PLG", "Make the facilitators’ PLG"
NONE_YET = "No PLG yet. A first one needs a name and its people; when and where can wait."
WEEKS = ("First", "Second", "Third", "Fourth", "Fifth")
MEETING = ("weekday", "weeks", "starts", "minutes", "place")
FACILITATES = "They get the pages for reflecting."
Shown = Mapping[str, Any]


class PlgsStep:
    """The table of PLGs, whom it leaves out, and a form for one of them."""

    def __init__(self, page: Page, changed: Callable[[], None]) -> None:
        self._page = page
        self._changed = changed
        self._people = page.workbook.store.people
        self.table = Table(
            label="PLGs",
            verb="Change",
            head=["PLG", "Facilitated by", "Meets", "People"],
            empty=NONE_YET,
        )
        self.left = Panels()
        self.more = Links()
        self.plg = Form(dialog=True)
        self.section = Section("plgs", self.table, self.more, self.left, self.plg)
        self._kept: Shown = {}
        guard = guarded(page.notice.say)
        self.table.listen("open", guard(self._open))
        self.more.listen("ask", guard(self._ask))
        self.plg.listen("submit", answering(self.plg, self._save))

    def reread(self, now: Setup) -> None:
        """Show the PLGs as they are kept, and whom they leave out."""
        self._now = now
        self._groups = {group.plg.id: group for group in (*now.plgs, *now.cohorts)}
        self.table.rows = [{"id": one.plg.id, "cells": _row(one)} for one in self._groups.values()]
        self.left.panels = list(_left(now))
        late = _late(now)
        self.more.items = [
            {"text": ADD, "href": "", "quiet": bool(now.plgs)},
            *([] if now.cohorts else [{"text": COHORT, "href": "", "quiet": True}]),
            *([{"text": _adding(now), "href": "", "quiet": True}] if late else []),
        ]

    # --- a form for one -------------------------------------------------------------------

    def _ask(self, message: Message) -> None:
        asked = message.get("text")
        if asked == COHORT:
            self._show(_cohort(self._now))
        elif asked == ADD:
            self._show(_blank())
        elif late := _late(self._now):
            cohort = self._now.cohorts[0].plg
            joins = tuple(person.id for person in late)
            self._people.arrange(PlgChange(id=cohort.id, joins=joins))
            self._changed()
            self._page.notice.say(f"Saved: {cohort.name}.")

    def _open(self, message: Message) -> None:
        group = self._groups.get(str(message.get("id", "")))
        if group is None:
            raise AccessError("This PLG is no longer here.")
        self._show(_as_kept(group))

    def _show(self, shown: Shown) -> None:
        self._page.notice.say("")
        # Of a new one nothing is kept yet, whatever is proposed.
        self._kept = shown if shown["id"] else _blank()
        self.plg.ask(
            [field | {"value": shown[field["name"]]} for field in self._fields(shown)],
            title=shown["name"] if shown["id"] else ADD,
            submit="Save" if shown["id"] else "Add",
        )

    def _fields(self, shown: Shown) -> list[dict[str, Any]]:
        people = _options(self._now.people)
        facilitators = [{"id": "", "name": "Nobody yet"}, *people]
        inside = set(shown["members"])
        return [
            {"name": "name", "label": "Name"},
            {
                "name": "kind",
                "label": "Kind",
                "kind": "select",
                "options": self._terms("plg-kinds"),
            },
            {
                "name": "grouping",
                "label": "How its people belong together",
                "kind": "select",
                "options": [{"id": "", "name": "Not said"}, *self._terms("groupings")],
            },
            {
                "name": "facilitator",
                "label": "Facilitated by",
                "kind": "select",
                "options": facilitators,
                "note": FACILITATES,
            },
            {
                "name": "second",
                "label": "And by, if two share it",
                "kind": "select",
                "options": facilitators,
            },
            {
                "name": "members",
                "label": "Who is in it",
                "kind": "checks",
                "options": sorted(people, key=lambda one: one["id"] not in inside),
                "wide": True,
            },
            *_meeting_fields(),
        ]

    def _terms(self, vocabulary: str) -> list[dict[str, str]]:
        terms = self._page.workbook.content.vocabulary(vocabulary).terms
        return [{"id": one.id, "name": one.name} for one in terms]

    # --- keeping it -----------------------------------------------------------------------

    def _save(self, message: Message) -> Problems:
        answers = Answers(message, self._kept)
        meets, problems = _meeting(answers)
        problems |= self._problems(answers)
        if problems:
            return problems
        said = _said(answers)
        if answers.changed(*MEETING):
            said["meets"] = meets
        said |= _people(answers, self._kept)
        self._people.arrange(PlgChange(id=self._kept["id"] or None, **said))
        self._changed()
        self._page.notice.say(f"Saved: {answers.text('name')}.")
        return {}

    def _problems(self, answers: Answers) -> Problems:
        problems: Problems = {}
        if not answers.text("name"):
            problems["name"] = "Write what this PLG is called."
        if answers.text("kind") not in set(PlgKind):
            problems["kind"] = "Choose one of the kinds."
        groupings = {one["id"] for one in self._terms("groupings")}
        if answers.text("grouping") not in {"", *groupings}:
            problems["grouping"] = "Choose one of these, or leave it unsaid."
        if not (answers.chosen("members") or answers.text("facilitator")):
            problems["members"] = "Choose who is in it."
        return problems


# --- what a form shows --------------------------------------------------------------------


def _blank() -> Shown:
    return {
        "id": "",
        "name": "",
        "kind": PlgKind.SCHOOL.value,
        "grouping": "",
        "facilitator": "",
        "second": "",
        "members": [],
        **_no_meeting(),
    }


def _no_meeting() -> Shown:
    return {"weekday": "", "weeks": [], "starts": "", "minutes": "45", "place": ""}


def _cohort(now: Setup) -> Shown:
    """Proposed: everyone who facilitates, with the coach facilitating them."""
    coaches = [person.id for person in now.people if Role.COACH in person.roles]
    members = [person.id for person in now.people if Role.FACILITATOR in person.roles]
    first = coaches[0] if coaches else ""
    return {
        **_blank(),
        "name": "Facilitators’ PLG",
        "kind": PlgKind.FACILITATORS.value,
        "grouping": "role-alike",
        "facilitator": first,
        "members": members,
    }


def _as_kept(group: Group) -> Shown:
    plg = group.plg
    first, second = (*(one.id for one in group.facilitators), "", "")[:2]
    return {
        "id": plg.id,
        "name": plg.name,
        "kind": plg.kind.value,
        "grouping": plg.grouping or "",
        "facilitator": first,
        "second": second,
        "members": [person.id for person in group.members],
        **(_as_met(plg.meets) if plg.meets else _no_meeting()),
    }


def _as_met(meets: MeetingTime) -> Shown:
    return {
        "weekday": meets.weekday.value,
        "weeks": [str(week) for week in meets.weeks],
        "starts": f"{meets.starts:%H:%M}",
        "minutes": str(meets.minutes),
        "place": meets.place,
    }


def _options(people: Sequence[Person]) -> list[dict[str, str]]:
    """Names; with what they do where two bear one name."""
    borne = Counter(person.name for person in people)
    return [
        {"id": one.id, "name": one.name if borne[one.name] == 1 else f"{one.name}, {one.work}"}
        for one in people
    ]


def _meeting_fields() -> list[dict[str, Any]]:
    days = [{"id": day.value, "name": day.value.capitalize()} for day in Weekday]
    weeks = [{"id": str(n), "name": word} for n, word in enumerate(WEEKS, start=1)]
    return [
        {
            "name": "weekday",
            "label": "Meets on",
            "kind": "select",
            "options": [{"id": "", "name": "Not set yet"}, *days],
        },
        {"name": "starts", "label": "Begins at", "kind": "time"},
        {
            "name": "weeks",
            "label": "In these weeks of the month",
            "kind": "checks",
            "options": weeks,
            "wide": True,
        },
        {"name": "minutes", "label": "Minutes", "kind": "number", "min": 5, "max": 480},
        {"name": "place", "label": "Where"},
    ]


# --- what a form says ---------------------------------------------------------------------


def _said(answers: Answers) -> dict[str, Any]:
    said: dict[str, Any] = {}
    if answers.changed("name"):
        said["name"] = answers.text("name")
    if answers.changed("kind"):
        said["kind"] = PlgKind(answers.text("kind"))
    if answers.changed("grouping"):
        said["grouping"] = answers.text("grouping") or None
    return said


def _people(answers: Answers, kept: Shown) -> dict[str, Any]:
    before = {str(kept[name]) for name in ("facilitator", "second")} - {""}
    now = {answers.text(name) for name in ("facilitator", "second")} - {""}
    return {
        "joins": tuple(sorted(answers.given("members") - now)),
        "leaves": tuple(sorted(answers.taken("members") - now)),
        "facilitates": tuple(sorted(now - before)),
        "facilitates_no_longer": tuple(sorted(before - now)),
    }


def _meeting(answers: Answers) -> tuple[MeetingTime | None, Problems]:
    """When and where it meets, whole or not at all; every problem at once."""
    if not answers.text("weekday"):
        return None, {}
    problems = {
        name: says
        for name, says in {
            "weeks": "Choose at least one week.",
            "starts": "Write when it begins.",
            "place": "Write where it meets.",
        }.items()
        if not (answers.chosen(name) if name == "weeks" else answers.text(name))
    }
    if not (answers.text("minutes").isdecimal() and 5 <= int(answers.text("minutes")) <= 480):
        problems["minutes"] = "Write how many minutes it lasts, from 5 to 480."
    if problems:
        return None, problems
    try:
        return _met(answers), {}
    except (ValidationError, ValueError):
        return None, {"weekday": "This is not a day and a time on which a group can meet."}


def _met(answers: Answers) -> MeetingTime:
    return MeetingTime(
        weekday=Weekday(answers.text("weekday")),
        starts=time.fromisoformat(answers.text("starts")),
        minutes=int(answers.text("minutes")),
        weeks=tuple(sorted(int(week) for week in answers.chosen("weeks"))),
        place=answers.text("place"),
    )


# --- what the page shows ------------------------------------------------------------------


def _row(group: Group) -> list[str]:
    names = " and ".join(person.name for person in group.facilitators)
    meets = meeting(group.plg.meets) if group.plg.meets else "not set yet"
    return [group.plg.name, names or "nobody yet", meets, str(len(group.members))]


def _left(now: Setup) -> list[dict[str, Any]]:
    panels = []
    if now.plgs and now.unplaced:
        panels.append(
            {
                "title": f"In no PLG yet: {len(now.unplaced)}",
                "lines": [", ".join(person.name for person in now.unplaced)],
            }
        )
    if late := _late(now):
        names = ", ".join(person.name for person in late)
        panels.append(
            {
                "title": f"They facilitate, and are not in {now.cohorts[0].plg.name}",
                "lines": [names, "Only there can they share what they write with one another."],
            }
        )
    return panels


def _late(now: Setup) -> Sequence[Person]:
    """Who facilitates and is in no facilitators' PLG, where there is one."""
    inside = {person.id for group in now.cohorts for person in group.members}
    facilitate = [one for group in now.plgs for one in group.facilitators]
    late = {one.id: one for one in facilitate if one.id not in inside}
    return list(late.values()) if now.cohorts else []


def _adding(now: Setup) -> str:
    return f"Add them to {now.cohorts[0].plg.name}"
