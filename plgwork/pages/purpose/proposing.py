"""The second step: words for a purpose, with both links."""

from typing import Any

from plgwork.analysis.deciding import in_words
from plgwork.models.agreements import Kind
from plgwork.pages.agreeing.block import KEPT
from plgwork.pages.agreeing.responding import not_yours
from plgwork.pages.agreeing.sitting import Sitting
from plgwork.pages.school.answers import Message, Problems, answering
from plgwork.widgets import Form, Panels, Section


class Proposing:
    """A form; what is proposed is talked over in the next step."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self.form = Form(title="Your words", submit="Propose it", live=True)
        self.panels = Panels()
        self.form.add_class("plg-inside")
        self.section = Section("propose")
        self.form.listen("submit", answering(self.form, self._propose))
        self.form.listen("change", self._remember)
        self._asked = ""
        self._typed: dict[str, dict[str, Any]] = {}  # what is written and not proposed, by choice

    def _remember(self, message: Message) -> None:
        values = message.get("values")
        if isinstance(values, dict) and self._asked:
            self._typed[self._asked] = values

    def reread(self) -> None:
        """Show the form; what is being written in it stays."""
        choice = self._sitting.choice
        if not choice.mine:
            self._asked, self.panels.panels = "", [not_yours(self._sitting)]
            self.section.show(self.panels)
            return
        if self._asked != choice.id:
            self._asked = choice.id
            self._ask()
        self.section.show(self.form)

    def _ask(self) -> None:
        standing = self._sitting.standing(Kind.PURPOSE)
        start = standing.matter if standing else None
        fields = self._sitting.matters.fields(Kind.PURPOSE, start)
        typed = self._typed.get(self._asked, {})
        fields = [one | {"value": typed.get(one["name"], one["value"])} for one in fields]
        self.form.ask(fields, lines=self._before(start is not None))

    def _before(self, stands: bool) -> list[str]:
        who = self._sitting.choice.who
        begins = "You begin from what you adopted. " if stands else ""
        return [
            f"{begins}Once you propose it, {who} reads it under your name, can say something to "
            "it, word it anew, and show how far they go along. Nobody else sees it before it is "
            "adopted.",
            in_words(self._sitting.rule),
        ]

    def _propose(self, message: Message) -> Problems:
        matter, problems = self._sitting.matters.read(Kind.PURPOSE, message)
        if matter is None:
            return problems
        self._sitting.workbook.store.proposals.propose(self._sitting.choice.of, matter)
        self._typed.pop(self._asked, None)
        self._ask()
        self._sitting.changed()
        self._sitting.say(KEPT)
        return {}
