"""A piece of a large file into columns: fast where it is written as CSV should be, else by rows."""

import re
from collections import Counter
from collections.abc import Iterable, MutableSequence, Sequence
from enum import StrEnum
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pyarrow import csv

from plgwork.intake.surveys.beginning import Layout
from plgwork.intake.surveys.held import Held, counted
from plgwork.intake.surveys.opening import seen
from plgwork.intake.surveys.table import EMPTY, Rule
from plgwork.models.exports import Dropped

QUOTE, LINE, RETURN = b'"\n\r'
NOTHING = -128  # among numbers as short as a byte; no scale holds it
NUMBERS = tuple("" if one == 128 else str(one - 256 * (one > 127)) for one in range(256))
BLOCK = 1 << 19  # bytes that pyarrow splits at a time; more would leave the processor's own memory
COLUMN = re.compile(r"In CSV column #(\d+)")


class IrregularError(Exception):
    """A piece that is not written as CSV should be; row by row it can be read."""


class As(StrEnum):
    """How the cells of a column are read."""

    NUMBERS = "numbers"
    TEXTS = "texts"
    BLANKS = "blanks"  # whether anything stands there, and no more


def columns(data: bytes, layout: Layout, kinds: MutableSequence[As]) -> tuple[Held, ...]:
    """The columns of a piece. Where a number is none, ``kinds`` is told so for the next piece."""
    quoted = QUOTE in data
    if quoted and not _well_quoted(data, ord(layout.separator)):
        raise IrregularError
    text = _as_utf_8(data, layout.encoding)
    while True:
        try:
            table = _table(text, layout, kinds, quoted)
        except pa.ArrowInvalid as error:
            at = COLUMN.search(str(error))
            if at is None or kinds[layout.used.index(int(at[1]))] is not As.NUMBERS:
                raise IrregularError from error
            kinds[layout.used.index(int(at[1]))] = As.TEXTS
        else:
            return _used([_held(one) for one in table.columns], layout)


def _used(columns: Sequence[Held], layout: Layout) -> tuple[Held, ...]:
    if any(not columns[at].blank().all() for at in layout.unused):
        raise IrregularError
    return tuple(columns[at] for at in layout.used)


def _as_utf_8(data: bytes, encoding: str) -> bytes:
    data = data.replace(b"\0", b"") if b"\0" in data else data
    return data if encoding == "utf-8" else data.decode(encoding, errors="replace").encode()


def _well_quoted(data: bytes, separator: int) -> bool:
    """Whether every quotation mark opens a cell, closes it, or stands twice within one."""
    signs = np.frombuffer(data, np.uint8)
    marks = np.flatnonzero(signs == QUOTE)
    if len(marks) % 2:
        return False
    edges = np.zeros(256, bool)
    edges[[separator, QUOTE, LINE, RETURN]] = True
    opening, closing = marks[::2], marks[1::2]
    before = opening[opening > 0] - 1
    after = closing[closing < len(signs) - 1] + 1
    return bool(edges.take(signs.take(before)).all() and edges.take(signs.take(after)).all())


def _table(text: bytes, layout: Layout, kinds: Sequence[As], quoted: bool) -> Any:
    names = list(map(str, range(layout.width)))
    arrow = {
        As.NUMBERS: pa.int8(),
        As.TEXTS: pa.dictionary(pa.int32(), pa.string()),
        As.BLANKS: pa.string(),
    }
    read = dict.fromkeys(names, arrow[As.BLANKS])
    read |= {names[at]: arrow[kind] for at, kind in zip(layout.used, kinds, strict=True)}
    table = csv.read_csv(
        pa.BufferReader(text),
        csv.ReadOptions(use_threads=False, block_size=BLOCK, column_names=names),
        csv.ParseOptions(delimiter=layout.separator, newlines_in_values=quoted),
        csv.ConvertOptions(
            column_types=read,
            null_values=[""],
            strings_can_be_null=False,
            check_utf8=not text.isascii(),  # cell by cell it takes a tenth of the time
        ),
    )
    # Each block has a dictionary of its own; joined, each text stands in it once.
    return table.unify_dictionaries().combine_chunks()


def _held(column: Any) -> Held:
    cells = column.chunk(0)
    if pa.types.is_dictionary(cells.type):
        texts = [seen(text) for text in cells.dictionary.to_pylist()]
        return counted(texts, np.from_dlpack(cells.indices).view(np.int32))
    if pa.types.is_int8(cells.type):
        whole = cells.fill_null(NOTHING) if cells.null_count else cells
        return counted(NUMBERS, np.from_dlpack(whole).view(np.uint8))
    filled = pc.greater(pc.binary_length(pc.utf8_trim_whitespace(cells)), 0)
    return counted(("", "…"), np.from_dlpack(filled.cast(pa.uint8())).view(np.uint8))


def respondents(
    columns: Sequence[Held], rules: Iterable[Rule]
) -> tuple[tuple[Held, ...], tuple[Dropped, ...]]:
    """The columns of those who are respondents; of the others how many, for each reason."""
    left = np.ones(len(columns[0].at), bool)
    dropped: Counter[str] = Counter()
    for rule in (Rule(EMPTY, blank=range(len(columns))), *rules):
        out = left & _fitting(columns, rule)
        dropped[rule.reason] += int(out.sum())
        left &= ~out
    told = tuple(Dropped(reason=why, rows=rows) for why, rows in dropped.items() if rows)
    return (tuple(_of(one, left) for one in columns) if told else tuple(columns)), told


def _fitting(columns: Sequence[Held], rule: Rule) -> NDArray[np.bool_]:
    fitting = np.ones(len(columns[0].at), bool)
    for at, fits in rule.cells.items():
        codes = {place: fits(text) for place, text in columns[at].used.items()}
        fitting &= columns[at].mapped(codes, np.int8).astype(bool)
    for at in rule.blank:
        if not fitting.any():
            break
        fitting &= columns[at].blank()
    return fitting


def _of(column: Held, left: NDArray[np.bool_]) -> Held:
    """The column without some of its people, texts still in the order in which they come."""
    at = column.at[left]
    _, first = np.unique(at, return_index=True)
    order = at[np.sort(first)]
    places = np.zeros(max(len(column.texts), 1), np.int32)
    places[order] = np.arange(len(order))
    return counted([column.texts[one] for one in order.tolist()], places[at])
