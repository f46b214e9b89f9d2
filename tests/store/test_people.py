"""Who is in a school and its groups, on which day, and who facilitates."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from plgwork.errors import AccessError, StoreError
from plgwork.models.enrolling import PlgChange
from plgwork.models.people import (
    Group,
    Membership,
    Person,
    Plg,
    PlgKind,
    Role,
    Roster,
    Substitute,
    Training,
    TrainingState,
)
from plgwork.models.schedules import Weekday, WeeksOfMonth
from plgwork.store import Store, VisitorStore
from tests.store.world import (
    BEGAN,
    NOW,
    OAK,
    PINE,
    STAFF,
    TUESDAYS,
    belongs,
    contents,
    run,
    visit,
)


@pytest.fixture
def sam(store: Store) -> VisitorStore:
    """The store as the steward may see it."""
    return visit(store, "sam")


def group(visitor: VisitorStore, plg_id: str) -> Group:
    """A group the visitor may see."""
    return next(one for one in visitor.people.groups() if one.plg.id == plg_id)


def members(store: Store, plg_id: str, day: date, person_id: str = "ana") -> list[str]:
    """Who is in a group on a day, as a member of it sees it."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return [one.id for one in group(visit(store, person_id, noon), plg_id).members]


def test_a_group_is_there_since_somebody_was_first_in_it(store: Store, sam: VisitorStore) -> None:
    before = group(sam, "algebra").since
    new = sam.people.arrange(PlgChange(name="Chess", joins=("mia",)))
    sam.people.arrange(PlgChange(id="algebra", joins=("lou",)))

    assert (before, group(sam, "algebra").since) == (BEGAN, BEGAN)
    assert group(sam, new).since == NOW.date()
    empty = sam.people.arrange(PlgChange(name="Nobody’s"))
    assert group(sam, empty).since is None


def leaders_of_both(database: str) -> None:
    """Lee of Oak and Zoe of Pine meet in a PLG of leaders, and Sam keeps them company."""
    run(
        database,
        "INSERT INTO plgs (id, name, kind) VALUES ('heads', 'Heads of two schools', 'leaders')",
        *(
            "INSERT INTO memberships (plg_id, person_id, since, facilitates, enrolled_at) VALUES "
            f"('heads', '{person}', '2026-08-03', {person == 'zoe'}, '2026-08-03 00:00:00')"
            for person in ("lee", "zoe", "sam")
        ),
    )


@pytest.mark.parametrize("person", [*STAFF, "nobody"])
def test_staff_are_told_of_a_plg_of_several_schools_in_which_their_leaders_meet(
    store: Store, database: str, person: str
) -> None:
    leaders_of_both(database)

    told = visit(store, person).people.leaders_beside()

    inside = {"lee", "zoe", "sam"}
    if person == "nobody":
        assert told == []
    else:
        [heads] = told
        whole = person in inside
        ours = {one for one in inside if STAFF[one][0] is STAFF[person][0]}
        assert {one.id for one in heads.members} == (inside if whole else ours)
        assert [one.id for one in heads.facilitators] == (
            ["zoe"] if whole or STAFF[person][0] is PINE else []
        )
        groups = {one.plg.id for one in visit(store, person).people.groups()}
        assert ("heads" in groups) is whole


def test_once_no_leader_of_a_school_is_in_it_its_staff_hear_of_it_no_more(
    store: Store, sam: VisitorStore, database: str
) -> None:
    leaders_of_both(database)
    after = NOW + timedelta(days=1)
    sam.people.end_role("lee", Role.LEADER, NOW.date())

    assert len(visit(store, "mia").people.leaders_beside()) == 1
    assert visit(store, "mia", after).people.leaders_beside() == []
    assert len(visit(store, "finn", after).people.leaders_beside()) == 1


def test_whoever_left_the_school_is_told_nothing_of_its_leaders(
    store: Store, sam: VisitorStore, database: str
) -> None:
    leaders_of_both(database)
    sam.people.leave("mia", NOW.date())

    assert visit(store, "mia", NOW + timedelta(days=1)).people.leaders_beside() == []


def test_a_person_may_hold_several_roles(store: Store) -> None:
    assert visit(store, "zoe").people.me().roles == (Role.COACH, Role.LEADER, Role.STEWARD)


def test_everybody_finds_their_school(store: Store) -> None:
    assert visit(store, "lee").people.school() == OAK


def test_a_group_comes_with_its_facilitator_and_when_and_where_it_meets(
    ana: VisitorStore,
) -> None:
    algebra = group(ana, "algebra")

    assert [one.id for one in algebra.facilitators] == ["ana"]
    assert algebra.plg.meets == TUESDAYS


def test_ones_school_group_comes_first(ana: VisitorStore) -> None:
    assert [one.plg.id for one in ana.people.my_groups()] == ["algebra", "cohort"]


def test_members_come_by_name(ana: VisitorStore) -> None:
    names = [one.name for one in group(ana, "cohort").members]

    assert names == sorted(names)
    assert names[0] == "Ana"


@pytest.mark.parametrize(
    ("day", "there"),
    [
        (date(2026, 8, 2), set()),
        (date(2026, 8, 3), {"ana", "ben", "cora", "finn", "gus"}),
        (date(2026, 10, 15), {"ana", "ben", "cora", "finn", "gus"}),
        (date(2026, 10, 16), {"ana", "ben", "cora", "finn"}),
        (date(2026, 11, 1), {"ana", "ben", "cora", "finn"}),
        (date(2026, 11, 2), {"ana", "ben", "cora", "finn", "nia"}),
    ],
)
def test_a_membership_holds_from_its_first_day_to_its_last(
    store: Store, sam: VisitorStore, day: date, there: set[str]
) -> None:
    # Seen by somebody who may always see it: the group belongs to their school now.
    cohort = Plg(id="cohort", name="Cohort", kind=PlgKind.FACILITATORS, school_id="oak")
    sam.people.enrol(Roster(plgs=(cohort,)))

    assert set(members(store, "cohort", day, "sam")) == there


def test_who_leaves_is_a_member_until_the_last_day(store: Store, sam: VisitorStore) -> None:
    sam.people.end_membership("algebra", "mia", date(2026, 11, 30))

    assert members(store, "algebra", date(2026, 11, 30)) == ["ana", "mia"]
    assert members(store, "algebra", date(2026, 12, 1)) == ["ana"]


def test_a_membership_that_ended_is_not_ended_again(sam: VisitorStore, database: str) -> None:
    sam.people.end_membership("cohort", "gus", date(2026, 12, 1))

    ended = [row for row in contents(database)["memberships"] if "gus" in row]
    assert "2026-12-01" not in repr(ended)
    assert "2026, 12, 1" not in repr(ended)


def test_a_steward_enrols_somebody_in_a_group(store: Store, sam: VisitorStore) -> None:
    new = Person(
        id="new",
        school_id="oak",
        name="Abel",
        work="Art",
        staff_kind="counsellor",
        roles=(Role.MEMBER,),
    )
    joined = Membership(plg_id="algebra", person_id="new", since=NOW.date())

    sam.people.enrol(Roster(people=(new,), memberships=(joined,)))

    assert visit(store, "new").people.me() == new
    assert [one.id for one in group(sam, "algebra").members] == ["new", "ana", "mia"]


def test_enrolling_somebody_again_renews_what_is_said_of_them(
    store: Store, sam: VisitorStore
) -> None:
    married = visit(store, "mia").people.me().model_copy(update={"name": "Mia Oakley"})

    sam.people.enrol(Roster(people=(married,)))

    assert visit(store, "mia").people.me() == married


def test_a_group_moves_to_another_time(ana: VisitorStore, sam: VisitorStore) -> None:
    later = WeeksOfMonth(weekday=Weekday.TUESDAY, weeks=(2, 4))
    moved = TUESDAYS.model_copy(update={"place": "Library", "pattern": later})
    algebra = group(ana, "algebra").plg.model_copy(update={"meets": moved})

    sam.people.enrol(Roster(plgs=(algebra,)))

    assert group(ana, "algebra").plg.meets == moved


NOT_HERE: Mapping[str, dict[str, Any]] = {
    "a person nobody knows": {"memberships": (belongs("algebra", "no-such-person"),)},
    "a group nobody knows": {"memberships": (belongs("no-such-group", "mia"),)},
    "somebody who is in the group": {"memberships": (belongs("algebra", "mia"),)},
}


@pytest.mark.parametrize("name", NOT_HERE)
def test_a_roster_that_cannot_be_kept_is_refused_in_words_and_none_of_it_is_kept(
    sam: VisitorStore, database: str, name: str
) -> None:
    before = contents(database)
    new = Person(id="new", school_id="oak", name="New", work="", staff_kind="teacher", roles=())

    with pytest.raises((StoreError, AccessError), match=r"^Nothing was changed: .*\.$"):
        sam.people.enrol(Roster(people=(new,), **NOT_HERE[name]))

    assert contents(database) == before


def test_a_substitute_is_shown_until_their_meeting_is_over(store: Store, sam: VisitorStore) -> None:
    later = Substitute(plg_id="algebra", person_id="ben", day=date(2026, 12, 15))
    sooner = Substitute(plg_id="algebra", person_id="mia", day=date(2026, 12, 1))
    sam.people.enrol(Roster(substitutes=(later, sooner)))

    shown = {
        day: group(visit(store, "ana", datetime(2026, 12, day, tzinfo=UTC)), "algebra")
        for day in (1, 2, 15, 16)
    }

    names = {day: one.substitute.id if one.substitute else None for day, one in shown.items()}
    assert names == {1: "mia", 2: "ben", 15: "ben", 16: None}
    assert shown[2].substitute_day == date(2026, 12, 15)


def test_a_later_word_on_the_same_day_replaces_a_training(store: Store) -> None:
    cora = visit(store, "cora")
    begun = Training(person_id="ben", state=TrainingState.IN_TRAINING, by="Cora", day=NOW.date())
    ended = begun.model_copy(update={"state": TrainingState.TRAINED})

    cora.people.record_training(begun)
    cora.people.record_training(ended)

    assert [one for one in cora.people.trainings() if one.person_id == "ben"] == [ended]


def test_trainings_come_in_order_of_time(store: Store) -> None:
    cora = visit(store, "cora")
    for day in (date(2026, 11, 3), date(2026, 9, 1)):
        cora.people.record_training(
            Training(person_id="ben", state=TrainingState.TRAINED, by="Cora", day=day)
        )

    days = [one.day for one in cora.people.trainings()]

    assert days == [BEGAN, date(2026, 9, 1), date(2026, 11, 3)]


def test_the_staff_of_these_tests_hold_every_role() -> None:
    assert {role for _, _, roles in STAFF.values() for role in roles} == set(Role)
