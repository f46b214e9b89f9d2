"""What a coach sees of their cohort: figures of a month that is over, through the gate."""

from datetime import datetime, time
from typing import Any

from plgwork.analysis import disclosure
from plgwork.models.content import Vocabulary
from plgwork.models.figures import SuppressedTable
from plgwork.models.months import Month
from plgwork.models.people import Group, PlgKind, Role
from plgwork.widgets import Panels
from plgwork.workbook import Workbook

COHORT = (
    "Of those in {cohort} who answered at least five times in {month}: how many were right three "
    "times in four. Nothing is shown of fewer than {least} people, and never a name."
)


def parts(workbook: Workbook, skills: Vocabulary) -> list[Panels]:
    """A panel for each cohort whose coach is here."""
    if Role.COACH not in workbook.me.roles:
        return []
    groups = workbook.store.people.my_groups()
    cohorts = [one for one in groups if one.plg.kind is PlgKind.FACILITATORS]
    return [Panels(panels=[_panel(workbook, skills, one) for one in cohorts])] if cohorts else []


def _panel(workbook: Workbook, skills: Vocabulary, group: Group) -> dict[str, Any]:
    # Of a month that is over: figures that still move would tell who practised today.
    month = Month.of(workbook.today).plus(-1)
    shown = _figures(workbook, skills, group, month)
    rows = [[one.item, "" if one.withheld else str(one.n), one.share] for one in shown.rows]
    return {
        "wide": True,
        "kicker": "For the coach",
        "title": shown.title,
        "lines": [COHORT.format(cohort=group.plg.name, month=month.name, least=shown.min_n)],
        "table": {
            "label": shown.title,
            "head": ["Skill", "People", "Sure of it"],
            "rows": rows,
        },
    }


def _figures(workbook: Workbook, skills: Vocabulary, group: Group, month: Month) -> SuppressedTable:
    first, after = (
        datetime.combine(one.first, time(), workbook.zone) for one in (month, month.plus(1))
    )
    practised = workbook.store.practice.practised(group.plg.id, first, after)
    tallies = {one.skill: (one.people, one.sure) for one in practised}
    counts = [(term.name, *tallies.get(term.id, (0, 0))) for term in skills.terms]
    return disclosure.shares(f"What your cohort practised in {month.name}", counts)
