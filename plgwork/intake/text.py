"""Bytes into text, and text into rows of cells, whatever program they came from."""

import csv
import re
from collections.abc import Iterator

from plgwork.errors import IntakeError

MOST_BYTES = 2_000_000
MOST_ROWS = 2_000
MOST_LETTERS = 100_000  # of one cell
UNCLOSED = "This list cannot be split into cells: a quotation mark is opened and never closed."
SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
SEPARATORS = {"\t": "tabs", ";": "semicolons", ",": "commas"}
# A cell in a phone's quotation marks, or a word processor's, from one separator to the next.
CURLY = re.compile(r"(^|[,;\t])( *)[“„”]([^“”„\n]*)[”“]( *)(?=[,;\t]|$)", re.MULTILINE)
INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u200e\u200f"))


def decode(handed_in: bytes, most: int = MOST_BYTES) -> str:
    """The text of a file of at most so many bytes; IntakeError when it is not a text."""
    if len(handed_in) > most:
        size = f"{most // 1_000_000} MB"
        raise IntakeError([f"This file is larger than {size}. A list is much smaller."])
    if handed_in.startswith(SPREADSHEETS):
        raise IntakeError(
            [
                "This is a spreadsheet’s own file. Save it as CSV and take that, or select the "
                "cells in the spreadsheet, copy them, and paste them."
            ]
        )
    if handed_in.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _plain(handed_in.decode("utf-16", errors="replace"))
    try:
        return _plain(handed_in.decode("utf-8-sig"))
    except UnicodeDecodeError:
        # What spreadsheets on Windows write; a byte that has no letter there shows as �.
        return _plain(handed_in.decode("cp1252", errors="replace"))


def _plain(text: str) -> str:
    if "\x00" in text:
        raise IntakeError(["This is not a text. Save the list as CSV and take that."])
    return text


def rows(
    text: str, each: str = "one person", most: int = MOST_ROWS
) -> tuple[str, list[tuple[int, list[str]]]]:
    """The separator, and the rows that hold something, with the numbers they have in a sheet.

    ``each`` is what stands on a line, of which there may be ``most``.
    """
    text = "\n".join(_plain(text).translate(INVISIBLE).splitlines())
    text = CURLY.sub(lambda one: f'{one[1]}{one[2]}"{one[3].replace(chr(34), "")}"{one[4]}', text)
    separator = _separator(text)
    found = [(number, cells) for number, cells in _cells(text, separator) if any(cells)]
    if not found:
        raise IntakeError([f"There is nothing in this list. Write {each} on each line."])
    if len(found) > most:
        raise IntakeError([f"{len(found)} rows are too many at once; {most} at most, please."])
    return separator, found


def _cells(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    lines = text.split("\n")
    try:
        reader = csv.reader(
            (f"{line}\n" for line in lines), delimiter=separator, skipinitialspace=True
        )
        for number, cells in enumerate(reader, start=1):
            # How long a cell csv takes is a setting of the whole process, which others raise.
            if any(len(cell) > MOST_LETTERS for cell in cells):
                raise IntakeError([UNCLOSED])
            yield number, [_tidy(cell) for cell in cells]
    except csv.Error as error:
        raise IntakeError([UNCLOSED]) from error


def _tidy(cell: str) -> str:
    """Blanks of all kinds are one blank each; a line break inside a cell stays one."""
    lines = (" ".join(line.split()) for line in cell.strip().split("\n"))
    return "\n".join(line for line in lines if line)


def _separator(text: str) -> str:
    bare = re.sub(r'"[^"\n]*"', "", text)
    if "\t" in bare:
        return "\t"
    return ";" if bare.count(";") > bare.count(",") / 2 else ","
