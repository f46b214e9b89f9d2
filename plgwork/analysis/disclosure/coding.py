"""How the ends of a share are coded: all of a group, or none, would tell it of each of them."""

import numpy as np
from numpy.typing import NDArray

# Where n is shown beside it, a coded end must leave two answers: “90 % or more” of 5 to 9 people
# is all of them, so there it begins at 80.
BELOW, CODED = (10, 20, 100), np.array([20, 10, 5, 1])

Flags = NDArray[np.bool_]
Numbers = NDArray[np.float64]


def end(n: Numbers) -> Numbers:
    """Percent at either end that is coded, by the number of people: the fewer, the more."""
    return CODED[np.searchsorted(BELOW, n, side="right")]


def low(k: Numbers, n: Numbers) -> Flags:
    """Whether so few of them are coded."""
    return (n > 0) & (100 * k <= end(n) * n)


def high(k: Numbers, n: Numbers) -> Flags:
    """Whether so many of them are coded."""
    return (n > 0) & (100 * k >= (100 - end(n)) * n)


def least(k: Numbers, n: Numbers) -> Numbers:
    """The fewest that the shown words leave possible, where no count is shown."""
    below = end(n) * n // 100
    return np.where(low(k, n), 0, np.where(high(k, n), n - below, below + 1))


def most(k: Numbers, n: Numbers) -> Numbers:
    """The most that the shown words leave possible, where no count is shown."""
    return n - least(n - k, n)


def coded(k: int, n: int) -> str:
    """What is said of a share at one of its ends; nothing of any other."""
    some, of = np.array(float(k)), np.array(float(n))
    percent = int(end(of))
    if high(some, of):
        return f"{100 - percent} % or more"
    return f"{percent} % or fewer" if low(some, of) else ""


def words(k: int, n: int) -> str:
    """What is said of a share whose counts are not shown."""
    percent = int(end(np.array(float(n))))
    return coded(k, n) or f"between {percent} % and {100 - percent} %"
