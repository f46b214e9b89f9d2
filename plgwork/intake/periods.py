"""Who is free when, pasted or from a file: names with periods, or a table of crosses."""

import re
from collections.abc import Mapping, Sequence

from plgwork.intake.text import decode, rows
from plgwork.models.enrolling import Problem
from plgwork.models.groupings import PeriodList, free_periods
from plgwork.models.people import Person

HEADINGS = {"name", "names", "full name", "staff", "staff member", "teacher", "person"}
CROSSES = {"x", "yes", "y", "1", "true", "free", "✓", "✔"}
BLANKS = {"", "no", "n", "0", "false", "-", "–"}
SEVERAL = re.compile(r"[,;/\n]")


def read_periods(handed_in: str | bytes, staff: Sequence[Person]) -> PeriodList:
    """Who is free when; each row that cannot be read is a problem. IntakeError when none can.

    Each row holds a name and periods. Or the first row names the periods, and crosses stand below.
    """
    text = decode(handed_in) if isinstance(handed_in, bytes) else handed_in
    _, lines = rows(text)
    head = _headed(lines)
    reader = _Reader(staff, _crossed(head, lines[1:]))
    for number, cells in lines[1:] if head else lines:
        reader.read(number, cells)
    return PeriodList(free=reader.free, problems=tuple(reader.problems))


def _headed(lines: Sequence[tuple[int, list[str]]]) -> list[str]:
    first = lines[0][1]
    return first if first[0].casefold().strip(":") in HEADINGS else []


def _crossed(head: Sequence[str], body: Sequence[tuple[int, list[str]]]) -> list[str]:
    """The periods of a table of crosses; empty where the cells name periods themselves."""
    cells = {cell.casefold() for _, row in body for cell in row[1:]}
    return list(head[1:]) if head and cells <= CROSSES | BLANKS else []


class _Reader:
    """Rows, one after the other."""

    def __init__(self, staff: Sequence[Person], periods: Sequence[str]) -> None:
        self._names: dict[str, list[str]] = {}
        for one in staff:
            self._names.setdefault(_plain(one.name), []).append(one.id)
        self._periods = periods
        self.free: dict[str, tuple[str, ...]] = {}
        self.problems: list[Problem] = []

    def read(self, number: int, cells: Sequence[str]) -> None:
        """Take in a row."""
        found = self._names.get(_plain(cells[0]), [])
        if len(found) != 1:
            what = "nobody here has this name" if not found else "several people have this name"
            self._wrong(number, f"“{cells[0]}”: {what}.")
        elif found[0] in self.free:
            self._wrong(number, f"{cells[0]} stands in an earlier row already.")
        else:
            self.free[found[0]] = free_periods(self._said(cells[1:]))

    def _said(self, cells: Sequence[str]) -> list[str]:
        if self._periods:
            pairs = zip(self._periods, cells, strict=False)
            return [period for period, cell in pairs if cell.casefold() in CROSSES]
        return [one for cell in cells for one in SEVERAL.split(cell)]

    def _wrong(self, number: int, says: str) -> None:
        self.problems.append(Problem(row=number, says=says))


def _plain(name: str) -> str:
    """A name as it is compared; “Ortiz, Ana” is Ana Ortiz."""
    last, comma, first = name.partition(",")
    turned = f"{first} {last}" if comma else name
    return " ".join(turned.casefold().split())


def periods_of(free: Mapping[str, Sequence[str]], staff: Sequence[Person]) -> str:
    """The list as one would type it: a name on each line, then a comma and the periods."""
    return "\n".join(f"{one.name}, {'; '.join(free[one.id])}" for one in staff if one.id in free)
