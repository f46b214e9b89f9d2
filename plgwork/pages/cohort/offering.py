"""Dilemmas offered for the next meeting, and who presents next."""

from collections.abc import Sequence
from typing import Any

from plgwork.errors import WorkbookError
from plgwork.models.cohorts import MOST_DILEMMA, Dilemma
from plgwork.pages.cohort.sitting import Sitting
from plgwork.pages.guard import guarded
from plgwork.pages.run import preparation
from plgwork.pages.wording import in_words
from plgwork.widgets import Links, Panels, Section, Table, Talk

OFFER = "Offer it to the cohort"
BEFORE = (
    "{readers} read it under your name, until you take it back; you can do that at any time. "
    "Please name no student."
)


class Offering:
    """Who presents next, everything offered, and a card to offer one's own."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self._question = ""
        self.panels, self.talk = Panels(), Talk()
        self.table = Table(
            label="Who presents next",
            head=["Question", "By", "Presents next"],
            verb="Say who presents next:",
            dialog=False,
        )
        self.place, self.links = Section("offer"), Links()
        self.place.add_class("plg-noprint")
        self.section = Section("dilemmas")
        guard = guarded(sitting.say)
        self.table.listen("open", guard(self._choose))
        self.talk.listen("back", guard(self._take_back))
        self.links.listen("ask", guard(self._offer))
        self.section.show(self.panels, self.table, self.talk, self.place, self.links)
        self._fresh()

    def reread(self) -> None:
        """Show what is offered; a question that is being written stays."""
        sitting = self._sitting
        offered = sitting.store.dilemmas.of(sitting.plg_id) if sitting.group else []
        self.panels.panels = [_next(offered, sitting.coach)]
        self.table.rows = [_row(one) for one in offered] if sitting.coach else []
        # A coach finds the others' in the table.
        items = [one for one in offered if one.mine or not sitting.coach]
        self.talk.title = ("Offered by you" if sitting.coach else "Offered") if items else ""
        self.talk.items = [self._item(one) for one in items]

    def _fresh(self) -> None:
        self._question = ""
        if not self._sitting.group:
            return
        self.place.show(
            preparation.card(
                "",
                self._remember,
                self._sitting.say,
                note=BEFORE.format(readers=self._sitting.readers),
                title="Bring a dilemma: is it a question for this group?",
            )
        )
        self.links.items = [{"text": OFFER}]

    def _remember(self, question: str) -> None:
        self._question = question

    def _item(self, one: Dilemma) -> dict[str, Any]:
        local = one.offered_at.astimezone(self._sitting.workbook.zone)
        note = f"offered {in_words(local.date())}{', presents next' if one.presents else ''}"
        by = "You" if one.mine else one.by
        return {"id": one.id, "by": by, "text": one.question, "note": note, "mine": one.mine}

    # --- what one does ----------------------------------------------------------------------

    def _offer(self, _message: dict[str, Any]) -> None:
        question = " ".join(self._question.split())
        if not question:
            raise WorkbookError("Write your question first, in one sentence.")
        self._sitting.store.dilemmas.offer(self._sitting.plg_id, question[:MOST_DILEMMA])
        self._fresh()
        self.reread()
        self._sitting.say("Your question is offered. The coach says who presents next.")

    def _take_back(self, message: dict[str, Any]) -> None:
        self._sitting.store.dilemmas.take_back(str(message.get("id", "")))
        self.reread()

    def _choose(self, message: dict[str, Any]) -> None:
        offered = self._sitting.store.dilemmas.of(self._sitting.plg_id)
        chosen = {one.id for one in offered if one.presents}
        dilemma_id = str(message.get("id", ""))
        self._sitting.store.dilemmas.choose(dilemma_id, presents=dilemma_id not in chosen)
        self.reread()


def _next(offered: Sequence[Dilemma], coach: bool) -> dict[str, Any]:
    chosen = next((one for one in offered if one.presents), None)
    if chosen:
        who = "You present next" if chosen.mine else f"{chosen.by} presents next"
        return {"kicker": "Next meeting", "title": who, "lines": [chosen.question], "wide": True}
    lines = ["Offer a question from your own work below. The coach says whose turn it is."]
    if coach and offered:
        lines = ["Choose below whose question comes next. Once more takes the choice back."]
    title = "Nobody presents next yet" if offered else "No dilemma is offered yet"
    return {"kicker": "Next meeting", "title": title, "lines": lines, "wide": True}


def _row(one: Dilemma) -> dict[str, Any]:
    by = "you" if one.mine else one.by
    return {"id": one.id, "cells": [one.question, by, "yes" if one.presents else "no"]}
