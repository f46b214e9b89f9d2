"""A staff list from a file: who is on it, which PLGs it names, and what it means for a school."""

from typing import Literal

from plgwork.models.enrolling import Listed, Newcomer, PersonChange, Problem
from plgwork.models.model import Model, Slug, Words


class StaffRow(Listed):
    """One row of a staff list: a person, their PLGs by name, and whether they facilitate them."""

    plgs: tuple[Words, ...] = ()
    facilitates: bool = False


class StaffList(Model):
    """A file as it was read; ``dropped`` says what was left behind while reading, and how much.

    ``schools`` are those it names, where none of them is the school that was asked for.
    """

    people: tuple[StaffRow, ...] = ()
    decided: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    schools: tuple[str, ...] = ()


class Placing(Model):
    """Who comes into one PLG and leaves it; the new ones by their number among the newcomers.

    Without an id the PLG is new as well.
    """

    plg_id: Slug | None = None
    name: Words
    joins: tuple[Slug, ...] = ()
    leaves: tuple[Slug, ...] = ()
    facilitates: tuple[Slug, ...] = ()
    new_joins: tuple[int, ...] = ()
    new_facilitates: tuple[int, ...] = ()


class StaffPlan(Model):
    """All that is to be done at one time."""

    newcomers: tuple[Newcomer, ...] = ()
    changes: tuple[PersonChange, ...] = ()
    placings: tuple[Placing, ...] = ()
    ended: tuple[Slug, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing is to be done."""
        return not (self.newcomers or self.changes or self.placings or self.ended)


class StaffNews(Model):
    """One line of a preview."""

    what: Literal["added", "changed", "ended"]
    who: Words
    says: Words


class StaffMeaning(Model):
    """A staff list laid beside who is here; nothing is done while there is a problem."""

    news: tuple[StaffNews, ...] = ()
    same: int = 0
    plan: StaffPlan = StaffPlan()
    decided: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
