"""Rows into respondents and dropped rows, of which none is lost; and what heads have in common."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from plgwork.intake.surveys.table import EMPTY, Cells, Head, Rows, Rule
from plgwork.models.exports import Dropped
from plgwork.models.labels import tidy

MOMENT = re.compile(
    r"^\s*(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})"
    r"([ T,]+\d{1,2}[:.]\d{2}.*)?\s*$"
)
# A table saved anew by a program names the headings that were blank.
UNNAMED = re.compile(r"^(Unnamed: ?\d+(_level_\d+)?|Column ?\d+|Field ?\d+|\.\.\.\d+)$", re.I)


def respondents(rows: Rows, rules: tuple[Rule, ...] = ()) -> tuple[Rows, tuple[Dropped, ...]]:
    """The rows that hold somebody; of the others how many, for each reason."""
    kept: list[Cells] = []
    dropped: Counter[str] = Counter()
    for row in rows:
        why = EMPTY
        if any(cell.strip() for cell in row):
            why = next((one.reason for one in rules if one.fits(row)), "")
        if why:
            dropped[why] += 1
        else:
            kept.append(row)
    return kept, tuple(Dropped(reason=why, rows=count) for why, count in dropped.items())


def is_moment(cell: str) -> bool:
    """Whether a cell holds a day, or a day and a time."""
    return bool(MOMENT.match(cell))


def mostly(cells: Iterable[str], fits: Callable[[str], object]) -> bool:
    """Whether most of the cells that hold something are of a kind."""
    held = [cell for cell in cells if cell.strip()]
    return bool(held) and sum(bool(fits(cell)) for cell in held) > 0.8 * len(held)


def column(rows: Rows, at: int, most: int = 500) -> list[str]:
    """The first cells of a column."""
    return [row[at] for row in rows[:most]]


def bracketed(heading: str) -> tuple[str, str]:
    """The question and its row: “How often …?  [In class ]” is two things."""
    if not (found := re.match(r"^(?P<stem>.*?)\s*\[(?P<row>[^\[\]]*)\]\s*$", heading, re.DOTALL)):
        return "", tidy(heading)
    return tidy(found["stem"]), tidy(found["row"])


def shared(texts: Sequence[str], signs: str = "-:–") -> str:
    """What all begin with, up to the last sign that keeps a question from its row."""
    first, last = min(texts), max(texts)
    length = next((at for at, sign in enumerate(first) if last[at : at + 1] != sign), len(first))
    cut = max(first[:length].rfind(sign) for sign in signs)
    return first[: cut + 1] if cut > 0 else ""


def headed(row: Cells, at: int) -> str:
    """A heading as it is shown; its place where it has none."""
    text = tidy(row[at])
    return "" if UNNAMED.match(text) else text


def bare(row: Cells) -> tuple[Head, ...]:
    """Heads of one row, each a question of its own."""
    names = [headed(row, at) for at in range(len(row))]
    return tuple(
        Head(heading=row[at], text=name or f"Column {at + 1}") for at, name in enumerate(names)
    )
