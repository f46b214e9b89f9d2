"""A measure of a purpose over time: its values, and the target it should reach."""

from collections.abc import Mapping
from datetime import date

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from plgwork.charts.colours import palette
from plgwork.models.agreements import Direction, Measure

TALL = 2.6  # inches
ROOM = 0.18  # of the height, above and below
NEAREST = {False: 0.13, True: 0.27}  # of the span, two dates that can both be named; by narrow


def title(measure: Measure) -> str:
    """The finding, from the figures: whether the target is reached, and how it moved."""
    goal, last = measure.goal, measure.last
    if last is None:
        return f"{goal.name}: no value yet"
    if measure.reached:
        return f"{goal.name}: {_said(measure, last[1])}, at the target"
    first = measure.values[min(measure.values)]
    before, now = (abs(value - goal.target) for value in (first, last[1]))
    way = "closer to" if now < before else "further from"
    moved = f", {way} the target of {goal.target:g} than at first" if now != before else ""
    return f"{goal.name}: {_said(measure, last[1])}{moved}"


def describe(measure: Measure) -> str:
    """The picture in words: the first value, the last one and the target."""
    days, target = sorted(measure.values), aim(measure)
    if not days:
        return f"No values so far. {target}"
    ends = dict.fromkeys((days[0], days[-1]))
    told = [f"{_said(measure, measure.values[day])} on {_day(day)}" for day in ends]
    return f"By date. {', then '.join(told)}. {target}"


def aim(measure: Measure) -> str:
    """The target in words."""
    wanted = "at least" if measure.goal.direction is Direction.UP else "at most"
    return f"The target is {wanted} {_said(measure, measure.goal.target)}."


def rows(measure: Measure) -> list[list[str]]:
    """The table behind it, the newest first."""
    return [
        [_day(day), f"{value:g}"] for day, value in sorted(measure.values.items(), reverse=True)
    ]


def draw(measure: Measure, dark: bool = False, narrow: bool = False) -> Figure:
    """One line, with its first and last value, and the target as a broken line."""
    colours = palette(dark)
    figure = Figure(figsize=(3.4 if narrow else 6.4, TALL), layout="constrained")
    axes = figure.subplots()
    days = sorted(measure.values)
    values = [measure.values[day] for day in days]
    places = [float(day.toordinal()) for day in days]
    axes.plot(places, values, color=colours["line"], lw=2, marker="o", ms=5)
    for at in sorted({0, len(days) - 1}) if days else []:
        _name(axes, places[at], values[at], colours)
    _target(axes, measure, colours)
    _frame(axes, places, [*values, measure.goal.target], days, colours, narrow)
    return figure


def _name(axes: Axes, x: float, y: float, colours: Mapping[str, str]) -> None:
    how = {"textcoords": "offset points", "ha": "center", "va": "bottom"}
    axes.annotate(f"{y:g}", (x, y), (0, 7), color=colours["ink"], fontweight="bold", **how)  # type: ignore[arg-type]  # how are names of places


def _target(axes: Axes, measure: Measure, colours: Mapping[str, str]) -> None:
    target = measure.goal.target
    axes.axhline(target, color=colours["soft"], lw=1.2, ls=(0, (5, 3)))
    axes.annotate(
        f"Target {target:g}",
        (0, target),
        (2, 3),
        xycoords=axes.get_yaxis_transform(),
        textcoords="offset points",
        color=colours["soft"],
        fontsize=9,
    )


def _frame(
    axes: Axes,
    places: list[float],
    values: list[float],
    days: list[date],
    colours: Mapping[str, str],
    narrow: bool,
) -> None:
    low, high = min(values), max(values)
    room = (high - low or abs(high) or 1.0) * ROOM
    axes.set_ylim(low - room, high + 2 * room)
    if places:
        spread = (places[-1] - places[0]) or 30.0
        axes.set_xlim(places[0] - 0.12 * spread, places[-1] + 0.12 * spread)
    ticks = _apart(days, narrow)
    axes.set_xticks([float(day.toordinal()) for day in ticks], [f"{day:%b %Y}" for day in ticks])
    axes.tick_params(colors=colours["soft"], length=0, labelsize=9)
    axes.grid(axis="y", color=colours["grid"], lw=0.8)
    axes.set_axisbelow(True)
    axes.patch.set_alpha(0)
    for side in axes.spines.values():
        side.set_visible(False)


def _apart(days: list[date], narrow: bool) -> list[date]:
    """Days far enough apart to be named, from the last one back."""
    named: list[date] = []
    for day in reversed(days):
        if not named or (named[-1] - day) >= NEAREST[narrow] * (days[-1] - days[0]):
            named.append(day)
    return named


def _said(measure: Measure, value: float) -> str:
    return f"{value:g}\N{NO-BREAK SPACE}{measure.goal.unit}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
