"""A meeting: its agenda, and the record it leaves."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from plgwork.models.agreements import Party
from plgwork.models.model import Model, Slug, Typed, Words

MOST_BLOCKS, MOST_MINUTES = 30, 480
MOST_NAME, MOST_NOTE, MOST_ACTION = 120, 20_000, 500  # characters
Optional = Slug | Literal[""]
Name = Annotated[Words, Field(max_length=MOST_NAME)]


class MeetingKind(StrEnum):
    """Whose meeting it is. Only a PLG's is held against what is asked of PLG time."""

    PLG = "plg"
    FACULTY = "faculty"
    LEADERSHIP = "leadership"
    OTHER = "other"


class Block(Model):
    """A timed part of an agenda. ``brings`` is the id of whoever brings work to it."""

    name: Name
    minutes: int = Field(ge=1, le=MOST_MINUTES)
    work: Optional = ""
    topic: Optional = ""
    protocol_id: Optional = ""
    brings: Optional = ""


class Agenda(Model):
    """An agenda to begin from, as an author wrote it; ``serves`` are the kinds of meeting."""

    id: Slug
    name: Name
    serves: tuple[MeetingKind, ...] = Field(min_length=1)
    minutes: int = Field(ge=5, le=MOST_MINUTES)
    when: Words
    blocks: tuple[Block, ...] = Field(min_length=1, max_length=MOST_BLOCKS)

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if total(self.blocks) != self.minutes:
            raise ValueError(
                f"its blocks take {total(self.blocks)} minutes, and it has {self.minutes}"
            )
        return self


def total(blocks: tuple[Block, ...]) -> int:
    """The minutes that blocks take together."""
    return sum(block.minutes for block in blocks)


class Plan(Model):
    """What is settled before people meet. ``facilitator`` and ``note_taker`` are ids."""

    of: Party
    kind: MeetingKind
    name: Name
    starts_at: datetime
    day: date
    minutes: int = Field(ge=5, le=MOST_MINUTES)
    place: Typed = Field(default="", max_length=MOST_NAME)
    facilitator: Optional = ""
    note_taker: Optional = ""
    blocks: tuple[Block, ...] = Field(default=(), max_length=MOST_BLOCKS)

    @model_validator(mode="after")
    def _of_its_kind(self) -> Self:
        if (self.kind is MeetingKind.PLG) != (self.of.plg_id is not None):
            raise ValueError("a PLG's meeting is of a PLG, and any other of a school")
        return self

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def left(self) -> int:
        """Minutes that no block has yet; below nought where blocks take more than there are."""
        return self.minutes - total(self.blocks)


class Presence(StrEnum):
    """Whether somebody came."""

    PRESENT = "present"
    PART = "part"
    NOTICE = "away-with-notice"
    AWAY = "away"


class Became(StrEnum):
    """What became of a meeting."""

    HELD = "held"
    SHORTENED = "shortened"
    DISPLACED = "displaced"


class Course(Model):
    """What became of a meeting, how many minutes it had, and what took those it lost."""

    became: Became
    minutes: int = Field(ge=0, le=MOST_MINUTES)
    taken_by: Optional = ""

    @model_validator(mode="after")
    def _as_it_became(self) -> Self:
        if (self.became is Became.HELD) != (self.taken_by == ""):
            raise ValueError("what took the time is told of a meeting that lost some")
        if (self.became is Became.DISPLACED) != (self.minutes == 0):
            raise ValueError("a meeting that did not take place had no minutes, and any other some")
        return self


class NoteDraft(Model):
    """A note on its way to the store, and the versions it was written upon.

    ``about`` is the part of the record; ``sitting`` names one opening of a page.
    """

    meeting_id: str
    about: Slug
    text: Typed = Field(max_length=MOST_NOTE)
    bases: tuple[str, ...] = ()
    sitting: Words


class NoteVersion(Model):
    """A text in one part of a record; current until somebody wrote upon it. ``by`` is a name."""

    id: str
    about: Slug
    text: str
    by: str
    saved_at: datetime


class ActionState(StrEnum):
    """Whether something that was agreed on is still to do."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Action(Model):
    """What somebody does by when; ``owner`` is an id, empty once they were erased."""

    id: str
    meeting_id: str
    text: Annotated[Typed, StringConstraints(strip_whitespace=True, min_length=1)] = Field(
        max_length=MOST_ACTION
    )
    owner: str
    owner_name: str
    due: date | None
    state: ActionState


class Brought(Model):
    """That somebody brought work to a meeting, and by which protocol it was looked at, if any."""

    day: date
    person_id: Slug
    protocol_id: Optional


class Outside(Model):
    """How many meetings took place where no PLG met, and in how many a protocol was used."""

    meetings: int = Field(ge=0)
    with_protocol: int = Field(ge=0)


class Listed(Model):
    """A meeting as a list shows it; ``led_by`` and ``noted_by`` are ids."""

    id: str
    of: Party
    group: str
    kind: MeetingKind
    name: str
    starts_at: datetime
    day: date
    minutes: int
    course: Course | None
    facilitator: str
    note_taker: str
    led_by: str
    noted_by: str


class Meeting(Plan):
    """A meeting as it stands. Its plan is of this ``number``; a later one was changed since.

    ``expected`` are those in the PLG on its day, and whoever facilitates in place of another;
    ``names`` are theirs and those of everybody whom plan or record name, by id.
    """

    id: str
    number: int = Field(ge=1)
    group: str
    recordable: bool
    expected: tuple[str, ...]
    names: Mapping[str, str]
    course: Course | None
    came: Mapping[str, Presence]
    answers: Mapping[str, str]
    notes: tuple[NoteVersion, ...]
    actions: tuple[Action, ...]

    def about(self, part: str) -> tuple[NoteVersion, ...]:
        """The current texts in one part of the record, the newest first."""
        return tuple(note for note in self.notes if note.about == part)


class Minutes(Model):
    """A meeting as a paper shows it, in words alone.

    ``agenda`` are when, how long, what, and who brings work; ``to_do`` is what is open from before.
    """

    title: str
    school: str
    when: str
    place: str
    why: str
    facilitator: str
    note_taker: str
    expected: tuple[str, ...]
    to_do: tuple[str, ...]
    agenda: tuple[tuple[str, str, str, str], ...]
    became: str
    came: tuple[tuple[str, tuple[str, ...]], ...]
    answers: tuple[tuple[str, str], ...]
    notes: tuple[tuple[str, tuple[str, ...]], ...]
    actions: tuple[str, ...]

    @property
    def recorded(self) -> bool:
        """Whether anything is told of what the meeting left."""
        came = any(who for _, who in self.came)
        noted = any(texts for _, texts in self.notes)
        return bool(self.became or came or self.answers or noted or self.actions)
