"""What the steps of the page share: besides what is agreed on, what is measured."""

from plgwork.pages.agreeing.sitting import Sitting
from plgwork.workbook import Workbook


class Deliberation(Sitting):
    """One visit to a purpose."""

    workbook: Workbook

    def reread(self) -> None:
        """Take in how things stand, and what is measured."""
        super().reread()
        self.measures = self.workbook.store.measures.of(self.choice.of)
