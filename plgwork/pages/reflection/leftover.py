"""Texts a tab still holds when a page opens: saved, whatever the page shows."""

from collections.abc import Callable
from typing import Any

from plgwork.models.months import Month
from plgwork.models.reflections import Entry, EntryKind, Subject
from plgwork.pages.guard import guarded
from plgwork.pages.page import Page
from plgwork.pages.reflection.desk import Desk
from plgwork.widgets import Left

SAVED = "What you wrote for {month}, and was not saved before, is saved now."


class Leftover:
    """Takes up what was typed on an earlier visit and never reached the server.

    A card that is on the page takes up its own text; this is for the others: another month,
    another page, a question that is no longer asked.
    """

    def __init__(self, page: Page, takes_up: Callable[[Subject], bool] = lambda _: False) -> None:
        self._page = page
        self._takes_up = takes_up
        self.part = Left(mine=page.workbook.me.id)
        self.part.listen("left", guarded(page.notice.say)(self._left))
        page.add(self.part)

    def _left(self, message: dict[str, Any]) -> None:
        key = str(message.get("key", ""))
        subject = self._subject(key, str(message.get("title", "")))
        if subject is None or self._takes_up(subject):
            return
        keep(self._page, subject, message)
        self.part.taken(key, str(message.get("text", "")))
        self._page.notice.say(SAVED.format(month=Month.parse(subject.month).name))

    def _subject(self, key: str, title: str) -> Subject | None:
        """What a card with this key is about; None when it is nobody's text here."""
        mine, _, rest = key.partition(" ")
        if mine != self._page.workbook.me.id or rest.count(" ") != 2:
            return None
        month, kind, about = rest.split(" ")
        prompt = self._page.workbook.content.prompts.get(about)
        return Subject(
            month=month,
            kind=EntryKind(kind),
            about=about,
            asked="" if kind == EntryKind.COMMITMENT.value else title,
            area=prompt.area if prompt and kind == EntryKind.ANSWER.value else None,
        )


def keep(page: Page, subject: Subject, message: dict[str, Any]) -> None:
    """Save a text as the card it was typed on would have done."""
    store = page.workbook.store.reflections
    desk = Desk(page.workbook, store.audience(Month.parse(subject.month)))
    desk.card(subject, _written(store.entries_of(Month.parse(subject.month)), subject))
    desk.bound[0].write({**message, "ticket": 0, "recovered": True})


def _written(entries: list[Entry], subject: Subject) -> Entry | None:
    for entry in entries:
        if (entry.subject.kind, entry.subject.about) == (subject.kind, subject.about):
            return entry
    return None
