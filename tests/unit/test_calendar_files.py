"""Meetings as a calendar file: read back by another program, right across a change of clocks."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from plgwork.analysis.patterns import meeting_on
from plgwork.documents.calendars import calendar
from plgwork.models.schedules import MeetingTime, Slot, Weekday, Weekly

CHICAGO = ZoneInfo("America/Chicago")
MADE = datetime(2026, 10, 20, 20, 15, tzinfo=UTC)
TIME = MeetingTime(
    pattern=Weekly(weekday=Weekday.TUESDAY), starts=time(15, 15), minutes=50, place="Room 4; east"
)


def on(day: date, zone: ZoneInfo = CHICAGO, name: str = "Algebra") -> Slot:
    return meeting_on(day, "algebra", name, TIME, zone)


def made(*meetings: Slot, zone: ZoneInfo = CHICAGO) -> bytes:
    return calendar("PLGs of Ana", meetings, zone, MADE, "oak")


def begins(event: Event) -> datetime:
    assert isinstance(event.start, datetime)
    return event.start


def events(data: bytes) -> list[Event]:
    read = Calendar.from_ical(data)
    assert isinstance(read, Calendar)
    return list(read.events)


def test_what_another_program_reads_is_what_was_planned() -> None:
    [event] = events(made(on(date(2026, 10, 20)), zone=CHICAGO))

    assert begins(event) == datetime(2026, 10, 20, 15, 15, tzinfo=CHICAGO)
    assert event.end == datetime(2026, 10, 20, 16, 5, tzinfo=CHICAGO)
    assert (event["summary"], event["location"]) == ("Algebra", "Room 4; east")


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(2026, 10, 27), -5),
        (date(2026, 11, 3), -6),
        (date(2027, 3, 9), -6),
        (date(2027, 3, 16), -5),
    ],
)
def test_before_and_after_clocks_change_it_is_a_quarter_past_three(day: date, hours: int) -> None:
    [event] = events(made(on(day)))

    assert (begins(event).hour, begins(event).minute) == (15, 15)
    offset = begins(event).utcoffset()
    assert offset is not None
    assert offset.total_seconds() == hours * 3600


def test_the_rules_of_the_zone_are_in_the_file() -> None:
    text = made(on(date(2026, 10, 27)), on(date(2026, 11, 3))).decode()

    assert "BEGIN:VTIMEZONE" in text
    assert "DTSTART;TZID=America/Chicago:20261103T151500" in text
    assert {"BEGIN:DAYLIGHT", "BEGIN:STANDARD"} <= set(text.split("\r\n"))


@given(
    st.sampled_from(["America/Chicago", "America/Phoenix", "Europe/Berlin", "Australia/Sydney"]),
    st.lists(st.dates(date(2025, 1, 1), date(2036, 12, 31)), min_size=1, max_size=5, unique=True),
)
def test_every_moment_comes_back_in_every_zone_and_year(zone: str, days: list[date]) -> None:
    planned = [on(day, ZoneInfo(zone)) for day in sorted(days)]

    found = events(made(*planned, zone=ZoneInfo(zone)))

    assert [begins(event).timestamp() for event in found] == [
        one.starts_at.timestamp() for one in planned
    ]


def test_a_meeting_keeps_its_id_when_its_time_changes() -> None:
    later = on(date(2026, 10, 20)).model_copy(update={"place": "Gym"})

    assert events(made(later))[0]["uid"] == events(made(on(date(2026, 10, 20))))[0]["uid"]


def test_a_name_cannot_add_lines_of_its_own() -> None:
    forged = on(date(2026, 10, 20), name="Algebra\r\nATTENDEE:mailto:x@example.org")

    [event] = events(made(forged))

    assert "attendee" not in event


def test_without_meetings_the_file_is_a_calendar_all_the_same() -> None:
    assert events(made()) == []
