"""The page: what was agreed, what is proposed, how a meeting went, and who does it too."""

from typing import Any
from urllib.parse import parse_qs

from plgwork.models.people import PlgKind
from plgwork.pages.agreeing.responding import Responding
from plgwork.pages.agreeing.sitting import Sitting
from plgwork.pages.agreeing.whose import whose
from plgwork.pages.culture.agreed import KINDS, Agreed
from plgwork.pages.culture.beside import Beside
from plgwork.pages.culture.closing_round import ClosingRound
from plgwork.pages.culture.matters import matters
from plgwork.pages.culture.norms import GroupNorms
from plgwork.pages.culture.shared_work import SharedWork
from plgwork.pages.culture.trends import Trends
from plgwork.pages.page import Page
from plgwork.widgets import Steps
from plgwork.workbook import Workbook

BEGINS = {"text": "Propose norms", "href": "#what-we-agreed"}


class CulturePage(Page):
    """One school or PLG at a time."""

    name = "culture"

    def __init__(self, workbook: Workbook) -> None:
        super().__init__(workbook)
        self.sitting = Sitting(workbook, self.notice.say, matters(workbook.content))
        self.fields = whose(self.sitting, self.show)
        self.steps = Steps(label="Steps of culture")
        self.agreeing = Agreed(self, self.sitting)
        self.responding = Responding(self.sitting, BEGINS)
        self.norms = GroupNorms(self.sitting)
        self.closing = ClosingRound(self, self.norms, self.reread)
        self.trends, self.beliefs = Trends(self.sitting, self.norms), Beside(self)
        self.turns = SharedWork(self.sitting)
        self.add(self.fields, self.steps)
        self.agreed, self.respond = self.agreeing.section, self.responding.section
        self.check, self.trend = self.closing.section, self.trends.section
        self.shared, self.beside = self.turns.section, self.beliefs.section
        self.sitting.changed = self.reread
        groups = [one.of.plg_id for one in self.sitting.choices if one.mine and one.of.plg_id]
        checking = [f"checking:plg:{one}" for one in groups]
        self.when_changed([*self.sitting.topics, *checking], self.reread)
        self.sitting.choose(parse_qs(workbook.place.query).get("of", [_own(workbook)])[0])
        self.show()

    def reread(self) -> None:
        """Take in what changed here or in another window."""
        self.sitting.reread()
        self.show()

    def show(self) -> None:
        """Show every step as things stand now."""
        self.agreeing.reread()
        self.responding.reread()
        self.norms.reread()
        self.closing.reread()
        self.trends.reread()
        self.turns.reread()
        self.beliefs.reread()
        self.fields.show({"of": self.sitting.choice.id})
        self.steps.items = self._steps()

    def _steps(self) -> list[dict[str, Any]]:
        sitting = self.sitting
        stand = sum(sitting.standing(kind) is not None for kind in KINDS)
        rows = [
            ("what-we-agreed", "What we agreed", f"{stand} of {len(KINDS)}", stand == len(KINDS)),
            ("respond", "Respond", *self.responding.note),
            ("close-a-meeting", "Close a meeting", self.closing.note, False),
            ("how-it-goes", "How it goes", self.trends.note, bool(self.norms.told)),
            ("shared-work", "Shared work", self.turns.note, False),
            ("leaders-and-beliefs", "Leaders and beliefs", self.beliefs.note, False),
        ]
        return [
            {"slug": slug, "name": name, "note": note, "done": done}
            for slug, name, note, done in rows
        ]


def _own(workbook: Workbook) -> str:
    """Norms live in a PLG, so that one begins with one's own: that of the school first."""
    groups = [one.plg for one in workbook.store.people.my_groups()]
    ordered = sorted(groups, key=lambda plg: plg.kind is not PlgKind.SCHOOL)
    return next((plg.id for plg in ordered), "")


def build(workbook: Workbook) -> CulturePage:
    """Norms and expectations, for whoever is here."""
    return CulturePage(workbook)
