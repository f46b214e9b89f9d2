"""What came of the time that a PLG has: held, or given way to something else."""

from datetime import date

from pydantic import Field

from plgwork.models.model import Model, Slug, Words
from plgwork.models.months import Month


class MonthHeld(Model):
    """A month of a PLG, counted in meetings.

    ``past`` of those ``planned`` lie before today; ``held`` and ``gave_way`` are those of which a
    record says so, on whatever day they were.
    """

    month: Month
    planned: int = Field(ge=0)
    past: int = Field(ge=0)
    held: int = Field(ge=0)
    gave_way: int = Field(ge=0)

    @property
    def recorded(self) -> int:
        """Of how many a record says what became of them."""
        return self.held + self.gave_way

    @property
    def unsaid(self) -> int:
        """How many were planned for days that are over, without a record that says."""
        return max(0, self.past - self.recorded)

    @property
    def to_come(self) -> int:
        """How many of those planned are still ahead."""
        return max(0, self.planned - max(self.past, self.recorded))


class Given(Model):
    """Minutes that one meeting gave to something else, of those it should have had."""

    name: Words
    day: date
    minutes: int = Field(ge=1)
    of: int = Field(ge=1)
    taken_by: Slug

    @property
    def whole(self) -> bool:
        """Whether the meeting did not take place at all."""
        return self.minutes == self.of
