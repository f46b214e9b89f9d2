"""The bytes of a staff list, told by what they hold: a packed OneRoster, Excel, or a text."""

import zipfile
from io import BytesIO

from plgwork.errors import IntakeError
from plgwork.intake.rosters import oneroster, plain
from plgwork.intake.text import decode, rows
from plgwork.models.enrolling import Problem
from plgwork.models.rosters import StaffList

MOST_BYTES = 20_000_000
MOST_ROWS = 50_000
MOST_PEOPLE = 2_000  # of one school
OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def read(data: bytes, name: str, school: str) -> StaffList:
    """The staff of a school of this name in a file; IntakeError when nothing of it can be read."""
    if len(data) > MOST_BYTES:
        raise IntakeError([f"This file is larger than {MOST_BYTES // 1_000_000} MB."])
    if data.startswith(OLD_EXCEL):
        raise IntakeError(["This is a spreadsheet in the old format (.xls). Save it as .xlsx."])
    found = _packed(data, name, school) if data.startswith(b"PK") else _text(data, school)
    if len(found.people) > MOST_PEOPLE:
        raise IntakeError(
            [
                f"{len(found.people):,} people are too many for one school; at most "
                f"{MOST_PEOPLE:,} can be taken in. Is there a column that names the school?"
            ]
        )
    if not (found.people or found.problems):
        nobody = Problem(row=1, says="nobody who works at a school is in this file.")
        return found.model_copy(update={"problems": (nobody,)})
    return found


def of_one_roster(text: str) -> bool:
    """Whether a text that somebody pasted begins as a file of OneRoster's does."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return bool(first) and oneroster.is_any(rows(first)[1][0][1])


def _packed(data: bytes, name: str, school: str) -> StaffList:
    try:
        folder = zipfile.ZipFile(BytesIO(data))
        inside = {part.filename for part in folder.infolist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise IntakeError(["This file cannot be opened; it may have been cut off."]) from error
    if any(one.rpartition("/")[2].lower() == oneroster.USERS for one in inside):
        return oneroster.packed(folder, school)
    # The reader of workbooks is slow to import, and few files need it.
    from plgwork.intake.surveys.opening import table

    sheet = table(data, name)
    numbered = [(at, list(cells)) for at, cells in enumerate(sheet.rows, start=1) if any(cells)]
    found = plain.listed(",", numbered, school)
    return found.model_copy(update={"decided": (*sheet.warnings, *found.decided)})


def _text(data: bytes, school: str) -> StaffList:
    separator, lines = rows(decode(data, MOST_BYTES), most=MOST_ROWS)
    if oneroster.is_users(lines[0][1]):
        return oneroster.users_alone(lines, school)
    return plain.listed(separator, lines, school)
