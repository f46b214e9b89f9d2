"""What a school's meetings add up to, by month: minutes, seats and promises, and nobody's name."""

from datetime import date

from pydantic import Field

from plgwork.models.model import Model
from plgwork.models.months import Month


class WorkMinutes(Model):
    """Minutes that agendas of PLGs gave to one kind of work and one topic."""

    month: Month
    work: str
    topic: str
    minutes: int = Field(ge=0)


class Attended(Model):
    """Of how many places that people were expected to take, how many they took, for a time or all.

    ``people`` are those whom the records speak of.
    """

    month: Month
    places: int = Field(ge=0)
    taken: int = Field(ge=0)
    people: int = Field(ge=0)


class Kept(Model):
    """What was agreed on for a month: how much of it there was, and how much was done."""

    month: Month
    agreed: int = Field(ge=0)
    done: int = Field(ge=0)


class Shown(Model):
    """How many people had brought work of their own in the school year, by the end of a month."""

    month: Month
    people: int = Field(ge=0)
    brought: int = Field(ge=0)


class NormsKept(Model):
    """How several PLGs together kept their norms: of all marks that were given, those of each kind.

    Only there for a month that is over, and from three PLGs up.
    """

    month: Month
    plgs: int = Field(ge=0)
    answered: int = Field(ge=0)
    marks: int = Field(ge=0)
    kept: int = Field(ge=0)


class Support(Model):
    """How facilitators are supported: how many there are, how many of them are trained.

    ``met`` is the last day on which their own PLG met, as far as a record says.
    """

    facilitators: int = Field(ge=0)
    trained: int = Field(ge=0)
    met: date | None = None


class Purposeful(Model):
    """Minutes by whether they went to what a school agreed its PLGs are for."""

    on: int = 0
    other: int = 0
    off: int = 0
    between: int = 0  # opening, closing: no kind of work

    @property
    def all(self) -> int:
        """All of them."""
        return self.on + self.other + self.off + self.between

    def __add__(self, more: "Purposeful") -> "Purposeful":
        return Purposeful(
            on=self.on + more.on,
            other=self.other + more.other,
            off=self.off + more.off,
            between=self.between + more.between,
        )
