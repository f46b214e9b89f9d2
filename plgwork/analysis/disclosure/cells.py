"""Groups that add up: every breakdown of a release in one system of sums.

A cell is one group of one breakdown. People whose group is not known are a cell as well, which is
never shown: anybody can take the shown groups from the total.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from plgwork.models.answers import Breakdown, Tally

By = tuple[str, ...]
Group = tuple[str | None, ...]  # None: not known
Name = tuple[By, Group]
Measure = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Cells:
    """All cells, and the sums that hold between them: a parent, and the parts it falls into."""

    names: tuple[Name, ...]
    place: dict[Name, int] = field(repr=False)
    parents: NDArray[np.intp] = field(repr=False)  # (sums,)
    parts: NDArray[np.bool_] = field(repr=False)  # (sums, cells)
    named: NDArray[np.bool_] = field(repr=False)  # (cells,): those of no unknown group


def closed(tally: Tally, bys: Iterable[By]) -> list[By]:
    """Breakdowns with all that can be added up from them, as they were counted, everybody first."""
    asked = {
        frozenset(part) for by in bys for n in range(len(by) + 1) for part in combinations(by, n)
    }
    return sorted(
        (counted(tally, by) for by in {frozenset(), *asked}), key=lambda by: (len(by), by)
    )


def counted(tally: Tally, by: Iterable[str]) -> By:
    """The breakdown of these groupings, in the order in which it was counted."""
    asked = frozenset(by)
    for one in tally.breakdowns:
        if frozenset(one.by) == asked:
            return one.by
    raise ValueError(
        f"These answers were not counted by {' and '.join(sorted(asked)) or 'everybody'}. "
        "A crossing needs the counts of each of its groupings as well."
    )


def cells(tallies: Sequence[Tally], bys: Sequence[By]) -> Cells:
    """The cells of these breakdowns, which are ``closed``, over the groups of all waves."""
    labels = _labels(tallies, bys)
    names = [(by, group) for by in bys for group in product(*(labels[one] for one in by))]
    place = {name: index for index, name in enumerate(names)}
    order = {frozenset(by): by for by in bys}
    parents, parts = [], []
    for by, group in names:
        for at in (at for at, label in enumerate(group) if label is None):
            parents.append(place[_margin(order, by, group, at)])
            parts.append(
                [place[by, (*group[:at], one, *group[at + 1 :])] for one in labels[by[at]]]
            )
    held = np.zeros((len(parts), len(names)), bool)
    for row, children in enumerate(parts):
        held[row, children] = True
    named = np.array([None not in group for _, group in names])
    return Cells(tuple(names), place, np.array(parents, np.intp), held, named)


def _margin(order: dict[frozenset[str], By], by: By, group: Group, at: int) -> Name:
    """The cell that these are parts of, when they are no longer told apart by one grouping."""
    labels = {one: label for one, label in zip(by, group, strict=True) if one != by[at]}
    margin = order[frozenset(labels)]
    return margin, tuple(labels[one] for one in margin)


def spread(among: Cells, breakdowns: Iterable[tuple[Breakdown, Measure]]) -> Measure:
    """Measures by group, laid out by cell; those of people of unknown group by subtraction."""
    pairs = list(breakdowns)
    laid = np.zeros((len(among.names), pairs[0][1].shape[1]))
    for breakdown, values in pairs:
        places = [among.place[breakdown.by, group] for group in breakdown.groups]
        laid[places] = values
    # A sum names its unknown part last; those with fewer groupings and fewer unknown come first.
    last = [int(np.flatnonzero(row)[-1]) for row in among.parts]
    rank = {cell: (len(by), group.count(None)) for cell, (by, group) in enumerate(among.names)}
    for row in sorted(range(len(last)), key=lambda row: rank[last[row]]):
        siblings = among.parts[row].copy()
        siblings[last[row]] = False
        laid[last[row]] = laid[among.parents[row]] - laid[siblings].sum(axis=0)
    return laid


def _labels(tallies: Iterable[Tally], bys: Sequence[By]) -> dict[str, tuple[str | None, ...]]:
    """The groups of each grouping as the waves name them, then the unknown."""
    found: dict[str, dict[str, None]] = {}
    for tally in tallies:
        for breakdown in (tally.by(*counted(tally, by)) for by in bys):
            for at, grouping in enumerate(breakdown.by):
                found.setdefault(grouping, {}).update({one[at]: None for one in breakdown.groups})
    return {grouping: (*names, None) for grouping, names in found.items()}
