"""How far a school is set up."""

from plgwork.models.model import Model
from plgwork.models.people import Group, Person


class Setup(Model):
    """What is there and what is left, as a steward goes about it."""

    people: tuple[Person, ...]
    plgs: tuple[Group, ...]
    cohorts: tuple[Group, ...]
    unplaced: tuple[Person, ...]
    unnamed: tuple[Person, ...]
    waiting: tuple[Person, ...]
    joined: tuple[Person, ...]

    @property
    def begun(self) -> bool:
        """Whether a first PLG could meet: there are people, a PLG, and who facilitates it."""
        return len(self.people) > 1 and any(group.facilitators for group in self.plgs)
