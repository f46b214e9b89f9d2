"""A norm check: how a group kept its norms in one meeting, told by all and by nobody.

It keeps how often each mark was given to each norm and, apart from that, who has answered; once it
is closed, neither of them, but what may be shown.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import Field

from plgwork.models.agreements import Line
from plgwork.models.figures import SuppressedTable
from plgwork.models.model import Model, Slug, Words

REOPENS = timedelta(hours=20)  # after which a group looks back on another meeting


class Mark(StrEnum):
    """How a norm was kept, from least to most."""

    NOT_TODAY = "not-today"
    PARTLY = "partly"
    KEPT = "we-kept-it"


Marks = Mapping[Mark, Words]  # what each is called


class Asked(Model):
    """What a check asks, in the words it had on that day: each norm, and a name for each mark."""

    norms: tuple[Line, ...] = Field(min_length=1)
    marks: Marks


Taps = Mapping[Slug, Mark]  # what one person says, by norm; a norm may be left out
Counted = Mapping[Slug, Mapping[Mark, int]]  # how often, by norm and mark


class NormCheck(Model):
    """A check as its group sees it; ``number`` is the edition of the norms it asks about.

    ``answered`` is how many have, or had; None where it was closed with too few. ``results`` are
    there once it is closed, and never change. ``mine``: whoever asks may close it.
    """

    id: str
    plg_id: Slug
    code: str
    number: int = Field(ge=1)
    asked: Asked
    opened_at: datetime
    closed_at: datetime | None = None
    answered: int | None = Field(default=0, ge=0)
    results: SuppressedTable | None = None
    mine: bool = False

    @property
    def open(self) -> bool:
        """Whether one can answer."""
        return self.closed_at is None


class Phone(Model):
    """A check as somebody's phone shows it, who is in the group today."""

    check: NormCheck
    plg: Words
    timezone: Words
    done: bool  # whether they have answered
