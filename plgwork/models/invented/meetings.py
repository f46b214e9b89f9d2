"""What the invented school’s meetings left."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from plgwork.models.meetings import ActionState, Became, Optional
from plgwork.models.model import Model, Slug, Words


class InventedAction(Model):
    """What somebody took on, and by how many days after the meeting."""

    text: Words
    owner: Slug
    days: int = Field(ge=1, le=60)
    state: ActionState = ActionState.OPEN


class InventedRecord(Model):
    """What a meeting left."""

    agenda: Optional = ""
    brings: Optional = ""
    answers: Mapping[Slug, Literal["yes", "partly", "no"]] = {}
    notes: Mapping[Slug, Words] = {}
    actions: tuple[InventedAction, ...] = ()


class InventedMeeting(InventedRecord):
    """A meeting of a PLG, so many times ago; who is not named as away or for a part came."""

    plg: Slug
    back: int = Field(ge=1, le=12)
    became: Became = Became.HELD
    minutes: int | None = None
    taken_by: Optional = ""
    part: tuple[Slug, ...] = ()
    away_with_notice: tuple[Slug, ...] = ()
    away: tuple[Slug, ...] = ()


class InventedFaculty(InventedRecord):
    """A meeting of the whole staff, so many days ago."""

    by: Slug
    days_ago: int = Field(ge=1, le=60)
    name: Words


class InventedMeetings(Model):
    """What the invented school's meetings left."""

    id: Literal["meetings"]
    meetings: tuple[InventedMeeting, ...]
    faculty: tuple[InventedFaculty, ...] = ()
