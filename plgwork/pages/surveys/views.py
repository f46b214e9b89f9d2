"""What a release shows, drawn once for each view and kept: a chart with its words and table."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from plgwork.models.figures import EVERYONE, Row, SuppressedTable
from plgwork.models.findings import Finding
from plgwork.models.instruments import Instrument, favourable_of
from plgwork.pages.looking import when_looked_at
from plgwork.pages.surveys import responding
from plgwork.widgets import Chart

if TYPE_CHECKING:
    from matplotlib.figure import Figure

By = tuple[str, ...]
SHARES = "Shares are of those who answered on the scale"
MEANS = "Means are of those who answered at least half of what is scored together"
HOLDS = ", with the interval that holds the true {what} 19 times in 20"
LEAST = "Fewer than {min_n} people: withheld."
DOTS = 160  # to an inch, in a picture to take away


class Views:
    """Every view of one release, each drawn when it is first looked at."""

    def __init__(
        self, table: SuppressedTable, instrument: Instrument, say: Callable[[str], None]
    ) -> None:
        self.table, self.instrument, self._say = table, instrument, say
        self._drawn: dict[tuple[Any, ...], Chart] = {}
        self._rate = responding.rate(table, table.rows[-1].wave)

    def overview(self, by: By = (), group: By = ()) -> Chart:
        """Scales as dots with their intervals; items where nothing is scored together."""
        return self._chart("dots", by, group)

    def items(self, by: By = (), group: By = ()) -> Chart:
        """What was answered to each item, as bars."""
        return self._chart("bars", by, group)

    def groups(self, of: str, by: By) -> Chart:
        """One item or scale, by group."""
        return self._chart("groups", of, by)

    def trend(self, of: By) -> Chart:
        """Items or scales, wave by wave."""
        return self._chart("trend", of)

    def finding(self, kind: str, *where: Any) -> Finding:
        """The same as a finding to take away: a picture on paper."""
        import io

        title, describe, draw, rows = self._made(kind, where)
        page = io.BytesIO()
        draw().savefig(page, format="png", dpi=DOTS, facecolor="#ffffff")
        rule = self._rule(kind, where, rows)
        return Finding(title=title, picture=page.getvalue(), description=describe, rule=rule)

    def _chart(self, kind: str, *where: Any) -> Chart:
        if (kind, *where) not in self._drawn:
            title, describe, draw, rows = self._made(kind, where)
            chart = Chart(
                title=title,
                asks=True,
                alt=describe,
                note=self._note(kind, where, rows),
                table=_table(rows, title, self.name),
            )
            when_looked_at(chart, draw, self._say)
            self._drawn[kind, *where] = chart
        return self._drawn[kind, *where]

    def _made(
        self, kind: str, where: Sequence[Any]
    ) -> "tuple[str, str, Callable[..., Figure], list[Row]]":
        from importlib import import_module

        from plgwork.charts.view import View  # matplotlib, only where something is drawn

        module = import_module(f"plgwork.charts.{kind}")
        given = (self.table, self.instrument)
        if kind in ("dots", "bars"):
            by, group = where
            view = View(by=by, group=group)
            rows = list(view.rows(self.table).values())
            of: tuple[Any, ...] = (view,)
        elif kind == "groups":
            of = tuple(where)
            rows = [
                *self.table.of(item=where[0], by=()),
                *self.table.of(item=where[0], by=where[1]),
            ]
        else:
            of = (*where, self.table.reworded)
            rows = [row for one in where[0] for row in self.table.of(item=one, by=())]
        how = {"by_chance": self._by_chance(*where)} if kind == "groups" else {}
        return (
            module.title(*given, *of, **how).replace(" %", "\N{NO-BREAK SPACE}%"),
            module.describe(*given, *of),
            lambda **how: module.draw(*given, *of, **how),
            rows,
        )

    def _by_chance(self, of: str, by: By) -> bool:
        from plgwork.analysis.statistics.gaps import by_chance

        return by_chance([*self.table.of(of, by, self.table.rows[-1].wave)])

    def _note(self, kind: str, where: Sequence[Any], rows: Sequence[Row]) -> str:
        """The rule; before it the group, where the picture is of one."""
        group = where[1] if kind in ("dots", "bars") else ()
        rule = self._rule(kind, where, rows)
        return f"{' × '.join(group)}. {rule}" if group else rule

    def _rule(self, kind: str, where: Sequence[Any], rows: Sequence[Row]) -> str:
        """How the figures of a picture were counted; what its intervals hold, if it has any."""
        shown = {row.item for row in rows}
        scored = kind != "bars" and any(one.id in shown for one in self.instrument.scales)
        items = [one for one in self.instrument.items if one.id in shown and not scored]
        holds = "" if kind == "bars" else HOLDS.format(what="mean" if scored else "share")
        counted = f"{MEANS if scored else SHARES}{holds}."
        merged = self.table.told_of_merged(where[1]) if kind == "groups" else ""
        least = LEAST.format(min_n=self.table.min_n)
        return " ".join(filter(None, [self._rate, counted, favourable_of(items), least, merged]))

    def name(self, of: str) -> str:
        """What an item or a scale is called."""
        names = {item.id: item.text for item in self.instrument.items}
        return (names | {scale.id: scale.name for scale in self.instrument.scales}).get(of, of)


def _table(rows: Sequence[Row], caption: str, name: Callable[[str], str]) -> dict[str, Any]:
    waves = len({row.wave for row in rows}) > 1
    groups = any(row.by for row in rows)
    head = ["Question", *(["Group"] if groups else []), *(["When"] if waves else [])]
    return {
        "caption": caption,
        "head": [*head, "n", "Favourable", "Interval", "Mean"],
        "rows": [
            [
                name(row.item),
                *([", ".join(row.group) or EVERYONE] if groups else []),
                *([row.wave] if waves else []),
                *_figures(row),
            ]
            for row in rows
        ],
    }


def _figures(row: Row) -> list[str]:
    if row.withheld:
        return ["withheld", "withheld", "", ""]
    share = row.favourable
    interval = ""
    if share and share.ci95:
        low, high = share.ci95
        interval = f"{100 * low:.0f} to {100 * high:.0f} %"
    elif row.mean_ci95:
        interval = "{:.1f} to {:.1f}".format(*row.mean_ci95)
    return [
        f"{row.n:,}",
        row.share,
        interval,
        "" if row.mean is None else f"{row.mean:.2f}",
    ]
