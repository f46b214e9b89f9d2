"""What of a release can be compared between groups, and what is worth looking at first."""

from plgwork.models.figures import SuppressedTable
from plgwork.models.instruments import Instrument, Kind

By = tuple[str, ...]


class Comparing:
    """Questions and groupings of a release; those that chance does not explain stand first."""

    def __init__(self, table: SuppressedTable, instrument: Instrument) -> None:
        from plgwork.analysis.statistics.gaps import gaps  # numpy, only where groups are compared

        wave = table.rows[-1].wave
        asked = {row.item for row in table.of(wave=wave)}
        scales = [(one.id, f"Scale: {one.name}") for one in instrument.scales]
        items = [(one.id, one.text) for one in instrument.items if one.kind is Kind.SCALE]
        self.questions = {one: name for one, name in (*scales, *items) if one in asked}
        self.bys: list[By] = [by for by in dict.fromkeys(row.by for row in table.rows) if by]
        self._sure = [one for one in gaps(table, self.questions, self.bys, wave) if one.sure]

    @property
    def by(self) -> By:
        """The grouping of the largest gap that is sure; the first where none is."""
        return self._sure[0].by if self._sure else self.bys[0]

    def telling(self, by: By) -> list[str]:
        """Questions that set its groups apart, the largest sure gap first; else the first asked."""
        sure = [one.of for one in self._sure if one.by == by]
        return sure or list(self.questions)[:1]
