"""What may be shown of a norm check, once it is closed. Pure: counters in, a table out."""

from collections.abc import Sequence

import numpy as np

from plgwork.analysis.disclosure import MIN_N, release
from plgwork.models.answers import Breakdown, Tally
from plgwork.models.figures import Choice, SuppressedTable
from plgwork.models.instruments import Instrument, Item
from plgwork.models.norms import Asked, Counted, Mark

TITLE = "How we kept our norms"


def let_out(asked: Asked, counted: Counted, answered: int, wave: str) -> SuppressedTable | None:
    """The table of one check, by the one gate; None where fewer than five people answered.

    A norm that fewer than five marked is withheld in it, and of one that nearly all kept, or nearly
    nobody, no count is shown: it would tell of each. Norms are never added up, so that none can be
    taken from another.
    """
    if answered < MIN_N:
        return None
    return release([_tally(asked, counted, answered, wave)], Choice()).table


def _tally(asked: Asked, counted: Counted, answered: int, wave: str) -> Tally:
    marks = np.array([[counted[one.id][mark] for mark in Mark] for one in asked.norms])
    nothing = np.zeros(len(marks), np.int64)  # nobody answers a norm beside its marks
    counts = np.column_stack([marks, nothing, answered - marks.sum(axis=1)])
    everybody = Breakdown((), ((),), np.array([answered]), counts[None])
    return Tally(_instrument(asked), wave, (everybody,))


def _instrument(asked: Asked) -> Instrument:
    labels = tuple(asked.marks[mark] for mark in Mark)
    items: Sequence[Item] = [
        Item(id=one.id, text=one.text, labels=labels, favourable=1) for one in asked.norms
    ]
    return Instrument(id="norm-check", title=TITLE, items=tuple(items))
