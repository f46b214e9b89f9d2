"""Items as bars that part in the middle: what was answered, lowest on the left."""

import textwrap
from collections.abc import Iterator, Sequence
from enum import StrEnum

from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from plgwork.charts.canvas import BAR, Canvas, Label, canvas, put, strokes, upright
from plgwork.charts.colours import ink_on, levels
from plgwork.charts.lettering import Numerals
from plgwork.charts.sentences import ALIKE, group, people, quoted, shown, told
from plgwork.charts.view import EVERYBODY, View
from plgwork.models.figures import WITHHELD, Row, SuppressedTable
from plgwork.models.instruments import Instrument, Item, Kind

LEAST = {False: 0.05, True: 0.11}  # a smaller share has no room for its figure; by narrow
APART = 1.08  # where the middle answer begins, when it stands apart
LEAST_RIGHT = 0.6  # room for words in the place of a bar
KEY = 0.26  # inches that a line of the key takes
KEY_WIDTH = {False: 7.9, True: 3.2}


class Neutral(StrEnum):
    """Where the middle answer stands."""

    MIDDLE = "middle"  # half of it on either side
    APART = "apart"  # to the right of all, so that the sides alone are compared


Pairs = list[tuple[Row, Item]]
Piece = tuple[float, float, str, float]  # from, to, colour, share
Placed = tuple[float, float, float, str, float]  # the middle of its bar, and the piece


def title(table: SuppressedTable, instrument: Instrument, view: View = EVERYBODY) -> str:
    """The finding, from the figures: the item answered most favourably, and the least."""
    pairs = _pairs(table, instrument, view)
    items = {row.item: quoted(item) for row, item in pairs}
    found = sorted(shown(row for row, _ in pairs), key=lambda one: one[0])
    if not found:
        return "Too few people answered to show the items"
    (low, least), (high, most) = found[0], found[-1]
    if len(found) == 1:
        return f"{most.share} favourable: {items[most.item]}"
    if high - low < ALIKE:
        return f"The {len(found)} items were answered alike: {_range(least, most)} favourable"
    return (
        f"Most favourable: {items[most.item]} ({most.share}); "
        f"least: {items[least.item]} ({least.share})"
    )


def describe(table: SuppressedTable, instrument: Instrument, view: View = EVERYBODY) -> str:
    """The picture in words: each item's favourable share, or that it is withheld."""
    pairs = _pairs(table, instrument, view)
    if not pairs:
        return "No items to show."
    parts = "; ".join(f"{item.text} {told(row)}" for row, item in pairs)
    return f"{group(pairs[0][0])}: what was answered to each item, lowest answers left. {parts}."


def draw(
    table: SuppressedTable,
    instrument: Instrument,
    view: View = EVERYBODY,
    neutral: Neutral = Neutral.MIDDLE,
    dark: bool = False,
    narrow: bool = False,
) -> Figure:
    """A bar for each item, in the order of the questionnaire."""
    pairs = _pairs(table, instrument, view)
    alike = len({item.labels for _, item in pairs}) == 1
    key = _key(pairs[0][1].labels if alike else ("lowest", "middle", "highest"), narrow)
    labels = [Label(item.text, _note(row, item, alike, narrow)) for row, item in pairs]
    on = canvas(labels, dark, narrow, head=0.15 + KEY * (1 + max(line for line, *_ in key)))
    _draw_key(on, key)
    _draw_bars(on, [row for row, _ in pairs], neutral)
    return on.figure


def _pairs(table: SuppressedTable, instrument: Instrument, view: View) -> Pairs:
    found = view.rows(table)
    items = [item for item in instrument.items if item.kind is Kind.SCALE]
    return [(found[item.id], item) for item in items if item.id in found]


def _range(least: Row, most: Row) -> str:
    return least.share if least.share == most.share else f"{least.share} to {most.share}"


def _note(row: Row, item: Item, alike: bool, narrow: bool) -> str:
    said = "" if row.withheld else people(row)
    if narrow and row.counts is not None and row.share:  # beside the bar there is no room for it
        said = f"{row.share} favourable, {said}"
    if alike:
        return said
    ends = f"{item.labels[0]} – {item.labels[-1]}"
    whole = said.replace(" ", "\N{NO-BREAK SPACE}")  # stays on one line
    return f"{ends} · {whole}" if said else ends


def _pieces(counts: tuple[int, ...], neutral: Neutral) -> Iterator[Piece]:
    """Where each answer's part of the bar lies: what is below the middle left of nought."""
    total, half = sum(counts) or 1, len(counts) // 2
    middle = counts[half] / total if len(counts) % 2 else 0.0
    apart = neutral is Neutral.APART and len(counts) % 2 == 1
    x = -sum(counts[:half]) / total - (0.0 if apart else middle / 2)
    for i, (count, colour) in enumerate(zip(counts, levels(len(counts)), strict=True)):
        share = count / total
        if apart and i == half:
            yield APART, APART + share, colour, share
        else:
            yield x, x + share, colour, share
            x += share


def _draw_bars(on: Canvas, rows: list[Row], neutral: Neutral) -> None:
    pieces: list[Placed] = [
        (y, *piece)
        for y, row in zip(on.at, rows, strict=True)
        for piece in _pieces(row.counts or (), neutral)
    ]
    ends = [x for _, left, right, *_ in pieces for x in (left, right)]
    edge = max((*ends, LEAST_RIGHT)) + 0.02
    on.axes.set_xlim(min((*ends, -0.1)) - 0.02, edge)
    reach = BAR / 2 + 0.06
    strokes(on, [upright(0, y - reach, y + reach) for y in on.at], "soft", 0.8, 0)
    _fill(on, pieces)
    _figure_shares(on, [one for one in pieces if one[-1] >= LEAST[on.narrow]])
    for y, row in zip(on.at, rows, strict=True):
        _write(on, y, row, edge)


def _fill(on: Canvas, pieces: Sequence[Placed]) -> None:
    for colour in dict.fromkeys(colour for *_, colour, _ in pieces):
        boxes = [_box(*one[:3]) for one in pieces if one[3] == colour]
        parts = Path.make_compound_path(*boxes)
        on.axes.add_artist(PathPatch(parts, fc=colour, ec=on.colours["paper"], lw=0.6))


def _box(y: float, left: float, right: float) -> Path:
    low, high = y - BAR / 2, y + BAR / 2
    return Path([(left, low), (right, low), (right, high), (left, high), (left, low)], closed=True)


def _figure_shares(on: Canvas, pieces: Sequence[Placed]) -> None:
    inks = [ink_on(colour) for *_, colour, _ in pieces]
    for ink in dict.fromkeys(inks):
        own = [one for one, its in zip(pieces, inks, strict=True) if its == ink]
        words = [f"{100 * share:.0f}" for *_, share in own]
        places = [((left + right) / 2, y) for y, left, right, *_ in own]
        on.axes.add_artist(Numerals(on.axes, words, places, ink, 9))


def _write(on: Canvas, y: float, row: Row, edge: float) -> None:
    """The words of a row that has no bar; the favourable share beside one that has."""
    if row.counts is None:
        words = WITHHELD if row.withheld else f"{row.share} favourable"
        put(on, 0.02, y, words, colour="soft", ha="left", style="italic")
    elif not on.narrow and row.share:
        put(on, edge, y, f" {row.share}", colour="ink", ha="left", weight="bold")


def _key(labels: tuple[str, ...], narrow: bool) -> list[tuple[int, float, str, str]]:
    """Line, inches from the left, colour and name of each answer."""
    line, x, key = 0, 0.0, []
    for name, colour in zip(labels, levels(len(labels)), strict=True):
        name = textwrap.shorten(name, 40, placeholder="…")
        width = 0.42 + 0.076 * len(name)
        if x and x + width > KEY_WIDTH[narrow]:
            line, x = line + 1, 0.0
        key.append((line, x, colour, name))
        x += width
    return key


def _draw_key(on: Canvas, key: list[tuple[int, float, str, str]]) -> None:
    width, height = on.figure.get_figwidth(), on.figure.get_figheight()
    if not on.narrow:
        x, y, soft = 1 - 0.25 / width, 1 - 0.17 / height, on.colours["soft"]
        on.figure.text(x, y, "favourable", fontsize=8.5, va="center", ha="right", color=soft)
    for line, x, colour, name in key:
        y = 1 - (0.17 + KEY * line) / height
        x = (0.12 + x) / width
        corner = (x, y - 0.08 / height)
        on.figure.add_artist(Rectangle(corner, 0.16 / width, 0.16 / height, fc=colour, lw=0))
        ink, x = on.colours["ink"], x + 0.22 / width
        on.figure.text(x, y, name, fontsize=9, va="center", color=ink, parse_math=False)
