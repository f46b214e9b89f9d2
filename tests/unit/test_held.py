"""What was held of what was planned, and what the rest gave way to."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from plgwork.analysis.held import by_taker, given_away, minutes, months_held
from plgwork.analysis.schedules import year_plan
from plgwork.models.agreements import Party
from plgwork.models.held import MonthHeld
from plgwork.models.meetings import Became, Course, Listed, MeetingKind
from plgwork.models.months import Month
from plgwork.models.people import Plg, PlgKind
from plgwork.models.schedules import MeetingRule, SchoolDays, SchoolYear
from tests.store.world import TUESDAYS

PLG = Plg(id="algebra", name="Algebra", kind=PlgKind.SCHOOL, school_id="oak", meets=TUESDAYS)
FIRST, LAST = date(2026, 9, 1), date(2026, 12, 31)
SCHOOL = SchoolDays(years=(SchoolYear(first=FIRST, last=LAST),))
TODAY = date(2026, 11, 3)  # a Tuesday on which they meet


def met(
    day: date, became: Became | None, had: int = 45, by: str = "", plg: str = "algebra"
) -> Listed:
    course = Course(became=became, minutes=had, taken_by=by) if became else None
    return Listed(
        id=f"{plg} {day}",
        of=Party(plg_id=plg),
        group=plg,
        kind=MeetingKind.PLG,
        name=plg.capitalize(),
        starts_at=datetime(day.year, day.month, day.day, 21, 15, tzinfo=UTC),
        day=day,
        minutes=45,
        course=course,
        facilitator="",
        note_taker="",
        led_by="",
        noted_by="",
    )


HELD = met(date(2026, 9, 1), Became.HELD)
SHORT = met(date(2026, 9, 15), Became.SHORTENED, 30, "covering")
LOST = met(date(2026, 10, 6), Became.DISPLACED, 0, "testing")
PLANNED = met(date(2026, 10, 20), None)


def months(*found: Listed, today: date = TODAY) -> dict[int, MonthHeld]:
    plan = year_plan(PLG, FIRST, LAST, SCHOOL, MeetingRule())
    assert plan is not None
    return {one.month.number: one for one in months_held(PLG, plan, found, today, SCHOOL)}


def test_a_month_tells_what_was_held_what_gave_way_and_what_nobody_recorded() -> None:
    found = months(HELD, SHORT, LOST, PLANNED)

    assert (found[9].held, found[9].gave_way, found[9].unsaid, found[9].to_come) == (2, 0, 0, 0)
    assert (found[10].held, found[10].gave_way, found[10].unsaid) == (0, 1, 1)
    assert found[12] == MonthHeld(month=Month(2026, 12), planned=2, past=0, held=0, gave_way=0)


def test_the_meeting_of_today_is_to_come_until_it_is_recorded() -> None:
    before = months()[11]
    after = months(met(TODAY, Became.HELD))[11]

    assert (before.past, before.unsaid, before.to_come) == (0, 0, 2)
    assert (after.held, after.unsaid, after.to_come) == (1, 0, 1)


def test_a_meeting_held_on_another_day_of_the_month_counts_as_held() -> None:
    found = months(met(date(2026, 10, 8), Became.HELD), met(date(2026, 10, 20), Became.HELD))[10]

    assert (found.planned, found.held, found.unsaid) == (2, 2, 0)


def test_what_another_plg_recorded_is_not_counted() -> None:
    assert months(met(date(2026, 9, 1), Became.HELD, plg="art"))[9].recorded == 0


@given(st.dates(FIRST, LAST), st.integers(0, 4), st.integers(0, 4))
def test_nothing_is_counted_twice_nor_lost(today: date, held: int, lost: int) -> None:
    day = date(2026, 10, 1)
    came = [met(day, Became.HELD)] * held + [met(day, Became.DISPLACED, 0, "testing")] * lost

    for one in months(*came, today=today).values():
        whole = one.recorded + one.unsaid + one.to_come
        assert whole == max(one.planned, one.recorded)


def test_minutes_that_gave_way_are_told_by_what_took_most() -> None:
    given = given_away([HELD, SHORT, LOST, PLANNED])

    assert [(one.day, one.minutes, one.of, one.whole) for one in given] == [
        (LOST.day, 45, 45, True),
        (SHORT.day, 15, 45, False),
    ]
    assert [(taker, minutes(its)) for taker, its in by_taker(given)] == [
        ("testing", 45),
        ("covering", 15),
    ]
