"""The first step: norms and expectations as they stand, and the words to propose others."""

from plgwork.models.agreements import Kind
from plgwork.pages.agreeing.block import Block
from plgwork.pages.agreeing.sitting import Sitting
from plgwork.pages.page import Page
from plgwork.widgets import Links, Section

KINDS = (Kind.NORMS, Kind.EXPECTATIONS)
WHY = {
    Kind.NORMS: "A few short sentences on how you work together, which one could see you keep. "
    "You write them yourselves; ones that other groups hold are there to take over and change.",
    Kind.EXPECTATIONS: "What each of you can count on from the others: being there, and taking "
    "part. Nobody is scored by it. Where it is not met, it asks for a conversation.",
}
LESSON = "norms-that-hold"


def unit_at(page: Page, lesson: str) -> str:
    """Where one reads a unit of the training path."""
    href = page.address("learn", f"unit={lesson}")
    return f"{href}#read" if page.workbook.place.served else href


class Agreed:
    """Two agreements, each proposed and adopted as the purpose is."""

    def __init__(self, page: Page, sitting: Sitting) -> None:
        self._sitting = sitting
        self.blocks = {kind: Block(sitting, kind, WHY[kind]) for kind in KINDS}
        unit = page.workbook.content.lessons.get(LESSON)
        href = unit_at(page, LESSON)
        self.links = Links(
            items=[{"text": f"A unit on it: {unit.title}", "href": href, "quiet": True}]
            if unit
            else []
        )
        self.section = Section("agreed")

    def reread(self) -> None:
        """Show both as they stand."""
        parts = []
        for block in self.blocks.values():
            block.reread()
            parts += block.parts
        self.section.show(*parts, self.links)
