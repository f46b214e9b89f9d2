"""A file of any size: found by its beginning, read in pieces, found anew where more is known."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

import numpy as np

from plgwork.intake.surveys import splitting
from plgwork.intake.surveys.beginning import ROWS, Layout, begin, encoded
from plgwork.intake.surveys.coding import Texts
from plgwork.intake.surveys.held import Held
from plgwork.intake.surveys.numbers import NUMBER
from plgwork.intake.surveys.pieces import SIZE, Piece, by_rows, cut, read, unforeseen
from plgwork.intake.surveys.splitting import As, IrregularError
from plgwork.intake.surveys.table import Cells, Export
from plgwork.models.exports import Dropped, Found, Use

MOST_TEXTS = 5_000  # different ones in a column; no scale, choice or group has more
COUNTED = {Use.SCALE, Use.CHOICE, Use.SEVERAL, Use.GROUP}
Columns = tuple[Held, ...]
Part = Piece | Columns


@dataclass(frozen=True, slots=True)
class Look:
    """What stands in a piece, without who wrote what: a file is found by it."""

    columns: tuple[tuple[tuple[str, int], ...], ...] = field(repr=False)
    dropped: tuple[Dropped, ...]
    people: int


class Large:
    """A text file that need not fit in memory. ``export`` is what is known of it so far."""

    def __init__(self, path: Path, rows: int = ROWS, size: int = SIZE) -> None:
        self._rows, self._size = rows, size
        self._regular = True
        self._beginning = begin(path, rows)
        self.layout: Layout = self._beginning.layout
        self.export: Export = self._beginning.export
        self.whole = False  # whether all parts were looked at

    def _begin(self, later: Cells) -> None:
        """Begin anew with columns that were not foreseen."""
        old = self.layout
        self._beginning = begin(old.path, self._rows, later)
        self.layout = replace(
            self._beginning.layout, encoding=old.encoding, strict=old.strict, start=old.start
        )
        self.export = self._beginning.export

    def kinds(self, found: Found) -> list[As]:
        """How each column is read."""
        pairs = zip(found.columns, self.export.columns, strict=True)
        return [_kind(column.use, one) for column, one in pairs]

    def parts(self) -> Iterator[Part]:
        """The file in its order, in parts for ``opened``; IrregularError where it cannot be cut."""
        yield from cut(self.layout, self._size) if self._regular else by_rows(self.layout)

    def forgive(self) -> None:
        """Read it in another way, as a part was IrregularError: in its own encoding, or by rows."""
        name = encoded(self.layout.path) if self.layout.encoding == "utf-8" else "utf-8"
        if name != "utf-8":
            self.layout = replace(self.layout, encoding=name)
            return
        self._regular = False
        try:
            later = unforeseen(self.layout)
        except IrregularError:
            self.layout = replace(self.layout, strict=False)
            later = unforeseen(self.layout)
        if later:
            self._begin(later)

    def gathering(self) -> "Gathering":
        """What is to be seen of the whole file."""
        return Gathering([Gathered() for _ in self.export.columns])

    def learn(self, seen: "Gathering") -> None:
        """Know the whole file by what stood in all of its parts."""
        first = self._beginning.export
        pairs = zip(seen.texts, first.columns, self.export.columns, strict=True)
        columns = tuple(one.over(old) or known for one, old, known in pairs)
        later = [_later(one, old) for one, old in zip(columns, first.columns, strict=True)]
        out = tuple(Dropped(reason=why, rows=rows) for why, rows in seen.dropped.items())
        self.export = replace(
            self._beginning.known(later), columns=columns, people=seen.people, dropped=out
        )
        self.whole = True


@dataclass
class Gathering:
    """What stood in the parts of a file, added up part by part."""

    texts: list["Gathered"]
    dropped: Counter[str] = field(default_factory=Counter)
    people: int = 0

    def add(self, look: Look) -> None:
        """Add one part."""
        self.people += look.people
        self.dropped.update({one.reason: one.rows for one in look.dropped})
        for one, told in zip(self.texts, look.columns, strict=True):
            one.add(told)


class Gathered:
    """The different texts of a column as they come, until they are too many to matter."""

    def __init__(self) -> None:
        self._often: Counter[str] = Counter()
        self._many = False

    def add(self, told: Sequence[tuple[str, int]]) -> None:
        """Count what stood in a part."""
        if not self._many:
            for text, n in told:
                self._often[text] += n
            self._many = len(self._often) > MOST_TEXTS

    def over(self, first: Held) -> Held | None:
        """The column with everybody counted, or with too many texts to be; None of nothing."""
        if not self._often:
            return None
        texts = tuple(dict.fromkeys((*self._often, *first.texts)))
        places = {text: at for at, text in enumerate(texts)}
        at = np.array([places[text] for text in first.texts], np.int32)[first.at]
        return Held(texts, np.array([self._often[text] for text in texts], np.int64), at)


def _later(column: Held, first: Held) -> list[str]:
    return [text for text in column.answers if text not in set(first.texts)]


def _kind(use: Use, column: Held) -> As:
    if use not in COUNTED and len(column.used) > MOST_TEXTS / 10:
        return As.BLANKS
    short = all(NUMBER.match(text) and len(text) < 3 for text in column.answers)
    return As.NUMBERS if use is Use.SCALE and short else As.TEXTS


def opened(part: Part, layout: Layout, kinds: list[As]) -> tuple[Columns, Look]:
    """The respondents' columns in a part of a file, and what stands in them."""
    if isinstance(part, Piece):
        part = splitting.columns(read(layout, part), layout, kinds)
    columns, dropped = splitting.respondents(part, layout.rules)
    told = tuple(
        () if kind is As.BLANKS else tuple(_often(one))
        for one, kind in zip(columns, kinds, strict=True)
    )
    return columns, Look(told, dropped, len(columns[0].at))


def _often(column: Held) -> Iterator[tuple[str, int]]:
    for at, text in islice(column.used.items(), MOST_TEXTS + 1):
        yield text, int(column.often[at])


def read_alike(one: Found, other: Found, export: Export) -> bool:
    """Whether both read every text of a file as the same answer."""
    words = {"why": "", "reverse_proposed": False, "spellings": {}}
    pairs = list(zip(one.columns, other.columns, strict=True))
    alike = all(a.model_copy(update=words) == b.model_copy(update=words) for a, b in pairs)
    return (
        alike
        and one.scales == other.scales
        and all(
            Texts(a).code(text) == Texts(b).code(text)
            for (a, b), column in zip(pairs, export.columns, strict=True)
            if a.use in COUNTED and a.spellings != b.spellings
            for text in column.answers
        )
    )
