"""The step “Drafts”: which there are, and a form to begin one."""

from typing import Any

from plgwork.analysis.groupings.fitting import fit
from plgwork.analysis.groupings.starting import from_configuration, from_last_year
from plgwork.errors import AccessError
from plgwork.models.groupings import MOST_NAME, DraftState, Outline, RosterDraft
from plgwork.pages.groupings.desk import Desk, in_years
from plgwork.pages.groupings.ways import agreed
from plgwork.pages.guard import guarded
from plgwork.pages.school.answers import Answers, Message, Problems, answering
from plgwork.pages.wording import in_words
from plgwork.widgets import Form, Links, Panels, Section, Table

NONE_YET = "No draft yet. Begin one below: nobody sees it but the leaders and the steward."
LAST_YEAR, NOTHING, COPY = "last-year", "nothing", "copy"
TWICE = "There is a draft of this name already. Open it above, or call this one otherwise."
SURE = "Delete this draft…"
BEGIN = [
    "A draft is read and changed by the leaders and the steward of your school alone, until it is "
    "published. Nothing changes for anybody before that."
]


class Drafts:
    """A table of drafts, what the open one is, and a form."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.table = Table(
            label="Drafts",
            verb="Open",
            leads="#move-people",
            head=["Draft", "For", "Groups begun", "State"],
            empty=NONE_YET,
        )
        self.open = Panels()
        self.more = Links()
        self.form = Form(title="Begin a draft", submit="Begin it")
        self.sure = Form(dialog=True)
        self.section = Section("drafts", self.table, self.open, self.more, self.form, self.sure)
        guard = guarded(desk.say)
        self.table.listen("open", guard(self._open))
        self.more.listen("ask", guard(lambda _message: self._ask_to_delete()))
        self.form.listen("submit", answering(self.form, self._begin, lambda: self._begun))
        self.sure.listen("submit", answering(self.sure, self._delete))
        self._shown: list[dict[str, str]] = []
        self._begun = ""

    def reread(self) -> None:
        """Show the drafts as they are kept."""
        self.table.rows = [{"id": one.id, "cells": self._row(one)} for one in self._desk.drafts]
        draft = self._desk.draft
        self.open.panels = [self._panel(draft)] if draft else []
        changeable = self._desk.changeable
        self.more.items = [{"text": SURE, "href": "", "quiet": True}] if changeable else []
        if self._starts() != self._shown:
            self._ask()

    def _row(self, one: RosterDraft) -> list[str]:
        state = "published" if one.state is DraftState.PUBLISHED else "draft"
        made = in_words(one.made_at.astimezone(self._desk.workbook.zone).date())
        return [one.name, in_years(one.year), made, state]

    def _panel(self, draft: RosterDraft) -> dict[str, Any]:
        state = "published" if draft.state is DraftState.PUBLISHED else "a draft"
        return {
            "kicker": "Open now",
            "title": draft.name,
            "facts": [
                ["For", in_years(draft.year)],
                ["Groups", str(len(draft.groups))],
                ["It is", state],
            ],
            "links": [{"text": "Move people", "href": "#move-people"}],
        }

    # --- beginning one ------------------------------------------------------------------------

    def _starts(self) -> list[dict[str, str]]:
        ways = self._desk.workbook.configurations.configurations.values()
        draft = self._desk.draft
        return [
            *([{"id": LAST_YEAR, "name": "Last year’s groups"}] if self._met else []),
            *([{"id": COPY, "name": f"A copy of “{draft.name}”"}] if draft else []),
            *({"id": one.id, "name": f"{one.name} groups"} for one in ways),
            {"id": NOTHING, "name": "Nothing: no groups yet"},
        ]

    def _ask(self) -> None:
        self._shown = self._starts()
        present = self._desk.present_year
        years = [{"id": str(one), "name": in_years(one)} for one in (present + 1, present)]
        year, start = (present + 1, LAST_YEAR) if self._met else (present, self._serves_most)
        self.form.ask(
            [
                {"name": "name", "label": "What to call it", "value": f"PLGs {in_years(year)}"},
                {
                    **{"name": "year", "label": "For which school year", "kind": "select"},
                    **{"options": years, "value": str(year)},
                },
                {
                    **{"name": "start", "label": "Start from", "kind": "select", "wide": True},
                    **{"options": self._shown, "value": start},
                },
            ],
            lines=BEGIN,
        )

    @property
    def _met(self) -> bool:
        """Whether there are groups to start from; a school that has none needs them this year."""
        return bool(self._desk.known.last_year.groups)

    @property
    def _serves_most(self) -> str:
        """The way to group that serves the most of what the school's PLGs are to do."""
        workbook = self._desk.workbook
        ways = workbook.configurations.configurations.values()
        return fit(ways, agreed(workbook))[0].configuration.id

    def _begin(self, message: Message) -> Problems:
        answers = Answers(message, {})
        name, year = answers.text("name"), answers.text("year")
        if not name or len(name) > MOST_NAME:
            return {"name": f"Write what to call it, in at most {MOST_NAME} characters."}
        if name in {one.name for one in self._desk.drafts}:
            return {"name": TWICE}
        present = self._desk.present_year
        if year not in (str(present), str(present + 1)):
            return {"year": "Choose one of these years."}
        start = answers.text("start")
        if start not in {one["id"] for one in self._starts()}:
            return {"start": "Choose one of these."}
        self._desk.begin(name, int(year), self._outline(start))
        self._ask()
        self._begun = f"Begun: {name}. Go on to Move people, where it is open."
        return {}

    def _outline(self, start: str) -> Outline:
        known = self._desk.known
        if start == LAST_YEAR:
            return from_last_year(known)
        if start == COPY:
            return self._desk.opened.outline
        content = self._desk.workbook.configurations
        way = content.configurations.get(start)
        if way is None:
            return Outline()
        kinds = {one.id: one.name for one in content.vocabulary("staff-kinds").terms}
        return from_configuration(way, known, content.subjects, kinds)

    # --- the one that is open -----------------------------------------------------------------

    def _open(self, message: Message) -> None:
        self._desk.say("")
        self._desk.open(str(message.get("id", "")))

    def _ask_to_delete(self) -> None:
        draft = self._desk.opened
        self.sure.ask(
            [],
            title=f"Delete “{draft.name}”?",
            lines=[
                "It is gone for good, for every leader and steward. Your PLGs stay as they are."
            ],
            submit="Yes, delete it",
            danger=True,
        )

    def _delete(self, _message: Message) -> Problems:
        draft = self._desk.opened
        if not self._desk.changeable:
            raise AccessError("What was published stays as it is.")
        self._desk.store.delete(draft.id)
        self._desk.draft = None
        self._desk.refresh()
        self._desk.say(f"Deleted for good: {draft.name}.")
        return {}
