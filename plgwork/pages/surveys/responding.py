"""Who answered, and who did not, by group: as panels of the results."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from plgwork.models.figures import WITHHELD, Row, SuppressedTable
from plgwork.pages.surveys.groupings import spoken

if TYPE_CHECKING:
    from plgwork.analysis.statistics.response import Silent

KICKER = "Who answered"
CLEAR = 3  # points by which a group's part of the answers is another than of those asked
UNTOLD = (
    "Fewer than {min_n} people did, or did not, or such a number could be worked out from it: it "
    "would point to them."
)


def rate(table: SuppressedTable, wave: str) -> str:
    """How many answered of those who could, in a sentence; "" where nobody may know."""
    row = next((one for one in _rows(table, wave) if not one.by), None)
    if row is None or row.n is None or not row.favourable:
        return ""
    return f"{row.favourable.k:,} of {row.n:,} people who could have answered did: {row.share}."


def overall(table: SuppressedTable, wave: str) -> Iterator[dict[str, Any]]:
    """The rate of a wave, and how to read it."""
    yield from (_overall(table, row) for row in _rows(table, wave) if not row.by)


def by_group(table: SuppressedTable, wave: str) -> Iterator[dict[str, Any]]:
    """Who did not answer, by the groups of every grouping, in one table."""
    rows = [row for row in _rows(table, wave) if row.by]
    if not rows:
        return
    yield {
        "wide": True,
        "kicker": "Who did not answer",
        "title": _least(rows),
        "table": {
            "label": "Who did not answer, by group",
            "head": ["Group", "Could have answered", "Did not", "Answered"],
            "rows": [[_name(row, rows, table), *_cells(row)] for row in rows],
        },
    }


def _rows(table: SuppressedTable, wave: str) -> list[Row]:
    return [row for row in table.response if row.wave == wave]


def _overall(table: SuppressedTable, row: Row) -> dict[str, Any]:
    from plgwork.analysis.statistics.response import rate as rated

    if row.n is None:
        lines = [UNTOLD.format(min_n=table.min_n)]
        return {"kicker": KICKER, "title": f"The response rate is {WITHHELD}", "lines": lines}
    people = next(one.people for one in table.of(by=(), wave=row.wave) if one.people is not None)
    note = rated(people, row.n).note
    of = [
        f"{people:,} of {row.n:,} people who could have answered did.",
        *([note] if note else []),
        *(["Intervals allow for the part of those asked that answered."] if row.missing else []),
    ]
    return {"kicker": KICKER, "title": f"{row.share} answered", "lines": of}


def _name(row: Row, rows: list[Row], table: SuppressedTable) -> str:
    """The group; with its grouping where another has one of the same name."""
    twice = sum(one.group == row.group for one in rows) > 1
    return f"{spoken(row.by, table.headings)}: {row.group[0]}" if twice else row.group[0]


def _least(rows: list[Row]) -> str:
    """Which group is a smaller part of the answers than of those asked, in a sentence."""
    from plgwork.analysis.statistics.response import silent

    found: list[Silent] = []
    for by in dict.fromkeys(row.by for row in rows):
        shown = [(row, row.favourable) for row in rows if row.by == by and row.n]
        known = {row.group[0]: (of.k or 0, row.n or 0) for row, of in shown if of}
        found += silent(known) if len(known) > 1 else ()
    if not found:
        return "Too few groups can be shown to compare them"
    least = min(found, key=lambda one: one.points)
    if least.points > -CLEAR:
        return "The groups shown were heard about alike"
    return f"“{least.role}” was heard less than others: {least.silent} of {least.asked} are missing"


def _cells(row: Row) -> list[str]:
    if row.n is None:
        return [WITHHELD] * 3
    return [f"{row.n:,}", f"{row.missing:,}", row.share]
