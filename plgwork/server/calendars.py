"""Somebody's meetings at their private address, for a calendar that subscribes: no kernel, no page.

Whoever has the address may look, for as long as its owner works at the school and makes no other.
"""

import asyncio
from typing import Any
from zoneinfo import ZoneInfo

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado import web

from plgwork.analysis.planned import horizon, planned
from plgwork.server.framing import Framed
from plgwork.settings import Settings
from plgwork.store import Store

PATH = r"calendar\.ics"


class OwnCalendar(Framed):
    """The calendar of whoever made the address, as they may see it today."""

    def initialize(self, workbook: Settings, store: Any) -> None:
        self.workbook = workbook
        self.store: Store = store

    @allow_unauthenticated
    async def get(self) -> None:
        from plgwork.documents.calendars import MEDIA  # what makes them takes long to load

        key = self.get_query_argument("key", "")
        made = await asyncio.to_thread(self._made, key)
        if made is None:
            raise web.HTTPError(404)
        self.set_header("Content-Type", MEDIA)
        self.set_header("Cache-Control", "private, no-store")
        self.finish(made)

    def _made(self, key: str) -> bytes | None:
        from plgwork.documents.calendars import calendar

        now = self.workbook.clock()
        owner = self.store.calendars.owner(key, now.date())
        if owner is None:
            return None
        mine = self.store.for_visitor(owner, self.workbook.clock)
        school = mine.people.school()
        zone = ZoneInfo(school.timezone)
        days = mine.schedules.school_days()
        between = horizon(now.astimezone(zone).date(), days)
        groups, other_work = mine.people.my_groups(), mine.schedules.other_work()
        meetings = planned(groups, other_work, days, between, zone)
        return calendar(f"PLGs of {school.name}", meetings, zone, now, school.id)
