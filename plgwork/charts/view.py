"""Which rows of a table one looks at."""

from collections.abc import Iterator
from dataclasses import dataclass

from plgwork.models.figures import Row, SuppressedTable


@dataclass(frozen=True, slots=True)
class View:
    """One group (everybody, unless named) in one wave: the latest, unless named."""

    by: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    wave: str | None = None

    def rows(self, table: SuppressedTable) -> dict[str, Row]:
        """The row of each item and scale."""
        wave = latest(table) if self.wave is None else self.wave
        return {row.item: row for row in table.of(by=self.by, wave=wave) if row.group == self.group}


EVERYBODY = View()


def waves(table: SuppressedTable) -> list[str]:
    """The waves, in the order of the table."""
    return list(dict.fromkeys(row.wave for row in table.rows))


def latest(table: SuppressedTable) -> str:
    """The last wave of the table."""
    return waves(table)[-1] if table.rows else ""


def groups(table: SuppressedTable, of: str, by: tuple[str, ...]) -> Iterator[Row]:
    """An item's row for each group of a breakdown, in the latest wave."""
    return table.of(item=of, by=by, wave=latest(table))
