"""Scales, or the favourable shares of items, as dots with their intervals."""

from matplotlib.figure import Figure

from plgwork.charts import readings
from plgwork.charts.sentences import ALIKE, group, named, people, quoted, shown, told
from plgwork.charts.view import EVERYBODY, View
from plgwork.models.figures import Row, SuppressedTable
from plgwork.models.instruments import Instrument, Kind

CLEAR = 0.2  # means nearer than this are called alike


def title(table: SuppressedTable, instrument: Instrument, view: View = EVERYBODY) -> str:
    """The finding, from the figures: which stands highest, and which lowest."""
    rows = _rows(table, instrument, view)
    scales = bool(rows) and readings.is_scale(instrument, rows[0].item)
    known = [(row.mean, row) for row in rows if row.mean is not None]
    found = sorted(known if scales else shown(rows), key=lambda one: one[0])
    if not found:
        return "Too few people answered to show these figures"
    (low, least), (high, most) = found[0], found[-1]
    names = [f"{_name(instrument, row)} ({_figure(row, scales)})" for row in (most, least)]
    if len(found) == 1:
        return names[0] if len(rows) == 1 else f"Only one can be shown: {names[0]}"
    if high - low < (CLEAR if scales else ALIKE):
        alike = sorted({_figure(least, scales), _figure(most, scales)})
        return f"All {len(found)} stand alike, at {' to '.join(alike)}"
    return f"{names[0]} stands highest; {names[1]} lowest"


def describe(table: SuppressedTable, instrument: Instrument, view: View = EVERYBODY) -> str:
    """The picture in words: each figure with how many answered."""
    rows = _rows(table, instrument, view)
    if not rows:
        return "No figures to show."
    if not readings.is_scale(instrument, rows[0].item):
        parts = [f"{named(instrument, row.item)} {told(row)}" for row in rows]
        return f"{group(rows[0])}: favourable share of each item. {'; '.join(parts)}."
    low, high = _limits(instrument, rows)
    parts = [f"{named(instrument, row.item)} {_told(row)}" for row in rows]
    return f"{group(rows[0])}: mean of each scale, {low:.0f} to {high:.0f}. {'; '.join(parts)}."


def draw(
    table: SuppressedTable,
    instrument: Instrument,
    view: View = EVERYBODY,
    dark: bool = False,
    narrow: bool = False,
) -> Figure:
    """A dot for each scale; for each item, highest first, where nothing is scored together."""
    rows = _rows(table, instrument, view)
    dots = [readings.reading(named(instrument, row.item), row, instrument) for row in rows]
    return readings.draw(dots, _limits(instrument, rows), dark, narrow)


def _rows(table: SuppressedTable, instrument: Instrument, view: View) -> list[Row]:
    found = view.rows(table)
    scales = [found[scale.id] for scale in instrument.scales if scale.id in found]
    if scales:
        return scales
    items = [item.id for item in instrument.items if item.kind is Kind.SCALE]
    rows = [found[one] for one in items if one in found]
    order = {row.item: value for value, row in shown(rows)}
    return sorted(rows, key=lambda row: -order.get(row.item, -1.0))


def _limits(instrument: Instrument, rows: list[Row]) -> tuple[float, float]:
    both = [readings.limits(instrument, row.item) for row in rows] or [(0.0, 1.0)]
    return min(low for low, _ in both), max(high for _, high in both)


def _name(instrument: Instrument, row: Row) -> str:
    if readings.is_scale(instrument, row.item):
        return named(instrument, row.item)
    return quoted(instrument.item(row.item))


def _figure(row: Row, scales: bool) -> str:
    return f"{row.mean:.1f}" if scales and row.mean is not None else row.share


def _told(row: Row) -> str:
    return "withheld" if row.mean is None else f"{row.mean:.1f} ({people(row)})"
