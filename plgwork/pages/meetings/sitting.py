"""What the sections of the page share: one's groups, the meeting one looks at, who is in it."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from uuid import uuid4

from plgwork.analysis.planned import planned
from plgwork.models.agreements import Party
from plgwork.models.meetings import Action, Listed, Meeting
from plgwork.models.norms import NormCheck
from plgwork.models.people import Group, PlgKind, Role
from plgwork.models.runs import Run
from plgwork.models.schedules import Slot
from plgwork.pages.page import Page
from plgwork.pages.wording import at_time, in_words

BACK, AHEAD = timedelta(days=70), timedelta(days=70)
CALLERS = (Role.LEADER, Role.COACH)


class Sitting:
    """One visit: the meetings of one's groups and school, and the one that is open."""

    def __init__(self, page: Page, reread: Callable[[], None]) -> None:
        self.page = page
        self.workbook = page.workbook
        self.say = page.notice.say
        self.changed = reread
        self.id = uuid4().hex
        self.meeting: Meeting | None = None
        self.slot: Slot | None = None
        self.reread()

    def reread(self) -> None:
        """Take in how things stand."""
        store = self.workbook.store
        self.groups: Sequence[Group] = store.people.my_groups()
        self._known = {one.plg.id: one for one in (*store.people.groups(), *self.groups)}
        self.school = Party(school_id=self.workbook.school.id)
        parties = [*(Party(plg_id=one.plg.id) for one in self.groups), self.school]
        first, last = self.workbook.today - BACK, self.workbook.today + AHEAD
        self.listed: list[Listed] = store.meetings.between(parties, first, last)
        self.slots = self._unplanned(first, last)
        if self.meeting:
            self.meeting = store.meetings.meeting(self.meeting.id)

    def _unplanned(self, first: date, last: date) -> list[Slot]:
        """Times of one's groups in the schedule for which there is no plan yet."""
        days = self.workbook.store.schedules.school_days()
        known = {(one.of.plg_id, one.day) for one in self.listed}
        found = planned(self.groups, (), days, (first, last), self.workbook.zone)
        return [one for one in found if (one.of, one.day) not in known]

    @property
    def calls(self) -> bool:
        """Whether one may call meetings of the whole school: leaders and coaches do."""
        return any(role in CALLERS for role in self.workbook.me.roles)

    def group(self, plg_id: str | None) -> Group | None:
        """One of one's groups, or another of the school."""
        return self._known.get(plg_id or "")

    def expected(self) -> dict[str, str]:
        """The names of those who were in the PLG on that day, by id."""
        meeting = self.meeting
        return {one: meeting.names[one] for one in meeting.expected} if meeting else {}

    def names(self) -> dict[str, str]:
        """The names of all whom the meeting names, by id."""
        return dict(self.meeting.names) if self.meeting else {}

    def candidates(self) -> dict[str, str]:
        """Who may facilitate or take notes: those expected; of a school's meeting, its staff."""
        staff = self.workbook.store.schedules.everybody() or [self.workbook.me]
        return self.expected() or {person.id: person.name for person in staff}

    @property
    def leads(self) -> bool:
        """Whether the visitor facilitates the group whose meeting is open."""
        group = self.group(self.meeting.of.plg_id) if self.meeting else None
        return group is not None and self.workbook.me in group.facilitators

    def colleagues(self) -> dict[str, str]:
        """Who could take a meeting: everybody in a PLG that one knows of, but oneself."""
        groups = self._known.values()
        known = {one.id: one.name for group in groups for one in group.members}
        found = sorted(known.items(), key=lambda one: one[1])
        return {one: name for one, name in found if one != self.workbook.me.id}

    def ran(self) -> list[Run]:
        """What ran for the group on the day of the meeting, and is over."""
        meeting, workbook = self.meeting, self.workbook
        if meeting is None:
            return []
        runs = workbook.store.runs.between(meeting.of.plg_id, *self._its_day(meeting))
        return [run for run in runs if not run.open_at(workbook.now())]

    def looked_back(self) -> list[NormCheck]:
        """The norm checks of one's own group on the day of its meeting, the newest first."""
        meeting = self.meeting
        if meeting is None or not meeting.of.plg_id:
            return []
        between = self.workbook.store.checks.between
        return between(meeting.of.plg_id, *self._its_day(meeting))

    def _its_day(self, meeting: Meeting) -> tuple[datetime, datetime]:
        """When the day of a meeting begins, and when the next one does."""
        midnight = datetime.combine(meeting.day, time(), self.workbook.zone)
        return midnight, midnight + timedelta(days=1)

    def still_open(self) -> list[Action]:
        """What the group agreed on in other meetings and nobody has closed."""
        meeting = self.meeting
        if meeting is None or meeting.of.plg_id is None:
            return []
        to_do = self.workbook.store.meetings.to_do(meeting.of)
        return [one for one in to_do if one.meeting_id != meeting.id]

    def local(self, moment: datetime) -> datetime:
        """A moment in school time."""
        return moment.astimezone(self.workbook.zone)

    def title(self, meeting: Listed | Meeting) -> str:
        """``Algebra, Tuesday 17 November``."""
        return f"{meeting.name}, {in_words(meeting.day)}"

    def time(self, meeting: Listed | Meeting) -> str:
        """``3:15 pm to 4:00 pm``."""
        begins = self.local(meeting.starts_at)
        ends = begins + timedelta(minutes=meeting.minutes)
        return f"{at_time(begins)} to {at_time(ends)}"

    @property
    def readers(self) -> str:
        """Who can read this record, in words."""
        group = self.meeting and self.group(self.meeting.of.plg_id)
        if group and (group.plg.kind is PlgKind.FACILITATORS or group.plg.school_id is None):
            return f"Everybody in {group.plg.name} can read this record; nobody else can."
        return f"Everybody who works at {self.workbook.school.name} can read this record."

    @property
    def topics(self) -> list[str]:
        """What is listened to."""
        groups = [f"plg:{one.plg.id}" for one in self.groups]
        return [*groups, f"school:{self.workbook.school.id}"]
