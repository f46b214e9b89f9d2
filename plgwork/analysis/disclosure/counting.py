"""The counts of all waves of a release, laid out side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from plgwork.analysis.disclosure.audit import Flags, Numbers, Sums
from plgwork.analysis.disclosure.cells import By, Cells, Measure, cells, closed, counted, spread
from plgwork.models.answers import Breakdown, Tally
from plgwork.models.figures import Choice
from plgwork.models.instruments import Item, Scale


@dataclass(frozen=True, slots=True)
class Counted:
    """Counts by wave, cell and item. What a wave did not ask or did not count is 0."""

    tallies: tuple[Tally, ...]
    cells: Cells
    let_out: Flags = field(repr=False)  # (cells,): named groups of breakdowns of the choice
    items: tuple[str, ...]
    scales: tuple[Scale, ...]
    people: Measure = field(repr=False)  # (waves, cells)
    levels: Measure = field(repr=False)  # (waves, cells, items, levels + 2)
    scores: Measure = field(repr=False)  # (waves, cells, scales, 3): n, sum, sum of squares

    @property
    def sums(self) -> Sums:
        """The sums within one wave."""
        found = self.cells.parts.astype(float)
        found[np.arange(len(found)), self.cells.parents] = -1
        return Sums(found)

    @property
    def n(self) -> Numbers:
        """(waves, cells, items and scales): how many answered."""
        return np.concatenate([self.levels[..., :-2].sum(axis=-1), self.scores[..., 0]], axis=2)

    def item(self, wave: int, item_id: str) -> Item | None:
        """The item as this wave asked it."""
        return {one.id: one for one in self.tallies[wave].instrument.items}.get(item_id)


def count(tallies: Sequence[Tally], choice: Choice, besides: Sequence[By] = ()) -> Counted:
    """All that the choice lets out of these waves, and breakdowns that were let out before."""
    if not tallies or len({one.wave for one in tallies}) < len(tallies):
        raise ValueError("A release needs at least one wave, and each of its waves once.")
    asked = [(one,) for one in choice.breakdowns] + list(choice.crossings)
    chosen = set(closed(tallies[0], asked))
    among = cells(tallies, closed(tallies[0], [*asked, *besides]))
    items, scales = _asked(tallies, choice)
    laid = [_lay(among, tally, items, scales) for tally in tallies]
    width = max(levels.shape[-1] for _, levels, _ in laid)
    let_out = np.array([by in chosen for by, _ in among.names]) & among.named
    return Counted(
        tuple(tallies),
        among,
        let_out,
        items,
        scales,
        np.stack([people for people, _, _ in laid]),
        np.stack([_widened(levels, width) for _, levels, _ in laid]),
        np.stack([scores for _, _, scores in laid]),
    )


def _asked(tallies: Sequence[Tally], choice: Choice) -> tuple[tuple[str, ...], tuple[Scale, ...]]:
    """The items of the choice, and the scales all of whose items are among them."""
    known = dict.fromkeys(one.id for tally in tallies for one in tally.instrument.items)
    if unknown := set(choice.items) - set(known):
        raise ValueError(f"No wave asked these items: {', '.join(sorted(unknown))}.")
    items = tuple(one for one in known if not choice.items or one in choice.items)
    scales = {one.id: one for tally in tallies for one in tally.instrument.scales}
    return items, tuple(one for one in scales.values() if set(one.items) <= set(items))


def _lay(
    among: Cells, tally: Tally, items: Sequence[str], scales: Sequence[Scale]
) -> tuple[Measure, Measure, Measure]:
    """People (cells,), levels (cells, items, levels + 2) and scores (cells, scales, 3)."""
    bys = dict.fromkeys(counted(tally, by) for by, _ in among.names)
    levels = tally.by().counts.shape[-1]
    breakdowns = [(one, _flat(tally, one, items, scales)) for one in (tally.by(*by) for by in bys)]
    laid = spread(among, breakdowns)
    upto = 1 + len(items) * levels
    return (
        laid[:, 0],
        laid[:, 1:upto].reshape(len(laid), len(items), levels),
        laid[:, upto:].reshape(len(laid), len(scales), 3),
    )


def _flat(tally: Tally, one: Breakdown, items: Sequence[str], scales: Sequence[Scale]) -> Measure:
    place = {item.id: index for index, item in enumerate(tally.instrument.items)}
    groups, _, levels = one.counts.shape
    counts = np.zeros((groups, len(items), levels))
    held = [index for index, item in enumerate(items) if item in place]
    counts[:, held] = one.counts[:, [place[items[index]] for index in held]]
    scores = np.zeros((groups, len(scales), 3))
    for index, scale in enumerate(scales):
        if moments := one.scores.get(scale.id):
            scores[:, index] = np.column_stack([moments.n, moments.total, moments.squares])
    parts = (one.people[:, None], counts.reshape(groups, -1), scores.reshape(groups, -1))
    return np.concatenate([part.astype(float) for part in parts], axis=1)


def _widened(levels: NDArray[np.float64], width: int) -> NDArray[np.float64]:
    """With room for the most levels of any wave, before those apart and missing."""
    room = np.zeros((*levels.shape[:-1], width - levels.shape[-1]))
    return np.concatenate([levels[..., :-2], room, levels[..., -2:]], axis=-1)
