"""The page: six steps from a file to figures that may be shown, and the school's answer."""

from typing import Any
from urllib.parse import parse_qs

from plgwork.pages.guard import guarded
from plgwork.pages.page import Page
from plgwork.pages.surveys.finding import Finding
from plgwork.pages.surveys.handing_in import HandingIn
from plgwork.pages.surveys.letting_out import LettingOut
from plgwork.pages.surveys.replying import Replying
from plgwork.pages.surveys.results import Results
from plgwork.pages.surveys.sitting import Sitting
from plgwork.pages.surveys.taking_away import TakingAway
from plgwork.widgets import Steps
from plgwork.workbook import Workbook


class SurveysPage(Page):
    """A file, what was found in it, what is let out of it, and what follows."""

    name = "surveys"

    def __init__(self, workbook: Workbook) -> None:
        super().__init__(workbook)
        self.sitting = Sitting(workbook, self.notice.say)
        self.steps = Steps(label="Steps of a survey")
        self.add(self.steps)
        self.handing_in, self.finding = HandingIn(self.sitting), Finding(self.sitting)
        self.letting_out, self.looking = LettingOut(self.sitting), Results(self.sitting)
        self.file, self.found = self.handing_in.section, self.finding.section
        self.replying = Replying(self.sitting)
        self.taking_away = TakingAway(self.sitting, self.looking)
        self.let_out, self.results = self.letting_out.section, self.looking.section
        self.reply, self.take_away = self.replying.section, self.taking_away.section
        self.sitting.changed = self.show
        self.when_changed([f"person:{workbook.me.id}", f"school:{workbook.school.id}"], self.reread)
        self.show()
        query = parse_qs(workbook.place.query)
        if asked := query.get("survey"):
            guarded(self.notice.say)(self.sitting.open_survey)(asked[0])
        self.handing_in.asking.open(query.get("ask", [""])[0])

    def reread(self) -> None:
        """Take in what changed here or in another window."""
        self.sitting.reread()
        self.show()

    def show(self) -> None:
        """Show every step as things stand now."""
        self.handing_in.reread()
        self.finding.reread()
        self.letting_out.reread()
        self.looking.reread()
        self.replying.reread()
        self.taking_away.reread()  # what is taken away is what is looked at
        self.steps.items = self._steps()

    def _steps(self) -> list[dict[str, Any]]:
        file, survey = self.sitting.file, self.sitting.survey
        counted = survey is not None and bool(survey.waves)
        releases = len(survey.releases) if survey else 0
        said = self.replying.said is not None
        title = survey.survey.title if survey else "none open"
        rows = [
            ("your-file", "Your file", file.draft.name if file else title, bool(file or survey)),
            ("what-was-found", "What was found", _found(self.sitting, counted), counted),
            ("let-it-out", "Let it out", _let_out(releases, counted), bool(releases)),
            ("results", "Results", "to look at" if releases else "none yet", bool(releases)),
            ("our-answer", "Our answer", "published" if said else "not yet", said),
            ("take-away", "Take away", "four kinds of files" if releases else "none yet", False),
        ]
        return [
            {"slug": slug, "name": name, "note": note, "done": done}
            for slug, name, note, done in rows
        ]


def _found(sitting: Sitting, counted: bool) -> str:
    if counted:
        return "counted"
    return f"{sitting.file.found.respondents} people" if sitting.file else "nothing yet"


def _let_out(releases: int, counted: bool) -> str:
    if releases:
        return "1 release" if releases == 1 else f"{releases} releases"
    return "you choose" if counted else "nothing yet"


def build(workbook: Workbook) -> SurveysPage:
    """Surveys, for whoever is here."""
    return SurveysPage(workbook)
