"""What a person practised and learned: answers, what comes back when, units begun and finished."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from pydantic import Field

from plgwork.models.model import Model, Slug


class Grade(StrEnum):
    """How an item went: missed, nearly, or met."""

    MISSED = "missed"
    NEARLY = "nearly"
    MET = "met"


class Given(Model):
    """What somebody said to one ask of an item, and what its key is; either may be a move's id."""

    ask: Slug
    label: Slug
    key: Slug
    right: bool


class Answer(Model):
    """One item, answered once. ``id`` is made where it is asked: sent twice, it is one answer."""

    id: Slug
    exercise_id: Slug
    item_id: Slug
    skill: Slug
    grade: Grade
    given: tuple[Given, ...] = ()


class Answered(Answer):
    """An answer as it is kept."""

    answered_at: datetime


class Recall(Model):
    """When an item comes back, and what the scheduler remembers of it."""

    exercise_id: Slug
    item_id: Slug
    skill: Slug
    due_at: datetime
    state: str


class Place(Model):
    """An item of an exercise."""

    exercise_id: Slug
    item_id: Slug


class SkillProgress(Model):
    """How one skill goes: the latest answers, and how many items wait to come back."""

    skill: Slug
    answers: int = Field(ge=0)
    met: int = Field(ge=0)
    due: int = Field(ge=0)

    @property
    def share(self) -> float | None:
        """The share of the latest answers that met; None before the first."""
        return self.met / self.answers if self.answers else None


class Confusion(Model):
    """What was taken for what, for one ask: ``counts[key][label]``."""

    ask: Slug
    labels: tuple[Slug, ...]
    counts: Mapping[str, Mapping[str, int]]


class Study(Model):
    """How far a person is with a unit of the training path."""

    person_id: Slug
    lesson_id: Slug
    begun_at: datetime
    finished_at: datetime | None = None


class SkillTally(Model):
    """Of so many people who practised a skill in a month, so many are sure of it."""

    skill: Slug
    people: int = Field(ge=0)
    sure: int = Field(ge=0)
