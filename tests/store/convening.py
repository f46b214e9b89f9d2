"""A meeting of Oak's algebra PLG that was held, two that are planned, and one of the faculty."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from plgwork.models.agreements import Party
from plgwork.models.meetings import (
    Became,
    Block,
    Course,
    Meeting,
    MeetingKind,
    NoteDraft,
    Plan,
    Presence,
)
from plgwork.store import Store, VisitorStore
from tests.store.world import visit

ALGEBRA, ART, OAKS_STAFF = Party(plg_id="algebra"), Party(plg_id="art"), Party(school_id="oak")
COHORT = Party(plg_id="cohort")
HELD_ON, PLANNED_ON = date(2026, 11, 17), date(2026, 12, 1)
OPENING = Block(name="Opening", minutes=5, work="building-the-group")
TUNING = Block(
    name="Mia’s test on slopes",
    minutes=40,
    work="tuning-tasks",
    topic="tasks-and-tests",
    protocol_id="tuning-protocol",
    brings="mia",
)
HELD = Course(became=Became.HELD, minutes=45)
LOST = Course(became=Became.DISPLACED, minutes=0, taken_by="testing")


def plan(day: date = HELD_ON, of: Party = ALGEBRA, **more: Any) -> Plan:
    """A plan for a day, at a quarter past three in Chicago."""
    given = {
        "kind": MeetingKind.PLG if of.plg_id else MeetingKind.FACULTY,
        "name": "Algebra" if of.plg_id else "Faculty meeting",
        "starts_at": datetime(day.year, day.month, day.day, 21, 15, tzinfo=UTC),
        "minutes": 45,
        "place": "Room 4",
        "facilitator": "ana" if of.plg_id else "",
        "note_taker": "mia" if of.plg_id else "",
        "blocks": (OPENING, TUNING) if of.plg_id else (OPENING,),
    }
    return Plan(of=of, day=day, **(given | more))


def note(meeting: Meeting, text: str, *bases: str, **more: Any) -> NoteDraft:
    """A note of one sitting."""
    given = {"about": "decided", "sitting": "one"} | more
    return NoteDraft(meeting_id=meeting.id, text=text, bases=bases, **given)


def recorded(store: Store) -> Meeting:
    """The meeting of algebra in November, as Ana recorded it."""
    ana = visit(store, "ana")
    meeting = ana.meetings.plan(plan())
    ana.records.say(meeting.id, HELD)
    ana.records.attend(meeting.id, {"mia": Presence.PRESENT})
    ana.records.answer(meeting.id, "everyone-spoke", "yes")
    ana.records.write(note(meeting, "We ask for a graph first."))
    return ana.records.agree(meeting.id, "Try it in both rooms", "mia", PLANNED_ON)


def planned_twice(store: VisitorStore) -> list[Meeting]:
    """Two meetings that may be changed or called off."""
    days = (PLANNED_ON, PLANNED_ON + timedelta(days=14))
    return [store.meetings.plan(plan(day)) for day in days]
