"""A school's time is kept as it was entered, read by its staff, and changed by who may."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest
from alembic import command

from plgwork.errors import AccessError
from plgwork.models.people import Role
from plgwork.models.schedules import (
    EveryOtherWeek,
    MeetingRule,
    MeetingTime,
    Pattern,
    RotationDays,
    SchoolDays,
    Weekday,
    Weekly,
    WeeksOfMonth,
)
from plgwork.store import Store, VisitorStore
from plgwork.store.engine import connect, writing
from plgwork.store.migrate import _config, migrate
from tests.store.scheduling import BREAK, FACULTY, FRIDAYS, RULE, YEAR, keep_time
from tests.store.world import NOW, TUESDAYS, contents, run, visit

PATTERNS: dict[str, Pattern] = {
    "weekly": Weekly(weekday=Weekday.MONDAY),
    "other-weeks": EveryOtherWeek(weekday=Weekday.THURSDAY, week_of=date(2026, 8, 17)),
    "weeks-of-month": WeeksOfMonth(weekday=Weekday.TUESDAY, weeks=(1, 3)),
    "fridays-of-a-cycle": RotationDays(days=("A", "2"), weekday=Weekday.FRIDAY),
    "cycle": RotationDays(days=("A",)),
}


@pytest.fixture
def lee(store: Store) -> VisitorStore:
    """The store as a leader may see it."""
    return visit(store, "lee")


def meets(store: VisitorStore, plg_id: str = "algebra") -> MeetingTime | None:
    return next(one.plg.meets for one in store.people.groups() if one.plg.id == plg_id)


# --- the days of a school ------------------------------------------------------------------------


def test_a_member_reads_what_a_leader_entered(store: Store, lee: VisitorStore) -> None:
    keep_time(lee)

    mine = visit(store, "mia").schedules
    assert mine.school_days() == SchoolDays(years=(YEAR,), special=(BREAK,))
    assert mine.other_work() == [FACULTY]
    assert mine.rule() == RULE


def test_a_school_that_entered_nothing_has_what_the_framework_asks(lee: VisitorStore) -> None:
    assert lee.schedules.school_days() == SchoolDays()
    assert lee.schedules.rule() == MeetingRule(minutes=50, times=2)


def test_what_is_kept_again_replaces_what_was_there(lee: VisitorStore) -> None:
    keep_time(lee)
    moved = YEAR.model_copy(update={"first": date(2026, 8, 26), "cycle": ()})

    lee.schedules.keep_year(moved, instead_of=YEAR.first)
    lee.schedules.keep_special(BREAK.model_copy(update={"name": "Snow"}))
    lee.schedules.keep_other_work(FACULTY.model_copy(update={"name": "Grading"}))
    lee.schedules.keep_rule(MeetingRule())

    kept = lee.schedules.school_days()
    assert kept.years == (moved,)
    assert [one.name for one in kept.special] == ["Snow"]
    assert [one.name for one in lee.schedules.other_work()] == ["Grading"]
    assert lee.schedules.rule() == MeetingRule()


def test_two_breaks_of_one_name_are_two(lee: VisitorStore) -> None:
    for _ in range(2):
        lee.schedules.keep_special(BREAK.model_copy(update={"id": ""}))

    kept = lee.schedules.school_days().special
    assert [one.id for one in kept] == ["winter-break", "winter-break-2"]


def test_what_is_dropped_is_gone(lee: VisitorStore) -> None:
    keep_time(lee)

    lee.schedules.drop_year(YEAR.first)
    lee.schedules.drop_special(BREAK.id)
    lee.schedules.drop_other_work(FACULTY.id)

    assert lee.schedules.school_days() == SchoolDays()
    assert lee.schedules.other_work() == []


def test_two_leaders_who_enter_at_one_time_lose_nothing_of_each_other(
    store: Store, lee: VisitorStore
) -> None:
    keep_time(lee)

    visit(store, "lou").schedules.keep_special(BREAK.model_copy(update={"id": "", "name": "Fair"}))

    assert {one.name for one in lee.schedules.school_days().special} == {"Winter break", "Fair"}


def test_another_school_sees_and_changes_nothing_of_it(store: Store, lee: VisitorStore) -> None:
    keep_time(lee)
    zoe = visit(store, "zoe").schedules

    zoe.drop_special(BREAK.id)
    zoe.drop_year(YEAR.first)

    assert (zoe.school_days(), zoe.other_work()) == (SchoolDays(), [])
    assert lee.schedules.school_days() == SchoolDays(years=(YEAR,), special=(BREAK,))


# --- when groups meet ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", PATTERNS)
def test_every_pattern_is_kept_as_it_is(lee: VisitorStore, name: str) -> None:
    told = MeetingTime(pattern=PATTERNS[name], starts=time(7, 30), minutes=55, place="Wood shop")

    lee.schedules.meet(["algebra"], told)

    assert meets(lee) == told


def test_a_time_can_be_taken_back(lee: VisitorStore) -> None:
    lee.schedules.meet(["algebra"], None)

    assert meets(lee) is None


def test_a_leader_says_nothing_of_a_group_that_spans_schools_and_its_steward_does(
    store: Store, lee: VisitorStore
) -> None:
    with pytest.raises(AccessError):
        lee.schedules.meet(["cohort"], FRIDAYS)

    visit(store, "sam").schedules.meet(["cohort"], FRIDAYS)
    assert meets(visit(store, "ana"), "cohort") == FRIDAYS


def test_whoever_facilitates_does_not_set_the_time(store: Store, database: str) -> None:
    before = contents(database)

    with pytest.raises(AccessError):
        visit(store, "ana").schedules.meet(["algebra"], FRIDAYS)

    assert contents(database) == before


# --- a facilitator who is gone -------------------------------------------------------------------


def test_who_facilitated_last_and_who_can_act_is_known_to_the_group(store: Store) -> None:
    visit(store, "sam").people.leave("ana", date(2026, 11, 18))

    mia = visit(store, "mia").schedules

    last = mia.facilitated_last()["algebra"]
    assert (last.name, last.until) == ("Ana", date(2026, 11, 18))
    assert [one.id for one in mia.stewards()] == ["sam"]


def test_another_school_does_not_learn_who_facilitated(store: Store) -> None:
    visit(store, "sam").people.leave("ana", date(2026, 11, 18))

    assert "algebra" not in visit(store, "zoe").schedules.facilitated_last()


# --- one's own calendar --------------------------------------------------------------------------


def owner(store: Store, key: str, on: date | None = None) -> str | None:
    return store.calendars.owner(key, on or NOW.date())


def test_an_address_opens_the_calendar_of_whoever_made_it(store: Store, ana: VisitorStore) -> None:
    key = ana.schedules.make_calendar()

    assert owner(store, key) == "ana"
    assert ana.schedules.calendar_since() == NOW.date()


def test_the_database_holds_a_digest_and_not_the_key(
    store: Store, database: str, ana: VisitorStore
) -> None:
    key = ana.schedules.make_calendar()

    assert key not in repr(contents(database))


def test_a_new_address_ends_the_one_before(store: Store, ana: VisitorStore) -> None:
    first, second = ana.schedules.make_calendar(), ana.schedules.make_calendar()

    assert (owner(store, first), owner(store, second)) == (None, "ana")


def test_an_address_that_was_ended_opens_nothing(store: Store, ana: VisitorStore) -> None:
    key = ana.schedules.make_calendar()

    ana.schedules.end_calendar()

    assert owner(store, key) is None
    assert ana.schedules.calendar_since() is None


def test_an_address_ends_with_its_owners_last_role_and_does_not_come_back(
    store: Store, ana: VisitorStore
) -> None:
    key = ana.schedules.make_calendar()
    last = NOW.date() + timedelta(days=3)
    visit(store, "sam").people.leave("ana", last)

    assert owner(store, key, last) == "ana"
    assert owner(store, key, last + timedelta(days=1)) is None
    assert owner(store, key, last) is None


@pytest.mark.parametrize("key", ["", "made-up", "\x00", "ö", "\ud800", "%", "x" * 10_000])
def test_a_key_that_was_made_up_opens_nothing(store: Store, ana: VisitorStore, key: str) -> None:
    ana.schedules.make_calendar()

    assert owner(store, key) is None


def test_nobody_sees_or_ends_the_address_of_another(store: Store, ana: VisitorStore) -> None:
    key = ana.schedules.make_calendar()
    sam = visit(store, "sam").schedules

    sam.end_calendar()

    assert sam.calendar_since() is None
    assert owner(store, key) == "ana"


# --- what was there before -----------------------------------------------------------------------

BEFORE = {
    "weekly": ("wednesday", "1,2,3,4"),
    "every-week-of-five": ("friday", "1,2,3,4,5"),
    "first-and-third": ("tuesday", "3,1"),
    "fifth": ("monday", "5"),
}


@pytest.fixture
def earlier(empty_database: str) -> str:
    """A database of the revision before, with a group for each way to meet."""
    engine = connect(empty_database)
    with writing(engine) as connection:
        command.upgrade(_config(connection), "0007")
    engine.dispose()
    rows = [
        f"INSERT INTO plgs VALUES ('{name}', '{name}', 'school', 'oak', NULL)" for name in BEFORE
    ]
    rows += [
        f"INSERT INTO meeting_times VALUES ('{name}', '{day}', '15:15:00.000000', 45, '{weeks}',"
        " 'Room 4')"
        for name, (day, weeks) in BEFORE.items()
    ]
    school = "INSERT INTO schools VALUES ('oak', 'Oak', 'UTC', 'august-start')"
    lee = "INSERT INTO people VALUES ('lee', 'oak', 'Lee', '', 'leader')"
    role = "INSERT INTO roles VALUES ('lee', 'leader', '2026-08-03', NULL)"
    run(empty_database, school, lee, role, *rows)
    return empty_database


def test_every_time_that_was_set_means_the_same_in_patterns(earlier: str) -> None:
    migrate(earlier)

    store = Store.open(earlier)
    found = {one.plg.id: one.plg.meets for one in visit(store, "lee").people.groups()}
    store.close()
    patterns = {name: one.pattern for name, one in found.items() if one}
    assert patterns == {
        "weekly": Weekly(weekday=Weekday.WEDNESDAY),
        "every-week-of-five": Weekly(weekday=Weekday.FRIDAY),
        "first-and-third": WeeksOfMonth(weekday=Weekday.TUESDAY, weeks=(1, 3)),
        "fifth": WeeksOfMonth(weekday=Weekday.MONDAY, weeks=(5,)),
    }
    assert {(one.starts, one.minutes, one.place) for one in found.values() if one} == {
        (time(15, 15), 45, "Room 4")
    }


# --- who may -------------------------------------------------------------------------------------

CHANGES: dict[str, Callable[[VisitorStore], Any]] = {
    "year": lambda store: store.schedules.keep_year(YEAR),
    "no year": lambda store: store.schedules.drop_year(YEAR.first),
    "break": lambda store: store.schedules.keep_special(BREAK),
    "no break": lambda store: store.schedules.drop_special(BREAK.id),
    "other work": lambda store: store.schedules.keep_other_work(FACULTY),
    "no other work": lambda store: store.schedules.drop_other_work(FACULTY.id),
    "rule": lambda store: store.schedules.keep_rule(MeetingRule()),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_leader_whose_role_ended_changes_nothing(
    store: Store, database: str, lee: VisitorStore, name: str
) -> None:
    keep_time(lee)
    visit(store, "sam").people.end_role("lee", Role.LEADER, date(2026, 11, 18))
    before = contents(database)

    with pytest.raises(AccessError):
        CHANGES[name](visit(store, "lee"))

    assert contents(database) == before
    assert meets(lee) == TUESDAYS
