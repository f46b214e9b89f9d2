"""A course by month: what is withheld or coded is never drawn as a figure."""

from plgwork.analysis import disclosure
from plgwork.analysis.marking import figures, snapshot
from plgwork.charts import months
from plgwork.models.cohorts import Marked
from plgwork.models.content import Area
from plgwork.models.figures import SuppressedTable
from plgwork.models.months import Month
from tests.unit.visiting import CONTENT

STANDS, OF = "{name} stands highest: {share} of {n} marked it 4 or 5", "people who marked 4 or 5"
AREAS = ["Purpose", "Structure", "Sustainability", "Culture"]
SEPTEMBER, OCTOBER = Month(2026, 9), Month(2026, 10)


def marked(month: Month, **high: int) -> SuppressedTable:
    """A month in which ten people marked every area, so many of them high; none the others."""
    counted = {name: Marked(people=10, high=many) for name, many in high.items()}
    return snapshot(month, counted, AREAS)


def course(**by_month: SuppressedTable) -> SuppressedTable:
    names = {"september": SEPTEMBER.id, "october": OCTOBER.id}
    return disclosure.over_time("Marks", {names[one]: table for one, table in by_month.items()})


def test_the_figures_are_one_for_each_area_and_one_for_each_statement() -> None:
    names = dict(zip(Area, AREAS, strict=True))

    found = figures(CONTENT.indicators.indicators, names)

    assert list(found)[:4] == AREAS
    assert [len(one) for one in found.values()] == [4] * 4 + [1] * 16


def test_the_title_says_what_moved_most() -> None:
    before = marked(SEPTEMBER, Purpose=4, Culture=6, Structure=5)
    after = marked(OCTOBER, Purpose=5, Culture=3, Structure=5)

    table = course(september=before, october=after)

    assert months.title(table, AREAS, STANDS) == "Culture is down since September 2026"
    assert "Culture: 60 % in September 2026, 30 % in October 2026" in months.describe(
        table, AREAS, OF
    )
    assert "Sustainability: withheld in September 2026" in months.describe(table, AREAS, OF)


def test_a_small_difference_is_no_finding() -> None:
    table = course(
        september=marked(SEPTEMBER, Purpose=4, Culture=6), october=marked(OCTOBER, Purpose=5)
    )

    assert months.title(table, AREAS, STANDS) == "Much as it was in September 2026"


def test_one_month_says_what_stands_highest() -> None:
    table = course(october=marked(OCTOBER, Purpose=4, Culture=6))

    assert (
        months.title(table, AREAS, STANDS) == "Culture stands highest: 60 % of 10 marked it 4 or 5"
    )


def test_two_coded_ends_on_one_side_are_no_change() -> None:
    counted = {"Purpose": Marked(people=6, high=0)}
    before = snapshot(SEPTEMBER, counted, AREAS)

    table = course(september=before, october=marked(OCTOBER, Purpose=0))

    shown = [row.share for row in table.of(item="Purpose")]
    assert shown == ["20 % or fewer", "10 % or fewer"]
    assert months.title(table, AREAS, STANDS) == "Much as it was in September 2026"


def test_nothing_that_may_be_shown_is_said_so() -> None:
    table = course(october=marked(OCTOBER))

    assert months.title(table, AREAS, STANDS) == "Too few people to show these figures"


def test_each_area_has_its_panel_and_what_is_withheld_its_word() -> None:
    table = course(
        september=marked(SEPTEMBER, Purpose=4, Culture=10), october=marked(OCTOBER, Purpose=6)
    )

    for narrow in (False, True):
        figure = months.draw(table, AREAS, narrow=narrow)
        panels = {axes.get_title(loc="left"): axes for axes in figure.axes}
        assert list(panels) == AREAS
        words = [one.get_text() for one in panels["Culture"].texts]
        assert words == ["90 %\nor more", "withheld"]
        assert [one.get_text() for one in panels["Purpose"].texts] == ["40 %", "60 %"]
