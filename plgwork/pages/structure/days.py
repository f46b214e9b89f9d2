"""School days: the year, its cycle, and the days set apart in it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from plgwork.errors import AccessError
from plgwork.models.schedules import SchoolYear, SpecialDays, SpecialKind
from plgwork.pages.guard import guarded
from plgwork.pages.page import Page
from plgwork.pages.school.answers import Answers, Message, Problems, answering
from plgwork.pages.structure.reading import Reading
from plgwork.pages.wording import in_words, listed
from plgwork.widgets import Form, Links, Section, Table

ENTER, SET_APART = "Enter a school year", "Set days apart"
KINDS = {
    SpecialKind.CLOSED: "School is closed",
    SpecialKind.EARLY_RELEASE: "Early release",
    SpecialKind.TESTING: "Testing",
}
NO_YEAR = "No school year is entered yet: until then every day counts as one of school."
NO_SPECIAL = "No days are set apart yet: breaks, early release, testing weeks."
CYCLE_NOTE = (
    "The names of its days in order, as in A, B, or 1, 2, 3, 4, 5, 6. Empty without a cycle."
)
MEET = "PLGs meet all the same"
CLOSED_NOBODY = "While school is closed nobody meets. Take the tick away, or choose another kind."
Shown = Mapping[str, Any]


class Days:
    """The years and the days set apart, and a form for one of either."""

    def __init__(self, page: Page, changed: Callable[[], None]) -> None:
        self._page = page
        self._changed = changed
        self._schedules = page.workbook.store.schedules
        self.years = Table(
            label="School years", head=["First day", "Last day", "Cycle"], empty=NO_YEAR
        )
        self.special = Table(
            label="Days set apart", head=["What", "When", "Kind", "PLGs"], empty=NO_SPECIAL
        )
        self.more, self.year, self.apart = Links(), Form(dialog=True), Form(dialog=True)
        self.section = Section("days", self.years, self.special, self.more, self.year, self.apart)
        self._kept: Shown = {}
        self._listen()

    def _listen(self) -> None:
        guard = guarded(self._page.notice.say)
        self.years.listen("open", guard(self._open_year))
        self.special.listen("open", guard(self._open_special))
        self.more.listen("ask", guard(self._ask))
        self.year.listen("submit", answering(self.year, self._save_year))
        self.year.listen("other", guard(lambda _message: self._drop_year()))
        self.apart.listen("submit", answering(self.apart, self._save_special))
        self.apart.listen("other", guard(lambda _message: self._drop_special()))

    def show(self, now: Reading) -> None:
        """Show the days as they are kept."""
        self._now = now
        self._years = {f"{one.first}": one for one in now.days.years}
        # What lies before the year that counts is kept, and in nobody's way.
        self._special = {one.id: one for one in now.days.special if one.last >= now.year[0]}
        for table in (self.years, self.special):
            table.verb = "Change" if now.edits else ""
        self.years.rows = [{"id": key, "cells": _year(one)} for key, one in self._years.items()]
        self.special.rows = [
            {"id": key, "cells": _special(one)} for key, one in self._special.items()
        ]
        offered = [{"text": name, "quiet": True} for name in (ENTER, SET_APART)]
        self.more.items = offered if now.edits else []

    @property
    def note(self) -> str:
        """How it stands, for the steps."""
        if not self._years:
            return "no year entered yet"
        many = len(self._special)
        return "1 set apart" if many == 1 else f"{many} set apart"

    # --- a year -----------------------------------------------------------------------------

    def _ask(self, message: Message) -> None:
        if message.get("text") == ENTER:
            self._ask_year(None)
        elif message.get("text") == SET_APART:
            self._ask_special(None)

    def _open_year(self, message: Message) -> None:
        self._ask_year(self._found(self._years, message))

    def _found(self, kept: Mapping[str, Any], message: Message) -> Any:
        found = kept.get(str(message.get("id", "")))
        if found is None:
            raise AccessError("This is no longer here.")
        return found

    def _ask_year(self, year: SchoolYear | None) -> None:
        self._page.notice.say("")
        self._kept = {
            "of": year.first if year else None,
            "first": f"{year.first}" if year else "",
            "last": f"{year.last}" if year else "",
            "cycle": ", ".join(year.cycle) if year else "",
        }
        fields: list[dict[str, Any]] = [
            {"name": "first", "label": "First day of school", "kind": "date"},
            {"name": "last", "label": "Last day of school", "kind": "date"},
            {"name": "cycle", "label": "Days of the cycle", "note": CYCLE_NOTE, "wide": True},
        ]
        self.year.ask(
            [field | {"value": self._kept[field["name"]]} for field in fields],
            title="A school year",
            other="Take this year out" if year else "",
        )

    def _save_year(self, message: Message) -> Problems:
        answers = Answers(message, self._kept)
        first, last, problems = _between(answers)
        if first is None or last is None:
            return problems
        cycle = tuple(filter(None, (one.strip() for one in answers.text("cycle").split(","))))
        try:
            year = SchoolYear(first=first, last=last, cycle=cycle)
        except ValidationError as error:
            said = _said(error)
            return {("cycle" if "cycle" in said else "last"): said}
        if overlap := self._overlapping(year):
            return {"first": f"It overlaps with the year from {in_words(overlap.first)}."}
        self._schedules.keep_year(year, instead_of=self._kept["of"])
        self._changed()
        self._page.notice.say("Saved. Meetings outside the year no longer count.")
        return {}

    def _overlapping(self, year: SchoolYear) -> SchoolYear | None:
        others = (one for one in self._years.values() if one.first != self._kept["of"])
        return next(
            (one for one in others if one.first <= year.last and year.first <= one.last), None
        )

    def _drop_year(self) -> None:
        self._schedules.drop_year(self._kept["of"])
        self.year.shown = False
        self._changed()
        self._page.notice.say("The year is taken out.")

    # --- days set apart ---------------------------------------------------------------------

    def _open_special(self, message: Message) -> None:
        self._ask_special(self._found(self._special, message))

    def _ask_special(self, one: SpecialDays | None) -> None:
        self._page.notice.say("")
        self._kept = {
            "id": one.id if one else "",
            "name": one.name if one else "",
            "kind": one.kind.value if one else SpecialKind.CLOSED.value,
            "first": f"{one.first}" if one else "",
            "last": f"{one.last}" if one else "",
            "meet": ["meet"] if one and one.plgs_meet else [],
        }
        options = [{"id": kind.value, "name": name} for kind, name in KINDS.items()]
        fields: list[dict[str, Any]] = [
            {"name": "name", "label": "What they are called", "wide": True},
            {"name": "kind", "label": "Kind", "kind": "select", "options": options, "wide": True},
            {"name": "first", "label": "First day", "kind": "date"},
            {
                "name": "last",
                "label": "Last day",
                "kind": "date",
                "note": "Empty for a single day.",
            },
            {
                "name": "meet",
                "label": "PLGs on these days",
                "kind": "checks",
                "options": [{"id": "meet", "name": MEET}],
                "wide": True,
            },
        ]
        self.apart.ask(
            [field | {"value": self._kept[field["name"]]} for field in fields],
            title=one.name if one else SET_APART,
            other="Let them be like other days" if one else "",
        )

    def _save_special(self, message: Message) -> Problems:
        answers = Answers(message, self._kept)
        first, last, problems = _between(answers, single=True)
        name, kind, meet = answers.text("name"), answers.text("kind"), answers.chosen("meet")
        if not name or len(name) > 120:
            problems["name"] = "Write what these days are called, in at most 120 letters."
        if kind not in set(SpecialKind):
            problems["kind"] = "Choose one of the kinds."
        if meet and kind == SpecialKind.CLOSED.value:
            problems["meet"] = CLOSED_NOBODY
        if problems or first is None or last is None:
            return problems
        told: dict[str, Any] = {"id": self._kept["id"], "name": name, "kind": kind}
        told["plgs_meet"] = bool(meet)
        self._schedules.keep_special(
            SpecialDays.model_validate(told | {"first": first, "last": last})
        )
        self._changed()
        self._page.notice.say(f"Saved: {name}. Every PLG’s year follows.")
        return {}

    def _drop_special(self) -> None:
        self._schedules.drop_special(self._kept["id"])
        self.apart.shown = False
        self._changed()
        self._page.notice.say(f"{self._kept['name']}: these are days like others again.")


def _between(answers: Answers, single: bool = False) -> tuple[date | None, date | None, Problems]:
    """The first and the last day that were filled in, and what is wrong with them."""
    first, last = _day(answers.text("first")), _day(answers.text("last"))
    if single and not answers.text("last"):
        last = first
    problems: Problems = {}
    if first is None:
        problems["first"] = "Choose the first day."
    if last is None:
        problems["last"] = "Choose the last day."
    if first and last and last < first:
        problems["last"] = "The last day comes before the first."
        return None, None, problems
    return first, last, problems


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _said(error: ValidationError) -> str:
    said = str(error.errors()[0]["msg"]).removeprefix("Value error, ")
    return f"{said[0].upper()}{said[1:]}."


def _year(year: SchoolYear) -> list[str]:
    days = [f"{in_words(day)} {day.year}" for day in (year.first, year.last)]
    return [*days, listed(year.cycle) or "none"]


def _special(one: SpecialDays) -> list[str]:
    return [
        one.name,
        " to ".join(_days(one)),
        KINDS[one.kind],
        "meet" if one.plgs_meet else "do not meet",
    ]


def _days(one: SpecialDays) -> Iterator[str]:
    yield f"{in_words(one.first)} {one.first.year}"
    if one.last != one.first:
        yield f"{in_words(one.last)} {one.last.year}"
