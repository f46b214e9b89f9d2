"""A first draft to move people in: from last year, from a configuration, or from nothing."""

from collections.abc import Iterator, Mapping, Sequence

from plgwork.analysis.groupings.traits import Read, reading
from plgwork.models.configurations import Configuration, Subject
from plgwork.models.groupings import FEWEST, MOST, MOST_NAME, Circumstances, Outline, OutlineGroup
from plgwork.models.people import Person

MIDDLE = (FEWEST + MOST) // 2
OTHERS = "Support and other roles"  # those of whom the trait says nothing


def from_last_year(known: Circumstances) -> Outline:
    """Last year's groups as far as their people are still here; facilitators go on."""
    here = {one.id for one in known.staff}
    return Outline(
        groups=tuple(
            group.model_copy(
                update={
                    "people": tuple(one for one in group.people if one in here),
                    "facilitators": tuple(one for one in group.facilitators if one in here),
                }
            )
            for group in known.last_year.groups
        )
    )


def from_configuration(
    configuration: Configuration,
    known: Circumstances,
    subjects: Sequence[Subject],
    names: Mapping[str, str],
) -> Outline:
    """Groups of those who have in common what the configuration asks for.

    Where that brings together too many, they are several groups. Those of whom there are too few
    are gathered in one that bears all their names, and those of whom nothing is known in another;
    where even that is too few, they stay without a group, for a person to decide. Where it asks
    only for difference, people are dealt round in turn. ``names`` are those of subjects and kinds
    of job, by their ids.
    """
    people = [one for one in known.staff if one.id not in known.elsewhere]
    reads = [reading(trait, subjects) for trait in configuration.alike]
    named = {**{one.id: one.name for one in subjects}, **names}
    if reads:
        groups = list(_alike(people, reads[0], named))
    else:
        groups = _dealt(people, [reading(trait, subjects) for trait in configuration.unlike])
    return Outline(
        groups=tuple(
            OutlineGroup(
                name=name[:MOST_NAME],
                grouping=configuration.id if alike else None,
                people=tuple(one.id for one in inside),
                facilitators=_leading(inside, known),
            )
            for name, inside, alike in groups
        )
    )


Named = tuple[str, Sequence[Person], bool]  # a group, and whether its people are alike


def _alike(people: Sequence[Person], read: Read, names: Mapping[str, str]) -> Iterator[Named]:
    found: dict[str, list[Person]] = {}
    for one in people:
        found.setdefault(read(one), []).append(one)
    ordered = sorted(found.items(), key=lambda item: item[0].zfill(4))
    known = [(_called(value, names), inside) for value, inside in ordered if value]
    few = [(name, inside) for name, inside in known if len(inside) < FEWEST]
    for name, inside in known:
        if len(inside) >= FEWEST:
            yield from ((*part, True) for part in _parts(name, inside))
    small = [one for _, inside in few for one in inside]
    for name, rest in ((" / ".join(name for name, _ in few), small), (OTHERS, found.get("", []))):
        if len(rest) >= FEWEST:
            yield from ((*part, False) for part in _parts(name, rest))


def _called(value: str, names: Mapping[str, str]) -> str:
    return names.get(value) or (f"Grade {value}" if value.isdecimal() else value.title())


def _parts(name: str, inside: Sequence[Person]) -> Iterator[tuple[str, Sequence[Person]]]:
    """One group, or as many as are needed so that none is too large."""
    many = _needed(len(inside))
    for number in range(many):
        yield f"{name} {number + 1}" if many > 1 else name, inside[number::many]


def _needed(people: int) -> int:
    """In so few groups nobody's is too large."""
    return -(-people // MOST)


def _dealt(people: Sequence[Person], reads: Sequence[Read]) -> list[Named]:
    if not people:
        return []
    order = sorted(people, key=lambda one: (*(read(one) for read in reads), one.id))
    many = max(_needed(len(order)), round(len(order) / MIDDLE))
    return [(f"Group {number + 1}", order[number::many], True) for number in range(many)]


def _leading(inside: Sequence[Person], known: Circumstances) -> tuple[str, ...]:
    """Whoever led last year and is trained, else whoever is trained, else nobody."""
    led = {one for group in known.last_year.groups for one in group.facilitators}
    trained = [one.id for one in inside if one.id in known.trained]
    return tuple(([one for one in trained if one in led] or trained)[:1])
