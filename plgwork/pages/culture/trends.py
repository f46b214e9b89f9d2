"""The fourth step: how each norm was kept, check by check, by what was let out of each."""

from typing import Any

from plgwork.models.figures import Row, SuppressedTable
from plgwork.models.norms import Mark
from plgwork.pages.agreeing.sitting import Sitting
from plgwork.pages.culture.closing_round import WHOSE
from plgwork.pages.culture.norms import GroupNorms
from plgwork.pages.looking import when_looked_at
from plgwork.widgets import Chart, Panels, Section

HEAD = ["Norm", "Of whom kept it", "Counts", "Left it out"]
RULE = (
    "Shares are of those who marked the norm. Fewer than {min_n} marks: withheld. Where nearly all "
    "said the same, no count is shown: it would tell what each of you said."
)
NOTHING = {
    "title": "No check can be shown yet",
    "lines": [
        "After a check that five or more of you answered, you read here how each norm was kept, "
        "and from the second one on, which way it goes."
    ],
    "links": [{"text": "Close a meeting with one", "href": "#close-a-meeting"}],
}


class Trends:
    """The last check in a table, and all of them as a trend for each norm that holds."""

    def __init__(self, sitting: Sitting, norms: GroupNorms) -> None:
        self._sitting, self._norms = sitting, norms
        self.panels = Panels()
        self.charts: list[Chart] = []
        self.section = Section("trend")
        self._drawn: dict[tuple[Any, ...], Chart] = {}

    @property
    def note(self) -> str:
        """What the step says of itself in a word or two."""
        many = len(self._norms.told)
        return {0: "no check yet", 1: "1 check"}.get(many, f"{many} checks")

    def reread(self) -> None:
        """Show what may be shown."""
        told = self._norms.told
        if not self._norms.mine or not told:
            self.charts = []
            self.panels.panels = [NOTHING if self._norms.mine else WHOSE]
        else:
            last = told[-1].results
            self.charts = self._trend() if len(told) > 1 else []
            self.panels.panels = [self._last(last)] if last else []
        self.section.show(*self.charts, self.panels)

    def _last(self, table: SuppressedTable) -> dict[str, Any]:
        names = {item.id: item.text for item in table.asked.items} if table.asked else {}
        return {
            "wide": True,
            "kicker": f"Your last check, {table.rows[0].wave}",
            "title": "How each norm was kept",
            "lines": [] if self.charts else [RULE.format(min_n=table.min_n)],
            "table": {
                "label": "Your last check, norm by norm",
                "head": HEAD,
                "rows": [[names.get(row.item, row.item), *self._cells(row)] for row in table.rows],
            },
        }

    def _cells(self, row: Row) -> list[str]:
        if row.withheld:
            return ["withheld", "withheld", ""]
        names = [self._name(mark) for mark in Mark]
        counts = zip(names, row.counts or (), strict=False)
        told = ", ".join(f"{many} {name.lower()}" for name, many in reversed(list(counts)) if many)
        return [row.share, told or f"not shown, of {row.n}", str(row.missing or 0)]

    def _name(self, mark: Mark) -> str:
        return self._sitting.workbook.content.vocabulary("norm-marks").name(mark)

    def _trend(self) -> list[Chart]:
        norms = self._norms.norms
        tables = tuple(one.results for one in self._norms.told if one.results)
        asked = {row.item for table in tables for row in table.rows}
        of = tuple(one.id for one in norms.lines if one.id in asked) if norms else ()
        if not of:
            return []
        key = (self._sitting.choice.id, of, len(tables))
        if key not in self._drawn:
            self._drawn[key] = _chart(tables, of, self._sitting.say)
        return [self._drawn[key]]


def _chart(tables: tuple[SuppressedTable, ...], of: tuple[str, ...], say: Any) -> Chart:
    """A trend for each norm, drawn when a browser needs it."""
    from plgwork.analysis.disclosure import joined  # numpy and matplotlib, only where it is drawn
    from plgwork.charts import trend

    table = joined(tables)
    instrument = table.asked
    if instrument is None:
        raise ValueError("a check that may be shown says what it asked")
    names = {item.id: item.text for item in instrument.items}
    chart = Chart(
        title=trend.title(table, instrument, of, table.reworded),
        alt=trend.describe(table, instrument, of, table.reworded),
        asks=True,
        note=RULE.format(min_n=table.min_n),
        table={
            "caption": "How each norm was kept, check by check",
            "head": ["Norm", "Check", "Marked it", "Of whom kept it"],
            "rows": [
                [names[row.item], row.wave, "withheld" if row.n is None else str(row.n), row.share]
                for one in of
                for row in table.of(item=one)
            ],
        },
    )

    def draw(**look: bool) -> Any:
        return trend.draw(table, instrument, of, table.reworded, **look)

    return when_looked_at(chart, draw, say)
