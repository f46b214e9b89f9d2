"""Whose counts a release does not show, item by item and scale by scale."""

from collections.abc import Iterator

import numpy as np

from plgwork.analysis.disclosure import coding
from plgwork.analysis.disclosure.audit import Flags, Numbers
from plgwork.analysis.disclosure.counting import Counted
from plgwork.analysis.disclosure.earlier import Told
from plgwork.analysis.disclosure.ends import Ended, Plain, Shut, alike, favourable, shut, unmoved
from plgwork.analysis.disclosure.scoring import partly, values
from plgwork.models.instruments import Item, Scale

At = tuple[int, slice, int]  # one wave, all cells, one item or scale


def close_ends(counted: Counted, told: Told, hidden: Flags) -> Shut:
    """By wave, cell, and item or scale: what is shown without counts, and what without words."""
    shown = ~hidden & counted.let_out[:, None] | told.same
    found = Shut(told.same & ~told.opened & ~counted.let_out[:, None], np.zeros(shown.shape, bool))
    for wave in range(len(shown)):
        for index, name in enumerate(counted.items):
            at = (wave, slice(None), index)
            if item := counted.item(wave, name):
                _put(found, at, _item(counted, at, item, shown[at], told, _at(found, at)))
        for index, scale in enumerate(counted.scales):
            at = (wave, slice(None), len(counted.items) + index)
            begun = found.closed[at] | _pinned(counted, wave, index, scale, found.closed)
            begun_ = Shut(begun, found.mute[at])
            _put(found, at, _scale(counted, at, index, shown[at], told, begun_))
    return found


def _at(found: Shut, at: At) -> Shut:
    return Shut(found.closed[at], found.mute[at])


def _put(found: Shut, at: At, some: Shut) -> None:
    found.closed[at], found.mute[at] = some.closed, some.mute


def _item(counted: Counted, at: At, item: Item, shown: Flags, told: Told, begun: Shut) -> Shut:
    n, free = counted.n[at], _free(told, at)
    levels = counted.levels[at[0], :, at[2], : len(item.labels)]
    for facts, plain in _questions(item, levels):
        ends = shown & (coding.high(facts[:, 0], n) | (plain is favourable))
        least = np.where(ends, coding.least(facts[:, 0], n), 0)
        most = np.where(ends, coding.most(facts[:, 0], n), n)
        ended = Ended(counted.sums, n, facts, shown, free, plain, (least, most))
        begun = shut(ended, begun)
    return begun


def _questions(item: Item, levels: Numbers) -> Iterator[tuple[Numbers, Plain]]:
    """What must not be told of everyone: that they are favourable; of a choice, each answer.

    An answer's turn comes twice: what was closed for a later one bears on an earlier.
    """
    if item.favourable:
        yield levels[:, len(item.labels) - item.favourable :].sum(axis=1, keepdims=True), favourable
    else:
        for _ in range(2):
            for level in range(len(item.labels)):
                yield levels[:, [level]], alike


def _scale(counted: Counted, at: At, index: int, shown: Flags, told: Told, begun: Shut) -> Shut:
    scores = counted.scores[at[0], :, index]
    n = scores[:, 0]
    reach = np.abs(scores[:, 2]).max(initial=1.0) + n.max(initial=1)
    bounds = (np.full(len(n), -reach), np.full(len(n), reach))
    ended = Ended(counted.sums, n, scores[:, 1:], shown, _free(told, at), unmoved, bounds)
    return shut(ended, begun)


def _free(told: Told, at: At) -> Flags:
    free: Flags = ~(told.opened & told.same)[at]
    return free


def _pinned(counted: Counted, wave: int, index: int, scale: Scale, closed: Flags) -> Flags:
    """Groups whose mean score would tell the count of an item that is closed."""
    place = {name: at for at, name in enumerate(counted.items)}
    items = [(place[one], item) for one in scale.items if (item := counted.item(wave, one))]
    shut_ = closed[wave][:, [at for at, _ in items]]
    # Where it is the mean of the items' means, it would tell that of a closed one.
    found: Flags = shut_.any(axis=1) & partly(counted, wave, scale, index)
    for cell in np.flatnonzero(shut_.any(axis=1) & ~found):
        levels = [counted.levels[wave, cell, at, : len(item.labels)] for at, item in items]
        asked = [item for _, item in items]
        total = counted.scores[wave, cell, index, 1] * len(items)
        found[cell] = _tells(asked, levels, shut_[cell], total)
    return found


def _tells(asked: list[Item], levels: list[Numbers], shut_: Flags, total: float) -> bool:
    """Whether the sum of all scores says more of a closed item than its words do."""
    ranges = []
    for item, counts, closed in zip(asked, levels, shut_, strict=True):
        if not closed:
            total -= float(counts @ values(item))
        elif not item.favourable:
            return True
        else:
            ranges.append(_sums(item, counts))
    low, high = sum(one.min() for one, _ in ranges), sum(one.max() for _, one in ranges)
    for least, most in ranges:
        fits = (least + low - least.min() <= total) & (total <= most + high - most.max())
        # Together with the sums of groups, even a count less that is possible can tell one.
        if not fits.all():
            return True
    return False


def _sums(item: Item, counts: Numbers) -> tuple[Numbers, Numbers]:
    """The least and the most that answers add up to, for each count that its words leave."""
    n = counts.sum()
    k = counts[len(counts) - item.favourable :].sum()
    some = np.arange(int(coding.least(k, n)), int(coding.most(k, n)) + 1)
    ours = values(item)[len(counts) - item.favourable :]
    rest = values(item)[: len(counts) - item.favourable]
    return some * ours.min() + (n - some) * rest.min(), some * ours.max() + (n - some) * rest.max()
