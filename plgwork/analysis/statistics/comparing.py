"""Two groups or several side by side, from their counts; what they differ by comes first."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, nan, sqrt

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc, stdtr, stdtrit

from plgwork.analysis.statistics.shares import wilson
from plgwork.analysis.statistics.summary import Summary
from plgwork.models.answers import Counts, Sums

EXACT = 20  # people on each side, at most, for whom the test counts every way to share the ranks
SIZES = (  # |delta| from which a difference has its word (Romano and others 2006)
    (0.474, "much"),
    (0.33, "clearly"),
    (0.147, "a little"),
)
MEAN_SIZES = ((0.8, "much"), (0.5, "clearly"), (0.2, "a little"))  # the same, of Cohen's d


@dataclass(frozen=True, slots=True)
class Difference:
    """The first share less the second, in points, and where that may lie."""

    points: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Effect:
    """How much higher the first answered: in words, then Cliff's delta of -1 to 1."""

    words: str
    delta: float


@dataclass(frozen=True, slots=True)
class RankTest:
    """Mann-Whitney: U of the first group, p for both sides, and whether p is exact."""

    u: float
    p: float
    exact: bool


@dataclass(frozen=True, slots=True)
class ManyRanks:
    """Kruskal-Wallis over ``groups`` with answers; ``epsilon2`` = H / (n - 1) is its size."""

    h: float
    groups: int
    p: float
    epsilon2: float
    n: int


@dataclass(frozen=True, slots=True)
class MeanTest:
    """Welch's t of the first mean less the second, which may lie from ``low`` to ``high``."""

    difference: float
    low: float
    high: float
    t: float
    df: float
    p: float


def difference(k1: int, n1: int, k2: int, n2: int) -> Difference:
    """The share k1 of n1 less k2 of n2 (Newcombe 1998, method 10, from Wilson's intervals)."""
    if not n1 or not n2:
        return Difference(nan, nan, nan)
    p1, p2 = k1 / n1, k2 / n2
    (low1, high1), (low2, high2) = wilson(k1, n1), wilson(k2, n2)
    d = p1 - p2
    low = d - sqrt((p1 - low1) ** 2 + (high2 - p2) ** 2)
    high = d + sqrt((high1 - p1) ** 2 + (p2 - low2) ** 2)
    return Difference(100 * d, 100 * low, 100 * high)


def effect(first: ArrayLike, second: ArrayLike) -> Effect:
    """Cliff's delta (1993) of two counts over the same levels, and what to call it.

    The chance that one of the first answered higher than one of the second, less the reverse.
    """
    a, b = _two(first, second)
    if not a.sum() or not b.sum():
        return Effect("nothing to compare", nan)
    delta = float(2 * _u(a, b) / (a.sum() * b.sum()) - 1)
    return Effect(worded(delta), delta)


def worded(size: float, sizes: Sequence[tuple[float, str]] = SIZES) -> str:
    """What to call a size: much, clearly or a little higher or lower, or about the same."""
    word = next((word for least, word in sizes if abs(size) >= least), "")
    return f"{word} {'higher' if size > 0 else 'lower'}" if word else "about the same"


def mann_whitney(first: ArrayLike, second: ArrayLike) -> RankTest:
    """Whether the two answer alike, by ranks (Mann and Whitney 1947).

    Exact where neither side has over 20 people; else the normal curve, as
    ``mann_whitney_normal`` has it.
    """
    a, b = _two(first, second)
    if not a.sum() or not b.sum():
        return RankTest(nan, nan, exact=True)
    if max(a.sum(), b.sum()) > EXACT:
        return mann_whitney_normal(a, b)
    return RankTest(_u(a, b), _exact(a, b), exact=True)


def mann_whitney_normal(first: ArrayLike, second: ArrayLike) -> RankTest:
    """The same by the normal curve: corrected for ties and for continuity (half a rank)."""
    a, b = _two(first, second)
    n1, n2, u = int(a.sum()), int(b.sum()), _u(a, b)
    variance = n1 * n2 / 12 * (n1 + n2 + 1 - _ties(a + b) / max((n1 + n2) * (n1 + n2 - 1), 1))
    if variance <= 0:
        return RankTest(u, 1.0, exact=False)
    z = max(abs(u - n1 * n2 / 2) - 0.5, 0.0) / sqrt(variance)
    return RankTest(u, erfc(z / sqrt(2)), exact=False)


def kruskal_wallis(groups: ArrayLike) -> ManyRanks:
    """Whether several groups answer alike, by ranks (Kruskal and Wallis 1952), tie-corrected.

    ``groups`` are counts (groups, levels); those without an answer are left out. NaN where
    fewer than two are left; p by chi-squared.
    """
    table = np.asarray(groups, np.int64)
    table = table[table.sum(axis=1) > 0]
    n, count = int(table.sum()), len(table)
    ties = 1 - _ties(table.sum(axis=0)) / (n**3 - n) if n > 1 else 0.0
    if count < 2 or ties <= 0:
        return ManyRanks(0.0 if count > 1 else nan, count, 1.0 if count > 1 else nan, nan, n)
    sums = table @ _midranks(table.sum(axis=0))
    raw = 12 / (n * (n + 1)) * (sums**2 / table.sum(axis=1)).sum() - 3 * (n + 1)
    h = max(float(raw / ties), 0.0)
    return ManyRanks(h, count, float(chdtrc(count - 1, h)), h / (n - 1), n)


def welch(first: Summary, second: Summary, confidence: float = 0.95) -> MeanTest:
    """Whether two means differ, where spreads may too (Welch 1947).

    NaN under two people on a side, or where nobody differs from anybody on their side.
    """
    d = first.mean - second.mean
    if min(first.n, second.n) < 2 or first.sd == second.sd == 0:
        return MeanTest(d, nan, nan, nan, nan, nan)
    a, b = first.sd**2 / first.n, second.sd**2 / second.n
    df = (a + b) ** 2 / (a**2 / (first.n - 1) + b**2 / (second.n - 1))
    error = sqrt(a + b)
    reach = float(stdtrit(df, (1 + confidence) / 2)) * error
    p = 2 * float(stdtr(df, -abs(d / error)))
    return MeanTest(d, d - reach, d + reach, d / error, df, p)


def _two(first: ArrayLike, second: ArrayLike) -> tuple[Counts, Counts]:
    return np.asarray(first, np.int64), np.asarray(second, np.int64)


def _u(a: Counts, b: Counts) -> float:
    """How many pairs the first wins; a draw is half."""
    below = b.cumsum() - b
    return float(a @ below + (a @ b) / 2)


def _ties(levels: Counts) -> float:
    t = levels.astype(np.float64)
    return float((t**3 - t).sum())


def _midranks(levels: Counts) -> Sums:
    return np.asarray(levels.cumsum() - (levels - 1) / 2, np.float64)


def _exact(a: Counts, b: Counts) -> float:
    """The share of all ways to choose the first group in which U lies as far from its middle.

    Ways are counted level by level: ``ways[people chosen, twice their ranks]``.
    """
    n1, both = int(a.sum()), a + b
    ranks = np.rint(2 * _midranks(both)).astype(np.int64)
    ways = np.zeros((n1 + 1, int((both * ranks).sum()) + 1))
    ways[0, 0] = 1
    for size, rank in zip(both.tolist(), ranks.tolist(), strict=True):
        ways = _with_level(ways, size, rank)
    sums = np.arange(ways.shape[1])
    middle, seen = n1 * (int(both.sum()) + 1), int(a @ ranks)
    far = np.abs(sums - middle) >= abs(seen - middle)
    return float(ways[n1, far].sum() / ways[n1].sum())


def _with_level(ways: Sums, size: int, rank: int) -> Sums:
    """Any number of the ``size`` people at this level may be among the chosen."""
    after, chosen, choices = ways.copy(), ways.shape[0], 1.0
    for taken in range(1, min(size, chosen - 1) + 1):
        choices *= (size - taken + 1) / taken
        after[taken:, taken * rank :] += choices * ways[: chosen - taken, : -taken * rank]
    return after
