"""Sample exports of invented people, and what they are read as."""

from functools import cache
from pathlib import Path

from plgwork.content import load_all
from plgwork.intake.surveys import Export, code, find, open_export
from plgwork.models.answers import Answers
from plgwork.models.exports import Column, Found, Use
from plgwork.models.instruments import AnchorFamily
from plgwork.settings import shipped

SAMPLES = Path(__file__).parents[1] / "data" / "surveys"
NAMES = sorted(path.name for path in SAMPLES.iterdir())


@cache
def families() -> tuple[AnchorFamily, ...]:
    return load_all([shipped("content")]).anchors


def sample(name: str) -> Export:
    return open_export((SAMPLES / name).read_bytes(), name)


def found_in(text: str | bytes, name: str = "answers.csv") -> Found:
    data = text.encode() if isinstance(text, str) else text
    return find(open_export(data, name), families())


def read(text: str | bytes, name: str = "answers.csv") -> tuple[Found, Answers]:
    export = open_export(text.encode() if isinstance(text, str) else text, name)
    found = find(export, families())
    return found, code(export, found)


def column(found: Found, text: str) -> Column:
    return next(one for one in found.columns if text in one.text)


def used(found: Found, use: Use) -> list[str]:
    return [one.text for one in found.columns if one.use is use]


def table(*columns: tuple[str, list[str]]) -> str:
    """A CSV of these columns, every cell in quotation marks."""
    rows = [
        [heading for heading, _ in columns],
        *zip(*(cells for _, cells in columns), strict=True),
    ]
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows) + "\n"
