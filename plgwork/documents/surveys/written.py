"""Open answers that go out: what is said of them, and their lines in a sheet."""

from collections.abc import Iterator

from plgwork.documents.surveys.lines import Cell
from plgwork.models.findings import OpenFinding

OPEN = "Open answers"
THEMES = ("Code", "Answers both people gave it", "Answers one of them gave it")
HEADINGS = ("Asked", "Answers", "What", "Text", *THEMES[1:])


def told(one: OpenFinding) -> str:
    """How many answers were let out, and how far two people coded them alike."""
    answers = f"{one.n:,} answers were let out. “…” stands where words were taken out."
    return f"{answers} {one.agreement}" if one.agreement else answers


def written(findings: tuple[OpenFinding, ...]) -> list[list[Cell]]:
    """A line for each question, for each theme, and for each answer that was chosen."""
    return [line for one in findings for line in _lines(one)]


def _lines(one: OpenFinding) -> Iterator[list[Cell]]:
    head: list[Cell] = [one.asked, one.n]
    yield [*head, "Open question", one.agreement or None, None, None]
    for theme in one.themes:
        yield [*head, "Code", theme.name, theme.both, theme.one]
    for quote in one.quotes:
        yield [*head, "Answer", quote, None, None]
