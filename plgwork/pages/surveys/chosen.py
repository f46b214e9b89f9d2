"""What people chose where answers stand in no order: how many, and which share of those asked."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from plgwork.models.figures import WITHHELD, Row, SuppressedTable
from plgwork.models.instruments import Instrument, Item, Kind

By = tuple[str, ...]
Cells = list[list[str]]
SEVERAL = "People could choose several."
CHOSEN = 1  # of the two counts of an option


def panels(
    table: SuppressedTable, instrument: Instrument, by: By, group: By, wave: str
) -> Iterator[dict[str, Any]]:
    """A panel for each question of this kind, as this group answered it."""
    rows = {row.item: row for row in table.of(by=by, wave=wave) if row.group == group}
    asked = (one for one in instrument.items if one.kind is not Kind.SCALE and one.id in rows)
    for (kind, _), same in groupby(asked, key=lambda one: (one.kind, one.stem or one.column)):
        items = list(same)
        several = kind is Kind.OPTION
        told = _options(items, rows) if several else _answers(items[0], rows[items[0].id])
        yield _panel(items[0], told, several)


def _panel(first: Item, told: Cells, several: bool) -> dict[str, Any]:
    title = (first.stem or first.column) if several else first.text
    return {
        "wide": True,
        "kicker": "What was chosen",
        "title": title,
        "lines": [SEVERAL] if several else [],
        "table": {"label": title, "head": ["Answer", "People", "Share"], "rows": told},
    }


def _options(items: Sequence[Item], rows: dict[str, Row]) -> Cells:
    told = [(one.text, rows[one.id]) for one in items]
    return [[text, *_figures(row, CHOSEN)] for text, row in told]


def _answers(item: Item, row: Row) -> Cells:
    return [[label, *_figures(row, at)] for at, label in enumerate(item.labels)]


def _figures(row: Row, at: int) -> list[str]:
    if row.counts is None or not row.n:
        return [WITHHELD, ""]
    return [f"{row.counts[at]:,} of {row.n:,}", f"{row.counts[at] / row.n:.0%}".replace("%", " %")]
