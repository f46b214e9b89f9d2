"""Shares by month: a small panel for each, all on one scale."""

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator

from plgwork.charts.colours import palette
from plgwork.models.figures import Row, SuppressedTable
from plgwork.models.months import Month

CLEAR = 0.25  # of ten people, two who mark otherwise are not called a change
WIDE = {False: 9.0, True: 3.4}  # inches; a phone shows the latter nearly as it is
TALL = {False: 2.6, True: 2.1}  # of one panel
AT_MOST, AT_LEAST = "v", "^"


def title(table: SuppressedTable, names: Sequence[str], stands: str) -> str:
    """The finding, from the figures: what moved most since the first month, or how it stands.

    ``stands`` says the latter of the highest of them: ``{name}``, ``{share}`` of ``{n}``.
    """
    moves = {name: move for name in names if (move := _move(_rows(table, name))) is not None}
    if moves:
        name, most = max(moves.items(), key=lambda one: abs(one[1][1]))
        if abs(most[1]) >= CLEAR:
            return f"{name} is {'up' if most[1] > 0 else 'down'} since {_name(most[0])}"
        return f"Much as it was in {_name(next(iter(moves.values()))[0])}"
    known = {name: rows[-1] for name in names if (rows := _shown(_rows(table, name)))}
    if not known:
        return "Too few people to show these figures"
    [name, row] = max(known.items(), key=lambda one: _value(one[1]))
    return stands.format(name=name, share=row.share, n=row.n)


def describe(table: SuppressedTable, names: Sequence[str], of: str) -> str:
    """The picture in words: each share in every month; ``of`` says of what they are."""
    parts = [
        f"{name}: " + ", ".join(f"{row.share} in {_name(row.wave)}" for row in _rows(table, name))
        for name in names
    ]
    return f"Share of {of}, by month. {'; '.join(parts)}."


def draw(
    table: SuppressedTable,
    names: Sequence[str],
    dark: bool = False,
    narrow: bool = False,
    wide: float = WIDE[False],
) -> Figure:
    """A panel for each on one scale; a break where a month is withheld, or has no figure.

    ``wide`` is in inches, where it is not narrow.
    """
    colours = palette(dark)
    across = 1 if narrow else min(2, len(names))
    down = -(-len(names) // across)
    size = (WIDE[True] if narrow else wide, TALL[narrow] * down)
    figure = Figure(figsize=size, layout="constrained")
    panels = figure.subplots(down, across, sharex=True, sharey=True, squeeze=False).flat
    months = sorted({row.wave for row in table.rows})
    for panel in panels[len(names) :]:
        panel.set_visible(False)
    for panel, name in zip(panels, names, strict=False):
        _panel(panel, name, {row.wave: row for row in _rows(table, name)}, months, colours)
    return figure


def _panel(
    axes: Axes,
    name: str,
    rows: Mapping[str, Row],
    months: Sequence[str],
    colours: Mapping[str, str],
) -> None:
    shares = [row.favourable if (row := rows.get(one)) else None for one in months]
    values = [float("nan") if one is None or one.p is None else one.p for one in shares]
    axes.plot(values, color=colours["line"], linewidth=2, marker="o", markersize=6)
    for at, month in enumerate(months):
        if month in rows:
            _point(axes, at, rows[month], colours)
    axes.set_title(name, loc="left", fontsize=12, color=colours["ink"], fontweight="bold")
    axes.set_ylim(-0.08, 1.32)  # room for two lines above the highest point
    axes.set_xlim(-0.5, max(len(months) - 0.5, 1.5))
    axes.yaxis.set_major_locator(FixedLocator([0, 0.5, 1]))
    axes.set_yticklabels(["0 %", "50 %", "100 %"])
    axes.xaxis.set_major_locator(FixedLocator(list(range(len(months)))))
    axes.set_xticklabels([Month.parse(one).name[:3] for one in months])
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


def _rows(table: SuppressedTable, name: str) -> list[Row]:
    return sorted(table.of(item=name), key=lambda one: one.wave)


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
