"""What passes between the steps: cells, the head above each column, and whose rows they are."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from plgwork.intake.surveys.held import Held
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
class Rule:
    """Which rows hold nobody: those where each of ``cells`` fits and all of ``blank`` are blank."""

    reason: str
    cells: Mapping[int, Callable[[str], bool]] = field(default_factory=dict)
    blank: Sequence[int] = ()

    def fits(self, row: Cells) -> bool:
        """Whether a row is one of them."""
        return all(fits(row[at]) for at, fits in self.cells.items()) and not any(
            row[at].strip() for at in self.blank
        )


@dataclass(frozen=True, slots=True)
class Shape:
    """Columns and respondents, as one format writes them; ``rules`` told who is none."""

    heads: tuple[Head, ...]
    rows: Rows = field(repr=False)
    dropped: tuple[Dropped, ...] = ()
    warnings: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Export:
    """A file that was opened: which tool wrote it, and every respondent's cells.

    ``ids`` names the columns, in their order; ``digest`` is the SHA-256 of the file. Of a large
    file ``rows`` are the first people's, and ``people`` and ``columns`` count everybody.
    """

    format: Format
    why: tuple[str, ...]
    ids: tuple[str, ...]
    heads: tuple[Head, ...]
    rows: Rows = field(repr=False)
    columns: tuple[Held, ...] = field(repr=False)
    people: int
    dropped: tuple[Dropped, ...]
    known: Mapping[int, Known]
    warnings: tuple[str, ...]
    digest: str

    @property
    def total(self) -> int:
        """How many rows there were: respondents, and those that were dropped."""
        return self.people + sum(one.rows for one in self.dropped)

    @property
    def whole(self) -> bool:
        """Whether everybody's row is here."""
        return len(self.rows) == self.people
