"""The page: a round to practise, how each skill goes, and for coaches their cohort."""

from typing import Any

import ipywidgets as ipw

from plgwork.analysis import rounds
from plgwork.models.learning import Grade, SkillProgress
from plgwork.pages.guard import guarded
from plgwork.pages.page import Page
from plgwork.pages.practice import cohort, progress
from plgwork.pages.practice.sitting import Sitting
from plgwork.widgets import Links, Panels, Section, Steps, Table
from plgwork.workbook import Workbook

BEGIN = "Begin a round"


class Practice(Page):
    """Rounds of a few minutes; what was missed comes back on a later day."""

    name = "practice"

    def __init__(self, workbook: Workbook) -> None:
        super().__init__(workbook)
        self.library = workbook.exercises
        self.words = self.library.vocabulary("skills")
        self.exercises = list(self.library.exercises.values())
        self.sitting = Sitting(workbook, self.library, self._finished)
        self.steps = Steps(label="Steps of this page")
        self.links = Links()
        self.links.listen("ask", guarded(self.notice.say)(lambda _: self._begin("")))
        self.skills = Table(
            verb="Practise",
            dialog=False,
            label="Or practise one skill",
            head=["Skill", "Your latest answers", "Back today"],
        )
        self.skills.listen("open", guarded(self.notice.say)(self._begin_skill))
        self.practise, self.progress = Section("practise"), Section("progress")
        self.figures = progress.Figures(self.words, self.exercises)
        self.cohorts = cohort.parts(workbook, self.words)
        self.add(self.steps)
        self.reread()
        self._offer()
        self.when_changed([f"person:{workbook.me.id}"], self.reread)

    # --- a round ----------------------------------------------------------------------------

    def _offer(self, *above: ipw.Widget) -> None:
        self.practise.show(*above, self.links, self.skills)

    def _begin_skill(self, message: dict[str, Any]) -> None:
        self._begin(str(message.get("id", "")))

    def _begin(self, skill: str) -> None:
        """Begin a round of one skill, or of all."""
        places = rounds.draw_up(
            [one for one in self.exercises if skill in ("", one.skill)],
            [one for one in self.recalls if skill in ("", one.skill)],
            self.standing,
            self.workbook.day_ends_at,
            seed=len(self.answered),
        )
        self.notice.say(
            "" if places else "You have practised all of it. It comes back when it is time."
        )
        if places:
            self.sitting.begin(places, wanted=True)
            self.practise.show(self.sitting.task)

    def _finished(self, grades: list[Grade], unkept: str) -> None:
        met = grades.count(Grade.MET)
        again = len(grades) - met
        lines = [f"{met} of {len(grades)} were right at once."]
        if again:
            lines.append(f"{'One comes' if again == 1 else f'{again} come'} back on a later day.")
        if unkept:
            lines.append(f"Not every answer could be kept. {unkept}")
        lines.append("That is enough for today, unless you feel like another.")
        self._offer(Panels(panels=[{"title": "The round is done", "lines": lines}], wanted=True))
        guarded(self.notice.say)(self.reread)()

    # --- how it goes ------------------------------------------------------------------------

    def reread(self) -> None:
        """Show how things stand now."""
        store, tonight = self.workbook.store.practice, self.workbook.day_ends_at
        self.recalls, self.answered = store.recalls(), store.answered()
        skills = [term.id for term in self.words.terms]
        self.standing = rounds.progress(skills, self.answered, self.recalls, tonight)
        due = sum(one.due for one in self.standing)
        self.links.items = [{"text": f"{BEGIN}: {_back(due)}" if due else BEGIN}]
        self.skills.rows = [self._row(one) for one in self.standing]
        self.steps.items = [
            _step("practise", "Practise", f"{due} back today" if due else "seven minutes"),
            _step("your-progress", "Your progress", "yours alone"),
        ]
        self.progress.show(*self.figures.parts(self.standing, self.answered), *self.cohorts)

    def _row(self, one: SkillProgress) -> dict[str, Any]:
        so_far = f"{one.met} of {one.answers} right" if one.answers else "none yet"
        cells = [self.words.name(one.skill), so_far, str(one.due) if one.due else "none"]
        return {"id": one.skill, "cells": cells}


def _back(number: int) -> str:
    return "1 is back" if number == 1 else f"{number} are back"


def _step(slug: str, name: str, note: str) -> dict[str, Any]:
    return {"slug": slug, "name": name, "note": note, "done": False}


def build(workbook: Workbook) -> Practice:
    """Practice, for whoever is here."""
    return Practice(workbook)
