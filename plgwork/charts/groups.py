"""One item or scale by group: a dot for each group, beside where everybody stands."""

from matplotlib.figure import Figure

from plgwork.charts import readings
from plgwork.charts.sentences import ALIKE, group, named, people, quoted, standing, told
from plgwork.charts.view import EVERYBODY
from plgwork.charts.view import groups as rows_of
from plgwork.models.figures import Row, SuppressedTable
from plgwork.models.instruments import Instrument

CLEAR = 0.2  # means nearer than this are called alike


def title(
    table: SuppressedTable,
    instrument: Instrument,
    of: str,
    by: tuple[str, ...],
    by_chance: bool = False,
) -> str:
    """The finding, from the figures: which groups stand furthest apart.

    ``by_chance``: chance alone could have made that, and the title must not hide it.
    """
    scale = readings.is_scale(instrument, of)
    name = named(instrument, of).rstrip(".:; ") if scale else quoted(instrument.item(of), 60)
    found = sorted(_found(table, of, by, scale), key=lambda one: one[0])
    if len(found) < 2:
        return f"{name}: too few groups can be shown to compare them"
    (low, least), (high, most) = found[0], found[-1]
    doubt = "; chance alone could make that" if by_chance else ""
    words = [f"{group(row)} ({_figure(row)})" for row in (most, least)]
    if len(found) < sum(not row.withheld for row in rows_of(table, of, by)):
        return f"{name}: {words[0]}, {words[1]}; others may lie above or below{doubt}"
    if high - low < (CLEAR if scale else ALIKE):
        return f"{name}: the groups shown answered alike"
    return f"{name}: {words[0]} highest, {words[1]} lowest{doubt}"


def describe(table: SuppressedTable, instrument: Instrument, of: str, by: tuple[str, ...]) -> str:
    """The picture in words: each group's figure, or that it is withheld."""
    rows = list(rows_of(table, of, by))
    scale = readings.is_scale(instrument, of)
    parts = [f"{group(row)} {_told(row) if scale else told(row)}" for row in rows]
    what = "Mean" if scale else "Favourable share"
    whole = EVERYBODY.rows(table).get(of)
    if whole is not None:
        parts.append(f"Everyone {_told(whole) if scale else told(whole)}")
    groups = " and ".join(by).replace("-", " ")
    return f"{what} by {groups}: {named(instrument, of)} {'; '.join(parts)}."


def draw(
    table: SuppressedTable,
    instrument: Instrument,
    of: str,
    by: tuple[str, ...],
    dark: bool = False,
    narrow: bool = False,
) -> Figure:
    """A dot for each group, in the order of the table; a short line where everybody stands."""
    rows = list(rows_of(table, of, by))
    dots = [readings.reading(group(row), row, instrument) for row in rows]
    whole = EVERYBODY.rows(table).get(of)
    line = None
    if whole is not None:
        everybody = readings.reading("Everyone", whole, instrument)
        line = everybody.value
        dots.append(everybody)
    return readings.draw(dots, readings.limits(instrument, of), dark, narrow, line)


def _found(
    table: SuppressedTable, of: str, by: tuple[str, ...], scale: bool
) -> list[tuple[float, Row]]:
    values = [(row.mean if scale else standing(row), row) for row in rows_of(table, of, by)]
    return [(value, row) for value, row in values if value is not None]


def _figure(row: Row) -> str:
    return row.share or f"{row.mean:.1f}"


def _told(row: Row) -> str:
    return "withheld" if row.mean is None else f"{row.mean:.1f} ({people(row)})"
