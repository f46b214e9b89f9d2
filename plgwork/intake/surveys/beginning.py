"""A large file by its beginning: what wrote it, how it is to be cut, and what its columns are."""

import csv
import hashlib
import io
from codecs import getincrementaldecoder
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, zip_longest
from pathlib import Path

from plgwork.intake.surveys.cells import LONGEST_CELL, separated_by, split
from plgwork.intake.surveys.encodings import decode, encoding
from plgwork.intake.surveys.exporting import exported
from plgwork.intake.surveys.opening import even, filled, foreign
from plgwork.intake.surveys.table import Cells, Export, Rule, Table

ROWS = 1_000  # that are looked at before the rest is
READ_ON = 1 << 22
MOST_READ = 1 << 26


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is cut: ``start`` is where the first row below the heads begins, in bytes.

    ``used`` are the columns that hold something, of ``width``. A file that is not ``strict`` has
    quotation marks that are not written as CSV wants them.
    """

    path: Path
    encoding: str
    separator: str
    start: int
    width: int
    used: tuple[int, ...]
    rules: tuple[Rule, ...]
    strict: bool = True

    @property
    def unused(self) -> tuple[int, ...]:
        """The columns in which nothing was seen."""
        return tuple(sorted(set(range(self.width)) - set(self.used)))


@dataclass(frozen=True, slots=True)
class Beginning:
    """The first rows of a file, opened as any file is, and how the rest of it is cut."""

    layout: Layout
    export: Export
    table: Table = field(repr=False)

    def known(self, later: Sequence[Sequence[str]]) -> Export:
        """The same export once these texts are known, to each column its own, that came later."""
        rows: list[Cells] = list(zip_longest(*later, fillvalue=""))
        if not rows:
            return self.export
        table = replace(self.table, rows=[*self.table.rows, *rows])
        export, _ = exported(table, self.export.digest, self.export.format)
        return replace(self.export, heads=export.heads, ids=export.ids)


def is_large(path: Path, size: int) -> bool:
    """Whether a file is a text that is better read in pieces."""
    with path.open("rb") as file:
        first = file.read(1 << 12)
    wide = first.startswith((b"PK", b"$FL2", b"$FL3")) or encoding(first).startswith("utf-16")
    return path.stat().st_size > size and not wide


def encoded(path: Path) -> str:
    """The encoding of a file whose beginning did not tell it."""
    decoder = getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        while piece := file.read(READ_ON):
            try:
                decoder.decode(piece)
            except UnicodeDecodeError:
                return encoding(piece)
    return "utf-8"


def begin(path: Path, rows: int = ROWS, later: Cells = ()) -> Beginning:
    """The beginning of a text file, and a row known to come; IntakeError without a table."""
    data, text = _first(path, rows)
    name = encoding(data)
    separator, told = separated_by(text)
    end = _after(text, told, separator, rows)
    opened = split(text[told:end], separator)
    opened = replace(opened, rows=[*opened.rows, later]) if later else opened
    width = max((len(row) for row in opened.rows), default=0)
    table = even(opened, path.name)
    # Nothing is kept under this digest; it only tells one reading of the file from another's.
    export, shape = exported(table, hashlib.sha256(data).hexdigest())
    if end < len(text):
        said = tuple(f"{one} Told from the first {rows:,} rows." for one in export.warnings)
        export = replace(export, warnings=said)
    heads = len(table.rows) - export.total
    start = len(text[: _after(text, told, separator, heads)].encode(name, errors="replace"))
    start += len(data) - len(data.removeprefix(b"\xef\xbb\xbf"))
    padded = [(*row, *[""] * (width - len(row))) for row in opened.rows]
    layout = Layout(path, name, separator, start, width, tuple(filled(padded)), shape.rules)
    return Beginning(layout, export, table)


def _first(path: Path, rows: int) -> tuple[bytes, str]:
    """As much of a file as holds so many rows."""
    data = b""
    with path.open("rb") as file:
        while piece := file.read(READ_ON):
            data += piece
            if len(data) == len(piece):
                foreign(data)
            if data.count(b"\n") > 2 * rows or len(data) >= MOST_READ:
                break
    foreign(data)
    return data, decode(data)


def _after(text: str, start: int, separator: str, rows: int) -> int:
    """Where the row after so many begins."""
    csv.field_size_limit(LONGEST_CELL)
    lines = io.StringIO(text, newline="")
    lines.seek(start)
    reader = csv.reader(iter(lines.readline, ""), delimiter=separator)
    try:
        for _ in islice(filter(None, reader), rows):
            pass
    except csv.Error:
        return len(text)
    return lines.tell() if rows else start
