"""Who did not answer, by group, without pointing at anybody."""

from collections.abc import Mapping

import numpy as np

from plgwork.analysis.disclosure.audit import Sums
from plgwork.analysis.disclosure.shares import MIN_N
from plgwork.analysis.disclosure.withholding import People, small, withhold
from plgwork.models.figures import Row, Share, SuppressedTable

RESPONSE = "response"


def response(
    table: SuppressedTable, by: str, roster: Mapping[str, int], wave: str = "", min_n: int = MIN_N
) -> SuppressedTable:
    """How many of the roster's people answered: in all (its row has no group), then by group.

    Only numbers that a release shows are used, so nothing that it withholds can come back. A row
    is withheld where fewer than ``min_n`` did, or did not, answer, or another would tell of it.
    ``n`` is the roster's number; where more answered than it names, all of it did.
    """
    least = max(min_n, table.min_n, MIN_N)
    names = [(), *((one,) for one in roster)]
    asked = np.array([sum(roster.values()), *roster.values()], float)
    known = [_people(table, (by,) if name else (), name, wave) for name in names]
    lost = np.array([one is None for one in known])
    answered = np.minimum([one or 0 for one in known], asked)
    hidden = lost | _hidden(answered, asked, lost, least)
    rows = (
        _row(name, by, wave, int(answered[at]), int(asked[at]), bool(hidden[at]))
        for at, name in enumerate(names)
    )
    return SuppressedTable(title="Who answered", min_n=least, rows=tuple(rows))


def _people(
    table: SuppressedTable, by: tuple[str, ...], group: tuple[str, ...], wave: str
) -> int | None:
    for row in table.of(by=by, wave=wave):
        if row.group == group and row.n is not None:
            return row.n + (row.apart or 0) + (row.missing or 0)
    return None


def _hidden(answered: np.ndarray, asked: np.ndarray, lost: np.ndarray, min_n: int) -> np.ndarray:
    """Both sides are audited, over those whose number the release shows."""
    silent = asked - answered
    sums = Sums(np.array([[-1.0] + [1.0] * (len(asked) - 1)]))
    hidden = lost | small(answered, min_n) | small(silent, min_n)
    while True:
        before = hidden
        for side in (answered, silent):
            unknown = np.where(lost, np.nan, side)
            hidden = withhold(People(sums, unknown, hidden, ~lost), min_n)
        if (hidden == before).all():
            return hidden


def _row(
    group: tuple[str, ...], by: str, wave: str, answered: int, asked: int, hidden: bool
) -> Row:
    row = Row(item=RESPONSE, by=(by,) if group else (), group=group, wave=wave)
    if hidden:
        return row
    p = answered / asked if asked else None
    shown = f"{int(100 * p + 0.5)} %" if p is not None else ""
    share = Share(shown=shown, k=answered, n=asked, p=p)
    return row.model_copy(update={"n": asked, "missing": asked - answered, "favourable": share})
