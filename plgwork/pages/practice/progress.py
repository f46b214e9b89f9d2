"""How each skill goes, and what one takes for what. Its reader's alone."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from plgwork.analysis import rounds
from plgwork.models.content import Vocabulary
from plgwork.models.learning import Answered, Confusion, SkillProgress
from plgwork.models.practice import Ask, Exercise, Sorting
from plgwork.widgets import Panels, Table

NOTHING = {
    "title": "Nothing here yet",
    "lines": [
        "After a first round you see here how each skill goes, and what you took for what.",
        "Nobody else sees it.",
    ],
}
ENOUGH, GOOD, FAIR = 5, 0.8, 0.5


class Figures:
    """A panel for each skill that was practised, and a table for each ask of a sorting.

    Made once: a part that was made anew for every answer would never be let go.
    """

    def __init__(self, skills: Vocabulary, exercises: Iterable[Exercise]) -> None:
        self._skills = skills
        self._sortings = [one for one in exercises if isinstance(one, Sorting)]
        self._panels = Panels()
        self._tables = {
            (exercise.id, ask.id): _table(exercise, ask)
            for exercise in self._sortings
            for ask in exercise.asks
        }

    def parts(
        self, standing: Iterable[SkillProgress], answered: Sequence[Answered]
    ) -> list[Panels | Table]:
        """What there is to see now."""
        known = [one for one in standing if one.answers]
        self._panels.panels = [_panel(self._skills, one) for one in known] or [NOTHING]
        return [self._panels, *self._filled(answered)]

    def _filled(self, answered: Sequence[Answered]) -> Iterator[Table]:
        for exercise in self._sortings:
            asks = {ask.id: ask for ask in exercise.asks}
            for one in rounds.confusions(exercise, answered):
                if any(sum(row.values()) for row in one.counts.values()):
                    table = self._tables[exercise.id, one.ask]
                    table.rows = _rows(asks[one.ask], one)
                    yield table


def _panel(skills: Vocabulary, one: SkillProgress) -> dict[str, Any]:
    return {
        "kicker": skills.name(one.skill),
        "title": f"{one.met} of your latest {one.answers} were right at once",
        "lines": [_says(one)],
    }


def _says(one: SkillProgress) -> str:
    share = one.share or 0
    if one.answers < ENOUGH:
        return "A few more answers, and this says something."
    if share >= GOOD:
        return "You can trust your ear here."
    if share >= FAIR:
        return "It is coming. A round now and then is enough."
    return "This one is hard for most people. It comes back to you more often."


def _table(exercise: Sorting, ask: Ask) -> Table:
    said = [f"You said {label.name.lower()}" for label in ask.labels]
    return Table(label=f"{exercise.title}: {ask.question}", head=["It was", *said])


def _rows(ask: Ask, one: Confusion) -> list[dict[str, Any]]:
    names = {label.id: label.name for label in ask.labels}
    return [
        {"id": key, "cells": [names[key], *(str(one.counts[key][label]) for label in names)]}
        for key in names
    ]
