"""The one gate between what is known of groups and what is shown. Pure: no files, no clock."""

from collections.abc import Iterable
from math import inf

from plgwork.models.figures import WITHHELD, Figure, SuppressedTable

MIN_N = 5  # people a figure must speak of; a school may ask for more, never for fewer
# Shares are coded at their ends, the more the smaller a group: all of them, or none, would say it
# of each, however many they are.
CODED = ((20, 10), (100, 5), (inf, 1))


def shares(
    title: str, counts: Iterable[tuple[str, int, int]], min_n: int = MIN_N
) -> SuppressedTable:
    """Shares of people as they may be shown: each ``(name, people, of whom)`` stands alone.

    The figures must not add up to one another: no total is published beside them.
    """
    least = max(min_n, MIN_N)
    figures = (_figure(name, people, those, least) for name, people, those in counts)
    return SuppressedTable(title=title, min_n=least, figures=tuple(figures))


def _figure(name: str, people: int, those: int, least: int) -> Figure:
    if people < least:
        return Figure(name=name, people=None, share=WITHHELD)
    return Figure(name=name, people=people, share=_share(people, those))


def _share(people: int, those: int) -> str:
    percent = 100 * those / people
    end = next(end for below, end in CODED if people < below)
    if percent >= 100 - end:
        return f"{100 - end} % or more"
    if percent <= end:
        return f"{end} % or fewer"
    return f"{percent:.0f} %"
