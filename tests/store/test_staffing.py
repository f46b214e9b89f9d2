"""A staff list is taken in whole or not at all; who left keeps what they wrote."""

import pytest

from plgwork.errors import AccessError, StoreError
from plgwork.models.accounts import AuditEvent
from plgwork.models.enrolling import Newcomer, PersonChange
from plgwork.models.people import Role
from plgwork.models.rosters import Placing, StaffPlan
from plgwork.store import Store, VisitorStore
from tests.store.world import OCTOBER, contents, visit, write

MUSIC = Placing(name="Music", joins=("ben",), new_joins=(1,), new_facilitates=(0,))
PLAN = StaffPlan(
    newcomers=(
        Newcomer(name="Abel Née", account="abel@oak.example", work="Choir"),
        Newcomer(name="Bea"),
    ),
    changes=(PersonChange(person_id="mia", work="Algebra, grade 8"),),
    placings=(MUSIC, Placing(plg_id="algebra", name="Algebra", leaves=("mia",))),
    ended=("nia",),
)


@pytest.fixture
def sam(store: Store) -> VisitorStore:
    """The store as the steward may see it."""
    return visit(store, "sam")


def test_people_groups_and_who_left_are_taken_in_at_once(sam: VisitorStore) -> None:
    new = sam.staffing.take_in(PLAN)

    staff = {one.id: one for one in sam.people.staff()}
    groups = {one.plg.id: one for one in sam.people.groups()}
    assert new == ["abel-nee", "bea"]
    assert staff["mia"].work == "Algebra, grade 8"
    assert staff["nia"].roles == ()
    assert staff["abel-nee"].roles == (Role.MEMBER, Role.FACILITATOR)
    assert {one.id for one in groups["music"].members} == {"abel-nee", "bea", "ben"}
    assert [one.id for one in groups["music"].facilitators] == ["abel-nee"]
    assert {one.id for one in groups["algebra"].members} == {"ana"}


def test_whoever_left_keeps_what_they_wrote(store: Store, sam: VisitorStore) -> None:
    kept = write(visit(store, "nia"), "Nia’s words")

    sam.staffing.take_in(PLAN)

    assert visit(store, "nia").reflections.entries_of(OCTOBER) == [kept]


def test_the_record_says_who_joined_and_who_left(sam: VisitorStore) -> None:
    sam.staffing.take_in(PLAN)

    events = [(line.event, line.person) for line in sam.people.record()]
    assert (AuditEvent.LEFT, "Nia, who joined the cohort in November") in events
    assert (AuditEvent.ENROLLED, "Bea") in events


REFUSED = {
    "a taken name to sign in with": PLAN.model_copy(
        update={"newcomers": (*PLAN.newcomers[:1], Newcomer(name="Eve", account="ana@oak.example"))}
    ),
    "nobody left who keeps the roster": PLAN.model_copy(update={"ended": ("nia", "sam")}),
}


@pytest.mark.parametrize("name", REFUSED)
def test_where_one_thing_cannot_be_nothing_is_done(
    sam: VisitorStore, database: str, name: str
) -> None:
    before = contents(database)

    with pytest.raises(StoreError, match="Nothing was changed"):
        sam.staffing.take_in(REFUSED[name])

    assert contents(database) == before


FORGED = {
    "end somebody elsewhere": StaffPlan(ended=("finn",)),
    "change somebody elsewhere": StaffPlan(changes=(PersonChange(person_id="finn", name="X"),)),
    "fill a group elsewhere": StaffPlan(
        placings=(Placing(plg_id="art", name="Art", joins=("mia",)),)
    ),
    "put in somebody from elsewhere": StaffPlan(
        placings=(Placing(plg_id="algebra", name="Algebra", joins=("finn",)),)
    ),
}


@pytest.mark.parametrize("name", FORGED)
def test_a_steward_takes_in_nothing_of_another_school(
    sam: VisitorStore, database: str, name: str
) -> None:
    before = contents(database)

    with pytest.raises(AccessError):
        sam.staffing.take_in(FORGED[name])

    assert contents(database) == before
