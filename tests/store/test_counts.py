"""What leaders and coaches watch adds up, by month, and names nobody."""

from datetime import date, datetime, timedelta

import pytest

from plgwork.errors import AccessError
from plgwork.models.counts import Attended, Kept, NormsKept, Shown, Support, WorkMinutes
from plgwork.models.enrolling import PlgChange
from plgwork.models.meetings import ActionState, Became, Course, Presence
from plgwork.models.months import Month
from plgwork.models.norms import Mark
from plgwork.store import Store, VisitorStore
from tests.store.checking import KEPT, MARKS, agreed, crowd, shown
from tests.store.convening import (
    ALGEBRA,
    COHORT,
    HELD,
    HELD_ON,
    LOST,
    OAKS_STAFF,
    PLANNED_ON,
    plan,
    recorded,
)
from tests.store.world import NOVEMBER, NOW, OCTOBER, visit

YEAR = (date(2026, 8, 1), date(2027, 6, 30))
DECEMBER = Month(2026, 12)
IN_DECEMBER = NOW + timedelta(days=21)


@pytest.fixture
def lee(store: Store) -> VisitorStore:
    """The store as a leader may see it."""
    return visit(store, "lee")


def test_minutes_add_up_by_kind_of_work_and_topic(store: Store, lee: VisitorStore) -> None:
    recorded(store)
    ana = visit(store, "ana").meetings
    ana.plan(plan(HELD_ON - timedelta(days=14)))
    ana.plan(plan(PLANNED_ON))  # is still to come
    gone = ana.plan(plan(date(2026, 10, 20)))
    visit(store, "ana").records.say(gone.id, LOST)

    assert lee.counts.work("oak", *YEAR) == [
        WorkMinutes(month=NOVEMBER, work="building-the-group", topic="", minutes=10),
        WorkMinutes(month=NOVEMBER, work="tuning-tasks", topic="tasks-and-tests", minutes=80),
    ]


def test_of_places_those_count_that_a_record_speaks_of(store: Store, lee: VisitorStore) -> None:
    meeting = recorded(store)  # to which Mia came
    earlier = visit(store, "ana").meetings.plan(plan(date(2026, 10, 20)))
    records = visit(store, "ana").records
    records.attend(earlier.id, {"mia": Presence.NOTICE})
    records.attend(earlier.id, {"ana": Presence.PART})
    records.attend(meeting.id, {"ana": Presence.AWAY})

    assert lee.counts.attended("oak", *YEAR) == [
        Attended(month=OCTOBER, places=2, taken=1, people=2),
        Attended(month=NOVEMBER, places=2, taken=1, people=2),
    ]


def test_what_was_agreed_on_counts_once_its_day_is_over(store: Store) -> None:
    meeting = recorded(store)  # Mia has something to do by December
    records = visit(store, "ana").records
    records.agree(meeting.id, "Without a day", "mia", None)
    given_up = records.agree(meeting.id, "Given up", "ana", NOVEMBER.first).actions
    records.close(next(one.id for one in given_up if one.text == "Given up"), ActionState.DROPPED)
    [first, *_] = meeting.actions

    early = visit(store, "lee").counts.kept("oak", *YEAR)
    visit(store, "mia", IN_DECEMBER).records.close(first.id, ActionState.DONE)
    late = visit(store, "lee", IN_DECEMBER).counts.kept("oak", *YEAR)

    assert early == [Kept(month=NOVEMBER, agreed=1, done=0)]
    assert late == [*early, Kept(month=DECEMBER, agreed=1, done=1)]


def test_who_brought_work_counts_from_then_on(store: Store, lee: VisitorStore) -> None:
    recorded(store)  # to which Mia brought a test
    visit(store, "ana").meetings.plan(plan(HELD_ON - timedelta(days=14)))

    found = lee.counts.shown("oak", *YEAR)

    assert [one.month.name for one in found] == ["August", "September", "October", "November"]
    assert found[-2:] == [
        Shown(month=OCTOBER, people=2, brought=0),
        Shown(month=NOVEMBER, people=2, brought=1),
    ]


def test_support_says_how_many_facilitate_and_when_they_last_met(
    store: Store, lee: VisitorStore
) -> None:
    before = lee.counts.support("oak")
    cora = visit(store, "cora")
    met = cora.meetings.plan(plan(date(2026, 11, 10), COHORT, facilitator="cora", note_taker=""))
    cora.records.say(met.id, Course(became=Became.SHORTENED, minutes=30, taken_by="testing"))
    cora.meetings.plan(plan(PLANNED_ON, COHORT, facilitator="cora", note_taker=""))

    assert before == Support(facilitators=1, trained=1, met=None)
    assert lee.counts.support("oak") == Support(facilitators=1, trained=1, met=met.day)
    opened = cora.rounds.begin("cohort", "What did you try?")
    cora.rounds.open(opened)
    assert lee.counts.support("oak").met == NOW.date()


def norms_of(store: Store, plg_id: str, facilitator: str, now: datetime = NOW) -> None:
    """A PLG of five closes a check in which four kept what one kept partly."""
    check = visit(store, facilitator, now).checks.open(plg_id, MARKS)
    taps = [KEPT] * 4 + [dict.fromkeys(KEPT, Mark.PARTLY)]
    members = [f"p0{number}" for number in range(5)]
    for person, given in zip(members, taps, strict=True):
        store.taps.answer(check.code, person, now.date(), given)
    store.taps.close(check.code, facilitator, now.date(), now, shown)


def test_norms_are_told_of_three_plgs_together_once_their_month_is_over(
    store: Store, database: str
) -> None:
    agreed(store, ALGEBRA)
    agreed(store, OAKS_STAFF)
    people = crowd(database, 5)
    sam = visit(store, "sam").people
    norms_of(store, "algebra", "ana")
    norms_of(store, "algebra", "ana", NOW + timedelta(days=2))

    found = []
    for name in ("Biology", "Chemistry"):
        plg_id = sam.arrange(PlgChange(name=name, joins=tuple(people), facilitates=("ben",)))
        found.append(visit(store, "lee", IN_DECEMBER).counts.norms("oak", *YEAR))
        norms_of(store, plg_id, "ben")

    assert found == [[], []]
    assert visit(store, "lee").counts.norms("oak", *YEAR) == []
    [told] = visit(store, "lee", IN_DECEMBER).counts.norms("oak", *YEAR)
    assert told == NormsKept(month=NOVEMBER, plgs=3, answered=20, marks=60, kept=48)


@pytest.mark.parametrize("person", ["ana", "mia", "sam", "zoe"])
def test_nobody_else_counts_anything(store: Store, person: str) -> None:
    counts = visit(store, person).counts

    for asked in (counts.work, counts.attended, counts.kept, counts.shown, counts.norms):
        with pytest.raises(AccessError):
            asked("oak", *YEAR)
    with pytest.raises(AccessError):
        counts.support("oak")


def test_a_meeting_that_was_held_counts_its_agenda(store: Store, lee: VisitorStore) -> None:
    meeting = visit(store, "ana").meetings.plan(plan())
    visit(store, "ana").records.say(meeting.id, HELD)

    assert sum(one.minutes for one in lee.counts.work("oak", *YEAR)) == 45
