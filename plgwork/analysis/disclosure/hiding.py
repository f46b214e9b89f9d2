"""What a release withholds: one audit over waves, breakdowns, items and what was told before."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from plgwork.analysis.disclosure.audit import Flags, Numbers, Sums
from plgwork.analysis.disclosure.counting import Counted
from plgwork.analysis.disclosure.earlier import Told
from plgwork.analysis.disclosure.withholding import People, close_to, small, unsettled, withhold


def hide(counted: Counted, told: Told, min_n: int) -> Flags:
    """By wave, cell, and item or scale: whether its row is withheld."""
    gone = np.zeros(counted.people.shape, bool)
    while True:
        gone = _people(counted, told, gone, min_n)
        hidden = _items(counted, told, gone, min_n)
        more = _past_help(counted, told, hidden, gone, min_n) & ~gone
        if not more.any():
            return hidden
        gone = gone | more


def _items(counted: Counted, told: Told, gone: Flags, min_n: int) -> Flags:
    hidden = np.repeat(gone[..., None], counted.n.shape[2], axis=2)
    hidden |= small(told.moved, min_n) | small(np.abs(counted.n - told.n), min_n)
    for item in range(len(counted.items)):
        hidden[..., item] = _item(counted, told, hidden[..., item], item, min_n, gone)
    place = {name: index for index, name in enumerate(counted.items)}
    for index, scale in enumerate(counted.scales, len(counted.items)):
        # Without one of its items, a score would tell that one: it is what the others leave.
        parts = [place[one] for one in scale.items]
        begun = hidden[..., index] | hidden[..., parts].any(axis=2)
        hidden[..., index] = _item(counted, told, begun, index, min_n, gone)
    return hidden


def _past_help(counted: Counted, told: Told, hidden: Flags, gone: Flags, min_n: int) -> Flags:
    """Groups whose every figure goes, because one item alone cannot be covered any more.

    Only what was let out before brings that about: it cannot be withheld now.
    """
    more = np.zeros(gone.shape, bool)
    if not told.shown.any():
        return more
    for item in range(counted.n.shape[2]):
        asked = _asked(counted, told, item, gone)
        lost = (counted.people > 0) & (hidden[..., item] | ~counted.let_out)
        ids, people = _joint(counted, counted.n[..., item], lost, told.same[..., item], asked)
        for cell in close_to(people, min_n, unsettled(people)):
            rows = people.sums.coefficients[:, cell] != 0
            near = (people.sums.coefficients[rows] != 0).any(axis=0)
            more |= near[ids] & hidden[..., item] & counted.let_out
    return more


def _people(counted: Counted, told: Told, begun: Flags, min_n: int) -> Flags:
    """Groups of which nothing is shown."""
    before = np.where(np.isnan(told.people), -1, told.people).max(axis=2, initial=-1)
    came = np.where(before >= 0, counted.people - before, np.nan)
    hidden = begun | small(counted.people, min_n) | small(np.abs(came), min_n)
    none = np.full(counted.people.shape, np.inf)
    return _settled(counted, counted.people, hidden, (came == 0, came), none, min_n)


def _item(counted: Counted, told: Told, begun: Flags, item: int, min_n: int, gone: Flags) -> Flags:
    n = counted.n[..., item]
    asked = _asked(counted, told, item, gone)
    past = (told.same[..., item], n - told.n[..., item])
    return _settled(counted, n, begun | small(n, min_n), past, asked, min_n)


def _asked(counted: Counted, told: Told, item: int, gone: Flags) -> Numbers:
    """How many there are, where other items show it; infinity where nobody knows."""
    secret = (gone | ~counted.let_out) & ~told.same[..., item] & (counted.people > 0)
    return np.where(secret, np.inf, counted.people)


def _settled(
    counted: Counted,
    n: Numbers,
    hidden: Flags,
    past: tuple[Flags, Numbers],
    asked: Numbers,
    min_n: int,
) -> Flags:
    """Hidden until neither these numbers nor what came to them since tells of a few people.

    ``past``: which numbers were shown before and are the same; how many came, nan if not known.
    """
    same, came = past
    while True:
        hidden = _layer(counted, n, hidden, same, asked, min_n)
        more = _newcomers(counted, came, hidden, min_n)
        if not (more & ~hidden).any():
            return hidden
        hidden = hidden | more


def _newcomers(counted: Counted, came: Numbers, hidden: Flags, min_n: int) -> Flags:
    """Groups to withhold because an earlier figure, taken from theirs, leaves only a few people."""
    more = np.zeros(hidden.shape, bool)
    for wave in range(len(came)):
        if not np.nansum(np.abs(came[wave])):
            continue
        there = counted.people[wave] > 0
        n = np.where(there, came[wave], 0.0)
        lost = there & (hidden[wave] | ~counted.let_out | np.isnan(came[wave]))
        free = counted.let_out & ~lost
        more[wave] = withhold(People(counted.sums, n, lost, free), min_n) & free
    return more


@dataclass(frozen=True, slots=True)
class _Joined:
    """Numbers of all waves, one for each cell and each number it has: staff may be the same."""

    ids: NDArray[np.intp] = field(repr=False)  # (waves, cells)
    sums: Sums


def _layer(
    counted: Counted, n: Numbers, hidden: Flags, same: Flags, asked: Numbers, min_n: int
) -> Flags:
    """The hidden cells, with all that must be hidden because of them."""
    there = counted.people > 0
    lost = there & (hidden | ~counted.let_out)
    if not lost.any():
        return hidden
    ids, people = _joint(counted, n, lost, same, asked)
    found = withhold(people, min_n)
    return hidden | (found[ids] & there & counted.let_out)


def _joint(
    counted: Counted, n: Numbers, lost: Flags, same: Flags, asked: Numbers
) -> tuple[NDArray[np.intp], People]:
    """All waves as one, and where in it each cell of a wave is."""
    joined, there = _joined(counted, n), counted.people > 0
    known = _any(joined.ids, same)
    unknown = _any(joined.ids, lost) & ~known
    free = ~_any(joined.ids, ~counted.let_out & there) & ~known & _any(joined.ids, there)
    flat, bound = np.zeros(n.size), np.full(n.size, np.inf)
    flat[joined.ids.ravel()] = n.ravel()
    np.minimum.at(bound, joined.ids.ravel(), asked.ravel())
    some = bound if np.isfinite(asked).any() else None
    crossing = np.array([len(by) > 1 for by, _ in counted.cells.names])
    crossed = _any(joined.ids, crossing)
    return joined.ids, People(joined.sums, flat, unknown, free, some, crossed)


def _joined(counted: Counted, n: Numbers) -> _Joined:
    waves, cells = n.shape
    # Where all of a group answered, who they are is known from the people; else nobody knows
    # whether the same ones did.
    all_ = (n == counted.people) & (n > 0)
    ids = np.arange(n.size).reshape(n.shape)
    for wave in range(1, waves):
        for other in range(wave):
            alike = all_[wave] & all_[other] & (n[wave] == n[other]) & (ids[wave] >= wave * cells)
            ids[wave, alike] = ids[other, alike]
    own = counted.sums.coefficients
    apart = np.zeros((waves * len(own), n.size))
    for wave in range(waves):
        np.add.at(apart[wave * len(own) : (wave + 1) * len(own)].T, ids[wave], own.T)
    return _Joined(ids, Sums(np.unique(apart, axis=0)))


def _any(ids: NDArray[np.intp], flags: Flags) -> Flags:
    found = np.zeros(ids.size, bool)
    found[ids[np.broadcast_to(flags, ids.shape)]] = True
    return found
