"""The same people in two waves, counted: what they changed by, and who of each wave is left.

Only numbers leave here, and they are exact: ``disclosure`` decides what of them may be shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from plgwork.analysis.statistics.continuity import Standing, item_map
from plgwork.analysis.statistics.matching import match
from plgwork.analysis.statistics.waves import Paired, changes, paired, transitions
from plgwork.analysis.tally import scores
from plgwork.models.answers import Answers, Grouping, Sums
from plgwork.models.instruments import Instrument, Item, Kind, Scale

By = tuple[str, ...]
People = NDArray[np.bool_]
Both = tuple[People, People]  # one for each wave


@dataclass(frozen=True, slots=True)
class Side:
    """One wave: ``n`` answered, and the rest of them after the pairs is ``left``.

    ``favourable`` of the pairs and ``left_favourable`` of those left answered so. ``strays``,
    for each breakdown: so few people would have to change sides, and those left were whole
    groups and nobody else.
    """

    n: int
    left: int
    favourable: int = 0
    left_favourable: int = 0
    strays: dict[By, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Moved:
    """An item, or a scale, of people matched.

    Of ``told`` of them one answer tells the other, for who sees all pairs. ``partly``: so many
    have a score in both waves without having answered all of its items.
    """

    id: str
    by: Paired
    told: int
    sides: tuple[Side, Side]
    items: tuple[str, ...] = ()
    partly: int = 0


@dataclass(frozen=True, slots=True)
class Pairs:
    """People matched by their codes, ``n`` in all, and what can be compared of them."""

    waves: tuple[str, str]
    n: int
    sides: tuple[Side, Side]
    moved: tuple[Moved, ...]


def pair(earlier: Answers, later: Answers, bys: Sequence[By] = ()) -> Pairs:
    """Match two waves by their codes, and count what the pairs changed by.

    Compared are items that both waves asked alike and whose answers have an order, under one id,
    and scales all of whose items are. ``bys`` are the breakdowns in which people may be told
    apart, in a wave that knows their groupings.
    """
    at = np.array(match(earlier.own_codes, later.own_codes).pairs, np.intp).reshape(-1, 2).T
    both = _Both(earlier, later, at[0], at[1], tuple(bys))
    asked = tuple(np.ones(one.people, bool) for one in (earlier, later))
    everybody = np.ones(len(at[0]), bool)
    items = alike(earlier.instrument, later.instrument)
    scales = _scales(earlier.instrument, later.instrument, {one.id for one in items})
    return Pairs(
        waves=(earlier.wave, later.wave),
        n=len(at[0]),
        sides=both.sides((asked[0], asked[1]), everybody),
        moved=(*(both.item(one) for one in items), *(both.scale(one) for one in scales)),
    )


def alike(earlier: Instrument, later: Instrument) -> tuple[Item, ...]:
    """The later items that have an order and were asked in the same words before, under one id."""
    known = {one.id for one in earlier.items}
    links = item_map(earlier, later, {one.id: one.id for one in later.items if one.id in known})
    same = {one.item for one in links if one.standing is Standing.SAME and one.item == one.earlier}
    return tuple(one for one in later.items if one.id in same and one.kind is Kind.SCALE)


def _scales(earlier: Instrument, later: Instrument, items: set[str]) -> list[Scale]:
    before = {one.id: set(one.items) for one in earlier.scales}
    return [
        one
        for one in later.scales
        if set(one.items) == before.get(one.id) and set(one.items) <= items
    ]


@dataclass(frozen=True, slots=True)
class _Both:
    """Two waves, and the places in each of the people who are matched."""

    earlier: Answers
    later: Answers
    before: NDArray[np.intp]
    after: NDArray[np.intp]
    bys: tuple[By, ...]

    def item(self, item: Item) -> Moved:
        codes = [_codes(one, item.id) for one in (self.earlier, self.later)]
        mine, theirs = codes[0][self.before], codes[1][self.after]
        moves = transitions(mine, theirs, len(item.labels))
        top = len(item.labels) - item.favourable
        return Moved(
            id=item.id,
            by=paired(_values(mine, item), _values(theirs, item)),
            told=int(max(moves.max(axis=1).sum(), moves.max(axis=0).sum())),
            sides=self.sides(
                (codes[0] >= 0, codes[1] >= 0),
                (mine >= 0) & (theirs >= 0),
                (codes[0] >= top, codes[1] >= top),
            ),
        )

    def scale(self, scale: Scale) -> Moved:
        all_ = [scores(one, scale) for one in (self.earlier, self.later)]
        mine, theirs = all_[0][self.before], all_[1][self.after]
        scored = ~(np.isnan(mine) | np.isnan(theirs))
        often = np.unique(changes(mine, theirs), return_counts=True)[1]
        return Moved(
            id=scale.id,
            by=paired(mine, theirs),
            told=int(often.max(initial=0)),
            sides=self.sides((~np.isnan(all_[0]), ~np.isnan(all_[1])), scored),
            items=scale.items,
            partly=int((scored & ~self._whole(scale)).sum()),
        )

    def _whole(self, scale: Scale) -> People:
        """Who of the pairs answered all items of a scale, both times."""
        found = np.ones(len(self.before), bool)
        for one in scale.items:
            found &= _codes(self.earlier, one)[self.before] >= 0
            found &= _codes(self.later, one)[self.after] >= 0
        return found

    def sides(
        self, answered: Both, among: People, favourable: Both | None = None
    ) -> tuple[Side, Side]:
        """Of who ``answered``, those among the pairs (pairs,) and those left, in each wave."""
        one, other = (
            self._side(wave, answered[at], places[among], favourable[at] if favourable else None)
            for at, (wave, places) in enumerate(
                ((self.earlier, self.before), (self.later, self.after))
            )
        )
        return one, other

    def _side(
        self, wave: Answers, answered: People, places: NDArray[np.intp], liked: People | None
    ) -> Side:
        left = answered.copy()
        left[places] = False
        return Side(
            n=int(answered.sum()),
            left=int(left.sum()),
            favourable=0 if liked is None else int(liked[places].sum()),
            left_favourable=0 if liked is None else int((liked & left).sum()),
            strays={
                by: _strays(wave, by, answered, left)
                for by in self.bys
                if set(by) <= {one.id for one in wave.groupings}
            },
        )


def _values(codes: NDArray[np.int8], item: Item) -> Sums:
    return np.where(codes >= 0, codes + float(item.lowest), np.nan)


def _codes(answers: Answers, item_id: str) -> NDArray[np.int8]:
    ids = [one.id for one in answers.instrument.items]
    return answers.codes[:, ids.index(item_id)]


def _strays(wave: Answers, by: By, answered: People, left: People) -> int:
    """How many people keep those left from being whole groups of a breakdown, and nobody else."""
    cells = _cells(wave.groupings, by, wave.people)
    many = int(cells.max(initial=0)) + 1
    gone = np.bincount(cells[left], minlength=many)
    stay = np.bincount(cells[answered & ~left], minlength=many)
    return int(np.minimum(gone, stay).sum())


def _cells(groupings: Sequence[Grouping], by: By, people: int) -> NDArray[np.intp]:
    """In which group of a breakdown everybody is; those of no known group are one as well."""
    known = {one.id: one for one in groupings}
    found = np.zeros(people, np.intp)
    for one in by:
        found = found * (len(known[one].labels) + 1) + known[one].codes + 1
    return found
