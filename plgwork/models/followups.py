"""Follow-ups: a conversation that somebody owes, who owns it, by when, and how it ends."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from plgwork.models.agreements import Line
from plgwork.models.meetings import Became, Optional, Presence
from plgwork.models.model import Model, Slug, Typed, Words

MOST_ABOUT, MOST_NOTE = 500, 20_000  # characters
About = Annotated[
    Typed, StringConstraints(strip_whitespace=True, min_length=1, max_length=MOST_ABOUT)
]


class Sign(StrEnum):
    """By what one sees that a conversation may be due. Each has its words in a vocabulary."""

    NOT_MET = "not-met"
    NORM = "norm"
    ATTENDANCE = "attendance"
    WORK_BROUGHT = "work-brought"
    EVERYONE_SPOKE = "everyone-spoke"
    PROTOCOL_FINISHED = "protocol-finished"
    DEBRIEFED = "debriefed"


ASKED = (Sign.WORK_BROUGHT, Sign.EVERYONE_SPOKE, Sign.PROTOCOL_FINISHED, Sign.DEBRIEFED)


class Past(Model):
    """A meeting that was planned for a day up to today.

    ``came`` says of whom what the record says, and is empty for those who do not facilitate.
    """

    day: date
    became: Became | None = None
    taken_by: Optional = ""
    answers: Mapping[str, str] = {}
    came: Mapping[Slug, Presence] = {}

    @property
    def took_place(self) -> bool:
        """Whether the record says so, or answers what it asks of a meeting."""
        if self.became is None:
            return bool(self.answers)
        return self.became is not Became.DISPLACED


class History(Model):
    """The meetings of a PLG, the earliest first, for whoever looks after it.

    ``mine``: whoever asks facilitates it. ``names`` are those of its people today, by id.
    """

    plg_id: Slug
    plg: Words
    mine: bool
    meetings: tuple[Past, ...] = ()
    names: Mapping[Slug, Words] = {}


class Told(Model):
    """What one check tells of a norm: the share that kept it, in words as it was let out.

    ``percent`` is that of the words; where they name an end, it is the end.
    """

    day: date
    percent: int = Field(ge=0, le=100)
    words: str


class Kept(Model):
    """How a norm was kept, check by check, the earliest first."""

    norm: Line
    told: tuple[Told, ...]


class Matter(Model):
    """What an occasion is about: a sign, in a PLG, of a person or a norm where it is of one."""

    plg_id: Slug
    sign: Sign
    person_id: Optional = ""
    norm_id: Optional = ""

    @model_validator(mode="after")
    def _of_its_kind(self) -> Self:
        if (self.sign is Sign.ATTENDANCE) != bool(self.person_id):
            raise ValueError("being away is told of somebody, and nothing else is")
        if (self.sign is Sign.NORM) != bool(self.norm_id):
            raise ValueError("a norm is named where it is one that is kept less")
        return self


class Occasion(Model):
    """Something that was seen, and that asks for a conversation; it is no mark of anybody.

    ``days`` are those of the meetings or checks it was seen on, the earliest first; ``since`` is
    the last day before them on which it was otherwise, where that is known. ``takers`` took the
    time of meetings that were lost; ``shares`` are of a norm that is kept less.
    """

    matter: Matter
    days: tuple[date, ...] = Field(min_length=1)
    since: date | None = None
    takers: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()
    norm: str = ""

    @property
    def through(self) -> date:
        """The newest day on which it was seen."""
        return self.days[-1]


class Settled(Model):
    """That somebody looked after what was seen up to a day; nothing of it comes back to them."""

    matter: Matter
    through: date


class Opening(Model):
    """What a follow-up begins with; ``settles`` is the occasion it came of, if any."""

    plg_id: Slug
    person_id: Optional = ""
    about: About
    due: date
    settles: Settled | None = None


class Part(StrEnum):
    """What is written in a follow-up."""

    NOTE = "note"
    CAME = "what-came-of-it"


class FollowUpDraft(Model):
    """A text on its way to the store, and the versions it was written upon."""

    followup_id: str
    part: Part
    text: Typed = Field(max_length=MOST_NOTE)
    bases: tuple[str, ...] = ()
    sitting: Words


class FollowUpNote(Model):
    """A text in a follow-up; current until somebody wrote upon it. ``by`` is a name."""

    id: str
    part: Part
    text: str
    by: str
    saved_at: datetime


class Circle(Model):
    """Who looks after a PLG: names by id. ``leader`` is the one named for follow-ups, if any."""

    facilitators: Mapping[Slug, Words] = {}
    coaches: Mapping[Slug, Words] = {}
    leader: Mapping[Slug, Words] = {}

    @property
    def everybody(self) -> dict[str, str]:
        """All of them: who may own a follow-up."""
        return {**self.facilitators, **self.coaches, **self.leader}


class FollowUp(Model):
    """A follow-up as one of those sees it who may; ``mine``: whoever asks owns it.

    ``noted``: they read its notes as well; who opened it or handed it over sees that it is there.
    ``leader`` is the name of the leader who reads it, if one does. ``owner`` is empty once they
    were erased.
    """

    id: str
    plg_id: Slug
    plg: Words
    person_id: Optional
    person: str
    about: str
    owner_id: Optional
    owner: str
    mine: bool
    noted: bool
    leader: str
    opened_at: datetime
    due: date
    ended_at: datetime | None = None
    notes: tuple[FollowUpNote, ...] = ()

    def of(self, part: Part) -> tuple[FollowUpNote, ...]:
        """The current texts of one part, the newest first."""
        return tuple(one for one in self.notes if one.part is part)


class Known(Model):
    """What somebody sees of a follow-up that is about them: never a note, nobody's name."""

    id: str
    plg: Words
    about: str
    due: date
    ended_at: datetime | None
    coached: bool  # its owner does not facilitate the PLG
