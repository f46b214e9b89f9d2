"""The second step: what was found in the file, to look at and put right, and then to count."""

from collections.abc import Iterator
from typing import Any

from plgwork.errors import AccessError
from plgwork.models.exports import Column, Format, Found, Use
from plgwork.models.labels import tidy
from plgwork.pages.guard import guarded
from plgwork.pages.school.answers import Answers, Message, Problems, answering
from plgwork.pages.surveys.columns import LABELLED, USES, ColumnForm
from plgwork.pages.surveys.counting import Counting
from plgwork.pages.surveys.opened import OpenFile
from plgwork.pages.surveys.putting_in_order import PuttingInOrder
from plgwork.pages.surveys.rostering import Rostering
from plgwork.pages.surveys.sitting import Sitting
from plgwork.widgets import Form, Links, Panels, Section, Table

TOOLS = {
    Format.GOOGLE_FORMS: "Google Forms",
    Format.MICROSOFT_FORMS: "Microsoft Forms",
    Format.QUALTRICS: "Qualtrics",
    Format.SURVEYMONKEY: "SurveyMonkey",
    Format.LIMESURVEY: "LimeSurvey",
    Format.SPSS: "SPSS",
    Format.PLAIN: "a plain table",
}
NO_FILE = {
    "title": "No file is open",
    "lines": [
        "Once you hand in a file, this step shows what was found in it. You can put right what was "
        "read wrongly; nothing is counted before you say so."
    ],
    "links": [{"text": "Go to your file", "href": "#your-file"}],
}
OWN_CODE = (
    "Read as a code that people made themselves. It is counted nowhere, and kept nowhere but in "
    "your file. If the survey is asked again, it can find the same people in both files, whom it "
    "does not name."
)
SHOWN_LABELS = 7
UNCOUNTED = (Use.CODE, Use.PERSONAL, Use.LEFT_OUT)


class Finding:
    """What the file is, its columns, and the form that counts it."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self.panels, self.onward = Panels(), Links()
        self.columns = Table(label="Columns", head=["Column", "Read as", "Answers"], verb="Correct")
        self.in_order = PuttingInOrder(sitting, sitting.put_right)
        self.column = ColumnForm(sitting, sitting.put_right)
        self.tool = Form(title="Was it written by something else?", submit="Read it anew")
        self.counting, self.rostering = Counting(sitting), Rostering(sitting)
        self.section = Section("found")
        self.columns.listen("open", guarded(sitting.say)(self._open))
        self.tool.listen("submit", answering(self.tool, self._read_anew))
        self._asked = ""

    def reread(self) -> None:
        """Show what was found, as it is corrected now."""
        file = self._sitting.file
        if file is None:
            self.panels.panels, self._asked = [NO_FILE], ""
            self.section.show(self.panels, *self._who_could())
            return
        found = file.found
        self.panels.panels = list(_panels(found))
        self.in_order.reread()
        self.columns.label = f"Columns: {len(found.columns)}"
        # What is counted comes first; of the rest, most tools write a screenful.
        columns = sorted(found.columns, key=lambda one: one.use in UNCOUNTED)
        self.columns.rows = [{"id": one.id, "cells": _cells(one)} for one in columns]
        if self._asked != file.draft.id:  # what is being typed stays
            self._asked = file.draft.id
            self._ask(file)
        self.counting.reread(file)
        self.onward.items = (
            [{"text": "Go on to Let it out", "href": "#let-it-out"}] if self._counted() else []
        )
        self.section.show(
            *(self.panels, self.in_order.links, self.columns, *self.counting.parts, self.onward),
            *(*self._who_could(), self.tool, self.column.form, self.in_order.form),
        )

    def _who_could(self) -> list[Form]:
        return [self.rostering.form] if self.rostering.reread() else []

    def _counted(self) -> bool:
        survey = self._sitting.survey
        return survey is not None and bool(survey.waves)

    def _ask(self, file: OpenFile) -> None:
        tools = [{"id": tool.value, "name": words} for tool, words in TOOLS.items()]
        tool = {"name": "tool", "label": "Read it as", "kind": "select", "options": tools}
        self.tool.ask(
            [tool | {"value": file.found.format.value}],
            lines=["What you have put right so far is lost when it is read anew."],
        )
        self.counting.ask(file)

    def _open(self, message: dict[str, Any]) -> None:
        file = self._sitting.file
        column = file and file.column(str(message.get("id", "")))
        if not column:
            raise AccessError("This column is no longer here.")
        self.column.open(column)

    def _read_anew(self, message: Message) -> Problems:
        answers = Answers(message, {"tool": ""})
        if self._sitting.file is None or answers.text("tool") not in set(Format):
            return {"tool": "Choose one of these."}
        self._sitting.file.read_as(Format(answers.text("tool")))
        self._sitting.put_right()
        return {}


def _panels(found: Found) -> Iterator[dict[str, Any]]:
    yield {
        "kicker": "Read as",
        "title": TOOLS[found.format],
        "lines": [" ".join(found.why)],
        "facts": [
            ["Rows in the file", f"{found.rows:,}"],
            ["People who answered", f"{found.respondents:,}"],
            ["Rows left out", f"{found.rows - found.respondents:,}"],
        ],
        "items": [{"text": f"{_rows(one.rows)}: {one.reason}"} for one in found.dropped],
    }
    if found.personal:
        yield {
            "kicker": "Left out of everything",
            "title": "What points to a person",
            "lines": ["These columns are counted nowhere, kept nowhere but in your file."],
            "more": {
                "summary": _columns(len(found.personal)),
                "lines": list(found.personal),
            },
        }
    codes = [one.text or one.heading for one in found.columns if one.use is Use.CODE]
    if codes:
        yield {
            "kicker": "Left out of everything",
            "title": "A code of their own",
            "lines": [OWN_CODE],
            "more": {"summary": _columns(len(codes)), "lines": codes},
        }
    if found.cautions:
        yield {"kicker": "Look at this", "title": "Before you count", "lines": [*found.cautions]}
    if found.scales:
        yield {
            "kicker": "Scored together",
            "title": "Scales",
            "items": [
                {"title": one.name, "text": f"{len(one.items)} questions"} for one in found.scales
            ],
        }


def _rows(many: int) -> str:
    return "1 row left out" if many == 1 else f"{many:,} rows left out"


def _columns(many: int) -> str:
    return "1 column" if many == 1 else f"{many} columns"


def _cells(one: Column) -> list[str]:
    heading = tidy(one.heading)  # a question may take several lines
    name = heading if not one.text or one.text in heading else f"{heading}: {one.text}"
    return [name or "A column without a heading", USES[one.use], _answers(one)]


def _answers(one: Column) -> str:
    if one.use not in LABELLED:
        return ""
    shown = " · ".join(one.labels[:SHOWN_LABELS])
    more = len(one.labels) - SHOWN_LABELS
    parts = [f"{shown} and {more} more" if more > 0 else shown]
    if one.use is Use.CHOICE:
        parts.append("in no order")
    if one.use is Use.SCALE:
        parts.append("lowest first")
        parts.append(f"the highest {one.favourable} favourable")
    parts += ["turned in scores"] if one.reverse else []
    parts += [f"apart: {', '.join(one.apart)}"] if one.apart else []
    return "; ".join(parts)
