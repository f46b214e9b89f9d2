"""The invented school’s survey."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from plgwork.models.invented.when import When
from plgwork.models.model import Model, Slug, Words


class InventedStaffGroup(Model):
    """So many staff; ``higher`` is how they answer beside others."""

    name: Words
    people: int = Field(ge=1)
    higher: float = 0.0


class InventedGrouping(Model):
    """What staff are asked of themselves."""

    id: Slug
    asked: Words
    groups: tuple[InventedStaffGroup, ...]


class InventedWave(When):
    """One time the survey was asked: who answered and how, and what the school said to it."""

    name: Words
    rate: float = Field(gt=0, le=1)
    levels: Mapping[Slug, float]  # by item: what people answer on the middle, from 1
    heard: Words
    will_do: Words
    until: When


class InventedSurvey(Model):
    """A survey of the invented school."""

    id: Literal["survey"]
    title: Words
    asks: Slug
    instrument: Slug
    groupings: tuple[InventedGrouping, ...]
    waves: tuple[InventedWave, ...]
