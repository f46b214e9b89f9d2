"""What passes between the steps: cells, the head above each column, and whose rows they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from plgwork.models.exports import Dropped, Format, Use

Cells = tuple[str, ...]
Rows = Sequence[Cells]
EMPTY = "Nothing stands in the row."


@dataclass(frozen=True, slots=True)
class Known:
    """Answers that the file itself names for a column, in their order."""

    labels: tuple[str, ...]
    apart: tuple[str, ...] = ()
    lowest: int = 1
    ordered: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a file, heads included, every row as wide as the widest.

    ``known`` is by the place of the column; ``medium`` is text, xlsx or sav.
    """

    rows: Rows = field(repr=False)
    medium: str = "text"
    known: Mapping[int, Known] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    @property
    def heads(self) -> Cells:
        """The first row."""
        return self.rows[0] if self.rows else ()


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a column. ``use`` is set where the format itself says it.

    ``code`` is the short name a tool gave; ``several`` marks one option of a question that lets
    people tick several.
    """

    heading: str
    text: str
    stem: str = ""
    code: str = ""
    use: Use | None = None
    why: str = ""
    several: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """Columns and respondents, as one format writes them."""

    heads: tuple[Head, ...]
    rows: Rows = field(repr=False)
    dropped: tuple[Dropped, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Export:
    """A file that was opened: which tool wrote it, and every respondent's cells.

    ``ids`` names the columns, in their order; ``digest`` is the SHA-256 of the file.
    """

    format: Format
    why: tuple[str, ...]
    ids: tuple[str, ...]
    heads: tuple[Head, ...]
    rows: Rows = field(repr=False)
    dropped: tuple[Dropped, ...]
    known: Mapping[int, Known]
    warnings: tuple[str, ...]
    digest: str

    @property
    def total(self) -> int:
        """How many rows there were: respondents, and those that were dropped."""
        return len(self.rows) + sum(one.rows for one in self.dropped)
