"""The chart of one's own marks: its title, its words and its lines tell of the same table."""

from itertools import pairwise
from math import isnan
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.axes import Axes

from plgwork.charts.ratings import CLEAR, describe, draw, title
from plgwork.models.months import Month
from plgwork.models.progress import Line, Trend
from plgwork.widgets.chart import svg

AREAS = ("Purpose", "Structure", "Sustainability", "Culture")
BEGINS = Month(2026, 8)
Values = list[float | None]


def trend(*areas: Values) -> Trend:
    """Marks of up to four areas; those not given have none."""
    many = max(map(len, areas), default=0)
    none: Values = [None] * many
    rows = [*areas, *([none] * (len(AREAS) - len(areas)))]
    return Trend(
        months=tuple(BEGINS.plus(i).id for i in range(many)),
        areas=tuple(Line(name=n, values=tuple(v)) for n, v in zip(AREAS, rows, strict=True)),
        indicators=(),
    )


@st.composite
def trends(draw: st.DrawFn) -> Trend:
    many = draw(st.integers(0, 5))
    marks = st.one_of(st.none(), st.integers(4, 20).map(lambda quarters: quarters / 4))
    return trend(*(draw(st.lists(marks, min_size=many, max_size=many)) for _ in AREAS))


def panels(made: Trend, dark: bool = False) -> list[Axes]:
    return draw(made, dark).axes


def drawn(axes: Axes) -> list[float | None]:
    values: Any = axes.lines[0].get_ydata()
    return [None if isnan(value) else float(value) for value in values]


def moves(made: Trend) -> dict[str, float]:
    given = {line.name: [v for v in line.values if v is not None] for line in made.areas}
    return {name: values[-1] - values[0] for name, values in given.items() if len(values) > 1}


# --- the title ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("areas", "said"),
    [
        (([2, 3], [3, 2]), "Purpose is up since August; structure is down"),
        (([2, 3], [3, 3]), "Purpose moved most since August"),
        (([2, 4], [3, 3]), "Purpose moved most since August; structure is lowest now"),
        (([3, 3], [3, 2]), "Structure is down since August; the rest held"),
        (([4, 3], [4, 2]), "Structure fell most since August"),
        (([3, 3.25], [2, 2]), "Much as it was in August; structure is lowest now"),
        (([3, 3], [3, 3]), "Much as it was in August"),
        (([None, 2, 4], [3, None, 3]), "Purpose moved most since September; structure is lowest"),
        (([3],), "Your marks begin here"),
        ((), "Your marks begin here"),
    ],
)
def test_the_title_says_what_the_figures_say(areas: tuple[Values, ...], said: str) -> None:
    assert title(trend(*areas)).startswith(said)


@given(trends())
def test_what_the_title_calls_up_rose_and_what_it_calls_down_fell(made: Trend) -> None:
    moved, said = moves(made), title(made).lower()

    assert all(moved[name] >= CLEAR for name in moved if f"{name.lower()} is up" in said)
    assert all(moved[name] <= -CLEAR for name in moved if f"{name.lower()} is down" in said)
    if "much as it was" in said:
        assert all(abs(move) < CLEAR for move in moved.values())
    if "the rest held" in said:
        assert sum(abs(move) >= CLEAR for move in moved.values()) == 1


@given(trends())
def test_what_the_title_calls_lowest_is_lowest_alone(made: Trend) -> None:
    given = {one.name: [v for v in one.values if v is not None] for one in made.areas}
    last = {name: values[-1] for name, values in given.items() if values}
    lowest = [name.lower() for name in last if last[name] == min(last.values())]

    if "lowest" in title(made):
        assert title(made).split("; ")[-1] == f"{lowest[0]} is lowest now"
        assert len(lowest) == 1


# --- the words ---------------------------------------------------------------------------


def test_the_words_give_the_first_and_the_last_mean() -> None:
    said = describe(trend([2, 3, 3.25], [None, 4, None]))

    assert "Purpose 2.0 in August 2026, 3.2 in October 2026" in said
    assert "Structure 4.0 in September 2026" in said
    assert "Culture" not in said


def test_without_marks_the_words_say_so() -> None:
    assert describe(trend()).endswith("None so far.")


# --- the picture -------------------------------------------------------------------------


@settings(deadline=None, max_examples=20)
@given(trends())
def test_the_lines_are_the_table(made: Trend) -> None:
    assert [drawn(axes) for axes in panels(made)] == [list(line.values) for line in made.areas]


def test_a_month_without_marks_is_a_gap() -> None:
    assert drawn(panels(trend([2, None, 4]))[0]) == [2, None, 4]


def test_each_panel_is_named_and_labelled_with_its_last_value() -> None:
    first, *rest = panels(trend([2, 3.5, None]))

    assert [axes.get_title(loc="left") for axes in (first, *rest)] == list(AREAS)
    assert [text.get_text() for text in first.texts] == ["3.5"]
    assert [list(axes.texts) for axes in rest] == [[], [], []]


def test_every_panel_shows_the_whole_scale() -> None:
    for axes in panels(trend([3, 3])):
        low, high = axes.get_ylim()

        assert low < 1 < 5 < high


@pytest.mark.parametrize("months", [1, 6, 7, 12, 13, 24])
def test_the_months_stand_below_in_order_and_with_room(months: int) -> None:
    axes = panels(trend([3.0] * months))[2]

    places, labels = axes.get_xticks(), [one.get_text() for one in axes.get_xticklabels()]
    assert labels[0] == "Aug"
    assert len(labels) == len(places) <= 8
    assert all(later > earlier for earlier, later in pairwise(places))


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("made", [trend(), trend([3])], ids=["no marks", "one month"])
def test_little_can_be_drawn_too(made: Trend, dark: bool) -> None:
    assert svg(draw(made, dark)).rstrip().endswith("</svg>")


def test_the_same_table_gives_the_same_picture() -> None:
    ink, other = panels(trend([3, 4])), panels(trend([3, 4]), dark=True)

    assert [drawn(one) for one in ink] == [drawn(one) for one in other]
    assert ink[0].lines[0].get_color() != other[0].lines[0].get_color()
