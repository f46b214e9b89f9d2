"""One figure a row, as a dot with its interval: what the charts of dots and of groups share."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from plgwork.charts.canvas import BAR, Canvas, Label, canvas, put, ruler, strokes, upright
from plgwork.charts.sentences import people
from plgwork.models.figures import WITHHELD, Row
from plgwork.models.instruments import Instrument


@dataclass(frozen=True, slots=True)
class Reading:
    """What one row shows: a value with its interval, or words in its place."""

    name: str
    note: str
    words: str
    value: float | None = None
    interval: tuple[float, float] | None = None


def share(name: str, row: Row) -> Reading:
    """A row's favourable share."""
    if row.favourable is None or row.favourable.p is None:
        return Reading(name, _note(row), row.share or WITHHELD)
    return Reading(name, _note(row), row.share, row.favourable.p, row.favourable.ci95)


def mean(name: str, row: Row) -> Reading:
    """A row's mean."""
    if row.mean is None:
        return Reading(name, _note(row), WITHHELD)
    return Reading(name, _note(row), f"{row.mean:.1f}", row.mean, row.mean_ci95)


def reading(name: str, row: Row, instrument: Instrument) -> Reading:
    """The mean of a scale, the favourable share of an item."""
    return mean(name, row) if is_scale(instrument, row.item) else share(name, row)


def is_scale(instrument: Instrument, of: str) -> bool:
    """Whether an id is a scale's, not an item's."""
    return any(scale.id == of for scale in instrument.scales)


def limits(instrument: Instrument, of: str) -> tuple[float, float]:
    """The lowest and the highest that a figure can be: of a scale, by its items' answers."""
    scale = next((one for one in instrument.scales if one.id == of), None)
    if scale is None:
        return 0.0, 1.0
    items = [instrument.item(one) for one in scale.items]
    return min(item.lowest for item in items), max(i.lowest + len(i.labels) - 1 for i in items)


def draw(
    readings: Sequence[Reading],
    between: tuple[float, float],
    dark: bool,
    narrow: bool,
    line: float | None = None,
) -> Figure:
    """A dot for each, on one ruler; ``line`` marks where everybody stands."""
    low, high = between
    on = canvas([Label(one.name, one.note) for one in readings], dark, narrow)
    room = (high - low) * (0.16 if narrow else 0.03)
    on.axes.set_xlim(low - (high - low) * 0.03, high + room)
    ruler(on, _ticks(low, high, narrow))
    if line is not None:
        strokes(on, [upright(line, y - BAR / 2, y + BAR / 2) for y in on.at], "soft", 1.2, 1)
    rows = list(zip(on.at, readings, strict=True))
    _draw_dots(on, rows)
    for y, one in rows:
        _write(on, y, one, low)
    return on.figure


def _draw_dots(on: Canvas, rows: Sequence[tuple[float, Reading]]) -> None:
    known = [(y, one.value, one.interval) for y, one in rows if one.value is not None]
    spans = [((ends[0], y), (ends[1], y)) for y, _, ends in known if ends]
    strokes(on, spans, "line", 2.6, 2, alpha=0.45)
    ys, values = [y for y, *_ in known], [value for _, value, _ in known]
    on.axes.plot(values, ys, "o", color=on.colours["line"], ms=8, zorder=3)


def _write(on: Canvas, y: float, one: Reading, low: float) -> None:
    if one.value is None:
        put(on, low, y, f" {one.words}", colour="soft", ha="left", style="italic")
        return
    right = on.axes.get_xlim()[1]
    side = "right" if on.narrow else "left"
    put(on, right, y, one.words, colour="ink", weight="bold", ha=side)


def _note(row: Row) -> str:
    return "" if row.withheld else people(row)


def _ticks(low: float, high: float, narrow: bool) -> list[tuple[float, str]]:
    if high - low <= 1:
        return [(x / 100, f"{x} %") for x in range(0, 101, 50 if narrow else 25)]
    return [(x, f"{x}") for x in range(round(low), round(high) + 1)]
