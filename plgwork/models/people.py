"""Schools, the people in them, the groups they meet in, and who may facilitate when."""

from datetime import date, time, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from plgwork.models.accounts import Account
from plgwork.models.model import Model, Slug, Words
from plgwork.models.months import Month


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


class Weekday(StrEnum):
    """The days a group can meet on."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @property
    def number(self) -> int:
        """0 for Monday, as ``date.weekday`` counts."""
        return list(Weekday).index(self)


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


class MeetingTime(Model):
    """When and where a group meets: a weekday, in which weeks of the month, how long."""

    weekday: Weekday
    starts: time
    minutes: int = Field(ge=5, le=480)
    weeks: tuple[Annotated[int, Field(ge=1, le=5)], ...] = Field(min_length=1)
    place: Words

    @property
    def ends(self) -> time:
        """When the meeting is over."""
        minutes = self.starts.hour * 60 + self.starts.minute + self.minutes
        return time(minutes // 60 % 24, minutes % 60)

    def days(self, month: Month) -> list[date]:
        """The days of a month on which the group meets."""
        first = month.first + timedelta((self.weekday.number - month.first.weekday()) % 7)
        days = [first + timedelta(weeks=week - 1) for week in self.weeks]
        return sorted(day for day in days if day <= month.last)

    def next_day(self, today: date) -> date:
        """The next day on which the group meets, today included."""
        month = Month.of(today)
        # A weekday's fifth time in a month can be four months away.
        days = [day for ahead in range(5) for day in self.days(month.plus(ahead))]
        return next(day for day in days if day >= today)


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
    """A PLG as its members see it on one day: who is in it, who facilitates."""

    plg: Plg
    members: tuple[Person, ...]
    facilitators: tuple[Person, ...]
    substitute: Person | None = None
    substitute_day: date | None = None
