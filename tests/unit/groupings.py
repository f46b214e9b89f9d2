"""Small schools for the tests of groupings, and checks that know nothing of the search."""

from collections.abc import Mapping, Sequence
from itertools import combinations, product

from hypothesis import strategies as st

from plgwork.models.groupings import (
    Brief,
    Circumstances,
    Condition,
    ConditionKind,
    Outline,
    OutlineGroup,
)
from plgwork.models.people import Person, TrainingState

K = ConditionKind
PERIODS = ("P1", "P2", "P3")


def person(id_: str, work: str = "", kind: str = "subject-teacher") -> Person:
    return Person(id=id_, school_id="oak", name=id_.title(), work=work, staff_kind=kind, roles=())


def outline(*groups: str, **more: str) -> Outline:
    """Groups from words: ``outline("ana ben", "mia")``; the first of each facilitates."""
    made = (group.split() for group in groups)
    return Outline(
        groups=tuple(
            OutlineGroup(
                name=f"Group {number}", people=tuple(people), facilitators=tuple(people[:1]), **more
            )
            for number, people in enumerate(made, start=1)
        )
    )


def known(*people: Person, trained: str = "", **more: object) -> Circumstances:
    training = dict.fromkeys(trained.split(), TrainingState.TRAINED)
    return Circumstances.model_validate({"staff": people, "training": training, **more})


def holds(condition: Condition, groups: Sequence[Sequence[str]], brief: Brief) -> bool:
    """Whether a condition holds, told from what it says alone."""
    if condition.kind is K.FEWEST:
        return min(map(len, groups)) >= (condition.number or 0)
    if condition.kind is K.MOST:
        return max(map(len, groups)) <= (condition.number or 0)
    if condition.kind is K.TRAINED:
        return all(any(one in brief.trained for one in group) for group in groups)
    if condition.kind is K.SHARED_PERIOD:
        return all(_free_together(group, brief.free) for group in groups)
    if condition.kind is K.COMPANY:
        return all(_accompanied(group, brief.roles) for group in groups)
    together = any(set(condition.people) <= set(group) for group in groups)
    return together is (condition.kind is K.TOGETHER)


def _free_together(group: Sequence[str], free: Mapping[str, tuple[str, ...]]) -> bool:
    known = [free[one] for one in group if one in free]
    return not known or any(all(period in one for one in known) for period in PERIODS)


def _accompanied(group: Sequence[str], roles: Mapping[str, str]) -> bool:
    held = [roles.get(one, "") for one in group]
    everywhere = list(roles.values())
    return all(not one or held.count(one) > 1 or everywhere.count(one) == 1 for one in held)


def possible(brief: Brief, conditions: Sequence[Condition]) -> bool:
    """Whether any way at all to put everybody into a group keeps to these; tries them all."""
    many = len(brief.groups)
    for chosen in product(range(many), repeat=len(brief.people)):
        groups = [
            [one for one, at in zip(brief.people, chosen, strict=True) if at == group]
            for group in range(many)
        ]
        if all(holds(one, groups, brief) for one in conditions):
            return True
    return False


@st.composite
def briefs(draw: st.DrawFn, most_people: int = 24, most_groups: int = 4) -> Brief:
    """Schools of all kinds, also such as cannot be grouped as asked."""
    people = tuple(f"p{n:02}" for n in range(draw(st.integers(2, most_people))))
    many = draw(st.integers(1, most_groups))
    some = st.sets(st.sampled_from(people))
    free = draw(st.dictionaries(st.sampled_from(people), st.sets(st.sampled_from(PERIODS))))
    last = draw(st.lists(st.integers(0, many - 1), min_size=len(people), max_size=len(people)))
    groups = [tuple(p for p, at in zip(people, last, strict=True) if at == g) for g in range(many)]
    rule = st.sampled_from([K.TRAINED, K.SHARED_PERIOD, K.COMPANY])
    pair = st.sampled_from(list(combinations(people, 2)))
    conditions = [
        Condition(kind=K.FEWEST, number=draw(st.integers(1, 6))),
        Condition(kind=K.MOST, number=draw(st.integers(2, 12))),
        *(Condition(kind=one) for one in sorted(draw(st.sets(rule)))),
        *(
            Condition(kind=K.TOGETHER, people=one)
            for one in sorted(draw(st.sets(pair, max_size=3)))
        ),
        *(Condition(kind=K.APART, people=one) for one in sorted(draw(st.sets(pair, max_size=3)))),
    ]
    return Brief(
        people=people,
        groups=tuple(
            OutlineGroup(name=f"G{n}", people=one, facilitators=one[:1])
            for n, one in enumerate(groups)
        ),
        conditions=tuple(conditions),
        trained=frozenset(draw(some)),
        free={one: tuple(sorted(periods)) for one, periods in sorted(free.items())},
        roles={one: draw(st.sampled_from(["", "teacher", "teacher", "art"])) for one in people},
        last_year=tuple(groups),
        alike=(people[::2],),
        unlike=(people[::3],),
        stability=draw(st.integers(0, 3)),
        configuration=draw(st.integers(0, 3)),
    )
