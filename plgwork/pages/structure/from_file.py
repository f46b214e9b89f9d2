"""People from a file: what it means is shown by name, then all of it is done, or nothing."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from plgwork.intake.rosters import compared, read
from plgwork.models.rosters import StaffList, StaffMeaning, StaffNews
from plgwork.pages.guard import guarded
from plgwork.pages.page import Page
from plgwork.pages.school.answers import Answers, Message, Problems, answering
from plgwork.pages.school.problems import problem_items
from plgwork.pages.structure.clear import no_plgs
from plgwork.pages.structure.reading import Reading
from plgwork.widgets import Form, Links, Panels, Section, Table, Upload

MOST_BYTES = 20_000_000
KINDS = ".csv,.tsv,.txt,.xlsx,.zip,text/csv"
NOTE = (
    "The whole staff in one file: OneRoster 1.1 or 1.2 as your student information system writes "
    "it, or CSV or Excel with a heading above each column (Name, E-mail, Job, Role, PLG, "
    "Facilitates); a list of names alone needs none. "
    "Students, families, passwords and phone numbers are passed over while it is read, and never "
    "kept. Nothing changes until you have seen what would."
)
KEEP, AWAY = "Do all of this", "Cancel"
STAY, LEFT = "stay", "left"
WHO = {
    STAY: "stays here, as they are",
    LEFT: "has left the school",
}
YOU = "Row {row} bears your name. You go on signing in as you do"
APART = "Say first who is who"
IS_IT = {"": "Choose one", "same": "It is the same person", "other": "Somebody else of that name"}
WHICH = "choose which school in it is yours"
MEANWHILE = "Somebody changed people or PLGs meanwhile. This is how it stands now; look once more."
ANSWERS = "see who cannot answer all three questions"
VERBS = {"added": "Added", "changed": "Changed", "ended": "Ended"}


class FromFile:
    """The file, what it means, and the one button that does it."""

    def __init__(self, page: Page, changed: Callable[[], None]) -> None:
        self._page = page
        self._changed = changed
        self._people = page.workbook.store.people
        self.others, self.next = Panels(), Panels()
        self.upload = Upload(label="Your file", note=NOTE, kinds=KINDS, most=MOST_BYTES)
        self.missing, self.which = Form(submit="Look again"), Form(submit="Read it for this school")
        self.meaning, self.news, self.keep = Panels(), Table(), Links()
        self.section = Section("people")
        self._listed: StaffList | None = None
        self._found: StaffMeaning | None = None
        self._file, self._missing = ("", b""), STAY
        self._same: dict[int, bool] = {}
        self._listen()

    def _listen(self) -> None:
        guard = guarded(self._page.notice.say)
        self.upload.when_whole(guarded(self.upload.refuse)(self._take))
        self.missing.listen("submit", answering(self.missing, self._look_again))
        self.which.listen("submit", answering(self.which, self._choose))
        self.keep.listen("ask", guard(self._ask))

    def show(self, now: Reading) -> None:
        """Show the way to hand in a file, or who does."""
        if not now.keeps_roster:
            title = "The steward brings people in"
            lines = [f"A staff list from a file is taken in by {now.acting}."]
            self.others.panels = [{"title": title, "lines": lines}]
            self.section.show(self.others)
            return
        if self._listed:
            self._found = self._compare(self._listed)
        bare = len(now.staff) > 1 and not now.groups
        self._bare = [{"kicker": "Next", **no_plgs(self._page, now)}] if bare else []
        self._draw()

    @property
    def note(self) -> str:
        """How it stands, for the steps."""
        return "look at your file" if self._found else ""

    def _draw(self) -> None:
        found = self._found
        # These three are always here: what is drawn anew would forget the file that was chosen.
        always = (self.next, self.upload, self.meaning)
        self.next.panels = [] if found else self._bare
        if found is None:
            self.meaning.panels = []
            self.section.show(*always)
            return
        asks = bool(found.problems and self._schools)
        self.meaning.panels = [_unclear(found) if asks else _told(found)]
        self.news.label = "What will change"
        self.news.head = ["Who", "What", "In words"]
        self.news.rows = [{"id": str(at), "cells": _row(one)} for at, one in enumerate(found.news)]
        self.keep.items = _offered(found)
        asked = self.which if asks else self.missing
        # Of a whole school the list is long: what one does about it stands above it.
        self.section.show(*always, asked, self.keep, self.news)

    def _take(self, name: str, data: bytes) -> None:
        self._put_away()
        self._draw()
        self._file = (name, data)
        self._read(self._page.workbook.school.name)

    def _read(self, school: str) -> None:
        """Read the file for a school of this name, and show what it means."""
        name, data = self._file
        self._listed = listed = read(data, name, school)
        self._same = dict.fromkeys(self._mine(listed), True)
        self._found = self._compare(listed)
        self._ask_who()
        self._ask_school(listed.schools)
        self._draw()
        people = WHICH if self._schools and not listed.people else _people(len(listed.people))
        self.upload.accept(f"{name} is read: {people}.")
        self.meaning.lead()

    def _mine(self, listed: StaffList) -> list[int]:
        """The row that bears the name of whoever hands it in, where nobody else here does."""
        name = self._page.workbook.me.name.casefold()
        alike = [one for one in self._people.staff() if one.name.casefold() == name]
        rows = [one.row for one in listed.people if one.name.casefold() == name]
        return rows if len(alike) == len(rows) == 1 else []

    @property
    def _schools(self) -> tuple[str, ...]:
        return self._listed.schools if self._listed else ()

    def _ask_school(self, schools: Sequence[str]) -> None:
        options = [{"id": one, "name": one} for one in schools]
        field = {"name": "school", "label": "Which school in it is yours?", "kind": "select"}
        chosen = schools[0] if schools else ""
        self.which.ask([field | {"options": options, "value": chosen, "wide": True}])

    def _choose(self, message: Message) -> Problems:
        chosen = Answers(message, {}).text("school")
        if chosen not in map(_on_one_line, self._schools):
            return {"school": "Choose one of these schools."}
        self._read(next(one for one in self._schools if _on_one_line(one) == chosen))
        return {}

    def _compare(self, listed: StaffList) -> StaffMeaning:
        return compared(
            listed,
            self._people.staff(),
            self._people.accounts(),
            self._people.groups(),
            missing_left=self._missing == LEFT,
            same=self._same,
        )

    def _ask_who(self) -> None:
        """Ask who is who, where a name is here already, and what of those who are missing."""
        asked = [
            _choice(f"row-{one.row}", f"Row {one.row}: {one.namesake}.", IS_IT, "")
            for one in (self._found.problems if self._found else ())
            if one.namesake
        ]
        asked += [
            _choice(f"row-{row}", YOU.format(row=row), IS_IT, "same" if same else "other")
            for row, same in self._same.items()
            if self._listed and row in self._mine(self._listed)
        ]
        missing = _choice("missing", "Whoever is not in this file", WHO, self._missing)
        self.missing.ask([*asked, missing])

    def _look_again(self, message: Message) -> Problems:
        answers = Answers(message, {"missing": self._missing})
        chosen = answers.text("missing")
        if chosen not in WHO or self._listed is None:
            return {"missing": "Choose one of the two."}
        told = {one.row: answers.text(f"row-{one.row}") for one in self._listed.people}
        self._same |= {row: is_it == "same" for row, is_it in told.items() if is_it}
        self._missing = chosen
        self._found = self._compare(self._listed)
        self._ask_who()
        self._draw()
        self.meaning.lead()
        return {}

    def _ask(self, message: Message) -> None:
        if message.get("text") == KEEP:
            self._keep()
        else:
            self._put_away()
            self.upload.clear()
            self._changed()

    def _keep(self) -> None:
        if self._listed is None or self._found is None:
            return
        seen, self._found = self._found, self._compare(self._listed)
        if seen != self._found or seen.problems:
            self._draw()
            self._page.notice.say(MEANWHILE)
            return
        self._page.workbook.store.staffing.take_in(seen.plan)
        self._put_away()
        self.upload.clear()
        self._changed()
        done = _counted(seen.news)
        self.next.lead()
        onward = "draft who meets with whom" if self._bare else ANSWERS
        self._page.notice.say(f"Done: {done}. Next: {onward}.")

    def _put_away(self) -> None:
        self._listed = self._found = None
        self._file, self._missing, self._same = ("", b""), STAY, {}


def _choice(name: str, label: str, choices: Mapping[str, str], value: str) -> dict[str, Any]:
    options = [{"id": one, "name": says} for one, says in choices.items()]
    field = {"name": name, "label": label, "kind": "select", "wide": True}
    return field | {"options": options, "value": value}


def _told(found: StaffMeaning) -> dict[str, Any]:
    problems = [one for one in found.problems if not one.namesake]
    wrong = len(problems)
    things = "One thing is" if wrong == 1 else f"{wrong} things are"
    title = f"{things} to be put right in the file first" if wrong else _title(found)
    same = [f"{_people(found.same)} stand in it as they are here already."] if found.same else []
    return {
        "kicker": "How your file was read",
        "title": title,
        "lines": [*_would(found, wrong), *found.decided, *same],
        "items": problem_items(problems),
        **({"more": _left_behind(found.dropped)} if found.dropped else {}),
    }


def _would(found: StaffMeaning, wrong: int) -> list[str]:
    """How much would change, where nothing in the file stands against it."""
    return [] if wrong or not found.news else [f"Once you say so: {_counted(found.news)}."]


def _unclear(found: StaffMeaning) -> dict[str, Any]:
    """Nothing is wrong with the file: it holds several schools, and none of this name."""
    lines = [f"{one.says[0].upper()}{one.says[1:]}" for one in found.problems]
    return {"kicker": "How your file was read", "title": "Which school is yours?", "lines": lines}


def _title(found: StaffMeaning) -> str:
    if found.problems:
        return APART
    return "Nothing is done yet" if found.news else "Nothing is to be done"


def _left_behind(dropped: Sequence[str]) -> dict[str, Any]:
    return {"summary": "What was left behind while reading", "lines": list(dropped)}


def _row(one: StaffNews) -> list[str]:
    return [one.who, VERBS[one.what], one.says]


def _offered(found: StaffMeaning) -> list[dict[str, Any]]:
    away = {"text": AWAY, "quiet": True}
    if found.problems or found.plan.empty:
        return [away]
    return [away, {"text": KEEP}]


def _counted(news: Sequence[StaffNews]) -> str:
    many = {what: sum(one.what == what for one in news) for what in VERBS}
    return ", ".join(f"{number} {what}" for what, number in many.items() if number)


def _on_one_line(name: str) -> str:
    return " ".join(name.split())


def _people(many: int) -> str:
    return "1 person" if many == 1 else f"{many} people"
