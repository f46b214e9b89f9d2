"""A cohort's marks of a month: which figures are counted, and what may be shown of them."""

from collections.abc import Mapping, Sequence

from plgwork.analysis import disclosure
from plgwork.models.cohorts import Marked
from plgwork.models.content import Area, Indicator
from plgwork.models.figures import SuppressedTable
from plgwork.models.months import Month


def figures(
    indicators: Sequence[Indicator], names: Mapping[Area, str]
) -> dict[str, tuple[str, ...]]:
    """The statements of each figure: one for each area by its name, one for each statement."""
    areas = {names[area]: tuple(one.id for one in indicators if one.area is area) for area in Area}
    return areas | {one.short: (one.id,) for one in indicators}


def snapshot(
    month: Month, counted: Mapping[str, Marked], figures: Sequence[str]
) -> SuppressedTable:
    """What may be shown of what was counted, every figure standing alone."""
    none = Marked(people=0, high=0)
    found = [(name, counted.get(name, none)) for name in figures]
    title = f"How you marked {month.name}"
    return disclosure.shares(title, [(name, one.people, one.high) for name, one in found])
