"""Bounds found without a solver lie on either side of those that a solver finds."""

import numpy as np
import pytest
from scipy.optimize import linprog

from plgwork.analysis.disclosure.moves import reached
from plgwork.analysis.disclosure.narrowing import narrowed

MOST = 20.0


@pytest.mark.parametrize("seed", range(60))
def test_moves_never_reach_beyond_and_sums_never_narrow_within_what_is_possible(seed: int) -> None:
    chance = np.random.default_rng(seed)
    sums, size = int(chance.integers(1, 6)), int(chance.integers(2, 9))
    left = chance.choice([-1.0, 0.0, 1.0], (sums, size))
    truth = chance.integers(0, 7, size).astype(float)
    right, bounds = left @ truth, (np.zeros(size), np.full(size, MOST))

    inner = np.array(reached(left, right, bounds, truth))
    outer = np.array(narrowed(left, right, *bounds))

    real = np.array([[end(sign * one, left, right) for one in np.eye(size)] for sign in (1, -1)])
    real[1] *= -1
    assert (outer[0] <= real[0] + 1e-6).all()
    assert (real[0] <= inner[0] + 1e-6).all()
    assert (inner[1] <= real[1] + 1e-6).all()
    assert (real[1] <= outer[1] + 1e-6).all()


def test_without_the_truth_nothing_is_reached() -> None:
    low, high = reached(
        np.ones((1, 2)), np.array([9.0]), (np.zeros(2), np.full(2, MOST)), np.array([np.nan, 4.0])
    )

    assert (low > high).all()


def end(cost: np.ndarray, left: np.ndarray, right: np.ndarray) -> float:
    return float(linprog(cost, A_eq=left, b_eq=right, bounds=(0, MOST)).fun)
