"""The page: one cohort, its meeting from the first question to what is planned."""

from typing import Any
from urllib.parse import parse_qs

from plgwork.pages.cohort.giving import Giving
from plgwork.pages.cohort.live import LiveRounds
from plgwork.pages.cohort.marks import Marks
from plgwork.pages.cohort.meeting import Meeting
from plgwork.pages.cohort.offering import Offering
from plgwork.pages.cohort.planning import Planning
from plgwork.pages.cohort.shared import Shared
from plgwork.pages.cohort.sitting import Sitting
from plgwork.pages.guard import guarded
from plgwork.pages.page import Page
from plgwork.widgets import Fields, Panels, Steps
from plgwork.workbook import Workbook

NOBODY = {
    "title": "You are in no facilitators’ PLG",
    "lines": [
        "This page is where facilitators meet as a PLG of their own. The steward of your school "
        "can add you to it."
    ],
}


class CohortPage(Page):
    """What a cohort does together, section by section."""

    name = "cohort"

    def __init__(self, workbook: Workbook) -> None:
        super().__init__(workbook)
        self.sitting = Sitting(workbook, self.notice.say)
        asked = parse_qs(workbook.place.query)
        self.sitting.choose(asked.get("plg", [""])[0])
        self.steps = Steps(label="Steps of the meeting")
        self.live_rounds = LiveRounds(self.sitting)
        self.parts = (
            Meeting(self.sitting, self.address),
            Shared(self.sitting),
            Marks(self.sitting),
            Offering(self.sitting),
            Giving(self.sitting),
            Planning(self.sitting),
        )
        self.round = self.live_rounds.section
        self.meeting, self.shared, self.marks, self.dilemmas, self.expertise, self.plan = (
            one.section for one in self.parts
        )
        self.fields = self._which()
        if len(self.sitting.groups) > 1:
            self.add(self.fields)
        elif not self.sitting.groups:
            self.add(Panels(panels=[NOBODY]))
        self.add(self.steps)
        self.when_changed([], self.reread)
        self.show()

    def reread(self) -> None:
        """Take in what changed elsewhere; the live round listens for itself."""
        self.live.topics = self._topics()
        for part in self.parts:
            part.reread()

    def show(self) -> None:
        """Show every section as things stand now."""
        self.live_rounds.reread()
        self.steps.items = self._steps()
        self.reread()

    def _steps(self) -> list[dict[str, Any]]:
        rows = [
            ("meeting", "Meeting", "agenda"),
            ("round", "Round", "each one thing"),
            ("shared", "Shared", self.sitting.month.name),
            ("marks", "Marks", "of all of you"),
            ("dilemmas", "Dilemmas", "who presents"),
            ("expertise", "Expertise", "give and take"),
            ("plan", "Plan", self.sitting.next.name),
        ]
        return [
            {"slug": one, "name": name, "note": note, "done": False} for one, name, note in rows
        ]

    def _topics(self) -> list[str]:
        plg_id = self.sitting.plg_id
        return [f"cohort:{plg_id}", f"plg:{plg_id}"] if plg_id else []

    def _which(self) -> Fields:
        options = [{"id": one.plg.id, "name": one.plg.name} for one in self.sitting.groups]
        field = {"name": "plg", "label": "Which cohort", "kind": "select", "wide": True}
        fields = Fields(label="Which cohort", fields=[{**field, "options": options}])
        fields.show({"plg": self.sitting.plg_id})

        @guarded(self.notice.say)
        def answer(message: dict[str, Any]) -> None:
            values, ticket = message.get("values"), message.get("ticket")
            with fields.hold_sync():
                fields.heard = ticket if isinstance(ticket, int) else 0
                self.sitting.choose(str(values.get("plg", "")) if isinstance(values, dict) else "")
                fields.show({"plg": self.sitting.plg_id})
                self.show()

        fields.listen("answer", answer)
        return fields


def build(workbook: Workbook) -> CohortPage:
    """The cohort's page, for whoever is here."""
    return CohortPage(workbook)
