"""Many comparisons at once: p-values adjusted over all that are on screen together."""

from collections.abc import Sequence

import numpy as np

from plgwork.models.answers import Sums


def holm(ps: Sequence[float]) -> tuple[float, ...]:
    """Holm's step-down (1979): the chance of even one false alarm in the family stays under p."""
    order, of = _sorted(ps)
    steps = np.maximum.accumulate(of * np.arange(len(of), 0, -1))
    return _back(steps, order)


def benjamini_hochberg(ps: Sequence[float]) -> tuple[float, ...]:
    """Benjamini and Hochberg's step-up (1995): the share of false alarms stays under p."""
    order, of = _sorted(ps)
    steps = of * len(of) / np.arange(1, len(of) + 1)
    return _back(np.minimum.accumulate(steps[::-1])[::-1], order)


def bonferroni(ps: Sequence[float]) -> tuple[float, ...]:
    """Each times how many there are; Holm's are never larger."""
    return tuple(min(1.0, p * len(ps)) for p in ps)


def _sorted(ps: Sequence[float]) -> tuple[np.ndarray[tuple[int], np.dtype[np.intp]], Sums]:
    of = np.asarray(ps, np.float64)
    order = np.argsort(of, kind="stable")
    return order, of[order]


def _back(steps: Sums, order: np.ndarray[tuple[int], np.dtype[np.intp]]) -> tuple[float, ...]:
    adjusted = np.empty(len(steps))
    adjusted[order] = np.minimum(steps, 1)
    return tuple(float(one) for one in adjusted)
