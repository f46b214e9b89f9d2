"""Time that other work has, so that it need not take a PLG's."""

from collections.abc import Callable, Mapping
from typing import Any

from plgwork.errors import AccessError
from plgwork.models.schedules import OtherWork
from plgwork.pages.guard import guarded
from plgwork.pages.page import Page
from plgwork.pages.school.answers import Answers, Message, Problems, answering
from plgwork.pages.structure import meeting
from plgwork.pages.structure.reading import Reading
from plgwork.pages.wording import at_time, how_often
from plgwork.widgets import Form, Links, Table

ADD = "Give other work its time"
WHY = "Faculty meetings, grading, calls home: what has a time of its own need not take a PLG’s."


class Other:
    """The table of other work, and a form for one of its times."""

    def __init__(self, page: Page, changed: Callable[[], None]) -> None:
        self._page = page
        self._changed = changed
        self._schedules = page.workbook.store.schedules
        self.table = Table(
            label="Time for other work",
            head=["What", "When", "Minutes", "Where"],
            empty=f"Other work has no time of its own yet. {WHY}",
        )
        self.more, self.form = Links(), Form(dialog=True, live=True)
        self.parts = (self.table, self.more, self.form)
        self._kept: Mapping[str, Any] = {}
        guard = guarded(page.notice.say)
        self.table.listen("open", guard(self._open))
        self.more.listen("ask", guard(lambda _message: self._ask(None)))
        self.form.listen("change", guard(self._fit))
        self.form.listen("submit", answering(self.form, self._save))
        self.form.listen("other", guard(lambda _message: self._drop()))

    def show(self, now: Reading) -> None:
        """Show what there is."""
        self._now = now
        self._work = {one.id: one for one in now.other_work}
        self.table.verb = "Change" if now.edits else ""
        self.table.rows = [{"id": one.id, "cells": _row(one)} for one in now.other_work]
        self.more.items = [{"text": ADD, "quiet": True}] if now.edits else []

    def _open(self, message: Message) -> None:
        work = self._work.get(str(message.get("id", "")))
        if work is None:
            raise AccessError("This is no longer here.")
        self._ask(work)

    def _ask(self, work: OtherWork | None) -> None:
        self._page.notice.say("")
        told = {"id": work.id, "name": work.name} if work else {"id": "", "name": ""}
        self._kept = told | meeting.shown(work.meets if work else None)
        self.form.ask(
            self._fields(self._kept),
            title=work.name if work else ADD,
            lines=[WHY],
            other="Take this time away" if work else "",
        )

    def _fields(self, told: Mapping[str, Any]) -> list[dict[str, Any]]:
        name = {"name": "name", "label": "What it is for", "value": told["name"], "wide": True}
        return [name, *meeting.fields(told, self._now.cycle, optional=False)]

    def _fit(self, message: Message) -> None:
        values = message.get("values")
        if isinstance(values, dict) and self._kept:
            self.form.fields = self._fields({**self._kept, **values})

    def _save(self, message: Message) -> Problems:
        answers = Answers(message, self._kept)
        meets, problems = meeting.read(answers, self._now.cycle)
        name = answers.text("name")
        if not name or len(name) > 120:
            problems["name"] = "Write what this time is for, in at most 120 letters."
        if meets is None:
            problems.setdefault("pattern", "Choose how often.")
        if problems or meets is None:
            return problems
        self._schedules.keep_other_work(OtherWork(id=self._kept["id"], name=name, meets=meets))
        self._changed()
        self._page.notice.say(f"Saved: {name}. It stands in everybody’s calendar.")
        return {}

    def _drop(self) -> None:
        self._schedules.drop_other_work(self._kept["id"])
        self.form.shown = False
        self._changed()
        self._page.notice.say(f"{self._kept['name']} has no time any more.")


def _row(work: OtherWork) -> list[str]:
    meets = work.meets
    when = f"{how_often(meets.pattern)}, {at_time(meets.starts)}"
    return [work.name, when, str(meets.minutes), meets.place]
