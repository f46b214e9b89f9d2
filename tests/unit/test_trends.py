"""How marks moved: what was given, and nothing made up in between."""

from plgwork.analysis.trends import trend
from plgwork.models.content import Area, Indicator
from plgwork.models.progress import Trend
from plgwork.models.reflections import Rating

NAMES = {area: area.value.capitalize() for area in Area}
INDICATORS = [
    Indicator(id=slug, area=area, text=f"{slug}.", short=slug)
    for slug, area in [("aim", Area.PURPOSE), ("link", Area.PURPOSE), ("room", Area.STRUCTURE)]
]
MONTHS = ["2026-09", "2026-10", "2026-11"]


def mark(month: str, indicator: str, value: int) -> Rating:
    return Rating(month=month, indicator_id=indicator, value=value)


def made(*ratings: Rating) -> Trend:
    return trend(ratings, INDICATORS, MONTHS, NAMES)


def test_an_area_is_the_mean_of_its_statements_in_each_month() -> None:
    purpose = made(mark("2026-09", "aim", 2), mark("2026-09", "link", 5)).areas[0]

    assert (purpose.name, purpose.values) == ("Purpose", (3.5, None, None))


def test_a_statement_left_out_does_not_count_as_nothing() -> None:
    assert made(mark("2026-10", "aim", 4)).areas[0].values == (None, 4.0, None)


def test_a_month_without_marks_stays_a_gap() -> None:
    purpose = made(mark("2026-09", "aim", 2), mark("2026-11", "aim", 4)).areas[0]

    assert purpose.values == (2.0, None, 4.0)


def test_each_statement_has_a_line_of_its_own_marks() -> None:
    rows = {line.name: line.values for line in made(mark("2026-11", "link", 1)).indicators}

    assert rows == {"aim": (None,) * 3, "link": (None, None, 1.0), "room": (None,) * 3}


def test_a_statement_that_is_no_longer_asked_is_left_out() -> None:
    assert made(mark("2026-09", "bygone", 5)).areas[0].values == (None, None, None)


def test_every_area_has_a_line_even_without_statements() -> None:
    assert [line.name for line in made().areas] == [NAMES[area] for area in Area]
