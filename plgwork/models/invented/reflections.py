"""What one invented facilitator wrote, month by month."""

from plgwork.models.invented.when import When
from plgwork.models.model import Model, Slug, Words
from plgwork.models.reflections import Outcome


class InventedAnswer(Model):
    """What somebody wrote to a prompt."""

    prompt: Slug
    shared: bool = False
    text: Words


class InventedCommitment(Model):
    """What somebody planned, and what came of it."""

    text: Words
    outcome: Outcome
    how: Words


class InventedMonth(When):
    """One month of one person's reflections."""

    answers: tuple[InventedAnswer, ...] = ()
    commitments: tuple[InventedCommitment, ...] = ()


class InventedReflections(Model):
    """Everything one invented person wrote."""

    id: Slug
    author: Slug
    months: tuple[InventedMonth, ...]
