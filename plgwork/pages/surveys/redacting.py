"""Open answers before others read them: each is listed, words are taken out, answers left out."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from plgwork.errors import AccessError
from plgwork.models.surveys import MIN_QUOTES, Quoted
from plgwork.pages.guard import guarded
from plgwork.pages.school.answers import Answers, Message, Problems, answering
from plgwork.pages.surveys.sitting import Sitting
from plgwork.pages.surveys.written import Answer, Written, wave_of
from plgwork.widgets import Form, Panels, Table

NO_FILE = (
    "Open answers lie in your file alone. They can be let out while it is here: hand it in, or go "
    "on with it under Your file."
)
NOTE = "Whole answers, beside no group. You read them through before anybody else does."
FEW = "“{asked}” has {n} answers. Fewer than {least} are never let out."
OUT = "“{asked}” is let out already, and stands under Results."
READ = {
    "kicker": "Open answers",
    "title": "Read them through before others do",
    "lines": [
        "Every leader and coach of your school will read them as they stand here: beside no group, "
        "in the order of the alphabet. A way of writing, or what only one person can know, may "
        "still tell who wrote an answer.",
        "Names of people at your school, and what the columns of your file hold that point to a "
        "person, are taken out already: “…” stands for them. Open an answer to take out more, to "
        "put a word back, or to leave it out.",
        "What you take out is kept with what you put right in the file, as places without words.",
    ],
}
ONLY_AWAY = "Words can only be taken away here. Write “…” where they were, or nothing."
TAKE_AWAY = "Take away what names somebody or tells who wrote it. “…” stands where words were."


class Redacting:
    """The open questions one lets out, and their answers to read through."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self.panels, self.dialog = Panels(panels=[READ]), Form(dialog=True)
        self.tables: dict[str, Table] = {}
        self._written: Written | None = None
        self._of: Any = None
        self._open = ("", 0)
        self.dialog.listen("submit", answering(self.dialog, self._redact))

    def reread(self) -> None:
        """Find out whether the open answers of the survey are here, and show them as they are."""
        file, survey = self._sitting.file, self._sitting.survey
        waves = [one.tally for one in survey.waves] if survey else []
        now = file and (file, file.found.columns), survey and survey.id, waves
        if self._of != now:
            self._of, self._written = now, None
            wave = wave_of(file, survey) if file and survey else None
            if file and wave is not None:
                names = self._sitting.workbook.store.people.names()
                self._written = Written(file, wave, names)
        for question in self.tables:
            self._list(question)

    @property
    def offered(self) -> list[str]:
        """The questions that may be let out."""
        survey = self._sitting.survey
        return self._written.offered(survey) if self._written and survey else []

    @property
    def lines(self) -> list[str]:
        """What one has to know of questions that cannot be let out."""
        if self._written is None:
            return [NO_FILE]
        offered = self.offered
        return [
            (FEW if len(of.texts) < MIN_QUOTES else OUT).format(
                asked=of.heading, n=len(of.texts), least=MIN_QUOTES
            )
            for one, of in self._written.questions.items()
            if one not in offered
        ]

    @property
    def fields(self) -> list[dict[str, Any]]:
        """The field of a form in which they are ticked."""
        if self._written is None or not self.offered:
            return []
        questions = self._written.questions
        options = [
            {"id": one, "name": f"{questions[one].heading} ({len(questions[one].texts):,} answers)"}
            for one in self.offered
        ]
        field = {"name": "open", "label": "Open answers", "kind": "checks", "value": []}
        return [field | {"options": options, "note": NOTE, "wide": True}]

    def chosen(self, answers: Answers) -> tuple[str, ...]:
        """What was ticked, as far as it may be let out."""
        ticked = answers.chosen("open")
        return tuple(one for one in self.offered if one in ticked)

    def look(self, questions: Sequence[str]) -> None:
        """Show the answers to these questions."""
        self.tables = {one: self._table(one) for one in questions}
        for question in questions:
            self._list(question)

    @property
    def parts(self) -> list[Any]:
        """What is looked at."""
        return [self.panels, *self.tables.values(), self.dialog] if self.tables else []

    def quoted(self) -> dict[str, Quoted]:
        """The answers that are looked at, as they are let out."""
        if self._written is None and self.tables:
            raise AccessError("The file is no longer open. Nothing was let out.")
        return {one: self._written.quoted(one) for one in self.tables} if self._written else {}

    def _table(self, question: str) -> Table:
        table = Table(head=["Answer", "As others will read it", "Taken out"], verb="Open")
        table.add_class("plg-written")
        table.listen("open", guarded(self._sitting.say)(partial(self._ask, question)))
        return table

    def _list(self, question: str) -> None:
        if self._written is None or question not in self._written.questions:
            return
        answers = self._written.answers(question)
        left = sum(not one.left_out for one in answers)
        asked = self._written.questions[question].heading
        self.tables[question].label = f"{left:,} of {len(answers):,} answers to “{asked}”"
        self.tables[question].rows = [
            {"id": str(at), "cells": [f"Answer {at + 1}", one.shown, _taken(one)]}
            for at, one in enumerate(answers)
        ]

    def _ask(self, question: str, message: Message) -> None:
        answers = self._written.answers(question) if self._written else []
        at = _place(message.get("id"), len(answers))
        self._open = question, at
        one = answers[at]
        self.dialog.ask(
            _fields(one),
            title=f"Answer {at + 1} of {len(answers)}",
            lines=[f"As it was written: {one.written}", TAKE_AWAY],
            submit="Save",
        )

    def _redact(self, message: Message) -> Problems:
        question, at = self._open
        values = message.get("values")
        if self._written is None or not isinstance(values, dict):
            return {"shown": "The file is no longer open."}
        left_out = bool(Answers(message, {}).chosen("left_out"))
        if not self._written.redact(question, at, str(values.get("shown", "")), left_out):
            return {"shown": ONLY_AWAY}
        self._list(question)
        return {}


def _fields(one: Answer) -> list[dict[str, Any]]:
    return [
        {
            "name": "shown",
            "label": "As others will read it",
            "kind": "textarea",
            "value": one.shown,
            "wide": True,
        },
        {
            "name": "left_out",
            "label": "Or not at all",
            "kind": "checks",
            "options": [{"id": "left-out", "name": "Leave this answer out"}],
            "value": ["left-out"] if one.left_out else [],
            "wide": True,
        },
    ]


def _taken(one: Answer) -> str:
    if one.left_out:
        return "left out"
    if not one.struck:
        return ""
    words = "1 word" if one.struck == 1 else f"{one.struck} words"
    return f"{words}, proposed" if one.proposed else words


def _place(told: Any, many: int) -> int:
    if not str(told).isdecimal() or int(told) >= many:
        raise AccessError("This answer is no longer here.")
    return int(told)
