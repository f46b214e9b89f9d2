"""The bytes of a file into cells, whatever program wrote them. Nothing in it is ever run."""

from plgwork.errors import IntakeError
from plgwork.intake.surveys.cells import cells
from plgwork.intake.surveys.encodings import decode
from plgwork.intake.surveys.table import Cells, Rows, Table
from plgwork.intake.surveys.workbooks import workbook
from plgwork.models.labels import tidy

MOST_BYTES = 100_000_000
MOST_COLUMNS = 3_000
# How files that are something else begin, and what to do with them.
OTHERS = {
    b"\xd0\xcf\x11\xe0": "This is a spreadsheet in the old format (.xls). Open it in your "
    "spreadsheet program and save it as .xlsx or CSV.",
    b"%PDF": "This is a PDF: a picture of the answers, not the answers. Export them as CSV or "
    "Excel from the tool that asked the questions.",
    b"\x89PNG": "This is a picture. Export the answers as CSV or Excel.",
    b"\xff\xd8\xff": "This is a picture. Export the answers as CSV or Excel.",
    b"GIF8": "This is a picture. Export the answers as CSV or Excel.",
    b"\x1f\x8b": "This file is packed (.gz). Unpack it first and take what is inside.",
    b"7z\xbc\xaf": "This file is packed (.7z). Unpack it first and take what is inside.",
    b"Rar!": "This file is packed (.rar). Unpack it first and take what is inside.",
    b"SQLite format 3": "This is a database. Export the answers as CSV or Excel.",
}
MARKUP = (b"<!doctype html", b"<html", b"<?xml", b"<head", b"<body")
NOTHING = "There is nothing in this file. Export it again, and look that rows are in it."


def table(data: bytes, name: str) -> Table:
    """The cells of a file; IntakeError with a way on when there are none to be had."""
    refuse(data)
    if data.startswith(b"PK"):
        found = workbook(data)
    elif data.startswith((b"$FL2", b"$FL3")):
        # The reader of SPSS files is slow to import, and few files need it.
        from plgwork.intake.surveys.spss_files import statistics_file

        found = statistics_file(data)
    else:
        found = cells(decode(data))
    return even(found, name)


def refuse(data: bytes) -> None:
    """Say what a file is that cannot be a table of answers, or is too large to be read at once."""
    foreign(data)
    if len(data) > MOST_BYTES:
        raise IntakeError(
            [
                f"This file is larger than {MOST_BYTES // 1_000_000} MB. Take out the columns you "
                "do not need, or count it with `plgwork survey tally`, which reads it in pieces."
            ]
        )


def foreign(data: bytes) -> None:
    """Say what a file is that cannot be a table of answers, by its beginning."""
    if not data.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise IntakeError([NOTHING])
    for beginning, sentence in OTHERS.items():
        if data.startswith(beginning):
            raise IntakeError([sentence])
    if data[:400].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(MARKUP):
        raise IntakeError(
            ["This is a web page, not an export. Choose “Export” or “Download responses” as CSV."]
        )


def even(found: Table, name: str) -> Table:
    """Every row as wide as the widest; columns without a heading and without a cell are gone."""
    width = max((len(row) for row in found.rows), default=0)
    if width > MOST_COLUMNS:
        raise IntakeError(
            [
                f"This file has {width:,} columns; {MOST_COLUMNS:,} can be read at once. Take out "
                "those you do not need, and try again."
            ]
        )
    full = [(*map(seen, row), *[""] * (width - len(row))) for row in found.rows]
    used = filled(full)
    if not used:
        raise IntakeError([NOTHING])
    rows: list[Cells] = [tuple(row[at] for at in used) for row in full]
    known = {to: found.known[at] for to, at in enumerate(used) if at in found.known}
    return Table(rows, found.medium, known, (*found.warnings, *_misnamed(found, name)))


def filled(rows: Rows) -> list[int]:
    """The columns in which something stands."""
    return [at for at, cells in enumerate(zip(*rows, strict=True)) if any(map(str.strip, cells))]


def seen(cell: str) -> str:
    """The cell; nothing where it holds but signs that nobody sees."""
    return cell if (cell.isascii() and cell.strip()) or tidy(cell) else ""


def _misnamed(found: Table, name: str) -> tuple[str, ...]:
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    means = {"csv": "text", "txt": "text", "tsv": "text", "xlsx": "xlsx", "sav": "sav"}
    if means.get(ending, found.medium) == found.medium:
        return ()
    kinds = {"text": "a text with separators", "xlsx": "an Excel file", "sav": "an SPSS file"}
    return (f"The name ends in .{ending}, and the file is {kinds[found.medium]}; read as that.",)
