"""How each skill goes, and what one takes for what. Its reader's alone."""

from collections.abc import Iterable, Sequence
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


def parts(
    skills: Vocabulary,
    standing: Iterable[SkillProgress],
    exercises: Iterable[Exercise],
    answered: Sequence[Answered],
) -> list[Panels | Table]:
    """A panel for each skill that was practised, and a table for each ask of a sorting."""
    known = [one for one in standing if one.answers]
    if not known:
        return [Panels(panels=[NOTHING])]
    sortings = [one for one in exercises if isinstance(one, Sorting)]
    tables = [table for one in sortings for table in _tables(one, answered)]
    return [Panels(panels=[_panel(skills, one) for one in known]), *tables]


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


def _tables(exercise: Sorting, answered: Sequence[Answered]) -> Iterable[Table]:
    asks = {ask.id: ask for ask in exercise.asks}
    for one in rounds.confusions(exercise, answered):
        if any(sum(row.values()) for row in one.counts.values()):
            yield _table(exercise, asks[one.ask], one)


def _table(exercise: Sorting, ask: Ask, one: Confusion) -> Table:
    names = {label.id: label.name for label in ask.labels}
    return Table(
        label=f"{exercise.title}: {ask.question}",
        head=["It was", *(f"You said {name.lower()}" for name in names.values())],
        rows=[
            {"id": key, "cells": [names[key], *(str(one.counts[key][label]) for label in names)]}
            for key in names
        ],
    )
