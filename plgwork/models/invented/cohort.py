"""What the invented facilitators did together."""

from typing import Literal

from pydantic import Field

from plgwork.models.cohorts import MOST_ASKED, MOST_DILEMMA, MOST_TOLD, MOST_WORDS, Side
from plgwork.models.invented.when import When
from plgwork.models.model import Model, Slug, Words


class InventedTold(Model):
    """What somebody wrote in a live round."""

    by: Slug
    text: Words = Field(max_length=MOST_TOLD)


class InventedLiveRound(When):
    """A round that was opened at the cohort's meeting of a month."""

    question: Words = Field(max_length=MOST_ASKED)
    told: tuple[InventedTold, ...]


class InventedDilemma(Model):
    """A dilemma somebody offered so many days ago."""

    by: Slug
    days_ago: int = Field(ge=1, le=60)
    question: Words = Field(max_length=MOST_DILEMMA)
    presents: bool = False


class InventedExpertise(Model):
    """What somebody offers or seeks."""

    by: Slug
    side: Side
    topic: Slug
    words: Words = Field(max_length=MOST_WORDS)


class InventedPlan(When):
    """What the cohort planned for a month."""

    text: Words


class InventedCohort(Model):
    """What the invented facilitators' PLG does together."""

    id: Literal["cohort"]
    plg: Slug
    coach: Slug
    rounds: tuple[InventedLiveRound, ...]
    snapshots: tuple[When, ...]
    dilemmas: tuple[InventedDilemma, ...]
    expertise: tuple[InventedExpertise, ...]
    plans: tuple[InventedPlan, ...]
