"""How invented facilitators learned."""

from typing import Literal

from pydantic import Field

from plgwork.models.invented.when import When
from plgwork.models.model import Model, Slug


class InventedUnit(When):
    """A unit that somebody finished in a month."""

    lesson: Slug


class InventedRound(When):
    """What somebody practised of a skill in a month: so many answers, and how many were right."""

    skill: Slug
    met: int = Field(ge=0)
    of: int = Field(ge=1, le=20)


class InventedLearner(Model):
    """How one invented person learned."""

    person: Slug
    units: tuple[InventedUnit, ...] = ()
    rounds: tuple[InventedRound, ...] = ()


class InventedLearning(Model):
    """How the invented people learned to facilitate."""

    id: Literal["learning"]
    people: tuple[InventedLearner, ...]
