"""A mark is kept for each statement and month; the last one counts."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from pydantic import ValidationError

from plgwork.models.months import Month
from plgwork.models.reflections import Rating
from plgwork.store import Store, VisitorStore
from tests.store.world import NOVEMBER, OCTOBER, SEPTEMBER, asked, visit, write

TABS = 8
STATEMENTS = [f"statement-{number}" for number in range(16)]


def mark(value: int, month: str = "2026-10", statement: str = "listening") -> Rating:
    """A mark for a statement."""
    return Rating(month=month, indicator_id=statement, value=value)


def test_a_mark_is_kept(ana: VisitorStore) -> None:
    ana.reflections.rate(mark(4))

    assert ana.reflections.ratings_between(OCTOBER, OCTOBER) == [mark(4)]


def test_a_later_mark_replaces_the_earlier(ana: VisitorStore) -> None:
    ana.reflections.rate(mark(4))
    ana.reflections.rate(mark(2))

    assert ana.reflections.ratings_between(OCTOBER, OCTOBER) == [mark(2)]


def test_of_two_marks_given_at_once_the_last_counts(ana: VisitorStore) -> None:
    ana.reflections.rate(mark(4), mark(2), mark(5))

    assert ana.reflections.ratings_between(OCTOBER, OCTOBER) == [mark(5)]


def test_no_mark_is_no_change(ana: VisitorStore) -> None:
    ana.reflections.rate()

    assert ana.reflections.ratings_between(SEPTEMBER, NOVEMBER) == []


def test_marks_come_by_month_and_both_ends_count(ana: VisitorStore) -> None:
    for month in ("2026-11", "2026-08", "2026-12", "2026-10", "2026-09"):
        ana.reflections.rate(mark(3, month))

    found = ana.reflections.ratings_between(SEPTEMBER, NOVEMBER)

    assert [one.month for one in found] == ["2026-09", "2026-10", "2026-11"]


@pytest.mark.parametrize("value", [0, 6, -1])
def test_a_mark_off_the_scale_is_refused(value: int) -> None:
    with pytest.raises(ValidationError, match="value"):
        mark(value)


def test_months_with_words_or_marks_count_as_written(ana: VisitorStore) -> None:
    write(ana, "We agreed.", asked(month=NOVEMBER))
    ana.reflections.rate(mark(3, "2026-09"), mark(3, "2026-11"))

    assert ana.reflections.months_written() == [SEPTEMBER, NOVEMBER]


def test_everybody_has_marks_of_their_own(store: Store, ana: VisitorStore) -> None:
    ben = visit(store, "ben")
    ana.reflections.rate(mark(4))
    ben.reflections.rate(mark(1))

    assert ana.reflections.ratings_between(OCTOBER, OCTOBER) == [mark(4)]
    assert ben.reflections.ratings_between(OCTOBER, OCTOBER) == [mark(1)]


def test_eight_tabs_that_rate_in_different_orders_do_not_wait_for_each_other(
    store: Store, database: str
) -> None:
    def rate(tab: int) -> None:
        own = Store.open(database)
        order = STATEMENTS[tab:] + STATEMENTS[:tab]
        for _ in range(5):
            marks = [mark(tab % 5 + 1, statement=one) for one in order]
            visit(own, "ana").reflections.rate(*marks)
        own.close()

    with ThreadPoolExecutor(TABS) as tabs:
        list(tabs.map(rate, range(TABS)))

    kept = visit(store, "ana").reflections.ratings_between(OCTOBER, OCTOBER)
    assert [one.indicator_id for one in kept] == sorted(STATEMENTS)
    assert len({one.value for one in kept}) == 1


def test_a_month_far_away_can_be_asked_for(ana: VisitorStore) -> None:
    ana.reflections.rate(mark(3))

    assert ana.reflections.ratings_between(Month(1900, 1), Month(9999, 12)) == [mark(3)]
