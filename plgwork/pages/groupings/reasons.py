"""Those whose role nobody else in their group shares: what they said, and why they are there."""

from plgwork.errors import AccessError
from plgwork.models.groupings import MOST_SAID, Reason
from plgwork.pages.groupings.desk import Desk
from plgwork.pages.guard import guarded
from plgwork.pages.school.answers import Message, Problems, answering
from plgwork.pages.wording import excerpt
from plgwork.widgets import Form, Panels, Table

NOTHING = "not asked yet: Home asks them"
NO_REASON = "none yet"
WHY = (
    "The other leaders and the steward read it. It is not published with the draft, and the person "
    "themself does not see it here."
)
MEANWHILE = (
    "Somebody else wrote in the meantime: “{}” Yours is still here and not saved; save once more "
    "to put it in place of theirs."
)
EXCERPT = 90


class Reasons:
    """A table of them, and a form for the reason of one."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.told = Panels()
        self.table = Table(
            label="Nobody else in their role",
            verb="Give the reason for",
            head=["Person", "Role", "Group", "What they said would serve them", "Reason"],
        )
        self.form = Form(dialog=True)
        self.parts = (self.told, self.table, self.form)
        self._shown = Reason(person_id="nobody", text="")
        self.table.listen("open", guarded(desk.say)(self._open))
        self.form.listen("submit", answering(self.form, self._save))

    def reread(self) -> None:
        """Show who is alone in the draft as it is kept."""
        draft = self._desk.draft
        alone = self._desk.judged.alone if draft else ()
        self.table.rows = [{"id": one, "cells": self._row(one)} for one in alone]

    def _row(self, person_id: str) -> list[str]:
        person = next(one for one in self._desk.known.staff if one.id == person_id)
        groups = self._desk.opened.outline.groups
        group = next(one.name for one in groups if person_id in one.people)
        kinds = self._desk.workbook.content.vocabulary("staff-kinds")
        known = {one.id: one.name for one in kinds.terms}
        return [
            *(person.name, known.get(person.staff_kind, person.work), group),
            self._desk.wishes.get(person_id, NOTHING),
            excerpt(self._reason(person_id).text, EXCERPT) or NO_REASON,
        ]

    def _reason(self, person_id: str) -> Reason:
        found = (one for one in self._desk.opened.reasons if one.person_id == person_id)
        return next(found, Reason(person_id=person_id, text=""))

    def _open(self, message: Message) -> None:
        person_id = str(message.get("id", ""))
        if person_id not in self._desk.judged.alone:
            raise AccessError("Somebody else in the group shares their role by now.")
        self._shown = self._reason(person_id)
        wish = self._desk.wishes.get(person_id, "")
        field = {"name": "reason", "label": "Why this group", "kind": "textarea", "wide": True}
        self.form.ask(
            [field | {"value": self._shown.text, "note": WHY}],
            title=self._desk.known.names[person_id],
            lines=[f"They said: “{wish}”"] if wish else [],
        )

    def _save(self, message: Message) -> Problems:
        values = message.get("values")
        text = str(values.get("reason", "")).strip() if isinstance(values, dict) else ""
        if len(text) > MOST_SAID:
            return {"reason": f"At most {MOST_SAID} characters, please; these are {len(text)}."}
        reason = self._shown.model_copy(update={"text": text})
        try:
            self._desk.store.give_reason(self._desk.opened.id, reason)
        except AccessError as stale:
            # What was typed stays in the form; a second try is upon what stands there now.
            self._desk.refresh()
            self._shown = self._reason(reason.person_id)
            raise AccessError(MEANWHILE.format(self._shown.text)) from stale
        self._desk.refresh()
        self._desk.say(f"Saved: the reason for {self._desk.known.names[reason.person_id]}.")
        return {}
