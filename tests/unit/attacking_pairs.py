"""Somebody with the figures of two waves and of the same people in both, and who knows a lot.

The attacker knows who answered, who is in which group, and who was found again: only what anybody
answered is secret. Whatever sums of shown figures single out a few people is told of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from plgwork.analysis.disclosure import release
from plgwork.analysis.pairing import Pairs, pair
from plgwork.models.answers import Answers, Grouping
from plgwork.models.figures import Change, Choice, Matched, SuppressedTable
from tests.unit import attacking
from tests.unit.attacking import MIN_N, Wave, tally

Vector = np.ndarray
By = tuple[str, ...]
LEVEL = 1e-7  # of what is taken for nought


@dataclass(frozen=True)
class Staff:
    """Two waves of one staff, row by row, and by their codes who of them is the same."""

    waves: tuple[Wave, Wave]
    codes: tuple[tuple[str, ...], tuple[str, ...]]
    choices: tuple[Choice, ...]

    @property
    def bys(self) -> list[By]:
        """Every breakdown that is counted."""
        alone = [(one,) for one in self.waves[0].labels]
        return [(), *alone, *([(alone[0][0], alone[1][0])] if len(alone) > 1 else [])]

    def pairs(self) -> Pairs:
        """The two waves matched."""
        one, other = (
            _answers(wave, codes) for wave, codes in zip(self.waves, self.codes, strict=True)
        )
        return pair(one, other, self.bys[1:])

    def tables(self) -> list[SuppressedTable]:
        """The tables of its releases; people are matched in the first."""
        found: list[SuppressedTable] = []
        tallies = [tally(one, self.bys) for one in self.waves]
        for choice in self.choices:
            pairs = None if found else self.pairs()
            found.append(release(tallies, choice, found, pairs=pairs).table)
        return found


def _answers(wave: Wave, codes: Sequence[str]) -> Answers:
    groupings = tuple(
        Grouping(by, by, wave.labels[by], groups.astype(np.int32))
        for by, groups in wave.groups.items()
    )
    own = tuple((one,) for one in codes)
    return Answers(wave.instrument, wave.codes, groupings, wave=wave.name, own_codes=own)


def staff(seed: int) -> Staff:
    """By chance: who answers once or twice; often a group comes or goes as a whole, or nearly."""
    chance = np.random.default_rng(seed)
    people = int(chance.integers(14, 70))
    sizes = [int(chance.integers(2, 5)) for _ in range(int(chance.integers(1, 3)))]
    labels = {f"by-{at}": tuple(f"g{one}" for one in range(n)) for at, n in enumerate(sizes)}
    groups = {by: attacking._groups(chance, people, len(names)) for by, names in labels.items()}
    instrument = attacking._instrument(chance)
    first = attacking._codes(chance, people, instrument)
    second = attacking._codes(chance, people, instrument)
    again = chance.random(first.shape) < chance.choice([0.3, 0.7, 1.0])
    both = first, np.where(again, first, second)
    there = [_there(chance, people, groups) for _ in both]
    waves = tuple(
        Wave(str(at + 1), instrument, {by: one[came] for by, one in groups.items()}, labels,
             codes[came].astype(np.int8))
        for at, (codes, came) in enumerate(zip(both, there, strict=True))
    )  # fmt: skip
    given = chance.random(people) < chance.choice([1.0, 0.9, 0.6])
    own = [
        tuple(f"{place:04d}{place * 7919 % 9973:04d}" if given[place] else "" for place in came)
        for came in map(np.flatnonzero, there)
    ]
    return Staff((waves[0], waves[1]), (own[0], own[1]), _choices(chance, list(labels)))


def _there(chance: np.random.Generator, people: int, groups: dict[str, Vector]) -> Vector:
    """Who answers a wave: all, many, or all but a group and a few more."""
    how = chance.integers(4)
    if how == 0:
        return np.ones(people, bool)
    if how == 1:
        return np.asarray(chance.random(people) < 0.75)
    by = chance.choice(list(groups))
    gone = groups[by] == chance.integers(0, 2)
    few = np.arange(people) < (chance.integers(1, 5) if how == 3 else 0)
    return np.asarray(~gone & ~few)


def _choices(chance: np.random.Generator, bys: list[str]) -> tuple[Choice, ...]:
    crossings = (tuple(bys),) if len(bys) > 1 and chance.random() < 0.3 else ()
    whole = Choice(breakdowns=tuple(bys), crossings=crossings)
    if chance.random() < 0.5:
        return (whole,)
    return Choice(), Choice(breakdowns=tuple(bys))


def unguarded(of: Staff, table: SuppressedTable) -> SuppressedTable:
    """The table with all that could be said of people matched, as if there were no gate for it."""
    found = of.pairs()
    rows = tuple(
        Change(item=one.id, n=one.by.n, change=one.by.change, ci95=(one.by.low, one.by.high))
        for one in found.moved
        if one.by.n
    )
    people = found.sides[0].n, found.sides[1].n
    told = Matched(waves=("1", "2"), n=found.n, people=people, words="", rows=rows)
    return table.model_copy(update={"matched": (told,)})


# --- what is learned ------------------------------------------------------------------------------


def learned(of: Staff, tables: Sequence[SuppressedTable]) -> Iterator[str]:
    """What nobody may learn, and the same people tell."""
    found = next((one for one in tables[-1].matched if not one.withheld), None)
    if found is None or found.n is None or found.people is None:
        return
    yield from _few("people", found.n, found.people)
    for row in found.rows:
        if row.n is not None and row.change is not None:
            yield from _Item(of, tables, row.item).learned(row)


def _few(name: str, n: int, of: Sequence[int]) -> Iterator[str]:
    for many in of:
        if 0 < many - n < MIN_N or n < MIN_N:
            yield f"{name}: {n} of {many} were found again"


class _Item:
    """One item: everybody who answered it in either wave, one after the other."""

    def __init__(self, of: Staff, tables: Sequence[SuppressedTable], name: str) -> None:
        self._of, self._tables, self._name = of, tables, name
        self._values = [_values(wave, name) for wave in of.waves]
        self._answered = [~np.isnan(one) for one in self._values]
        places = [{code: at for at, code in enumerate(one) if code} for one in of.codes]
        same = [
            (places[0][code], places[1][code])
            for code in places[0].keys() & places[1].keys()
            if self._answered[0][places[0][code]] and self._answered[1][places[1][code]]
        ]
        self._paired = [np.zeros(len(one), bool) for one in self._values]
        for side in (0, 1):
            self._paired[side][[one[side] for one in same]] = True

    def learned(self, row: Change) -> Iterator[str]:
        """What is told beside what the waves tell by themselves."""
        yield from _few(self._name, row.n or 0, [int(one.sum()) for one in self._answered])
        waves = self._shown()
        moved = np.concatenate([-1.0 * self._paired[0], 1.0 * self._paired[1]])
        before, now = _Told(waves, len(moved)), _Told([*waves, moved], len(moved))
        for words, some in self._sets():
            if now(some) and not before(some):
                size = int(np.abs(some).sum())
                if size < MIN_N:
                    yield f"{self._name}: what {words} answered, {size} people"
                elif self._alike(some):
                    yield f"{self._name}: that {words} answered alike"

    def _shown(self) -> list[Vector]:
        """Groups of which the sum of answers is shown."""
        found = []
        for table in self._tables:
            for row in table.of(item=self._name):
                if row.mean is not None:
                    at = int(row.wave) - 1
                    inside = self._of.waves[at].within((row.by, row.group))
                    found.append(self._vector(at, inside))
        return found

    def _vector(self, at: int, some: Vector) -> Vector:
        sides = [np.zeros(len(one)) for one in self._answered]
        sides[at] = 1.0 * (some & self._answered[at])
        return np.concatenate(sides)

    def _sets(self) -> Iterator[tuple[str, Vector]]:
        """Groups, those found again and those left of them, in a wave and from one to the other."""
        for by in self._of.bys:
            for group in _groups(self._of, by):
                held = [self._parts(at, by, group) for at in (0, 1)]
                for (words, one), (_, other) in zip(*held, strict=True):
                    for some in (one, other, other - one):
                        if some.any():
                            yield f"{words} of {group or 'everybody'} by {by}", some

    def _parts(self, at: int, by: By, group: tuple[str | None, ...]) -> list[tuple[str, Vector]]:
        inside, paired = self._of.waves[at].within((by, group)), self._paired[at]
        left = self._answered[at] & ~paired
        sets = {
            "all": inside,
            "those found again": inside & paired,
            "those left": inside & left,
            "those left elsewhere": left & ~inside,
            "those found again elsewhere": paired & ~inside,
        }
        return [(words, self._vector(at, some)) for words, some in sets.items()]

    def _alike(self, some: Vector) -> bool:
        """Whether the sum of what they answered says that all did favourably, or none."""
        if self._name == "scale" or (some < 0).any():
            return False
        item = self._of.waves[0].instrument.item(self._name)
        n, labels = int(some.sum()), len(item.labels)
        total = float(some @ np.nan_to_num(np.concatenate(self._values)))
        fits = [k for k in range(n + 1) if attacking._adds_up(k, n, total, labels, item.favourable)]
        return fits in ([0], [n])


def _groups(of: Staff, by: By) -> list[tuple[str | None, ...]]:
    found: list[tuple[str | None, ...]] = [()]
    for one in by:
        found = [(*group, label) for group in found for label in (*of.waves[0].labels[one], None)]
    return found


def _values(wave: Wave, name: str) -> Vector:
    """What everybody answered, or scored; NaN for who did not."""
    for at, item in enumerate(wave.instrument.items):
        if item.id == name:
            return np.where(wave.codes[:, at] >= 0, wave.codes[:, at] + 1.0, np.nan)
    return wave.scores(wave.instrument.scales[0])


class _Told:
    """Which sums can be put together of those that are known."""

    def __init__(self, known: Sequence[Vector], many: int) -> None:
        _, sizes, basis = np.linalg.svd(np.array(known).reshape(-1, many), full_matrices=False)
        self._basis = basis[sizes > LEVEL]

    def __call__(self, some: Vector) -> bool:
        return bool(np.abs(some - (some @ self._basis.T) @ self._basis).max() < LEVEL)
