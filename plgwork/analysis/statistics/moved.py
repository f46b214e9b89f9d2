"""Where answers moved though the favourable share did not, and the reverse."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc

from plgwork.analysis.statistics.comparing import (
    Difference,
    Effect,
    difference,
    effect,
    mann_whitney,
)
from plgwork.analysis.statistics.shares import favourable
from plgwork.models.answers import Counts

SURE = 0.05
EXPECTED = 5  # people in each field, at least, for chi-squared to be near the truth


class Moved(StrEnum):
    """What moved between two sets of answers."""

    NEITHER = "neither"
    WHOLE = "the answers, but not the favourable share"
    SHARE = "the favourable share, but not the answers as a whole"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Movement:
    """What moved, by how many points (later less earlier), and the whole in words."""

    what: Moved
    share: Difference
    whole: Effect
    p_whole: float


def movement(earlier: ArrayLike, later: ArrayLike, top: int) -> Movement:
    """Two counts over the same levels; the ``top`` highest are favourable.

    The share moved where Newcombe's interval leaves out 0. The whole moved where people answer
    higher or lower (Mann-Whitney) or are spread otherwise (chi-squared, neighbouring answers
    joined until each is expected from five people): the smaller p of the two, doubled, is
    under 0.05.
    """
    before, after = favourable(earlier, top), favourable(later, top)
    share = difference(after.k, after.n, before.k, before.n)
    ranks = mann_whitney(later, earlier).p
    p = min(1.0, 2 * min(ranks, _spread(np.asarray([earlier, later], np.int64))))
    what = {
        (False, False): Moved.NEITHER,
        (False, True): Moved.WHOLE,
        (True, False): Moved.SHARE,
        (True, True): Moved.BOTH,
    }[share.low > 0 or share.high < 0, p < SURE]
    return Movement(what, share, effect(later, earlier), p)


def _spread(two: Counts) -> float:
    """Pearson's chi-squared of two rows: its p; 1 where fewer than two answers can be told."""
    n = two.sum()
    if not two.sum(axis=1).all():
        return 1.0
    joined = _join(two, EXPECTED * n / two.sum(axis=1).min())
    expected = np.outer(joined.sum(axis=1), joined.sum(axis=0)) / n
    statistic = ((joined - expected) ** 2 / expected).sum()
    free = joined.shape[1] - 1
    return float(chdtrc(free, statistic)) if free else 1.0


def _join(two: Counts, least: float) -> Counts:
    """Neighbouring columns added until each holds ``least``; what is left joins the last."""
    columns = [np.zeros(2, np.int64)]
    for column in two.T:
        if columns[-1].sum() >= least:
            columns.append(np.zeros(2, np.int64))
        columns[-1] = columns[-1] + column
    if len(columns) > 1 and columns[-1].sum() < least:
        last = columns.pop()
        columns[-1] = columns[-1] + last
    return np.array(columns).T
