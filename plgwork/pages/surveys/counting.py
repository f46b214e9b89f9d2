"""The form that counts a file: as a new survey, or as a further wave of one's own."""

import re
from calendar import month_name
from typing import TYPE_CHECKING, Any

from plgwork.models.surveys import MOST_NAME, MOST_TITLE, Survey
from plgwork.pages.school.answers import Answers, Message, Problems, answering
from plgwork.pages.surveys.opened import OpenFile
from plgwork.pages.surveys.shelf import OpenSurvey, add_wave, begun
from plgwork.pages.surveys.sitting import Sitting
from plgwork.widgets import Form

if TYPE_CHECKING:
    from plgwork.models.answers import Tally

COUNTING = (
    "Nothing is counted before you press Count. What is kept then are counts: nobody’s answers, "
    "and no names. Only you can open them, until you let figures out."
)
SAME = (
    "These questions look like earlier ones in other words. Leave ticked what goes on from an "
    "earlier question: both stand in one trend, whose line breaks where the words changed."
)
# What tools write behind a name: which answers Microsoft Forms put into the file, the sheet that
# Google keeps answers in.
BEHIND = re.compile(
    r"( ?\(\d+-\d+\)| ?\(responses\)| - (form responses|sheet) ?\d+| \(\d\)|\.xlsx)$", re.IGNORECASE
)


class Counting:
    """What the survey is called, when it was asked, and which questions go on from earlier ones."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self.form = Form(title="Count it", submit="Count", lines=[COUNTING])
        self.dialog = Form(dialog=True)
        self.parts = (self.form, self.dialog)
        self.form.listen("submit", answering(self.form, self._count, lambda: self._said))
        self.dialog.listen("submit", answering(self.dialog, self._confirmed))
        self._waiting: tuple[OpenSurvey, Tally] | None = None
        self._shown: dict[str, Any] = {}
        self._when = self._said = ""

    def ask(self, file: OpenFile) -> None:
        """Ask afresh, for this file."""
        today = self._sitting.workbook.today
        self._when = file.asked_in or f"{month_name[today.month]} {today.year}"
        self.form.ask(self._fields(file.draft.name), lines=[COUNTING])

    def reread(self, file: OpenFile) -> None:
        """Offer the surveys there are now; what is being typed stays."""
        self.form.fields = self._fields(file.draft.name)

    def _fields(self, name: str) -> list[dict[str, Any]]:
        own = [one for one in self._sitting.workbook.store.surveys.seen() if one.mine]
        return _fields(own, _title(name), self._when)

    def _count(self, message: Message) -> Problems:
        file, workbook = self._sitting.file, self._sitting.workbook
        if file is None:
            return {"title": "The file is no longer open."}
        answers = Answers(message, dict.fromkeys(("survey", "title", "wave"), ""))
        if problems := _problems(answers):
            return problems
        title, wave, of = (answers.text(name) for name in ("title", "wave", "survey"))
        if not of:
            self._counted(begun(workbook, title, file.count(title, wave)), wave)
            return {}
        survey = OpenSurvey(workbook, of)
        counted = file.count(survey.survey.title, wave)
        if links := survey.to_confirm(counted):
            self._confirm(survey, counted, links)
            self._said = ""
            return {}
        return self._add(survey, counted, {})

    def _confirm(self, survey: OpenSurvey, counted: "Tally", links: dict[str, str]) -> None:
        self._waiting = survey, counted
        before = {one.id: one.text for tally in survey.tallies for one in tally.instrument.items}
        options = [
            {
                "id": one,
                "name": f"“{counted.instrument.item(one).text}” goes on from “{before[old]}”",
            }
            for one, old in links.items()
        ]
        self._shown = {"same": list(links)}
        field = {"name": "same", "label": "The same question", "kind": "checks", "wide": True}
        self.dialog.ask(
            [field | {"options": options, "value": list(links)}],
            title="Are these the same questions?",
            lines=[SAME],
            submit="Count",
        )

    def _confirmed(self, message: Message) -> Problems:
        if self._waiting is None:
            return {"same": "The file is no longer open."}
        survey, counted = self._waiting
        ticked = Answers(message, self._shown).chosen("same")
        links = {one: old for one, old in survey.to_confirm(counted).items() if one in ticked}
        clash = self._add(survey, counted, links)
        self._sitting.say("" if clash else self._said)  # the dialog closes over its own words
        return {"same": clash["survey"]} if clash else {}

    def _add(self, survey: OpenSurvey, counted: "Tally", links: dict[str, str]) -> Problems:
        from plgwork.analysis.statistics.continuity import linked

        counted = linked(counted, links)
        if changed := survey.clashes(counted):
            return {"survey": changed}
        add_wave(self._sitting.workbook, survey.id, counted)
        survey.reread()
        self._counted(survey, counted.wave, links)
        return {}

    def _counted(self, survey: OpenSurvey, wave: str, links: dict[str, str] | None = None) -> None:
        sitting, self._waiting = self._sitting, None
        sitting.survey, sitting.counted, sitting.links = survey, (survey.id, wave), links or {}
        sitting.changed()
        people = sitting.file.found.respondents if sitting.file else 0
        self._said = f"Counted: {people} people. Next: choose what you let out."
        sitting.say("")


def _title(name: str) -> str:
    """What the file is called, without what tools put behind it: “Staff survey(1-74).xlsx”."""
    bare = name.rsplit(".", 1)[0].strip()
    while (shorter := BEHIND.sub("", bare)) not in ("", bare):
        bare = shorter
    words = bare if " " in bare else bare.replace("-", " ").replace("_", " ")
    words = " ".join(words.split())
    return words[:1].upper() + words[1:]


def _fields(own: list[Survey], name: str, when: str) -> list[dict[str, Any]]:
    surveys = [{"id": "", "name": "It is a new survey"}]
    surveys += [{"id": one.id, "name": f"A further wave of {one.title}"} for one in own]
    further: list[dict[str, Any]] = [
        {
            "name": "survey",
            "label": "New, or asked again",
            "kind": "select",
            "options": surveys,
            "value": "",
        }
    ]
    return [
        *(further if own else []),
        {
            "name": "title",
            "label": "What the survey is called",
            "value": name,
            "note": "Everybody who sees figures reads this.",
        },
        {
            "name": "wave",
            "label": "When it was asked",
            "value": when,
            "note": "As people say it: “Spring 2026”. Asked again, it becomes a trend.",
        },
    ]


def _problems(answers: Answers) -> Problems:
    problems: Problems = {}
    if not answers.text("survey") and not 1 <= len(answers.text("title")) <= MOST_TITLE:
        problems["title"] = f"A survey needs a name, of at most {MOST_TITLE} letters."
    if not 1 <= len(answers.text("wave")) <= MOST_NAME:
        problems["wave"] = "Write when it was asked, in a few words."
    return problems
