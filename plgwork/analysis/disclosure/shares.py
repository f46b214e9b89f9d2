"""Shares of people that stand alone: no total is published beside them."""

from collections.abc import Iterable

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
    return Row(item=name, n=people, favourable=Share(shown=_share(people, those)))


def _share(people: int, those: int) -> str:
    return coded(those, people) or f"{100 * those / people:.0f} %"
