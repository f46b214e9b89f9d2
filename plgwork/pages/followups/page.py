"""The page: what asks for a conversation, who owns one, and who reads it."""

from urllib.parse import parse_qs

from plgwork.pages.followups.listing import Listing
from plgwork.pages.followups.naming import Naming
from plgwork.pages.followups.seen import Seen
from plgwork.pages.followups.sitting import Sitting
from plgwork.pages.page import Page
from plgwork.widgets import Steps
from plgwork.workbook import Workbook


class FollowUpsPage(Page):
    """Three steps: what was seen, follow-ups, who reads them."""

    name = "followups"

    def __init__(self, workbook: Workbook) -> None:
        super().__init__(workbook)
        self.steps = Steps(label="Steps of this page")
        self.add(self.steps)
        asked = parse_qs(workbook.place.query).get("id", [""])[0]
        self.sitting = Sitting(self, self.reread, asked)
        self.occasions = Seen(self.sitting)
        self.listing = Listing(self.sitting)
        self.naming = Naming(self.sitting)
        self.seen, self.followups = self.occasions.section, self.listing.section
        self.readers = self.naming.section
        self.when_changed([], self.reread)
        self.show()

    def reread(self) -> None:
        """Take in what changed here or in another window."""
        self.sitting.reread()
        self.show()

    def show(self) -> None:
        """Show every step as things stand now."""
        self.occasions.reread()
        self.listing.reread()
        self.naming.reread()
        self.live.topics = self.sitting.topics
        rows = [
            ("what-was-seen", "What was seen", self.occasions.note),
            ("follow-ups", "Follow-ups", self.listing.note),
            ("who-reads-them", "Who reads them", self.naming.note),
        ]
        self.steps.items = [
            {"slug": slug, "name": name, "note": note, "done": False} for slug, name, note in rows
        ]


def build(workbook: Workbook) -> FollowUpsPage:
    """Follow-ups, for whoever is here."""
    return FollowUpsPage(workbook)
