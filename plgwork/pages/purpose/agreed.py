"""The first step: the purpose that was adopted, what changed in it, and when it is looked at."""

from datetime import date
from typing import Any

from plgwork.models.agreements import Agreement, Kind
from plgwork.pages.agreeing import editions
from plgwork.pages.agreeing.reviewing import AGAIN, Reviewing
from plgwork.pages.agreeing.standing import panel
from plgwork.pages.guard import guarded
from plgwork.pages.purpose.measuring import Measuring
from plgwork.pages.purpose.ruling import Ruling
from plgwork.pages.purpose.sitting import Deliberation
from plgwork.widgets import Changes, Links, Panels, Section


class Agreed:
    """The purpose as it stands, and by what one sees that it is reached."""

    def __init__(self, sitting: Deliberation) -> None:
        self._sitting = sitting
        self.panels, self.links = Panels(), Links()
        self.changes = Changes(title="Editions, and what changed")
        self.reviewing = Reviewing(sitting, Kind.PURPOSE)
        self.measuring, self.ruling = Measuring(sitting), Ruling(sitting)
        self.section = Section("agreed")
        self.links.listen("ask", guarded(sitting.say)(lambda _message: self.reviewing.ask()))

    def reread(self) -> None:
        """Show the purpose as it stands."""
        sitting = self._sitting
        agreement = sitting.standing(Kind.PURPOSE)
        name = sitting.choice.name
        self.panels.panels = [
            panel(sitting.workbook, sitting.matters, agreement, name)
            if agreement
            else _nothing(sitting)
        ]
        adopted = sitting.editions(Kind.PURPOSE)
        self.changes.items = editions.of_agreements(sitting.workbook, sitting.matters, adopted)
        mine = sitting.choice.mine and agreement is not None
        self.links.items = (
            [
                {"text": "Propose other words", "href": "#propose", "quiet": True},
                {"text": AGAIN, "quiet": True},
            ]
            if mine
            else []
        )
        self.measuring.reread()
        self.ruling.reread()
        # The same parts at all times: what is drawn anew would lose what is typed in it.
        parts = [self.panels, self.links, self.reviewing.form, self.changes]
        self.section.show(*parts, *self.measuring.parts, *self.ruling.parts)


def _nothing(sitting: Deliberation) -> dict[str, Any]:
    if not sitting.choice.mine:
        return {
            "title": "No purpose is adopted yet",
            "lines": [f"Once {sitting.choice.name} adopts one, you read it here."],
        }
    return {
        "title": "No purpose is adopted yet",
        "lines": [
            "What you adopt stands here, on everybody’s Home, and beside each agenda: why you "
            "meet, how that reaches what teachers learn, and how it reaches how students grow.",
            "Anybody can propose one. All of you talk it over, show how far you go along, and "
            "adopt it together.",
        ],
        "links": [{"text": "Propose a purpose", "href": "#propose"}],
    }


def due(agreement: Agreement | None, today: date) -> str:
    """What the step says of it in a word or two."""
    if agreement is None:
        return "nothing yet"
    return "look at it again" if agreement.due(today) else f"edition {agreement.number}"
