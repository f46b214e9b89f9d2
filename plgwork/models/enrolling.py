"""What a steward enters: people who are new, and what is to be different about what is there.

A change holds only what somebody changed: whatever is not set stays as it is, so that two
stewards at one time undo nothing of each other.
"""

from typing import Literal

from pydantic import Field

from plgwork.models.model import Model, Slug, Words
from plgwork.models.people import PlgKind, Role


class Newcomer(Model):
    """Somebody who is not here yet; ``account`` is the name they will sign in with, if any."""

    name: Words
    account: str = ""
    work: str = ""
    roles: tuple[Role, ...] = (Role.MEMBER,)


class PersonChange(Model):
    """What is to be different about a person; roles are given and ended one by one."""

    person_id: Slug
    name: Words = ""
    work: str = ""
    account: str = ""
    given: tuple[Role, ...] = ()
    ended: tuple[Role, ...] = ()


class SchoolChange(Model):
    """What is to be different about the school."""

    name: Words = ""
    timezone: Words = ""
    calendar: Slug = ""


class PlgChange(Model):
    """What is to be different about a PLG; without an id, a new one.

    Who facilitates belongs to it, whether or not they are named among those who join.
    """

    id: Slug | None = None
    name: Words = ""
    kind: PlgKind = PlgKind.SCHOOL
    grouping: Slug | None = None
    joins: tuple[Slug, ...] = ()
    leaves: tuple[Slug, ...] = ()
    facilitates: tuple[Slug, ...] = ()
    facilitates_no_longer: tuple[Slug, ...] = ()


class Listed(Model):
    """One line of a list that was handed in, as it was read."""

    row: int
    name: str = ""
    account: str = ""
    work: str = ""
    roles: tuple[Role, ...] = ()


class Problem(Model):
    """What is wrong in a row of a list, in one sentence.

    ``namesake`` says who bears that name here, where all one has to know is whether it is them.
    """

    row: int
    says: str
    namesake: str = ""

    def __str__(self) -> str:
        return f"Row {self.row}: {self.says}"


class PeopleList(Model):
    """A list of people as it was read: who, what was decided in reading, and what is wrong."""

    people: tuple[Listed, ...]
    decided: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


class Meaning(Model):
    """What a row of a list means for the school; without an id, somebody new."""

    listed: Listed
    person_id: Slug | None = None
    what: Literal["new", "back", "change", "same"]
    says: str


class Enrolment(Model):
    """A list laid beside who is here: what each row means, and what is to be done."""

    meanings: tuple[Meaning, ...] = ()
    newcomers: tuple[Newcomer, ...] = ()
    changes: tuple[PersonChange, ...] = ()
    decided: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = Field(default=())
