"""Questionnaires of ours to ask people with, for four kinds of tools."""

from importlib import import_module
from typing import Any

from plgwork.models.instruments import Questionnaire
from plgwork.pages.guard import guarded
from plgwork.pages.surveys.sitting import Sitting
from plgwork.widgets import Downloads, Form, Table

TOOLS = {
    "google": ("Google Forms: a script that makes the form", "gs", "SCRIPT"),
    "qualtrics": ("Qualtrics: Advanced Format", "txt", "TEXT"),
    "limesurvey": ("LimeSurvey: survey structure", "txt", "TSV"),
    "paper": ("Paper: Word, to print", "docx", ""),
}
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class AskingWith:
    """A table of questionnaires; each can be taken away for one tool."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self._known = sitting.workbook.questionnaires.questionnaires
        self.table = Table(
            label="Or ask first, with a questionnaire of ours",
            head=["Questionnaire", "What it tells", "Questions", "Minutes"],
            verb="Take",
            rows=[{"id": one.id, "cells": _cells(one)} for one in self._known.values()],
        )
        self.dialog, self.downloads = Form(dialog=True), Downloads()
        self.parts = (self.table, self.dialog, self.downloads)
        self._asked = ""
        self.table.listen("open", guarded(sitting.say)(self._open))
        self.dialog.listen("submit", guarded(sitting.say)(self._deliver))

    def _open(self, message: dict[str, Any]) -> None:
        self.open(str(message.get("id", "")))

    def open(self, questionnaire: str) -> None:
        """Offer one to take away, for one of the tools; nothing where there is none of that id."""
        one = self._known.get(questionnaire)
        if one is None:
            return
        self._asked = questionnaire
        options = [{"id": tool, "name": name} for tool, (name, _, _) in TOOLS.items()]
        field = {"name": "tool", "label": "For which tool", "kind": "select", "options": options}
        self.dialog.ask(
            [field | {"value": "google", "wide": True}],
            title=one.instrument.title,
            lines=[one.purpose],
            submit="Download",
        )

    def _deliver(self, message: dict[str, Any]) -> None:
        self.dialog.accept(message.get("ticket", 0))
        self.downloads.deliver(*self.file(self._asked, str(message["values"]["tool"])))

    def file(self, questionnaire: str, tool: str) -> tuple[str, str, bytes]:
        """A questionnaire for a tool: the file's name, its media type, its bytes."""
        _, ending, media = TOOLS[tool]
        writer = import_module(f"plgwork.documents.questionnaires.{tool}")
        data = getattr(writer, tool)(self._known[questionnaire])
        return f"{questionnaire}-{tool}.{ending}", getattr(writer, media, WORD), data


def _cells(one: Questionnaire) -> list[str]:
    instrument = one.instrument
    return [instrument.title, one.purpose, str(len(instrument.items)), str(one.minutes)]
