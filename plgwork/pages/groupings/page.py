"""The page: for everybody what ways there are and what would serve them; for leaders, drafts."""

from typing import Any
from urllib.parse import parse_qs

from plgwork.models.groupings import DraftState
from plgwork.models.people import Role
from plgwork.pages.groupings.asked import Asked
from plgwork.pages.groupings.comparing import Comparing
from plgwork.pages.groupings.desk import Desk
from plgwork.pages.groupings.drafts import Drafts
from plgwork.pages.groupings.moving import Moving
from plgwork.pages.groupings.proposing import Proposing
from plgwork.pages.groupings.publishing import Publishing
from plgwork.pages.groupings.ways import Ways
from plgwork.pages.page import Page
from plgwork.widgets import Links, Panels, Section, Steps
from plgwork.workbook import Workbook

DRAFTERS = {Role.LEADER, Role.STEWARD}
SECTIONS = ("drafts", "move", "propose", "side_by_side", "publish")
THEIRS = {
    "title": "Leaders and the steward draft here",
    "lines": ["Once a draft is published, you find it in the step What would serve you."],
}


class GroupingsPage(Page):
    """Two sections for everybody, and five for leaders and stewards."""

    name = "groupings"

    def __init__(self, workbook: Workbook) -> None:
        super().__init__(workbook)
        self.steps = Steps(label="Steps of grouping staff")
        self.add(self.steps)
        wanted = parse_qs(workbook.place.query).get("kinds", [])
        self.choosing = Ways(workbook, self.notice.say, tuple(wanted))
        self.asked = Asked(workbook, self.notice.say)
        self.ways, self.wish = self.choosing.section, self.asked.section
        self.desk: Desk | None = None
        if DRAFTERS & set(workbook.me.roles):
            self.desk = self._drafting(workbook)
        else:
            self._closed()
        school_id = workbook.school.id
        topics = [f"person:{workbook.me.id}", f"school:{school_id}", f"groupings:{school_id}"]
        self.when_changed(topics, self.reread)
        self.reread()

    def _drafting(self, workbook: Workbook) -> Desk:
        desk = Desk(workbook, self.notice.say)
        self.starting, self.moving = Drafts(desk), Moving(desk)
        self.proposing, self.comparing = Proposing(desk), Comparing(desk)
        self.publishing = Publishing(desk, self.address("structure", step="when-groups-meet"))
        self.drafts, self.move = self.starting.section, self.moving.section
        self.propose, self.side_by_side = self.proposing.section, self.comparing.section
        self.publish = self.publishing.section
        self._lead_on()
        desk.changed = self.show
        return desk

    def _closed(self) -> None:
        """Others have nothing to draft; in a notebook they see why."""
        for name in SECTIONS:
            parts = [Panels(panels=[THEIRS])] if name == SECTIONS[0] else []
            setattr(self, name, Section(name, *parts))

    def _lead_on(self) -> None:
        onward = (
            (self.drafts, "Move people", "move-people"),
            (self.move, "Publish", "publish"),
            (self.propose, "Move people", "move-people"),
        )
        for section, name, slug in onward:
            link = {"text": f"Go on to {name}", "href": f"#{slug}", "quiet": True}
            section.children = (*section.children, Links(items=[link]))

    def reread(self) -> None:
        """Take in what changed here or in another window."""
        self.asked.reread()
        if self.desk:
            self.desk.reread()
        self.show()

    def show(self) -> None:
        """Show every step as things stand now."""
        if self.desk:
            self.starting.reread()
            self.moving.reread()
            self.proposing.reread()
            self.comparing.reread()
            self.publishing.reread()
        self.steps.items = [*self._for_all(), *(self._for_drafters(self.desk) if self.desk else ())]

    def _for_all(self) -> list[dict[str, Any]]:
        said = bool(self.workbook.store.wishes.mine())
        many = len(self.workbook.configurations.configurations)
        return [
            _step("ways-to-group", "Ways to group", f"{many} ways", False),
            _step("what-would-serve-you", "What would serve you", _said(said), said),
        ]

    def _for_drafters(self, desk: Desk) -> list[dict[str, Any]]:
        draft, many = desk.draft, len(desk.drafts)
        published = draft is not None and draft.state is DraftState.PUBLISHED
        unplaced = len(desk.judged.unplaced) if draft else 0
        left = f"{unplaced} in no group" if unplaced else "everybody is in a group"
        return [
            _step("drafts", "Drafts", _counted(many), draft is not None),
            _step("move-people", "Move people", left if draft else "no draft open", False),
            _step("propose", "Propose", "from what must hold", False),
            _step("side-by-side", "Side by side", "hold two together", False),
            _step("publish", "Publish", "published" if published else "not yet", published),
        ]


def _step(slug: str, name: str, note: str, done: bool) -> dict[str, Any]:
    return {"slug": slug, "name": name, "note": note, "done": done}


def _said(said: bool) -> str:
    return "you said it" if said else "if you like"


def _counted(many: int) -> str:
    return "none yet" if not many else "1 draft" if many == 1 else f"{many} drafts"


def build(workbook: Workbook) -> GroupingsPage:
    """Groupings, for whoever is here."""
    return GroupingsPage(workbook)
