"""Small schools by chance, and somebody who tries to learn what a release withholds.

Nothing here is taken from the gate but the tables that it lets out: the attacker has the shown
rows of every release, knows which combinations of groups have nobody in them, and knows which
groups are the same people in both waves.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from plgwork.analysis.disclosure import release
from plgwork.models.answers import APART, MISSING, Breakdown, Moments, Tally
from plgwork.models.figures import WITHHELD, Choice, Row, SuppressedTable
from plgwork.models.instruments import Instrument, Item, Scale

MIN_N = 5
Cell = tuple[tuple[str, ...], tuple[str | None, ...]]
Key = tuple[str, Cell, str]  # wave, cell, item


@dataclass(frozen=True)
class Wave:
    """One wave of answers, row by row, as nobody outside ever sees it."""

    name: str
    instrument: Instrument
    groups: dict[str, np.ndarray] = field(repr=False)  # -1: not known
    labels: dict[str, tuple[str, ...]]
    codes: np.ndarray = field(repr=False)

    def part(self, people: int) -> "Wave":
        """The same wave while only so many had answered."""
        groups = {name: codes[:people] for name, codes in self.groups.items()}
        return Wave(self.name, self.instrument, groups, self.labels, self.codes[:people])

    def within(self, cell: Cell) -> np.ndarray:
        """Who is in a cell; None is for a group that is not known."""
        inside = np.ones(len(self.codes), bool)
        for by, label in zip(*cell, strict=True):
            code = -1 if label is None else self.labels[by].index(label)
            inside &= self.groups[by] == code
        return inside

    def scores(self, scale: Scale) -> np.ndarray:
        """The mean of the items that were answered, where at least half were."""
        ids = [item.id for item in self.instrument.items]
        codes = self.codes[:, [ids.index(one) for one in scale.items]]
        given = (codes >= 0).sum(axis=1)
        total = np.where(codes >= 0, codes + 1.0, 0).sum(axis=1)
        return np.where(2 * given >= len(scale.items), total / np.maximum(given, 1), np.nan)


@dataclass(frozen=True)
class World:
    """What one survey's owner let out, and when."""

    waves: tuple[Wave, ...]
    early: tuple[Wave, ...]  # as they were at the first of two releases; the same if nobody came
    choices: tuple[Choice, ...]

    @property
    def bys(self) -> list[tuple[str, ...]]:
        """Every breakdown that was let out."""
        found = [(one,) for choice in self.choices for one in choice.breakdowns]
        crossed = [one for choice in self.choices for one in choice.crossings]
        return list(
            dict.fromkeys([(), *found, *((part,) for by in crossed for part in by), *crossed])
        )

    def tables(self) -> list[SuppressedTable]:
        """The tables of its releases, the earlier one known to the later."""
        bys = self.bys
        found: list[SuppressedTable] = []
        for number, choice in enumerate(self.choices):
            waves = self.early if number < len(self.choices) - 1 else self.waves
            found.append(release([tally(one, bys) for one in waves], choice, found).table)
        return found


def tally(wave: Wave, bys: Sequence[tuple[str, ...]]) -> Tally:
    """Counts of the rows, one person after the other."""
    return Tally(wave.instrument, wave.name, tuple(_breakdown(wave, by) for by in bys))


def _breakdown(wave: Wave, by: tuple[str, ...]) -> Breakdown:
    names = tuple(product(*(wave.labels[one] for one in by)))
    inside = np.array([wave.within((by, name)) for name in names]).astype(np.int64)
    levels = max(len(item.labels) for item in wave.instrument.items)
    answers = [*range(levels), APART, MISSING]
    each = (wave.codes[:, :, None] == np.array(answers)).astype(np.int64)
    counts = np.tensordot(inside, each, axes=1)
    scores = {}
    for scale in wave.instrument.scales:
        score = wave.scores(scale)
        given, plain = ~np.isnan(score), np.nan_to_num(score)
        scores[scale.id] = Moments(inside @ given, inside @ plain, inside @ plain**2)
    return Breakdown(by, names, inside.sum(axis=1), counts, scores)


# --- chance ---------------------------------------------------------------------------------------


def world(seed: int, crossed: bool | None = None) -> World:
    """A survey by chance: groups of very different sizes, blanks, and answers often all alike."""
    chance = np.random.default_rng(seed)
    groupings = 2 if crossed else int(chance.integers(1, 3))
    crossed = groupings == 2 and (chance.random() < 0.15 if crossed is None else crossed)
    sizes = [int(chance.integers(2, 4 if crossed else 7)) for _ in range(groupings)]
    labels = {f"by-{at}": tuple(f"g{one}" for one in range(n)) for at, n in enumerate(sizes)}
    instrument = _instrument(chance)
    people = int(chance.integers(6, 70))
    groups = {by: _groups(chance, people, len(names)) for by, names in labels.items()}
    waves = [Wave("1", instrument, groups, labels, _codes(chance, people, instrument))]
    if chance.random() < 0.4:
        others = _moved(chance, groups, labels)
        waves.append(Wave("2", instrument, others, labels, _codes(chance, people, instrument)))
    return World(tuple(waves), *_releases(chance, waves, list(labels), crossed))


def _instrument(chance: np.random.Generator) -> Instrument:
    anchors = tuple("abcde"[: int(chance.integers(3, 6))])
    items = tuple(
        Item(
            id=f"i{at}",
            column="",
            text="Asked",
            labels=anchors,
            favourable=2 if len(anchors) > 3 else 1,
        )
        for at in range(int(chance.integers(1, 5)))
    )
    if len(items) < 2:
        return Instrument(id="x", title="X", items=items)
    scale = Scale(id="scale", name="Scored", items=tuple(one.id for one in items))
    return Instrument(id="x", title="X", items=items, scales=(scale,))


def _groups(chance: np.random.Generator, people: int, groups: int) -> np.ndarray:
    codes = chance.choice(groups, people, p=chance.dirichlet(np.full(groups, 1.5)))
    return np.where(chance.random(people) < chance.choice([0, 0.03, 0.1]), -1, codes)


def _moved(
    chance: np.random.Generator, groups: dict[str, np.ndarray], labels: dict[str, tuple[str, ...]]
) -> dict[str, np.ndarray]:
    """The same staff a year later: none, or a few of them, changed their group."""
    share = chance.choice([0, 0, 0.05, 0.2])
    return {
        by: np.where(
            chance.random(len(codes)) < share,
            chance.integers(0, len(labels[by]), len(codes)),
            codes,
        )
        for by, codes in groups.items()
    }


def _codes(chance: np.random.Generator, people: int, instrument: Instrument) -> np.ndarray:
    levels = len(instrument.items[0].labels)
    likely = chance.dirichlet(np.full(levels, chance.choice([0.15, 1.0])), len(instrument.items))
    codes = np.array([chance.choice(levels, people, p=one) for one in likely]).T.astype(np.int8)
    gaps = chance.random(codes.shape) < chance.choice([0, 0.05, 0.2])
    return np.where(gaps, np.where(chance.random(codes.shape) < 0.2, APART, MISSING), codes)


def _releases(
    chance: np.random.Generator, waves: list[Wave], bys: list[str], crossed: bool
) -> tuple[tuple[Wave, ...], tuple[Choice, ...]]:
    crossings = (tuple(bys),) if crossed else ()
    last = Choice(breakdowns=tuple(bys), crossings=crossings)
    if chance.random() < 0.5:
        return tuple(waves), (last,)
    first = Choice(breakdowns=tuple(bys[: int(chance.integers(1, len(bys) + 1))]))
    last = Choice(breakdowns=tuple(bys[int(chance.integers(0, len(bys))) :]), crossings=crossings)
    before = len(waves[-1].codes) - int(chance.choice([0, 0, 1, 3, 8]))
    return (*waves[:-1], waves[-1].part(max(before, 1))), (first, last)


# --- what the attacker knows ----------------------------------------------------------------------


@dataclass
class Attack:
    """All that is shown, and the truth to compare guesses with."""

    world: World
    waves: tuple[Wave, ...]
    rows: dict[Key, Row]

    def __post_init__(self) -> None:
        self.bys = self.world.bys
        labels = self.waves[0].labels
        self.cells: list[Cell] = [
            (by, group)
            for by in self.bys
            for group in product(*((*labels[one], None) for one in by))
        ]
        self.place = {cell: at for at, cell in enumerate(self.cells)}
        self.inside = {
            wave.name: np.array([wave.within(cell) for cell in self.cells]) for wave in self.waves
        }
        self.people = {name: inside.sum(axis=1) for name, inside in self.inside.items()}
        self.sums = [
            (self.place[_margin(cell, at)], [self.place[one] for one in _parts(cell, at, labels)])
            for cell in self.cells
            for at, label in enumerate(cell[1])
            if label is None
        ]
        asked = self.waves[0].instrument
        self.names = [*(one.id for one in asked.items), *(one.id for one in asked.scales)]

    def shown(self, wave: str, name: str) -> list[Row | None]:
        """The row of each cell, where one is shown."""
        return [self.rows.get((wave, cell, name)) for cell in self.cells]

    def n(self, wave: Wave, name: str) -> np.ndarray:
        """How many really answered, by cell."""
        found: np.ndarray = self.inside[wave.name] @ self._answered(wave, name)
        return found

    def _answered(self, wave: Wave, name: str) -> np.ndarray:
        for at, item in enumerate(wave.instrument.items):
            if item.id == name:
                return np.asarray(wave.codes[:, at] >= 0, int)
        return np.asarray(~np.isnan(wave.scores(wave.instrument.scales[0])), int)

    def favourable(self, wave: Wave, name: str) -> np.ndarray:
        """How many really answered favourably, by cell."""
        ids = [item.id for item in wave.instrument.items]
        at = ids.index(name)
        item = wave.instrument.items[at]
        top = (wave.codes[:, at] >= len(item.labels) - item.favourable).astype(int)
        found: np.ndarray = self.inside[wave.name] @ top
        return found


def _margin(cell: Cell, at: int) -> Cell:
    by, group = cell
    return by[:at] + by[at + 1 :], group[:at] + group[at + 1 :]


def _parts(cell: Cell, at: int, labels: dict[str, tuple[str, ...]]) -> Iterator[Cell]:
    by, group = cell
    for label in (*labels[by[at]], None):
        yield by, (*group[:at], label, *group[at + 1 :])


def attacks(world: World, tables: Sequence[SuppressedTable]) -> list[Attack]:
    """One for each moment at which tables were let out; the same answers are one moment."""
    grown = any(len(a.codes) < len(b.codes) for a, b in zip(world.early, world.waves, strict=True))
    moments = [(world.waves, tables)]
    if grown and len(tables) > 1:
        moments = [(world.early, tables[:1]), (world.waves, tables[1:])]
    found = []
    for waves, some in moments:
        rows: dict[Key, Row] = {
            (row.wave, (row.by, row.group), row.item): row
            for table in some
            for row in table.rows
            if not row.withheld
        }
        found.append(Attack(world, waves, rows))
    return found


# --- guessing -------------------------------------------------------------------------------------


def narrow(sums: list[tuple[int, list[int]]], low: np.ndarray, high: np.ndarray) -> None:
    """Bounds from sums, again and again until nothing more is learned."""
    for _ in range(6):
        before = (low.sum(), high.sum())
        for parent, parts in sums:
            some, every = low[parts].sum(), high[parts].sum()
            low[parent], high[parent] = max(low[parent], some), min(high[parent], every)
            low[parts] = np.maximum(low[parts], low[parent] - (every - high[parts]))
            high[parts] = np.minimum(high[parts], high[parent] - (some - low[parts]))
        if before == (low.sum(), high.sum()):
            return


def leaks(attack: Attack) -> Iterator[str]:
    """What somebody learned who must not have."""
    known = {wave.name: _people(attack, wave) for wave in attack.waves}
    _same_staff(attack, known, attack.people)
    for wave in attack.waves:
        low, high = known[wave.name]
        yield from _told(attack, wave, "people", attack.people[wave.name], low, high)
    for name in attack.names:
        bounds = {
            wave.name: _answered(attack, wave, name, known[wave.name]) for wave in attack.waves
        }
        truth = {wave.name: attack.n(wave, name) for wave in attack.waves}
        for wave in attack.waves:
            yield from _told(attack, wave, name, truth[wave.name], *bounds[wave.name])
            if name != "scale":
                yield from _ends(attack, wave, name, bounds[wave.name])


def _people(attack: Attack, wave: Wave) -> tuple[np.ndarray, np.ndarray]:
    truth = attack.people[wave.name]
    known = np.array(
        [
            any((wave.name, cell, name) in attack.rows for name in attack.names)
            for cell in attack.cells
        ]
    )
    low = np.where(known | (truth == 0), truth, 0).astype(float)
    high = np.where(known | (truth == 0), truth, 1e4).astype(float)
    narrow(attack.sums, low, high)
    return low, high


def _answered(
    attack: Attack, wave: Wave, name: str, people: tuple[np.ndarray, np.ndarray]
) -> tuple[np.ndarray, np.ndarray]:
    """How many answered, and how many did not: each bounds the other."""
    truth = attack.n(wave, name)
    known = np.array([row is not None for row in attack.shown(wave.name, name)])
    known |= attack.people[wave.name] == 0
    low, high = np.where(known, truth, 0.0), np.where(known, truth, people[1])
    gone = attack.people[wave.name] - truth
    least, most = np.where(known, gone, 0.0), np.where(known, gone, people[1])
    for _ in range(2):
        narrow(attack.sums, low, high)
        narrow(attack.sums, least, most)
        low, high = np.maximum(low, people[0] - most), np.minimum(high, people[1] - least)
        least, most = np.maximum(least, people[0] - high), np.minimum(most, people[1] - low)
    return low, high


def _same_staff(
    attack: Attack, bounds: dict[str, tuple[np.ndarray, np.ndarray]], truth: dict[str, np.ndarray]
) -> None:
    if len(bounds) < 2:
        return
    (a, b), same = bounds.values(), np.equal(*truth.values())
    for _ in range(3):
        low, high = np.maximum(a[0], b[0]), np.minimum(a[1], b[1])
        for one in (a, b):
            one[0][same], one[1][same] = low[same], high[same]
            narrow(attack.sums, *one)


def _told(
    attack: Attack, wave: Wave, name: str, truth: np.ndarray, low: np.ndarray, high: np.ndarray
) -> Iterator[str]:
    few = (truth > 0) & (truth < MIN_N)
    for at in np.flatnonzero(few & (low == high)):
        yield f"{name} of {attack.cells[at]} in {wave.name} is {truth[at]}"
    for parent, parts in attack.sums:
        if low[parent] == high[parent]:
            left = high[parent] - sum(low[one] for one in parts if low[one] == high[one])
            if 0 < left < MIN_N:
                yield f"{name} of what is left of {attack.cells[parent]} in {wave.name} is {left}"


def _ends(attack: Attack, wave: Wave, name: str, n: tuple[np.ndarray, np.ndarray]) -> Iterator[str]:
    rows, truth = attack.shown(wave.name, name), attack.favourable(wave, name)
    low, high = np.zeros(len(rows)), n[1].copy()
    for at, row in enumerate(rows):
        if row is not None:
            low[at], high[at] = guess(attack, wave, attack.cells[at], row)
    narrow(attack.sums, low, high)
    for at, row in enumerate(rows):
        if row is not None and row.n and low[at] == high[at] and truth[at] in (0, row.n):
            yield f"{name} of {attack.cells[at]} in {wave.name}: {truth[at]} of {row.n}"
    for parent, parts in attack.sums:
        known = [one for one in parts if low[one] == high[one] and n[0][one] == n[1][one]]
        if low[parent] == high[parent] and n[0][parent] == n[1][parent] and len(known) < len(parts):
            k, of = (side[parent] - sum(side[one] for one in known) for side in (low, n[0]))
            if of > 0 and k in (0, of):
                left = f"what is left of {attack.cells[parent]}"
                yield f"{name} of {left} in {wave.name}: {k} of {of}"


def guess(attack: Attack, wave: Wave, cell: Cell, row: Row) -> tuple[int, int]:
    """The least and the most that can have answered favourably, by all that a row says."""
    item = wave.instrument.item(row.item)
    n, labels = row.n or 0, len(item.labels)
    if row.counts is not None:
        return (k := sum(row.counts[labels - item.favourable :])), k
    fits = [k for k in range(n + 1) if _says(row.favourable.shown if row.favourable else "", k, n)]
    if row.favourable and row.favourable.k is not None:
        fits = [row.favourable.k]
    for total in _totals(attack, wave, cell, row):
        fits = [k for k in fits if _adds_up(k, n, total, labels, item.favourable)]
    return min(fits), max(fits)


def _says(words: str, k: int, n: int) -> bool:
    if words in ("", WITHHELD) or not n:
        return True
    numbers = [int(word) for word in words.split() if word.isdigit()]
    percent = 100 * k / n
    if "or more" in words:
        return percent >= numbers[0]
    if "or fewer" in words:
        return percent <= numbers[0]
    if "between" in words:
        return numbers[0] < percent < numbers[1]
    return math.isclose(percent, numbers[0], abs_tol=0.5)


def _adds_up(k: int, n: int, total: float, labels: int, top: int) -> bool:
    least = k * (labels - top + 1) + (n - k)
    most = k * labels + (n - k) * (labels - top)
    return least - 1e-6 <= total <= most + 1e-6


def _totals(attack: Attack, wave: Wave, cell: Cell, row: Row) -> Iterator[float]:
    """The sum of the answers: from the mean, or what the other items leave of a scale's mean."""
    if row.mean is not None:
        yield row.mean * (row.n or 0)
    scale = attack.rows.get((wave.name, cell, "scale"))
    if scale is None or scale.mean is None:
        return
    names = [one for one in attack.names if one not in ("scale", row.item)]
    others = [attack.rows.get((wave.name, cell, one)) for one in names]
    known = [one.mean for one in others if one and one.mean is not None and one.n == scale.n]
    if len(known) == len(others) and row.n == scale.n and not row.missing and not row.apart:
        yield (scale.n or 0) * ((len(others) + 1) * scale.mean - sum(known))


def newcomers(before: Attack, after: Attack) -> Iterator[str]:
    """People who answered between two releases, by taking the one from the other."""
    for wave in after.waves:
        for name in after.names:
            rows = zip(before.shown(wave.name, name), after.shown(wave.name, name), strict=True)
            both = [None if a is None or b is None else (b.n or 0) - (a.n or 0) for a, b in rows]
            everyone = [
                0 if there == 0 else one
                for there, one in zip(after.people[wave.name], both, strict=True)
            ]
            for at, came in enumerate(everyone):
                if came is not None and 0 < came < MIN_N:
                    yield f"{came} came to {name} of {after.cells[at]}"
            for parent, parts in after.sums:
                if (whole := everyone[parent]) is not None:
                    left = whole - sum(everyone[one] or 0 for one in parts)
                    if 0 < left < MIN_N:
                        yield f"{left} came to {name} in what is left of {after.cells[parent]}"


# --- whole numbers, by branch and bound -----------------------------------------------------------


def pinned(attack: Attack, wave: Wave, name: str) -> Iterator[str]:
    """Small numbers, and ends, that only one whole number fits, over all that is shown at once."""
    # Cells by kinds of people: those who are in the same cells.
    member = np.unique(attack.inside[wave.name], axis=1).astype(float)
    none = np.zeros_like(member)
    answered, liked = np.hstack([member, member, none]), np.hstack([member, none, none])
    limits = list(_limits(attack, wave, name, member))
    truth = attack.n(wave, name)
    for at, cell in enumerate(attack.cells):
        if 0 < truth[at] < MIN_N and _single(answered[at], limits):
            yield f"{name} of {cell} in {wave.name} is {truth[at]}"
    if name == "scale":
        return
    k = attack.favourable(wave, name)
    for at, row in enumerate(attack.shown(wave.name, name)):
        if row is not None and row.n and k[at] in (0, row.n) and _single(liked[at], limits):
            yield f"{name} of {attack.cells[at]} in {wave.name}: {k[at]} of {row.n}"


def _limits(
    attack: Attack, wave: Wave, name: str, member: np.ndarray
) -> Iterator[tuple[np.ndarray, float, float]]:
    """What is known of the favourable, the other answers and the missing ones of each kind."""
    none, people = np.zeros_like(member), _people(attack, wave)
    for at, row in enumerate(attack.shown(wave.name, name)):
        if people[0][at] == people[1][at]:
            yield np.hstack([member, member, member])[at], people[0][at], people[0][at]
        if row is not None and row.n is not None:
            yield np.hstack([member, member, none])[at], row.n, row.n
            if name != "scale":
                liked = np.hstack([member, none, none])[at]
                yield liked, *guess(attack, wave, attack.cells[at], row)


def _single(what: np.ndarray, limits: list[tuple[np.ndarray, float, float]]) -> bool:
    if not limits:
        return False
    rows, low, high = (np.array(side) for side in zip(*limits, strict=True))
    ends = []
    for sign in (1, -1):
        found = milp(
            sign * what,
            constraints=LinearConstraint(rows, low, high),
            integrality=np.ones(len(what)),
            bounds=Bounds(0, 200),
        )
        ends.append(sign * found.fun)
    return bool(round(ends[0]) == round(ends[1]))
