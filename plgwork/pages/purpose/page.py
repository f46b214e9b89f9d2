"""The page: what was agreed, what is proposed, how far each goes along, and the guardrails."""

from typing import Any
from urllib.parse import parse_qs

from plgwork.models.agreements import Kind
from plgwork.pages.agreeing.responding import Responding
from plgwork.pages.agreeing.whose import whose
from plgwork.pages.page import Page
from plgwork.pages.purpose.agreed import Agreed, due
from plgwork.pages.purpose.guardrails import KINDS, Guardrails
from plgwork.pages.purpose.matters import matters
from plgwork.pages.purpose.proposing import Proposing
from plgwork.pages.purpose.sitting import Deliberation
from plgwork.widgets import Steps
from plgwork.workbook import Workbook

BEGINS = {"text": "Propose a purpose", "href": "#propose"}


class PurposePage(Page):
    """One school or PLG at a time, in four steps."""

    name = "purpose"

    def __init__(self, workbook: Workbook) -> None:
        super().__init__(workbook)
        self.sitting = Deliberation(workbook, self.notice.say, matters(workbook.content))
        self.fields = whose(self.sitting, self.show)
        self.steps = Steps(label="Steps of agreeing")
        self.agreeing, self.proposing = Agreed(self.sitting), Proposing(self.sitting)
        self.responding = Responding(self.sitting, BEGINS)
        self.guarding = Guardrails(self.sitting)
        self.add(self.fields, self.steps)
        self.agreed, self.propose = self.agreeing.section, self.proposing.section
        self.respond, self.guardrails = self.responding.section, self.guarding.section
        self.sitting.changed = self.reread
        self.when_changed(self.sitting.topics, self.reread)
        asked = parse_qs(workbook.place.query).get("of", [""])[0]
        self.sitting.choose(asked)
        self.show()

    def reread(self) -> None:
        """Take in what changed here or in another window."""
        self.sitting.reread()
        self.show()

    def show(self) -> None:
        """Show every step as things stand now."""
        self.agreeing.reread()
        self.proposing.reread()
        self.responding.reread()
        self.guarding.reread()
        self.fields.show({"of": self.sitting.choice.id})
        self.steps.items = self._steps()

    def _steps(self) -> list[dict[str, Any]]:
        sitting = self.sitting
        purpose = sitting.standing(Kind.PURPOSE)
        rails = sum(sitting.standing(kind) is not None for kind in KINDS)
        words = "in your words" if sitting.choice.mine else "theirs"
        rows = [
            ("what-we-agreed", "What we agreed", due(purpose, self.workbook.today), bool(purpose)),
            ("propose", "Propose", words, False),
            ("respond", "Respond", *self.responding.note),
            ("guardrails", "Guardrails", f"{rails} of {len(KINDS)}", rails == len(KINDS)),
        ]
        return [
            {"slug": slug, "name": name, "note": note, "done": done}
            for slug, name, note, done in rows
        ]


def build(workbook: Workbook) -> PurposePage:
    """Purpose and guardrails, for whoever is here."""
    return PurposePage(workbook)
