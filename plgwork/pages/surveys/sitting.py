"""What the steps of the page share: the file that is open, the survey, and what follows."""

from collections.abc import Callable, Sequence

from plgwork.errors import AccessError
from plgwork.pages.surveys.opened import OpenFile, opened, taken
from plgwork.pages.surveys.shelf import OpenSurvey, add_wave
from plgwork.workbook import Workbook


class Sitting:
    """One visit: at most one file and one survey are open."""

    def __init__(self, workbook: Workbook, say: Callable[[str], None]) -> None:
        self.workbook = workbook
        self.say = say
        self.file: OpenFile | None = None
        self.survey: OpenSurvey | None = None
        self.counted: tuple[str, str] | None = None  # the survey and wave that the file became
        self.links: dict[str, str] = {}  # its questions that go on from earlier ones, by their ids
        self.changed: Callable[[], None] = lambda: None

    def take(self, name: str, data: bytes) -> OpenFile:
        """Keep a file that was handed in, and open it."""
        self.file = taken(self.workbook, name, data)
        self.survey = self.counted = None
        self.changed()
        return self.file

    def go_on(self, draft_id: str) -> None:
        """Open a file that is kept."""
        known = {one.id: one for one in self.workbook.store.drafts.mine()}
        if draft_id not in known:
            raise AccessError("This file was kept for a week, and is gone. Upload it once more.")
        self.file = opened(self.workbook, known[draft_id])
        self.survey = self.counted = None
        self.say("")
        self.changed()

    def delete_file(self) -> None:
        """Delete the file that is open, for good."""
        if self.file:
            self.workbook.store.drafts.delete(self.file.draft.id)
            self.file = self.counted = None
            self.changed()
            self.say("Deleted for good.")

    def reread(self) -> None:
        """Take in what changed elsewhere; a survey that was deleted is no longer open."""
        if self.survey and self.survey.id in {one.id for one in self.workbook.store.surveys.seen()}:
            self.survey.reread()
        else:
            self.survey = None

    def delete_survey(self) -> None:
        """Delete the survey that is open, for good."""
        if self.survey:
            self.workbook.store.surveys.delete(self.survey.id)
            self.survey = self.counted = None
            self.changed()
            self.say("Deleted for good.")

    def open_survey(self, survey_id: str) -> None:
        """Open a survey; a file that is open stays so."""
        self.survey = OpenSurvey(self.workbook, survey_id)
        self.say("")
        self.changed()

    @property
    def mergeable(self) -> bool:
        """Whether groups can still be merged: the file is open, and nothing of it is let out."""
        survey = self.survey
        return bool(
            self.file
            and survey
            and self.counted in [(survey.id, one.name) for one in survey.waves[-1:]]
            and not survey.releases
        )

    def put_right(self) -> None:
        """Count the file anew after something of it was read otherwise, before it is let out.

        What was counted of the old reading is gone with it: nobody lets that out unawares.
        """
        if self.mergeable:
            self._count_anew()
        self.changed()

    def merge(self, column: str, groups: Sequence[str]) -> None:
        """Count the file that is open anew, with several groups as one."""
        if self.file and self.survey and self.mergeable:
            merged = self.file.merge(column, groups)
            roster = self.survey.waves[-1].roster
            self._count_anew()
            if roster and column in roster.groups:
                self.survey.could_answer(roster.merged(column, groups, merged))
            self.changed()

    def _count_anew(self) -> None:
        """Put what the file holds now in place of what was counted of it."""
        if self.file and self.survey and self.counted:
            from plgwork.analysis.statistics.continuity import linked  # only where it is counted

            survey_id, wave = self.counted
            counted = self.file.count(self.survey.survey.title, wave)
            add_wave(self.workbook, survey_id, linked(counted, self.links))
            self.survey.reread()
