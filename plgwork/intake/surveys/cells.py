"""A text into cells: which sign keeps them apart, and what to do with a row that differs."""

import csv
import io
import re
from collections import Counter

from plgwork.errors import IntakeError
from plgwork.intake.surveys.table import Cells, Table

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright lines"}
SAMPLE = 200
TOLD = re.compile(r"^\ufeff?\"?sep=(.)\"?\r?\n", re.IGNORECASE)
LONGEST_CELL = 1_000_000
CUT_OFF = (
    "A quotation mark is opened and never closed, so the file was probably cut off while it was "
    "saved or sent. Export the answers again."
)


def cells(text: str) -> Table:
    """The cells of a text, with a warning for what was put right on the way."""
    separator, start = separated_by(text)
    return split(text[start:], separator)


def separated_by(text: str) -> tuple[str, int]:
    """The sign between cells, and where the first of them begins."""
    told = TOLD.match(text)
    return (told[1], told.end()) if told else (separating(text), 0)


def split(text: str, separator: str) -> Table:
    """The cells of a text that this sign keeps apart."""
    rows, stray = _split(text, separator)
    warnings = [STRAY] if stray else []
    rows, mixed = resplit(rows, separator)
    warnings += mixed
    warnings += _uneven(rows)
    return Table(rows, warnings=tuple(warnings))


STRAY = (
    "Some cells hold a quotation mark that is not written as CSV wants it; they were read as they "
    "stand. Look at the columns below before you go on."
)


def separating(text: str) -> str:
    """The sign that cuts most rows into the same number of cells, and into many."""
    head = text[:200_000]
    return max(SEPARATORS, key=lambda one: _evenness(head, one))


def _evenness(text: str, separator: str) -> tuple[float, int]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    widths: Counter[int] = Counter()
    try:
        for row in reader:
            widths[len(row)] += bool(row)
            if widths.total() == SAMPLE:
                break
    except csv.Error:
        return (0.0, 0)
    if not widths or max(widths) < 2:
        return (0.0, 0)
    width, rows = max(widths.items(), key=lambda one: (one[1] * (one[0] > 1), one[0]))
    # A question with a semicolon in it must not win against twenty columns of commas.
    return (rows / widths.total() * (1 - 1 / width), width)


def _split(text: str, separator: str) -> tuple[list[Cells], bool]:
    """The rows, and whether quotation marks had to be forgiven."""
    csv.field_size_limit(LONGEST_CELL)
    for strict in (True, False):
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict)
        try:
            return [tuple(row) for row in reader if row], not strict
        except csv.Error as error:
            if "end of data" in str(error):
                raise IntakeError([CUT_OFF]) from error
            if not strict:
                raise IntakeError([_unsplit(error)]) from error
    raise AssertionError("one of the two returned")


def _unsplit(error: csv.Error) -> str:
    if "field larger" in str(error):
        return CUT_OFF
    return "This file cannot be cut into cells. Export the answers again as CSV (UTF-8) or Excel."


def resplit(rows: list[Cells], separator: str) -> tuple[list[Cells], list[str]]:
    """Rows that another sign keeps apart, as when two files were pasted into one."""
    width = len(rows[0]) if rows else 0
    found: list[Cells] = []
    changed = 0
    for row in rows:
        other = next((one for one in SEPARATORS if _cut(row, one, separator) == width), None)
        if width > 2 and len(row) == 1 and other:
            row = tuple(next(csv.reader([row[0]], delimiter=other)))
            changed += 1
        found.append(row)
    if not changed:
        return rows, []
    return found, [
        f"{changed} rows keep their cells apart with another sign than {SEPARATORS[separator]}; "
        "they were read all the same. Were two files put into one?"
        if separator in SEPARATORS
        else f"{changed} rows keep their cells apart with another sign; they were read too."
    ]


def _cut(row: Cells, other: str, separator: str) -> int:
    if len(row) != 1 or other == separator or other not in row[0] or "\n" in row[0]:
        return 0
    return len(next(csv.reader([row[0]], delimiter=other)))


def _uneven(rows: list[Cells]) -> list[str]:
    widths = Counter(map(len, rows))
    width = max(widths, key=lambda one: (widths[one], one), default=0)
    wide = sum(len(row) > width and any(row[width:]) for row in rows[1:])
    warnings = []
    if wide:
        warnings.append(
            f"{wide} rows have more cells than there are headings. A comma inside an answer, "
            "without quotation marks around it, does that; look at the last columns."
        )
    if len(rows) > 2 and len(rows[-1]) < min(width, len(rows[-2])):
        warnings.append(
            "The last row is shorter than the others: the file may have been cut off. Compare the "
            "number of answers with what your survey tool says."
        )
    return warnings
