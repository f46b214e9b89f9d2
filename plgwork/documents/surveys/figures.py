"""The figures as CSV, which every tool opens."""

import csv
import io

from plgwork.documents.surveys.lines import Cell, headings, is_formula, lines
from plgwork.models.findings import Takeaway

CSV = "text/csv;charset=utf-8"


def figures(taken: Takeaway) -> bytes:
    """Every row of the table, with the word where it is withheld."""
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\r\n")
    writer.writerow(headings(taken.table))
    for line in lines(taken.table, taken.instrument):
        writer.writerow([_text(cell) for cell in line])
    return page.getvalue().encode("utf-8-sig")  # without the mark Excel takes it for Windows-1252


def _text(cell: Cell) -> Cell:
    # Spreadsheets run what begins like a formula, in CSV too, unless an apostrophe leads.
    return f"'{cell}" if is_formula(cell) else cell
