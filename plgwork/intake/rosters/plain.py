"""A staff list of rows and headings: who, and in which PLG. People are read as in a pasted list."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from plgwork.intake import people
from plgwork.intake.columns import NAME, Rows, columns
from plgwork.models.enrolling import Problem
from plgwork.models.labels import plain
from plgwork.models.rosters import StaffList, StaffRow

PLG, FACILITATES, SCHOOL = "PLG", "facilitates", "school"
ALSO: Mapping[str, tuple[str, ...]] = {
    PLG: ("plg", "plgs", "plg name", "plc", "learning group", "group", "groups", "team"),
    FACILITATES: ("facilitates", "facilitator", "facilitates it", "leads", "plg facilitator"),
    SCHOOL: ("school", "school name", "building", "campus", "site"),
}
YES = {"yes", "y", "x", "1", "true", "✓", "facilitator", "facilitates"}
NO = {"", "no", "n", "0", "false", "-", "member"}
FORMULA = re.compile(r"^[=@]|^[+-](?=[A-Za-z(=@])")
MOST_SCHOOLS = 6  # named in a sentence


def listed(separator: str, lines: Rows, school: str) -> StaffList:
    """The people of a school among rows; every problem with its row."""
    found = columns(separator, lines, ALSO)
    heads = {what: found.places.get(what, ()) for what in ALSO}
    here, elsewhere = [], Counter[str]()
    for number, cells in lines[found.headed :]:
        at = _cell(cells, heads[SCHOOL])
        if at and plain(at) != plain(school):
            elsewhere[at] += 1
        else:
            here.append((number, cells))
    read = people.of_rows(here, found)
    by_row = dict(here)
    rows = [_staff(one.model_dump(), by_row[one.row], heads) for one in read.people]
    problems = [*read.problems, *_wrong(here, found.places, heads)]
    if elsewhere and not here:
        problems.append(Problem(row=lines[0][0], says=_nobody(school, elsewhere)))
    return StaffList(
        people=tuple(rows),
        decided=read.decided,
        dropped=tuple(_left_out(elsewhere)) if here else (),
        schools=() if here else tuple(sorted(elsewhere)),
        problems=tuple(sorted(problems, key=lambda one: one.row)),
    )


def _staff(
    told: Mapping[str, object], cells: Sequence[str], heads: Mapping[str, Sequence[int]]
) -> StaffRow:
    named = re.split(r"[;|\n]", _cell(cells, heads[PLG]))
    plgs = tuple(dict.fromkeys(filter(None, (" ".join(one.split()) for one in named))))
    facilitates = _cell(cells, heads[FACILITATES]).lower() in YES
    return StaffRow.model_validate({**told, "plgs": plgs, "facilitates": facilitates})


def _cell(cells: Sequence[str], places: Sequence[int]) -> str:
    return " ".join(cells[at] for at in places if at < len(cells)).strip()


def _wrong(
    lines: Rows, places: Mapping[str, Sequence[int]], heads: Mapping[str, Sequence[int]]
) -> Iterator[Problem]:
    names = set(places.get(NAME, ()))
    for number, cells in lines:
        for at, cell in enumerate(cells):
            if at not in names and FORMULA.match(cell):
                yield Problem(
                    row=number, says=f"“{cell[:60]}” is a formula, and was not worked out."
                )
        told = _cell(cells, heads[FACILITATES])
        if told.lower() not in YES | NO:
            yield Problem(row=number, says=f"“{told}” under facilitates: write yes, or nothing.")
        if told.lower() in YES and heads[PLG] and not _cell(cells, heads[PLG]):
            yield Problem(row=number, says="somebody facilitates here, and no PLG is named.")


def _left_out(elsewhere: Counter[str]) -> Iterator[str]:
    if elsewhere:
        many = elsewhere.total()
        yield f"{_rows(many)} of other schools left out: {_schools(elsewhere)}."


def _nobody(school: str, elsewhere: Counter[str]) -> str:
    return f"no row is of {school}. The file holds {_schools(elsewhere)}."


def _schools(elsewhere: Counter[str]) -> str:
    named = [f"{name} ({many})" for name, many in elsewhere.most_common(MOST_SCHOOLS)]
    more = len(elsewhere) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")


def _rows(many: int) -> str:
    return "1 row" if many == 1 else f"{many:,} rows"
