"""A large file cut where rows end, so that each piece is a file of its own without heads."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import IO

import numpy as np

from plgwork.errors import IntakeError
from plgwork.intake.surveys.beginning import Layout
from plgwork.intake.surveys.cells import CUT_OFF, LONGEST_CELL, resplit
from plgwork.intake.surveys.held import Held, columns
from plgwork.intake.surveys.opening import seen
from plgwork.intake.surveys.splitting import QUOTE, IrregularError

SIZE = 1 << 23  # bytes, and on to where a row ends; a few pieces are held at a time
LONGEST = 1 << 27  # a piece in which no row ends
ROWS = 20_000  # of a piece that is read row by row


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a file: so many bytes from here on, and what they are, if they are at hand."""

    start: int
    size: int
    data: bytes = field(default=b"", repr=False)


def cut(layout: Layout, size: int = SIZE) -> Iterator[Piece]:
    """The pieces of a file. IrregularError where no row ends, or the file ends within a cell."""
    start = layout.start
    with layout.path.open("rb") as file:
        file.seek(start)
        while data := file.read(size):
            data += _rest_of_row(data, file)
            yield Piece(start, len(data), data)
            start += len(data)


def _rest_of_row(data: bytes, file: IO[bytes]) -> bytes:
    """What comes until a row ends: at a line break outside of quotation marks."""
    rest = [file.readline(LONGEST)]
    marks, long = _marks(data) + _marks(rest[0]), len(rest[0])
    while marks % 2 and rest[-1] and long < LONGEST:
        rest.append(file.readline(LONGEST))
        marks, long = marks + _marks(rest[-1]), long + len(rest[-1])
    if marks % 2 or long >= LONGEST:
        raise IrregularError
    return b"".join(rest)


def _marks(data: bytes) -> int:
    # Where most cells are quoted, numpy counts many times faster than bytes do.
    return int(np.count_nonzero(np.frombuffer(data, np.uint8) == QUOTE)) if QUOTE in data else 0


def read(layout: Layout, piece: Piece) -> bytes:
    """The bytes of a piece."""
    if piece.data:
        return piece.data
    with layout.path.open("rb") as file:
        file.seek(piece.start)
        return file.read(piece.size)


def by_rows(layout: Layout, rows: int = ROWS) -> Iterator[tuple[Held, ...]]:
    """The columns of a file, so many rows at a time, whatever its quotation marks and widths."""
    width = len(layout.used)
    for some in _rows(layout, rows):
        yield columns([tuple(_cell(row, at) for at in layout.used) for row in some], width)


def unforeseen(layout: Layout) -> tuple[str, ...]:
    """A row of what stands in columns that the beginning does not have; () where there are none.

    IntakeError where the file ends within a cell.
    """
    found: dict[int, str] = {}
    known = set(layout.used)
    for some in _rows(layout, ROWS):
        for row in some:
            later = range(len(row)) if len(row) > layout.width else layout.unused
            found |= {at: _cell(row, at) for at in later if at not in known and _cell(row, at)}
    return tuple(found.get(at, "") for at in range(max(found, default=-1) + 1))


def _rows(layout: Layout, many: int) -> Iterator[list[tuple[str, ...]]]:
    csv.field_size_limit(LONGEST_CELL)
    first = ("",) * layout.width
    with layout.path.open("rb") as file:
        file.seek(layout.start)
        text = io.TextIOWrapper(file, layout.encoding, errors="replace", newline="")
        lines = (line.replace("\0", "") for line in text)
        reader = csv.reader(lines, delimiter=layout.separator, strict=layout.strict)
        try:
            while some := list(islice(filter(None, reader), many)):
                yield resplit([first, *map(tuple, some)], layout.separator)[0][1:]
        except csv.Error as error:
            if layout.strict and "end of data" not in str(error):
                raise IrregularError from error
            raise IntakeError([CUT_OFF]) from error


def _cell(row: Sequence[str], at: int) -> str:
    return seen(row[at]) if at < len(row) else ""
