"""The same people a second time: what each changed by, where they can be told by their code.

Waves whose people cannot be matched are compared as two groups are: see ``comparing``.
"""

from dataclasses import dataclass
from math import erfc, nan, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtr, stdtrit
from scipy.stats import rankdata

from plgwork.models.answers import Counts, Sums


@dataclass(frozen=True, slots=True)
class Paired:
    """The mean change, later less earlier: Student's t, its interval, dz = mean / sd, and r."""

    n: int
    change: float
    low: float
    high: float
    t: float
    p: float
    dz: float
    r: float


@dataclass(frozen=True, slots=True)
class SignedRanks:
    """Wilcoxon: V is the ranks of those who rose, ``rank_biserial`` their share less the rest's.

    ``n`` people changed at all.
    """

    v: float
    p: float
    rank_biserial: float
    n: int


def paired(earlier: ArrayLike, later: ArrayLike, confidence: float = 0.95) -> Paired:
    """Of people matched, place by place; who has NaN in either is left out (Student 1908).

    NaN under two people, and where all changed by the same.
    """
    before, after = _both(earlier, later)
    moved, n = after - before, len(before)
    mean = float(moved.mean()) if n else nan
    sd = float(moved.std(ddof=1)) if n > 1 else nan
    if n < 2 or sd <= 1e-12:
        return Paired(n, mean, nan, nan, nan, nan, nan, _pearson(before, after))
    error = sd / sqrt(n)
    reach = float(stdtrit(n - 1, (1 + confidence) / 2)) * error
    p = 2 * float(stdtr(n - 1, -abs(mean / error)))
    both = _pearson(before, after)
    return Paired(n, mean, mean - reach, mean + reach, mean / error, p, mean / sd, both)


def changes(earlier: ArrayLike, later: ArrayLike) -> Sums:
    """Later less earlier of people matched; who has NaN in either is left out.

    Rounded to 1e-9, so that 3 - 5/3 and 13/3 - 3 are one change.
    """
    before, after = _both(earlier, later)
    return np.round(after - before, 9)


def wilcoxon(changed: ArrayLike) -> SignedRanks:
    """Whether more rose than fell, by the ranks of their changes (Wilcoxon 1945).

    Who did not change is left out; the normal curve, corrected for ties and for continuity.
    The matched rank-biserial is (rises - falls) / all ranks (Kerby 2014). Changes tie where
    they are the same number: see ``changes``.
    """
    moved = np.asarray(changed, np.float64)
    moved = moved[moved != 0]
    n = len(moved)
    if not n:
        return SignedRanks(0.0, 1.0, 0.0, 0)
    ranks = rankdata(np.abs(moved))
    v, whole = float(ranks[moved > 0].sum()), n * (n + 1) / 2
    same = np.unique(ranks, return_counts=True)[1].astype(np.float64)
    variance = n * (n + 1) * (2 * n + 1) / 24 - float((same**3 - same).sum()) / 48
    z = max(abs(v - whole / 2) - 0.5, 0.0) / sqrt(variance)
    return SignedRanks(v, erfc(z / sqrt(2)), 2 * v / whole - 1, n)


def transitions(earlier: NDArray[np.int8], later: NDArray[np.int8], levels: int) -> Counts:
    """From which answer to which, of people matched: shape (levels earlier, levels later).

    Codes as in ``Answers``; who did not answer on the scale both times is left out.
    """
    both = (earlier >= 0) & (later >= 0)
    moves = earlier[both].astype(np.intp) * levels + later[both]
    return np.bincount(moves, minlength=levels**2).reshape(levels, levels).astype(np.int64)


def _both(earlier: ArrayLike, later: ArrayLike) -> tuple[Sums, Sums]:
    before, after = np.asarray(earlier, np.float64), np.asarray(later, np.float64)
    given = ~(np.isnan(before) | np.isnan(after))
    return before[given], after[given]


def _pearson(one: Sums, other: Sums) -> float:
    if len(one) < 2:
        return nan
    a, b = one - one.mean(), other - other.mean()
    spread = sqrt(float(a @ a) * float(b @ b))
    return float(a @ b) / spread if spread > 0 else nan
