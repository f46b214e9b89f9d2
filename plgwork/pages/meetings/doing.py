"""What was agreed on: who does what by when, and whether it is done."""

from datetime import date
from typing import Any

from plgwork.models.meetings import MOST_ACTION, Action, ActionState, Meeting
from plgwork.pages.guard import guarded
from plgwork.pages.meetings.sitting import Sitting
from plgwork.pages.school.answers import Answers, Message, Problems, answering
from plgwork.pages.wording import in_words
from plgwork.widgets import Form, Table

STATES = {
    ActionState.OPEN: "still to do",
    ActionState.DONE: "done",
    ActionState.DROPPED: "given up",
}


class Doing:
    """The actions of the record, those still open from before, and a form for one more."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self.table = Table(
            label="What we said we would do",
            head=["What", "Who", "By", "How it stands"],
            verb="Change",
            empty="Nothing was agreed on yet.",
        )
        self.form = Form(title="What do you do next?", submit="Add it")
        self.state = Form(dialog=True, submit="Keep")
        self._opened = ""
        self.table.listen("open", guarded(sitting.say)(lambda message: self._ask(message["id"])))
        self.form.listen("submit", answering(self.form, self._add))
        self.state.listen("submit", answering(self.state, self._close))

    def reread(self, meeting: Meeting) -> None:
        """Show them as they stand."""
        before = self._sitting.still_open()
        self._known = {one.id: one for one in (*before, *meeting.actions)}
        self.table.rows = [_row(one) for one in self._known.values()]
        if not self.form.fields:
            self.form.fields = self._fields()

    def _fields(self) -> list[dict[str, Any]]:
        people = self._sitting.expected() or {self._sitting.workbook.me.id: "Me"}
        options = [
            {"id": "", "name": "All of us"},
            *({"id": one, "name": name} for one, name in people.items()),
        ]
        return [
            {"name": "text", "label": "What", "wide": True},
            {"name": "owner", "label": "Who", "kind": "select", "options": options},
            {"name": "due", "label": "By", "kind": "date"},
        ]

    def _add(self, message: Message) -> Problems:
        answers, meeting = Answers(message, {}), self._sitting.meeting
        if meeting is None or not answers.text("text"):
            return {"text": "Write what somebody does."}
        if len(answers.text("text")) > MOST_ACTION:
            return {"text": f"Say it in {MOST_ACTION} characters; the rest belongs in the notes."}
        due = answers.text("due")
        self._sitting.workbook.store.records.agree(
            meeting.id,
            answers.text("text"),
            answers.text("owner"),
            date.fromisoformat(due) if due else None,
        )
        self.form.ask(self._fields())
        self._sitting.changed()
        return {}

    def _ask(self, action_id: str) -> None:
        action = self._known[action_id]
        self._opened = action_id
        options = [{"id": one.value, "name": name.capitalize()} for one, name in STATES.items()]
        field = {"name": "state", "label": "How it stands", "kind": "select", "options": options}
        self.state.ask([field | {"value": action.state.value}], title=action.text)

    def _close(self, message: Message) -> Problems:
        state = ActionState(Answers(message, {}).text("state"))
        self._sitting.workbook.store.records.close(self._opened, state)
        self._sitting.changed()
        return {}


def owed(one: Action) -> str:
    """``Mia, by Tuesday 1 December``."""
    by = f"by {in_words(one.due)}" if one.due else ""
    return ", ".join(filter(None, (one.owner_name, by)))


def _row(one: Action) -> dict[str, Any]:
    due = in_words(one.due) if one.due else ""
    cells = [one.text, one.owner_name or "all of us", due, STATES[one.state]]
    return {"id": one.id, "cells": cells}
