"""How far the clocks of a meeting's protocols came."""

from datetime import timedelta

import pytest

from plgwork.analysis.played import reached_at, to_the_debrief, to_the_end
from plgwork.models.runs import MoveKind, Run
from tests.store.world import STEPS
from tests.unit.test_running import NOON, run_of

NEXT, BACK, SKIP, PAUSE, FINISH = (
    MoveKind.NEXT,
    MoveKind.BACK,
    MoveKind.SKIP,
    MoveKind.PAUSE,
    MoveKind.FINISH,
)
WHOLE = run_of((15, NEXT), (35, NEXT), (45, FINISH))
BROKEN_OFF = run_of((15, NEXT), (40, FINISH))


def other(run: Run, later: int = 0) -> Run:
    moment = run.begun_at + timedelta(hours=later)
    return run.model_copy(update={"protocol_id": "consultancy", "begun_at": moment})


def test_a_protocol_played_to_its_end_says_when_its_last_step_began() -> None:
    assert to_the_end([WHOLE]) == [NOON + timedelta(minutes=35)]
    assert to_the_debrief([WHOLE]) == [NOON + timedelta(minutes=35)]


def test_a_closing_step_before_the_last_is_told_by_itself() -> None:
    steps = (STEPS[0], STEPS[2], STEPS[1])
    run = BROKEN_OFF.model_copy(update={"steps": steps})

    assert to_the_end([run]) == []
    assert to_the_debrief([run]) == [NOON + timedelta(minutes=15)]


def test_the_first_time_counts_where_one_went_back_and_forth() -> None:
    run = run_of((15, NEXT), (20, NEXT), (22, BACK), (30, NEXT), (45, FINISH))

    assert reached_at(run, 2) == NOON + timedelta(minutes=20)


@pytest.mark.parametrize(
    "run",
    [
        BROKEN_OFF,
        run_of((15, NEXT), (35, NEXT), (36, SKIP, "The bell rang")),
        run_of((45, FINISH)),
    ],
    ids=["broken off", "its last step skipped", "finished in its first step"],
)
def test_of_a_protocol_that_was_not_played_to_its_end_nothing_is_said(run: Run) -> None:
    assert to_the_end([run]) == []
    assert to_the_debrief([run]) == []


def test_of_several_all_must_have_come_to_their_end() -> None:
    later = other(WHOLE.model_copy(update={"moves": WHOLE.moves}), later=1)

    assert len(to_the_end([WHOLE, later])) == 2
    assert to_the_end([WHOLE, other(BROKEN_OFF, later=1)]) == []
    assert to_the_end([]) == []


def test_a_protocol_begun_anew_is_what_it_was_the_last_time() -> None:
    again = WHOLE.model_copy(update={"begun_at": NOON + timedelta(hours=1)})

    assert to_the_end([again, BROKEN_OFF]) == [NOON + timedelta(minutes=35)]
