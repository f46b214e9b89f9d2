"""A draft and its circumstances as a brief: what a proposal is made from."""

from collections.abc import Iterable, Sequence

from plgwork.analysis.groupings.starting import MIDDLE
from plgwork.analysis.groupings.traits import reading, role, sharing
from plgwork.models.configurations import Configuration, Subject, Trait
from plgwork.models.groupings import Brief, Circumstances, Condition, Outline, OutlineGroup
from plgwork.models.people import Person


def brief(
    outline: Outline,
    known: Circumstances,
    conditions: Iterable[Condition],
    configuration: Configuration | None = None,
    subjects: Sequence[Subject] = (),
    stability: int = 2,
    weight: int = 1,
    seed: int = 1,
) -> Brief:
    """Everybody who needs a group, in the groups of the draft, or in as many as would fit.

    ``weight`` is that of the configuration; both weights are 0 to 3.
    """
    people = [one for one in known.staff if one.id not in known.elsewhere - outline.people]
    ids = {one.id for one in people}
    alike, unlike = _sets(people, configuration, subjects)
    return Brief(
        people=tuple(sorted(ids)),
        groups=outline.groups or _blank(len(ids), configuration),
        conditions=tuple(one for one in conditions if ids.issuperset(one.people)),
        trained=known.trained & ids,
        free={one: known.free[one] for one in sorted(ids & set(known.free))},
        roles={one.id: role(one) for one in people},
        last_year=tuple(tuple(sorted(ids & set(group.people))) for group in known.last_year.groups),
        alike=alike,
        unlike=unlike,
        stability=stability,
        configuration=weight if configuration else 0,
        seed=seed,
    )


def _blank(people: int, configuration: Configuration | None) -> tuple[OutlineGroup, ...]:
    many = max(1, round(people / MIDDLE))
    grouping = configuration.id if configuration else None
    return tuple(OutlineGroup(name=f"Group {one + 1}", grouping=grouping) for one in range(many))


Sets = tuple[tuple[str, ...], ...]


def _sets(
    people: Sequence[Person], configuration: Configuration | None, subjects: Sequence[Subject]
) -> tuple[Sets, Sets]:
    """Who is alike as the configuration asks, and who is too much so.

    Where it asks for both, those are too much so who have all of it in common.
    """
    if configuration is None:
        return (), ()

    def share(*traits: Trait) -> Sets:
        return tuple(sharing(people, *(reading(one, subjects) for one in traits)))

    alike, unlike = configuration.alike, configuration.unlike
    apart = [share(*alike, one) for one in unlike]
    return (share(*alike) if alike else ()), tuple(one for sets in apart for one in sets)
