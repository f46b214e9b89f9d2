"""The invented school’s days."""

from typing import Literal

from pydantic import Field

from plgwork.models.content import MonthCode
from plgwork.models.model import Model, Words
from plgwork.models.schedules import MeetingTime, SpecialKind, Weekday


class InventedDay(Model):
    """A day of a school year: the first, second, … of its weekday in a month."""

    month: MonthCode
    weekday: Weekday
    week: int = Field(ge=1, le=4)


class InventedYear(Model):
    """A school year, which every invented year is like."""

    first: InventedDay
    last: InventedDay
    cycle: tuple[Words, ...] = ()


class InventedSpecial(InventedDay):
    """Days set apart from one on, weekends among them."""

    name: Words
    kind: SpecialKind
    days: int = Field(default=1, ge=1, le=30)
    plgs_meet: bool = False


class InventedOtherWork(Model):
    """Time that other work has."""

    name: Words
    meets: MeetingTime


class InventedSchedule(Model):
    """The days of the invented school, and its other work."""

    id: Literal["schedule"]
    year: InventedYear
    special: tuple[InventedSpecial, ...]
    other_work: tuple[InventedOtherWork, ...]
