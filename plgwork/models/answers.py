"""Coded answers and their counts. Survey parts alone import it: it needs numpy."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from plgwork.models.instruments import Instrument

MISSING, APART = -1, -2  # no answer; an answer that is not on the scale

Codes = NDArray[np.int8]
Counts = NDArray[np.int64]
Sums = NDArray[np.float64]
Merged = Mapping[str, tuple[str, ...]]  # groups that were made one, by its name


@dataclass(frozen=True, slots=True)
class Grouping:
    """One way to tell people apart, and who is in which group: shape (people,), -1 unknown.

    ``merged`` are the groups that were made one, by the name they have now.
    """

    id: str
    heading: str
    labels: tuple[str, ...]
    codes: NDArray[np.int32] = field(repr=False)
    merged: Merged = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class OpenAnswers:
    """What people wrote to one open question, in no order and beside no group."""

    id: str
    heading: str
    texts: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Answers:
    """One wave of answers, coded.

    ``codes`` has shape (people, items): the place of the label counted from 0, MISSING or APART.
    ``own_codes`` are the codes people made themselves, to match waves: a text for each column
    that they were asked in, "" where nothing stands there. Nothing counts or keeps them.
    """

    instrument: Instrument
    codes: Codes = field(repr=False)
    groupings: tuple[Grouping, ...] = ()
    open: tuple[OpenAnswers, ...] = ()
    wave: str = ""
    own_codes: tuple[tuple[str, ...], ...] = field(default=(), repr=False)

    @property
    def people(self) -> int:
        """How many answered."""
        return int(self.codes.shape[0])


@dataclass(frozen=True, slots=True)
class Moments:
    """What the scores of one scale add up to, by group: each of shape (groups,)."""

    n: Counts
    total: Sums
    squares: Sums


@dataclass(frozen=True, slots=True)
class Products:
    """What alpha and omega need of the k items of a scale, reverse-keyed ones turned.

    ``n``, ``products`` (k, k) and ``sums`` (k, k; of item i where j is answered too) are
    pairwise; ``whole_…`` are of those who answered every item: a number, (k,), (k, k).
    """

    n: Counts
    sums: Sums
    products: Sums
    whole_n: int
    whole_sums: Sums
    whole_products: Sums


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Counts by the groups of one grouping, or of several crossed; ``by`` () is everybody.

    ``groups`` names the cells, one label for each grouping. ``people`` (groups,); ``counts``
    (groups, items, levels + 2): levels from lowest, then APART, then MISSING. Items with fewer
    levels leave the rest 0. ``scores`` by scale id. People of unknown group are in no cell.
    """

    by: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]
    people: Counts = field(repr=False)
    counts: Counts = field(repr=False)
    scores: dict[str, Moments] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Tally:
    """All that is kept of one wave: counts. Tallies of parts add up to the tally of the whole."""

    instrument: Instrument
    wave: str
    breakdowns: tuple[Breakdown, ...]  # the first is everybody
    products: dict[str, Products] = field(default_factory=dict, repr=False)  # by scale id
    headings: dict[str, str] = field(default_factory=dict, repr=False)  # of groupings, by id
    merged: dict[str, Merged] = field(default_factory=dict, repr=False)  # the same

    def by(self, *groupings: str) -> Breakdown:
        """The counts for these groupings; KeyError where they were not counted."""
        return {one.by: one for one in self.breakdowns}[groupings]
