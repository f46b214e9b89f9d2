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
    return parts(title, ((name, people, people, those) for name, people, those in counts), min_n)


def parts(
    title: str, counts: Iterable[tuple[str, int, int, int]], min_n: int = MIN_N
) -> SuppressedTable:
    """Shares of minutes, places or promises, each ``(name, people, of, those)``.

    A share is shown where enough people stand behind it and there is enough to take a share of;
    its ends are coded as those of people are.
    """
    least = max(min_n, MIN_N)
    rows = (_row(name, min(people, of), of, those, least) for name, people, of, those in counts)
    return SuppressedTable(title=title, min_n=least, rows=tuple(rows))


def _row(name: str, many: int, of: int, those: int, least: int) -> Row:
    if many < least:
        return Row(item=name)
    return Row(item=name, n=of, favourable=_share(of, those))


def _share(of: int, those: int) -> Share:
    if words := coded(those, of):
        return Share(shown=words)
    part = those / of
    return Share(shown=f"{100 * part:.0f} %", k=those, n=of, p=part)


def over_time(title: str, tables: Mapping[str, SuppressedTable]) -> SuppressedTable:
    """Tables that were let out already, one below the other; each row bears its table's key."""
    rows = [
        row.model_copy(update={"wave": wave})
        for wave, table in tables.items()
        for row in table.rows
    ]
    least = max((table.min_n for table in tables.values()), default=MIN_N)
    return SuppressedTable(title=title, min_n=least, rows=tuple(rows))
