"""A page for a governing board: the four areas in words and figures, and nobody's name."""

from plgwork.models.model import Model, Words


class BriefArea(Model):
    """One area: what it says, its figures, how it moved, and what comes next.

    ``head`` and ``rows`` are a small table by month; both empty where there is no trend.
    """

    name: Words
    says: Words
    facts: tuple[tuple[str, str], ...]
    onward: Words
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


class Brief(Model):
    """The whole page; ``how`` says where the figures come from and what is withheld."""

    title: Words
    school: Words
    made: Words
    why: str
    areas: tuple[BriefArea, ...]
    how: Words
