"""The list of meetings, and the way to one that no schedule has."""

from datetime import date, datetime, time, timedelta
from typing import Any

from plgwork.analysis.rota import latest, turns
from plgwork.errors import AccessError
from plgwork.models.agreements import Party
from plgwork.models.meetings import Became, Block, Listed, Meeting, MeetingKind, Plan
from plgwork.models.people import Group
from plgwork.models.schedules import Slot
from plgwork.pages.guard import guarded
from plgwork.pages.meetings.sitting import Sitting
from plgwork.pages.school.answers import Answers, Message, Problems, answering
from plgwork.pages.wording import at_time, in_words
from plgwork.widgets import Form, Links, Section, Table

ANOTHER = "A meeting at another time"
KINDS = {
    MeetingKind.FACULTY: "Faculty meeting",
    MeetingKind.LEADERSHIP: "Leadership meeting",
    MeetingKind.OTHER: "Another meeting of the school",
}
BECAME = {
    Became.HELD: "recorded",
    Became.SHORTENED: "recorded, shortened",
    Became.DISPLACED: "did not take place",
}
LOOK_BACK = timedelta(days=365)  # by which turns are told
NONE = "No meeting is in sight. When and where your PLG meets is said on Structure."


class Coming:
    """Meetings of the last and the next weeks; one of them is open."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self.table = Table(
            label="Meetings around now",
            head=["Meeting", "When", "Facilitates", "Takes notes", "How it stands"],
            verb="Open",
            query="id",
            dialog=False,
            leads="#plan",
            empty=NONE,
        )
        self.links = Links(items=[{"text": ANOTHER, "quiet": True}])
        self.form = Form(dialog=True, submit="Plan it")
        self.section = Section("coming", self.table, self.links, self.form)
        guard = guarded(sitting.say)
        self.table.listen("open", guard(lambda message: self.open(str(message.get("id", "")))))
        self.links.listen("ask", guard(lambda _message: self._ask()))
        self.form.listen("submit", answering(self.form, self._plan_another))

    def reread(self) -> None:
        """Show them as they stand; what nobody planned stands among them."""
        sitting = self._sitting
        rows: list[tuple[datetime, dict[str, Any]]] = [
            (sitting.local(one.starts_at), self._row(one)) for one in sitting.listed
        ]
        rows += [(one.starts_at, self._empty_row(one)) for one in sitting.slots]
        rows.sort(key=lambda one: one[0])
        coming = [one for one in rows if one[0].date() >= sitting.workbook.today]
        past = [one for one in rows if one not in coming]
        self.table.rows = [row for _, row in (*coming, *reversed(past))]
        if not (sitting.groups or sitting.calls):
            self.links.items = []

    def _row(self, one: Listed) -> dict[str, Any]:
        when = f"{in_words(one.day)}, {self._sitting.time(one)}"
        past = one.day < self._sitting.workbook.today
        stands = BECAME[one.course.became] if one.course else "to record" if past else "planned"
        return {"id": one.id, "cells": [one.name, when, one.facilitator, one.note_taker, stands]}

    def _empty_row(self, one: Slot) -> dict[str, Any]:
        when = f"{in_words(one.day)}, {at_time(one.starts_at)} to {at_time(one.ends_at)}"
        past = one.day < self._sitting.workbook.today
        stands = "nothing kept" if past else "not planned yet"
        return {"id": _slot_id(one), "cells": [one.name, when, "", "", stands]}

    # --- one of them ----------------------------------------------------------------------

    def open(self, asked: str) -> None:
        """Open a meeting by its id or its time in the schedule, or a time that has none yet."""
        sitting = self._sitting
        slot = next((one for one in sitting.slots if _slot_id(one) == asked), None)
        # The address of a time is in use, and passed on, after somebody planned its meeting.
        of_time = {_time_id(one.of.plg_id, one.day): one.id for one in reversed(sitting.listed)}
        sitting.slot = slot
        sitting.meeting = (
            None if slot else sitting.workbook.store.meetings.meeting(of_time.get(asked, asked))
        )
        sitting.changed()

    def open_nearest(self) -> None:
        """Open what one most likely came for: today's meeting, the next one, else the last."""
        sitting, today = self._sitting, self._sitting.workbook.today
        mine = [one for one in sitting.listed if one.of.plg_id]
        found: list[tuple[datetime, date, str]] = [
            *((one.starts_at, one.day, one.id) for one in mine),
            *((one.starts_at, one.day, _slot_id(one)) for one in sitting.slots),
        ]
        coming = sorted(one for one in found if one[1] >= today)
        last = sorted(found)[-1:]
        for _, _, one_id in (coming or last)[:1]:
            self.open(one_id)

    def begin(self, blocks: tuple[Block, ...]) -> Meeting:
        """Plan the meeting of the time that is open, with whoever's turn it is."""
        slot = self._sitting.slot
        group = self._sitting.group(slot.of) if slot else None
        if slot is None or group is None:
            raise AccessError("This time is no longer there. Choose another meeting.")
        of = Party(plg_id=slot.of)
        leads, writes = self._turns(group, slot.day)
        minutes = round((slot.ends_at - slot.starts_at).total_seconds() / 60)
        return self._sitting.workbook.store.meetings.plan(
            Plan(
                of=of,
                kind=MeetingKind.PLG,
                name=slot.name,
                starts_at=slot.starts_at,
                day=slot.day,
                minutes=minutes,
                place=slot.place,
                facilitator=leads,
                note_taker=writes,
                blocks=blocks,
            )
        )

    def _turns(self, group: Group, day: date) -> tuple[str, str]:
        """Who facilitates, and who takes notes: whoever did so longest ago, and never both."""
        of, meetings = Party(plg_id=group.plg.id), self._sitting.workbook.store.meetings
        before = meetings.between([of], day - LOOK_BACK, day - timedelta(days=1))
        instead = group.substitute if group.substitute_day == day else None
        trained = [instead] if instead else list(group.facilitators)
        led = latest((one.led_by, one.day) for one in before)
        wrote = latest((one.noted_by, one.day) for one in before)
        leads = next(iter(turns([one.id for one in trained], led)), "")
        others = [one.id for one in group.members if one.id != leads]
        return leads, next(iter(turns(others, wrote)), "")

    # --- one at another time --------------------------------------------------------------

    def _ask(self) -> None:
        sitting = self._sitting
        groups = [{"id": one.plg.id, "name": one.plg.name} for one in sitting.groups]
        school = [{"id": kind.value, "name": name} for kind, name in KINDS.items()]
        options = [*groups, *(school if sitting.calls else [])]
        self.form.ask(
            [
                {"name": "of", "label": "Whose meeting", "kind": "select", "options": options,
                 "value": options[0]["id"]},
                {"name": "name", "label": "What it is called",
                 "note": "Left empty, it bears the name above."},
                {"name": "day", "label": "Day", "kind": "date"},
                {"name": "starts", "label": "Begins at", "kind": "time"},
                {"name": "minutes", "label": "Minutes", "kind": "number", "value": "50"},
                {"name": "place", "label": "Where"},
            ],
            title=ANOTHER,
        )  # fmt: skip

    def _plan_another(self, message: Message) -> Problems:
        answers = Answers(message, {})
        problems = when_problems(answers)
        if problems:
            return problems
        of = answers.text("of")
        kind = next((one for one in KINDS if one.value == of), MeetingKind.PLG)
        group = self._sitting.group(of)
        party = Party(plg_id=of) if kind is MeetingKind.PLG else self._sitting.school
        name = answers.text("name") or (group.plg.name if group else KINDS.get(kind, ""))
        plan = Plan(of=party, kind=kind, name=name[:120], **self.when(answers))
        meeting = self._sitting.workbook.store.meetings.plan(plan)
        self._sitting.slot, self._sitting.meeting = None, meeting
        self._sitting.changed()
        return {}

    def when(self, answers: Answers) -> dict[str, Any]:
        """When and where a meeting is, from what was filled in."""
        day = date.fromisoformat(answers.text("day"))
        starts = time.fromisoformat(answers.text("starts"))
        return {
            "day": day,
            "starts_at": datetime.combine(day, starts, self._sitting.workbook.zone),
            "minutes": int(answers.text("minutes")),
            "place": answers.text("place")[:120],
        }


def when_problems(answers: Answers) -> Problems:
    """What is wrong with a day, a time and minutes, each at its field."""
    minutes = answers.text("minutes")
    right = {
        "day": (_reads(date.fromisoformat, answers.text("day")), "Choose a day."),
        "starts": (_reads(time.fromisoformat, answers.text("starts")), "Write when it begins."),
        "minutes": (
            minutes.isascii() and minutes.isdecimal() and 5 <= int(minutes[:5]) <= 480,
            "Write how many minutes it lasts, from 5 to 480.",
        ),
    }
    return {name: says for name, (well, says) in right.items() if not well}


def _reads(read: Any, text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True


def _slot_id(slot: Slot) -> str:
    return _time_id(slot.of, slot.day)


def _time_id(plg_id: str | None, day: date) -> str:
    return f"{plg_id} {day}"
