"""Who is free when: a list to type or paste, or a CSV file."""

import base64
import binascii
from typing import Any

from plgwork.errors import IntakeError
from plgwork.intake import decode, periods_of, read_periods
from plgwork.pages.groupings.desk import Desk
from plgwork.pages.school.answers import Message, Problems, answering
from plgwork.widgets import Form

LINES = [
    "On each line a name and the periods in which that person teaches no class, in your school’s "
    "own words. Or a table: names down, periods across, a cross where somebody is free.",
    "The leaders and the steward of your school read and change this list; nobody else does.",
]
SAMPLE = "Ana Ortiz, Tuesday 3; Friday 1"


class Free:
    """The list as it is kept; what is not on it any more is not known any more."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.form = Form(title="Who is free when", submit="Keep this list")
        self.form.add_class("plg-list")
        self.parts = (self.form,)
        self._kept: str | None = None
        self.form.listen("submit", answering(self.form, self._save))
        self.form.listen("file", answering(self.form, self._take_file))

    def reread(self) -> None:
        """Show the list as it is kept; what is being typed stays."""
        kept = periods_of(self._desk.known.free, self._desk.known.staff)
        if kept != self._kept:
            self._ask(kept)

    def _ask(self, text: str) -> None:
        self._kept = periods_of(self._desk.known.free, self._desk.known.staff)
        field = {"name": "list", "label": "The list", "kind": "textarea", "wide": True}
        file = {"name": "file", "label": "Or a CSV file", "kind": "file", "wide": True}
        note = f"For example: {SAMPLE}"
        self.form.ask([field | {"value": text, "note": note}, file], lines=LINES)

    def _take_file(self, message: Message) -> Problems:
        try:
            handed_in = base64.b64decode(message["data"], validate=True)
        except (KeyError, TypeError, binascii.Error) as error:
            raise IntakeError(["This file did not arrive whole. Take it once more."]) from error
        self._ask(decode(handed_in))
        return {}

    def _save(self, message: Message) -> Problems:
        values = message.get("values")
        typed = str(values.get("list", "")) if isinstance(values, dict) else ""
        known = self._desk.known
        read: Any = read_periods(typed, known.staff) if typed.strip() else None
        if read and read.problems:
            return {"list": " ".join(str(one) for one in read.problems)}
        free = read.free if read else {}
        before = {one: free_ for one, free_ in known.free.items() if one in known.names}
        now = {**dict.fromkeys(before, ()), **free}
        changed = {one: said for one, said in now.items() if said != before.get(one, ())}
        self._desk.workbook.store.wishes.set_free(changed)
        self._desk.refresh()
        many = len([one for one in free.values() if one])
        self._desk.say(f"Kept: when {many} people are free.")
        return {}
