"""The third step: by which groups figures may be seen, and what the gate says of it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from plgwork.models import figures
from plgwork.models.figures import Choice
from plgwork.pages.guard import guarded
from plgwork.pages.school.answers import Answers, Message, Problems, answering
from plgwork.pages.surveys import same_people
from plgwork.pages.surveys.pairing import Pairing
from plgwork.pages.surveys.redacting import Redacting
from plgwork.pages.surveys.shelf import By, OpenSurvey
from plgwork.pages.surveys.sitting import Sitting
from plgwork.pages.wording import in_words
from plgwork.widgets import Form, Links, Panels, Section

LET_OUT, NOT_YET, MERGE = "Let it out", "Not yet", "Merge "
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
UNSAFE = "Withheld, whoever looks"
MOST_LINES = 12


class LettingOut:
    """What one lets out: chosen, looked at, and only then done."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self.form = Form(title="By which groups", submit="Look before you let it out", lines=WHAT)
        self.panels, self.links = Panels(), Links()
        self.redacting, self.pairing = Redacting(sitting), Pairing(sitting)
        self.section = Section("let_out")
        self._weighed: tuple[Choice, figures.Proposal] | None = None
        self._asked: Any = None
        self.form.listen("submit", answering(self.form, self._look))
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
        if self._asked != now:  # what was weighed was weighed beside other figures
            self._asked = now
            self._put_away()
            fields = [*_fields(survey.breakdowns, survey.headings), *self.redacting.fields]
            lines = [*WHAT, *self.redacting.lines, *self.pairing.lines]
            self.form.ask([*fields, *self.pairing.fields], lines=lines)
        self._show()

    def _show(self) -> None:
        self.section.show(self.form, self.panels, *self.redacting.parts, self.links)

    def _put_away(self) -> None:
        self._weighed, self.panels.panels, self.links.items = None, [], []
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
            "lines": [_chosen(last.choice, last.table.headings)],
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
        self._weighed = choice, weighed
        same = same_people.panels(weighed.table, survey.asked(weighed.table)) if pairs else ()
        self.panels.panels = [*_seen(choice, weighed), *same]
        merging = weighed.merging if self._sitting.mergeable else ()
        self.links.items = [
            *({"text": f"{MERGE}{_named(one)}", "quiet": True} for one in merging),
            {"text": LET_OUT},
            {"text": NOT_YET, "quiet": True},
        ]
        self._show()
        self._sitting.say(f"Not let out yet. {_seen_of(weighed)} would be seen; look below.")
        return {}

    def _decide(self, message: Message) -> None:
        survey, weighed, asked = self._sitting.survey, self._weighed, message.get("text")
        quotes = self.redacting.quoted() if asked == LET_OUT else {}
        self._put_away()
        self._sitting.say("")
        if survey is None or weighed is None or asked == NOT_YET:
            self.reread()
            return
        choice, release = weighed
        for one in release.merging:
            if asked == f"{MERGE}{_named(one)}":
                self._sitting.merge(one.by, one.groups)
                self._sitting.say("They are one group now, and counted anew. Look at it once more.")
        if asked != LET_OUT:
            return
        survey.let_out(choice, release, quotes)
        self._sitting.changed()
        self._sitting.say("It is let out: every leader and coach of your school can read it now.")


def spoken(by: Sequence[str], headings: Mapping[str, str]) -> str:
    """A breakdown in words, as its columns are headed: ``Which school × What role``."""
    named = (headings.get(one) or one.replace("-", " ").capitalize() for one in by)
    return " × ".join(name.rstrip("?:. ") for name in named)


def _fields(breakdowns: Sequence[By], headings: Mapping[str, str]) -> list[dict[str, Any]]:
    alone: list[By] = [one for one in breakdowns if len(one) == 1]
    crossed: list[By] = [one for one in breakdowns if len(one) > 1]
    rows: list[tuple[str, str, list[By], str]] = [
        ("breakdowns", "Groups", alone, ""),
        ("crossings", "Two kinds of groups crossed", crossed, "These are smaller, so more goes."),
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


def _chosen(choice: Choice, headings: Mapping[str, str]) -> str:
    bys = [*((one,) for one in choice.breakdowns), *choice.crossings]
    names = "; ".join(spoken(one, headings) for one in bys)
    told = f"Everybody, and by: {names}." if names else "Figures about everybody alone."
    return f"{told} Open answers: {_questions(len(choice.open))}." if choice.open else told


def _seen(choice: Choice, weighed: figures.Proposal) -> Iterator[dict[str, Any]]:
    yield {
        "kicker": "Not let out yet",
        "title": f"{_seen_of(weighed)} would be seen",
        "lines": [
            _chosen(choice, weighed.table.headings),
            *([] if weighed.withheld else ["Nothing is withheld."]),
        ],
    }
    if weighed.withheld:
        first, rest = weighed.withheld[:MOST_LINES], weighed.withheld[MOST_LINES:]
        yield {
            "kicker": UNSAFE,
            "title": f"What stays withheld: {_groups(len(weighed.withheld))}",
            "lines": list(first),
            **({"more": {"summary": f"And {len(rest)} more", "lines": list(rest)}} if rest else {}),
        }
    if weighed.merging:
        yield {
            "kicker": "What would win it back",
            "title": "Merge groups that are small",
            "lines": [one.words for one in weighed.merging],
        }


def _seen_of(weighed: figures.Proposal) -> str:
    rows = weighed.table.rows
    return f"{sum(not row.withheld for row in rows):,} of {len(rows):,} figures"


def _named(merging: figures.Merging) -> str:
    return " and ".join(f"“{one}”" for one in merging.groups)


def _groups(many: int) -> str:
    return "one group" if many == 1 else f"{many} groups"


def _questions(many: int) -> str:
    return "to one question" if many == 1 else f"to {many} questions"


def _releases(many: int) -> str:
    return "One release" if many == 1 else f"{many} releases"
