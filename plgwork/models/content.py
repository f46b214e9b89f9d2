"""What authors write: prompts, indicators, vocabularies, calendars. A class is a schema."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import Field

from plgwork.models.model import Model, Slug, Words
from plgwork.models.months import FINISHING_DAYS, Month

MonthCode = Literal[
    "aug", "sep", "oct", "nov", "dec", "jan", "feb", "mar", "apr", "may", "jun", "jul"
]


class Area(StrEnum):
    """The four areas of the framework."""

    PURPOSE = "purpose"
    STRUCTURE = "structure"
    SUSTAINABILITY = "sustainability"
    CULTURE = "culture"


class Term(Model):
    """One word of a closed vocabulary."""

    id: Slug
    name: Words
    meaning: Words


class Vocabulary(Model):
    """A closed list of words that content and people choose from."""

    id: Slug
    title: Words
    terms: tuple[Term, ...] = Field(min_length=1)

    def name(self, term_id: str) -> str:
        """The name of a term; KeyError when the vocabulary does not hold it."""
        return {term.id: term.name for term in self.terms}[term_id]


class Prompt(Model):
    """A question to reflect on, and one line on why it is asked."""

    id: Slug
    area: Area
    text: Words = Field(max_length=240)
    why: Words = Field(max_length=240)


class PromptSet(Model):
    """The prompts of one month of a school year that starts in August."""

    id: Slug
    month: MonthCode
    prompts: tuple[Prompt, ...] = Field(min_length=1)


class Indicator(Model):
    """A statement a facilitator rates each month."""

    id: Slug
    area: Area
    text: Words = Field(max_length=140)
    short: Words = Field(max_length=30)


class Indicators(Model):
    """The statements rated each month, and the labelled points they are rated on."""

    id: Slug
    question: Words
    anchors: tuple[Words, ...] = Field(min_length=5, max_length=5)
    indicators: tuple[Indicator, ...] = Field(min_length=1)


class Starter(Model):
    """A norm or an expectation to begin from, and why a group might want it."""

    id: Slug
    text: Words = Field(max_length=140)
    why: Words = Field(max_length=140)


class Starters(Model):
    """Norms or expectations about one thing, for a group to take over and change."""

    id: Slug
    title: Words
    of: Literal["norms", "expectations"]
    lines: tuple[Starter, ...] = Field(min_length=2)


class Calendar(Model):
    """When a school's year runs, and which month's prompts each of its months takes."""

    name: Words
    starts: int = Field(ge=1, le=12)
    months: Mapping[int, MonthCode]

    def prompts_month(self, month: Month) -> MonthCode | None:
        """The prompts for a calendar month; None while school is out."""
        return self.months.get(month.number)

    def school_month(self, month: Month) -> Month:
        """This month, or the last one that was in session."""
        while month.number not in self.months:
            month = month.plus(-1)
        return month

    def due(self, today: date) -> Month:
        """The month one reflects on by the clock: early in a month, still the last one."""
        month = Month.of(today)
        return self.school_month(month.plus(-1) if today.day <= FINISHING_DAYS else month)

    def after(self, month: Month) -> Month:
        """The next month in session."""
        month = month.plus(1)
        while month.number not in self.months:
            month = month.plus(1)
        return month

    def before(self, month: Month) -> Month:
        """The month in session before this one."""
        return self.school_month(month.plus(-1))

    def year_of(self, month: Month) -> int:
        """The calendar year in which the school year of a month began."""
        return month.year if month.number >= self.starts else month.year - 1


class Cover(Model):
    """What stands on the workbook itself: its title, version, calendars and credits."""

    id: Literal["workbook"]
    title: Words
    version: Words
    credits: Words
    not_affiliated: Words
    backup_days: int = Field(ge=1, le=365)
    calendars: Mapping[Slug, Calendar]
