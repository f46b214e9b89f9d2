"""Two things planned for one time that the same people belong to. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from plgwork.models.people import Group
from plgwork.models.schedules import Clash, Slot

Pair = tuple[str, str]
Names = Mapping[str, str]


def clashes(groups: Sequence[Group], planned: Iterable[Slot]) -> list[Clash]:
    """Every pair of planned things that meet at one time and share a person, the first one first.

    What is planned without a group is other work, which everybody belongs to: beside it no
    people are named.
    """
    people = {group.plg.id: {one.id: one.name for one in group.members} for group in groups}
    found: dict[Pair, list[date]] = defaultdict(list)
    names: dict[str, str] = {}
    for one, other in _at_one_time(planned):
        pair = _pair(one, other, people)
        if _meet(pair, people):
            found[pair].append(max(one.starts_at, other.starts_at).date())
            names |= {one.of: one.name, other.of: other.name}
    told = [_clash(pair, days, names, people) for pair, days in found.items()]
    return sorted(told, key=lambda clash: (clash.days[0], clash.first, clash.second))


def _at_one_time(planned: Iterable[Slot]) -> Iterator[tuple[Slot, Slot]]:
    running: list[Slot] = []
    for one in sorted(planned, key=lambda meeting: (meeting.starts_at, meeting.of)):
        running = [other for other in running if other.ends_at > one.starts_at]
        yield from ((other, one) for other in running if other.of != one.of)
        running.append(one)


def _pair(one: Slot, other: Slot, people: Mapping[str, Names]) -> Pair:
    # A group comes before other work, and groups in the order of their ids.
    first, second = sorted((one.of, other.of), key=lambda of: (of not in people, of))
    return first, second


def _meet(pair: Pair, people: Mapping[str, Names]) -> bool:
    """Whether somebody belongs to both; two kinds of other work are the school's own matter."""
    first, second = pair
    if first not in people:
        return False
    return second not in people or not people[first].keys().isdisjoint(people[second])


def _clash(pair: Pair, days: list[date], names: Names, people: Mapping[str, Names]) -> Clash:
    first, second = pair
    shared = people[first].keys() & people[second].keys() if second in people else set()
    return Clash(
        first=names[first],
        second=names[second],
        people=tuple(sorted(people[first][one] for one in shared)),
        days=tuple(sorted(set(days))),
    )
