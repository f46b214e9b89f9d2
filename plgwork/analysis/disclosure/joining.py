"""Tables that were let out one by one, laid side by side. Nothing is told that they do not tell."""

from collections.abc import Sequence
from typing import NamedTuple

from plgwork.analysis.statistics.continuity import asked, reworded
from plgwork.models.figures import SuppressedTable
from plgwork.models.instruments import Instrument


class Told(NamedTuple):
    """What one of the tables asked, and under which wave."""

    instrument: Instrument
    wave: str


def joined(tables: Sequence[SuppressedTable]) -> SuppressedTable:
    """One table of several waves, each let out on its own, the earliest first.

    ValueError where there is none, one is exact, two are of one wave, or it is not known what was
    asked.
    """
    waves = [_told(table) for table in tables]
    if not waves or len({one.wave for one in waves}) < len(waves):
        raise ValueError("tables of different waves are joined, and at least one")
    return tables[-1].model_copy(
        update={
            "min_n": max(table.min_n for table in tables),
            "rows": tuple(row for table in tables for row in table.rows),
            "asked": asked(waves),
            "reworded": reworded(waves),
        }
    )


def _told(table: SuppressedTable) -> Told:
    waves = {row.wave for row in table.rows}
    if table.exact or table.asked is None or len(waves) != 1:
        raise ValueError("a table that is joined may be shown, and is of one wave")
    return Told(table.asked, *waves)
