"""The last step: which topics belong, which work is expected, and how free a group is."""

from plgwork.models.agreements import Kind
from plgwork.pages.agreeing.block import Block
from plgwork.pages.agreeing.sitting import Sitting
from plgwork.widgets import Section

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
        self.blocks = {kind: Block(sitting, kind, WHY[kind]) for kind in KINDS}
        self.section = Section("guardrails")

    def reread(self) -> None:
        """Show all three as they stand."""
        parts = []
        for block in self.blocks.values():
            block.reread()
            parts += block.parts
        self.section.show(*parts)
