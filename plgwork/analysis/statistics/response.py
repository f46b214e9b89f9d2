"""How many of those who were asked answered, and who did not."""

from collections.abc import Mapping
from dataclasses import dataclass

CARE, REMIND = 50, 85  # percent: TELL Kentucky's rule, and NCES standard 4-4


@dataclass(frozen=True, slots=True)
class Rate:
    """How many answered of the roster, in whole percent; None without a roster.

    ``over`` says that more answered than the roster holds, ``note`` how to read it.
    """

    answered: int
    roster: int
    percent: int | None
    over: bool
    note: str


@dataclass(frozen=True, slots=True)
class Silent:
    """How many of one role did not answer.

    ``points`` is how much larger a part the role is of the answers than of the roster.
    """

    role: str
    asked: int
    silent: int
    points: float


def rate(answered: int, roster: int) -> Rate:
    """At most 100, a half rounded up: 12.5 is 13, as published school reports round.

    Under 50 % it is to be read with care, under 85 % those who are missing may differ.
    """
    if roster < 1:
        return Rate(answered, roster, None, answered > 0, _over(answered, roster))
    percent = min(100, (200 * answered + roster) // (2 * roster))
    return Rate(answered, roster, percent, answered > roster, _note(answered, roster))


def pooled(answered: int, roster: int) -> float:
    """The share of a roster that answered, 0 to 1, not rounded; at most 1."""
    return min(1.0, answered / roster) if roster else 0.0


def silent(by_role: Mapping[str, tuple[int, int]]) -> tuple[Silent, ...]:
    """Who did not answer, by role, most people first; each role has (answered, on the roster)."""
    asked = sum(roster for _, roster in by_role.values())
    answers = sum(answered for answered, _ in by_role.values())
    rows = (
        Silent(role, roster, max(roster - answered, 0), _points(answered, answers, roster, asked))
        for role, (answered, roster) in by_role.items()
    )
    return tuple(sorted(rows, key=lambda one: (-one.silent, one.role)))


def _points(answered: int, answers: int, roster: int, asked: int) -> float:
    if not answers or not asked:
        return 0.0
    return 100 * (answered / answers - roster / asked)


def _note(answered: int, roster: int) -> str:
    if answered > roster:
        return _over(answered, roster)
    if 100 * answered < CARE * roster:
        return "Fewer than half answered: read this with care."
    if 100 * answered < REMIND * roster:
        return "Those who did not answer may see things differently."
    return ""


def _over(answered: int, roster: int) -> str:
    if not answered:
        return ""
    return (
        f"{answered} answered, and the roster has {roster}: "
        "the roster may be old, or some people answered twice."
    )
