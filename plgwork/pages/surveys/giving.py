"""One's own coding: an answer at a time, and all of them to look through."""

from collections.abc import Sequence
from typing import Any

from plgwork.errors import AccessError
from plgwork.models.codebooks import NO_CODE, Code, Codebook, OpenQuestion
from plgwork.pages.guard import guarded
from plgwork.pages.school.answers import Message
from plgwork.pages.surveys.sitting import Sitting
from plgwork.widgets import Form, Table

NONE, NONE_ID = "None of these", "none"
CHOOSE = "Choose a code; “None of these” is one as well."
NOTE = "Kept as you go on. Nobody else sees it before both of you are done."


class Giving:
    """A dialog that goes on from answer to answer until each has a code."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self._of: OpenQuestion | None = None
        self._codes: Sequence[Code] = ()
        self._answers: Sequence[str] = ()
        self._given: dict[int, str] = {}
        self._at = 0
        self.table = Table(head=["Answer", "What was written", "Your code"], verb="Code")
        self.table.add_class("plg-written")
        self.dialog = Form(dialog=True, submit="Keep, and go on")
        self.parts = [self.table, self.dialog]
        guard = guarded(sitting.say)
        self.table.listen("open", guard(self._open))
        self.dialog.listen("submit", self._submit)

    def show(self, of: OpenQuestion, book: Codebook, answers: Sequence[str]) -> None:
        """Show what the visitor gave to each answer so far."""
        self._of, self._codes, self._answers = of, book.codes, answers
        self._given = dict(book.mine.given or {}) if book.mine else {}
        names = {one.id: one.name for one in book.codes} | {NO_CODE: NONE}
        self.table.label = f"Your codes: {len(self._given):,} of {len(answers):,} answers"
        self.table.rows = [
            {"id": str(at), "cells": [f"Answer {at + 1}", text, self._name(names, at)]}
            for at, text in enumerate(answers)
        ]

    @property
    def all_given(self) -> bool:
        """Whether every answer has a code."""
        return len(self._given) == len(self._answers)

    def go_on(self) -> None:
        """Ask for the code of the next answer that has none; of none once all have one."""
        after = [*range(self._at, len(self._answers)), *range(self._at)]
        at = next((one for one in after if one not in self._given), None)
        if at is None:
            self.dialog.shown = False
            self._sitting.say("Every answer has a code. Look through them, then say you are done.")
        else:
            self._ask(at)

    def _name(self, names: dict[str, str], at: int) -> str:
        return names.get(self._given[at], "") if at in self._given else "not yet"

    def _open(self, message: Message) -> None:
        told = str(message.get("id"))
        if not told.isdecimal() or int(told) >= len(self._answers):
            raise AccessError("This answer is no longer here.")
        self._ask(int(told))

    def _ask(self, at: int) -> None:
        self._at = at
        options = [
            {"id": "", "name": "Choose"},
            *({"id": one.id, "name": _told(one)} for one in self._codes),
            {"id": NONE_ID, "name": NONE},
        ]
        field = {"name": "code", "label": "It is about", "kind": "select", "options": options}
        value = (self._given[at] or NONE_ID) if at in self._given else ""
        self.dialog.ask(
            [field | {"value": value, "note": NOTE, "wide": True}],
            title=f"Answer {at + 1} of {len(self._answers)}",
            lines=[self._answers[at]],
        )

    def _submit(self, message: Message) -> None:
        ticket = message.get("ticket")
        ticket = ticket if isinstance(ticket, int) else 0
        guarded(lambda problem: self.dialog.refuse(ticket, problem))(self._give)(message, ticket)

    def _give(self, message: Message, ticket: int) -> None:
        values: Any = message.get("values")
        told = str(values.get("code", "")) if isinstance(values, dict) else ""
        if self._of is None or told not in {NONE_ID, *(one.id for one in self._codes)}:
            self.dialog.refuse(ticket, "", {"code": CHOOSE})
            return
        given = NO_CODE if told == NONE_ID else told
        self._sitting.workbook.store.codebooks.give(self._of, self._at, given)
        self._given[self._at] = given
        self._sitting.changed()
        self.go_on()


def _told(code: Code) -> str:
    return f"{code.name}: {code.counts}" if code.counts else code.name
