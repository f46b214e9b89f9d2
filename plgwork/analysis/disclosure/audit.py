"""How closely a hidden number can be told from those that are shown: two linear programmes each.

A table of sums with one grouping needs none; crossings do, because rows and columns bound the same
cell from two sides.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array, eye_array, kron
from scipy.sparse.csgraph import connected_components

from plgwork.analysis.disclosure.moves import reached
from plgwork.analysis.disclosure.narrowing import SLACK, narrowed

SOLVED = 0  # as linprog says it

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Sums:
    """What anybody knows: ``coefficients @ numbers == 0``, one row for each sum."""

    coefficients: Numbers = field(repr=False)  # (sums, numbers): 1 for a part, -1 for the parent

    @property
    def parts(self) -> Flags:
        """Which numbers each sum adds up: (sums, numbers)."""
        return self.coefficients > 0

    @property
    def parents(self) -> NDArray[np.intp]:
        """What each sum adds up to: (sums,)."""
        found: NDArray[np.intp] = np.argmin(self.coefficients, axis=1)
        return found

    def wider(self, rows: list[int], hidden: Flags) -> list[int]:
        """These sums, and those in which there is one of their hidden numbers."""
        held = self.coefficients != 0
        shared = held[rows].any(axis=0) & hidden
        return sorted({*rows, *(int(row) for row in np.flatnonzero(held[:, shared].any(axis=1)))})


@dataclass(frozen=True, slots=True)
class _Part:
    """Sums that bear on one another through hidden numbers: ``left @ numbers == right``."""

    left: Numbers = field(repr=False)
    right: Numbers = field(repr=False)
    bounds: tuple[Numbers, Numbers] = field(repr=False)
    truth: Numbers = field(repr=False)
    places: NDArray[np.intp] = field(repr=False)  # (numbers,): where each is among all


def close(
    sums: Sums,
    values: Numbers,
    hidden: Flags,
    bounds: tuple[Numbers, Numbers],
    targets: Flags,
    width: float,
    settled: Flags,
) -> Iterator[int]:
    """Those of the targets whose number can be told more closely than ``width``.

    ``bounds`` are the least and the most that each hidden number can be. ``settled`` are targets
    found to be safe while less was hidden; those found now are noted there. What needs no
    programme comes first: who hides one of these asks again, and may be spared the others.
    """
    hard = []
    for part in _parts(sums, values, hidden, bounds):
        aims = np.flatnonzero((targets & ~settled)[part.places])
        if not len(aims):
            continue
        low, high = narrowed(part.left, part.right, *part.bounds)
        closely = high[aims] - low[aims] < width - SLACK
        yield from (int(one) for one in part.places[aims[closely]])
        if np.count_nonzero(part.left) == sum(part.left.shape) - 1:
            settled[part.places[aims[~closely]]] = True
        elif not closely.all():
            hard.append((part, aims[~closely]))
    for part, aims in hard:
        yield from _programmes(part, aims, width, settled)


def _parts(
    sums: Sums, values: Numbers, hidden: Flags, bounds: tuple[Numbers, Numbers]
) -> Iterator[_Part]:
    places = np.flatnonzero(hidden)
    held = sums.coefficients[:, places] != 0
    rows = np.flatnonzero(held.any(axis=1))
    held = held[rows]
    count, part = 0, places
    if len(places):
        links = csr_array(held.T.astype(np.int8) @ held.astype(np.int8))
        count, part = connected_components(links, directed=False)
    right = -sums.coefficients[:, ~hidden] @ values[~hidden]
    for one in range(count):
        some, own = places[part == one], rows[held[:, part == one].any(axis=1)]
        left, limits = sums.coefficients[np.ix_(own, some)], (bounds[0][some], bounds[1][some])
        yield _Part(left, right[own], limits, values[some], some)


def _programmes(part: _Part, aims: NDArray[np.intp], width: float, settled: Flags) -> Iterator[int]:
    """By HiGHS, some aims at a time. Every solution is a witness for all numbers."""
    low, high = reached(part.left, part.right, part.bounds, part.truth)
    size = len(low)
    aims = aims[~(high[aims] - low[aims] >= width - SLACK)]
    every = np.zeros((4, size))
    # All up, all down, and every other one: four programmes that settle most.
    every[:, aims] = [[1], [-1], [1], [-1]]
    every[2:, aims[::2]] *= -1
    costs = [every, *(_each(aims[at : at + 6], size) for at in range(0, len(aims), 6))]
    for number, cost in enumerate(costs):
        aimed = np.flatnonzero((cost != 0).any(axis=0))
        if not (high[aimed] - low[aimed] >= width - SLACK).all():
            found = _extremes(part.left, part.right, part.bounds, cost)
            if found is not None:
                low, high = np.minimum(low, found.min(axis=0)), np.maximum(high, found.max(axis=0))
        safe = high - low >= width - SLACK
        settled[part.places[aims[safe[aims]]]] = True
        if number:
            yield from (int(one) for one in part.places[aimed[~safe[aimed]]])


def _each(aims: NDArray[np.intp], size: int) -> Numbers:
    """Costs by which each aim is as low, and as high, as it goes."""
    return np.vstack([np.eye(size)[aims], -np.eye(size)[aims]])


def _extremes(
    left: Numbers, right: Numbers, bounds: tuple[Numbers, Numbers], cost: Numbers
) -> Numbers | None:
    """Numbers that fit the sums, and cost the least by each row of costs.

    All are one programme of blocks that do not touch: calling the solver costs more than solving.
    """
    blocks = len(cost)
    solved = linprog(
        cost.ravel(),
        A_eq=kron(eye_array(blocks), csr_array(left), format="csr"),
        b_eq=np.tile(right, blocks),
        bounds=np.tile(np.column_stack(bounds), (blocks, 1)),
        method="highs",
    )
    # Numbers that do not add up leave no witness, and count as told.
    found: Numbers | None = solved.x.reshape(cost.shape) if solved.status == SOLVED else None
    return found
