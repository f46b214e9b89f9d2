"""A protocol fitted to the people and minutes there are, or why it does not fit.

Every minute goes to a step, no step falls below what it needs, and none is dropped. Whoever has a
minute more gets the same plan with one step a minute longer.
"""

from collections.abc import Iterable, Sequence

from plgwork.models.protocols import Fitted, GroupSize, Misfit, Per, Planned, Protocol, Span

LONGEST = 2  # times its planned minutes; a step that drags on longer is no better for it


def fit(protocol: Protocol, people: int, minutes: int) -> Fitted | Misfit:
    """Give each step its whole minutes, which add up to what there is."""
    groups = split(protocol.group, people)
    if not groups:
        return _misfit(protocol, people, minutes, _wrong_size(protocol.group, people))
    least, usual = _minutes(protocol, groups[0])
    fills = _span(least, usual)
    if not fills.least <= minutes <= fills.most:
        return _misfit(protocol, people, minutes, _wrong_time(people, minutes, fills))
    return _fitted(protocol, people, groups, fills.usual, spread(least, usual, minutes))


def written(protocol: Protocol) -> Fitted:
    """The plan as its author wrote it, for a room of people in groups of the size it is for."""
    people = room(protocol)
    groups = split(protocol.group, people)
    _, usual = _minutes(protocol, groups[0])
    return _fitted(protocol, people, groups, sum(usual), usual)


def room(protocol: Protocol) -> int:
    """The fewest people who work in groups of just the size it was written for."""
    sizes = {n: split(protocol.group, n) for n in range(protocol.group.min, protocol.group.max + 1)}
    alike = [people for people, size in sizes.items() if set(size) == {protocol.for_people}]
    return (alike or [people for people, size in sizes.items() if size])[0]


def span(protocol: Protocol, people: int) -> Span | None:
    """The minutes it can fill with so many people; None when it is not for so many."""
    groups = split(protocol.group, people)
    return _span(*_minutes(protocol, groups[0])) if groups else None


def instead(
    protocols: Iterable[Protocol], people: int, minutes: int, kind: str | None = None
) -> list[Fitted]:
    """The protocols that do fit, for one kind of work or any; the closest in time comes first."""
    fitted = (fit(one, people, minutes) for one in protocols if kind is None or kind in one.kinds)
    return sorted(
        (one for one in fitted if isinstance(one, Fitted)),
        key=lambda one: (abs(one.usual_minutes - minutes), one.protocol.id),
    )


def split(group: GroupSize, people: int) -> tuple[int, ...]:
    """The sizes of the groups that people work in, the largest first; none when it cannot be.

    How many minutes there are plays no part: a longer meeting must not turn turns into shorter
    ones.
    """
    if not group.min <= people <= group.max:
        return ()
    if group.split is None or people <= group.split.max:
        return (people,)
    fewest, most, wanted = group.split.min, group.split.max, group.split.into.size
    ways = (_evenly(people, count) for count in range(1, people // fewest + 1))
    return min(
        (sizes for sizes in ways if fewest <= sizes[-1] and sizes[0] <= most),
        key=lambda sizes: (sum(abs(size - wanted) for size in sizes), len(sizes)),
        default=(),
    )


def spread(least: Sequence[int], usual: Sequence[int], minutes: int) -> list[int]:
    """Minutes for each step: from the least towards the usual, and from there in proportion.

    One minute at a time goes where it is owed most (Sainte-Laguë), so nothing ever shrinks when
    there is more to give, and each step reaches its usual minutes exactly when all do.
    """
    scarce = minutes < sum(usual)
    start = list(least if scarce else usual)
    owed = [more - less for less, more in zip(least, usual, strict=True)] if scarce else usual
    added = [0] * len(start)
    for _ in range(minutes - sum(start)):
        next_one = max(range(len(start)), key=lambda i: (owed[i] / (2 * added[i] + 1), -i))
        added[next_one] += 1
    return [one + more for one, more in zip(start, added, strict=True)]


def _minutes(protocol: Protocol, size: int) -> tuple[list[int], list[int]]:
    """What each step needs at least in a group of this size, and what it usually takes."""
    return (
        [step.least_for(size, protocol.for_people) for step in protocol.steps],
        [step.minutes_for(size, protocol.for_people) for step in protocol.steps],
    )


def _span(least: Sequence[int], usual: Sequence[int]) -> Span:
    return Span(least=sum(least), usual=sum(usual), most=LONGEST * sum(usual))


def _evenly(people: int, count: int) -> tuple[int, ...]:
    size, over = divmod(people, count)
    return (size + 1,) * over + (size,) * (count - over)


def _fitted(
    protocol: Protocol, people: int, groups: tuple[int, ...], usual: int, given: Sequence[int]
) -> Fitted:
    return Fitted(
        protocol=protocol,
        people=people,
        minutes=sum(given),
        usual_minutes=usual,
        groups=groups,
        steps=_planned(protocol, groups[0], given),
    )


def _planned(protocol: Protocol, size: int, given: Sequence[int]) -> tuple[Planned, ...]:
    return tuple(
        Planned(step=step, minutes=minutes, turns=size if step.per is Per.PERSON else 1)
        for step, minutes in zip(protocol.steps, given, strict=True)
    )


def _misfit(protocol: Protocol, people: int, minutes: int, reason: str) -> Misfit:
    return Misfit(protocol=protocol, people=people, minutes=minutes, reason=reason)


def _wrong_size(group: GroupSize, people: int) -> str:
    if people < group.min:
        return f"It needs at least {group.min} people; you are {people}."
    if people > group.max or group.split is None:
        return f"It is for {group.max} people at most; you are {people}."
    return f"{people} people cannot split into groups of {group.split.min} to {group.split.max}."


def _wrong_time(people: int, minutes: int, fills: Span) -> str:
    if minutes < fills.least:
        return f"With {people} people it needs at least {fills.least} minutes; you have {minutes}."
    return f"With {people} people it fills {fills.most} minutes at most; you have {minutes}."
