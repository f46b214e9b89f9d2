"""The fourth step: what one will do before the next reflection."""

from collections.abc import Sequence
from itertools import count
from typing import Any

import ipywidgets as ipw

from plgwork.models.months import Month
from plgwork.models.reflections import Entry, EntryKind, Subject
from plgwork.pages.guard import guarded
from plgwork.pages.reflection.desk import Desk
from plgwork.widgets import Card, Links, Notice
from plgwork.widgets.placed import Placed

WHY = "Small enough to finish. It waits for you in “Look back” next month."


class Plan(Placed, ipw.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """A card for each commitment of the month; one is always open."""

    def __init__(self, desk: Desk, month: Month, entries: Sequence[Entry], notice: Notice) -> None:
        super().__init__()
        self._desk = desk
        self._month = month
        self._cards: list[Card] = []
        self._taken: set[str] = set()
        self._more = Links(items=[{"text": "Add another", "href": "", "quiet": True}])
        self._more.listen("ask", guarded(notice.say)(self._ask))
        for entry in entries:
            if entry.subject.kind is EntryKind.COMMITMENT:
                self._add(entry.subject, entry)
        if not self._cards:
            self._add(self._fresh(), None)

    def offer(self, subject: Subject) -> None:
        """A card for a commitment of which only the tab knows yet."""
        self._add(subject, None)

    def _ask(self, _message: dict[str, Any]) -> None:
        self._add(self._fresh(), None, wanted=True)

    def _fresh(self) -> Subject:
        # The same after a reload: by it the browser knows which text was not yet saved.
        about = next(name for n in count(1) if (name := f"plan-{n}") not in self._taken)
        return Subject(month=self._month.id, kind=EntryKind.COMMITMENT, about=about, asked="")

    def _add(self, subject: Subject, entry: Entry | None, wanted: bool = False) -> None:
        self._taken.add(subject.about)
        number = len(self._cards) + 1
        title = "What will you do next month?" if number == 1 else f"What else? ({number})"
        self._cards.append(self._desk.card(subject, entry, title=title, why=WHY, wanted=wanted))
        self.children = (*self._cards, self._more)
