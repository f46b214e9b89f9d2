"""The last step: which topics belong, which work is expected, and how free a group is."""

from typing import Any

from plgwork.models.agreements import Kind, Matter
from plgwork.pages.guard import guarded
from plgwork.pages.purpose import editions
from plgwork.pages.purpose.matters import NAMES
from plgwork.pages.purpose.proposing import KEPT
from plgwork.pages.purpose.reviewing import AGAIN, Reviewing
from plgwork.pages.purpose.sitting import SCHOOL, Sitting
from plgwork.pages.purpose.standing import panel
from plgwork.pages.school.answers import Message, Problems, answering
from plgwork.widgets import Changes, Form, Links, Panels, Section

KINDS = (Kind.TOPICS, Kind.WORK, Kind.FREEDOM)
WHY = {
    Kind.TOPICS: "So that nobody has to argue anew about what the hour is for: each kind of topic "
    "belongs, is asked about first, or has its place elsewhere.",
    Kind.WORK: "So that everybody knows what is expected: agendas, protocols and reports use the "
    "same words.",
    Kind.FREEDOM: "So that it is said aloud who shapes an agenda: the school, the group, or both.",
}


class Guardrails:
    """Three agreements, each proposed and adopted as the purpose is."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self.blocks = {kind: Guardrail(sitting, kind) for kind in KINDS}
        self.section = Section("guardrails")

    def reread(self) -> None:
        """Show all three as they stand."""
        parts = []
        for block in self.blocks.values():
            block.reread()
            parts += block.parts
        self.section.show(*parts)


class Guardrail:
    """One of the three."""

    def __init__(self, sitting: Sitting, kind: Kind) -> None:
        self._sitting, self._kind = sitting, kind
        self.panels, self.links = Panels(), Links()
        self.changes = Changes(title=f"{NAMES[kind]}: editions, and what changed")
        self.form, self.reviewing = Form(dialog=True), Reviewing(sitting, kind)
        self._start: Matter | None = None
        self.links.listen("ask", guarded(sitting.say)(self._do))
        self.form.listen("submit", answering(self.form, self._propose))

    @property
    def parts(self) -> list[Any]:
        """What stands on the page."""
        return [self.panels, self.links, self.changes, self.form, self.reviewing.form]

    def reread(self) -> None:
        """Show it as it stands, and what the school agreed on where the group did not."""
        sitting, kind = self._sitting, self._kind
        agreement = sitting.standing(kind)
        self._start = agreement.matter if agreement else None
        if agreement:
            shown = panel(sitting.workbook, sitting.matters, agreement, sitting.choice.name)
        else:
            shown = self._nothing()
        self.panels.panels = [shown]
        adopted = sitting.editions(kind)
        self.changes.items = editions.of_agreements(sitting.workbook, sitting.matters, adopted)
        verbs = [self._verb, *([self._again] if agreement else [])]
        self.links.items = [{"text": one, "quiet": True} for one in verbs if sitting.choice.mine]

    @property
    def _verb(self) -> str:
        return f"Propose: {self._name}"

    @property
    def _again(self) -> str:
        return f"{AGAIN}: {self._name}"  # three of them stand on one page

    @property
    def _name(self) -> str:
        what = NAMES[self._kind]
        return f"{what[0].lower()}{what[1:]}"

    def _do(self, message: Message) -> None:
        if message.get("text") == self._again:
            self.reviewing.ask()
        else:
            self._ask()

    def _nothing(self) -> dict[str, Any]:
        sitting = self._sitting
        if schools := self._schools():
            shown = panel(sitting.workbook, sitting.matters, schools, sitting.workbook.school.name)
            note = f"{sitting.choice.name} adopted nothing of its own; this holds for all PLGs."
            return {**shown, "lines": [note]}
        return {"kicker": "Not adopted yet", "title": NAMES[self._kind], "lines": [WHY[self._kind]]}

    def _schools(self) -> Any:
        """What the school agreed on, if one looks at a PLG of it."""
        if self._sitting.choice.id == SCHOOL:
            return None
        of = self._sitting.choices[0].of
        standing = self._sitting.workbook.store.agreements.standing()
        return next((one for one in standing if one.of == of and one.kind is self._kind), None)

    def _ask(self) -> None:
        who = self._sitting.choice.who
        self.form.ask(
            self._sitting.matters.fields(self._kind, self._start),
            title=NAMES[self._kind],
            lines=[f"{WHY[self._kind]} Once you propose it, {who} reads it under your name."],
            submit="Propose it",
        )

    def _propose(self, message: Message) -> Problems:
        matter, problems = self._sitting.matters.read(self._kind, message)
        if matter is None:
            return problems
        self._sitting.workbook.store.proposals.propose(self._sitting.choice.of, matter)
        self._sitting.changed()
        self._sitting.say(KEPT)
        return {}
