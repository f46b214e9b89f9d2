"""What is told of the same people in two waves: as plain values, as lines, and in sentences."""

from collections.abc import Iterator, Mapping
from typing import Any

from plgwork.documents.surveys.lines import Cell
from plgwork.models.figures import WITHHELD, Change, Matched, SuppressedTable
from plgwork.models.instruments import Instrument

DIGITS = 6
SAME = "The same people, matched"
HEADINGS = (
    "Id",
    "Asked",
    "From",
    "To",
    "n, both times",
    "Mean change",
    "Low (95 %)",
    "High (95 %)",
    "In words",
)


def summary(table: SuppressedTable) -> dict[str, Any]:
    """The waves, how many were found again, and every change; what is withheld has no number."""
    names = _names(table.asked)
    [found] = table.matched
    return {
        "waves": list(found.waves),
        "min_n": table.min_n,
        "people": None if found.people is None else list(found.people),
        "matched": found.n,
        "withheld": found.withheld,
        "words": found.words,
        "changes": [
            {"id": row.item, "text": names.get(row.item, row.item), **_figures(row)}
            for row in found.rows
        ],
    }


def lines(said: Mapping[str, Any]) -> str:
    """The same, to read in a terminal."""
    told = [f"From {' to '.join(said['waves'])}", said["words"], ""]
    return "\n".join([*told, *(f"  {one['text']}: {one['words']}" for one in said["changes"])])


def cells(table: SuppressedTable) -> Iterator[list[Cell]]:
    """A line of a sheet for each change."""
    names = _names(table.asked)
    for found in table.matched:
        for row in found.rows:
            low, high = row.ci95 or (None, None)
            figures = (row.change, low, high)
            yield [
                *(row.item, names.get(row.item, row.item), *found.waves),
                WITHHELD if row.withheld else row.n,
                *(None if one is None else round(one, 4) for one in figures),
                row.words,
            ]


def told(found: Matched, instrument: Instrument) -> list[str]:
    """How many were found again, and each change in words."""
    names = _names(instrument)
    return [found.words, *(f"{names.get(row.item, row.item)}: {row.words}" for row in found.rows)]


def rules(table: SuppressedTable) -> Iterator[str]:
    """By which rule people were matched and what is told of them, in sentences."""
    for found in table.matched:
        yield (
            f"From {found.waves[0]} to {found.waves[1]} the same people were found by the codes "
            "they made themselves, of which one element may differ; a code that could be two "
            "people’s is nobody’s. The change is the mean of later less earlier, as answered, of "
            "those who answered both times, with Student’s interval; one is for sure where chance "
            "does not explain it, of all that are shown (Holm)."
        )
        yield (
            "Nothing of them is told by group or by answer. A change is withheld of fewer than "
            f"{max(10, table.min_n)} of them, where a wave withholds the item or tells its end "
            f"alone, and where fewer than {table.min_n} are left of a wave, or those left are "
            "nearly whole groups: they could be told by subtraction."
        )


def _figures(row: Change) -> dict[str, Any]:
    if row.withheld:
        return {"withheld": True, "words": row.words}
    low, high = row.ci95 or (0.0, 0.0)
    change = None if row.change is None else round(row.change, DIGITS)
    interval = [round(low, DIGITS), round(high, DIGITS)]
    return {"n": row.n, "change": change, "ci95": interval, "sure": row.sure, "words": row.words}


def _names(instrument: Instrument | None) -> dict[str, str]:
    if instrument is None:
        return {}
    names = {item.id: item.text for item in instrument.items}
    return names | {scale.id: scale.name for scale in instrument.scales}
