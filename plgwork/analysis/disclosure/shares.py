"""Shares of people that stand alone: no total is published beside them."""

from collections.abc import Iterable, Mapping

from plgwork.analysis.disclosure.coding import coded
from plgwork.models.figures import Row, Share, SuppressedTable

MIN_N = 5  # people a figure must speak of; a school may ask for more, never for fewer


def shares(
    title: str, counts: Iterable[tuple[str, int, int]], min_n: int = MIN_N
) -> SuppressedTable:
    """Shares of people as they may be shown: each ``(name, people, of whom)`` stands alone.

    The figures must not add up to one another: no total is published beside them.
    """
    least = max(min_n, MIN_N)
    rows = (_row(name, people, those, least) for name, people, those in counts)
    return SuppressedTable(title=title, min_n=least, rows=tuple(rows))


def _row(name: str, people: int, those: int, least: int) -> Row:
    if people < least:
        return Row(item=name)
    return Row(item=name, n=people, favourable=_share(people, those))


def _share(people: int, those: int) -> Share:
    if words := coded(those, people):
        return Share(shown=words)
    part = those / people
    return Share(shown=f"{100 * part:.0f} %", k=those, n=people, p=part)


def over_time(title: str, tables: Mapping[str, SuppressedTable]) -> SuppressedTable:
    """Tables that were let out already, one below the other; each row bears its table's key."""
    rows = [
        row.model_copy(update={"wave": wave})
        for wave, table in tables.items()
        for row in table.rows
    ]
    least = max((table.min_n for table in tables.values()), default=MIN_N)
    return SuppressedTable(title=title, min_n=least, rows=tuple(rows))
