"""OneRoster 1.1 and 1.2 as CSV: the staff, and nobody else.

Students and their families are passed over row by row; passwords, phones, a student's grades and
every other column that is not named here are never taken out of a row; demographics are never
opened. In 1.2 what somebody is stands in roles.csv, and no longer in users.csv.
"""

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Any

from plgwork.errors import IntakeError
from plgwork.intake.people import misnamed, twice, unusable
from plgwork.intake.rosters.teaching import CLASSES, COURSES, ENROLLMENTS, teaching
from plgwork.intake.rosters.teaching import KEPT as OF_CLASSES
from plgwork.models.enrolling import Problem
from plgwork.models.labels import plain
from plgwork.models.rosters import StaffList, StaffRow

USERS, ROLES, ORGS = "users.csv", "roles.csv", "orgs.csv"
MOST_UNPACKED = 400_000_000  # of one file
STAFF = {
    "teacher": "Teacher",
    "aide": "Aide",
    "administrator": "Administrator",
    "counselor": "Counselor",
    "proctor": "Proctor",
    "principal": "Principal",
    "siteadministrator": "Site administrator",
    "districtadministrator": "District administrator",
    "systemadministrator": "System administrator",
}
FAMILIES = {"student", "parent", "guardian", "relative"}
KEPT = {
    *("sourcedid", "status", "enableduser", "orgsourcedids", "role", "username", "email"),
    *("givenname", "familyname", "preferredgivenname", "preferredfamilyname"),
    *("usersourcedid", "orgsourcedid", "name", "type"),
}
WITHOUT_ROLES = (
    "this is users.csv of OneRoster 1.2, in which roles stand in a file of their own, roles.csv. "
    "Hand in the whole packed folder (.zip)."
)
Row = Mapping[str, str]


def is_any(heads: Sequence[str]) -> bool:
    """Whether these are the headings of a file of OneRoster's: every row of one has an id."""
    return "sourcedid" in {head.strip().lower() for head in heads}


def is_users(heads: Sequence[str]) -> bool:
    """Whether these are the headings of OneRoster's users."""
    return {"sourcedid", "givenname", "familyname"} <= {head.strip().lower() for head in heads}


def packed(folder: zipfile.ZipFile, school: str) -> StaffList:
    """The staff of a school in a packed OneRoster; IntakeError when it cannot be read."""
    inside = {part.filename.rpartition("/")[2].lower(): part for part in folder.infolist()}
    schools = _schools(_open(folder, inside[ORGS])) if ORGS in inside else {}
    reader = _Staff(schools, school)
    if ROLES in inside:
        reader.know(_open(folder, inside[ROLES]))
    if ENROLLMENTS in inside and CLASSES in inside:
        reader.teaches = teaching(
            *(_rows(folder, inside.get(one)) for one in (COURSES, CLASSES, ENROLLMENTS))
        )
    return reader.read(_open(folder, inside[USERS]))


def users_alone(lines: Sequence[tuple[int, list[str]]], school: str) -> StaffList:
    """The staff in users.csv of OneRoster 1.1 by itself, which says nothing of schools."""
    heads = [head.strip().lower() for head in lines[0][1]]
    if "role" not in heads:
        return StaffList(problems=(Problem(row=1, says=WITHOUT_ROLES),))
    named = ((number, _kept(heads, cells)) for number, cells in lines[1:])
    return _Staff({}, school).read(named)


def _rows(folder: zipfile.ZipFile, part: zipfile.ZipInfo | None) -> Iterator[Row]:
    """The rows of a file about classes, if there is one."""
    return (row for _, row in _open(folder, part, OF_CLASSES)) if part else iter(())


def _open(
    folder: zipfile.ZipFile, part: zipfile.ZipInfo, kept: Set[str] = KEPT
) -> Iterator[tuple[int, Row]]:
    if part.file_size > MOST_UNPACKED or part.flag_bits & 0x1:
        raise IntakeError(
            [f"{part.filename} is locked by a password, or far too large to be read."]
        )
    try:
        with folder.open(part) as file:
            text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
            rows = csv.reader(text)
            heads = [head.strip().lower() for head in next(rows, [])]
            for number, cells in enumerate(rows, start=2):
                if any(cells):
                    yield number, _kept(heads, cells, kept)
    except (zipfile.BadZipFile, csv.Error, OSError, NotImplementedError, EOFError) as error:
        raise IntakeError([f"{part.filename} cannot be read; it may have been cut off."]) from error


def _kept(heads: Sequence[str], cells: Sequence[str], kept: Set[str] = KEPT) -> Row:
    return {head: cell.strip() for head, cell in zip(heads, cells, strict=False) if head in kept}


def _schools(rows: Iterable[tuple[int, Row]]) -> dict[str, str]:
    """The schools there are: their names, by id."""
    return {
        row["sourcedid"]: row.get("name", "")
        for _, row in rows
        if row.get("type", "").lower() == "school" and "sourcedid" in row and _active(row)
    }


def _active(row: Row) -> bool:
    return row.get("status", "").lower() != "tobedeleted"


class _Staff:
    """Who works at one school, being read."""

    def __init__(self, schools: Mapping[str, str], school: str) -> None:
        self._schools = schools
        self._school = school
        alike = {one for one, name in schools.items() if plain(name) == plain(school)}
        self._ours = alike or (set(schools) if len(schools) == 1 else set())
        self.teaches: Mapping[str, str] = {}
        self._roles: dict[str, list[tuple[str, str]]] | None = None
        self._dropped: Counter[str] = Counter()
        self._problems: list[Problem] = []

    def know(self, rows: Iterable[tuple[int, Row]]) -> None:
        """What each is and where, of 1.2; of students and families nothing is remembered."""
        self._roles = {}
        for _, row in rows:
            role = row.get("role", "").lower()
            if role not in FAMILIES and _active(row):
                where = (role, row.get("orgsourcedid", ""))
                self._roles.setdefault(row.get("usersourcedid", ""), []).append(where)

    def read(self, rows: Iterable[tuple[int, Row]]) -> StaffList:
        """The staff among the users."""
        people = [self._staff(number, row) for number, row in rows if self._works_here(number, row)]
        unknown = bool(self._schools) and not self._ours
        if unknown:
            self._problems, people = [Problem(row=1, says=self._unknown())], []
        self._problems += twice(people)
        return StaffList(
            people=tuple(people),
            decided=tuple(self._decided()),
            dropped=tuple(f"{why}: {many:,}" for why, many in self._dropped.most_common()),
            problems=tuple(sorted(self._problems, key=lambda one: one.row)),
            schools=tuple(sorted(set(self._schools.values()))) if unknown else (),
        )

    def _told(self, row: Row) -> list[tuple[str, str]]:
        """What somebody is, and in which school or district."""
        if self._roles is not None:
            return self._roles.get(row.get("sourcedid", ""), [])
        orgs = [one.strip() for one in row.get("orgsourcedids", "").split(",")]
        return [(row.get("role", "").lower(), org) for org in orgs]

    def _works_here(self, number: int, row: Row) -> bool:
        told = self._told(row)
        if not told or all(role in FAMILIES for role, _ in told):
            return self._drop("Students and families, passed over while reading")
        if not _active(row) or row.get("enableduser", "true").lower() == "false":
            return self._drop("Marked as deleted or not enabled")
        if unknown := {role for role, _ in told} - STAFF.keys() - FAMILIES:
            says = f"“{sorted(unknown)[0]}” is no role of OneRoster’s."
            self._problems.append(Problem(row=number, says=says))
            return False
        if self._schools and not any(org in self._ours for _, org in told):
            return self._drop("Staff of other schools, or of the district")
        return True

    def _drop(self, why: str) -> bool:
        self._dropped[why] += 1
        return False

    def _staff(self, number: int, row: Row) -> StaffRow:
        first = row.get("preferredgivenname") or row.get("givenname", "")
        last = row.get("preferredfamilyname") or row.get("familyname", "")
        name = " ".join(f"{first} {last}".split())
        account = (row.get("email") or row.get("username", "")).lower()
        for problem in (misnamed(name) if name else "a name is missing.", _account(account)):
            if problem:
                self._problems.append(Problem(row=number, says=problem))
        works = {STAFF[role] for role, org in self._told(row) if role in STAFF and self._of(org)}
        told = [*sorted(works), self.teaches.get(row.get("sourcedid", ""), "")]
        work = ", ".join(filter(None, told))
        return StaffRow(row=number, name=name, account=account, work=work)

    def _of(self, org: str) -> bool:
        return not self._schools or org in self._ours

    def _decided(self) -> Iterator[str]:
        version = "1.1" if self._roles is None else "1.2"
        yield f"OneRoster {version}: rows are those of users.csv."
        for one in sorted(self._ours):
            if plain(self._schools[one]) != plain(self._school):
                yield f"“{self._schools[one]}” is the only school in it, and is taken for yours."
        if self.teaches:
            yield "What somebody teaches, and to which grades, is taken from their classes."
        yield "Everybody becomes a member. Who leads or coaches here is said on School."
        yield "OneRoster says nothing of PLGs. Once people are here, draft them on Groupings."

    def _unknown(self) -> str:
        named: list[Any] = sorted(self._schools.values())
        more = f" and {len(named) - 6} more" if len(named) > 6 else ""
        return f"no school in it is called {self._school}. It holds {', '.join(named[:6])}{more}."


def _account(account: str) -> str:
    return unusable(account) if account else ""
