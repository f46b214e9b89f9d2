"""What sign-in may ask before anybody is signed in."""

from datetime import date

import pytest

from plgwork.errors import AccessError
from plgwork.models.people import Person, Role, Roster, School
from plgwork.store import Store
from tests.store.world import NOW, PINE, PINES, STAFF

TODAY = NOW.date()
REAL = School(id="real", name="Real School", timezone="America/Chicago", calendar="august-start")
RETIRED = Person(
    id="retired", school_id="pine", name="Rita", work="", staff_kind="teacher", roles=()
)


def test_a_database_without_a_school_is_empty_and_not_invented(database: str) -> None:
    store = Store.open(database)

    assert store.empty()
    assert not store.doors.invented()
    store.close()


def test_an_invented_school_is_marked(store: Store) -> None:
    assert store.doors.invented()
    assert not store.empty()


def test_everybody_of_an_invented_school_may_be_chosen(store: Store) -> None:
    assert {one.id for one in store.doors.people(TODAY)} == set(STAFF)


def test_who_has_no_role_can_neither_be_chosen_nor_come_in(store: Store) -> None:
    third = School(id="elm", name="Elm", timezone="America/Chicago", calendar="august-start")
    retired = RETIRED.model_copy(update={"school_id": "elm"})
    store.found(third, Roster(people=(retired,)), invented=True)

    assert "retired" not in {one.id for one in store.doors.people(TODAY)}
    assert store.doors.person("retired", TODAY) is None


def test_a_real_school_closes_the_demo_door_for_ever(store: Store) -> None:
    store.found(REAL, Roster(), invented=False)
    later = School(id="later", name="Later", timezone="America/Chicago", calendar="august-start")
    store.found(later, Roster(), invented=True)

    assert not store.doors.invented()
    with pytest.raises(AccessError, match="Only in an invented school"):
        store.doors.people(TODAY)


def test_a_real_school_was_never_open(database: str) -> None:
    store = Store.open(database)
    store.found(PINE, PINES, invented=False)

    with pytest.raises(AccessError):
        store.doors.people(TODAY)
    store.close()


def test_somebody_is_found_with_the_roles_they_have(store: Store) -> None:
    person = store.doors.person("sam", TODAY)

    assert person is not None
    assert person.roles == (Role.STEWARD,)


@pytest.mark.parametrize("forged", ["", "nobody", "SAM", "sam'--", "%", "\x00", "\ud800"])
def test_nobody_is_found_under_a_name_that_was_made_up(store: Store, forged: str) -> None:
    assert store.doors.person(forged, TODAY) is None


def test_nobody_had_a_role_before_there_were_roles(store: Store) -> None:
    assert store.doors.person("sam", date(1999, 12, 31)) is None


TOGETHER = {"cohort:cohort", "round:cohort"}  # what a cohort does


@pytest.mark.parametrize(
    ("person_id", "day", "topics"),
    [
        ("ana", TODAY, {"person:ana", "plg:algebra", "plg:cohort", *TOGETHER}),
        ("nia", TODAY, {"person:nia", "plg:cohort", *TOGETHER}),
        ("cora", TODAY, {"person:cora", "plg:cohort", *TOGETHER, "written:cohort"}),
        ("nia", date(2026, 11, 1), {"person:nia"}),
        ("gus", TODAY, {"person:gus"}),
        ("gus", date(2026, 10, 15), {"person:gus", "plg:cohort", *TOGETHER}),
        ("sam", TODAY, {"person:sam", "groupings:oak"}),
    ],
)
def test_one_hears_of_oneself_ones_school_and_ones_groups_of_today(
    store: Store, person_id: str, day: date, topics: set[str]
) -> None:
    shared = {one for one in topics if one.startswith("plg:")} | {"school:oak"}
    deciding = {f"deciding:{one}" for one in shared}
    checking = {f"checking:{one}" for one in topics if one.startswith("plg:")}
    assert store.doors.topics(person_id, day) == topics | shared | deciding | checking
