"""How far a month's reflection is, and how marks moved: counts and lines to be shown."""

from plgwork.models.model import Model


class Progress(Model):
    """How much of a month's reflection is there: done, of how many."""

    planned: int
    told: int
    rated: int
    indicators: int
    areas: int
    texts: int
    commitments: int
    shared: int

    @property
    def begun(self) -> bool:
        """Whether anything is there at all."""
        return bool(self.told or self.rated or self.texts)

    @property
    def finished(self) -> bool:
        """Whether nothing that is asked for is left."""
        return (
            self.told == self.planned
            and self.rated == self.indicators
            and self.areas == 4
            and self.commitments > 0
        )


class Line(Model):
    """One named line of a trend; None where a month has no mark."""

    name: str
    values: tuple[float | None, ...]


class Trend(Model):
    """Marks by month: a line for each area, a row for each statement."""

    months: tuple[str, ...]
    areas: tuple[Line, ...]
    indicators: tuple[Line, ...]
    lowest: int = 1
    highest: int = 5
