"""The first step: what was planned, and how it went."""

import ipywidgets as ipw

from plgwork.models.months import Month
from plgwork.models.reflections import Entry, EntryKind, Subject
from plgwork.pages.reflection.desk import Desk
from plgwork.widgets import Panels

NOTHING = {
    "title": "Nothing planned to look back on",
    "lines": ["What you plan this month will wait for you here next month."],
}


def parts(desk: Desk, month: Month, planned: list[tuple[Entry, Entry | None]]) -> list[ipw.Widget]:
    """A card for each thing that was planned and is not closed."""
    choices = [
        {"id": term.id, "name": term.name}
        for term in desk.workbook.content.vocabulary("outcomes").terms
    ]
    cards = [
        desk.card(
            Subject(month=month.id, kind=EntryKind.OUTCOME, about=one.id, asked=one.text),
            told,
            area=f"Planned in {Month.parse(one.subject.month).name}",
            title=one.text,
            why="How did it go? A word is enough, and “dropped” is an answer like the others.",
            choices=choices,
        )
        for one, told in planned
    ]
    return cards or [Panels(panels=[NOTHING])]
