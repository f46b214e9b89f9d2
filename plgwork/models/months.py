"""Months as people count them: a calendar month, and its place in a school year."""

import re
from calendar import month_abbr, month_name, monthrange
from datetime import date
from typing import NamedTuple, Self

FINISHING_DAYS = 10  # so long into a month, most people are still finishing the last one
_WRITTEN = re.compile(r"(?!0000)[0-9]{4}-(0[1-9]|1[0-2])")


class Month(NamedTuple):
    """A calendar month; compares by time."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Self:
        """The month that a day lies in."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2026-10``; ValueError says what is allowed."""
        if not _WRITTEN.fullmatch(text):
            raise ValueError(f"a month is written like 2026-10; not {text!r}")
        return cls(int(text[:4]), int(text[5:]))

    @property
    def id(self) -> str:
        """``2026-10``, as it stands in addresses and in the database."""
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def name(self) -> str:
        """``October``."""
        return month_name[self.number]

    @property
    def code(self) -> str:
        """``oct``, as content files write it."""
        return month_abbr[self.number].lower()

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    def plus(self, months: int) -> "Month":
        """The month so many months later, or earlier when negative."""
        count = self.year * 12 + self.number - 1 + months
        return Month(count // 12, count % 12 + 1)
