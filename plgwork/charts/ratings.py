"""A facilitator's own marks by month: four small panels, one for each area."""

from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator

from plgwork.charts.colours import palette
from plgwork.models.months import Month
from plgwork.models.progress import Line, Trend

CLEAR = 0.4  # a mean of four marks moves this much when two of them move by nearly one point


def title(trend: Trend) -> str:
    """The finding, from the figures: what rose most, what fell or stayed lowest."""
    moves = {line.name: _move(line) for line in trend.areas}
    known = {name: move for name, move in moves.items() if move is not None}
    if not known:
        return "Your marks begin here"
    name, most = max(known.items(), key=lambda one: one[1])
    least_name, least = min(known.items(), key=lambda one: one[1])
    if most >= CLEAR and least <= -CLEAR:
        return f"{name} is up since {_since(trend, name)}; {least_name.lower()} is down"
    if most >= CLEAR:
        return f"{name} moved most since {_since(trend, name)}{_lowest(trend)}"
    if sum(move <= -CLEAR for move in known.values()) > 1:
        return f"{least_name} fell most since {_since(trend, least_name)}"
    if least <= -CLEAR:
        return f"{least_name} is down since {_since(trend, least_name)}; the rest held"
    return f"Much as it was in {_since(trend, *known)}{_lowest(trend)}"


def describe(trend: Trend) -> str:
    """The picture in words: each area's first and last mean."""
    parts = []
    for line in trend.areas:
        given = _given(line)
        if len(given) > 1:
            (i, first), (j, last) = given[0], given[-1]
            names = _name(trend, i), _name(trend, j)
            parts.append(f"{line.name} {first:.1f} in {names[0]}, {last:.1f} in {names[1]}")
        elif given:
            parts.append(f"{line.name} {given[0][1]:.1f} in {_name(trend, given[0][0])}")
    return "Mean of four marks, from 1 to 5, by month. " + ("; ".join(parts) or "None so far") + "."


def draw(trend: Trend, dark: bool = False) -> Figure:
    """Four panels on one scale, each line labelled with its last value."""
    colours = palette(dark)
    figure = Figure(figsize=(9, 5.2), layout="constrained")
    axes = figure.subplots(2, 2, sharex=True, sharey=True)
    for panel, line in zip(axes.flat, trend.areas, strict=True):
        _panel(panel, line, trend, colours)
    return figure


def _panel(axes: Axes, line: Line, trend: Trend, colours: Mapping[str, str]) -> None:
    given = _given(line)
    values = [float("nan") if value is None else value for value in line.values]
    axes.plot(values, color=colours["line"], linewidth=2, marker="o", markersize=4.5)
    if given:
        i, last = given[-1]
        axes.annotate(
            f"{last:.1f}",
            (i, last),
            (7, 0),
            textcoords="offset points",
            va="center",
            color=colours["ink"],
            fontweight="bold",
            fontsize=11,
        )
    axes.set_title(line.name, loc="left", fontsize=12, color=colours["ink"], fontweight="bold")
    axes.set_ylim(trend.lowest - 0.2, trend.highest + 0.2)
    axes.set_xlim(-0.4, max(len(trend.months) - 0.2, 1.8))
    axes.yaxis.set_major_locator(FixedLocator([1, 2, 3, 4, 5]))
    axes.xaxis.set_major_locator(FixedLocator(list(range(0, len(trend.months), _every(trend)))))
    axes.set_xticklabels([_label(m) for m in trend.months[:: _every(trend)]])
    axes.tick_params(colors=colours["soft"], length=0, labelsize=10)
    axes.grid(axis="y", color=colours["grid"], linewidth=0.8)
    axes.set_axisbelow(True)
    for side in axes.spines.values():
        side.set_visible(False)


def _every(trend: Trend) -> int:
    return 1 if len(trend.months) <= 6 else 2 if len(trend.months) <= 12 else 3


def _label(month: str) -> str:
    return Month.parse(month).name[:3]


def _name(trend: Trend, i: int) -> str:
    month = Month.parse(trend.months[i])
    return f"{month.name} {month.year}"


def _given(line: Line) -> list[tuple[int, float]]:
    return [(i, value) for i, value in enumerate(line.values) if value is not None]


def _move(line: Line) -> float | None:
    given = _given(line)
    return given[-1][1] - given[0][1] if len(given) > 1 else None


def _since(trend: Trend, *names: str) -> str:
    first = min(_given(line)[0][0] for line in trend.areas if line.name in names)
    return Month.parse(trend.months[first]).name


def _lowest(trend: Trend) -> str:
    """Which area is lowest now; nothing where several are."""
    last = {line.name: _given(line)[-1][1] for line in trend.areas if _given(line)}
    lowest = [name for name, value in last.items() if value == min(last.values())]
    return f"; {lowest[0].lower()} is lowest now" if len(lowest) == 1 else ""
