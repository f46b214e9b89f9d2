"""What the invented school agreed on."""

from typing import Literal

from pydantic import Field

from plgwork.models.agreements import Goal, Matter
from plgwork.models.invented.when import When
from plgwork.models.model import Model, Slug, Words


class InventedAgreement(When):
    """Something that was adopted in a month, by that share of those it binds; ``school`` is all."""

    of: Slug
    by: Slug
    review: When
    share: float = Field(gt=0, le=1)
    matter: Matter


class InventedValue(When):
    """What a measure was in a month."""

    value: float


class InventedMeasure(Model):
    """By what they see that a purpose is reached."""

    of: Slug
    by: Slug
    goal: Goal
    values: tuple[InventedValue, ...]


class InventedSaying(Model):
    """What somebody said so many days ago."""

    by: Slug
    days_ago: int = Field(ge=1, le=60)
    text: Words


class InventedWording(Model):
    """A version of a proposal, so many days ago."""

    by: Slug
    days_ago: int = Field(ge=1, le=60)
    matter: Matter


class InventedHand(Model):
    """A hand that somebody showed to the latest version."""

    by: Slug
    fist: int = Field(ge=0, le=5)
    reason: str = ""


class InventedProposal(Model):
    """What a group is in the middle of."""

    of: Slug
    versions: tuple[InventedWording, ...] = Field(min_length=1)
    comments: tuple[InventedSaying, ...] = ()
    hands: tuple[InventedHand, ...] = ()


class InventedAgreements(Model):
    """What the invented school agreed on, and what one of its PLGs is about to."""

    id: Literal["agreements"]
    adopted: tuple[InventedAgreement, ...]
    measures: tuple[InventedMeasure, ...]
    proposed: tuple[InventedProposal, ...]
