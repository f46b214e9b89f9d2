"""A list laid beside who is here: who is new, who comes back, what is to change."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from plgwork.models.accounts import Standing
from plgwork.models.enrolling import (
    Enrolment,
    Listed,
    Meaning,
    Newcomer,
    PeopleList,
    PersonChange,
    Problem,
)
from plgwork.models.people import Person, Role

MANY = "{many} people here are called {name}. Write the name that this one signs in with."
NAMESAKE = "{name} is here already, and signs in as {here}, not as {listed}"
TELL_APART = ". If this is the same person, take the row out; if not, add an initial to the name."
NOTHING_SAID: Mapping[int, bool] = {}


def enrolment(
    handed_in: PeopleList,
    staff: Sequence[Person],
    standings: Sequence[Standing],
    same: Mapping[int, bool] = NOTHING_SAID,
) -> Enrolment:
    """What the list means for this school; nothing is done while there is a problem.

    ``same`` says by rows whether one is the person here who bears that name, or somebody else.
    """
    school = _School(staff, standings)
    wrong = {problem.row for problem in handed_in.problems}
    problems = list(handed_in.problems)
    meanings: list[Meaning] = []
    newcomers: list[Newcomer] = []
    changes: list[PersonChange] = []
    for one in handed_in.people:
        if one.row in wrong:
            continue
        if one.row not in same and (clash := school.clash(one)):
            problems.append(clash)
            continue
        person = school.find(one) if same.get(one.row, True) else None
        if person is None:
            newcomers.append(_newcomer(one))
            meanings.append(Meaning(listed=one, what="new", says=_as_new(one)))
            continue
        change = school.change(one, person)
        meanings.append(school.meaning(one, person, change))
        changes += [change] if change.model_fields_set > {"person_id"} else []
    return Enrolment(
        meanings=tuple(meanings),
        newcomers=tuple(newcomers),
        changes=tuple(changes),
        decided=handed_in.decided,
        problems=tuple(sorted(problems, key=lambda one: one.row)),
    )


def _newcomer(one: Listed) -> Newcomer:
    return Newcomer(name=one.name, account=one.account, work=one.work, roles=_with_member(one))


def _with_member(one: Listed) -> tuple[Role, ...]:
    return tuple(dict.fromkeys((Role.MEMBER, *one.roles)))


def _as_new(one: Listed) -> str:
    return "New" if one.account else "New; has no name to sign in with yet"


class _School:
    """Who is here, found by the name they sign in with or by the name they bear."""

    def __init__(self, staff: Sequence[Person], standings: Sequence[Standing]) -> None:
        self._by_id = {person.id: person for person in staff}
        self._accounts: Mapping[str, str] = {one.person_id: one.name for one in standings}
        self._owners = {one.name: one.person_id for one in standings}
        self._named: dict[str, list[Person]] = defaultdict(list)
        for person in staff:
            self._named[person.name.casefold()].append(person)

    def find(self, one: Listed) -> Person | None:
        """Who this is; None for somebody new."""
        if owner := self._by_id.get(self._owners.get(one.account, "")):
            return owner
        named = self._named[one.name.casefold()]
        return named[0] if named else None

    def clash(self, one: Listed) -> Problem | None:
        """Why one cannot tell who this is; None when one can."""
        if one.account in self._owners:
            return None
        named = self._named[one.name.casefold()]
        if len(named) > 1:
            says = MANY.format(many=len(named), name=one.name)
            return Problem(row=one.row, says=says)
        account = self._accounts.get(named[0].id, "") if named else ""
        if not one.account or not account:
            return None
        namesake = NAMESAKE.format(name=one.name, here=account, listed=one.account)
        return Problem(row=one.row, says=namesake + TELL_APART, namesake=namesake)

    def change(self, one: Listed, person: Person) -> PersonChange:
        """What the list says of somebody that is not so yet. A list takes nothing away."""
        given = _with_member(one) if not person.roles else one.roles
        change: dict[str, Any] = {
            "name": one.name if one.name.casefold() != person.name.casefold() else "",
            "work": one.work if one.work != person.work else "",
            "account": one.account if person.id not in self._accounts else "",
            "given": tuple(role for role in given if role not in person.roles),
        }
        said = {field: value for field, value in change.items() if value}
        return PersonChange(person_id=person.id, **said)

    def meaning(self, one: Listed, person: Person, change: PersonChange) -> Meaning:
        """The same in words."""
        told = [
            *([f"name: {person.name} becomes {change.name}"] if change.name else ()),
            *([f"job: {change.work}"] if change.work else ()),
            *([f"signs in as {change.account}"] if change.account else ()),
            *([f"also {', '.join(change.given)}"] if change.given and person.roles else ()),
        ]
        if not person.roles:
            says = "; ".join(["Was here before, and comes back", *told])
            return Meaning(listed=one, person_id=person.id, what="back", says=says)
        if not told:
            says = "Here already; nothing changes"
            return Meaning(listed=one, person_id=person.id, what="same", says=says)
        says = f"Here already; {'; '.join(told)}"
        return Meaning(listed=one, person_id=person.id, what="change", says=says)
