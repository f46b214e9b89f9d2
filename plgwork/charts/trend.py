"""Items or scales over waves: small panels; the line breaks where the wording changed."""

import textwrap
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from plgwork.charts import readings
from plgwork.charts.colours import palette
from plgwork.charts.sentences import ALIKE, named, people, quoted
from plgwork.charts.view import waves
from plgwork.models.figures import Row, SuppressedTable
from plgwork.models.instruments import Instrument

Changed = Collection[tuple[str, str]]  # item and the wave from which its wording is another
LEAST_NAME = 7  # letters to a line of a wave's name
Place = tuple[tuple[int, int], str]  # points to the side, and the side of the words
CLEAR = 0.05  # means that moved less than this part of their scale are called much as they were
TALL = {False: 2.7, True: 2.7}  # inches of a panel, by narrow
WORDS = {False: 50, True: 44}  # letters to a line of its name


def title(
    table: SuppressedTable, instrument: Instrument, of: Sequence[str], changed: Changed = ()
) -> str:
    """The finding, from the figures: what moved most since the wave before, as one wording."""
    moves = {one: move for one in of if (move := _move(table, instrument, one, changed))}
    if not moves:
        return "No two waves can be compared yet"
    item, (by, before, now) = max(moves.items(), key=lambda one: abs(one[1][0]))
    if abs(by) < (CLEAR if readings.is_scale(instrument, item) else ALIKE):
        return f"Much as it was in {before.wave}"
    scale = readings.is_scale(instrument, item)
    name = named(instrument, item) if scale else quoted(instrument.item(item), 60)
    way = "up" if by > 0 else "down"
    figures = f"{_words(before, instrument)} to {_words(now, instrument)}"
    return f"{name} is {way} since {before.wave}: {figures}"


def describe(
    table: SuppressedTable, instrument: Instrument, of: Sequence[str], changed: Changed = ()
) -> str:
    """The picture in words: each figure by wave, and where the wording changed."""
    parts = []
    for one in of:
        told = []
        for row in _rows(table, one):
            new = "with new wording " if (one, row.wave) in changed else ""
            told.append(f"{row.wave} {new}{_words(row, instrument)}")
        parts.append(f"{named(instrument, one)} {', '.join(told)}")
    return f"By wave. {'; '.join(parts)}."


def draw(
    table: SuppressedTable,
    instrument: Instrument,
    of: Sequence[str],
    changed: Changed = (),
    dark: bool = False,
    narrow: bool = False,
) -> Figure:
    """A panel for each, all on one ruler where they are of one kind."""
    columns = 1 if narrow or len(of) == 1 else 2
    down = max(-(-len(of) // columns), 1)
    width = 3.4 if narrow else 9.0
    figure = Figure(figsize=(width, TALL[narrow] * down))
    colours = palette(dark)
    for i, one in enumerate(of):
        across, row = i % columns, i // columns
        part = 1 / columns
        left = across * part + 0.5 / width
        bottom = 1 - (row + 1) / down + 0.62 / (TALL[narrow] * down)
        size = part - 0.95 / width, (TALL[narrow] - 1.32) / (TALL[narrow] * down)
        _panel(figure.add_axes((left, bottom, *size)), table, instrument, one, changed, colours)
    return figure


def _panel(
    axes: Axes,
    table: SuppressedTable,
    instrument: Instrument,
    of: str,
    changed: Changed,
    colours: Mapping[str, str],
) -> None:
    low, high = readings.limits(instrument, of)
    rows = _rows(table, of)
    shown = [readings.reading(row.wave, row, instrument) for row in rows]
    axes.set_xlim(-0.55, max(len(rows) - 0.45, 0.55))
    axes.set_ylim(low - 0.02 * (high - low), high + 0.02 * (high - low))
    for i, one in enumerate(shown):
        _mark(axes, i, one, low + 0.53 * (high - low), _beside(i, shown), colours)
    for i, (one, two) in enumerate(pairwise(shown)):
        same = (of, two.name) not in changed
        if same and one.value is not None and two.value is not None:
            axes.plot([i, i + 1], [one.value, two.value], color=colours["line"], lw=2)
        elif not same:
            axes.axvline(i + 0.5, color=colours["soft"], lw=1, ls=(0, (2, 3)))
            axes.text(
                i + 0.5,
                high,
                "new wording",
                fontsize=8,
                color=colours["soft"],
                ha="center",
                va="bottom",
            )
    _frame(axes, instrument, of, rows, colours)


def _mark(
    axes: Axes,
    i: int,
    one: readings.Reading,
    middle: float,
    place: Place,
    colours: Mapping[str, str],
) -> None:
    if one.value is None:
        words = textwrap.fill(one.words, 9)
        axes.text(
            i, middle, words, fontsize=8.5, style="italic", color=colours["soft"], ha="center"
        )
        return
    if one.interval:
        axes.plot([i, i], one.interval, color=colours["line"], lw=2.4, alpha=0.4)
    axes.plot([i], [one.value], "o", color=colours["line"], ms=6)
    axes.annotate(
        one.words,
        (i, one.value),
        place[0],
        textcoords="offset points",
        va="center",
        ha=place[1],
        fontsize=9.5,
        fontweight="bold",
        color=colours["ink"],
    )


def _beside(i: int, shown: Sequence[readings.Reading]) -> Place:
    """Where a point's figure has room: outside the ends, else on the side the line leaves free."""
    if i == 0:
        return (-7, 0), "right"
    if i == len(shown) - 1:
        return (7, 0), "left"
    around = [one.value for one in (shown[i - 1], shown[i + 1]) if one.value is not None]
    own = shown[i].value or 0.0
    low = bool(around) and own < sum(around) / len(around)
    return (4, -11 if low else 11), "left"


def _frame(
    axes: Axes, instrument: Instrument, of: str, rows: list[Row], colours: Mapping[str, str]
) -> None:
    inches = axes.figure.get_figwidth() * axes.get_position().width  # type: ignore[union-attr]  # a figure, not a part of one
    letters = round(13.5 * (inches + 0.35))
    lines = textwrap.wrap(named(instrument, of), letters)
    text = "\n".join(lines if len(lines) < 3 else [lines[0], f"{lines[1][: letters - 2]}…"])
    ink = colours["ink"]
    axes.set_title(text, loc="left", fontsize=10, color=ink, pad=14, parse_math=False)
    low, high = readings.limits(instrument, of)
    axes.set_yticks([low, (low + high) / 2, high])
    share = not readings.is_scale(instrument, of)
    axes.set_yticklabels([f"{100 * y:.0f} %" if share else f"{y:g}" for y in axes.get_yticks()])
    _name_waves(axes, rows, 12 * inches)
    axes.tick_params(colors=colours["soft"], length=0, labelsize=9)
    axes.grid(axis="y", color=colours["grid"], lw=0.8)
    axes.set_axisbelow(True)
    axes.patch.set_alpha(0)
    for side in axes.spines.values():
        side.set_visible(False)


def _rows(table: SuppressedTable, of: str) -> list[Row]:
    """Everybody's row in each wave, in the order of the table."""
    found = {row.wave: row for row in table.of(item=of, by=())}
    return [found[wave] for wave in waves(table) if wave in found]


def _move(
    table: SuppressedTable, instrument: Instrument, of: str, changed: Changed
) -> tuple[float, Row, Row] | None:
    rows = _rows(table, of)
    if len(rows) < 2 or (of, rows[-1].wave) in changed:
        return None
    before, now = (readings.reading("", row, instrument).value for row in rows[-2:])
    low, high = readings.limits(instrument, of)
    if before is None or now is None:
        return None
    return (now - before) / (high - low), rows[-2], rows[-1]


def _name_waves(axes: Axes, rows: list[Row], letters: float) -> None:
    """Names of waves on two lines at most, every other one where there is no room for all."""
    every = max(1, -(-len(rows) * LEAST_NAME // int(letters)))
    wide = int(letters * every / max(len(rows), 1)) - 1
    names = []
    for row in rows[::every]:
        lines = textwrap.wrap(row.wave, max(wide, LEAST_NAME), max_lines=2, placeholder="…")
        names.append("\n".join([*lines, people(row)]))
    axes.set_xticks(range(0, len(rows), every), names, parse_math=False)


def _words(row: Row, instrument: Instrument) -> str:
    return readings.reading("", row, instrument).words
