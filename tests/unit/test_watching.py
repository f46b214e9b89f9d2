"""What is watched adds up from counts, and passes the gate before it is shown."""

from datetime import UTC, date, datetime

import numpy as np
import pytest

from plgwork.analysis.watching import (
    by_month,
    minutes_held,
    norms_kept,
    on_purpose,
    promises,
    sorted_out,
    there,
    time_held,
    work_shown,
)
from plgwork.charts import months
from plgwork.models.agreements import Party
from plgwork.models.counts import Attended, Kept, NormsKept, Purposeful, Shown, WorkMinutes
from plgwork.models.figures import SuppressedTable
from plgwork.models.meetings import Became, Course, Listed, MeetingKind
from plgwork.models.months import Month

SEPTEMBER, OCTOBER = Month(2026, 9), Month(2026, 10)
MANY = 40


def minutes(month: Month, work: str, many: int, topic: str = "") -> WorkMinutes:
    return WorkMinutes(month=month, work=work, topic=topic, minutes=many)


def met(day: date, course: Course | None, planned: int = 50) -> Listed:
    return Listed(
        id=f"{day}",
        of=Party(plg_id="algebra"),
        group="Algebra",
        kind=MeetingKind.PLG,
        name="Algebra",
        starts_at=datetime(day.year, day.month, day.day, 20, tzinfo=UTC),
        day=day,
        minutes=planned,
        course=course,
        **dict.fromkeys(("facilitator", "note_taker", "led_by", "noted_by"), ""),
    )


HELD = Course(became=Became.HELD, minutes=50)
SHORT = Course(became=Became.SHORTENED, minutes=30, taken_by="covering")
GONE = Course(became=Became.DISPLACED, minutes=0, taken_by="testing")
MET = [
    met(date(2026, 9, 8), HELD),
    met(date(2026, 9, 22), SHORT),
    met(date(2026, 10, 6), GONE),
    met(date(2026, 10, 20), None),
]


def shares(table: SuppressedTable) -> dict[tuple[str, str], str]:
    return {(row.item, row.wave): row.share for row in table.rows}


def test_minutes_are_sorted_by_what_was_agreed_on() -> None:
    counted = [
        minutes(SEPTEMBER, "tuning-tasks", 40),
        minutes(SEPTEMBER, "planning-together", 10),
        minutes(SEPTEMBER, "", 5),
        minutes(SEPTEMBER, "tuning-tasks", 5, topic="news-and-forms"),
        minutes(OCTOBER, "tuning-tasks", 20),
    ]

    found = sorted_out(counted, {"tuning-tasks"}, {"news-and-forms"})

    assert found == {
        SEPTEMBER: Purposeful(on=40, other=10, off=5, between=5),
        OCTOBER: Purposeful(on=20),
    }
    assert on_purpose(found, MANY) == [(SEPTEMBER, MANY, 60, 40), (OCTOBER, MANY, 20, 20)]


def test_where_nothing_was_agreed_on_every_kind_of_work_counts() -> None:
    found = sorted_out([minutes(SEPTEMBER, "planning-together", 10)], (), ())

    assert found == {SEPTEMBER: Purposeful(on=10)}


def test_time_counts_where_a_record_says_what_came_of_it() -> None:
    assert time_held(MET, MANY) == [(SEPTEMBER, MANY, 100, 80), (OCTOBER, MANY, 50, 0)]
    assert minutes_held(MET) == 80


def test_a_meeting_that_ran_over_holds_no_more_than_it_should_have_had() -> None:
    over = met(date(2026, 9, 8), Course(became=Became.HELD, minutes=70))

    assert time_held([over], MANY) == [(SEPTEMBER, MANY, 50, 50)]


def test_every_count_says_how_many_people_stand_behind_it() -> None:
    assert there([Attended(month=OCTOBER, places=20, taken=18, people=9)]) == [(OCTOBER, 9, 20, 18)]
    assert promises([Kept(month=OCTOBER, agreed=8, done=6)]) == [(OCTOBER, 8, 8, 6)]
    assert work_shown([Shown(month=OCTOBER, people=30, brought=12)]) == [(OCTOBER, 30, 30, 12)]
    kept = NormsKept(month=OCTOBER, plgs=3, answered=18, marks=54, kept=30)
    assert norms_kept([kept]) == [(OCTOBER, 18, 54, 30)]


@pytest.mark.parametrize(
    ("people", "of", "those", "shown"),
    [
        (4, 60, 30, "withheld"),  # too few people, however many minutes
        (9, 4, 2, "withheld"),  # too little to take a share of
        (9, 20, 10, "50 %"),
        (9, 20, 20, "95 % or more"),
        (9, 20, 0, "5 % or fewer"),
    ],
)
def test_a_share_is_shown_where_enough_people_stand_behind_it(
    people: int, of: int, those: int, shown: str
) -> None:
    table = by_month("Shares", {"One": [(OCTOBER, people, of, those)]})

    assert shares(table) == {("One", OCTOBER.id): shown}


def test_a_month_without_a_figure_has_none_and_the_others_keep_their_place() -> None:
    table = by_month(
        "Shares",
        {"One": [(SEPTEMBER, 9, 20, 10), (OCTOBER, 9, 20, 12)], "Two": [(OCTOBER, 9, 20, 6)]},
    )

    assert set(shares(table)) == {
        ("One", SEPTEMBER.id),
        ("One", OCTOBER.id),
        ("Two", OCTOBER.id),
    }
    one, two = months.draw(table, ["One", "Two"]).axes
    assert [label.get_text() for label in two.get_xticklabels()] == ["Sep", "Oct"]
    points = [np.asarray(axes.lines[0].get_xydata()) for axes in (one, two)]
    assert [list(xy[:, 0]) for xy in points] == [[0, 1], [0, 1]]
    assert np.isnan(points[1][0, 1])
