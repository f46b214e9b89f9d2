"""Conversations that the invented school owes."""

from typing import Literal, Self

from pydantic import Field, model_validator

from plgwork.models.followups import About, Sign
from plgwork.models.meetings import Optional
from plgwork.models.model import Model, Slug, Words


class InventedFollowUp(Model):
    """A follow-up that was opened so many days ago; ``ended_after`` is 0 while it is open."""

    plg: Slug
    by: Slug
    person: Optional = ""
    days_ago: int = Field(ge=1, le=60)
    talk_in: int = Field(ge=0, le=60)
    ended_after: int = Field(default=0, ge=0)
    sign: Sign | None = None
    about: About
    note: Words
    came: str = ""

    @model_validator(mode="after")
    def _has_ended(self) -> Self:
        if self.ended_after >= self.days_ago:
            raise ValueError("it ended before today, or has not ended")
        return self


class InventedFollowUps(Model):
    """Conversations that are due, and the leader who reads them."""

    id: Literal["followups"]
    leader: Slug
    named_by: Slug
    followups: tuple[InventedFollowUp, ...]
