"""How a cohort marked its months: a small panel for each area, its share by month."""

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator

from plgwork.charts.colours import palette
from plgwork.models.figures import Row, SuppressedTable
from plgwork.models.months import Month

CLEAR = 0.25  # of ten people, two who mark otherwise are not called a change
SIZES = {False: (9, 5.2), True: (3.4, 8.4)}  # inches; a phone shows the latter nearly as it is
AT_MOST, AT_LEAST = "v", "^"


def title(table: SuppressedTable, areas: Sequence[str]) -> str:
    """The finding, from the figures: what moved most since the first month, or how it stands."""
    moves = {area: move for area in areas if (move := _move(_rows(table, area))) is not None}
    if moves:
        name, most = max(moves.items(), key=lambda one: abs(one[1][1]))
        if abs(most[1]) >= CLEAR:
            return f"{name} is {'up' if most[1] > 0 else 'down'} since {_name(most[0])}"
        return f"Much as it was in {_name(next(iter(moves.values()))[0])}"
    known = {area: rows[-1] for area in areas if (rows := _shown(_rows(table, area)))}
    if not known:
        return "Too few people marked to show these figures"
    [name, row] = max(known.items(), key=lambda one: _value(one[1]))
    return f"{name} stands highest: {row.share} of {row.n} marked it 4 or 5"


def describe(table: SuppressedTable, areas: Sequence[str]) -> str:
    """The picture in words: each area's share in every month."""
    parts = [
        f"{area}: " + ", ".join(f"{row.share} in {_name(row.wave)}" for row in _rows(table, area))
        for area in areas
    ]
    return f"Share of people who marked 4 or 5, by month. {'; '.join(parts)}."


def draw(
    table: SuppressedTable, areas: Sequence[str], dark: bool = False, narrow: bool = False
) -> Figure:
    """Four panels on one scale; a break where a month is withheld."""
    colours = palette(dark)
    figure = Figure(figsize=SIZES[narrow], layout="constrained")
    shape = (len(areas), 1) if narrow else (2, 2)
    panels = figure.subplots(*shape, sharex=True, sharey=True)
    for panel, area in zip(panels.flat, areas, strict=True):
        _panel(panel, area, _rows(table, area), colours)
    return figure


def _panel(axes: Axes, area: str, rows: Sequence[Row], colours: Mapping[str, str]) -> None:
    plain = [one.favourable.p if one.favourable else None for one in rows]
    values = [float("nan") if one is None else one for one in plain]
    axes.plot(values, color=colours["line"], linewidth=2, marker="o", markersize=6)
    for at, row in enumerate(rows):
        _point(axes, at, row, colours)
    axes.set_title(area, loc="left", fontsize=12, color=colours["ink"], fontweight="bold")
    axes.set_ylim(-0.08, 1.16)
    axes.set_xlim(-0.5, max(len(rows) - 0.5, 1.5))
    axes.yaxis.set_major_locator(FixedLocator([0, 0.5, 1]))
    axes.set_yticklabels(["0 %", "50 %", "100 %"])
    axes.xaxis.set_major_locator(FixedLocator(list(range(len(rows)))))
    axes.set_xticklabels([Month.parse(one.wave).name[:3] for one in rows])
    axes.tick_params(colors=colours["soft"], length=0, labelsize=10)
    axes.grid(axis="y", color=colours["grid"], linewidth=0.8)
    axes.set_axisbelow(True)
    for side in axes.spines.values():
        side.set_visible(False)


def _point(axes: Axes, at: int, row: Row, colours: Mapping[str, str]) -> None:
    if row.withheld or row.favourable is None:
        axes.annotate("withheld", (at, 0.02), ha="center", color=colours["soft"], fontsize=9)
        return
    if mark := _coded(row):
        axes.plot([at], [_value(row)], mark, color=colours["line"], markersize=8)
    words = row.share.replace(" or ", "\nor ")
    above = ((at, _value(row)), (0, 7))
    ink = colours["ink"]
    axes.annotate(words, *above, textcoords="offset points", ha="center", color=ink, fontsize=9)


def _rows(table: SuppressedTable, area: str) -> list[Row]:
    return sorted(table.of(item=area), key=lambda one: one.wave)


def _shown(rows: Sequence[Row]) -> list[Row]:
    return [one for one in rows if not one.withheld]


def _value(row: Row) -> float:
    """Where a share stands; of one whose end is coded, that end."""
    if row.favourable is None:
        return 0.0
    return row.favourable.p if row.favourable.p is not None else int(row.share.split()[0]) / 100


def _move(rows: Sequence[Row]) -> tuple[str, float] | None:
    """The first month that is shown, and by how much the last one differs from it."""
    shown = _shown(rows)
    if len(shown) < 2:
        return None
    first, last = shown[0], shown[-1]
    # Two coded ends on one side may be the same, or not.
    same = _coded(first) is not None and _coded(first) == _coded(last)
    return first.wave, 0.0 if same else _value(last) - _value(first)


def _coded(row: Row) -> str | None:
    """The mark of a share whose end is coded."""
    if row.favourable is None or row.favourable.p is not None:
        return None
    return AT_LEAST if row.share.endswith("more") else AT_MOST


def _name(month: str) -> str:
    found = Month.parse(month)
    return f"{found.name} {found.year}"
