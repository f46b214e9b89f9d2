"""What the invented school's meetings left: planned and recorded by their facilitators."""

from datetime import date, datetime, timedelta

from plgwork.analysis.agendas import fitted
from plgwork.analysis.planned import planned
from plgwork.content import Library
from plgwork.models.agreements import Party
from plgwork.models.invented.meetings import InventedFaculty, InventedMeeting, InventedRecord
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
from plgwork.models.people import Group
from plgwork.models.schedules import Slot
from plgwork.store import Store, VisitorStore

BACK = timedelta(days=200)
FACULTY_MINUTES = 60


def meet(store: Store, library: Library, now: datetime) -> None:
    """Hold the meetings that have come by now, as the schedule has them."""
    meeting = Meetings(store, library, now)
    for one in sorted(library.invented_meetings.meetings, key=lambda one: -one.back):
        meeting.hold(one)
    for faculty in library.invented_meetings.faculty:
        meeting.gather(faculty)


class Meetings:
    """One school, on the days on which its people met."""

    def __init__(self, store: Store, library: Library, now: datetime) -> None:
        self._store, self._library, self._now = store, library, now
        self._agendas = {one.model.id: one.model for one in library.of("agendas/*.yaml")}

    def hold(self, one: InventedMeeting) -> None:
        """Plan the meeting of that time and record it, if it has come and somebody facilitated."""
        plg = next(plg for plg in self._library.invented_school.plgs if plg.id == one.plg)
        slot = self._slot(plg.facilitator, one)
        if slot is None:
            return
        after = slot.ends_at + timedelta(minutes=5)
        then = self._at(plg.facilitator, after)
        group = next((g for g in then.people.my_groups() if g.plg.id == one.plg), None)
        if group is None:
            return
        meeting = then.meetings.plan(self._plan(one, slot, group))
        minutes = one.minutes if one.minutes is not None else meeting.minutes
        lost = one.became is Became.DISPLACED
        course = Course(became=one.became, minutes=0 if lost else minutes, taken_by=one.taken_by)
        then.records.say(meeting.id, course)
        if not lost:
            self._who_came(then, meeting, one, group)
        self._record(then, meeting, one, slot.day)

    def gather(self, one: InventedFaculty) -> None:
        """A meeting of the whole staff, after school."""
        day = (self._now - timedelta(days=one.days_ago)).date()
        day -= timedelta(days=max(0, day.weekday() - 4))
        starts_at = datetime(day.year, day.month, day.day, 15, 15, tzinfo=self._now.tzinfo)
        then = self._at(one.by, starts_at + timedelta(minutes=FACULTY_MINUTES + 5))
        plan = Plan(
            of=Party(school_id=self._library.invented_school.school.id),
            kind=MeetingKind.FACULTY,
            name=one.name,
            starts_at=starts_at,
            day=day,
            minutes=FACULTY_MINUTES,
            place="Cafeteria",
            facilitator=one.by,
            blocks=self._blocks(one, FACULTY_MINUTES),
        )
        meeting = then.meetings.plan(plan)
        then.records.say(meeting.id, Course(became=Became.HELD, minutes=FACULTY_MINUTES))
        self._record(then, meeting, one, day)

    def _slot(self, facilitator: str, one: InventedMeeting) -> Slot | None:
        """The last time but so many that the group met before today."""
        now = self._at(facilitator, self._now)
        groups = [group for group in now.people.my_groups() if group.plg.id == one.plg]
        days = now.schedules.school_days()
        today = self._now.date()
        between = (today - BACK, today - timedelta(days=1))
        zone = self._now.tzinfo
        slots = planned(groups, (), days, between, zone) if zone else []
        return slots[-one.back] if len(slots) >= one.back else None

    def _plan(self, one: InventedMeeting, slot: Slot, group: Group) -> Plan:
        minutes = round((slot.ends_at - slot.starts_at).total_seconds() / 60)
        others = [person.id for person in group.members if person not in group.facilitators]
        return Plan(
            of=Party(plg_id=one.plg),
            kind=MeetingKind.PLG,
            name=slot.name,
            starts_at=slot.starts_at,
            day=slot.day,
            minutes=minutes,
            place=slot.place,
            facilitator=group.facilitators[0].id if group.facilitators else "",
            note_taker=others[one.back % len(others)] if others else "",
            blocks=self._blocks(one, minutes),
        )

    def _blocks(self, one: InventedRecord, minutes: int) -> tuple[Block, ...]:
        agenda = self._agendas.get(one.agenda)
        blocks = fitted(agenda.blocks, minutes) if agenda else ()
        return tuple(
            block.model_copy(update={"brings": one.brings if block.protocol_id else ""})
            for block in blocks
        )

    def _who_came(
        self, then: VisitorStore, meeting: Meeting, one: InventedMeeting, group: Group
    ) -> None:
        told = {
            Presence.PART: one.part,
            Presence.NOTICE: one.away_with_notice,
            Presence.AWAY: one.away,
        }
        came: dict[str, Presence | None] = {one.id: Presence.PRESENT for one in group.members}
        came |= {one: how for how, people in told.items() for one in people if one in came}
        then.records.attend(meeting.id, came)

    def _record(self, then: VisitorStore, meeting: Meeting, one: InventedRecord, day: date) -> None:
        for question, answer in one.answers.items():
            then.records.answer(meeting.id, question, answer)
        for about, text in one.notes.items():
            draft = NoteDraft(meeting_id=meeting.id, about=about, text=text, sitting="invented")
            then.records.write(draft)
        here = {
            group_member.id for group in then.people.my_groups() for group_member in group.members
        }
        for action in one.actions:
            if action.owner in here:
                due = day + timedelta(days=action.days)
                kept = then.records.agree(meeting.id, action.text, action.owner, due)
                then.records.close(kept.actions[-1].id, action.state)

    def _at(self, person: str, moment: datetime) -> VisitorStore:
        return self._store.for_visitor(person, lambda: moment)
