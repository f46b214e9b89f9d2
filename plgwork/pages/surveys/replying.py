"""The fifth step: what the school says to those who answered."""

from datetime import date
from typing import Any

from plgwork.models.surveys import MOST_WORDS, Reply, SchoolAnswer
from plgwork.pages import answered
from plgwork.pages.school.answers import Answers, Message, Problems, answering
from plgwork.pages.surveys.sitting import Sitting
from plgwork.widgets import Form, Panels, Section

NOTHING = {
    "title": "Nothing to answer yet",
    "lines": ["Once figures are let out, you say here what you heard and what you will do."],
    "links": [{"text": "Go to Let it out", "href": "#let-it-out"}],
}
OTHERS = {
    "title": "This survey is a colleague’s",
    "lines": ["Whoever counted it writes the answer. Talk with them about what you read."],
}
WHERE = (
    "What you publish stands on the Home of every member of your school at once, under the name of "
    "the survey. You can change it later: the new words then stand in place of these."
)
BEFORE = "What you said before, until you publish anew"
WORDS = ("heard", "will_do")


class Replying:
    """Three fields, and what members see."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self.form = Form(title="What members read", submit="Publish", lines=[WHERE])
        self.panels, self.section = Panels(), Section("reply")
        self.form.listen("submit", answering(self.form, self._publish))
        self._asked: tuple[str, int] | None = None
        self._shown: dict[str, Any] = {}

    def reread(self) -> None:
        """Show the answer as it stands, beside the form for it."""
        survey = self._sitting.survey
        if survey is None or not survey.releases:
            self._asked, self.panels.panels = None, [NOTHING]
            self.section.show(self.panels)
            return
        said = self.said
        workbook = self._sitting.workbook
        self.panels.panels = [answered.panel(workbook, said)] if said else []
        if said and said.number < survey.releases[-1].number:
            self.panels.panels = [{**self.panels.panels[0], "kicker": BEFORE}]
        if not survey.survey.mine:
            self._asked, self.panels.panels = None, [OTHERS, *self.panels.panels]
            self.section.show(self.panels)
            return
        now = survey.id, survey.releases[-1].number
        if self._asked != now:  # what is being written stays
            self._asked = now
            self.form.ask(self._fields(said), lines=[WHERE])
        self.section.show(self.form, self.panels)

    @property
    def said(self) -> SchoolAnswer | None:
        """The newest answer to the survey that is open."""
        survey = self._sitting.survey
        answers = self._sitting.workbook.store.surveys.answers()
        return next((one for one in answers if survey and one.survey_id == survey.id), None)

    def _fields(self, said: SchoolAnswer | None) -> list[dict[str, Any]]:
        # A new release is answered anew; what was said to the one before is no longer true.
        survey = self._sitting.survey
        kept = said if said and survey and said.number == survey.releases[-1].number else None
        self._shown = {
            "heard": kept.heard if kept else "",
            "will_do": kept.will_do if kept else "",
            "by_when": kept.by_when.isoformat() if kept else "",
        }
        labels = {
            "heard": (
                "What we heard",
                "textarea",
                "Two or three sentences, the hard one among them.",
            ),
            "will_do": ("What we will do", "textarea", "One thing that people will notice."),
            "by_when": ("By when", "date", ""),
        }
        return [
            {
                "name": name,
                "label": label,
                "kind": kind,
                "note": note,
                "value": self._shown[name],
                "wide": kind == "textarea",
            }
            for name, (label, kind, note) in labels.items()
        ]

    def _publish(self, message: Message) -> Problems:
        survey = self._sitting.survey
        if survey is None or not survey.releases:
            return {"heard": "The survey is no longer open."}
        values = message.get("values")
        told = {**self._shown, **(values if isinstance(values, dict) else {})}
        words = {name: str(told[name]).strip() for name in WORDS}
        when = _day(Answers(message, self._shown).text("by_when"))
        problems = _problems(words, when, self._sitting.workbook.today)
        if problems or when is None:
            return problems
        number = survey.releases[-1].number
        self._sitting.workbook.store.surveys.answer(
            survey.id, Reply(number=number, by_when=when, **words)
        )
        self._shown = {**words, "by_when": when.isoformat()}
        self._sitting.changed()
        self._sitting.say("Published: every member of your school finds it on Home.")
        return {}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _problems(words: dict[str, str], when: date | None, today: date) -> Problems:
    problems: Problems = {}
    for name, text in words.items():
        if not text:
            problems[name] = "Say it in a few words."
        elif len(text) > MOST_WORDS:
            problems[name] = f"At most {MOST_WORDS:,} letters; these are {len(text):,}."
    if when is None:
        problems["by_when"] = "Choose a day. Without one, nobody knows when to look."
    elif when < today:
        problems["by_when"] = "This day has passed. Choose one that is still to come."
    return problems
