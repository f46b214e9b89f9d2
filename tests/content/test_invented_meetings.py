"""What the invented school's meetings left, and the agendas that meetings begin from."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from plgwork.content import Library, load_all
from plgwork.content.checks import check
from plgwork.invented import meetings, schedule, school
from plgwork.models.agreements import Party
from plgwork.models.meetings import Became, Block, MeetingKind, Presence
from plgwork.settings import shipped
from plgwork.store import Store, VisitorStore

NOVEMBER = datetime(2026, 11, 20, 20, 30, tzinfo=UTC)
SCIENCE = Party(plg_id="science-department")


@pytest.fixture(scope="module")
def library() -> Library:
    return load_all([shipped("content")])


def built(library: Library, now: datetime) -> Store:
    """The school with its schedule and its meetings, and nothing else."""
    invented = library.invented_school
    years = school.Years(library.calendar(invented.school.calendar), now)
    store = Store.in_memory()
    store.found(invented.school, school.roster(invented, years), invented=True)
    schedule.keep(store, library, years, now)
    meetings.meet(store, library, now)
    return store


@pytest.fixture(scope="module")
def fiona(library: Library) -> VisitorStore:
    """The school as a member of the staff reads it."""
    return built(library, NOVEMBER).for_visitor("fiona-gallacher", lambda: NOVEMBER)


def test_every_agenda_to_begin_from_serves_somebody(library: Library) -> None:
    served = {kind: library.agendas_for(kind) for kind in MeetingKind}

    assert all(served.values())
    assert len(served[MeetingKind.PLG]) >= 3


def test_a_plg_held_its_last_meetings_and_lost_one(fiona: VisitorStore) -> None:
    last = fiona.meetings.before(SCIENCE, NOVEMBER.date(), 3)

    assert [one.course and one.course.became for one in last] == [
        Became.HELD,
        Became.HELD,
        Became.DISPLACED,
    ]
    assert all(one.left == 0 for one in last if one.blocks)
    assert Presence.AWAY in last[0].came.values()
    assert len({one.note_taker for one in last}) > 1


def test_records_are_there_to_be_found(fiona: VisitorStore) -> None:
    assert [one.name for one in fiona.meetings.find("drawing set-up")] == ["Science department"]
    assert [one.name for one in fiona.meetings.find("faculty")] == ["Faculty meeting"]
    assert fiona.meetings.to_do(SCIENCE)


def test_nothing_is_held_before_it_could_be(library: Library) -> None:
    now = datetime(2026, 8, 20, 20, tzinfo=UTC)
    store = built(library, now).for_visitor("fiona-gallacher", lambda: now)

    found = store.meetings.find("", None, 100)

    assert all(one.day <= now.date() for one in found)


def test_a_stranger_in_a_record_is_told(library: Library) -> None:
    [item] = library.of("invented/meetings.yaml")
    first, *others = item.model.meetings
    wrong = first.model_copy(update={"brings": "nobody-here"})
    changed = item.model.model_copy(update={"meetings": (wrong, *others)})
    items = {**library.items, ("invented/meetings.yaml", "meetings"): replace(item, model=changed)}

    [problem] = check(replace(library, items=items))

    assert problem.endswith("meetings: 'nobody-here' is not here")


def test_a_meeting_that_stands_there_twice_is_told(library: Library) -> None:
    [item] = library.of("invented/meetings.yaml")
    first, *others = item.model.meetings
    changed = item.model.model_copy(update={"meetings": (first, *others, first)})
    items = {**library.items, ("invented/meetings.yaml", "meetings"): replace(item, model=changed)}

    [problem] = check(replace(library, items=items))

    assert problem.endswith("meetings: 'science-department' met once, so many times ago: 1")


@pytest.mark.parametrize(
    ("block", "says"),
    [
        (Block(name="A", minutes=50, work="chatting"), "work: one of"),
        (Block(name="A", minutes=50, topic="weather"), "topic: one of"),
        (Block(name="A", minutes=50, protocol_id="talk"), "protocol_id: one of"),
        (Block(name="A", minutes=50, brings="ana"), "brings: is said for each meeting"),
    ],
)
def test_an_agenda_of_unknown_words_is_told(library: Library, block: Block, says: str) -> None:
    key = ("agendas/*.yaml", "feedback-on-work")
    item = library.items[key]
    changed = item.model.model_copy(update={"blocks": (block,)})
    items = {**library.items, key: replace(item, model=changed)}

    [problem] = check(replace(library, items=items))

    assert says in problem


def test_days_of_faculty_meetings_are_days_of_school(fiona: VisitorStore) -> None:
    long_ago, today = date(2026, 8, 1), NOVEMBER.date()
    [faculty] = fiona.meetings.between(
        [Party(school_id="quillander-ferry")], long_ago, today + timedelta(days=1)
    )

    assert faculty.day.weekday() < 5
