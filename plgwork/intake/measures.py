"""Values of a measure by date, from a CSV: every value, or every problem with its row."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from plgwork.errors import IntakeError
from plgwork.intake.text import rows

FORMATS = ("%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%d.%m.%Y", "%d %B %Y", "%B %d, %Y")
SHOWN = "2026-10-30 or 10/30/2026"
HEADS = {"date", "day", "when", "month"}
NUMBER = re.compile(r"^[−+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$|^[−+-]?\d*\.?\d+$|^[−+-]?\d+,\d{1,2}$")
EARLIEST = date(1990, 1, 1)
MOST_PROBLEMS = 50


def read_values(text: str, today: date) -> dict[date, float]:
    """Values by their days; IntakeError with every problem, none of them kept otherwise."""
    _, lines = rows(text, "a date and a value")
    headed = lines[0][1][0].casefold() in HEADS
    values: dict[date, float] = {}
    first: dict[date, int] = {}
    problems: list[str] = []
    for number, cells in lines[headed:]:
        day, value = _day(cells[0], today), _value(cells)
        wrong = [f"Row {number}: {one}" for one in (day, value) if isinstance(one, str)]
        if isinstance(day, date) and day in first:
            wrong.append(f"Row {number}: {day} stands in row {first[day]} already.")
        problems += wrong
        if isinstance(day, date):
            first.setdefault(day, number)
            if isinstance(value, float):
                values[day] = value
    if not problems and not values:
        problems = ["There is a heading and no value under it. Write a date and a number."]
    if problems:
        raise IntakeError(_told(problems))
    return values


def _told(problems: Sequence[str]) -> Iterator[str]:
    yield from problems[:MOST_PROBLEMS]
    if len(problems) > MOST_PROBLEMS:
        yield f"And {len(problems) - MOST_PROBLEMS} more of the kind."


def _day(cell: str, today: date) -> date | str:
    """A day, or what is wrong with it."""
    if not cell:
        return f"there is no date. Write it as {SHOWN}."
    for one in FORMATS:
        try:
            day = datetime.strptime(cell, one).date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
        if day > today:
            return f"{day} is still to come."
        if day < EARLIEST:
            return f"{day} is before {EARLIEST.year}. Is the year right?"
        return day
    return f"“{cell}” is not a date. Write it as {SHOWN}."


def _value(cells: Sequence[str]) -> float | str:
    """A number, or what is wrong with it."""
    given = [cell for cell in cells[1:] if cell]
    if not given:
        return "there is no value beside the date."
    if len(given) > 1:
        return f"“{given[0]}” and “{given[1]}” both stand beside the date. Keep one."
    bare = given[0].removesuffix("%").strip()
    if not NUMBER.match(bare):
        return f"“{given[0]}” is not a number."
    plain = bare.replace("−", "-")
    if re.fullmatch(r"[+-]?\d+,\d{1,2}", plain):
        return float(plain.replace(",", "."))
    return float(plain.replace(",", ""))
