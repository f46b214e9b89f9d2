"""Ways to group staff: what each is good for and costs, and by what it brings people together."""

from enum import StrEnum

from pydantic import Field

from plgwork.models.model import Model, Slug, Words


class Trait(StrEnum):
    """What two people can have in common: what they teach, which grade, which kind of job."""

    SUBJECT = "subject"
    GRADE = "grade"
    ROLE = "role"


class Configuration(Model):
    """One way to group staff; ``serves`` are kinds of work that it is made for.

    People of one group have ``alike`` in common, and ``unlike`` not, as far as that can be.
    """

    id: Slug
    order: int = Field(ge=1)
    name: Words
    text: Words = Field(max_length=240)
    good_for: tuple[Words, ...] = Field(min_length=2)
    costs: tuple[Words, ...] = Field(min_length=2)
    suits: Words = Field(max_length=240)
    serves: tuple[Slug, ...] = Field(min_length=1)
    alike: tuple[Trait, ...] = ()
    unlike: tuple[Trait, ...] = ()


class Subject(Model):
    """Something that is taught, and the words by which a job shows that somebody teaches it."""

    id: Slug
    name: Words
    words: tuple[Words, ...] = Field(min_length=1)


class Fit(Model):
    """A configuration held against the kinds of work that a school wants of its PLGs."""

    configuration: Configuration
    serves: tuple[Slug, ...] = ()
    does_not: tuple[Slug, ...] = ()
