"""How many, their mean and their spread: from counts, from sums or from the values."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan, sqrt

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit

from plgwork.models.answers import Counts, Moments, Sums


@dataclass(frozen=True, slots=True)
class Summary:
    """How many, their mean and standard deviation (n - 1); NaN where there are too few."""

    n: int
    mean: float
    sd: float


def from_counts(counts: ArrayLike, lowest: int = 1) -> Summary:
    """Of an item: counts from the lowest answer up, whose value is ``lowest``; each next 1 more."""
    given = np.asarray(counts, np.int64)
    values = np.arange(lowest, lowest + len(given))
    return _summary(int(given.sum()), float(given @ values), float(given @ values**2))


def from_moments(moments: Moments) -> tuple[Summary, ...]:
    """Of the scores of a scale: one for each group."""
    return tuple(
        _summary(int(n), float(total), float(squares))
        for n, total, squares in zip(moments.n, moments.total, moments.squares, strict=True)
    )


def from_values(values: ArrayLike) -> Summary:
    """Of what each person gave; NaN stands for no answer."""
    given = np.asarray(values, np.float64)
    given = given[~np.isnan(given)]
    n = len(given)
    return Summary(n, float(given.mean()) if n else nan, float(given.std(ddof=1)) if n > 1 else nan)


def mean_interval(
    of: Summary, confidence: float = 0.95, population: int | None = None
) -> tuple[float, float]:
    """Where the mean may lie: mean ± t(n - 1) · sd / √n (Student 1908); NaN under two people.

    With ``population``, all who were asked, it shrinks by √((N - n) / (N - 1)) (Cochran 1977, 2.6).
    """
    if of.n < 2:
        return nan, nan
    left = 1.0 if population is None else max(population - of.n, 0) / max(population - 1, 1)
    reach = float(stdtrit(of.n - 1, (1 + confidence) / 2)) * of.sd * sqrt(left / of.n)
    return of.mean - reach, of.mean + reach


def levels(samples: Sequence[ArrayLike]) -> tuple[Sums, Counts]:
    """Scores as ordered levels: the different values, and how often each sample has each.

    What compares counts compares scores by it. Values that differ by less than 1e-9 are one.
    """
    given = [np.asarray(one, np.float64) for one in samples]
    rounded = [np.round(one[~np.isnan(one)], 9) for one in given]
    values = np.unique(np.concatenate(rounded))
    places = [np.searchsorted(values, one) for one in rounded]
    counts = np.array([np.bincount(one, minlength=len(values)) for one in places], np.int64)
    return values, counts


def _summary(n: int, total: float, squares: float) -> Summary:
    if not n:
        return Summary(0, nan, nan)
    rest = max(squares - total**2 / n, 0.0)
    return Summary(n, total / n, sqrt(rest / (n - 1)) if n > 1 else nan)
