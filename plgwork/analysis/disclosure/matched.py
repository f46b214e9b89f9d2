"""What is told of people who were found in two waves: how many, and what they changed by.

Nothing by group and nothing by answer: a mean change with its interval, over enough people that
one of them is not the figure. What both waves show of everybody is known besides, so whoever takes
the pairs away from a wave has those left: the sum of a later wave, less that of the earlier one and
the change of the pairs, is what the later ones left answered less what the earlier ones did. So
on each side nobody is left, or enough are; and they are not whole groups but for a few people, from
whose figures those few could be had, or a group that is withheld. A figure that a wave withholds,
or tells the end of alone, is not told of the pairs.
"""

from collections.abc import Collection, Iterator, Sequence

import numpy as np

from plgwork.analysis.disclosure.coding import high, low
from plgwork.analysis.disclosure.shares import MIN_N
from plgwork.analysis.pairing import By, Moved, Pairs, Side
from plgwork.analysis.statistics.families import holm
from plgwork.analysis.statistics.waves import Paired
from plgwork.models.figures import Change, Choice, Matched, Row, SuppressedTable

SURE = 0.05
FEWEST = 10  # people matched; in fewer, one person moves a mean too far to hide in it
UNTOLD = (
    "How many people were found again is withheld: they, or those who were not, are too few, or "
    "could be told by their group."
)
FOUND = (
    "{n:,} people were found again: {first:.0f} % of the {a:,} who answered in {earlier}, and "
    "{second:.0f} % of the {b:,} in {later}."
)


def matched(
    pairs: Pairs, table: SuppressedTable, earlier: Sequence[SuppressedTable], min_n: int
) -> Matched:
    """What may be shown of these pairs beside ``table`` and all that was let out before.

    Two waves are matched once: a second time with a pair more would tell of that pair. ValueError
    where they were.
    """
    before = told_before(earlier)
    again = {wave for one in before for wave in one.waves}
    if set(pairs.waves) <= again:
        raise ValueError(f"{' and '.join(pairs.waves)} were matched before.")
    gate = _Gate(pairs, table, _bys(pairs, table, earlier), again, max(min_n, MIN_N))
    rows = gate.rows()
    if not gate.found:
        return Matched(waves=pairs.waves, words=UNTOLD, rows=rows)
    one, other = (side.n for side in pairs.sides)
    words = FOUND.format(
        n=pairs.n,
        a=one,
        b=other,
        earlier=pairs.waves[0],
        later=pairs.waves[1],
        first=100 * pairs.n / one,
        second=100 * pairs.n / other,
    )
    return Matched(waves=pairs.waves, n=pairs.n, people=(one, other), words=words, rows=rows)


def told_before(earlier: Sequence[SuppressedTable]) -> tuple[Matched, ...]:
    """What earlier releases told of people matched: it stays so, and is told again."""
    known = {one.waves: one for table in earlier for one in table.matched if not one.withheld}
    return tuple(known.values())


def require_same_crossings(choice: Choice, earlier: Sequence[SuppressedTable]) -> None:
    """ValueError where a crossing comes after people were matched.

    Nobody knows any more whether those left are groups of it.
    """
    if not all(may_cross(one, earlier) for one in choice.crossings):
        raise ValueError(
            "Once the same people were told of, no more groups can be crossed: those left over "
            "could be told by them."
        )


def may_cross(by: By, earlier: Sequence[SuppressedTable]) -> bool:
    """Whether a crossing may still be let out: before people were matched, or with them."""
    known = {frozenset(row.by) for table in earlier for row in table.rows}
    return len(by) < 2 or not told_before(earlier) or frozenset(by) in known


def _bys(
    pairs: Pairs, table: SuppressedTable, earlier: Sequence[SuppressedTable]
) -> tuple[By, ...]:
    """Breakdowns in which those left must not be groups.

    Every single one, whenever it is let out; a crossing where it is let out by now.
    """
    shown = {frozenset(row.by) for one in (table, *earlier) for row in one.rows}
    counted = dict.fromkeys(by for side in pairs.sides for by in side.strays)
    return tuple(by for by in counted if len(by) == 1 or frozenset(by) in shown)


class _Gate:
    """The rules for one match."""

    def __init__(
        self,
        pairs: Pairs,
        table: SuppressedTable,
        bys: Sequence[By],
        again: Collection[str],
        min_n: int,
    ) -> None:
        self._pairs, self._bys, self._min_n = pairs, bys, min_n
        self._shown = [{row.item: row for row in table.of(by=(), wave=one)} for one in pairs.waves]
        # Of a wave that is in two matches, both together must not tell who is in one alone: some
        # are left of the other wave, so that nobody knows what they answered.
        self._some_left = [other in again for other in pairs.waves[::-1]]
        some = all(any(not row.withheld for row in rows.values()) for rows in self._shown)
        self.found = some and self._enough(pairs.n, pairs.sides)

    def rows(self) -> tuple[Change, ...]:
        """What each item and scale that both waves show changed by, items first.

        What chance alone may have made is so over all that are shown together (Holm).
        """
        told = list(self._told())
        shown = [one.by.p for one, may in told if may]
        adjusted = iter(holm(shown))
        return tuple(
            _change(one, next(adjusted)) if may else Change(item=one.id) for one, may in told
        )

    def _told(self) -> Iterator[tuple[Moved, bool]]:
        """What both waves asked and let out, and whether its change may be shown."""
        open_: set[str] = set()
        for one in self._pairs.moved:
            both = [rows.get(one.id) for rows in self._shown]
            if both[0] is None or both[1] is None:
                continue
            may = self.found and self._may(one, [both[0], both[1]], open_)
            open_ |= {one.id} if may else set()
            yield one, may

    def _may(self, one: Moved, both: Sequence[Row], open_: set[str]) -> bool:
        sides = one.sides
        return (
            all(row.mean is not None for row in both)  # neither withheld nor the end alone
            and self._enough(one.by.n, sides)
            and set(one.items) <= open_  # without one item, a score would tell that one
            and (not one.partly or one.partly >= self._min_n)
            and one.by.low == one.by.low  # else all changed by the same
            and not high(np.array(float(one.told)), np.array(float(one.by.n)))
            and (bool(one.items) or not (_left_alike(sides) or _pairs_alike(sides, one.by.n)))
        )

    def _enough(self, n: int, sides: Sequence[Side]) -> bool:
        enough = n >= max(FEWEST, self._min_n)
        return enough and all(map(self._hidden, sides, self._some_left))

    def _hidden(self, side: Side, some_left: bool) -> bool:
        """Whether those left of a wave are nobody, or enough and no groups."""
        if not side.left:
            return not some_left
        strays = [side.strays[by] for by in self._bys if by in side.strays]
        return min(side.left, *strays) >= self._min_n


def _ends(k: int, n: int) -> bool:
    """Whether they are nearly all of them, or nearly none."""
    of, people = np.array(float(k)), np.array(float(n))
    return bool(high(of, people) | low(of, people))


def _left_alike(sides: Sequence[Side]) -> bool:
    """Whether those left answered alike on every side that has any: then their sum tells it."""
    left = [one for one in sides if one.left]
    return bool(left) and all(_ends(one.left_favourable, one.left) for one in left)


def _pairs_alike(sides: Sequence[Side], n: int) -> bool:
    """Whether the pairs answered alike in a wave, and the sum of the other, or both ends, tell it.

    Where nobody is left of a wave, the pairs are all of it, and their sum in it is known.
    """
    alike = [_ends(one.favourable, n) for one in sides]
    known = [not one.left for one in sides]
    return all(alike) or (known[0] and alike[1]) or (known[1] and alike[0])


def _change(one: Moved, p: float) -> Change:
    of = one.by
    sure = p < SURE
    words = _words(of, sure)
    return Change(
        item=one.id, n=of.n, change=of.change, ci95=(of.low, of.high), sure=sure, words=words
    )


def _words(of: Paired, sure: bool) -> str:
    low_, high_ = sorted((abs(of.low), abs(of.high)))
    way = "Higher" if of.change > 0 else "Lower"
    by = f"{abs(of.change):.2f} on average, and likely by {low_:.2f} to {high_:.2f}"
    if sure:
        return f"{way} than before by {by}."
    if of.low > 0 or of.high < 0:
        return f"{way} by {by}; of so many questions, one may do so by chance."
    told = f"{of.change:+.2f} on average, and likely between {of.low:+.2f} and {of.high:+.2f}"
    return f"No change for sure: {told}.".replace("-", "−")
