"""Where a run stands, and what ran, from the moves that were made. Pure: no clock.

``widgets/static/clock.js`` does the same in the browser; a test holds them together.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from plgwork.models.content import Vocabulary
from plgwork.models.protocols import Fitted, Planned
from plgwork.models.runs import EXTENSION, Move, MoveKind, Ran, Run, RunRoles, RunStep, Standing

T = TypeVar("T")
PRESENTER = "presenter"


def steps(plan: Fitted, speakers: Vocabulary, roles: RunRoles) -> tuple[RunStep, ...]:
    """The steps of a plan in the words a room needs; whoever presents is called by name."""
    named = {PRESENTER: roles.presenter.strip()}
    return tuple(_step(planned, speakers, named) for planned in plan.steps)


def _step(planned: Planned, speakers: Vocabulary, named: Mapping[str, str]) -> RunStep:
    step = planned.step
    term = next(one for one in speakers.terms if one.id == step.speaker)
    return RunStep(
        id=step.id,
        name=step.name,
        minutes=planned.minutes,
        turns=planned.turns,
        speaker=named.get(step.speaker) or term.name,
        speaking=term.meaning,
        happens=step.happens,
        watch=step.watch,
        closing=step.closing,
    )


def stand(count: int, moves: Sequence[Move]) -> Standing:
    """Where a run of so many steps stands after these moves."""
    *_, now = standings(count, moves)
    return now


def standings(count: int, moves: Sequence[Move]) -> Iterator[Standing]:
    """Where it stands before it begins, and after each of these moves."""
    now = Standing(
        step=0,
        furthest=0,
        begun=False,
        running=False,
        finished=False,
        since=None,
        spent=(timedelta(),) * count,
        extra=(0,) * count,
        skipped=(None,) * count,
    )
    yield now
    for move in moves:
        # It begins once, and after its end nothing moves it.
        if not now.finished and now.begun is not (move.kind is MoveKind.START):
            now = ACTS[move.kind](_counted(now, move.at), move)
        yield now


def ran(run: Run) -> list[Ran]:
    """What became of each step; of a run nobody finished, up to the last move."""
    now = stand(len(run.steps), run.moves)
    return [
        Ran(
            name=step.name,
            minutes=step.minutes,
            spent=now.spent[index],
            extra=now.extra[index],
            skipped=now.skipped[index],
            reached=now.begun and index <= now.furthest,
            closing=step.closing,
        )
        for index, step in enumerate(run.steps)
    ]


def _counted(now: Standing, at: datetime) -> Standing:
    """The same, with the time until this moment counted."""
    if not now.running or now.since is None:
        return now
    spent = _with(now.spent, now.step, now.spent[now.step] + (at - now.since))
    return now.model_copy(update={"spent": spent, "since": at})


def _start(now: Standing, move: Move) -> Standing:
    return now.model_copy(update={"begun": True, "running": True, "since": move.at})


def _pause(now: Standing, move: Move) -> Standing:
    return now.model_copy(update={"running": False})


def _resume(now: Standing, move: Move) -> Standing:
    return now.model_copy(update={"running": True, "since": move.at})


def _next(now: Standing, move: Move) -> Standing:
    return _go(now, now.step + 1, move.at)


def _back(now: Standing, move: Move) -> Standing:
    return _go(now, now.step - 1, move.at)


def _extend(now: Standing, move: Move) -> Standing:
    extra = _with(now.extra, now.step, now.extra[now.step] + EXTENSION)
    return now.model_copy(update={"extra": extra})


def _skip(now: Standing, move: Move) -> Standing:
    skipped = _with(now.skipped, now.step, move.reason)
    now = now.model_copy(update={"skipped": skipped})
    last = now.step == len(now.spent) - 1
    return _pause(now, move) if last else _next(now, move)


def _finish(now: Standing, move: Move) -> Standing:
    return now.model_copy(update={"running": False, "finished": True})


def _go(now: Standing, step: int, at: datetime) -> Standing:
    """To another step, whose clock counts on from what it had; what is gone to is not skipped."""
    if not 0 <= step < len(now.spent):
        return now
    return now.model_copy(
        update={
            "step": step,
            "furthest": max(step, now.furthest),
            "running": True,
            "since": at,
            "skipped": _with(now.skipped, step, None),
        }
    )


def _with(values: tuple[T, ...], index: int, value: T) -> tuple[T, ...]:
    return (*values[:index], value, *values[index + 1 :])


ACTS: Mapping[MoveKind, Callable[[Standing, Move], Standing]] = {
    MoveKind.START: _start,
    MoveKind.PAUSE: _pause,
    MoveKind.RESUME: _resume,
    MoveKind.NEXT: _next,
    MoveKind.BACK: _back,
    MoveKind.EXTEND: _extend,
    MoveKind.SKIP: _skip,
    MoveKind.FINISH: _finish,
}
