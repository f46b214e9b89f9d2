"""What the same people in two waves changed by, as panels: words first, then all figures."""

from collections.abc import Iterator, Sequence
from typing import Any

from plgwork.models.figures import WITHHELD, Change, Matched, SuppressedTable
from plgwork.models.instruments import Instrument

TITLE = "The same people, matched"
HEAD = ["Question", "n", "Mean change", "Interval"]
NO_BREAK = "\u00a0"
MOST = 8  # changes that are named
NONE = "Every change is withheld, as it could tell what a few people answered."
RULE = (
    "Later less earlier, on average, in steps of the answers, of those who answered both times; "
    "with the interval that holds the true change 19 times in 20. People were found by a code of "
    "their own, which was kept nowhere."
)


def panels(table: SuppressedTable, instrument: Instrument) -> Iterator[dict[str, Any]]:
    """Two for the newest waves whose people were matched; none where nobody was."""
    for found in table.matched[-1:]:
        kicker = f"From {found.waves[0]} to {found.waves[1]}"
        rows = _named(found, instrument)
        yield {"kicker": kicker, "title": TITLE, **_told(found, rows)}
        if not found.withheld:
            cells = [[name, *_cells(row)] for name, row in rows]
            yield {
                "wide": True,
                "kicker": kicker,
                "title": "By how much the same people changed",
                "lines": [RULE],
                "table": {"label": "What the same people changed by", "head": HEAD, "rows": cells},
            }


def _named(found: Matched, instrument: Instrument) -> list[tuple[str, Change]]:
    """Every change with its name, scales first."""
    names = {one.id: f"Scale: {one.name}" for one in instrument.scales}
    rows = sorted(found.rows, key=lambda row: row.item not in names)
    names |= {item.id: item.text for item in instrument.items}
    return [(names.get(row.item, row.item), row) for row in rows]


def _told(found: Matched, rows: Sequence[tuple[str, Change]]) -> dict[str, Any]:
    if found.withheld:
        return {"lines": [found.words]}
    sure = [(name, row) for name, row in rows if row.sure]
    shown = sum(not row.withheld for _, row in rows)
    return {
        "lines": [found.words, _many(len(sure), shown)],
        "items": [{"title": name, "text": row.words} for name, row in sure[:MOST]],
    }


def _many(sure: int, shown: int) -> str:
    if not shown:
        return NONE
    changes = "change" if shown == 1 else "changes"
    are = "is" if sure == 1 else "are"
    return f"{sure} of {shown} {changes} that can be shown {are} for sure."


def _cells(row: Change) -> list[str]:
    if row.n is None or row.change is None or row.ci95 is None:
        return [WITHHELD, WITHHELD, ""]
    change, low, high = (f"{one:+.2f}".replace("-", "−") for one in (row.change, *row.ci95))
    return [f"{row.n:,}", change, f"{low} to {high}".replace(" ", NO_BREAK)]
