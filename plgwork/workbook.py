"""One open workbook: who is here, what time it is, which content, which store."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from plgwork import logs
from plgwork import settings as environment
from plgwork.content import (
    Library,
    invented_export,
    load,
    load_groupings,
    load_practice,
    load_surveys,
)
from plgwork.errors import StoreError
from plgwork.models.content import Calendar
from plgwork.models.months import Month
from plgwork.models.people import Person, School
from plgwork.store import Store, VisitorStore

Clock = Callable[[], datetime]


class Workbook:
    """Everything a page needs, passed in: content, store, visitor, clock, and where it runs."""

    def __init__(
        self,
        content: Library,
        store: Store,
        visitor: str,
        clock: Clock,
        place: "Place | None" = None,
        folders: Sequence[Path] = (),
    ) -> None:
        self.content = content
        self._folders = folders
        self.place = place or Place()
        self._clock = clock
        self.zone = ZoneInfo(store.for_visitor(visitor, clock).people.school().timezone)
        self.store: VisitorStore = store.for_visitor(visitor, self.now)

    @classmethod
    def open(cls) -> "Workbook":
        """The workbook of whoever is here: as the server says, or the demo's in JupyterLab."""
        given = environment.read()
        if given.served:
            # In a kernel sys.stderr leads to the page; the process's own to the server's log.
            logs.write_all(given.log, sys.__stderr__, given.kernel)
        store = Store.open(given.database_url)
        # In JupyterLab nobody signs in.
        visitor = given.visitor or store.doors.begins_with()
        if visitor is None:
            raise StoreError(
                "In JupyterLab the workbook opens the invented school only. "
                "Run: plgwork demo, then open the notebook again."
            )
        return cls(
            content=load(given.content_folders),
            store=store,
            visitor=visitor,
            clock=given.clock,
            place=Place(given.served, given.base_url, given.query),
            folders=given.content_folders,
        )

    def now(self) -> datetime:
        """This moment in school time."""
        return self._clock().astimezone(self.zone)

    @property
    def today(self) -> date:
        """The school's date."""
        return self.now().date()

    @property
    def day_ends_at(self) -> datetime:
        """The moment at which the school's date changes."""
        return datetime.combine(self.today + timedelta(days=1), time(), self.zone)

    @cached_property
    def me(self) -> Person:
        """Who is here."""
        return self.store.people.me()

    @cached_property
    def school(self) -> School:
        """Their school."""
        return self.store.people.school()

    @cached_property
    def calendar(self) -> Calendar:
        """When their school is in session."""
        return self.content.calendar(self.school.calendar)

    @cached_property
    def exercises(self) -> Library:
        """The content with its exercises, which most pages are spared."""
        return load_practice(self._folders)

    @cached_property
    def questionnaires(self) -> Library:
        """The content with what surveys need, which most pages are spared."""
        return load_surveys(self._folders)

    @cached_property
    def configurations(self) -> Library:
        """The content with the ways to group staff, which most pages are spared."""
        return load_groupings(self._folders)

    @property
    def invented_export(self) -> tuple[str, bytes]:
        """A survey's export that nobody answered, to try the pages with: its name, its bytes."""
        return invented_export(self._folders)

    @property
    def month(self) -> Month:
        """The month one reflects on by the clock."""
        return self.calendar.due(self.today)


@dataclass(frozen=True)
class Place:
    """Where the page runs: behind our server or in JupyterLab, and with which question."""

    served: bool = False
    base_url: str = "/"
    query: str = ""
