"""Whether people of one group answer alike, so that its mean says something about the group."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import fdtrc

from plgwork.models.answers import Moments, Sums

DEPENDABLE = 0.7  # ICC(2) and rwg(j) from which a mean is commonly taken for the group's
SURE = 0.05


@dataclass(frozen=True, slots=True)
class Between:
    """ICC(1): how much of all differences lies between groups. ICC(2): how dependable means are.

    ``f`` and ``p`` of the analysis of variance over ``groups`` with answers.
    """

    icc1: float
    icc2: float
    f: float
    p: float
    groups: int
    people: int


def between(scores: Moments) -> Between:
    """From what the scores of a scale add up to by group (Bartko 1976; Bliese 2000).

    The size of a group is the mean size. NaN where there are not two groups, one of them of
    two, or nobody differs from anybody.
    """
    n, total, squares = (one[scores.n > 0] for one in (scores.n, scores.total, scores.squares))
    groups, people = len(n), int(n.sum())
    if groups < 2 or people <= groups:
        return Between(nan, nan, nan, nan, groups, people)
    middle = float((total**2 / n).sum())
    across = (middle - float(total.sum()) ** 2 / people) / (groups - 1)
    inside = max(float(squares.sum()) - middle, 0.0) / (people - groups)
    if across <= 0 or inside <= 1e-12:
        return Between(nan, nan, nan, nan, groups, people)
    size, f = people / groups, across / inside
    icc1 = (across - inside) / (across + (size - 1) * inside)
    p = float(fdtrc(groups - 1, people - groups, f))
    return Between(icc1, (across - inside) / across, f, p, groups, people)


def rwg(counts: Sequence[ArrayLike]) -> float:
    """rwg(j) of one group (James, Demaree and Wolf 1984): 1 where all answer alike, 0 at chance.

    ``counts`` of each item of the scale from its lowest answer; chance is every answer equally
    likely. Below chance it is 0; NaN where an item has fewer than two answers.
    """
    ratio = float(np.mean([_against_chance(np.asarray(one, np.float64)) for one in counts]))
    if np.isnan(ratio):
        return nan
    items, within = len(counts), max(1 - ratio, 0.0)
    return items * within / (items * within + ratio) if within or ratio else nan


def mean_rwg(groups: Sequence[Sequence[ArrayLike]]) -> float:
    """The mean of rwg(j) over groups that have one; NaN where none has."""
    each = [one for one in map(rwg, groups) if not np.isnan(one)]
    return float(np.mean(each)) if each else nan


def meaning(of: Between, agreed: float) -> str:
    """A sentence on whether a group’s mean means anything: ICC(1), ICC(2) and mean rwg(j)."""
    if np.isnan(of.icc1) or np.isnan(agreed):
        return "There are too few answers to say whether a group’s mean speaks for the group."
    alike, apart = agreed >= DEPENDABLE, of.p < SURE and of.icc1 > 0
    if not alike:
        return (
            "People within a group answer differently, so a group’s mean hides more than it shows."
        )
    if not apart:
        return (
            "People within a group agree, but groups hardly differ: "
            "the mean of everyone says as much as that of any group."
        )
    if of.icc2 < DEPENDABLE:
        return (
            "People within a group agree and groups differ, "
            "but the groups are small: read differences between their means with care."
        )
    return "People within a group agree and groups differ: a group’s mean speaks for the group."


def _against_chance(counts: Sums) -> float:
    n, levels = counts.sum(), np.arange(len(counts))
    if n < 2:
        return nan
    mean = counts @ levels / n
    variance = counts @ (levels - mean) ** 2 / (n - 1)
    return float(variance / ((len(counts) ** 2 - 1) / 12))
