"""Answers counted once; after it, no figure costs more because more people answered."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import reduce
from itertools import product
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from plgwork.models.answers import (
    APART,
    Answers,
    Breakdown,
    Codes,
    Counts,
    Moments,
    Products,
    Sums,
    Tally,
)
from plgwork.models.instruments import Instrument, Item, Scale

# So many people at a time stay in the processor's own memory while their answers are counted.
PIECE = 1 << 13

Number = TypeVar("Number", np.int64, np.float64)
Real = NDArray[np.floating[Any]]


def tally(
    answers: Answers, by: Sequence[Sequence[str]] = (), min_answered: int | None = None
) -> Tally:
    """Count one wave: everybody, and for each entry of ``by`` the groups of its groupings crossed.

    ``min_answered`` is the missing rule of ``scores``. KeyError where a grouping is unknown,
    ValueError where a code is neither an answer of its item nor MISSING nor APART.
    """
    _check(answers)
    wanted = [(), *(tuple(one) for one in dict.fromkeys(map(tuple, by)) if one)]
    cells = [_cells(answers, one) for one in wanted]
    parts = (_part(answers, wanted, cells, piece, min_answered) for piece in _pieces(answers))
    return reduce(_joined, parts)


def add(tallies: Iterable[Tally]) -> Tally:
    """The tally of the whole from those of its parts: files, pieces, partitions of a cluster.

    Groups are joined by their names. ValueError when there is none, or when they are of
    different instruments, waves or breakdowns.
    """
    parts = list(tallies)
    if not parts:
        raise ValueError("there is nothing to add")
    kinds = {(one.instrument, one.wave, tuple(b.by for b in one.breakdowns)) for one in parts}
    if len(kinds) > 1:
        raise ValueError("only tallies of one instrument, wave and set of breakdowns add up")
    return reduce(_joined, parts)


def scores(answers: Answers, scale: Scale, min_answered: int | None = None) -> Sums:
    """Each person's score: the mean of the items answered, reverse-keyed ones turned.

    NaN for whoever answered fewer than ``min_answered`` of them; by default half, rounded up.
    """
    values, answered = _turned(answers.instrument, scale, answers.codes)
    return _scores(values, answered, min_answered)


def _check(answers: Answers) -> None:
    items = answers.instrument.items
    if answers.codes.ndim != 2 or answers.codes.shape[1] != len(items):
        raise ValueError(f"the codes must have a column for each of the {len(items)} items")
    if not answers.people:
        return
    most = answers.codes.max(axis=0)
    wrong = [one.id for one, top in zip(items, most, strict=True) if top >= len(one.labels)]
    if wrong or answers.codes.min() < APART:
        raise ValueError(f"codes that are no answer: {', '.join(wrong) or 'below APART'}")


def _pieces(answers: Answers) -> Iterator[slice]:
    for start in range(0, max(answers.people, 1), PIECE):
        yield slice(start, start + PIECE)


def _part(
    answers: Answers,
    wanted: Sequence[tuple[str, ...]],
    cells: Sequence[tuple[tuple[tuple[str, ...], ...], NDArray[np.intp]]],
    piece: slice,
    min_answered: int | None,
) -> Tally:
    codes = answers.codes[piece]
    turned = {one.id: _turned(answers.instrument, one, codes) for one in answers.instrument.scales}
    scored = {one: _scores(*both, min_answered) for one, both in turned.items()}
    counted = _counted(
        answers.instrument, codes, [(of[piece], len(groups)) for groups, of in cells]
    )
    breakdowns = tuple(
        _breakdown(by, groups, of[piece], counts, scored)
        for by, (groups, of), counts in zip(wanted, cells, counted, strict=True)
    )
    products = {one: _products(*both) for one, both in turned.items()}
    headings = {one.id: one.heading for one in answers.groupings}
    merged = {one.id: one.merged for one in answers.groupings if one.merged}
    return Tally(answers.instrument, answers.wave, breakdowns, products, headings, merged)


def _cells(
    answers: Answers, by: tuple[str, ...]
) -> tuple[tuple[tuple[str, ...], ...], NDArray[np.intp]]:
    """The cells of groupings crossed, and who is in which; -1 where one of them is unknown."""
    known = {one.id: one for one in answers.groupings}
    crossed = [known[one] for one in by]
    of = np.zeros(answers.people, np.intp)
    unknown = np.zeros(answers.people, bool)
    for one in crossed:
        of = of * len(one.labels) + one.codes
        unknown |= one.codes < 0
    of[unknown] = -1
    return tuple(product(*(one.labels for one in crossed))), of


def _breakdown(
    by: tuple[str, ...],
    groups: tuple[tuple[str, ...], ...],
    of: NDArray[np.intp],
    counts: Counts,
    scored: dict[str, Sums],
) -> Breakdown:
    known = slice(None) if not by else of >= 0
    of = of[known]
    people = np.bincount(of, minlength=len(groups)).astype(np.int64)
    moments = {one: _moments(values[known], of, len(groups)) for one, values in scored.items()}
    return Breakdown(by, groups, people, counts, moments)


def _counted(
    instrument: Instrument, codes: Codes, cells: Sequence[tuple[NDArray[np.intp], int]]
) -> list[Counts]:
    """The counts of each breakdown, the first of which is everybody."""
    # Everybody is in a group of a grouping or in none, and needs no count besides.
    counts = [_counts(instrument, codes, *one) for one in cells[1:] or cells]
    everybody = counts[0].sum(axis=0, keepdims=True)
    return [everybody, *(one[1:] for one in counts)][: len(cells)]


def _counts(instrument: Instrument, codes: Codes, of: NDArray[np.intp], groups: int) -> Counts:
    """Of shape (1 + groups, items, levels + 2): before the groups, those who are in none."""
    items = len(instrument.items)
    width = max(len(one.labels) for one in instrument.items) + 2
    places = np.add(codes, np.arange(items) * width - APART, dtype=np.intp)
    places += ((of + 1) * (items * width))[:, None]
    flat = np.bincount(places.ravel("K"), minlength=(1 + groups) * items * width)
    # APART and MISSING are counted in front, at -2 and -1, and belong behind the levels.
    return np.roll(flat.reshape(1 + groups, items, width), APART, axis=2).astype(np.int64)


def _turned(instrument: Instrument, scale: Scale, codes: Codes) -> tuple[Real, Real]:
    """What people answered to the items of a scale, 0 where they did not; and whether: 1 or 0.

    Both of shape (items, people), as numpy is slow along a short last axis.
    """
    places = {one.id: place for place, one in enumerate(instrument.items)}
    at = [places[one] for one in scale.items]
    own = codes.T[at]
    kind = _float(instrument.items[one] for one in at)
    answered = (own >= 0).astype(kind)
    sign, start = np.array([_key(instrument.items[one]) for one in at], kind).T[:, :, None]
    values = own * sign
    values += start
    values *= answered
    return values, answered


def _float(items: Iterable[Item]) -> type[np.floating[Any]]:
    """The shorter float, twice as fast, where a piece's sums of products are whole in it."""
    most = max(max(abs(one.lowest), abs(one.lowest + len(one.labels))) for one in items)
    return np.float32 if PIECE * most**2 < 1 << 24 else np.float64


def _key(item: Item) -> tuple[int, int]:
    """Sign and start, so that an answer's value is start + sign * code."""
    if item.reverse:
        return -1, item.lowest + len(item.labels) - 1
    return 1, item.lowest


def _scores(values: Real, answered: Real, min_answered: int | None) -> Sums:
    items, people = values.shape
    least = max(1, -(-items // 2) if min_answered is None else min_answered)
    n, total = (one.sum(axis=0).astype(np.float64) for one in (answered, values))
    mean = np.full(people, np.nan)
    np.divide(total, n, out=mean, where=n >= least)
    return mean


def _moments(values: Sums, of: NDArray[np.intp], groups: int) -> Moments:
    given = ~np.isnan(values)
    values, of = values[given], of[given]
    return Moments(
        np.bincount(of, minlength=groups).astype(np.int64),
        np.bincount(of, values, minlength=groups).astype(np.float64),
        np.bincount(of, values**2, minlength=groups).astype(np.float64),
    )


def _products(values: Real, answered: Real) -> Products:
    complete = answered.min(axis=0)
    whole = values * complete
    items, both = len(values), np.concatenate([values, answered])
    each = (both @ both.T).astype(np.float64)
    return Products(
        n=each[items:, items:].astype(np.int64),
        sums=each[:items, items:],
        products=each[:items, :items],
        whole_n=int(complete.sum()),
        whole_sums=(values @ complete).astype(np.float64),
        whole_products=(whole @ whole.T).astype(np.float64),
    )


def _joined(one: Tally, other: Tally) -> Tally:
    pairs = zip(one.breakdowns, other.breakdowns, strict=True)
    return replace(
        one,
        breakdowns=tuple(_both(mine, theirs) for mine, theirs in pairs),
        products={
            scale: Products(
                **{
                    name: getattr(mine, name) + getattr(other.products[scale], name)
                    for name in Products.__dataclass_fields__
                }
            )
            for scale, mine in one.products.items()
        },
    )


def _both(one: Breakdown, other: Breakdown) -> Breakdown:
    groups = tuple(dict.fromkeys((*one.groups, *other.groups)))
    places = {group: place for place, group in enumerate(groups)}
    at = [[places[group] for group in part.groups] for part in (one, other)]

    def put(mine: NDArray[Number], theirs: NDArray[Number]) -> NDArray[Number]:
        both = np.zeros((len(groups), *mine.shape[1:]), mine.dtype)
        both[at[0]] += mine
        both[at[1]] += theirs
        return both

    moments = {
        scale: Moments(
            put(mine.n, other.scores[scale].n),
            put(mine.total, other.scores[scale].total),
            put(mine.squares, other.scores[scale].squares),
        )
        for scale, mine in one.scores.items()
    }
    people, counts = put(one.people, other.people), put(one.counts, other.counts)
    return Breakdown(one.by, groups, people, counts, moments)
