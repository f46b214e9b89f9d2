"""How the cohort marked its months: opened once by the coach, and the same ever after."""

from functools import partial
from typing import TYPE_CHECKING, Any

from plgwork.analysis import disclosure, marking
from plgwork.errors import AccessError
from plgwork.models.cohorts import Snapshot
from plgwork.models.content import Area
from plgwork.models.months import Month
from plgwork.pages.cohort.sitting import Sitting
from plgwork.pages.guard import guarded
from plgwork.pages.looking import when_looked_at
from plgwork.pages.school.answers import Message, Problems, answering
from plgwork.widgets import Chart, Form, Links, Panels, Section

if TYPE_CHECKING:
    from plgwork.models.figures import SuppressedTable

OPEN = "Open the marks of"
HOW = (
    "Of those in {cohort} who marked the statement in {month}: how many gave a 4 or a 5, mostly or "
    "fully true. For an area: whose four marks together round to that. Nothing is shown of fewer "
    "than {least} people, and never a name."
)
STANDS = "{name} stands highest: {share} of {n} marked it 4 or 5"
OF = "people who marked 4 or 5"
TOO_FEW = (
    "Fewer than {least} people have marked {month} so far. Nothing was opened; try again later."
)
ONCE = (
    "Everybody in {cohort} then sees how many marked a 4 or 5, and no names. It opens once: "
    "whoever marks {month} later is not in it, and the figures never change."
)


class Marks:
    """The trend over all snapshots, and the newest one as a table."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self._month: Month | None = None
        self._drawn: tuple[str, ...] = ()
        self.trend, self.panels = Section("trend"), Panels()
        self.links, self.sure = Links(), Form(dialog=True)
        self.links.listen("ask", guarded(sitting.say)(self._ask_whether))
        self.sure.listen("submit", answering(self.sure, self._open))
        self.section = Section("marks", self.trend, self.links, self.sure, self.panels)

    def reread(self) -> None:
        """Show what was let out."""
        sitting = self._sitting
        found = sitting.store.snapshots.of(sitting.plg_id) if sitting.group else []
        self.links.items = self._offers({one.month for one in found})
        self.panels.panels = [self._newest(found[-1])] if found else [_nothing(sitting)]
        months = tuple(one.month for one in found)
        if months != self._drawn:  # drawing is dear, and what was let out never changes
            self._drawn = months
            self.trend.show(*([self._chart(found)] if found else []))

    def _offers(self, out: set[str]) -> list[dict[str, Any]]:
        if not self._sitting.coach or not self._sitting.group:
            return []
        months = self._months().items()
        return [{"text": text, "quiet": True} for text, one in months if one.id not in out]

    def _months(self) -> dict[str, Month]:
        both = (self._sitting.last, self._sitting.month)
        return {f"{OPEN} {one.name}": one for one in both}

    # --- opening ----------------------------------------------------------------------------

    def _ask_whether(self, message: Message) -> None:
        self._month = self._months().get(str(message.get("text", "")))
        if self._month is None:
            raise AccessError("This month cannot be opened.")
        name = self._month.name
        lines = [ONCE.format(cohort=self._sitting.name, month=name)]
        title = f"{OPEN} {name} now?"
        self.sure.ask([], title=title, submit=f"{OPEN} {name}", lines=lines)

    def _open(self, _message: Message) -> Problems:
        if self._month is None:
            raise AccessError("This month cannot be opened.")
        table = self._counted(self._month)
        if all(row.withheld for row in table.rows):
            self._sitting.say(TOO_FEW.format(least=table.min_n, month=self._month.name))
            return {}
        self._sitting.store.snapshots.let_out(self._sitting.plg_id, self._month, table)
        self.reread()
        return {}

    def _counted(self, month: Month) -> "SuppressedTable":
        sitting = self._sitting
        content = sitting.workbook.content
        names = content.vocabulary("areas")
        figures = marking.figures(
            content.indicators.indicators, {area: names.name(area.value) for area in Area}
        )
        counted = sitting.store.snapshots.counted(sitting.plg_id, month, figures)
        return marking.snapshot(month, counted, tuple(figures))

    # --- showing ----------------------------------------------------------------------------

    def _newest(self, one: Snapshot) -> dict[str, Any]:
        month = Month.parse(one.month)
        rows = [[row.item, "" if row.withheld else str(row.n), row.share] for row in one.table.rows]
        how = HOW.format(cohort=self._sitting.name, month=month.name, least=one.table.min_n)
        return {
            "wide": True,
            "kicker": f"{month.name} {month.year}",
            "title": one.table.title,
            "lines": [how],
            "table": {
                "label": one.table.title,
                "head": ["Area or statement", "People", "Marked 4 or 5"],
                "rows": rows,
            },
        }

    def _chart(self, found: list[Snapshot]) -> Chart:
        from plgwork.charts import months  # matplotlib, only where something is shown

        table = disclosure.over_time("Marks by month", {one.month: one.table for one in found})
        names = self._sitting.workbook.content.vocabulary("areas")
        areas = [names.name(area.value) for area in Area]
        chart = Chart(
            asks=True,
            title=months.title(table, areas, STANDS),
            alt=months.describe(table, areas, OF),
            note="Each point is the share of people whose four marks in that area round to a 4 or "
            "5. A triangle stands where only “or more” or “or fewer” may be said.",
            table=_table(table, found),
        )

        # Drawing is dear: forty pages that open at once draw what is looked at, and no more.
        return when_looked_at(chart, partial(months.draw, table, areas), self._sitting.say)


def _table(table: "SuppressedTable", found: list[Snapshot]) -> dict[str, Any]:
    months = [Month.parse(one.month) for one in found]
    items = dict.fromkeys(row.item for row in table.rows)
    shown = {(row.item, row.wave): row.share for row in table.rows}
    return {
        "caption": "Marked 4 or 5, by month",
        "head": ["", *(f"{one.name[:3]} {one.year}" for one in months)],
        "rows": [[item, *(shown.get((item, one.id), "") for one in months)] for item in items],
    }


def _nothing(sitting: Sitting) -> dict[str, Any]:
    lines = [
        "Once five people have marked a month, the coach can open how many of you gave a 4 or a 5: "
        "figures of all of you together, and never a name. It opens once for each month."
    ]
    return {"title": "No month is open yet", "lines": lines if sitting.group else []}
