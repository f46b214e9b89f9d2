"""Whose counts go, because nearly all or nearly none of a group answered alike.

As with people, what is not shown must not come back by subtraction: the counts of further groups
go as well, and what is left over when the shown counts are taken from a total must itself not be
all or none.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from plgwork.analysis.disclosure import coding
from plgwork.analysis.disclosure.audit import Flags, Numbers, Sums, close

Plain = Callable[[Numbers, Numbers], Flags]


@dataclass(frozen=True, slots=True)
class Ended:
    """One number of every cell that adds up (how many answered so; a sum of scores), in one wave.

    ``plain`` says of added-up ``facts`` (cells, facts) whether they tell it of everyone;
    ``bounds`` what is known of the number of each cell where it is closed.
    """

    sums: Sums
    n: Numbers = field(repr=False)
    facts: Numbers = field(repr=False)  # the first is the number
    shown: Flags = field(repr=False)
    free: Flags = field(repr=False)  # not let out before
    plain: Plain = field(repr=False)
    bounds: tuple[Numbers, Numbers] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Shut:
    """Cells whose counts must not be shown; and among them those of which not even words are."""

    closed: Flags = field(repr=False)
    mute: Flags = field(repr=False)


def shut(ended: Ended, begun: Shut) -> Shut:
    """What has to be shut, what already is included."""
    cells = len(ended.n)
    ended, pools = _pooled(ended)
    told = ended.plain(ended.facts, ended.n)
    targets = told & (ended.shown | pools)
    closed = _padded(begun.closed, len(pools)) | pools | (targets & ended.free)
    state = Shut(closed, _padded(begun.mute, len(pools)))
    past_help: set[int] = set()
    settled = np.zeros(len(ended.n), bool)
    while (found := _broken(ended, state, targets, past_help, settled)) is not None:
        cell, rows = found
        if (more := _more(ended, state, cell, rows)) is None:
            past_help.update(rows)  # what was let out before cannot be taken back
        else:
            state = more
    return Shut(state.closed[:cells], state.mute[:cells])


def _more(ended: Ended, state: Shut, cell: int, rows: list[int]) -> Shut | None:
    """With one cell more closed, or mute: of these sums, else of those that bear on them."""
    while True:
        if (one := _smallest(ended, ~state.closed, rows)) is not None:
            return Shut(_with(state.closed, one), state.mute)
        if (one := _smallest(ended, state.closed & ~state.mute, rows, but=cell)) is not None:
            return Shut(state.closed, _with(state.mute, one))
        wider = ended.sums.wider(rows, _unknown(ended, state))
        if len(wider) == len(rows):
            return None
        rows = wider


def _unknown(ended: Ended, state: Shut) -> Flags:
    found: Flags = (ended.n > 0) & (state.closed | ~ended.shown)
    return found


def _padded(flags: Flags, size: int) -> Flags:
    return np.concatenate([flags, np.zeros(size - len(flags), bool)])


def _with(flags: Flags, one: int) -> Flags:
    found: Flags = flags | (np.arange(len(flags)) == one)
    return found


def _pooled(ended: Ended) -> tuple[Ended, Flags]:
    """With the withheld parts of a sum as one cell in it, where they would tell of everyone."""
    cells = len(ended.n)
    lost = ended.sums.parts & ~ended.shown & (ended.n > 0)
    rows = np.flatnonzero(ended.plain(lost @ ended.facts, lost @ ended.n))
    lost, more = lost[rows], len(rows)
    if not more:
        return ended, np.zeros(cells, bool)
    own = np.hstack([lost.astype(float), -np.eye(more)])
    coefficients = np.hstack([ended.sums.coefficients, np.zeros((len(ended.sums.parents), more))])
    coefficients[rows, :cells] = np.where(lost, 0, coefficients[rows, :cells])
    coefficients[rows, cells + np.arange(more)] = 1
    n = lost @ ended.n
    least = lost @ np.minimum(ended.bounds[0], 0)
    wider = Ended(
        Sums(np.vstack([coefficients, own])),
        np.concatenate([ended.n, n]),
        np.concatenate([ended.facts, lost @ ended.facts]),
        np.concatenate([ended.shown, np.zeros(more, bool)]),
        np.concatenate([ended.free, np.zeros(more, bool)]),
        ended.plain,
        (
            np.concatenate([ended.bounds[0], least]),
            np.concatenate([ended.bounds[1], lost @ ended.bounds[1]]),
        ),
    )
    return wider, np.arange(cells + more) >= cells


def _broken(
    ended: Ended, state: Shut, targets: Flags, past_help: set[int], settled: Flags
) -> tuple[int, list[int]] | None:
    """A cell that is told of, if it is one, and the sums in which another has to be shut."""
    unknown = _unknown(ended, state)
    for row in np.flatnonzero(_unsafe(ended, state.closed, unknown)):
        if row not in past_help:
            return -1, [int(row)]
    aims = targets & state.closed
    if not aims.any():
        return None
    least = np.where(state.mute, np.minimum(ended.bounds[0], 0), ended.bounds[0])
    most = np.where(state.mute, np.maximum(ended.bounds[1], ended.n), ended.bounds[1])
    number = ended.facts[:, 0]
    for cell in close(ended.sums, number, unknown, (least, most), aims, 1, settled):
        rows = [int(row) for row in np.flatnonzero(ended.sums.coefficients[:, cell])]
        if not past_help.issuperset(rows):
            return cell, rows
    return None


def _unsafe(ended: Ended, closed: Flags, unknown: Flags) -> Flags:
    parts, parents = ended.sums.parts, ended.sums.parents
    lost = parts & unknown
    told = ended.plain(lost @ ended.facts, lost @ ended.n)
    alone = (lost.sum(axis=1) == 1) & (lost & closed).any(axis=1)
    return np.where(unknown[parents], closed[parents] & ~lost.any(axis=1), told | alone)


def _smallest(ended: Ended, among: Flags, rows: list[int], but: int = -1) -> int | None:
    """The smallest group of these sums that is among them; else the total."""
    can = ended.shown & ended.free & among & (ended.n > 0) & (np.arange(len(among)) != but)
    parts = np.flatnonzero(ended.sums.parts[rows].any(axis=0) & can)
    if not len(parts):
        parts = np.array([one for one in ended.sums.parents[rows] if can[one]], np.intp)
    return int(min(parts, key=lambda one: (ended.n[one], one))) if len(parts) else None


def favourable(facts: Numbers, n: Numbers) -> Flags:
    """Whether nearly all or nearly none answered favourably."""
    return coding.low(facts[:, 0], n) | coding.high(facts[:, 0], n)


def alike(facts: Numbers, n: Numbers) -> Flags:
    """Whether nearly all gave this one answer."""
    return coding.high(facts[:, 0], n)


def unmoved(facts: Numbers, n: Numbers) -> Flags:
    """Whether all have one score: of ``facts``, the sum and the sum of squares."""
    total, squares = facts[:, 0], facts[:, 1]
    spread = squares - total**2 / np.maximum(n, 1)
    return (n > 0) & (spread < 1e-9 * np.maximum(squares, 1))
