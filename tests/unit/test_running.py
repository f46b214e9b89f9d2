"""Where a run stands after its moves, and what became of each step."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plgwork.analysis.fit import fit
from plgwork.analysis.running import ran, stand, steps
from plgwork.analysis.wording import hints
from plgwork.models.protocols import Fitted
from plgwork.models.runs import Move, MoveKind, Run, RunRoles
from tests.store.world import intended
from tests.unit.visiting import CONTENT

START, PAUSE, RESUME = MoveKind.START, MoveKind.PAUSE, MoveKind.RESUME
NEXT, BACK, EXTEND, SKIP, FINISH = list(MoveKind)[3:]
NOON = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
COUNT = len(intended().steps)


def minutes(*numbers: float) -> tuple[timedelta, ...]:
    return tuple(timedelta(minutes=number) for number in numbers)


def moved(*made: tuple[float, MoveKind] | tuple[float, MoveKind, str]) -> tuple[Move, ...]:
    """Moves at so many minutes after noon, the clock being started at noon."""
    return tuple(
        Move(number=number, kind=kind, at=NOON + timedelta(minutes=at), reason="".join(why))
        for number, (at, kind, *why) in enumerate([(0, START), *made], start=1)
    )


def run_of(*made: tuple[float, MoveKind] | tuple[float, MoveKind, str]) -> Run:
    plan = intended()
    return Run(id="run", started_by="ana", room="", begun_at=NOON, moves=moved(*made), **dict(plan))


def test_time_is_counted_for_the_step_it_was_spent_in() -> None:
    now = stand(COUNT, moved((15, NEXT), (30, NEXT), (40, FINISH)))

    assert now.spent == minutes(15, 15, 10)
    assert (now.step, now.finished, now.running) == (2, True, False)


def test_a_pause_counts_for_nobody() -> None:
    now = stand(COUNT, moved((5, PAUSE), (25, RESUME), (30, PAUSE)))

    assert now.spent == minutes(10, 0, 0)


def test_going_back_counts_on() -> None:
    now = stand(COUNT, moved((15, NEXT), (16, BACK), (20, NEXT), (30, NEXT)))

    assert now.spent == minutes(19, 11, 0)
    assert now.furthest == 2


def test_going_to_a_step_starts_its_clock_again() -> None:
    assert stand(COUNT, moved((5, PAUSE), (9, NEXT))).running


def test_before_the_first_and_after_the_last_there_is_nothing_to_go_to() -> None:
    now = stand(COUNT, moved((1, BACK), (2, NEXT), (3, NEXT), (4, NEXT)))

    assert (now.step, now.running, now.spent[2]) == (2, True, timedelta(minutes=1))


def test_what_is_skipped_keeps_its_reason_until_one_goes_back_to_it() -> None:
    skipped = stand(COUNT, moved((15, NEXT), (17, SKIP, "No questions")))
    back = stand(COUNT, moved((15, NEXT), (17, SKIP, "No questions"), (18, BACK)))

    assert skipped.skipped == (None, "No questions", None)
    assert back.skipped == (None, None, None)


def test_skipping_the_last_step_stops_its_clock() -> None:
    now = stand(COUNT, moved((1, NEXT), (2, NEXT), (3, SKIP, "")))

    assert (now.running, now.skipped[2], now.spent[2]) == (False, "", timedelta(minutes=1))


def test_two_more_minutes_are_for_this_step() -> None:
    assert stand(COUNT, moved((1, EXTEND), (2, EXTEND), (3, NEXT), (4, EXTEND))).extra == (4, 2, 0)


def test_of_a_run_nobody_finished_the_record_ends_with_the_last_move() -> None:
    rows = ran(run_of((15, NEXT), (20, EXTEND)))

    assert [one.spent for one in rows] == list(minutes(15, 5, 0))
    assert [one.reached for one in rows] == [True, True, False]
    assert [one.minutes for one in rows] == [15, 20, 10]


@st.composite
def any_moves(draw: st.DrawFn) -> tuple[Move, ...]:
    kinds = draw(st.lists(st.sampled_from(list(MoveKind)), max_size=30))
    gaps = draw(st.lists(st.integers(0, 10**6), min_size=len(kinds), max_size=len(kinds)))
    at, made = NOON, []
    for number, (kind, gap) in enumerate(zip(kinds, gaps, strict=True), start=1):
        at += timedelta(milliseconds=gap)
        made.append(Move(number=number, kind=kind, at=at, reason="why"))
    return tuple(made)


@given(any_moves())
def test_no_second_is_counted_twice_and_none_is_made_up(made: tuple[Move, ...]) -> None:
    now = stand(COUNT, made)

    lasted = made[-1].at - made[0].at if made else timedelta()
    assert timedelta() <= sum(now.spent, timedelta()) <= lasted
    assert 0 <= now.step <= now.furthest < COUNT
    assert not (now.finished and now.running)


@given(any_moves())
def test_whoever_comes_later_finds_the_same(made: tuple[Move, ...]) -> None:
    for at in range(len(made)):
        before, after = stand(COUNT, made[:at]), stand(COUNT, made)
        assert all(one <= other for one, other in zip(before.spent, after.spent, strict=True))
        assert before.furthest <= after.furthest


def test_a_step_is_put_in_the_words_of_the_room_and_the_presenter_has_a_name() -> None:
    plan = fit(CONTENT.protocols["tuning-protocol"], 8, 45)
    assert isinstance(plan, Fitted)

    shown = steps(plan, CONTENT.vocabulary("speakers"), RunRoles(presenter=" Priya "))

    assert [one.speaker for one in shown][:4] == [
        "Facilitator",
        "Priya",
        "Presenter and group",
        "Nobody",
    ]
    assert sum(one.minutes for one in shown) == 45
    assert shown[-1].closing


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("", []),
        ("How do I bring in the quiet ones?", []),
        ("I am stuck. What now?", ["more than one sentence"]),
        ("Grading", ["Put as a question"]),
        ("Should I stop?", ["yes or no"]),
        ("How " + "very " * 30 + "long?", ["words"]),
    ],
)
def test_a_question_is_helped_to_be_one_good_sentence(question: str, says: list[str]) -> None:
    found = hints(question)

    assert len(found) == len(says)
    assert all(part in hint for part, hint in zip(says, found, strict=True))
