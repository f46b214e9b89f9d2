"""One area told: what it says, on which figures, how it moved, and what one might do next."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from plgwork.analysis import disclosure
from plgwork.models.figures import SuppressedTable
from plgwork.models.months import Month
from plgwork.pages.looking import when_looked_at
from plgwork.pages.page import Page
from plgwork.widgets import Chart

WIDE = 5.0  # inches: a picture stands beside its words
STANDS = "{name}: {share} so far"


@dataclass(frozen=True)
class Story:
    """``trend`` has a row for each of ``names`` and month; ``of`` says in words of what they are.

    ``link`` leads to where one would do what is ``onward``: its words and its address.
    """

    says: str
    facts: Sequence[tuple[str, str]]
    onward: str
    link: tuple[str, str]
    names: Sequence[str]
    of: str
    trend: SuppressedTable
    note: str
    items: Sequence[dict[str, str]] = field(default=())

    def panel(self) -> dict[str, Any]:
        """What stands above the picture."""
        text, href = self.link
        return {
            "wide": True,
            "title": self.says,
            "facts": [list(fact) for fact in self.facts],
            "items": [*self.items, {"title": "One thing to do next", "text": self.onward}],
            "links": [{"text": text, "href": href, "quiet": True}],
        }

    @property
    def drawn(self) -> bool:
        """Whether there is anything to draw."""
        return any(not row.withheld for row in self.trend.rows)

    @property
    def rows(self) -> list[list[str]]:
        """The trend as a table: a row for each name, a cell for each month."""
        shown = {(row.item, row.wave): row.share for row in self.trend.rows}
        return [[name, *(shown.get((name, at), "") for at in self._months)] for name in self.names]

    @property
    def head(self) -> list[str]:
        """The heads of that table."""
        return ["", *(Month.parse(at).name for at in self._months)]

    @property
    def _months(self) -> list[str]:
        return list(dict.fromkeys(row.wave for row in self.trend.rows))


def share(people: int, of: int, those: int) -> str:
    """One share in words, as it may be shown."""
    return disclosure.parts("", [("", people, of, those)]).rows[0].share


def chart(page: Page, story: Story) -> Chart:
    """The trend, drawn when a browser needs it."""
    from plgwork.charts import months  # matplotlib, only where something is shown

    with_rows = [name for name in story.names if any(story.trend.of(item=name))]
    shown = Chart(
        asks=True,
        title=months.title(story.trend, with_rows, STANDS),
        alt=months.describe(story.trend, with_rows, story.of),
        note=story.note,
        table={"caption": f"By month: {story.of}", "head": story.head, "rows": story.rows},
    )
    drawing = partial(months.draw, story.trend, with_rows, wide=WIDE)
    return when_looked_at(shown, drawing, page.notice.say)
