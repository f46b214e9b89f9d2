"""When an item comes back: as the package says, at the moment that is passed in."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from fsrs import Card, Rating, Scheduler
from hypothesis import given, settings
from hypothesis import strategies as st

from plgwork.analysis.recall import recall
from plgwork.models.learning import Answer, Grade, Recall

NOON = datetime(2026, 10, 20, 17, tzinfo=UTC)
RATINGS = {Grade.MISSED: Rating.Again, Grade.NEARLY: Rating.Hard, Grade.MET: Rating.Good}
moments = st.integers(0, 3_000_000_000).map(lambda second: datetime.fromtimestamp(second, UTC))
histories = st.lists(st.tuples(st.sampled_from(Grade), st.integers(0, 400)), min_size=1, max_size=8)


def answer(grade: Grade) -> Answer:
    return Answer(id="a", exercise_id="ropes", item_id="mooring", skill="questions", grade=grade)


def days(recalled: Recall, now: datetime) -> float:
    return (recalled.due_at - now) / timedelta(days=1)


# Where 90 of 100 are to be remembered, the first interval is the first stability of its rating,
# 0.212, 1.2931 and 2.3065 in FSRS-6, in whole days, and one day at least.
@pytest.mark.parametrize(("grade", "first"), [(Grade.MISSED, 1), (Grade.NEARLY, 1), (Grade.MET, 2)])
def test_the_first_interval_is_the_stability_in_whole_days(grade: Grade, first: int) -> None:
    assert days(recall(answer(grade), None, NOON), NOON) == first


def test_what_is_met_when_it_comes_back_waits_eleven_days() -> None:
    """By hand, met twice.

    difficulty 6.4133 - e^(2 * 0.8334) + 1 = 2.118; after 2 days at stability 2.3065 the chance to
    remember is (1 + 0.9803 * 2 / 2.3065)^-0.1542 = 0.9095; so stability grows by the factor
    1 + e^1.8722 * (11 - 2.118) * 2.3065^-0.1666 * (e^(0.796 * 0.0905) - 1) = 4.753, to 10.96.
    """
    first = recall(answer(Grade.MET), None, NOON)

    second = recall(answer(Grade.MET), first, first.due_at)

    assert days(second, first.due_at) == 11


@settings(deadline=None)
@given(moments, histories)
def test_it_is_due_when_the_package_says(begin: datetime, history: list[tuple[Grade, int]]) -> None:
    """Whatever the moment, also one long gone: a card that asked the clock would differ."""
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card, kept, now = Card(card_id=1, due=begin), None, begin
    for grade, later in history:
        now += timedelta(days=later)
        card, _ = scheduler.review_card(card, RATINGS[grade], review_datetime=now)
        kept = recall(answer(grade), kept, now)

        assert (kept.due_at, Card.from_json(kept.state)) == (card.due, card)


@settings(deadline=None)
@given(moments, st.integers(-40_000, 40_000), histories)
def test_it_depends_on_the_days_between_and_on_no_other_clock(
    begin: datetime, shift: int, history: list[tuple[Grade, int]]
) -> None:
    moved = begin + timedelta(days=shift)

    assert [days(*one) for one in through(begin, history)] == [
        days(*one) for one in through(moved, history)
    ]


def through(now: datetime, history: list[tuple[Grade, int]]) -> list[tuple[Recall, datetime]]:
    found: list[tuple[Recall, datetime]] = []
    for grade, later in history:
        now += timedelta(days=later)
        found.append((recall(answer(grade), found[-1][0] if found else None, now), now))
    return found


@settings(deadline=None)
@given(histories)
def test_nobody_is_sent_back_within_a_day_and_the_same_answers_always_lead_to_the_same_day(
    history: list[tuple[Grade, int]],
) -> None:
    found = through(NOON, history)

    assert all(days(*one) >= 1 for one in found)
    assert found == through(NOON, history)


def test_the_better_it_went_the_later_it_comes_back() -> None:
    before = recall(answer(Grade.MET), None, NOON)

    missed, nearly, met = (
        recall(answer(grade), before, before.due_at).due_at
        for grade in (Grade.MISSED, Grade.NEARLY, Grade.MET)
    )

    assert missed < nearly < met


def test_school_time_and_universal_time_are_one_moment() -> None:
    there = NOON.astimezone(ZoneInfo("America/Chicago"))

    assert recall(answer(Grade.MET), None, there) == recall(answer(Grade.MET), None, NOON)


def test_a_clock_that_was_set_back_does_no_harm() -> None:
    before = recall(answer(Grade.MET), None, NOON)
    earlier = NOON - timedelta(days=3)

    assert days(recall(answer(Grade.MET), before, earlier), earlier) >= 1


def test_it_is_of_the_item_that_was_answered() -> None:
    found = recall(answer(Grade.MET), None, NOON)

    assert (found.exercise_id, found.item_id, found.skill) == ("ropes", "mooring", "questions")
