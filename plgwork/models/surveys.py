"""Surveys as they are kept: a file for a week, counts, what was let out, and what the school says.

A file and the counts are their owner's alone; the coded answers are never kept.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from plgwork.models.figures import Choice, Roster, SuppressedTable
from plgwork.models.instruments import Instrument
from plgwork.models.model import Model, Slug, Typed, Words

KEPT = timedelta(days=7)  # that an uploaded file is kept; then only what was counted stays
MOST_NAME, MOST_TITLE, MOST_WORDS = 200, 200, 4_000  # characters
MIN_QUOTES = 10  # answers to an open question, before any may be read


class Draft(Model):
    """A file somebody uploaded, without what is in it."""

    id: str
    name: Typed
    digest: str  # SHA-256 of the file, under which corrections are kept
    size: int = Field(ge=0)  # bytes
    uploaded_at: datetime
    expires_at: datetime


class Survey(Model):
    """A questionnaire somebody asks, in one wave or several.

    ``owner_id`` is None once its owner was erased; ``mine`` says whether whoever asks may count
    and let out.
    """

    id: str
    title: Words = Field(max_length=MOST_TITLE)
    instrument: Instrument
    owner_id: Slug | None
    mine: bool
    created_at: datetime


class Count(Model):
    """What is kept of one wave: its tally, in bytes that ``analysis.tally`` reads.

    ``rostered`` is who could have answered, ``rostered_by`` the same by group of each grouping;
    None where nobody said.
    """

    name: Typed = Field(default="", max_length=MOST_NAME)
    tally: bytes = Field(repr=False)
    respondents: int = Field(ge=0)
    rostered: int | None = Field(default=None, ge=0)
    rostered_by: Mapping[str, Mapping[str, int]] | None = None

    @property
    def roster(self) -> Roster | None:
        """Who could have answered, as the gate takes it."""
        if self.rostered is None:
            return None
        return Roster(people=self.rostered, groups=self.rostered_by or {})


class Wave(Count):
    """A wave as it was counted."""

    counted_at: datetime


class Quoted(Model):
    """The answers to one open question as they may be read: redacted, in their alphabet."""

    asked: Words
    wave: str = ""
    answers: tuple[str, ...] = Field(min_length=MIN_QUOTES, repr=False)


class Offer(Model):
    """What a survey's owner lets out, after the gate.

    ``number`` is one more than the releases it was audited with. ``quotes`` are open answers that
    may be read, by the id of their question.
    """

    number: int = Field(ge=1)
    choice: Choice
    table: SuppressedTable
    quotes: Mapping[str, Quoted] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _passed_the_gate(self) -> "Offer":
        if self.table.exact:
            raise ValueError("exact figures are for the owner alone and cannot be let out")
        return self


class Release(Offer):
    """What was let out; it never changes."""

    released_at: datetime


def _said(text: str) -> str:
    if not text.strip():
        raise ValueError("say it in a few words")
    return text.strip()


Said = Annotated[Typed, AfterValidator(_said), Field(max_length=MOST_WORDS)]


class Reply(Model):
    """What the school says to one release: ``number`` is the release's."""

    number: int = Field(ge=1)
    heard: Said
    will_do: Said
    by_when: date


class SchoolAnswer(Reply):
    """A reply as every member of the school reads it, under the title the survey then had."""

    survey_id: str
    title: Words
    published_at: datetime
