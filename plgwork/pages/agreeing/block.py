"""One kind of agreement with all that one does about it, for pages that show several."""

from typing import Any

from plgwork.models.agreements import Kind, Matter
from plgwork.pages.agreeing import editions
from plgwork.pages.agreeing.matters import NAMES
from plgwork.pages.agreeing.reviewing import AGAIN, Reviewing
from plgwork.pages.agreeing.sitting import SCHOOL, Sitting
from plgwork.pages.agreeing.standing import panel
from plgwork.pages.guard import guarded
from plgwork.pages.school.answers import Message, Problems, answering
from plgwork.widgets import Changes, Form, Links, Panels

KEPT = "Proposed. The others find it under Respond; show your own hand there too."


class Block:
    """One kind of agreement: as it stands, what changed in it, and a dialog to propose another.

    ``why`` says what it is for.
    """

    def __init__(self, sitting: Sitting, kind: Kind, why: str) -> None:
        self._sitting, self._kind, self._why = sitting, kind, why
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
        return f"{AGAIN}: {self._name}"  # several of them stand on one page

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
        return {"kicker": "Not adopted yet", "title": NAMES[self._kind], "lines": [self._why]}

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
            lines=[f"{self._why} Once you propose it, {who} reads it under your name."],
            submit="Propose it",
        )

    def _propose(self, message: Message) -> Problems:
        matter, problems = self._sitting.matters.read(
            self._kind, message, self._sitting.worded(self._kind)
        )
        if matter is None:
            return problems
        self._sitting.workbook.store.proposals.propose(self._sitting.choice.of, matter)
        self._sitting.changed()
        self._sitting.say(KEPT)
        return {}
