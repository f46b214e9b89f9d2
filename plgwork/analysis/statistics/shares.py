"""Shares of people, and where the share of people like them may lie."""

from dataclasses import dataclass
from math import nan, sqrt

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri


@dataclass(frozen=True, slots=True)
class Favourable:
    """How many of those who answered on the scale did so favourably: k of n, a share of 0 to 1."""

    k: int
    n: int
    p: float
    low: float
    high: float


def percent(counts: ArrayLike) -> tuple[float, ...]:
    """Each answer's share of all answers on the scale, in percent; NaN where nobody answered."""
    given = np.asarray(counts, np.float64)
    n = given.sum()
    return tuple(float(one) for one in (given * 100 / n if n else np.full(len(given), nan)))


def favourable(counts: ArrayLike, top: int, population: int | None = None) -> Favourable:
    """The share of the ``top`` highest answers, with Wilson's interval.

    ``counts`` run from the lowest answer. The base is the people who answered on the scale:
    “don't know” and its like, and no answer, are no part of it.
    """
    given = np.asarray(counts, np.int64)
    k, n = int(given[len(given) - top :].sum()), int(given.sum())
    low, high = wilson(k, n, population)
    return Favourable(k, n, k / n if n else nan, low, high)


def wilson(
    k: int, n: int, population: int | None = None, confidence: float = 0.95
) -> tuple[float, float]:
    """Where a share of k of n may lie (Wilson 1927); NaN where n is 0.

    With ``population``, all who were asked, the interval shrinks as fewer are left who did not
    answer: n is replaced by n · (N - 1) / (N - n) (Cochran 1977, 2.6), and it is the share
    itself when all did.
    """
    if not n:
        return nan, nan
    p, size = k / n, float(n)
    if population is not None:
        if n >= population:
            return p, p
        size = n * (population - 1) / (population - n)
    z2 = float(ndtri((1 + confidence) / 2)) ** 2
    centre = (p + z2 / (2 * size)) / (1 + z2 / size)
    reach = sqrt(z2 * (p * (1 - p) / size + z2 / (4 * size**2))) / (1 + z2 / size)
    # Rounding must not leave a share of 0 or 1 outside its own interval.
    return max(0.0, min(p, centre - reach)), min(1.0, max(p, centre + reach))


def net(counts: ArrayLike, top: int, bottom: int) -> float:
    """The share of the ``top`` highest answers less that of the ``bottom`` lowest, in points."""
    shares = percent(counts)
    return sum(shares[len(shares) - top :]) - sum(shares[:bottom])


def median(counts: ArrayLike, lowest: int = 1) -> float:
    """The middle answer, or half-way between the two in the middle; NaN where nobody answered."""
    upto = np.asarray(counts, np.int64).cumsum()
    n = int(upto[-1])
    if not n:
        return nan
    two = np.searchsorted(upto, [(n - 1) // 2, n // 2], side="right")
    return lowest + float(two.mean())
