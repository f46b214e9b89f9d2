"""Whose turn it is: whoever had one longest ago, and first of all whoever had none. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date


def turns(people: Iterable[str], last: Mapping[str, date]) -> list[str]:
    """People in the order of their turns; those who stand alike stay in the order they came in."""
    return sorted(people, key=lambda one: last.get(one, date.min))


def latest(taken: Iterable[tuple[str, date]]) -> dict[str, date]:
    """The last day on which each person had a turn."""
    found: dict[str, date] = {}
    for who, day in taken:
        found[who] = max(day, found.get(who, date.min))
    return found
