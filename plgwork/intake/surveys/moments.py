"""When people answered, in months: by the columns that tell the moment, and never whose it was."""

import re
from calendar import month_name
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from plgwork.intake.surveys.personal import MOMENTS
from plgwork.intake.surveys.table import Export
from plgwork.models.exports import Column, Use

YEAR_FIRST = re.compile(r"\b(20\d\d)[-/.](\d{1,2})\b")
YEAR_LAST = re.compile(r"\b(\d{1,2})[-/.](\d{1,2})[-/.](20\d\d)\b")
APART_BY = 3  # months without an answer between two waves
FEW = 10  # of so many answers one may have come early or late
Months = Counter[int]  # answers by month: the year times twelve, and the month less one


def asked_in(export: Export, columns: Sequence[Column]) -> str:
    """When most people answered: “November 2026”, “October to November 2026”; "" if unknown."""
    told = [_months(export.columns[at].answers) for at in _known(columns)]
    months = next((_middle(one) for one in reversed(told) if one), [])
    return _worded(months[0], months[-1]) if months else ""


def gap(export: Export, columns: Sequence[Column]) -> int:
    """The most months without an answer, where a tenth of all came before and after; 0 if few.

    Days that were asked for, such as when people came to the school, are as far apart as they
    like: they are looked at only where no column is known to hold the moment of the answer.
    """
    personal = [at for at, one in enumerate(columns) if one.use is Use.PERSONAL]
    gaps = (_gap(_months(export.columns[at].answers)) for at in _known(columns) or personal)
    return next(filter(None, gaps), 0)


def _known(columns: Sequence[Column]) -> list[int]:
    return [
        at
        for at, one in enumerate(columns)
        if one.use is Use.PERSONAL and "moment" in one.why and one.why != MOMENTS
    ]


def _months(cells: Mapping[str, int]) -> Months:
    months: Months = Counter()
    written = {cell: YEAR_LAST.search(cell) for cell in cells}
    at = 2 if _day_first([found for found in written.values() if found]) else 1
    for cell, n in cells.items():
        first, last = YEAR_FIRST.search(cell), written[cell]
        if first:
            months[int(first[1]) * 12 + int(first[2]) - 1] += n
        elif last:
            months[int(last[3]) * 12 + int(last[at]) - 1] += n
    return Counter({month: n for month, n in months.items() if n})


def _day_first(found: Sequence[re.Match[str]]) -> bool:
    """Whether 5/11 is of November: by a number that is no month, else by what varies less."""
    first, second = ({int(one[place]) for one in found} for place in (1, 2))
    if max(first, default=0) > 12:
        return True
    return max(second, default=0) <= 12 and len(second) < len(first)


def _middle(months: Months) -> list[int]:
    """Each answer's month in order, without the tenth that came first and the tenth that came last.

    Whoever tried the form in August did not ask the school then.
    """
    every = list(_in_order(months))
    part = len(every) // FEW
    return every[part : len(every) - part]


def _in_order(months: Months) -> Iterator[int]:
    for month in sorted(months):
        yield from [month] * months[month]


def _gap(months: Months) -> int:
    every = list(_in_order(months))
    part = max(1, len(every) // FEW)
    gaps = [
        after - before
        for place, (before, after) in enumerate(pairwise(every), start=1)
        if part <= place <= len(every) - part
    ]
    widest = max(gaps, default=0)
    return widest if widest > APART_BY else 0


def _worded(first: int, last: int) -> str:
    (year, month), (until, end) = divmod(first, 12), divmod(last, 12)
    if first == last:
        return f"{month_name[month + 1]} {year}"
    begun = month_name[month + 1] if year == until else f"{month_name[month + 1]} {year}"
    return f"{begun} to {month_name[end + 1]} {until}"
