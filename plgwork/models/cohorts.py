"""What a facilitators' PLG does together: live rounds, snapshots, dilemmas, expertise, plans."""

from datetime import datetime
from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, model_validator

from plgwork.models.figures import SuppressedTable
from plgwork.models.meetings import Block, total
from plgwork.models.model import Model, Slug, Typed, Words

MOST_ASKED = 300
MOST_TOLD = 2_000
MOST_DILEMMA = 300
MOST_WORDS = 140
MOST_PLAN = 4_000
MONTH = r"^\d{4}-\d{2}$"


class Jotted(Model):
    """A text as it is kept now; who writes upon another ``version`` of it has not seen this one."""

    text: Typed
    version: str
    saved_at: datetime


class Told(Model):
    """What somebody wrote in a round that is open."""

    by: str
    text: str
    mine: bool


class LiveRound(Model):
    """A question to a cohort, to which each writes one thing.

    Until it is opened, nothing of others is here but how many wrote.
    """

    id: str
    plg_id: Slug
    question: str
    asked_at: datetime
    opened_at: datetime | None = None
    written: int = Field(ge=0)
    mine: Jotted | None = None
    told: tuple[Told, ...] = ()


class Marked(Model):
    """Of how many people a figure speaks, and of how many the mean mark rounds to a 4 or 5."""

    people: int = Field(ge=0)
    high: int = Field(ge=0)


class Snapshot(Model):
    """A cohort's ratings of one month, as they were let out; they never change."""

    plg_id: Slug
    month: str = Field(pattern=MONTH)
    table: SuppressedTable
    let_out_at: datetime


class Dilemma(Model):
    """A question somebody would bring; ``presents`` where they are next."""

    id: str
    plg_id: Slug
    by: str
    mine: bool
    question: str
    offered_at: datetime
    presents: bool


class Side(StrEnum):
    """Whether somebody has something to give, or looks for it."""

    OFFERS = "offers"
    SEEKS = "seeks"


class Saying(Model):
    """What somebody says they offer or seek: a kind, and a few words."""

    side: Side
    topic: Slug
    words: Typed = Field(default="", max_length=MOST_WORDS)


class Expertise(Model):
    """What somebody in a cohort offers or seeks."""

    id: str
    plg_id: Slug
    person_id: Slug
    by: str
    mine: bool
    saying: Saying


class CohortPlan(Model):
    """What a cohort means to do in a month."""

    plg_id: Slug
    month: str = Field(pattern=MONTH)
    kept: Jotted


class Opener(Model):
    """A question to begin a live round with, and when it serves."""

    id: Slug
    question: Words = Field(max_length=MOST_ASKED)
    when: Words


class CohortBlock(Block):
    """A block, what happens in it, and the section of the page that it leads to."""

    happens: Words = Field(max_length=200)
    leads: Literal["round", "shared", "marks", "dilemmas", "expertise", "plan"] | None = None


class CohortAgenda(Model):
    """The agenda of a cohort's meeting: blocks that add up to 60 or 90 minutes."""

    id: Slug
    name: Words
    minutes: Literal[60, 90]
    serves: Words
    blocks: tuple[CohortBlock, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if total(self.blocks) != self.minutes:
            raise ValueError(
                f"its blocks take {total(self.blocks)} minutes, and it has {self.minutes}"
            )
        return self
