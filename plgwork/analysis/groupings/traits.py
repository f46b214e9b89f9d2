"""What people have in common, as far as the words of their jobs tell."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from plgwork.models.configurations import Subject, Trait
from plgwork.models.people import Person

UNSAID = "staff"  # the kind of staff of whom nobody has said which
GRADES = re.compile(r"\bgrades? (\d{1,2}|k)\b|\b(kindergarten)\b", re.IGNORECASE)
Read = Callable[[Person], str]


def role(person: Person) -> str:
    """The kind of job; of somebody of whom no kind is known, the job as it is written.

    Empty where nothing is known: then nobody can say whether others share it.
    """
    if person.staff_kind != UNSAID:
        return person.staff_kind
    return " ".join(person.work.split(",")[0].casefold().split())


def grade(person: Person) -> str:
    """The first grade that the job names; empty where it names none."""
    found = GRADES.search(person.work)
    return (found[1] or "k").casefold() if found else ""


def subject(person: Person, subjects: Sequence[Subject]) -> str:
    """The id of the subject whose word stands first in the job, the longest there; or nothing."""
    work = person.work.casefold()
    places = [
        (found.start(), -len(word), one.id)
        for one in subjects
        for word in one.words
        if (found := re.search(rf"\b{re.escape(word.casefold())}", work))
    ]
    return min(places)[-1] if places else ""


def reading(trait: Trait, subjects: Sequence[Subject]) -> Read:
    """How a trait is read off a person."""
    if trait is Trait.SUBJECT:
        return lambda person: subject(person, subjects)
    return grade if trait is Trait.GRADE else role


def sharing(people: Iterable[Person], *reads: Read) -> list[tuple[str, ...]]:
    """Those who have all of these in common: sets of at least two, by their ids.

    Somebody of whom one of them is not known is in no set.
    """
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for one in sorted(people, key=lambda person: person.id):
        values = tuple(read(one) for read in reads)
        if all(values):
            found[values].append(one.id)
    return [tuple(ids) for _, ids in sorted(found.items()) if len(ids) > 1]


def alone(people: Sequence[Person]) -> tuple[str, ...]:
    """Those whose role nobody else among these people shares."""
    roles = {one.id: role(one) for one in people}
    held = list(roles.values())
    return tuple(one.id for one in people if roles[one.id] and held.count(roles[one.id]) == 1)


def company(roles: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Those who could have somebody of their role beside them: sets of at least two."""
    found: dict[str, list[str]] = defaultdict(list)
    for person_id, held in sorted(roles.items()):
        if held:
            found[held].append(person_id)
    return [tuple(ids) for _, ids in sorted(found.items()) if len(ids) > 1]
