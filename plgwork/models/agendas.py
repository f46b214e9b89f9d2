"""The agenda of a cohort's meeting, as authors write it."""

from typing import Literal

from pydantic import Field, model_validator

from plgwork.models.model import Model, Slug, Words


class Block(Model):
    """A timed part; ``leads`` is the section of the page where it happens."""

    name: Words = Field(max_length=60)
    minutes: int = Field(ge=1, le=60)
    happens: Words = Field(max_length=200)
    leads: Literal["round", "shared", "marks", "dilemmas", "expertise", "plan"] | None = None


class Agenda(Model):
    """Blocks that add up to 60 or 90 minutes."""

    id: Slug
    name: Words
    minutes: Literal[60, 90]
    serves: Words
    blocks: tuple[Block, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _adds_up(self) -> "Agenda":
        together = sum(one.minutes for one in self.blocks)
        if together != self.minutes:
            raise ValueError(f"minutes of its blocks must be {self.minutes}; not {together}")
        return self
