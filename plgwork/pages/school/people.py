"""The second step: who works here. A list that is pasted; then person by person."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from plgwork.errors import AccessError
from plgwork.intake import enrolment, misnamed, read, unusable
from plgwork.intake.rosters import of_one_roster
from plgwork.models.enrolling import Enrolment, Newcomer, PersonChange
from plgwork.models.people import Person, Role
from plgwork.models.setup import Setup
from plgwork.pages.guard import guarded
from plgwork.pages.page import Page
from plgwork.pages.school.answers import Answers, Message, Problems, answering
from plgwork.pages.school.problems import problem_items
from plgwork.pages.wording import in_words
from plgwork.widgets import Form, Links, Panels, Section, Table

A_FILE = "A staff list from a file: CSV, Excel or OneRoster"
ONE_ROSTER = (
    "Hand it in as the file it is, whole or packed: the staff are found in it, and students and "
    "families are passed over."
)
CLEAR = "Clear the list"
PASTE = [
    "Copy the rows from your spreadsheet and paste them, or write one person on each line. "
    "Names are enough; with an e-mail address people can be invited.",
    "Nothing is kept until you have seen how it was read.",
]
BOX = "Names, and what else you have: e-mail, job, role. Headings help and are not needed."
SIGN_IN = "An e-mail address, or a name of your school’s. Without one they cannot be invited."
NOBODY = {"id": "", "name": "", "account": "", "work": "", "roles": ["member"]}
LEAVING = [
    "After that day they can no longer open the workbook, and their places in PLGs end. "
    "What they wrote stays theirs: nobody else can open it here."
]
MEANWHILE = "The people here changed in the meantime. This is how it stands now; look once more."


class PeopleStep:
    """The list to paste, what it would mean, and everybody who is here."""

    def __init__(self, page: Page, changed: Callable[[], None]) -> None:
        self._page = page
        self._changed = changed
        self._people = page.workbook.store.people
        self.file = Links(items=[file_link(page) | {"quiet": True}])
        self.paste = Form(title="Paste a list", submit="Look at this list")
        self.meaning, self.rows, self.keep = Panels(), Table(label="Row by row"), Links()
        self.everybody = Table(
            label="Everybody here",
            verb="Change",
            head=["Name", "Signs in as", "Roles", "Job", "PLGs"],
        )
        self.more = Links(items=[{"text": "Add one person", "href": "", "quiet": True}])
        self.person = Form(dialog=True)
        self.section = Section(
            "people",
            *(self.file, self.paste, self.meaning, self.rows, self.keep),
            *(self.everybody, self.more, self.person),
        )
        self._found: Enrolment | None = None
        self._text = ""
        self._shown: Mapping[str, Any] = NOBODY
        self._listen()
        self._clear()

    def _listen(self) -> None:
        guard = guarded(self._page.notice.say)
        self.paste.listen("submit", answering(self.paste, self._look))
        self.keep.listen("ask", guard(self._keep))
        self.everybody.listen("open", guard(self._open))
        self.more.listen("ask", guard(lambda _message: self._ask(NOBODY)))
        self.person.listen("submit", answering(self.person, self._save))
        self.person.listen("other", guard(lambda _message: self._ask_when()))

    def reread(self, now: Setup, places: Mapping[str, list[str]]) -> None:
        """Show everybody as they are kept."""
        self._accounts = {one.person_id: one.name for one in self._people.accounts()}
        self._here = {person.id: person for person in now.people}
        self.everybody.label = f"Everybody here: {len(now.people)}"
        self.everybody.rows = [
            {
                "id": one.id,
                "cells": [
                    *(one.name, self._accounts.get(one.id, "no name yet"), self._roles(one)),
                    *(one.work, ", ".join(places.get(one.id, ["none yet"]))),
                ],
            }
            for one in now.people
        ]

    def _roles(self, person: Person) -> str:
        names = self._page.workbook.content.vocabulary("roles")
        shown = [role for role in person.roles if role is not Role.MEMBER] or person.roles
        return ", ".join(names.name(role.value) for role in shown)

    # --- a list ---------------------------------------------------------------------------

    def _clear(self) -> None:
        field = {"name": "list", "label": "Your list", "kind": "textarea", "value": ""}
        self.paste.ask([field | {"note": BOX, "wide": True}], lines=PASTE)
        self._found, self._text = None, ""
        self._show()

    def _look(self, message: Message) -> Problems:
        values = message.get("values")
        return self._study(str(values.get("list", "")) if isinstance(values, dict) else "")

    def _study(self, text: str) -> Problems:
        self._text, self._found = text, None
        one_roster = of_one_roster(text)
        try:
            self._found = None if one_roster else self._read()
        finally:
            self._show()
        if one_roster:
            self.meaning.panels = [self._as_a_file()]
        self.meaning.lead()
        return {}

    def _as_a_file(self) -> dict[str, Any]:
        """What was pasted is no list of names: where it is taken as it is."""
        return {
            "kicker": "How your list was read",
            "title": "This is a file of OneRoster",
            "lines": [ONE_ROSTER],
            "links": [file_link(self._page)],
        }

    def _read(self) -> Enrolment:
        return enrolment(read(self._text), self._people.staff(), self._people.accounts())

    def _show(self) -> None:
        found = self._found
        self.meaning.panels = [_told(found)] if found else []
        self.rows.head = ["Name", "Row", "What happens", "Signs in as", "Role", "Job"]
        self.rows.rows = [
            {
                "id": str(one.listed.row),
                "cells": [
                    *(one.listed.name, str(one.listed.row), one.says, one.listed.account),
                    *(", ".join(one.listed.roles), one.listed.work),
                ],
            }
            for one in (found.meanings if found else ())
        ]
        self.keep.items = _offered(found)

    def _keep(self, message: Message) -> None:
        if self._found is None or message.get("text") == CLEAR:
            self._clear()
            return
        seen, self._found = self._found, self._read()
        if seen != self._found or seen.problems:
            self._show()
            self._page.notice.say(MEANWHILE)
            return
        self._people.register(seen.newcomers, seen.changes)
        self._clear()
        self._changed()
        self._page.notice.say(f"{_counted(seen)}. Next: put them into PLGs.")

    # --- one person -----------------------------------------------------------------------

    def _open(self, message: Message) -> None:
        person = self._here.get(str(message.get("id", "")))
        if person is None:
            raise AccessError("They are no longer among the people here.")
        self._ask(
            {
                "id": person.id,
                "name": person.name,
                "account": self._accounts.get(person.id, ""),
                "work": person.work,
                "roles": [role.value for role in person.roles],
            }
        )

    def _ask(self, shown: Mapping[str, Any]) -> None:
        self._page.notice.say("")
        self._shown = shown
        roles = self._page.workbook.content.vocabulary("roles").terms
        options = [{"id": one.id, "name": f"{one.name}. {one.meaning}"} for one in roles]
        fields: list[dict[str, Any]] = [
            {"name": "name", "label": "Name"},
            {"name": "account", "label": "Signs in as", "note": SIGN_IN},
            {
                "name": "work",
                "label": "Job",
                "note": "As colleagues would say it: “Biology, grade 9”.",
            },
            {"name": "roles", "label": "Roles", "kind": "checks", "options": options, "wide": True},
        ]
        self.person.ask(
            [field | {"value": shown[field["name"]]} for field in fields],
            title=shown["name"] or "Add one person",
            submit="Save" if shown["id"] else "Add",
            other="They leave the school…" if shown["id"] else "",
        )

    def _ask_when(self) -> None:
        name = self._shown["name"]
        today = self._page.workbook.today
        field = {"name": "until", "label": "Their last day", "kind": "date", "value": f"{today}"}
        self._shown = {"id": self._shown["id"], "name": name, "until": f"{today}"}
        self.person.ask(
            [field],
            title=f"{name} leaves the school",
            lines=LEAVING,
            submit="Yes, they leave",
            danger=True,
        )

    def _save(self, message: Message) -> Problems:
        answers = Answers(message, self._shown)
        if "until" in self._shown:
            return self._leave(answers.text("until"))
        if problems := _problems(answers):
            return problems
        if self._shown["id"]:
            self._people.register(changes=[self._change(answers)])
        else:
            self._people.register([_newcomer(answers)])
        self._changed()
        self._page.notice.say(f"Saved: {answers.text('name')}.")
        return {}

    def _change(self, answers: Answers) -> PersonChange:
        fields = ("name", "work", "account")
        said: dict[str, Any] = {
            name: answers.text(name) for name in fields if answers.changed(name)
        }
        given, taken = answers.given("roles"), answers.taken("roles")
        return PersonChange(
            person_id=self._shown["id"],
            given=tuple(role for role in Role if role.value in given),
            ended=tuple(role for role in Role if role.value in taken),
            **said,
        )

    def _leave(self, day: str) -> Problems:
        try:
            until = date.fromisoformat(day)
        except ValueError:
            return {"until": "Choose the last day on which they work here."}
        self._people.leave(self._shown["id"], until)
        self._changed()
        self._page.notice.say(f"Saved: the last day of {self._shown['name']} is {in_words(until)}.")
        return {}


def file_link(page: Page) -> dict[str, Any]:
    """The way to hand in a staff list as a file, in the same words wherever it is offered."""
    return {"text": A_FILE, "href": page.address("structure", step="people-from-a-file")}


def _problems(answers: Answers) -> Problems:
    problems: Problems = {}
    name = answers.text("name")
    if why := misnamed(name) if name else "Write their name.":
        problems["name"] = why[0].upper() + why[1:]
    account = answers.text("account")
    if account and (why := unusable(account)):
        problems["account"] = why
    if not account and answers.changed("account"):
        problems["account"] = "They sign in by this name. Write another in its place, or leave it."
    if not answers.chosen("roles"):
        problems["roles"] = "Choose at least one role. Who is no longer here leaves the school."
    return problems


def _newcomer(answers: Answers) -> Newcomer:
    return Newcomer(
        name=answers.text("name"),
        account=answers.text("account"),
        work=answers.text("work"),
        roles=tuple(role for role in Role if role.value in answers.chosen("roles")),
    )


def _told(found: Enrolment) -> dict[str, Any]:
    wrong = len(found.problems)
    things = "One thing is" if wrong == 1 else f"{wrong} things are"
    title = f"{things} to be put right first" if wrong else "Nothing is kept yet"
    ask = ["Put it right in the list above, and look again."] if wrong else []
    return {
        "kicker": "How your list was read",
        "title": title,
        "lines": [*found.decided, f"{_counted(found, will=True)}.", *ask],
        "items": problem_items(found.problems),
    }


def _counted(found: Enrolment, will: bool = False) -> str:
    many = {what: sum(one.what == what for one in found.meanings) for what in ("new", "back")}
    changes = sum(one.what == "change" for one in found.meanings)
    same = sum(one.what == "same" for one in found.meanings)
    verb = {True: ("to be added", "to come back", "to change"), False: ("added", "back", "changed")}
    counted = zip((many["new"], many["back"], changes), verb[will], strict=True)
    told = [f"{number} {word}" for number, word in counted if number]
    if same:
        told.append(f"{same} here already, as listed")
    people = ", ".join(told)
    return f"People: {people}" if people else "Nobody to be added"


def _offered(found: Enrolment | None) -> list[dict[str, Any]]:
    if found is None:
        return []
    away = {"text": CLEAR, "href": "", "quiet": True}
    if found.problems or not (found.newcomers or found.changes):
        return [away]
    return [away, {"text": "Keep this", "href": ""}]
