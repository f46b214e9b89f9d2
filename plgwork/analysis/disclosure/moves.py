"""What else the hidden numbers could be, starting from what they are: witnesses without a solver.

A move adds to some hidden numbers what it takes from others, so that every sum stays. As long as
nothing leaves its bounds, what it leads to is as possible as the truth, and so is all between.
"""

import numpy as np
from numpy.typing import NDArray

from plgwork.analysis.disclosure.narrowing import SLACK

Numbers = NDArray[np.float64]

NOTHING = 1e-9  # of coefficients


def reached(
    left: Numbers, right: Numbers, bounds: tuple[Numbers, Numbers], truth: Numbers
) -> tuple[Numbers, Numbers]:
    """The least and the most of each number among solutions of ``left @ numbers == right``.

    Real bounds are at least as wide. Where the truth is not known or does not add up, no
    solution is found, and the least is above the most.
    """
    if not _fits(left, right, bounds, truth):
        return np.full(len(truth), np.inf), np.full(len(truth), -np.inf)
    room = np.minimum(truth - bounds[0], bounds[1] - truth)
    found = _around(_moves(left, room), bounds, truth)
    # Rounding must not make a witness of what does not add up.
    found = found[np.abs(found @ left.T - right).max(axis=1, initial=0.0) < SLACK]
    return found.min(axis=0, initial=np.inf), found.max(axis=0, initial=-np.inf)


def _fits(left: Numbers, right: Numbers, bounds: tuple[Numbers, Numbers], truth: Numbers) -> bool:
    adds_up = np.abs(left @ truth - right).max(initial=0.0) < NOTHING * (1 + np.abs(right).max())
    return bool(adds_up and (truth >= bounds[0]).all() and (truth <= bounds[1]).all())


def _around(moves: Numbers, bounds: tuple[Numbers, Numbers], at: Numbers) -> Numbers:
    """The truth, and where each move leads when it goes as far as it can either way."""
    found = [at[None]]
    for way in (moves, -moves):
        room = np.where(way > 0, bounds[1] - at, at - bounds[0])
        far = np.where(way == 0, np.inf, room / np.where(way == 0, 1, np.abs(way)))
        steps = far.min(axis=1, initial=np.inf)
        found.append(at + np.maximum(steps, 0)[:, None] * way)
    return np.clip(np.concatenate(found), *bounds)


def _moves(left: Numbers, room: Numbers) -> Numbers:
    """Moves from which all others can be put together, each through numbers with much room."""
    rows, order = left.copy(), np.argsort(-room, kind="stable")
    held: list[int] = []
    for one in order:
        row = len(held)
        if row == len(rows):
            break
        at = row + int(np.argmax(np.abs(rows[row:, one])))
        if abs(rows[at, one]) > NOTHING:
            rows[[row, at]] = rows[[at, row]]
            rows[row] /= rows[row, one]
            others = np.flatnonzero(np.abs(rows[:, one]) > NOTHING)
            others = others[others != row]
            rows[others] -= rows[others, one][:, None] * rows[row]
            held.append(int(one))
    free = np.setdiff1d(np.arange(left.shape[1]), held)
    moves = np.zeros((len(free), left.shape[1]))
    moves[np.arange(len(free)), free] = 1
    moves[:, held] = -rows[: len(held), free].T
    moves[np.abs(moves) < NOTHING] = 0
    return moves
