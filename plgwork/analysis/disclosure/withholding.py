"""Which numbers of people are withheld, so that no small one can be worked out from the others.

A sum is safe when it has no hidden part, or at least two which together are enough people; then
every small number is audited over all sums at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from plgwork.analysis.disclosure.audit import Flags, Numbers, Sums, close
from plgwork.analysis.disclosure.narrowing import SLACK, narrowed

STEPS = 12  # taken for numbers that rows and columns tell together

Settled = tuple[Flags, Flags]


@dataclass(frozen=True, slots=True)
class People:
    """How many there are in every cell, and which of the numbers nobody knows.

    ``asked`` is how many were asked, where that is known, else infinity: then those who did not
    answer add up too, and are told of. ``free`` may be withheld as well. A number that the gate
    itself does not know (of an earlier release) is nan, and hidden. ``crossed`` are numbers of
    crossings.
    """

    sums: Sums
    n: Numbers = field(repr=False)
    hidden: Flags = field(repr=False)
    free: Flags = field(repr=False)
    asked: Numbers | None = field(default=None, repr=False)
    crossed: Flags | None = field(default=None, repr=False)


def withhold(people: People, min_n: int) -> Flags:
    """What has to be hidden: what already is, and the fewest people more that will do.

    A crossing that is not settled after so many STEPS goes as a whole.
    """
    past_help: set[int] = set()
    settled, steps = unsettled(people), 0
    while True:
        if (found := _short(people, min_n, past_help)) is None:
            if (found := _told(people, min_n, past_help, settled)) is None:
                return people.hidden
            steps += 1
        if (one := _nearest(people, found)) is None:
            past_help.update(found)  # what was let out before cannot be taken back
        else:
            more = np.arange(len(people.n)) == one
            if steps > STEPS and people.crossed is not None:
                more |= people.crossed & people.free
            people = replace(people, hidden=people.hidden | more)


def small(n: Numbers, min_n: int) -> Flags:
    """Some people, and fewer than may be told of."""
    return (n > 0) & (n < min_n)


def unsettled(people: People) -> Settled:
    """Which numbers are known to be safe, alone and beside those who did not answer: none yet."""
    return np.zeros(len(people.n), bool), np.zeros(3 * len(people.n), bool)


def _short(people: People, min_n: int, past_help: set[int]) -> list[int] | None:
    """A sum whose hidden parts are too few, or too few people."""
    for row in np.flatnonzero(_unsafe(people, min_n)):
        if row not in past_help:
            return [int(row)]
    return None


def _told(people: People, min_n: int, past_help: set[int], settled: Settled) -> list[int] | None:
    """The sums of a small number that all sums together tell."""
    parts = people.sums.parts
    for cell in close_to(people, min_n, settled):
        rows = np.flatnonzero(parts[:, cell] | (people.sums.parents == cell))
        if not past_help.issuperset(rows):
            return [int(row) for row in rows]
    return None


def _unsafe(people: People, min_n: int) -> Flags:
    parts, parents, hidden = people.sums.parts, people.sums.parents, _untold(people, min_n)
    known = np.where(hidden, 0.0, people.n)
    left = np.abs(known[parents] - parts @ known)
    covers = (parts & hidden).sum(axis=1)
    some = (parts & hidden & ~(people.n == 0)).sum(axis=1)
    needs = (parts & (hidden & small(people.n, min_n))).any(axis=1)
    alone = (left > 0) & ((left < min_n) | (covers < 2) | (needs & (some < 2)))
    # A parent that is hidden while all of its parts are shown can be added up.
    found: Flags = np.where(hidden[parents], covers == 0, (covers > 0) & alone)
    return found


def _untold(people: People, min_n: int) -> Flags:
    """Hidden numbers without those that cover nobody: where all are known to have answered."""
    if not _some_silent(people):
        return people.hidden
    sums, n, hidden, bounds = _both_sides(people, min_n)
    left, right = sums.coefficients[:, hidden], -sums.coefficients[:, ~hidden] @ n[~hidden]
    low, high = narrowed(left, right, bounds[0][hidden], bounds[1][hidden])
    told = np.zeros(len(n), bool)
    told[hidden] = high - low < SLACK
    found: Flags = people.hidden & ~(told[: len(people.n)] & ~small(people.n, min_n))
    return found


def close_to(people: People, min_n: int, settled: Settled) -> Iterator[int]:
    """Small numbers that can be told too closely: people by people, and at all."""
    targets = people.hidden & small(people.n, min_n)
    if not targets.any():
        return
    bounds = np.zeros(len(people.n)), np.full(len(people.n), _most(people, min_n))
    yield from close(people.sums, people.n, people.hidden, bounds, targets, min_n, settled[0])
    if _some_silent(people):
        sums, n, hidden, bounds = _both_sides(people, min_n)
        rest = np.zeros(len(n) - len(targets), bool)
        aims = np.concatenate([targets, rest])
        yield from close(sums, n, hidden, bounds, aims, 1, settled[1])


def _most(people: People, min_n: int) -> float:
    return 2 * float(np.nanmax(people.n)) + 10 * min_n


def _some_silent(people: People) -> bool:
    """Whether anybody knows how many did not answer, where it is not told how many did."""
    return people.asked is not None and bool(np.isfinite(people.asked[people.hidden]).any())


def _both_sides(people: People, min_n: int) -> tuple[Sums, Numbers, Flags, tuple[Numbers, Numbers]]:
    """Those who answered, those who did not, and all who were asked: both sides are one audit."""
    asked = people.n if people.asked is None else people.asked
    size, known = len(people.n), np.isfinite(asked)
    own, each = people.sums.coefficients, np.eye(size)[known & people.hidden]
    none = np.zeros_like(own)
    coefficients = np.vstack(
        [np.hstack([own, none, none]), np.hstack([none, own, none]), np.hstack([each, each, -each])]
    )
    n = np.concatenate([people.n, np.where(known, asked - people.n, 0), np.where(known, asked, 0)])
    hidden = np.concatenate([people.hidden, people.hidden | ~known, np.zeros(size, bool)])
    bounds = np.zeros(3 * size), np.full(3 * size, _most(people, min_n))
    return Sums(coefficients), n, hidden, bounds


def _nearest(people: People, rows: list[int]) -> int | None:
    """What to withhold for these sums: a number of theirs, else of those that bear on them."""
    hidden = people.hidden if people.asked is None else people.hidden | np.isinf(people.asked)
    while (one := _cheapest(people, rows)) is None:
        wider = people.sums.wider(rows, hidden)
        if len(wider) == len(rows):
            return None
        rows = wider
    return one


def _cheapest(people: People, rows: list[int]) -> int | None:
    """The part whose loss costs the fewest people, its own cover included; else a total."""
    parts, parents = people.sums.parts, people.sums.parents
    can = people.free & ~people.hidden & (people.n > 0)
    whole = [row for row in rows if not people.hidden[parents[row]]] or rows
    parted = np.flatnonzero(parts[whole].any(axis=0) & can)
    if not len(parted):
        parted = np.array([parents[row] for row in rows if can[parents[row]]], np.intp)
    costs = [(_cost(people, int(one), set(rows)), one) for one in parted]
    return int(min(costs)[1]) if costs else None


def _cost(people: People, one: int, rows: set[int]) -> float:
    """The people of a cell, and those who would have to cover it in sums that are whole so far."""
    parts, parents, hidden = people.sums.parts, people.sums.parents, people.hidden
    cost = float(people.n[one])
    for row in np.flatnonzero(parts[:, one] | (parents == one)):
        if row not in rows and not (parts[row] & hidden).any():
            others = people.n[parts[row] & (people.n > 0) & (np.arange(len(people.n)) != one)]
            cost += float(others.min()) if len(others) else 0.0
    return cost
