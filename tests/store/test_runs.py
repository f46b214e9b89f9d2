"""A run is kept as it was made: by whom, in which order, at which moments, and by two at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from plgwork.errors import AccessError
from plgwork.models.runs import MOST_MOVES, OPEN, SHOWN, Move, MoveKind, Run
from plgwork.store import Store, VisitorStore
from tests.store.world import NOW, intended, press, visit

PAUSE, RESUME, NEXT, FINISH = MoveKind.PAUSE, MoveKind.RESUME, MoveKind.NEXT, MoveKind.FINISH
AT_ONCE = 8


def later(**some: float) -> datetime:
    return NOW + timedelta(**some)


def kinds(run: Run) -> list[str]:
    return [move.kind.value for move in run.moves]


def test_a_run_begins_with_its_clock_and_keeps_what_it_was_to_be(ana: VisitorStore) -> None:
    plan = intended("algebra", question="Where does it \x00fall short?")

    run = ana.runs.run(ana.runs.begin(plan).id)

    assert kinds(run) == ["start"]
    assert (run.begun_at, run.moves[0].at, run.started_by) == (NOW, NOW, "ana")
    assert {name: getattr(run, name) for name in type(plan).model_fields} == dict(plan)
    assert run.question == "Where does it fall short?"


def test_the_runs_of_a_group_on_one_day_are_told_in_their_order(
    store: Store, ana: VisitorStore
) -> None:
    first = ana.runs.begin(intended("algebra"))
    ana.runs.begin(intended("cohort"))
    ana.runs.begin(intended())
    second = visit(store, "mia", later(hours=1)).runs.begin(intended("algebra", protocol_id="b"))
    visit(store, "ana", later(hours=24)).runs.begin(intended("algebra", protocol_id="c"))

    found = visit(store, "mia").runs.between("algebra", NOW, later(hours=24))

    assert [one.id for one in found] == [first.id, second.id]
    assert [one.plg_id for one in ana.runs.between(None, NOW, later(hours=1))] == [None]
    assert visit(store, "mia").runs.between(None, NOW, later(hours=1)) == []


def test_begun_twice_it_is_one_run(store: Store, ana: VisitorStore) -> None:
    first = ana.runs.begin(intended("algebra"))
    again = ana.runs.begin(intended("algebra", minutes=60))
    member = visit(store, "mia").runs.begin(intended("algebra"))

    assert (again, member.id) == (first, first.id)
    assert len(ana.runs.recent()) == 1


def test_begun_by_eight_at_once_it_is_one_run(store: Store) -> None:
    def begin(_number: int) -> str:
        return visit(store, "ana").runs.begin(intended("algebra")).id

    with ThreadPoolExecutor(AT_ONCE) as threads:
        ids = set(threads.map(begin, range(AT_ONCE)))

    assert len(ids) == 1


def test_another_protocol_another_group_and_another_person_have_runs_of_their_own(
    store: Store, ana: VisitorStore
) -> None:
    runs = [
        ana.runs.begin(intended("algebra")),
        ana.runs.begin(intended("cohort")),
        ana.runs.begin(intended()),
        ana.runs.begin(intended("algebra", protocol_id="charrette")),
        visit(store, "ben").runs.begin(intended()),
    ]

    assert len({run.id for run in runs}) == len({run.room for run in runs}) == 5


@pytest.mark.parametrize("hours", [0, OPEN.total_seconds() / 3600])
def test_a_run_that_is_over_leaves_room_for_another(
    store: Store, ana: VisitorStore, hours: float
) -> None:
    first = ana.runs.begin(intended("algebra"))
    if not hours:
        press(ana, first, FINISH)

    after = visit(store, "ana", later(hours=hours)).runs.begin(intended("algebra"))

    assert after.id != first.id


def test_a_move_brings_its_moment_which_lies_between_the_last_and_now(
    store: Store, ana: VisitorStore
) -> None:
    run = ana.runs.begin(intended())
    visitor = visit(store, "ana", later(minutes=10))

    run = press(visitor, run, PAUSE, at=later(minutes=4))
    run = press(visitor, run, RESUME, at=later(minutes=-60))
    run = press(visitor, run, NEXT, at=later(minutes=60))

    assert [move.at for move in run.moves[1:]] == [
        later(minutes=4),
        later(minutes=4),
        later(minutes=10),
    ]


def test_moments_are_kept_to_the_millisecond(store: Store) -> None:
    visitor = visit(store, "ana", later(microseconds=123_456))

    run = visitor.runs.begin(intended())

    assert visitor.runs.run(run.id).moves[0].at == later(microseconds=123_000)


def test_the_same_move_of_two_tabs_is_one(ana: VisitorStore) -> None:
    run = ana.runs.begin(intended())

    assert press(ana, run, NEXT) == press(ana, run, NEXT)
    assert kinds(ana.runs.run(run.id)) == ["start", "next"]


def test_a_move_upon_an_outdated_run_changes_nothing_and_shows_the_run_as_it_stands(
    ana: VisitorStore,
) -> None:
    run = ana.runs.begin(intended())
    moved = press(ana, press(ana, run, NEXT), PAUSE)

    assert press(ana, run, FINISH) == moved
    assert ana.runs.run(run.id) == moved


def test_a_move_ahead_of_the_last_is_not_kept(ana: VisitorStore) -> None:
    run = ana.runs.begin(intended())

    after = ana.runs.move(run.id, Move(number=7, kind=NEXT, at=NOW))

    assert after == run


def test_eight_who_move_at_once_make_one_move(store: Store, ana: VisitorStore) -> None:
    run = ana.runs.begin(intended())

    def go_on(number: int) -> Run:
        return press(visit(store, "ana"), run, list(MoveKind)[1 + number % 6])

    with ThreadPoolExecutor(AT_ONCE) as threads:
        answers = list(threads.map(go_on, range(AT_ONCE)))

    assert len(ana.runs.run(run.id).moves) == 2
    assert {len(answer.moves) for answer in answers} == {2}


def test_after_the_finish_nothing_moves(ana: VisitorStore) -> None:
    run = press(ana, ana.runs.begin(intended()), FINISH)

    assert press(ana, run, RESUME) == run
    assert not run.open_at(NOW)


def test_a_run_has_only_so_many_moves(ana: VisitorStore) -> None:
    run = ana.runs.begin(intended())
    for number in range(2, 40):
        run = press(ana, run, PAUSE if number % 2 else RESUME)
    full = run.model_copy(update={"moves": run.moves * MOST_MOVES})

    assert press(ana, full, PAUSE) == run


def test_a_member_reads_the_run_of_their_group_and_moves_nothing(
    store: Store, ana: VisitorStore
) -> None:
    run = ana.runs.begin(intended("algebra"))
    mia = visit(store, "mia")

    assert mia.runs.run(run.id) == run.model_copy(update={"movable": False})
    with pytest.raises(AccessError):
        press(mia, run, PAUSE)


def test_whoever_facilitates_the_group_moves_what_a_member_started(store: Store) -> None:
    run = visit(store, "mia").runs.begin(intended("algebra"))

    moved = press(visit(store, "ana"), run, PAUSE)

    assert kinds(moved) == ["start", "pause"]
    assert moved.movable


def test_the_latest_runs_come_first(store: Store) -> None:
    for hours, protocol in enumerate(("charrette", "fishbone", "issaquah")):
        visit(store, "ana", later(hours=hours)).runs.begin(intended(protocol_id=protocol))

    found = visit(store, "ana").runs.recent(most=2)

    assert [run.protocol_id for run in found] == ["issaquah", "fishbone"]


# --- the room's screen --------------------------------------------------------------------------


def test_the_room_sees_the_steps_and_never_what_to_watch_for(
    store: Store, ana: VisitorStore
) -> None:
    run = ana.runs.begin(intended("algebra", question="What is missing?"))

    screens = [
        store.rooms.screen(typed, NOW) for typed in (run.room, run.room.lower().replace("-", " "))
    ]

    for screen in screens:
        assert screen
        assert (screen.question, screen.timezone) == ("What is missing?", "America/Chicago")
        assert screen.moves == run.moves
        shown = screen.model_dump_json()
        assert "We talk." in shown
        for hidden in ("Silence.", "ana", "algebra", run.room):
            assert hidden not in shown.replace(run.id, "")


@pytest.mark.parametrize("typed", ["", "0000-0000", "%", "\x00", "\ud800", "ö" * 8, "x" * 10_000])
def test_a_code_that_was_made_up_shows_nothing(store: Store, ana: VisitorStore, typed: str) -> None:
    ana.runs.begin(intended())

    assert store.rooms.screen(typed, NOW) is None


def test_a_code_is_good_for_hours_after_the_last_move(store: Store, ana: VisitorStore) -> None:
    run = press(ana, ana.runs.begin(intended()), FINISH)

    assert store.rooms.screen(run.room, NOW + SHOWN - timedelta(seconds=1))
    assert store.rooms.screen(run.room, NOW + SHOWN) is None
