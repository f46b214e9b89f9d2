"""What stewards and operators enter: people, roles, PLGs, the school itself."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest

from plgwork.errors import StoreError
from plgwork.models.accounts import AuditEvent
from plgwork.models.enrolling import Newcomer, PersonChange, PlgChange, SchoolChange
from plgwork.models.months import Month
from plgwork.models.people import Group, Person, PlgKind, Role
from plgwork.store import Store, VisitorStore
from plgwork.store.registers import slug
from tests.store.world import NOW, OAK, TUESDAYS, asked, contents, visit, write

TOMORROW = NOW + timedelta(days=1)


@pytest.fixture
def sam(store: Store) -> VisitorStore:
    """The store as the steward may see it."""
    return visit(store, "sam")


def person(visitor: VisitorStore, person_id: str) -> Person:
    return next(one for one in visitor.people.staff() if one.id == person_id)


def group(visitor: VisitorStore, plg_id: str) -> Group:
    return next(one for one in visitor.people.groups() if one.plg.id == plg_id)


def ids(people: tuple[Person, ...]) -> list[str]:
    return [one.id for one in people]


# --- people ------------------------------------------------------------------------------------


def test_who_is_new_gets_an_id_of_their_name_that_nobody_has_anywhere(sam: VisitorStore) -> None:
    names = ["Zoë", "Finn", "Ana", "Ana", "李娜", "O’Neill, Ana-María"]

    made = sam.people.register([Newcomer(name=name) for name in names])

    assert made == ["zoe-2", "finn-2", "ana-2", "ana-3", "person", "oneill-ana-maria"]


def test_who_is_new_can_come_in_under_the_name_they_were_given(
    store: Store, sam: VisitorStore
) -> None:
    new = Newcomer(name="Abel", account="Abel@Oak.example", work="Art", roles=(Role.FACILITATOR,))

    [made] = sam.people.register([new])

    found = person(sam, made)
    assert (found.name, found.work, found.roles) == ("Abel", "Art", (Role.FACILITATOR,))
    assert ("abel", "abel@oak.example", False) in {
        (one.person_id, one.name, one.joined) for one in sam.people.accounts()
    }
    [link] = store.links.invite([made], NOW)
    assert (link.person, link.account) == ("Abel", "abel@oak.example")


def test_a_name_that_somebody_signs_in_with_is_nobody_elses(
    sam: VisitorStore, database: str
) -> None:
    before = contents(database)

    for taken in ("ana@oak.example", "FINN@pine.example"):
        with pytest.raises(StoreError, match="somebody else signs in with already"):
            sam.people.register([Newcomer(name="Abel"), Newcomer(name="Bo", account=taken)])

    assert contents(database) == before


def test_a_change_changes_what_it_names_and_nothing_else(sam: VisitorStore) -> None:
    sam.people.register(changes=[PersonChange(person_id="mia", work="Choir")])
    sam.people.register(changes=[PersonChange(person_id="mia", name="Mia Oakley")])

    found = person(sam, "mia")
    assert (found.name, found.work, found.roles) == ("Mia Oakley", "Choir", (Role.MEMBER,))


def test_a_role_is_given_and_ended_at_once_and_both_are_on_record(
    store: Store, sam: VisitorStore
) -> None:
    coach = PersonChange(person_id="mia", given=(Role.COACH,), ended=(Role.MEMBER,))
    sam.people.register(changes=[coach])
    assert person(sam, "mia").roles == (Role.COACH,)

    back = PersonChange(person_id="mia", given=(Role.MEMBER,), ended=(Role.COACH,))
    visit(store, "sam").people.register(changes=[back])

    assert person(sam, "mia").roles == (Role.MEMBER,)
    said = [(one.event, one.actor, one.detail) for one in sam.people.record() if one.detail]
    by = "Sam, the steward"
    assert said == [
        (AuditEvent.ROLE_ENDED, by, "coach"),
        (AuditEvent.ROLE_GIVEN, by, "member"),
        (AuditEvent.ROLE_ENDED, by, "member"),
        (AuditEvent.ROLE_GIVEN, by, "coach"),
    ]


def test_a_school_is_not_left_without_a_steward(sam: VisitorStore, database: str) -> None:
    before = contents(database)
    no_longer = PersonChange(person_id="sam", ended=(Role.STEWARD,))

    for leave in (
        lambda: sam.people.register(changes=[no_longer]),
        lambda: sam.people.leave("sam", date(2026, 12, 1)),
        lambda: sam.people.end_role("sam", Role.STEWARD, date(2026, 12, 1)),
    ):
        with pytest.raises(StoreError, match="without a steward"):
            leave()

    assert contents(database) == before


def test_a_steward_may_go_once_there_is_another(sam: VisitorStore, store: Store) -> None:
    sam.people.register(changes=[PersonChange(person_id="mia", given=(Role.STEWARD,))])

    sam.people.leave("sam", NOW.date())

    assert person(visit(store, "mia", TOMORROW), "sam").roles == ()


def test_two_stewards_at_one_time_both_keep_what_they_entered(
    store: Store, sam: VisitorStore
) -> None:
    sam.people.register(changes=[PersonChange(person_id="mia", given=(Role.STEWARD,))])
    both = threading.Barrier(2)

    def enter(who: str) -> None:
        theirs = visit(store, who)
        both.wait()
        for number in range(10):
            theirs.people.register([Newcomer(name="Abel")])
            theirs.people.arrange(PlgChange(id="algebra", joins=(("ben", "lee")[who == "mia"],)))
            field = {"name": f"Oak {number}"} if who == "sam" else {"timezone": "America/Denver"}
            theirs.people.change_school(SchoolChange(**field))

    threads = [threading.Thread(target=enter, args=(who,)) for who in ("sam", "mia")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len([one for one in sam.people.staff() if one.name == "Abel"]) == 20
    assert {"ben", "lee"} <= set(ids(group(sam, "algebra").members))
    school = sam.people.school()
    assert (school.name, school.timezone) == ("Oak 9", "America/Denver")


# --- the school --------------------------------------------------------------------------------


def test_the_school_changes_for_everybody_in_it(store: Store, sam: VisitorStore) -> None:
    sam.people.change_school(SchoolChange(name="Elm School"))

    assert visit(store, "mia").people.school() == OAK.model_copy(update={"name": "Elm School"})


# --- groups ------------------------------------------------------------------------------------


def test_a_new_plg_stands_on_its_peoples_home_at_once(store: Store, sam: VisitorStore) -> None:
    music = PlgChange(name="Music", grouping="department", joins=("ben",), facilitates=("mia",))

    made = sam.people.arrange(music)

    [found] = [one for one in visit(store, "mia").people.my_groups() if one.plg.id == made]
    assert (found.plg.name, found.plg.grouping) == ("Music", "department")
    assert (ids(found.members), ids(found.facilitators)) == (["ben", "mia"], ["mia"])


def test_whoever_facilitates_becomes_a_facilitator_unless_they_coach(
    store: Store, sam: VisitorStore
) -> None:
    sam.people.arrange(PlgChange(name="Music", facilitates=("mia", "cody")))

    assert Role.FACILITATOR in visit(store, "mia").people.me().roles
    assert visit(store, "cody").people.me().roles == (Role.COACH,)


def test_another_facilitator_leaves_the_former_one_in_the_group(sam: VisitorStore) -> None:
    sam.people.arrange(
        PlgChange(id="algebra", facilitates=("mia",), facilitates_no_longer=("ana",))
    )

    found = group(sam, "algebra")
    assert (ids(found.members), ids(found.facilitators)) == (["ana", "mia"], ["mia"])


def test_who_facilitated_before_is_still_known_for_that_time(
    store: Store, sam: VisitorStore
) -> None:
    change = PlgChange(id="algebra", facilitates=("mia",), facilitates_no_longer=("ana",))

    sam.people.arrange(change)

    then = visit(store, "mia", datetime(2026, 10, 5, tzinfo=UTC))
    assert ids(group(then, "algebra").facilitators) == ["ana"]


def test_who_was_put_in_by_mistake_today_was_never_in(
    store: Store, ana: VisitorStore, sam: VisitorStore
) -> None:
    sam.people.arrange(
        PlgChange(name="Cohort of Oak", kind=PlgKind.FACILITATORS, joins=("ana", "lee"))
    )
    ana.people.my_groups()
    sam.people.arrange(PlgChange(id="cohort-of-oak", leaves=("lee",)))

    assert ids(group(sam, "cohort-of-oak").members) == ["ana"]
    assert visit(store, "lee").people.my_groups() == []
    sam.people.arrange(PlgChange(id="cohort-of-oak", joins=("lee",)))
    assert ids(group(sam, "cohort-of-oak").members) == ["ana", "lee"]


def test_what_the_cohort_was_given_stays_when_somebody_begins_to_facilitate_it(
    store: Store, ana: VisitorStore, sam: VisitorStore
) -> None:
    entry = write(ana, "Words for the cohort", asked())
    ana.reflections.share(entry.id)
    ben = visit(store, "ben", TOMORROW)

    visit(store, "sam", TOMORROW).people.arrange(PlgChange(id="cohort", facilitates=("ben",)))

    month = asked().month
    shared = ben.reflections.shared_with_me(Month.parse(month))
    assert [one.text for one in shared] == ["Words for the cohort"]


def test_a_change_of_one_thing_leaves_time_and_people_as_they_are(sam: VisitorStore) -> None:
    sam.people.arrange(PlgChange(id="algebra", name="Algebra for all"))

    found = group(sam, "algebra")
    assert (found.plg.name, found.plg.meets) == ("Algebra for all", TUESDAYS)
    assert ids(found.facilitators) == ["ana"]


# --- whoever runs the server -------------------------------------------------------------------


def test_the_operator_takes_people_in_and_the_record_says_so(store: Store) -> None:
    new = Newcomer(name="Abel", account="abel")

    [made] = store.office.register("oak", [new], [], NOW, PlgChange(id="algebra"))

    sam = visit(store, "sam")
    assert "abel" in ids(group(sam, "algebra").members)
    told = {(one.event, one.actor, one.person) for one in sam.people.record()}
    events = (AuditEvent.ENROLLED, AuditEvent.ROLE_GIVEN, AuditEvent.JOINED_PLG)
    assert told == {(event, None, "Abel") for event in events}
    assert made in {one.person_id for one in store.office.standings("oak", NOW)}
    assert store.office.plgs("oak") == {"algebra": "Algebra"}
    assert [one.name for one in store.office.schools()] == ["Oak School", "Pine School"]


def test_who_leaves_is_there_to_the_last_day(store: Store) -> None:
    store.office.leave("oak", "mia", NOW.date(), NOW)

    roles = {
        day: next(one for one in store.office.staff("oak", day) if one.id == "mia").roles
        for day in (NOW.date(), TOMORROW.date())
    }
    assert roles == {NOW.date(): (Role.MEMBER,), TOMORROW.date(): ()}


def test_who_leaves_before_the_day_on_which_they_came_is_not_here(store: Store) -> None:
    [made] = store.office.register("oak", [Newcomer(name="Abel")], [], NOW, PlgChange(id="algebra"))

    store.office.leave("oak", made, NOW.date() - timedelta(days=1), NOW)

    assert next(one for one in store.office.staff("oak", NOW.date()) if one.id == made).roles == ()
    assert made not in ids(group(visit(store, "sam"), "algebra").members)


def test_the_last_steward_does_not_leave(store: Store, database: str) -> None:
    before = contents(database)

    with pytest.raises(StoreError, match="without a steward"):
        store.office.leave("oak", "sam", NOW.date(), NOW)

    assert contents(database) == before


def test_there_is_no_other_school_to_enter_anything_in(store: Store) -> None:
    with pytest.raises(StoreError, match="no such school"):
        store.office.register("elm", [Newcomer(name="Abel")], [], NOW)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ana María O’Neill", "ana-maria-oneill"),
        ("  X Æ-12 ", "x-12"),
        ("—", ""),
        ("a" * 99, "a" * 60),
    ],
)
def test_a_name_becomes_an_id(name: str, expected: str) -> None:
    assert slug(name) == expected
