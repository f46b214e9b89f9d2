"""What earlier releases of a survey have told already, cell by cell."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from plgwork.analysis.disclosure.audit import Flags, Numbers
from plgwork.analysis.disclosure.cells import By
from plgwork.analysis.disclosure.counting import Counted
from plgwork.models.figures import Row, SuppressedTable


@dataclass(frozen=True, slots=True)
class Told:
    """By wave, cell, and item or scale: what was shown before.

    ``people`` and ``n`` are nan where they were not shown. ``moved``: so many people
    came, went or changed their answer since. ``opened``: the counts, or the mean, were shown.
    """

    people: Numbers = field(repr=False)
    n: Numbers = field(repr=False)
    shown: Flags = field(repr=False)
    moved: Numbers = field(repr=False)
    opened: Flags = field(repr=False)

    @property
    def same(self) -> Flags:
        """Shown before, and nothing has changed since."""
        found: Flags = self.shown & (self.moved == 0)
        return found


def breakdowns(earlier: Sequence[SuppressedTable]) -> list[By]:
    """By what was broken down before."""
    if any(table.exact for table in earlier):
        raise ValueError("An exact table is its owner's own, and no earlier release.")
    return list(dict.fromkeys(row.by for table in earlier for row in table.rows))


def told(counted: Counted, earlier: Sequence[SuppressedTable]) -> Told:
    """What these tables say of the cells; the one that differs most where they differ."""
    shape = counted.n.shape
    nothing = np.full(shape, np.nan)
    found = Told(
        nothing, nothing.copy(), np.zeros(shape, bool), np.zeros(shape), np.zeros(shape, bool)
    )
    names = [*counted.items, *(one.id for one in counted.scales)]
    items = {name: index for index, name in enumerate(names)}
    waves = {tally.wave: index for index, tally in enumerate(counted.tallies)}
    order = {frozenset(by): by for by, _ in counted.cells.names}
    for row in (row for table in earlier for row in table.rows if not row.withheld):
        labels = dict(zip(row.by, row.group, strict=True))
        by = order[frozenset(row.by)]
        cell = counted.cells.place.get((by, tuple(labels[one] for one in by)))
        if cell is not None and row.wave in waves and row.item in items:
            _note(found, counted, (waves[row.wave], cell, items[row.item]), row)
    return found


def _note(found: Told, counted: Counted, at: tuple[int, int, int], row: Row) -> None:
    moved = _moved(counted, at, row)
    if not found.shown[at] or moved > found.moved[at]:
        found.people[at] = (row.n or 0) + (row.apart or 0) + (row.missing or 0)
        found.n[at] = row.n
    found.moved[at] = max(found.moved[at], moved)
    found.shown[at] = True
    found.opened[at] |= row.counts is not None or row.mean is not None


def _moved(counted: Counted, at: tuple[int, int, int], row: Row) -> float:
    """How many people came, went or changed since the row was shown, at least."""
    wave, cell, item = at
    then = [float(one or 0) for one in (row.apart, row.missing)]
    if item >= len(counted.items):
        n, total, _ = counted.scores[wave, cell, item - len(counted.items)]
        rest = [0.0, counted.people[wave, cell] - n]
        changed = row.mean is not None and n and abs(row.mean - total / n) > 1e-9
        return max(_people([n, *rest], [float(row.n or 0), *then]), float(bool(changed)))
    levels = counted.levels[wave, cell, item]
    if row.counts is None:
        return _people([levels[:-2].sum(), *levels[-2:]], [float(row.n or 0), *then])
    width = max(len(levels) - 2, len(row.counts))
    now, before = np.zeros(width), np.zeros(width)
    now[: len(levels) - 2], before[: len(row.counts)] = levels[:-2], row.counts
    return _people([*now, *levels[-2:]], [*before, *then])


def _people(now: Sequence[float], then: Sequence[float]) -> float:
    change = np.array(now) - np.array(then)
    return float(max(change[change > 0].sum(), -change[change < 0].sum()))
