"""Drafts of the invented school’s PLGs."""

from typing import Literal

from pydantic import Field

from plgwork.models.groupings import MOST_SAID
from plgwork.models.model import Model, Slug, Words


class InventedWish(Model):
    """What somebody said when asked what group would serve them."""

    person: Slug
    text: Words = Field(max_length=MOST_SAID)


class InventedFree(Model):
    """When the people of a PLG are free."""

    plg: Slug
    periods: tuple[Words, ...]


class InventedMove(Model):
    """Somebody in another PLG than today."""

    person: Slug
    to: Slug
    facilitates: bool = False


class InventedDraft(Model):
    """A draft of next year's PLGs, from those of today."""

    by: Slug
    name: Words
    moves: tuple[InventedMove, ...]
    reasons: tuple[InventedWish, ...]


class InventedGroupings(Model):
    """What the invented school thinks about next year's PLGs."""

    id: Literal["groupings"]
    wishes: tuple[InventedWish, ...]
    free: tuple[InventedFree, ...]
    draft: InventedDraft
