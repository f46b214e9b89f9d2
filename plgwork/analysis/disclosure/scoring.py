"""What a scale's mean is of, where some people answered only part of it."""

from dataclasses import replace

import numpy as np

from plgwork.analysis.disclosure.audit import Numbers
from plgwork.analysis.disclosure.counting import Counted
from plgwork.models.instruments import Item, Scale


def by_items(counted: Counted) -> Counted:
    """With scores whose mean is that of the items' means, wherever those have other n.

    A mean of people's own scores would tell what somebody answered who left an item out: the
    items' sums are shown, and 1/2 of two answers weighs more than 1/3 of three, so what the scale
    has too much is theirs. Spread and n stay those of people's scores. Where nobody left anything
    out both means are the same.
    """
    scores = counted.scores.copy()
    for wave in range(len(scores)):
        for index, scale in enumerate(counted.scales):
            for cell in np.flatnonzero(partly(counted, wave, scale, index)):
                mean = _mean(counted, wave, int(cell), scale)
                scores[wave, cell, index] = _around(mean, scores[wave, cell, index])
    return replace(counted, scores=scores)


def partly(counted: Counted, wave: int, scale: Scale, index: int) -> Numbers:
    """In which cells somebody answered part of a scale, shape (cells,) of bool."""
    n = counted.scores[wave, :, index, 0]
    places = [at for at, _ in _items(counted, wave, scale)]
    answered = counted.levels[wave][:, places, :-2].sum(axis=-1)
    return np.asarray((n > 0) & (answered != n[:, None]).any(axis=1))


def values(item: Item, many: int | None = None) -> Numbers:
    """What each answer scores, turned where the item is; nought in what room is left."""
    found = np.arange(len(item.labels), dtype=float) + item.lowest
    found = found[::-1] if item.reverse else found
    return np.pad(found, (0, (many or len(found)) - len(found)))


def _items(counted: Counted, wave: int, scale: Scale) -> list[tuple[int, Item]]:
    place = {name: at for at, name in enumerate(counted.items)}
    return [(place[one], item) for one in scale.items if (item := counted.item(wave, one))]


def _mean(counted: Counted, wave: int, cell: int, scale: Scale) -> float:
    means = []
    for at, item in _items(counted, wave, scale):
        levels = counted.levels[wave, cell, at, :-2]
        if levels.sum():
            means.append(float(levels @ values(item, len(levels)) / levels.sum()))
    return float(np.mean(means))


def _around(mean: float, scores: Numbers) -> Numbers:
    n, total, squares = scores
    return np.array([n, n * mean, squares - total**2 / n + n * mean**2])
