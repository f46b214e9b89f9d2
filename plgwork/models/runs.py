"""One time that a protocol was run: what it was to be, and every move of its clock.

A run keeps the wording it ran with, whatever becomes of the protocol.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from plgwork.models.model import Model, Slug, Typed, Words

EXTENSION = 2  # minutes that one step may have more, as often as one asks
MOST_MOVES = 500
MOST_REASON, MOST_NAME, MOST_QUESTION = 200, 80, 300  # characters
# Whoever presses no button for so long went home without pressing Finish.
OPEN = timedelta(hours=4)
SHOWN = timedelta(hours=12)  # the room's screen still shows what ran, to whoever comes back


def _to_the_millisecond(moment: datetime) -> datetime:
    # As exact as a browser is, so that both count the same.
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


Instant = Annotated[datetime, AfterValidator(_to_the_millisecond)]


class MoveKind(StrEnum):
    """What somebody does with the clock of a run."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    NEXT = "next"
    BACK = "back"
    EXTEND = "extend"
    SKIP = "skip"
    FINISH = "finish"


class Move(Model):
    """One move. It was made upon the one before: two that bear one number are one move."""

    number: int = Field(ge=1)
    kind: MoveKind
    at: Instant
    reason: Typed = Field(default="", max_length=MOST_REASON)


class ShownStep(Model):
    """A step as everybody in the room may see it; ``speaking`` says what the others do."""

    id: Slug
    name: Words
    minutes: int = Field(ge=0)
    turns: int = Field(default=1, ge=1)
    speaker: Words
    speaking: str
    happens: Words
    closing: bool = False


class RunStep(ShownStep):
    """A step as it was planned, with what its facilitator watches for."""

    watch: Words


class RunRoles(Model):
    """Who does what this time, by whatever name the group knows them."""

    presenter: Typed = Field(default="", max_length=MOST_NAME)
    timekeeper: Typed = Field(default="", max_length=MOST_NAME)
    notes: Typed = Field(default="", max_length=MOST_NAME)


class RunPlan(Model):
    """What a run begins with: for a PLG, or for nobody in particular."""

    protocol_id: Slug
    name: Words
    plg_id: Slug | None = None
    people: int = Field(ge=1)
    minutes: int = Field(ge=1)
    groups: tuple[int, ...]
    steps: tuple[RunStep, ...] = Field(min_length=1)
    roles: RunRoles = RunRoles()
    question: Typed = Field(default="", max_length=MOST_QUESTION)


class Run(RunPlan):
    """A run as it stands; ``movable`` says whether whoever asks may move its clock."""

    id: str
    started_by: Slug
    room: str
    begun_at: Instant
    moves: tuple[Move, ...]
    movable: bool = False

    @property
    def moved_at(self) -> datetime:
        """When somebody last pressed a button."""
        return self.moves[-1].at if self.moves else self.begun_at

    @property
    def finished(self) -> bool:
        """Whether somebody finished it."""
        return any(move.kind is MoveKind.FINISH for move in self.moves)

    def holds(self, move: Move) -> bool:
        """Whether this very move was made, by whoever it may be."""
        return any((one.number, one.kind) == (move.number, move.kind) for one in self.moves)

    def open_at(self, now: datetime) -> bool:
        """Whether it goes on: nobody finished it, or left it alone for hours."""
        return not self.finished and now < self.moved_at + OPEN


class Screen(Model):
    """What the screen in the room may show of a run: not what its facilitator watches for."""

    run_id: str
    name: str
    timezone: str
    begun_at: Instant
    minutes: int
    steps: tuple[ShownStep, ...]
    roles: RunRoles
    question: str
    moves: tuple[Move, ...]


def as_seen(run: Run | Screen, timezone: str) -> dict[str, Any]:
    """What a browser reckons a run's clock from; moments in milliseconds, as it counts them."""
    shown = {"name", "minutes", "steps", "roles", "question"}
    return run.model_dump(mode="json", include=shown) | {
        "timezone": timezone,
        "begun_at": in_milliseconds(run.begun_at),
        "moves": [
            move.model_dump(mode="json") | {"at": in_milliseconds(move.at)} for move in run.moves
        ],
    }


def in_milliseconds(moment: datetime) -> int:
    """A moment as a browser counts it."""
    return round(moment.timestamp() * 1000)


class Standing(Model):
    """Where a run stands: ``spent`` in each step until ``since``, from when its clock counts on.

    ``skipped`` holds the reason given for a step that was skipped, and None for any other.
    """

    step: int
    furthest: int
    begun: bool
    running: bool
    finished: bool
    since: datetime | None
    spent: tuple[timedelta, ...]
    extra: tuple[int, ...]
    skipped: tuple[str | None, ...]


class Ran(Model):
    """What became of one step: planned and actual time, and why it was skipped if it was."""

    name: str
    minutes: int
    spent: timedelta
    extra: int
    skipped: str | None
    reached: bool
    closing: bool
