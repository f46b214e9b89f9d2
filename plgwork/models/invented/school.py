"""Who is in the invented school, and who was."""

from collections.abc import Mapping
from typing import Literal

from plgwork.models.invented.when import When
from plgwork.models.model import Model, Slug, Words
from plgwork.models.people import PlgKind, Role, School, TrainingState
from plgwork.models.schedules import MeetingTime


class InventedPerson(Model):
    """One of the staff."""

    id: Slug
    name: Words
    staff_kind: Slug
    work: Words
    roles: tuple[Role, ...]


class InventedPlg(Model):
    """A group, who facilitates it, and who joined or left along the way."""

    id: Slug
    name: Words
    kind: PlgKind
    grouping: Slug | None = None
    facilitator: Slug
    meets: MeetingTime
    members: tuple[Slug, ...]
    joined: Mapping[Slug, When] = {}
    left: Mapping[Slug, When] = {}


class InventedTraining(When):
    """Training somebody had."""

    person: Slug
    state: TrainingState
    by: Slug


class InventedSubstitute(When):
    """A meeting that somebody else facilitated: the first, second, … of its month."""

    plg: Slug
    person: Slug
    meeting: int


class InventedSchool(Model):
    """A school nobody could take for a real one.

    ``begins_with`` still has the present month to write, so that a visitor can.
    """

    id: Literal["school"]
    begins_with: Slug
    school: School
    people: tuple[InventedPerson, ...]
    plgs: tuple[InventedPlg, ...]
    training: tuple[InventedTraining, ...]
    substitutes: tuple[InventedSubstitute, ...] = ()
