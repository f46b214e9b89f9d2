"""The fourth step: who can come in, who did, and the way to invite the others."""

from collections.abc import Sequence
from typing import Any

from plgwork.models.people import Person
from plgwork.models.setup import Setup
from plgwork.pages.page import Page
from plgwork.widgets import Links, Panels, Section

NOBODY_TO_INVITE = "Nobody is waiting for an invitation."
UNNAMED = "They cannot be invited yet. Give them one in the step People:"


class InviteStep:
    """Who joined, who waits, who has no name to sign in with; a link to the invitations."""

    def __init__(self, page: Page) -> None:
        self._panels = Panels()
        self._links = Links(
            items=[
                {"text": "Home", "href": page.address("home"), "quiet": True},
                {"text": "Make invitations", "href": page.address("invitations")},
            ]
        )
        self.section = Section("invite", self._panels, self._links)

    def reread(self, now: Setup) -> None:
        """Show how many can come in."""
        facts = [["Have joined", f"{len(now.joined)} of {len(now.people)}"]]
        facts += [["To be invited", _names(now.waiting)]] if now.waiting else []
        panel: dict[str, Any] = {
            "title": "Who can come in",
            "facts": facts,
            "lines": [] if now.waiting or now.unnamed else [NOBODY_TO_INVITE],
        }
        if now.unnamed:
            panel["more"] = {
                "summary": f"No name to sign in with yet: {len(now.unnamed)}",
                "lines": [UNNAMED, *(person.name for person in now.unnamed)],
            }
        self._panels.panels = [panel]


def _names(people: Sequence[Person]) -> str:
    return ", ".join(person.name for person in people)
