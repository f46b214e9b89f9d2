"""Planned meetings as a calendar file (RFC 5545), for any calendar to open or to subscribe to.

Each meeting is an event of its own at school time, with the zone's rules in the file: so it is
right across a change of clocks, and days on which nobody meets need no exceptions.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from plgwork.documents.packing import clean
from plgwork.models.schedules import Slot

MEDIA = "text/calendar; charset=utf-8"
AGAIN = timedelta(hours=12)  # how often whoever subscribes may look
MAKER = "-//PLG Workbook//Meetings//EN"


def calendar(
    name: str, meetings: Iterable[Slot], zone: ZoneInfo, made_at: datetime, school: str
) -> bytes:
    """A calendar of this name. ``school`` keeps ids apart from those of other schools."""
    planned = sorted(meetings, key=lambda one: (one.starts_at, one.of))
    made = Calendar.new(prodid=MAKER, name=clean(name), uid=f"{school}.plgwork.invalid")
    made.refresh_interval, made["method"] = AGAIN, "PUBLISH"
    made.add("x-wr-timezone", zone.key)
    for one in planned:
        made.add_component(_event(one, zone, made_at, school))
    if planned:
        first, last = planned[0].day, planned[-1].day
        made.add_missing_timezones(first.replace(month=1, day=1), last + timedelta(days=366))
    return bytes(made.to_ical())


def _event(one: Slot, zone: ZoneInfo, made_at: datetime, school: str) -> Event:
    return Event.new(
        uid=f"{one.of}-{one.day:%Y%m%d}@{school}.plgwork.invalid",
        stamp=made_at,
        start=one.starts_at.astimezone(zone),
        end=one.ends_at.astimezone(zone),
        summary=clean(one.name),
        location=clean(one.place),
    )
