"""How far the clocks of a meeting's protocols came: what a record may propose. Pure: no clock."""

from collections.abc import Callable, Iterable
from datetime import datetime

from plgwork.analysis.running import standings
from plgwork.models.runs import Run


def to_the_end(runs: Iterable[Run]) -> list[datetime]:
    """When each protocol reached its last step; nothing unless all of them did."""
    return _by_all(runs, lambda run: len(run.steps) - 1)


def to_the_debrief(runs: Iterable[Run]) -> list[datetime]:
    """When each protocol reached its closing step; nothing unless all of them did."""
    return _by_all(runs, _closing)


def reached_at(run: Run, index: int) -> datetime | None:
    """When a step was first gone to; None where it was not, or was skipped in the end."""
    after = list(standings(len(run.steps), run.moves))
    last = after[-1]
    if not last.begun or last.furthest < index or last.skipped[index] is not None:
        return None
    moves = zip(run.moves, after[1:], strict=True)
    return next(move.at for move, now in moves if now.begun and now.furthest >= index)


def _by_all(runs: Iterable[Run], step: Callable[[Run], int | None]) -> list[datetime]:
    # Begun anew, a protocol is what it was the last time.
    latest = {run.protocol_id: run for run in sorted(runs, key=lambda run: run.begun_at)}
    steps = [(run, step(run)) for run in latest.values()]
    found = [reached_at(run, index) if index is not None else None for run, index in steps]
    reached = [moment for moment in found if moment]
    return sorted(reached) if len(reached) == len(found) else []


def _closing(run: Run) -> int | None:
    return next((index for index, step in enumerate(run.steps) if step.closing), None)
