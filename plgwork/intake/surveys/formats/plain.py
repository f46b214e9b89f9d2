"""Any table: the first full row holds the headings."""

import re

from plgwork.intake.surveys.rows import bare, bracketed, is_moment, respondents
from plgwork.intake.surveys.table import Cells, Head, Shape, Table
from plgwork.models.exports import Format

FORMAT = Format.PLAIN
NUMBER = re.compile(r"^\s*-?\d+([.,]\d+)?\s*$")
LOOKED_AT = 10
NO_HEADINGS = (
    "The first row holds answers, not headings; the columns were numbered. If you have the "
    "questions, write them into a first row and take the file again."
)


def signature(table: Table) -> tuple[str, ...]:
    """Every table is one; no other tool has fewer marks."""
    return ("No survey tool left its marks in it; the first row is read as headings.",)


def shape(table: Table) -> Shape:
    """Headings from the first full row; titles above it are left out."""
    at = _headings(table)
    row = table.rows[at]
    told = tuple(f"Left out above the headings: “{' '.join(filter(None, one))[:80]}”."
                 for one in table.rows[:at] if any(one))  # fmt: skip
    if _answers(row):
        rows, dropped = respondents(table.rows[at:])
        named = tuple(f"Column {place + 1}" for place in range(len(row)))
        return Shape(bare(named), rows, dropped, (*told, NO_HEADINGS))
    rows, dropped = respondents(table.rows[at + 1 :])
    heads = tuple(_in_brackets(head) for head in bare(row))
    return Shape(heads, rows, dropped, told)


def _headings(table: Table) -> int:
    """The first row that is at least half as full as the fullest of the first ones."""
    filled = [sum(bool(cell.strip()) for cell in row) for row in table.rows[:LOOKED_AT]]
    return next((at for at, count in enumerate(filled) if 2 * count >= max(filled)), 0)


def _answers(row: Cells) -> bool:
    held = [cell for cell in row if cell.strip()]
    return len(held) > 1 and all(NUMBER.match(cell) or is_moment(cell) for cell in held)


def _in_brackets(head: Head) -> Head:
    stem, text = bracketed(head.text)
    return Head(head.heading, text, stem) if stem and text else head
