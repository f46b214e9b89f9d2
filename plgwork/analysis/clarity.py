"""Three questions everybody can answer of their PLG, and who cannot answer one. Pure.

Who is in it, who facilitates it, when and where it meets.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from plgwork.analysis.schedules import ever_meets
from plgwork.models.people import Group, Person, PlgKind
from plgwork.models.schedules import Question, SchoolDays, Unanswered

Lack = tuple[Question, str]
NO_PLG = "in no PLG"
NOBODY = "nobody facilitates {plg}"
NO_TIME = "when and where {plg} meets is not said"
NEVER = "{plg} never meets as it is set"


def unanswered(
    staff: Sequence[Person], groups: Sequence[Group], today: date, school: SchoolDays
) -> list[Unanswered]:
    """Every question that somebody cannot answer; who has left the school is not asked."""
    belong: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        for person in group.members:
            belong[person.id].append(group)
    lacking = {group.plg.id: list(missing(group, today, school)) for group in groups}
    return [
        Unanswered(question=question, person_id=person.id, person=person.name, why=why)
        for person in staff
        if person.roles
        for question, why in _of(own(belong[person.id]), lacking)
    ]


def own(groups: Sequence[Group]) -> list[Group]:
    """The groups that are somebody's PLG: the facilitators' only where they have no other."""
    others = [group for group in groups if group.plg.kind is not PlgKind.FACILITATORS]
    return others or list(groups)


def _of(groups: Sequence[Group], lacking: Mapping[str, Sequence[Lack]]) -> Iterator[Lack]:
    if not groups:
        yield Question.WHO, NO_PLG
    for group in groups:
        yield from lacking[group.plg.id]


def missing(group: Group, today: date, school: SchoolDays) -> Iterator[Lack]:
    """What of a group nobody can say."""
    plg = group.plg
    if not group.facilitators:
        yield Question.FACILITATES, NOBODY.format(plg=plg.name)
    if plg.meets is None:
        yield Question.WHEN_AND_WHERE, NO_TIME.format(plg=plg.name)
    elif not ever_meets(plg.meets, today, school):
        yield Question.WHEN_AND_WHERE, NEVER.format(plg=plg.name)
