"""People, groups, minutes and plans, as one says them."""

from collections import Counter
from collections.abc import Iterable

from plgwork.models.protocols import Fitted, GroupSize, Planned, Trust

NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
TRUST = {
    Trust.NEW: "It suits people who are new to each other",
    Trust.SOME: "It asks for some trust",
    Trust.MUCH: "It asks for people who know each other well",
}
BASIS = {
    "published": "as its sources give them",
    "range": "chosen by us within what its sources give",
    "ours": "our own choice, as we saw none in its sources",
}


def counted(number: int, noun: str) -> str:
    """``1 minute``, ``8 minutes``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def in_letters(number: int) -> str:
    """``four``; from thirteen on, digits."""
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def joined(names: Iterable[str]) -> str:
    """``one, two and three``."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def group_size(group: GroupSize) -> str:
    """``6 to 12``."""
    return f"{group.min} to {group.max}"


def splitting(group: GroupSize) -> str:
    """``3 to 40; more than 6 split into fours``."""
    if group.split is None or group.max <= group.split.max:
        return group_size(group)
    return f"{group_size(group)}; more than {group.split.max} split into {group.split.into.value}"


def groups(sizes: tuple[int, ...]) -> str:
    """``in two groups of four and one of three``."""
    if len(sizes) == 1:
        return "all together"
    kinds = sorted(Counter(sizes).items(), reverse=True)
    if len(kinds) == 1:
        return f"in {in_letters(len(sizes))} groups of {in_letters(sizes[0])}"
    first, *others = (_some(count, size, number == 0) for number, (size, count) in enumerate(kinds))
    return f"in {joined([first, *others])}"


def meeting(plan: Fitted) -> str:
    """``45 minutes with 8 people, in two groups of four``."""
    return f"{counted(plan.minutes, 'minute')} with {plan.people} people, {groups(plan.groups)}"


def turns(planned: Planned) -> str:
    """How many people share the minutes of a step; nothing when they are everybody's."""
    if planned.turns == 1:
        return ""
    left = planned.minutes - planned.turns * planned.turn_minutes
    over = f", and {left} to change over" if left else ""
    return f"{planned.turns} turns of {planned.turn_minutes} min{over}"


def first_sentence(text: str) -> str:
    """What stands before the first full stop, with it."""
    return text.split(". ")[0].rstrip(".") + "."


def _some(count: int, size: int, first: bool) -> str:
    noun = f" group{'' if count == 1 else 's'}" if first else ""
    return f"{in_letters(count)}{noun} of {in_letters(size)}"
