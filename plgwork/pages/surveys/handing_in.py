"""The first step: a file, a draft to go on with, a survey of the school, or one to ask with."""

from typing import Any

from plgwork.models.surveys import Draft, Survey
from plgwork.pages.guard import guarded
from plgwork.pages.surveys.asking import AskingWith
from plgwork.pages.surveys.shelf import OpenSurvey
from plgwork.pages.surveys.sitting import Sitting
from plgwork.pages.wording import at_time, in_words
from plgwork.widgets import Form, Links, Section, Table, Upload
from plgwork.widgets.upload import MOST_BYTES

KINDS = ".csv,.tsv,.txt,.xlsx,.sav,text/csv,text/plain"
NOTE = (
    "What Google Forms, Microsoft Forms, Qualtrics, SurveyMonkey or LimeSurvey exports, an SPSS "
    "file, or any sheet with a heading above each column: CSV, Excel or SPSS, up to "
    f"{MOST_BYTES // 1_000_000} MB. The file stays yours alone for seven days: nobody else here "
    "can open it, and then it is deleted. Who answered, where and when is left out of all that "
    "follows."
)
DELETING = "Delete this file"
LOST = (
    "The file goes for good, and what you put right in it. What was counted or let out stays. "
    "Backups your school makes keep it for up to {days} days more, then they forget it as well."
)
TRYING = "Try it with an invented file"
DELETING_SURVEY = "Delete the survey "
LEFT = (
    "A file that you handed in stays until its seven days are over, and what colleagues took away "
    "is theirs. Backups your school makes keep the survey for up to {days} days more."
)


class HandingIn:
    """Where a file comes from."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self.upload = Upload(label="Your file", note=NOTE, kinds=KINDS)
        self.onward, self.open_now, self.asking = Links(), Links(), AskingWith(sitting)
        self.drafts = Table(
            label="Your files, kept for seven days",
            head=["File", "Handed in", "Kept until"],
            verb="Go on with",
            leads="#what-was-found",
        )
        self.surveys = Table(
            label="Surveys of your school",
            head=["Survey", "Begun", "Whose"],
            verb="Open",
            leads="#results",
            query="survey",
        )
        self.trying = Links(items=[{"text": TRYING, "quiet": True}])
        self.dialog = Form(dialog=True)
        self.section = Section(
            "file",
            *(self.upload, self.onward, self.trying),
            *(self.drafts, self.surveys, self.open_now),
            *(*self.asking.parts, self.dialog),
        )
        self._act = sitting.delete_file
        self._listen()

    def _listen(self) -> None:
        guard = guarded(self._sitting.say)
        self.upload.when_whole(guarded(self.upload.refuse)(self._take))
        self.drafts.listen("open", guard(self._go_on))
        self.surveys.listen("open", guard(self._open))
        self.onward.listen("ask", guard(lambda _message: self._ask()))
        self.dialog.listen("submit", guard(lambda _message: self._delete()))
        self.trying.listen("ask", guard(lambda _message: self._try()))
        self.open_now.listen("ask", guard(lambda _message: self._ask_survey()))

    def reread(self) -> None:
        """Show what there is to go on with."""
        workbook = self._sitting.workbook
        self._drafts = {one.id: one for one in workbook.store.drafts.mine()}
        self.drafts.rows = [
            {"id": one.id, "cells": self._of_draft(one)} for one in self._drafts.values()
        ]
        self.surveys.rows = [
            {"id": one.id, "cells": self._of_survey(one)} for one in workbook.store.surveys.seen()
        ]
        survey = self._sitting.survey
        self.open_now.items = (
            [{"text": f"{DELETING_SURVEY}{survey.survey.title}", "quiet": True}]
            if survey and survey.survey.mine
            else []
        )
        file = self._sitting.file
        self.onward.items = (
            [
                {"text": f"See what was found in {file.draft.name}", "href": "#what-was-found"},
                {"text": DELETING, "quiet": True},
            ]
            if file
            else []
        )

    def _of_draft(self, draft: Draft) -> list[str]:
        return [draft.name, self._day(draft.uploaded_at), self._day(draft.expires_at)]

    def _of_survey(self, survey: Survey) -> list[str]:
        return [
            survey.title,
            self._day(survey.created_at),
            "yours" if survey.mine else "a colleague’s",
        ]

    def _day(self, moment: Any) -> str:
        local = moment.astimezone(self._sitting.workbook.zone)
        return f"{in_words(local.date())}, {at_time(local)}"

    def _take(self, name: str, data: bytes) -> None:
        file = self._sitting.take(name, data)
        self.upload.accept(f"{file.draft.name} is read: {file.found.respondents} people answered.")

    def _try(self) -> None:
        file = self._sitting.take(*self._sitting.workbook.invented_export)
        people = file.found.respondents
        self._sitting.say(f"{file.draft.name} is read: {people} invented people answered.")

    def _go_on(self, message: dict[str, Any]) -> None:
        self._sitting.go_on(str(message.get("id", "")))

    def _open(self, message: dict[str, Any]) -> None:
        self._sitting.open_survey(str(message.get("id", "")))

    def _ask(self) -> None:
        file = self._sitting.file
        if file:
            self._act = self._sitting.delete_file
            days = self._sitting.workbook.content.cover.backup_days
            self.dialog.ask(
                [],
                title=f"Delete {file.draft.name}?",
                lines=[LOST.format(days=days)],
                submit="Delete it for good",
                danger=True,
            )

    def _ask_survey(self) -> None:
        if survey := self._sitting.survey:
            days = self._sitting.workbook.content.cover.backup_days
            self._act = self._sitting.delete_survey
            self.dialog.ask(
                [],
                title=f"Delete {survey.survey.title}?",
                lines=[_goes(survey), LEFT.format(days=days)],
                submit="Delete it for good",
                danger=True,
            )

    def _delete(self) -> None:
        self.dialog.shown = False
        self._act()


def _goes(survey: OpenSurvey) -> str:
    """What is deleted along with a survey, in a sentence."""
    waves, releases = len(survey.waves), len(survey.releases)
    counts = "the counts of one wave" if waves == 1 else f"the counts of {waves} waves"
    if not releases:
        return f"For good: {counts}. Nothing of it was let out."
    figures = "one release" if releases == 1 else f"{releases} releases"
    return (
        f"For good: {counts}, the figures of {figures} that every leader and coach can read, and "
        "what your school answered, also on every member’s Home."
    )
