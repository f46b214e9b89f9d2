"""Which column holds what: by its heading, or by what stands in it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from plgwork.intake.text import SEPARATORS
from plgwork.models.enrolling import Problem
from plgwork.models.people import Role

NAME, FIRST, LAST, SIGN_IN, ROLE, WORK = "name", "first name", "last name", "sign-in", "role", "job"
HEADINGS: Mapping[str, tuple[str, ...]] = {
    NAME: (
        *("name", "names", "full name", "staff name", "teacher name", "employee name"),
        *("display name", "name last first", "last name first name", "staff member", "person"),
    ),
    FIRST: ("first name", "first", "given name", "forename", "firstname", "preferred name"),
    LAST: ("last name", "last", "surname", "family name", "lastname"),
    SIGN_IN: (
        *("email", "emails", "mail", "email address", "work email", "school email"),
        *("username", "user name", "login", "sign in", "signs in as", "account", "user"),
    ),
    ROLE: ("role", "roles", "plg role", "workbook role", "role in plg"),
    WORK: (
        *("job", "job title", "jobs", "title", "position", "work", "assignment", "teaches"),
        *("subject", "subjects", "department", "grade", "grades", "what they do"),
    ),
}
MEANS = {heading: what for what, headings in HEADINGS.items() for heading in headings}
IF_WRONG = "If that is wrong, write a heading above each column: Name, E-mail, Job, Role."
Rows = Sequence[tuple[int, list[str]]]


@dataclass(frozen=True)
class Columns:
    """Where in a row what stands; ``headed`` is the number of rows that are headings."""

    places: Mapping[str, Sequence[int]]
    unused: Sequence[int] = ()
    headed: int = 0
    width: int = 0
    decided: Sequence[str] = ()
    problems: Sequence[Problem] = field(default=())

    def beyond(self, cells: Sequence[str]) -> Iterator[int]:
        """The cells of a row that stand under no heading."""
        return (place for place in range(self.width, len(cells)) if cells[place])


def columns(
    separator: str, rows: Rows, also: Mapping[str, tuple[str, ...]] | None = None
) -> Columns:
    """What the columns hold; ``also`` names headings that mean something here alone."""
    means = MEANS | {heading: what for what, all_ in (also or {}).items() for heading in all_}
    first = [_plain(cell) for cell in rows[0][1]]
    if any(cell in MEANS for cell in first) and not any("@" in cell for cell in rows[0][1]):
        return _headed(rows[0], [means.get(cell, "") for cell in first], rows[1:])
    return _guessed(separator, rows)


def _plain(cell: str) -> str:
    # “E-mail”, “email:” and “Name (Last, First)” are headings that one finds in real lists.
    return " ".join(re.sub(r"[^\w ]+", " ", cell.lower().replace("e-mail", "email")).split())


def _headed(head: tuple[int, list[str]], means: Sequence[str], body: Rows) -> Columns:
    places: dict[str, list[int]] = {}
    unused = []
    for at, what in enumerate(means):
        if what:
            places.setdefault(what, []).append(at)
        elif any(len(cells) > at and cells[at] for _, cells in body):
            unused.append(at)
    decided = [f"The first row holds headings. {_told(places, head[1])}"]
    decided += [
        f"The column “{head[1][at] or at + 1}” is left out: the workbook has no use for it."
        for at in unused
    ]
    decided += _jobs_under_role(places, body)
    problems = []
    if not {NAME, FIRST, LAST} & set(places):
        problems = [Problem(row=head[0], says="no column is headed Name. Which one holds it?")]
    return Columns(places, unused, 1, len(means), decided, problems)


def _told(places: Mapping[str, Sequence[int]], heads: Sequence[str]) -> str:
    told = [f"{what}: {', '.join(f'“{heads[at]}”' for at in at_)}" for what, at_ in places.items()]
    return f"Read as {'; '.join(told)}."


def _jobs_under_role(places: dict[str, list[int]], body: Rows) -> list[str]:
    """A column “Role” in which no role of ours stands holds jobs, as in most staff lists."""
    at = places.get(ROLE, [])
    cells = [cells[one] for _, cells in body for one in at if one < len(cells) and cells[one]]
    if not cells or any(_names_a_role(cell) for cell in cells):
        return []
    places[WORK] = sorted([*places.get(WORK, []), *places.pop(ROLE)])
    return ["The column of roles names none of the workbook’s roles; it is read as their jobs."]


def _names_a_role(cell: str) -> bool:
    return any(re.search(rf"\b{role.value}s?\b", cell.lower()) for role in Role)


def _guessed(separator: str, rows: Rows) -> Columns:
    width = max(len(cells) for _, cells in rows)
    sheet = [[c[at] if at < len(c) else "" for _, c in rows] for at in range(width)]
    places: dict[str, list[int]] = {}
    left = [at for at in range(width) if any(sheet[at])]
    for what, fits in ((SIGN_IN, _is_address), (ROLE, _names_only_roles)):
        chosen = next((at for at in left if _mostly(sheet[at], fits)), None)
        if chosen is not None and len(left) > 1:
            places[what] = [chosen]
            left.remove(chosen)
    places |= _names(separator, sheet, left)
    kept = [at for held in places.values() for at in held]
    places[WORK] = [at for at in left if at not in kept]
    if width == 1:
        return Columns(places, width=width, decided=["One name on each line."])
    named = {what: [at + 1 for at in at_] for what, at_ in places.items() if at_}
    told = "; ".join(f"{what}: {', '.join(map(str, at))}" for what, at in named.items())
    said = f"No headings; columns are kept apart by {SEPARATORS[separator]}. Read as {told}."
    return Columns(places, width=width, decided=[f"{said} {IF_WRONG}"])


def _names(
    separator: str, sheet: Sequence[Sequence[str]], left: Sequence[int]
) -> dict[str, list[int]]:
    """One column of whole names, or two of which each holds a part."""
    if len(left) < 2 or not (_mostly(sheet[left[0]], _one_word)):
        return {NAME: [left[0]]} if left else {}
    if separator == "," and len(sheet) == 2:  # “Ortiz, Ana”, as people write
        return {LAST: [left[0]], FIRST: [left[1]]}
    if _mostly(sheet[left[1]], _one_word):
        return {FIRST: [left[0]], LAST: [left[1]]}
    return {NAME: [left[0]]}


def _mostly(cells: Sequence[str], fits: Callable[[str], bool]) -> bool:
    held = [cell for cell in cells if cell]
    return bool(held) and sum(map(fits, held)) * 2 > len(held)


def _is_address(cell: str) -> bool:
    return "@" in cell and "<" not in cell


def _names_only_roles(cell: str) -> bool:
    words = re.split(r"[,;/&+\n]| and ", cell.lower())
    return all(word.strip().removesuffix("s") in set(Role) for word in words)


def _one_word(cell: str) -> bool:
    return len(cell.split()) == 1
