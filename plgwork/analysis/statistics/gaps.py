"""Which question sets groups furthest apart, and whether by more than chance explains.

From the figures that may be shown, and from no others.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import erf

import numpy as np

from plgwork.analysis.statistics.beside import apart, beside, comparable
from plgwork.analysis.statistics.comparing import effect
from plgwork.analysis.statistics.families import holm
from plgwork.models.figures import Row, SuppressedTable

SURE = 0.05
By = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """How far the groups of ``by`` stand apart on an item or scale: ``size`` from 0 to 1.

    ``size`` is the largest Cliff's delta of a group beside all others; of a scale the delta that
    two normal distributions have at the same Cohen's d, erf(d / 2). ``p`` is by Holm, over all
    that were compared at once.
    """

    of: str
    by: By
    size: float
    p: float

    @property
    def sure(self) -> bool:
        """Whether chance does not explain it."""
        return self.p < SURE


def gaps(table: SuppressedTable, of: Iterable[str], bys: Sequence[By], wave: str) -> list[Gap]:
    """Every item and scale by every grouping that can be compared: what is sure first, by size.

    What chance could explain follows in the order that was given.
    """
    found = list(_found(table, list(of), bys, wave))
    adjusted = holm([one.p for one in found])
    told = [replace(one, p=p) for one, p in zip(found, adjusted, strict=True)]
    return sorted(told, key=lambda one: -one.size if one.sure else 0.0)


def by_chance(rows: Sequence[Row]) -> bool:
    """Whether chance alone could make these groups as different as they are.

    It could not where all of them together differ for sure, or one of them from the others.
    """
    shown = comparable(rows)
    if len(shown) < 2:
        return False
    return not (_p(shown) < SURE or any(one.holm < SURE for one in beside(shown)))


def _found(table: SuppressedTable, of: list[str], bys: Sequence[By], wave: str) -> Iterator[Gap]:
    for by in bys:
        for one in of:
            rows = comparable([*table.of(one, by, wave)])
            if len(rows) > 1:
                yield Gap(one, by, _size(rows), _p(rows))


def _p(rows: Sequence[Row]) -> float:
    p = beside(rows)[0].p if len(rows) == 2 else apart(rows)
    return p if p == p else 1.0  # NaN: nobody differs from anybody


def _size(rows: Sequence[Row]) -> float:
    if not all(row.counts for row in rows):
        return max(_known(erf(abs(one.size.delta) / 2)) for one in beside(rows))
    counts = np.array([row.counts for row in rows])
    return max(_known(abs(effect(own, counts.sum(axis=0) - own).delta)) for own in counts)


def _known(size: float) -> float:
    return size if size == size else 0.0
