"""The third step: the PLGs, who is in them, who facilitates. When they meet stands on Structure."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from plgwork.errors import AccessError
from plgwork.models.enrolling import PlgChange
from plgwork.models.people import Group, Person, PlgKind, Role
from plgwork.models.setup import Setup
from plgwork.pages.guard import guarded
from plgwork.pages.page import Page
from plgwork.pages.school.answers import Answers, Message, Problems, answering
from plgwork.pages.wording import listed, meeting
from plgwork.widgets import Form, Links, Panels, Section, Table

ADD, COHORT = "Add a PLG", "Make the facilitators’ PLG"
DRAFT = "Draft them by what people teach"
NONE_YET = "No PLG yet. A first one needs a name and its people; when and where can wait."
SEVERAL = (
    "No PLG yet. Draft all of them at once, look at who would meet with whom, and publish it. Or "
    "add one by hand: a name and its people are enough, when and where can wait."
)
WHEN = "Say when and where they meet"
KIND = (
    "Almost always a school PLG. The other kinds are for facilitators, for leaders, or for people "
    "of one job at several schools."
)
FACILITATES = "Whoever facilitates also gets a private place here to look back on each month."
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
        drafts = self._drafts(now)
        self.table.empty = SEVERAL if drafts else NONE_YET
        self.more.items = [
            *drafts,
            {"text": ADD, "href": "", "quiet": bool(drafts or now.plgs)},
            *([] if now.cohorts else [{"text": COHORT, "href": "", "quiet": True}]),
            *([{"text": _adding(now), "href": "", "quiet": True}] if late else []),
            *([{"text": WHEN, "href": self._when(), "quiet": True}] if now.plgs else []),
        ]

    def _when(self) -> str:
        address = self._page.address("structure")
        return f"{address}#when-groups-meet" if self._page.workbook.place.served else address

    def _drafts(self, now: Setup) -> list[dict[str, Any]]:
        """The quick way, for a school that has people and no PLG of them."""
        href = self._page.address("groupings", step="drafts")
        return [] if now.plgs or len(now.people) < 2 else [{"text": DRAFT, "href": href}]

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
        people = self._now.people
        named = [
            {"id": one.id, "name": ", ".join(filter(None, (one.name, one.work)))} for one in people
        ]
        facilitators = [{"id": "", "name": "Nobody yet"}, *named]
        return [
            {"name": "name", "label": "Name"},
            {
                "name": "kind",
                "label": "What kind of PLG it is",
                "kind": "select",
                "note": KIND,
                "options": self._terms("plg-kinds"),
            },
            {
                "name": "grouping",
                "label": "What its people have in common",
                "kind": "select",
                "options": [{"id": "", "name": "Not said"}, *self._groupings(shown)],
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
                "options": _to_choose_from(people, self._now.plgs, shown),
                "wide": True,
            },
        ]

    def _groupings(self, shown: Shown) -> list[dict[str, str]]:
        """Our ways and the school’s own; one that is gone stays with the PLG that has it."""
        own = self._page.workbook.configurations.configurations
        named = {one["id"]: one["name"] for one in self._terms("groupings")}
        named = {one.id: one.name for one in own.values()} | named
        if shown["grouping"]:
            named.setdefault(shown["grouping"], shown["grouping"])
        return [{"id": one, "name": name} for one, name in named.items()]

    def _terms(self, vocabulary: str) -> list[dict[str, str]]:
        terms = self._page.workbook.content.vocabulary(vocabulary).terms
        return [{"id": one.id, "name": one.name} for one in terms]

    # --- keeping it -----------------------------------------------------------------------

    def _save(self, message: Message) -> Problems:
        answers = Answers(message, self._kept)
        if problems := self._problems(answers):
            return problems
        said = _said(answers)
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
        groupings = {one["id"] for one in self._groupings(self._kept)}
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
    }


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
    }


def _to_choose_from(
    people: Sequence[Person], plgs: Sequence[Group], shown: Shown
) -> list[dict[str, str]]:
    """Everybody with their job: who is in this PLG, then who is in none, then who is in another."""
    inside = set(shown["members"])
    elsewhere: dict[str, list[str]] = {}
    for group in plgs:
        for person in group.members if group.plg.id != shown["id"] else ():
            elsewhere.setdefault(person.id, []).append(group.plg.name)

    def told(one: Person) -> dict[str, str]:
        already = f"now in {listed(elsewhere[one.id])}" if one.id in elsewhere else ""
        return {
            "id": one.id,
            "name": one.name,
            "note": "; ".join(filter(None, (one.work, already))),
        }

    return [
        told(one)
        for one in sorted(people, key=lambda one: (one.id not in inside, one.id in elsewhere))
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
