"""Whether the items of a scale hold together well enough to be one figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan, sqrt

import numpy as np
from scipy.optimize import minimize
from scipy.special import fdtri

from plgwork.models.answers import Products, Sums

FEWEST_ITEMS = 3  # two items say too little about one another
FEW_PEOPLE = 50
LEAST_UNIQUE = 0.005  # of an item's variance, so that no item is taken for the whole factor


@dataclass(frozen=True, slots=True)
class ItemFit:
    """How an item goes with the rest of its scale: r with their sum, and alpha without it."""

    item: str
    rest_r: float
    alpha_if_dropped: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """All of one scale. ``n`` people answered every item; ``few`` says they are under 50."""

    n: int
    few: bool
    listwise: float
    low: float
    high: float
    pairwise: float
    omega: float
    items: tuple[ItemFit, ...]


def reliability(products: Products, items: Sequence[str]) -> Reliability | None:
    """Alpha with its interval, omega, and each item's part; None under three items.

    Computed from whoever answered all of them, but for ``pairwise``. A figure that the answers
    do not yield, as where all people answer alike, is NaN.
    """
    if len(items) < FEWEST_ITEMS:
        return None
    cov, n = listwise(products), products.whole_n
    whole = alpha(cov)
    low, high = feldt(whole, n, len(items))
    fits = zip(items, item_rest(cov), alpha_if_dropped(cov), strict=True)
    return Reliability(
        n=n,
        few=n < FEW_PEOPLE,
        listwise=whole,
        low=low,
        high=high,
        pairwise=alpha(pairwise(products)),
        omega=omega(cov),
        items=tuple(ItemFit(*one) for one in fits),
    )


def listwise(products: Products) -> Sums:
    """Covariances among those who answered every item; NaN under two people."""
    n, sums = products.whole_n, products.whole_sums
    if n < 2:
        return np.full_like(products.whole_products, nan)
    return np.asarray((products.whole_products - np.outer(sums, sums) / n) / (n - 1))


def pairwise(products: Products) -> Sums:
    """Covariances of each two items among those who answered both; NaN under two people."""
    n = np.where(products.n > 1, products.n, np.nan)
    return np.asarray((products.products - products.sums * products.sums.T / n) / (n - 1))


def alpha(cov: Sums) -> float:
    """Cronbach's alpha: k / (k - 1) · (1 - Σ variances / variance of the sum) (1951)."""
    k, total = len(cov), cov.sum()
    return float(k / (k - 1) * (1 - np.trace(cov) / total)) if k > 1 and total > 0 else nan


def feldt(of: float, n: int, items: int, confidence: float = 0.95) -> tuple[float, float]:
    """Where alpha may lie: 1 - (1 - alpha) · F(n - 1, (n - 1)(k - 1)) (Feldt 1965)."""
    if n < 2 or np.isnan(of):
        return nan, nan
    tail, between, within = (1 - confidence) / 2, n - 1, (n - 1) * (items - 1)
    low, high = (1 - (1 - of) * float(fdtri(between, within, q)) for q in (1 - tail, tail))
    return low, high


def item_rest(cov: Sums) -> tuple[float, ...]:
    """Pearson's r of each item with the sum of the others; NaN where one does not vary."""
    own, with_all, total = np.diag(cov), cov.sum(axis=1), cov.sum()
    rest = total - 2 * with_all + own
    spread = np.sqrt(np.maximum(own * rest, 0))
    r = np.divide(with_all - own, spread, out=np.full(len(cov), nan), where=spread > 0)
    return tuple(float(one) for one in r)


def alpha_if_dropped(cov: Sums) -> tuple[float, ...]:
    """Alpha of the other items, for each."""
    places = range(len(cov))
    return tuple(alpha(np.delete(np.delete(cov, i, axis=0), i, axis=1)) for i in places)


def average_r(cov: Sums) -> float:
    """The mean of Pearson's r over all pairs of items; NaN where an item does not vary."""
    r = _correlations(cov)
    return float(r[np.triu_indices(len(r), 1)].mean()) if r is not None else nan


def omega(cov: Sums) -> float:
    """McDonald's omega of one factor, (Σλ)² / ((Σλ)² + Σψ), by maximum likelihood.

    Loadings and unique variances are those of the items as they are, not standardised
    (McDonald 1999). An item's unique part is at least 0.5 % of its variance. NaN where the
    covariances do not allow it.
    """
    r = _correlations(cov)
    if r is None or len(r) < FEWEST_ITEMS or np.linalg.eigvalsh(r)[0] <= 1e-10:
        return nan
    start = np.clip((1 - 0.5 / len(r)) / np.diag(np.linalg.inv(r)), LEAST_UNIQUE, 1)
    bounds = [(LEAST_UNIQUE, 1.0)] * len(r)
    found = minimize(
        _discrepancy, start, args=(r,), jac=True, bounds=bounds, options={"ftol": 1e-13}
    )
    sd = np.sqrt(np.diag(cov))
    loadings, unique = sd * _loadings(found.x, r), sd**2 * found.x
    common = float(loadings.sum()) ** 2
    return common / (common + float(unique.sum()))


def _correlations(cov: Sums) -> Sums | None:
    spread = np.sqrt(np.diag(cov)) if (np.diag(cov) > 0).all() else None
    return None if spread is None else np.asarray(cov / np.outer(spread, spread))


def _loadings(unique: Sums, r: Sums) -> Sums:
    """The loadings that suit these unique variances best (Lawley 1940)."""
    spread = np.sqrt(unique)
    values, vectors = np.linalg.eigh(r / np.outer(spread, spread))
    return np.asarray(spread * vectors[:, -1] * sqrt(max(float(values[-1]) - 1, 0.0)))


def _discrepancy(unique: Sums, r: Sums) -> tuple[float, Sums]:
    """How far one factor is from the correlations, and its slope (Jöreskog 1967)."""
    spread = np.sqrt(unique)
    values = np.maximum(np.linalg.eigvalsh(r / np.outer(spread, spread))[:-1], 1e-300)
    loadings = _loadings(unique, r)
    slope = (loadings**2 + unique - np.diag(r)) / unique**2
    return float((values - np.log(values) - 1).sum()), slope
