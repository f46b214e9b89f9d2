"""The second step: follow-ups one may read, those that are open first, and the one at hand."""

from typing import Any

from plgwork.models.followups import FollowUp
from plgwork.pages.followups import phrases
from plgwork.pages.followups.at_hand import AtHand
from plgwork.pages.followups.opening import Begins
from plgwork.pages.followups.sitting import Sitting
from plgwork.pages.guard import guarded
from plgwork.pages.wording import in_words
from plgwork.widgets import Links, Section, Table

BY_HAND = "Open one by hand"
HEAD = ["Of whom", "What it is about", "Owned by", "Talk by"]
EMPTY = "No follow-up that you may read is here. There is no need for one where people talk anyway."


class Listing:
    """A table of them; opening one shows it below."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self.at_hand = AtHand(sitting)
        self.begins = Begins(sitting, self.at_hand.want)
        self.table = Table(
            label="Follow-ups",
            head=HEAD,
            verb="Open",
            dialog=False,
            query="id",
            empty=EMPTY,
        )
        self.links = Links()
        self.section = Section("followups")
        self.table.listen("open", guarded(sitting.say)(self._open))
        self.links.listen("ask", guarded(sitting.say)(lambda _message: self.begins.ask()))

    @property
    def note(self) -> str:
        """What the step says of itself in a word or two."""
        return f"{sum(one.ended_at is None for one in self._sitting.followups)} open"

    def reread(self) -> None:
        """Show them as they stand."""
        self.table.rows = [
            {"id": one.id, "cells": self._cells(one)} for one in self._sitting.followups
        ]
        # Whoever looks after no PLG may still own one that was handed to them.
        self.links.items = [{"text": BY_HAND, "quiet": True}] if self._sitting.histories else []
        self.at_hand.reread()
        self.section.show(self.table, self.at_hand.place, self.links, self.begins.form)

    def _cells(self, one: FollowUp) -> list[str]:
        owner = "you" if one.mine else one.owner or "nobody any more"
        return [phrases.of_whom(one), one.about, owner, self._when(one)]

    def _when(self, one: FollowUp) -> str:
        if one.ended_at is None:
            return in_words(one.due)
        return f"ended on {in_words(one.ended_at.astimezone(self._sitting.workbook.zone).date())}"

    def _open(self, message: dict[str, Any]) -> None:
        self._sitting.opened = str(message.get("id", ""))
        self.at_hand.want()
        self.at_hand.reread()
