"""An Excel file into cells: values as they were saved, no formula worked out, no bomb unpacked."""

import io
import warnings
import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

import openpyxl

from plgwork.errors import IntakeError
from plgwork.intake.surveys.table import Cells, Table

MOST_UNPACKED = 400_000_000
MOST_TIMES = 150  # sheets full of the same answer pack well; nothing honest packs better
SMALL = 20_000_000
MOST_PARTS = 2_000
MOST_CELLS = 20_000_000
MOST_ROWS = 300_000
BROKEN = (
    "This Excel file cannot be opened; it may have been cut off. Open it in your spreadsheet "
    "program, save it anew as .xlsx or CSV, and take that."
)


def workbook(data: bytes) -> Table:
    """The fullest sheet of a workbook."""
    _look_inside(data)
    try:
        sheets = _sheets(data)
    except IntakeError:
        raise
    except Exception as error:  # a damaged workbook breaks its reader in any way there is
        raise IntakeError([BROKEN]) from error
    filled = {name: rows for name, rows in sheets.items() if rows}
    if not filled:
        raise IntakeError(
            ["There is nothing in this workbook. Export it again and look at its sheets."]
        )
    name = max(filled, key=lambda one: sum(len(row) for row in filled[one]))
    left = [one for one in filled if one != name]
    said = f"Read from the sheet “{name}”; left out: {', '.join(f'“{one}”' for one in left)}."
    return Table(filled[name], medium="xlsx", warnings=(said,) if left else ())


def _look_inside(data: bytes) -> None:
    """Refuse what is no workbook, and what unpacks into far more than it is."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise IntakeError([BROKEN]) from error
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        raise IntakeError([_instead(names)])
    unpacked = sum(part.file_size for part in parts)
    if (
        len(parts) > MOST_PARTS
        or unpacked > MOST_UNPACKED
        or (unpacked > SMALL and unpacked > MOST_TIMES * len(data))
    ):
        raise IntakeError(
            [
                "This workbook unpacks into far more than a table holds, and was not opened. "
                "Copy its rows into a new workbook, or save the sheet as CSV."
            ]
        )


def _instead(names: Iterable[str]) -> str:
    inside = sorted(names)
    if any(name.startswith("word/") for name in inside):
        return "This is a Word document. Export it as CSV or Excel."
    if any(name.startswith("ppt/") for name in inside):
        return "These are slides. Export it as CSV or Excel."
    if "content.xml" in inside or any(name.startswith("Index/") for name in inside):
        return "This spreadsheet is of another program. Save it as .xlsx or CSV, and take that."
    if tables := [name for name in inside if name.lower().endswith((".csv", ".xlsx", ".sav"))]:
        return f"This is a packed folder. Unpack it, and take “{tables[0]}” out of it."
    return "This is a packed folder with no table in it. Export it as CSV or Excel."


def _sheets(data: bytes) -> dict[str, list[Cells]]:
    with warnings.catch_warnings():
        # What it says of styles and extensions is no matter of answers.
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=True, keep_links=False
        )
        try:
            return {sheet.title: _rows(sheet) for sheet in book.worksheets}
        finally:
            book.close()


def _rows(sheet: Any) -> list[Cells]:
    # What a file says of its own size may be wrong; the rows are counted instead.
    sheet.reset_dimensions()
    rows: list[Cells] = []
    size = 0
    for row in sheet.iter_rows(values_only=True):
        found = tuple(_text(cell) for cell in row)
        size += len(found)
        if size > MOST_CELLS or len(rows) > MOST_ROWS:
            raise IntakeError(
                ["This sheet is too large to read at once. Save it as CSV, and take that."]
            )
        rows.append(found)
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date | time):
        return cell.isoformat(" ") if isinstance(cell, datetime) else cell.isoformat()
    return str(cell)
