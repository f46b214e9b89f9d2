"""The third step: by which groups figures may be seen, and what the gate says of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from plgwork.models import figures
from plgwork.models.figures import Choice
from plgwork.pages.guard import guarded
from plgwork.pages.school.answers import Answers, Message, Problems, answering
from plgwork.pages.surveys import previewing, same_people
from plgwork.pages.surveys.groupings import chosen, spoken
from plgwork.pages.surveys.pairing import Pairing
from plgwork.pages.surveys.redacting import Redacting
from plgwork.pages.surveys.shelf import By, OpenSurvey
from plgwork.pages.surveys.sitting import Sitting
from plgwork.pages.surveys.views import Views
from plgwork.pages.wording import in_words
from plgwork.widgets import Form, Links, Panels, Section

LET_OUT, NOT_YET, MERGE = "Let it out", "Not yet", "Merge "
LOOK_BELOW = "Nothing is let out yet. Look below at what others would see, with its charts."
DONE = "It is let out: every leader and coach of your school can read it now."
SMALLER = "Crossed groups are smaller, so that more of them is withheld."
STAYS = "Nothing was let out. What you ticked is still ticked."
MERGED = (
    "{groups} are one group now, and counted anew. Nothing is let out yet: look once more at what "
    "others would see."
)
CROSS = "+"  # between the ids of a crossing, in what a form sends
NOT_COUNTED = {
    "title": "Nothing is counted yet",
    "lines": [
        "Once a file is counted, this step shows which groups can be told apart, and what has to "
        "be withheld so that no single person can be."
    ],
    "links": [{"text": "Go to What was found", "href": "#what-was-found"}],
}
OTHERS = {
    "title": "This survey is a colleague’s",
    "lines": ["Whoever counted a survey chooses what is let out of it. You see the same as they."],
    "links": [{"text": "Go to Results", "href": "#results"}],
}
WHAT = [
    "Figures about everybody are always part of it. Choose the fewest groups that help: each one "
    "more means that more has to be withheld.",
    "What you let out, every leader and coach of your school can read, all of them the same, and "
    "it cannot be taken back. Look at it first; looking lets nothing out.",
]


class LettingOut:
    """What one lets out: chosen, looked at, and only then done."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self.form = Form(title="By which groups", submit="Look before you let it out", lines=WHAT)
        self.panels, self.links = Panels(), Links()
        self.redacting, self.pairing = Redacting(sitting), Pairing(sitting)
        self.section = Section("let_out")
        self.seen = Section("would-be-seen")  # last: charts are drawn late, and move what is below
        self._weighed: tuple[Choice, figures.Proposal] | None = None
        self._asked: Any = None
        self._told: Message = {}  # what was ticked, as long as it is weighed
        self.form.listen("submit", answering(self.form, self._look, lambda: LOOK_BELOW))
        self.links.listen("ask", guarded(sitting.say)(self._decide))

    def reread(self) -> None:
        """Show what can be chosen, or why nothing can."""
        survey = self._sitting.survey
        if survey is None or not survey.survey.mine or not survey.waves:
            theirs = survey is not None and not survey.survey.mine
            self._put_away()
            self._asked = None
            self.panels.panels = [OTHERS if theirs else NOT_COUNTED]
            self.section.show(self.panels)
            return
        self.redacting.reread()
        counted = [one.counted_at for one in survey.waves]
        now = survey.id, counted, len(survey.releases), self.redacting.offered, self.pairing.files
        if self._asked is None or self._asked[0] != survey.id:
            self._told = {}
        if self._asked != now:  # what was weighed was weighed beside other figures
            self._asked = now
            self._put_away()
            fields = [*_fields(survey.breakdowns, survey.headings), *self.redacting.fields]
            lines = [*WHAT, *self.redacting.lines, *self.pairing.lines]
            self.form.ask(_as_told([*fields, *self.pairing.fields], self._told), lines=lines)
        self._show()

    def _show(self) -> None:
        self.section.show(self.form, self.panels, *self.redacting.parts, self.links, self.seen)

    def _put_away(self) -> None:
        self._weighed, self.panels.panels = None, []
        self.links.show([])
        self.seen.show()
        self.redacting.look(())
        survey = self._sitting.survey
        if survey and survey.releases:
            self.panels.panels = [self._so_far(survey)]

    def _so_far(self, survey: OpenSurvey) -> dict[str, Any]:
        last = survey.releases[-1]
        day = in_words(last.released_at.astimezone(self._sitting.workbook.zone).date())
        return {
            "kicker": "Let out",
            "title": f"{_releases(len(survey.releases))} so far, the last on {day}",
            "lines": [chosen(last.choice, last.table.headings)],
            "links": [{"text": "Go on to Results", "href": "#results"}],
        }

    def _look(self, message: Message) -> Problems:
        survey = self._sitting.survey
        if survey is None:
            return {"breakdowns": "The survey is no longer open."}
        answers = Answers(message, {"breakdowns": [], "crossings": [], "open": []})
        choice = _choice(answers, survey.breakdowns)
        choice = choice.model_copy(update={"open": self.redacting.chosen(answers)})
        pairs, problems = self.pairing.pairs(answers)
        if problems:
            return problems
        weighed = survey.weigh(choice, pairs)
        self.redacting.look(choice.open)
        self._weighed, self._told = (choice, weighed), message
        asked = survey.asked(weighed.table)
        same = same_people.panels(weighed.table, asked) if pairs else ()
        self.panels.panels = [*previewing.panels(choice, weighed), *same]
        self.seen.show(*previewing.parts(Views(weighed.table, asked, self._sitting.say)))
        merging = weighed.merging if self._sitting.mergeable else ()
        links: list[dict[str, Any]] = [{"text": _verb(one), "quiet": True} for one in merging]
        self.links.show([*links, {"text": LET_OUT}, {"text": NOT_YET, "quiet": True}])
        self._show()
        self._sitting.say("")
        return {}

    def _decide(self, message: Message) -> None:
        survey, weighed, asked = self._sitting.survey, self._weighed, message.get("text")
        if survey is None or weighed is None:
            self.reread()
            return
        choice, release = weighed
        if asked == LET_OUT:
            quotes = self.redacting.quoted()
            self._put_away()
            self._told = {}
            survey.let_out(choice, release, quotes)
            self._sitting.changed()
            self.links.show([], DONE)  # the panel above leads on
        elif asked == NOT_YET:
            self._put_away()
            self.links.show([], STAYS)
            self._show()
        for one in release.merging:
            if asked == _verb(one):
                self._merge(one)

    def _merge(self, merging: figures.Merging) -> None:
        """Count groups as one, and weigh the same choice again."""
        told = self._told
        self._sitting.merge(merging.by, merging.groups)
        self._look(told)
        self.links.show(self.links.items, MERGED.format(groups=_named(merging)))


def _as_told(fields: list[dict[str, Any]], told: Message) -> list[dict[str, Any]]:
    """The fields as they were filled in before."""
    values = told.get("values")
    known = values if isinstance(values, dict) else {}
    return [one | {"value": known.get(one["name"], one["value"])} for one in fields]


def _fields(breakdowns: Sequence[By], headings: Mapping[str, str]) -> list[dict[str, Any]]:
    alone: list[By] = [one for one in breakdowns if len(one) == 1]
    crossed: list[By] = [one for one in breakdowns if len(one) > 1]
    rows: list[tuple[str, str, list[By], str]] = [
        ("breakdowns", "Groups", alone, ""),
        (
            "crossings",
            "Two kinds of groups crossed",
            crossed,
            SMALLER,
        ),
    ]
    return [
        {
            "name": name,
            "label": label,
            "kind": "checks",
            "options": [{"id": CROSS.join(one), "name": spoken(one, headings)} for one in options],
            "value": [],
            "note": note,
            "wide": True,
        }
        for name, label, options, note in rows
        if options
    ]


def _choice(answers: Answers, known: Sequence[By]) -> Choice:
    """What was ticked, as far as it was counted."""
    ticked = {*answers.chosen("breakdowns"), *answers.chosen("crossings")}
    chosen = [one for one in known if CROSS.join(one) in ticked]
    return Choice(
        breakdowns=tuple(one[0] for one in chosen if len(one) == 1),
        crossings=tuple(one for one in chosen if len(one) > 1),
    )


def _verb(merging: figures.Merging) -> str:
    return f"{MERGE}{_named(merging)}"


def _named(merging: figures.Merging) -> str:
    return " and ".join(f"“{one}”" for one in merging.groups)


def _releases(many: int) -> str:
    return "One release" if many == 1 else f"{many} releases"
