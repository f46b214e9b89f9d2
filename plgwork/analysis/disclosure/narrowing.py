"""Bounds of hidden numbers, from one sum after the other: exact where the sums form a tree."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

SLACK = 1e-6  # of numbers that were added up in many steps


def narrowed(
    left: Numbers, right: Numbers, least: Numbers, most: Numbers
) -> tuple[Numbers, Numbers]:
    """The least and the most of each number, with ``left @ numbers == right``, of 1, -1 and 0.

    Where no two sums are joined in two ways, bounds that agree with each sum alone agree with all
    of them. Elsewhere the real bounds can be closer.
    """
    low, high, before = least, most, np.inf
    # Numbers that do not add up would be narrowed for ever.
    while (now := float((high - low).sum())) < before - SLACK and (low <= high + SLACK).all():
        before = now
        low, high = _once(left, right, low, high)
    return low, high


def _once(left: Numbers, right: Numbers, low: Numbers, high: Numbers) -> tuple[Numbers, Numbers]:
    """What each sum says of each of its numbers, from the bounds of all its others."""
    adds, takes = left > 0, left < 0
    least = np.where(adds, low, np.where(takes, -high, 0))
    most = np.where(adds, high, np.where(takes, -low, 0))
    above = (right - most.sum(axis=1))[:, None] + most
    below = (right - least.sum(axis=1))[:, None] + least
    closest = np.where(adds, above, np.where(takes, -below, -np.inf))
    furthest = np.where(adds, below, np.where(takes, -above, np.inf))
    return (
        np.maximum(low, closest.max(axis=0, initial=-np.inf)),
        np.minimum(high, furthest.min(axis=0, initial=np.inf)),
    )
