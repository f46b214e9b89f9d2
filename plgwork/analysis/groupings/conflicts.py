"""Which conditions cannot all hold: a smallest set, of which each one could be let go.

QuickXplain (Junker, 2004): divide the conditions, and keep of each half what the other half
cannot do without.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")
Feasible = Callable[[Sequence[T]], bool]


def minimal_conflict(conditions: Sequence[T], feasible: Feasible[T]) -> list[T]:
    """A set that is not feasible, while it is without any one of it; empty when all can hold.

    Where not even no condition at all is feasible, the set is empty as well.
    """
    if feasible(conditions) or not feasible([]):
        return []
    return _explain([], False, list(conditions), feasible)


def _explain(
    background: list[T], grew: bool, conditions: list[T], feasible: Feasible[T]
) -> list[T]:
    if grew and not feasible(background):
        return []
    if len(conditions) == 1:
        return conditions
    half = len(conditions) // 2
    first, second = conditions[:half], conditions[half:]
    of_second = _explain(background + first, bool(first), second, feasible)
    of_first = _explain(background + of_second, bool(of_second), first, feasible)
    return of_first + of_second
