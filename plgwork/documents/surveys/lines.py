"""The lines and cells of every table of figures: numbers as numbers, the one word elsewhere."""

from collections.abc import Iterable

from plgwork.models.figures import EVERYONE, WITHHELD, Row, SuppressedTable
from plgwork.models.instruments import Instrument, Kind

ORDERS = {Kind.SCALE: "lowest first", Kind.CHOICE: "in no order", Kind.OPTION: "not ticked first"}
Cell = str | int | float | None
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # a cell that begins so may be taken for one


def headings(table: SuppressedTable) -> list[str]:
    """The name of each column; as many counts as the longest scale has answers."""
    return [
        "Id",
        "Asked",
        "By",
        "Group",
        "Wave",
        "n",
        "No answer",
        "Not on the scale",
        "Favourable",
        "Favourable n",
        "Low (95 %)",
        "High (95 %)",
        "Mean",
        "Median",
        "SD",
        "Answers",
        "Their order",
        *(f"Answer {i}" for i in range(1, _widest(table) + 1)),
    ]


def lines(table: SuppressedTable, instrument: Instrument) -> list[list[Cell]]:
    """A line for each row, in the order of the table."""
    texts = {item.id: item.text for item in instrument.items}
    texts |= {scale.id: scale.name for scale in instrument.scales}
    answers = {item.id: (" | ".join(item.labels), ORDERS[item.kind]) for item in instrument.items}
    return [
        line(row, texts.get(row.item, row.item), answers.get(row.item, ("", "")), _widest(table))
        for row in table.rows
    ]


def line(row: Row, text: str, answers: tuple[str, str], widest: int) -> list[Cell]:
    """The cells of one row."""
    head: list[Cell] = [
        row.item,
        text,
        " × ".join(row.by),
        ", ".join(row.group) or EVERYONE,
        row.wave,
    ]
    if row.withheld:
        return [*head, WITHHELD, None, None, WITHHELD, *[None] * (8 + widest)]
    share = row.favourable
    low, high = share.ci95 if share and share.ci95 else (None, None)
    counts: list[Cell] = [*(row.counts or ())]
    return [
        *head,
        row.n,
        row.missing,
        row.apart,
        row.share or None,
        share.k if share else None,
        _rounded(low),
        _rounded(high),
        _rounded(row.mean),
        row.median,
        _rounded(row.sd),
        *(one or None for one in answers),
        *counts,
        *[None] * (widest - len(counts)),
    ]


def is_formula(cell: Cell) -> bool:
    """Whether a spreadsheet could take a text for a formula."""
    return isinstance(cell, str) and cell.startswith(FORMULA)


def breakdowns(table: SuppressedTable) -> Iterable[tuple[str, ...]]:
    """The ways in which people are told apart, in the order of the table."""
    return dict.fromkeys(row.by for row in table.rows)


def _widest(table: SuppressedTable) -> int:
    return max((len(row.counts or ()) for row in table.rows), default=0)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
