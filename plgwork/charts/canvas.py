"""Rows with their names: what bars and dots are drawn on. One inch of height is one unit of y."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from plgwork.charts.colours import palette
from plgwork.charts.lettering import Word

WIDE, NARROW = 9.0, 3.4  # inches
NAMES = 3.5  # inches for the names, where they stand beside
SPARE = {False: 0.95, True: 0.12}  # inches to the right of what is drawn, for words; by narrow
LINE, NOTE = 0.185, 0.165  # inches that a line takes
LETTERS = {False: 40, True: 40}  # to a line, by narrow
BAR = 0.3  # inches
Line = tuple[tuple[float, float], tuple[float, float]]  # from a point to another


@dataclass(frozen=True, slots=True)
class Label:
    """What a row is called, and the small words under it."""

    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Canvas:
    """Where to draw: ``at`` is the middle of each row, in inches below the top."""

    figure: Figure
    axes: Axes
    colours: Mapping[str, str]
    at: tuple[float, ...]
    narrow: bool


def canvas(
    labels: Sequence[Label], dark: bool, narrow: bool, head: float = 0.1, foot: float = 0.3
) -> Canvas:
    """An empty drawing with a row for each label: its name beside it, above it where narrow."""
    colours = palette(dark)
    texts = [_lines(label, narrow) for label in labels]
    heights = [_height(text, note, narrow) for text, note in texts]
    width, height = NARROW if narrow else WIDE, head + sum(heights) + foot
    figure = Figure(figsize=(width, height))
    left = 0.12 if narrow else NAMES
    axes = figure.add_axes((left / width, 0, 1 - (left + SPARE[narrow]) / width, 1))
    axes.set_ylim(height, 0)
    axes.set_axis_off()
    at, top = [], head
    for (text, note), row in zip(texts, heights, strict=True):
        _name(axes, text, note, top, row, colours, narrow)
        at.append(top + row - 0.06 - BAR / 2 if narrow else top + row / 2)
        top += row
    return Canvas(figure, axes, colours, tuple(at), narrow)


def ruler(on: Canvas, ticks: Sequence[tuple[float, str]]) -> None:
    """Light lines through the rows, named under the last."""
    bottom, half = on.axes.get_ylim()[0], BAR / 2 + 0.02
    # Where names stand above their rows, no line may cross them.
    spans = [(y - half, y + half) for y in on.at]
    if on.at and not on.narrow:
        spans = [(on.at[0] - half, bottom - 0.26)]
    strokes(on, [upright(x, *span) for x, _ in ticks for span in spans], "grid", 0.8, 0)
    for i, (x, name) in enumerate(ticks):
        side = "left" if i == 0 else "right" if i == len(ticks) - 1 else "center"
        put(on, x, bottom - 0.14, name, 9, "soft", ha=side if on.narrow else "center")


def upright(x: float, top: float, bottom: float) -> Line:
    """A line for ``strokes``, at x from one y to another."""
    return (x, top), (x, bottom)


def strokes(
    on: Canvas,
    lines: Sequence[Line],
    colour: str,
    width: float,
    over: int,
    alpha: float = 1.0,
) -> None:
    """Straight lines from point to point, drawn as one: so many times faster than one by one."""
    ends = [end for line in lines for end in line]
    how = {"ec": on.colours[colour], "lw": width, "alpha": alpha, "capstyle": "projecting"}
    if lines:
        path = Path(ends, [Path.MOVETO, Path.LINETO] * len(lines))
        on.axes.add_artist(PathPatch(path, fill=False, zorder=over, **how))


def put(
    on: Canvas, x: float, y: float, words: str, size: float = 9.5, colour: str = "ink", **how: str
) -> None:
    """Words at a place, in the middle of their line."""
    how = {"ha": "center", **how}
    ink = on.colours.get(colour, colour)
    _set(on.axes, x, y, words, size, ink, **how)


def _lines(label: Label, narrow: bool) -> tuple[list[str], list[str]]:
    letters = LETTERS[narrow]
    return textwrap.wrap(label.text, letters), textwrap.wrap(label.note, round(1.2 * letters))


def _height(text: list[str], note: list[str], narrow: bool) -> float:
    words = LINE * len(text) + NOTE * len(note)
    return words + BAR + 0.2 if narrow else max(words, BAR) + 0.2


def _name(
    axes: Axes,
    text: list[str],
    note: list[str],
    top: float,
    row: float,
    colours: Mapping[str, str],
    narrow: bool,
) -> None:
    words = LINE * len(text) + NOTE * len(note)
    y = top + 0.04 if narrow else top + (row - words) / 2
    place = axes.get_yaxis_transform()
    x, side = (0.0, "left") if narrow else (-0.04, "right")
    for size, colour, step, lines in ((10, "ink", LINE, text), (8.5, "soft", NOTE, note)):
        for line in lines:
            _set(axes, x, y + step / 2, line, size, colours[colour], ha=side, transform=place)
            y += step


def _set(axes: Axes, x: float, y: float, words: str, size: float, colour: str, **how: Any) -> None:
    # “$5 or $10” is no formula.
    word = Word(x, y, words, fontsize=size, color=colour, va="center", parse_math=False, **how)
    axes.add_artist(word)
    word.set_clip_on(False)  # names stand beside the axes
