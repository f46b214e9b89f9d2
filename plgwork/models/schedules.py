"""When people meet: patterns, the days a school keeps, the rule it holds itself to, other work."""

from datetime import date, datetime, time
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from plgwork.models.model import Model, Slug, Words
from plgwork.models.months import Month


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


class Weekly(Model):
    """Every week on one day."""

    kind: Literal["weekly"] = "weekly"
    weekday: Weekday


class EveryOtherWeek(Model):
    """Every other week on one day, counted from a week in which the group meets."""

    kind: Literal["every-other-week"] = "every-other-week"
    weekday: Weekday
    week_of: date


class WeeksOfMonth(Model):
    """One weekday, in some of the weeks of a month: the first Tuesday, the third."""

    kind: Literal["weeks-of-month"] = "weeks-of-month"
    weekday: Weekday
    weeks: tuple[Annotated[int, Field(ge=1, le=5)], ...] = Field(min_length=1)


class RotationDays(Model):
    """Days of the school's cycle, as A of A and B, or 2 and 5 of six; maybe on one weekday only."""

    kind: Literal["rotation"] = "rotation"
    days: tuple[Words, ...] = Field(min_length=1)
    weekday: Weekday | None = None


Pattern = Annotated[
    Weekly | EveryOtherWeek | WeeksOfMonth | RotationDays, Field(discriminator="kind")
]


class MeetingTime(Model):
    """When and where people meet: a pattern, from what time, how many minutes, in which place."""

    pattern: Pattern
    starts: time
    minutes: int = Field(ge=5, le=480)
    place: Words

    @property
    def ends(self) -> time:
        """When the meeting is over."""
        minutes = self.starts.hour * 60 + self.starts.minute + self.minutes
        return time(minutes // 60 % 24, minutes % 60)


class SpecialKind(StrEnum):
    """What sets some days apart from others."""

    CLOSED = "closed"
    EARLY_RELEASE = "early-release"
    TESTING = "testing"


class SpecialDays(Model):
    """Days on which school is closed, ends early, or tests; and whether PLGs meet all the same.

    Without an id they are new.
    On closed days nobody meets, and the cycle of A and B days does not go on.
    """

    id: Slug | Literal[""] = ""
    kind: SpecialKind
    name: Words = Field(max_length=120)
    first: date
    last: date
    plgs_meet: bool = False

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise ValueError("the last day comes before the first")
        if self.kind is SpecialKind.CLOSED and self.plgs_meet:
            raise ValueError("nobody meets while school is closed")
        return self

    def cover(self, day: date) -> bool:
        """Whether this is one of them."""
        return self.first <= day <= self.last


MOST_YEAR_DAYS = 400


class SchoolYear(Model):
    """A school year: its first day, its last, and the names of the days of its cycle, if any."""

    first: date
    last: date
    cycle: tuple[Annotated[Words, Field(max_length=12)], ...] = Field(default=(), max_length=12)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise ValueError("the last day comes before the first")
        if (self.last - self.first).days > MOST_YEAR_DAYS:
            raise ValueError(f"a school year has at most {MOST_YEAR_DAYS} days")
        if len(set(self.cycle)) < len(self.cycle):
            raise ValueError("two days of the cycle bear one name")
        return self

    def holds(self, day: date) -> bool:
        """Whether a day lies in this year."""
        return self.first <= day <= self.last


class SchoolDays(Model):
    """What a school said of its days. While it said nothing of any year, every day counts."""

    years: tuple[SchoolYear, ...] = ()
    special: tuple[SpecialDays, ...] = ()

    def year_of(self, day: date) -> SchoolYear | None:
        """The year that a day lies in."""
        return next((year for year in self.years if year.holds(day)), None)


class OtherWork(Model):
    """Time set aside for work that is not a PLG's: faculty meetings, grading. New without an id."""

    id: Slug | Literal[""] = ""
    name: Words = Field(max_length=120)
    meets: MeetingTime


LEAST_MINUTES, LEAST_TIMES = 50, 2


class MeetingRule(Model):
    """What every PLG's time is held against. A school may ask for more than the framework."""

    minutes: int = Field(default=LEAST_MINUTES, ge=LEAST_MINUTES, le=480)
    times: int = Field(default=LEAST_TIMES, ge=LEAST_TIMES, le=10)


class Facilitated(Model):
    """Who facilitated a group last, and the last day on which they did."""

    plg_id: Slug
    name: Words
    until: date


class Slot(Model):
    """Time that a schedule gives a group, or other work where there is none; in school time."""

    of: Slug
    name: Words
    starts_at: datetime
    ends_at: datetime
    place: Words

    @property
    def day(self) -> date:
        """The date on which it begins."""
        return self.starts_at.date()


class Fit(StrEnum):
    """How a month of a group stands to the rule."""

    ENOUGH = "enough"
    LITTLE = "little"
    SHORT_MONTH = "short-month"
    NOT_BEGUN = "not-begun"


class MonthPlan(Model):
    """What a group plans in one month: how many meetings, how many minutes, what falls away."""

    month: Month
    meetings: int
    minutes: int
    school_days: int
    falls_away: tuple[date, ...]
    fit: Fit


class YearPlan(Model):
    """What a group plans month by month, beside the rule; ``never`` when it never meets.

    ``since`` is the first day that counts: of the year, or of the group where it began later.
    """

    plg_id: Slug
    since: date
    name: Words
    months: tuple[MonthPlan, ...]
    too_brief: bool
    never: bool

    @property
    def meetings(self) -> int:
        """How many meetings in all."""
        return sum(month.meetings for month in self.months)

    @property
    def minutes(self) -> int:
        """How many minutes in all."""
        return sum(month.minutes for month in self.months)

    @property
    def little(self) -> tuple[Month, ...]:
        """The months in which there is too little."""
        return tuple(one.month for one in self.months if one.fit is Fit.LITTLE)


class Clash(Model):
    """Two things planned for one time that the same people belong to; on how many days, and when
    first. Where ``people`` is empty, everybody is meant.
    """

    first: Words
    second: Words
    people: tuple[Words, ...]
    days: tuple[date, ...]


class Question(StrEnum):
    """What everybody can say of their PLG."""

    WHO = "who"
    FACILITATES = "facilitates"
    WHEN_AND_WHERE = "when-and-where"


class Unanswered(Model):
    """A question that one person cannot answer, and why, in words."""

    question: Question
    person_id: Slug
    person: Words
    why: Words
