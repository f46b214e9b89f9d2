"""Schools, the people in them, the groups they meet in, and who may facilitate when."""

from datetime import date
from enum import StrEnum

from plgwork.models.accounts import Account
from plgwork.models.model import Model, Slug, Words
from plgwork.models.schedules import MeetingTime


class Role(StrEnum):
    """What a person is to the workbook; one person may be several."""

    MEMBER = "member"
    FACILITATOR = "facilitator"
    COACH = "coach"
    LEADER = "leader"
    STEWARD = "steward"


class PlgKind(StrEnum):
    """What holds a group together; the last three may span schools."""

    SCHOOL = "school"
    FACILITATORS = "facilitators"
    LEADERS = "leaders"
    ROLE_ALIKE = "role-alike"


class School(Model):
    """A school, its clock and its year."""

    id: Slug
    name: Words
    timezone: Words
    calendar: Slug


class Person(Model):
    """Anyone known to a school."""

    id: Slug
    school_id: Slug
    name: Words
    work: str
    staff_kind: Slug
    roles: tuple[Role, ...]


class Plg(Model):
    """A professional learning group; ``school_id`` is None when it spans schools."""

    id: Slug
    name: Words
    kind: PlgKind
    school_id: Slug | None
    grouping: Slug | None = None
    meets: MeetingTime | None = None


class Membership(Model):
    """Who belongs to which group, from when until when, and whether they facilitate it."""

    plg_id: Slug
    person_id: Slug
    facilitates: bool = False
    since: date
    until: date | None = None


class Substitute(Model):
    """Somebody who facilitates one meeting in place of the facilitator."""

    plg_id: Slug
    person_id: Slug
    day: date


class TrainingState(StrEnum):
    """How far a facilitator's training is."""

    TRAINED = "trained"
    IN_TRAINING = "in-training"


class Training(Model):
    """Training a facilitator had: how far, by whom, when."""

    person_id: Slug
    state: TrainingState
    by: Words
    day: date


class Roster(Model):
    """Everything a steward enrols at one time."""

    people: tuple[Person, ...] = ()
    plgs: tuple[Plg, ...] = ()
    memberships: tuple[Membership, ...] = ()
    substitutes: tuple[Substitute, ...] = ()
    trainings: tuple[Training, ...] = ()
    accounts: tuple[Account, ...] = ()


class Group(Model):
    """A PLG as its members see it on one day: who is in it, who facilitates.

    ``since`` is the day from which somebody has been in it; None while nobody is.
    """

    plg: Plg
    since: date | None = None
    members: tuple[Person, ...]
    facilitators: tuple[Person, ...]
    substitute: Person | None = None
    substitute_day: date | None = None
