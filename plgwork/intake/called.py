"""What a school's own directory calls its people: a list of two columns, read."""

from plgwork.errors import IntakeError
from plgwork.intake.people import unusable
from plgwork.intake.text import decode, rows

HEADS = ("directory", "directory name")


def read_called(handed_in: bytes) -> list[tuple[int, str, str]]:
    """Row by row who is meant, and what the directory calls them; every problem at once."""
    _, found = rows(decode(handed_in))
    listed = [(number, cells[0].strip(), _second(cells)) for number, cells in found]
    if listed[0][2].casefold() in HEADS:
        listed = listed[1:]
    problems = [f"Row {number}: {why}" for number, *cells in listed if (why := _wrong(*cells))]
    if problems:
        raise IntakeError([*problems, "Nothing was changed."])
    return listed


def _second(cells: list[str]) -> str:
    return cells[1].strip() if len(cells) > 1 else ""


def _wrong(who: str, called: str) -> str:
    if not who or not called:
        return "write who, and beside it what the directory calls them."
    return unusable(called)
