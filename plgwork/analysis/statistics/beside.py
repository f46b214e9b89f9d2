"""Groups beside one another, from the figures of them that may be shown and from no others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import nan, sqrt

import numpy as np

from plgwork.analysis.statistics.agreement import Between, between, mean_rwg
from plgwork.analysis.statistics.comparing import (
    MEAN_SIZES,
    Difference,
    Effect,
    difference,
    effect,
    kruskal_wallis,
    mann_whitney,
    welch,
    worded,
)
from plgwork.analysis.statistics.families import benjamini_hochberg, holm
from plgwork.analysis.statistics.shares import favourable
from plgwork.analysis.statistics.summary import Summary
from plgwork.models.answers import Moments
from plgwork.models.figures import Row, SuppressedTable


@dataclass(frozen=True, slots=True)
class Beside:
    """One group beside another, or beside all others that are shown (``other`` is "").

    Of an item: Cliff's delta, points of the favourable share, p of ranks. Of a scale: Cohen's d,
    the means' difference, Welch's p. ``holm`` and ``fdr`` over all that are compared together.
    """

    group: str
    other: str
    n: int
    size: Effect
    by: Difference
    p: float
    holm: float = nan
    fdr: float = nan


def comparable(rows: Sequence[Row]) -> list[Row]:
    """The rows of which enough is shown: the counts of an item, mean and spread of a scale."""
    return [
        row
        for row in rows
        if row.n and (row.counts or (row.favourable is None and row.sd is not None))
    ]


def beside(rows: Sequence[Row], top: int = 0) -> tuple[Beside, ...]:
    """Two groups beside one another, several each beside all the others.

    ``rows`` of one item, whose ``top`` highest answers are favourable, or of one scale.
    """
    shown = comparable(rows)
    if len(shown) < 2:
        return ()
    found = list(_pairs(shown, top))
    ps = [one.p if one.p == one.p else 1.0 for one in found]  # NaN: nobody differs from anybody
    adjusted = zip(found, holm(ps), benjamini_hochberg(ps), strict=True)
    return tuple(replace(one, holm=family, fdr=false) for one, family, false in adjusted)


def apart(rows: Sequence[Row]) -> float:
    """How likely chance alone makes groups so different: p of Kruskal-Wallis, or of variances."""
    shown = comparable(rows)
    if all(row.counts for row in shown):
        return kruskal_wallis([row.counts or () for row in shown]).p
    return between(_moments(shown)).p


def agreement(
    table: SuppressedTable, of: str, items: Sequence[str], by: tuple[str, ...], wave: str
) -> tuple[Between, float]:
    """ICC(1) and ICC(2) of a scale or an item, and the mean rwg(j) over its ``items``."""
    rows = [row for row in table.of(of, by, wave) if row.n and row.sd is not None]
    told = {(row.item, row.group): row.counts for row in table.of(by=by, wave=wave)}
    counts = [[told.get((item, row.group)) for item in items] for row in rows]
    whole = [[one for one in group if one] for group in counts if all(group)]
    return between(_moments(rows)), mean_rwg(whole)


def _pairs(rows: Sequence[Row], top: int) -> Iterator[Beside]:
    if len(rows) == 2:
        yield _one(rows[0], [rows[1]], _name(rows[1]), top)
        return
    for at, row in enumerate(rows):
        yield _one(row, [*rows[:at], *rows[at + 1 :]], "", top)


def _one(row: Row, rest: Sequence[Row], other: str, top: int) -> Beside:
    if not row.counts:
        return _by_means(row, rest, other)
    own = np.array(row.counts)
    others = np.sum([one.counts or () for one in rest], axis=0)
    first, second = favourable(own, top), favourable(others, top)
    return Beside(
        group=_name(row),
        other=other,
        n=int(own.sum()),
        size=effect(own, others),
        by=difference(first.k, first.n, second.k, second.n),
        p=mann_whitney(own, others).p,
    )


def _by_means(row: Row, rest: Sequence[Row], other: str) -> Beside:
    own, others = _summary([row]), _summary(rest)
    test = welch(own, others)
    spread = sqrt((own.sd**2 + others.sd**2) / 2)
    d = test.difference / spread if spread else nan
    return Beside(
        group=_name(row),
        other=other,
        n=own.n,
        size=Effect(worded(d, MEAN_SIZES), d),
        by=Difference(test.difference, test.low, test.high),
        p=test.p,
    )


def _summary(rows: Sequence[Row]) -> Summary:
    """Of all these groups together, from each one's mean and spread."""
    moments = _moments(rows)
    n, total, squares = (one.sum() for one in (moments.n, moments.total, moments.squares))
    rest = max(float(squares - total**2 / n), 0.0)
    return Summary(int(n), float(total / n), sqrt(rest / (n - 1)) if n > 1 else nan)


def _moments(rows: Sequence[Row]) -> Moments:
    n = np.array([row.n for row in rows], np.int64)
    mean = np.array([row.mean for row in rows], float)
    sd = np.array([row.sd for row in rows], float)
    return Moments(n, n * mean, sd**2 * (n - 1) + n * mean**2)


def _name(row: Row) -> str:
    return " × ".join(row.group)
