"""The first step: the purpose that was adopted, what changed in it, and when it is looked at."""

from datetime import date
from typing import Any

from plgwork.models.agreements import LASTS, Agreement, Kind
from plgwork.pages.agreeing import editions
from plgwork.pages.agreeing.reviewing import WHAT_HAPPENS, chosen_day, day_field
from plgwork.pages.agreeing.standing import panel
from plgwork.pages.guard import guarded
from plgwork.pages.purpose.measuring import Measuring
from plgwork.pages.purpose.ruling import Ruling
from plgwork.pages.purpose.sitting import Deliberation
from plgwork.pages.school.answers import Message, Problems, answering
from plgwork.widgets import Changes, Form, Links, Panels, Section

AGAIN = "Look at it again on another day"


class Agreed:
    """The purpose as it stands, and by what one sees that it is reached."""

    def __init__(self, sitting: Deliberation) -> None:
        self._sitting = sitting
        self.panels, self.links = Panels(), Links()
        self.changes = Changes(title="Editions, and what changed")
        self.review = Form(dialog=True)
        self.measuring, self.ruling = Measuring(sitting), Ruling(sitting)
        self.section = Section("agreed")
        self.links.listen("ask", guarded(sitting.say)(lambda _message: self._ask()))
        self.review.listen("submit", answering(self.review, self._move))

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
        parts = [self.panels, self.links, self.review, self.changes]
        self.section.show(*parts, *self.measuring.parts, *self.ruling.parts)

    def _ask(self) -> None:
        day = self._sitting.workbook.today + LASTS
        self.review.ask([day_field(day)], title=AGAIN, submit="Keep this day", lines=[WHAT_HAPPENS])

    def _move(self, message: Message) -> Problems:
        agreement = self._sitting.standing(Kind.PURPOSE)
        day, problems = chosen_day(message, self._sitting.workbook.today)
        if day is None or agreement is None:
            return problems
        self._sitting.workbook.store.agreements.review(agreement.id, day)
        self._sitting.changed()
        return {}


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
