"""Figures about groups of people, as they may be shown."""

from plgwork.models.model import Model

WITHHELD = "withheld"


class Figure(Model):
    """One figure: a name, how many people it speaks of, and a share in words.

    Where it is withheld, both numbers are gone and not only hidden.
    """

    name: str
    people: int | None
    share: str

    @property
    def withheld(self) -> bool:
        """Whether this figure may not be shown."""
        return self.people is None


class SuppressedTable(Model):
    """Figures that may be shown. Only ``analysis.disclosure`` makes one."""

    title: str
    min_n: int
    figures: tuple[Figure, ...]
