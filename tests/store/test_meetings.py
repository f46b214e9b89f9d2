"""Meetings are planned once, changed by one at a time, recorded by several, and found by all."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from plgwork.errors import AccessError
from plgwork.models.meetings import ActionState, Meeting, MeetingKind, Presence
from plgwork.models.people import Substitute
from plgwork.store import Store, VisitorStore
from plgwork.store.engine import connect
from tests.store.convening import (
    ALGEBRA,
    ART,
    COHORT,
    HELD_ON,
    LOST,
    OAKS_STAFF,
    OPENING,
    PLANNED_ON,
    TUNING,
    note,
    plan,
    recorded,
)
from tests.store.world import NOW, found, visit

AT_ONCE = 8
TODAY = NOW.date()


def texts(meeting: Meeting) -> list[str]:
    return [one.text for one in meeting.about("decided")]


def test_a_plan_is_kept_as_it_was_made(ana: VisitorStore) -> None:
    kept = ana.meetings.plan(plan())

    again = ana.meetings.meeting(kept.id)
    assert again == kept
    assert {name: getattr(kept, name) for name in type(plan()).model_fields} == dict(plan())
    assert (kept.number, kept.group, kept.recordable, kept.left) == (1, "Algebra", True, 0)


def test_a_meeting_planned_by_eight_at_once_is_one(store: Store) -> None:
    def begin(number: int) -> str:
        return visit(store, ("ana", "mia")[number % 2]).meetings.plan(plan()).id

    with ThreadPoolExecutor(AT_ONCE) as threads:
        ids = set(threads.map(begin, range(AT_ONCE)))

    assert len(ids) == 1
    assert len(visit(store, "ana").meetings.meeting(ids.pop()).blocks) == 2


def test_of_two_who_change_one_plan_the_second_is_told(store: Store, ana: VisitorStore) -> None:
    kept = ana.meetings.plan(plan())
    visit(store, "mia").meetings.change(kept.id, 1, plan(blocks=(TUNING, OPENING)))

    with pytest.raises(AccessError, match="Somebody changed this plan"):
        ana.meetings.change(kept.id, 1, plan(place="Elsewhere"))

    now = ana.meetings.meeting(kept.id)
    assert (now.place, now.blocks, now.number) == ("Room 4", (TUNING, OPENING), 2)


def test_a_plan_is_not_moved_onto_another_of_the_same_group(ana: VisitorStore) -> None:
    ana.meetings.plan(plan())
    other = ana.meetings.plan(plan(PLANNED_ON))

    with pytest.raises(AccessError, match="on that day already"):
        ana.meetings.change(other.id, 1, plan())

    assert ana.meetings.meeting(other.id).day == PLANNED_ON


def test_only_a_plan_without_a_record_is_called_off(store: Store, ana: VisitorStore) -> None:
    meeting, bare = recorded(store), ana.meetings.plan(plan(PLANNED_ON))

    ana.meetings.call_off(bare.id)
    with pytest.raises(AccessError, match="There is a record"):
        ana.meetings.call_off(meeting.id)

    assert ana.meetings.on(ALGEBRA, PLANNED_ON) is None
    assert ana.meetings.on(ALGEBRA, HELD_ON) == meeting


def test_two_who_write_one_note_at_a_time_lose_nothing(store: Store, ana: VisitorStore) -> None:
    meeting = ana.meetings.plan(plan())
    ana.records.write(note(meeting, "From Ana", sitting="hers"))
    both = visit(store, "mia").records.write(note(meeting, "From Mia", sitting="mine"))

    assert texts(both) == ["From Mia", "From Ana"]
    assert {one.by for one in both.notes} == {"Ana", "Mia"}

    one = visit(store, "mia").records.write(
        note(meeting, "From both", *(note.id for note in both.notes), sitting="mine")
    )

    assert texts(one) == ["From both"]


def test_a_burst_of_typing_is_one_text(ana: VisitorStore) -> None:
    meeting = ana.meetings.plan(plan())

    for text in ("A", "A gr", "A graph first"):
        meeting = ana.records.write(note(meeting, text))

    assert texts(meeting) == ["A graph first"]


def test_forty_who_write_at_once_lose_nothing(store: Store, ana: VisitorStore) -> None:
    meeting = ana.meetings.plan(plan())
    said = [f"Number {number}" for number in range(40)]

    def write(text: str) -> None:
        visit(store, "mia").records.write(note(meeting, text, sitting=text))

    with ThreadPoolExecutor(AT_ONCE) as threads:
        list(threads.map(write, said))

    assert sorted(texts(ana.meetings.meeting(meeting.id))) == sorted(said)


def test_who_came_is_said_again_and_taken_back(ana: VisitorStore) -> None:
    meeting = ana.meetings.plan(plan())

    ana.records.attend(meeting.id, {"ana": Presence.PRESENT})
    ana.records.attend(meeting.id, {"mia": Presence.AWAY})
    told = ana.records.attend(meeting.id, {"mia": Presence.NOTICE})

    assert told.came == {"ana": Presence.PRESENT, "mia": Presence.NOTICE}
    assert ana.records.attend(meeting.id, {"mia": None}).came == {"ana": Presence.PRESENT}


def test_of_several_it_is_said_of_all_or_of_none(ana: VisitorStore) -> None:
    meeting = ana.meetings.plan(plan())

    with pytest.raises(AccessError, match="not in this PLG on that day"):
        ana.records.attend(meeting.id, dict.fromkeys(("mia", "ben"), Presence.PRESENT))
    assert ana.meetings.meeting(meeting.id).came == {}

    told = ana.records.attend(meeting.id, dict.fromkeys(("mia", "ana"), Presence.PRESENT))
    assert told.came == {"mia": Presence.PRESENT, "ana": Presence.PRESENT}


def test_nothing_is_said_of_whoever_was_not_in_the_group_that_day(
    store: Store, ana: VisitorStore
) -> None:
    meeting = ana.meetings.plan(plan(PLANNED_ON))
    visit(store, "sam").people.end_membership("algebra", "mia", TODAY)

    for stranger in ("mia", "ben"):
        with pytest.raises(AccessError, match="not in this PLG on that day"):
            ana.records.attend(meeting.id, {stranger: Presence.AWAY})

    assert ana.meetings.meeting(meeting.id).came == {}


def test_of_a_faculty_meeting_everybody_at_the_school_may_be_told(store: Store) -> None:
    lee = visit(store, "lee")
    meeting = lee.meetings.plan(plan(of=OAKS_STAFF))

    told = lee.records.attend(meeting.id, {"ben": Presence.PART})

    assert told.came == {"ben": Presence.PART}
    assert not visit(store, "ben").meetings.meeting(meeting.id).recordable


def test_whoever_takes_notes_writes_the_record_of_a_faculty_meeting(store: Store) -> None:
    meeting = visit(store, "lee").meetings.plan(plan(of=OAKS_STAFF, note_taker="ben"))

    told = visit(store, "ben").records.write(note(meeting, "Buses leave at four."))

    assert texts(told) == ["Buses leave at four."]
    with pytest.raises(AccessError):
        visit(store, "mia").records.write(note(meeting, "They do not."))


def test_a_meeting_handed_over_is_theirs_on_that_day_and_no_longer(
    store: Store, ana: VisitorStore
) -> None:
    meeting = ana.meetings.plan(plan(TODAY))
    ana.meetings.hand_over(Substitute(plg_id="algebra", person_id="finn", day=TODAY))
    finn, after = visit(store, "finn"), visit(store, "finn", NOW + timedelta(days=1))

    assert finn.records.say(meeting.id, LOST).course == LOST
    for ask in (after.meetings.meeting, lambda one: after.records.say(one, LOST)):
        with pytest.raises(AccessError):
            ask(meeting.id)


def test_what_is_open_is_there_the_next_time_until_its_owner_closes_it(store: Store) -> None:
    recorded(store)
    mia = visit(store, "mia")

    (action,) = mia.meetings.mine_to_do()
    mia.records.close(action.id, ActionState.DONE)

    assert (action.text, action.due) == ("Try it in both rooms", PLANNED_ON)
    assert mia.meetings.to_do(ALGEBRA) == mia.meetings.mine_to_do() == []


@pytest.mark.parametrize(
    ("query", "finds"),
    [
        ("graph", True),
        ("GRÁPH first", True),
        ("slope", True),
        ("both rooms", True),
        ("algebra", True),
        ("graph second", False),
        ("?!", False),
    ],
)
def test_a_record_is_found_by_its_words(store: Store, query: str, finds: bool) -> None:
    meeting = recorded(store)

    found = visit(store, "lee").meetings.find(query)

    assert [one.id for one in found] == ([meeting.id] if finds else [])


def test_a_text_that_was_written_over_finds_nothing_any_more(store: Store) -> None:
    meeting = recorded(store)
    visit(store, "ana").records.write(note(meeting, "A table, after all."))

    assert visit(store, "ana").meetings.find("graph") == []
    assert visit(store, "ana").meetings.find("table", ALGEBRA)[0].id == meeting.id
    assert visit(store, "ana").meetings.find("table", ART) == []


def test_what_facilitators_say_to_one_another_is_not_the_staffs(store: Store) -> None:
    cora = visit(store, "cora")
    meeting = cora.meetings.plan(plan(of=COHORT, name="Cohort"))

    assert visit(store, "ana").meetings.meeting(meeting.id).name == "Cohort"
    with pytest.raises(AccessError):
        visit(store, "lee").meetings.meeting(meeting.id)
    assert visit(store, "lee").meetings.find("cohort") == []


def test_lists_come_in_the_order_of_time(ana: VisitorStore) -> None:
    for day in (PLANNED_ON, HELD_ON):
        ana.meetings.plan(plan(day))

    listed = ana.meetings.between([ALGEBRA], HELD_ON, PLANNED_ON)

    assert [one.day for one in listed] == [HELD_ON, PLANNED_ON]
    assert (listed[0].facilitator, listed[0].note_taker) == ("Ana", "Mia")
    assert [one.day for one in ana.meetings.before(ALGEBRA, date(2027, 1, 1), 2)] == [
        PLANNED_ON,
        HELD_ON,
    ]
    assert ana.meetings.between([ART], HELD_ON, PLANNED_ON) == []


def test_who_brought_work_is_told_of_meetings_that_took_place(
    store: Store, ana: VisitorStore
) -> None:
    recorded(store)
    lost = ana.meetings.plan(plan(date(2026, 11, 3)))
    ana.records.say(lost.id, LOST)
    ana.meetings.plan(plan(PLANNED_ON))

    told = ana.meetings.brought(ALGEBRA, date(2026, 8, 1))

    assert [(one.day, one.person_id, one.protocol_id) for one in told] == [
        (HELD_ON, "mia", "tuning-protocol")
    ]


def test_protocols_outside_plgs_are_counted_by_meeting(store: Store) -> None:
    lee = visit(store, "lee")
    lee.meetings.plan(plan(of=OAKS_STAFF))
    lee.meetings.plan(plan(of=OAKS_STAFF, name="Leadership", blocks=(OPENING, TUNING, TUNING)))

    told = visit(store, "mia").meetings.outside(OAKS_STAFF, HELD_ON)

    assert (told.meetings, told.with_protocol) == (2, 1)


def test_the_database_holds_a_plgs_meeting_to_a_plg(database: str) -> None:
    found(database).close()
    engine = connect(database)
    kinds = ", ".join(f"'{kind}'" for kind in (MeetingKind.PLG.value, "oak"))

    with engine.connect() as connection, pytest.raises(IntegrityError):
        connection.exec_driver_sql(
            "INSERT INTO meetings (id, kind, school_id, name, starts_at, day, minutes, place, "
            f"number, words) VALUES ('one', {kinds}, 'One', '2026-11-17 21:15:00', "
            "'2026-11-17', 45, '', 1, '')"
        )
    engine.dispose()
