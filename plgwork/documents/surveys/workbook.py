"""The figures as an Excel workbook: a sheet for each breakdown, and the methods note."""

import io
import re

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from plgwork.documents import same_people
from plgwork.documents.packing import clean, settled
from plgwork.documents.same_people import SAME
from plgwork.documents.surveys.lines import Cell, breakdowns, headings, is_formula, lines
from plgwork.documents.surveys.methods import HEADING, methods
from plgwork.documents.surveys.written import HEADINGS, OPEN, written
from plgwork.models.figures import EVERYONE
from plgwork.models.findings import Takeaway

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_NAME = 31  # of a sheet
WIDTHS = {"A": 18, "B": 60, "C": 16, "D": 26, "E": 14, "I": 18, "P": 40}
OPEN_WIDTHS = {"A": 40, "B": 10, "C": 16, "D": 80, "E": 18, "F": 18}


def workbook(taken: Takeaway) -> bytes:
    """A workbook in which every text is text, whatever it begins with."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title, book.properties.creator = clean(taken.table.title), "PLG Workbook"
    table, figures = taken.table, lines(taken.table, taken.instrument)
    for by in breakdowns(table):
        sheet = book.create_sheet(_name(by, book.sheetnames))
        rows = [cells for cells, row in zip(figures, table.rows, strict=True) if row.by == by]
        _fill(sheet, [[*headings(table)], *rows])
    if table.matched:
        sheet = book.create_sheet(_name((SAME,), book.sheetnames))
        _fill(sheet, [[*same_people.HEADINGS], *same_people.cells(table)])
        sheet.column_dimensions["I"].width = 60
    if taken.open:
        _open(book.create_sheet(_name((OPEN,), book.sheetnames)), taken)
    note = book.create_sheet(_name(("Methods",), book.sheetnames))
    sentences: list[Cell] = [HEADING, *methods(taken)]
    _fill(note, [[sentence] for sentence in sentences])
    note.column_dimensions["A"].width = 100
    page = io.BytesIO()
    book.save(page)
    return settled(page.getvalue())


def _open(sheet: Worksheet, taken: Takeaway) -> None:
    _fill(sheet, [[*HEADINGS], *written(taken.open)])
    for column, width in OPEN_WIDTHS.items():
        sheet.column_dimensions[column].width = width


def _fill(sheet: Worksheet, rows: list[list[Cell]]) -> None:
    for y, cells in enumerate(rows, 1):
        for x, value in enumerate(cells, 1):
            _write(sheet.cell(y, x), value)
            if y == 1:
                sheet.cell(y, x).font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for column, width in WIDTHS.items():
        sheet.column_dimensions[column].width = width


def _write(cell: ExcelCell, value: Cell) -> None:
    cell.value = clean(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = is_formula(value)  # so it stays text when somebody edits the cell
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _name(by: tuple[str, ...], taken: list[str]) -> str:
    """A sheet's name: short, without the signs that Excel refuses, and no other's."""
    name = re.sub(r"[\[\]:*?/\\]|^'|'$", " ", clean(" × ".join(by))).strip() or EVERYONE
    used, number, short = {one.casefold() for one in taken}, 1, name[:LONGEST_NAME]
    while short.casefold() in used:
        number += 1
        short = f"{name[: LONGEST_NAME - len(str(number)) - 1]} {number}"
    return short
