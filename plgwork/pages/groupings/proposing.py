"""The step “Propose”: what a draft must keep to, what it strives for, and what is found."""

from collections.abc import Iterator
from typing import Any

from plgwork.analysis.groupings.briefing import brief
from plgwork.errors import AccessError
from plgwork.models.groupings import (
    FEWEST,
    MOST,
    Brief,
    Condition,
    ConditionKind,
    Outline,
    Proposal,
)
from plgwork.pages.groupings.desk import CLOSED, Desk
from plgwork.pages.groupings.effort import Running
from plgwork.pages.groupings.free import Free
from plgwork.pages.groupings.pairs import Pairs
from plgwork.pages.groupings.phrases import RULES, alone_cannot, condition, facts, panel
from plgwork.pages.guard import guarded
from plgwork.pages.school.answers import Answers, Message, Problems, answering
from plgwork.widgets import Effort, Form, Links, Panels, Section

PROPOSE = [
    "A proposal starts from the draft that is open and becomes a draft of its own: yours stays as "
    "it is. It keeps to what you ask for here, or says what cannot all hold."
]
WEIGHTS = (("0", "not at all"), ("1", "a little"), ("2", "much"), ("3", "above all"))
KEEP, AGAIN = "Keep it as a draft", "Away with it"
STOP = "Stop, and keep the best so far"
MOST_ALLOWED = 60
COLLIDE = (
    "Let go of any one of them, and the others can hold. Whatever else you asked for is not in the "
    "way."
)
NOT_FOUND = (
    "Nothing was found that keeps to all of this, and it is not certain that there is nothing. Ask "
    "for a little less, or for fewer pairs."
)
NOTHING_YET = "Stopped before anything was found. Nothing was changed."


class Proposing:
    """Conditions and weights, the search, and what it found."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.form = Form(title="Propose a draft", submit="Propose a draft")
        self.effort = Effort(label="How far the search is", stop=STOP)
        self.found, self.keep = Panels(), Links()
        self.pairs, self.free = Pairs(desk), Free(desk)
        self.section = Section(
            "propose",
            *(self.form, self.effort, self.found, self.keep),
            *(*self.pairs.parts, *self.free.parts),
        )
        self.running: Running | None = None
        self._proposed: Outline | None = None
        self.form.listen("submit", answering(self.form, self._propose))
        self.effort.listen("look", guarded(self._failed)(lambda _message: self._look()))
        self.effort.listen("stop", guarded(self._failed)(lambda _message: self._stop()))
        self.keep.listen("ask", guarded(desk.say)(self._choose))
        self._asked_for: str | None = None
        self._ask()

    def reread(self) -> None:
        """Show who is to be with whom and who is free when, as it is kept."""
        draft = self._desk.draft
        if draft and draft.id != self._asked_for:
            self._asked_for = draft.id
            self._ask()
        self.pairs.reread()
        self.free.reread()

    # --- what is asked for --------------------------------------------------------------------

    def _ask(self) -> None:
        ways = self._desk.workbook.configurations.configurations.values()
        weights = [{"id": one, "name": name} for one, name in WEIGHTS]
        rules = [{"id": kind.value, "name": says} for kind, says in RULES.items()]
        self.form.ask(
            [
                _number("fewest", "People in a group, at least", FEWEST),
                _number("most", "People in a group, at most", MOST),
                {
                    **{"name": "rules", "label": "What must hold", "kind": "checks"},
                    **{"options": rules, "value": self._can_hold(), "wide": True},
                },
                {
                    **{"name": "stability", "label": "Keep last year’s pairs together"},
                    **{"kind": "select", "options": weights, "value": "2"},
                },
                {
                    **{"name": "way", "label": "Group people by", "kind": "select"},
                    "value": self._way(),
                    "options": [
                        {"id": "", "name": "nothing in particular"},
                        *({"id": one.id, "name": one.name} for one in ways),
                    ],
                },
                {
                    **{"name": "weight", "label": "How much that counts", "kind": "select"},
                    **{"options": weights, "value": "1"},
                },
            ],
            lines=PROPOSE,
        )

    def _can_hold(self) -> list[str]:
        """The rules to begin with: where nobody is trained yet, none asks for whoever is."""
        trained = bool(self._desk.known.trained)
        return [one.value for one in RULES if trained or one is not ConditionKind.TRAINED]

    def _way(self) -> str:
        """How the groups of the open draft were made, where all were made in one way."""
        groups = self._desk.draft.groups if self._desk.draft else ()
        ways = {one.grouping for one in groups if one.grouping}
        return ways.pop() if len(ways) == 1 else ""

    def _propose(self, message: Message) -> Problems:
        if not self._desk.draft:
            raise AccessError(CLOSED)
        if self.running and self.running.running:
            raise AccessError("A search is running. Stop it first, or wait for it.")
        answers = Answers(message, {})
        problems = _problems(answers)
        if problems:
            return problems
        self._show_nothing()
        self.running = Running(self._brief(answers))
        self.effort.share, self.effort.running = 0.0, True
        self.effort.status = "Looking for groups that keep to what you asked for…"
        return {}

    def _brief(self, answers: Answers) -> Brief:
        draft = self._desk.opened
        content = self._desk.workbook.configurations
        return brief(
            draft.outline,
            self._desk.known,
            [*_conditions(answers), *draft.pairs],
            content.configurations.get(answers.text("way")),
            content.subjects,
            stability=int(answers.text("stability")),
            weight=int(answers.text("weight")),
        )

    # --- while it runs ------------------------------------------------------------------------

    def _look(self) -> None:
        """How far it is; once it is done, what it found."""
        running = self.running
        if running is None:
            self.effort.running = False
            return
        if running.running:
            running.look()
            self.effort.share = running.share
            if running.best:
                kept = self._desk.judge(running.best)
                share = f"{kept.stability:.0%}" if kept.stability is not None else "none"
                self.effort.status = f"Found one: {share} of last year’s pairs kept. Bettering it…"
            return
        self.running, self.effort.running = None, False
        self._show(running, running.wait())

    def _stop(self) -> None:
        if self.running:
            self.running.stop()
            self.effort.status = "Stopping…"

    def _failed(self, problem: str) -> None:
        self.effort.running = False
        self.effort.status = problem

    # --- what was found -----------------------------------------------------------------------

    def _show_nothing(self) -> None:
        self._proposed, self.found.panels, self.keep.items = None, [], []

    def _show(self, running: Running, proposal: Proposal) -> None:
        if proposal.conflict:
            self.effort.status = "No draft can keep to all of this."
            self.found.panels = [self._conflict(proposal.conflict, running.brief)]
        elif proposal.outline is None:
            self.effort.status = NOTHING_YET if running.stopped else NOT_FOUND
        else:
            self.effort.status = "Here is a proposal."
            self._proposed = proposal.outline
            self.found.panels = [self._proposal(proposal.outline)]
            self.keep.items = [
                {"text": KEEP, "href": ""},
                {"text": AGAIN, "href": "", "quiet": True},
            ]

    def _conflict(self, conflict: tuple[Condition, ...], brief: Brief) -> dict[str, Any]:
        names = self._desk.known.names
        items = [{"title": condition(one, names)} for one in conflict]
        if len(conflict) > 1:
            return panel("These cannot all hold", [COLLIDE], items=items)
        why = alone_cannot(conflict[0], brief)
        return panel("This cannot hold", [why] if why else [], items=items)

    def _proposal(self, outline: Outline) -> dict[str, Any]:
        names, judged = self._desk.known.names, self._desk.judge(outline)
        moved = len(_places(outline) - _places(self._desk.opened.outline))
        lines = [f"{moved} people would be in another group than in the draft that is open."]
        return panel(
            "A proposal",
            lines,
            wide=True,
            facts=[list(one) for one in facts(judged)],
            items=[
                {
                    "title": f"{group.name}: {len(group.people)}",
                    "text": ", ".join(names.get(one, "") for one in group.people),
                    "note": f"Facilitated by {', '.join(names[p] for p in group.facilitators)}"
                    if group.facilitators
                    else "Nobody facilitates yet",
                }
                for group in outline.groups
            ],
        )

    def _choose(self, message: Message) -> None:
        proposed, draft = self._proposed, self._desk.opened
        if message.get("text") == KEEP and proposed is not None:
            name = f"{draft.name}, proposed"[:80]
            self._show_nothing()
            self._desk.begin(name, draft.year, proposed)
            self._desk.say(f"Kept as a draft of its own, and open now: {name}.")
        else:
            self._show_nothing()
        self.effort.status = ""


def _places(outline: Outline) -> set[tuple[str, str]]:
    return {(group.name, person) for group in outline.groups for person in group.people}


def _number(name: str, label: str, value: int) -> dict[str, Any]:
    limits = {"kind": "number", "min": 1, "max": MOST_ALLOWED, "value": str(value)}
    return {"name": name, "label": label, **limits}


def _problems(answers: Answers) -> Problems:
    problems: Problems = {}
    for name in ("fewest", "most"):
        typed = answers.text(name)
        if not typed.isdecimal() or not 1 <= int(typed) <= MOST_ALLOWED:
            problems[name] = f"Write a number from 1 to {MOST_ALLOWED}."
    if not problems and int(answers.text("fewest")) > int(answers.text("most")):
        problems["most"] = "At most must not be less than at least."
    for name in ("stability", "weight"):
        if answers.text(name) not in dict(WEIGHTS):
            problems[name] = "Choose one of these."
    return problems


def _conditions(answers: Answers) -> Iterator[Condition]:
    yield Condition(kind=ConditionKind.FEWEST, number=int(answers.text("fewest")))
    yield Condition(kind=ConditionKind.MOST, number=int(answers.text("most")))
    ticked = answers.chosen("rules")
    yield from (Condition(kind=kind) for kind in RULES if kind.value in ticked)
