"""A staff list laid beside who is here: who is added, what changes, who left, what is wrong."""

from collections.abc import Iterator, Mapping, Sequence

from plgwork.intake.matching import NOTHING_SAID, enrolment
from plgwork.models.accounts import Standing
from plgwork.models.enrolling import Enrolment, Meaning, PeopleList, Problem
from plgwork.models.labels import plain
from plgwork.models.people import Group, Person, PlgKind, Role
from plgwork.models.rosters import Placing, StaffList, StaffMeaning, StaffNews, StaffPlan, StaffRow

STAYS = "A list ends nobody’s facilitating, and where it names no PLG, people stay where they are."
STEWARDLESS = (
    "no steward of the school is in this file: all of you would have left. Add yourself, or let "
    "whoever is missing stay."
)


def compared(
    handed_in: StaffList,
    staff: Sequence[Person],
    standings: Sequence[Standing],
    groups: Sequence[Group],
    missing_left: bool = False,
    same: Mapping[int, bool] = NOTHING_SAID,
) -> StaffMeaning:
    """What a staff list means for a school.

    With ``missing_left`` whoever is not in it has left; ``same`` says of rows that bear the name of
    somebody here whether they are that person.
    """
    listed = PeopleList(
        people=handed_in.people, decided=handed_in.decided, problems=handed_in.problems
    )
    known = enrolment(listed, staff, standings, same)
    problems = [*known.problems, *_two_rows(known)]
    # Whose row is wrong is not missing: who has left is known once all rows are right.
    ended = _missing(known, staff) if missing_left and not problems else []
    if ended and handed_in.people and _without_steward(staff, ended):
        problems.append(Problem(row=1, says=STEWARDLESS))
    placings = _Places(known, groups).placings()
    return StaffMeaning(
        news=(*_people(known), *_placed(placings, known, staff), *map(_left, ended)),
        same=sum(one.what == "same" for one in known.meanings),
        plan=StaffPlan(
            newcomers=known.newcomers,
            changes=known.changes,
            placings=tuple(placings),
            ended=tuple(one.id for one in ended),
        ),
        decided=(*known.decided, *([STAYS] if any(one.plgs for one in handed_in.people) else ())),
        dropped=handed_in.dropped,
        problems=tuple(sorted(problems, key=lambda one: one.row)),
    )


def _missing(known: Enrolment, staff: Sequence[Person]) -> list[Person]:
    found = {one.person_id for one in known.meanings}
    return [person for person in staff if person.roles and person.id not in found]


def _without_steward(staff: Sequence[Person], ended: Sequence[Person]) -> bool:
    gone = {person.id for person in ended}
    return not any(Role.STEWARD in one.roles and one.id not in gone for one in staff)


def _two_rows(known: Enrolment) -> Iterator[Problem]:
    """Two rows that are one person: by the name they bear, and by the one they sign in with."""
    rows: dict[str, int] = {}
    for one in known.meanings:
        if one.person_id and one.person_id in rows:
            says = f"this is the same person as in row {rows[one.person_id]}. Take one out, please."
            yield Problem(row=one.listed.row, says=says)
        elif one.person_id:
            rows[one.person_id] = one.listed.row


def _people(known: Enrolment) -> Iterator[StaffNews]:
    for one in known.meanings:
        if one.what == "new":
            named = f"New; signs in as {one.listed.account}" if one.listed.account else one.says
            yield StaffNews(what="added", who=one.listed.name, says=named)
        elif one.what in ("back", "change"):
            yield StaffNews(what="changed", who=one.listed.name, says=one.says)


def _left(person: Person) -> StaffNews:
    says = "Not in the file: has left. What they wrote stays theirs."
    return StaffNews(what="ended", who=person.name, says=says)


def _placed(
    placings: Sequence[Placing], known: Enrolment, staff: Sequence[Person]
) -> Iterator[StaffNews]:
    names = {person.id: person.name for person in staff}
    new = [one.name for one in known.newcomers]
    for placing in placings:
        if placing.plg_id is None:
            yield StaffNews(what="added", who=placing.name, says="A new PLG")
        joins = [*(names[one] for one in placing.joins), *(new[at] for at in placing.new_joins)]
        leads = [names[one] for one in placing.facilitates]
        leads += [new[at] for at in placing.new_facilitates]
        for what, people, verb in (
            ("changed", joins, "joins"),
            ("changed", leads, "facilitates"),
            ("ended", [names[one] for one in placing.leaves], "is no longer in"),
        ):
            for name in people:
                says = f"{verb} {placing.name}"
                yield StaffNews.model_validate({"what": what, "who": name, "says": says})


class _Places:
    """Who belongs where by the file, beside who belongs where today."""

    def __init__(self, known: Enrolment, groups: Sequence[Group]) -> None:
        self._rows = list(_references(known))
        self._groups = {plain(group.plg.name): group for group in groups}
        self._school = [group for group in groups if group.plg.kind is PlgKind.SCHOOL]

    def placings(self) -> list[Placing]:
        """One for each PLG in which something is to be different."""
        named: dict[str, str] = {}
        for row, _, _ in self._rows:
            for plg in row.plgs:
                named.setdefault(plain(plg), plg)
        keys = [*named, *(key for key in map(self._key, self._school) if key not in named)]
        placings = [self._placing(key, named.get(key, "")) for key in keys]
        nothing = {"plg_id", "name"}
        return [
            one
            for one in placings
            if one.plg_id is None or any(one.model_dump(exclude=nothing).values())
        ]

    def _key(self, group: Group) -> str:
        return plain(group.plg.name)

    def _placing(self, key: str, name: str) -> Placing:
        group = self._groups.get(key)
        members = {one.id for one in group.members} if group else set()
        leading = {one.id for one in group.facilitators} if group else set()
        wanted = [row for row in self._rows if key in map(plain, row[0].plgs)]
        old = {person: row for row, person, _ in wanted if person}
        new = {number: row for row, _, number in wanted if number is not None}
        leads = {person for person, row in old.items() if row.facilitates}
        new_leads = {number for number, row in new.items() if row.facilitates}
        moved = {p for row, p, _ in self._rows if p and row.plgs and p not in old}
        school = group is not None and group.plg.kind is PlgKind.SCHOOL
        return Placing(
            plg_id=group.plg.id if group else None,
            name=group.plg.name if group else name,
            joins=tuple(sorted(old.keys() - members - leads)),
            leaves=tuple(sorted(moved & members)) if school else (),
            facilitates=tuple(sorted(leads - leading)),
            new_joins=tuple(sorted(new.keys() - new_leads)),
            new_facilitates=tuple(sorted(new_leads)),
        )


def _references(known: Enrolment) -> Iterator[tuple[StaffRow, str | None, int | None]]:
    """Each row with the id of somebody here, or with the number of a newcomer."""
    number = 0
    for one in known.meanings:
        row = _row(one)
        if one.what == "new":
            yield row, None, number
            number += 1
        else:
            yield row, one.person_id, None


def _row(one: Meaning) -> StaffRow:
    return one.listed if isinstance(one.listed, StaffRow) else StaffRow(**one.listed.model_dump())
