"""What stands in a column: every different text once, how often, and where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int32] | NDArray[np.uint8]
Often = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Held:
    """One column. ``at`` is the place in ``texts`` of every person's cell, shape (people,).

    Work is done once for each text, however many people gave it. Of a large file ``often``
    counts everybody, and ``at`` is of the first people alone.
    """

    texts: Sequence[str] = field(repr=False)
    often: Often = field(repr=False)
    at: Places = field(repr=False)

    @property
    def people(self) -> int:
        """How many cells were counted, blank ones too."""
        return int(self.often.sum())

    @property
    def used(self) -> dict[int, str]:
        """The texts that somebody gave, by their place."""
        return {at: self.texts[at] for at in np.flatnonzero(self.often).tolist()}

    @property
    def answers(self) -> Mapping[str, int]:
        """How often each text stands there; blank cells are none."""
        return {text: int(self.often[at]) for at, text in self.used.items() if text.strip()}

    def cells(self) -> list[str]:
        """The cells as they stand, one for each person."""
        return [self.texts[at] for at in self.at.tolist()]

    def blank(self) -> NDArray[np.bool_]:
        """Whose cell holds nothing, shape (people,)."""
        nothing = np.array([not text.strip() for text in self.texts], bool)
        return nothing.take(self.at) if len(nothing) else np.zeros(0, bool)

    def mapped(self, codes: Mapping[int, int], dtype: type[np.signedinteger]) -> NDArray:  # type: ignore[type-arg]  # as dtype says
        """Every person's code, from the code of each text's place."""
        table = np.zeros(max(len(self.texts), 1), dtype)
        table[list(codes)] = list(codes.values())
        return table.take(self.at)


def counted(texts: Sequence[str], at: Places) -> Held:
    """A column whose texts are told already."""
    return Held(texts, np.bincount(at, minlength=len(texts)), at)


def held(cells: Sequence[str]) -> Held:
    """The cells of one column, texts in the order in which they first come."""
    places: dict[str, int] = {}
    at = np.fromiter(
        (places.setdefault(cell, len(places)) for cell in cells), np.int32, count=len(cells)
    )
    return counted(tuple(places), at)


def columns(rows: Sequence[Sequence[str]], width: int) -> tuple[Held, ...]:
    """The columns of rows that are all as wide."""
    if not rows:
        return (held(()),) * width
    return tuple(held(cells) for cells in zip(*rows, strict=True))
