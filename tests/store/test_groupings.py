"""Drafts of two leaders at one table, and how one becomes the school's PLGs."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from plgwork.errors import AccessError
from plgwork.models.accounts import AuditEvent
from plgwork.models.groupings import (
    Condition,
    ConditionKind,
    DraftState,
    Place,
    Reason,
    RosterDraft,
)
from plgwork.models.people import Role, TrainingState
from plgwork.store import Store, VisitorStore
from plgwork.store.engine import connect, reading
from plgwork.store.erasing import Erasing
from plgwork.store.schema.groupings import roster_pairs
from plgwork.store.schema.people import memberships
from tests.store.grouping import APART, NEXT_AUGUST, PRESENT, TODAY, begun, outline, publish
from tests.store.world import BEGAN, NOW, STAFF, contents, intended, run, visit

YESTERDAY = date(2026, 11, 19)


@pytest.fixture
def lee(store: Store) -> VisitorStore:
    return visit(store, "lee")


@pytest.fixture
def lou(store: Store) -> VisitorStore:
    return visit(store, "lou")


@pytest.fixture
def draft(lee: VisitorStore) -> RosterDraft:
    """Ana and Mia in Algebra, Ben and Gus in Music."""
    return begun(lee, algebra="ana mia", Music="ben gus")


def groups(store: VisitorStore, draft: RosterDraft) -> dict[str, tuple[str, ...]]:
    return {one.name: one.people for one in store.groupings.draft(draft.id).outline.groups}


def to(draft: RosterDraft, person_id: str, at: int | None, **more: Any) -> Place:
    """A place in the group that stands there, upon what the draft shows."""
    group_id = None if at is None else draft.groups[at].id
    return draft.place(person_id).model_copy(update={"group_id": group_id, **more})


# --- one draft, two leaders -----------------------------------------------------------------------


def test_a_draft_begins_with_its_groups_and_is_found_by_the_other_leader(
    lou: VisitorStore, draft: RosterDraft
) -> None:
    assert groups(lou, draft) == {"Algebra": ("ana", "mia"), "Music": ("ben", "gus")}
    assert lou.groupings.draft(draft.id).outline.groups[0].facilitators == ("ana",)


def test_two_leaders_move_two_people_and_both_stay_moved(
    lee: VisitorStore, lou: VisitorStore, draft: RosterDraft
) -> None:
    lee.groupings.move(draft.id, to(draft, "ana", 1))
    lou.groupings.move(draft.id, to(draft, "gus", 0))

    assert groups(lee, draft) == {"Algebra": ("gus", "mia"), "Music": ("ana", "ben")}


def test_a_move_upon_what_no_longer_is_so_is_told_and_changes_nothing(
    lee: VisitorStore, lou: VisitorStore, draft: RosterDraft
) -> None:
    lee.groupings.move(draft.id, to(draft, "ana", 1))

    with pytest.raises(AccessError, match="Somebody else changed this in the meantime"):
        lou.groupings.move(draft.id, to(draft, "ana", None))

    assert groups(lou, draft) == {"Algebra": ("mia",), "Music": ("ana", "ben", "gus")}


def test_whoever_was_never_placed_is_placed_once(
    lee: VisitorStore, lou: VisitorStore, draft: RosterDraft
) -> None:
    lee.groupings.move(draft.id, to(draft, "nia", 0))

    with pytest.raises(AccessError, match="in the meantime"):
        lou.groupings.move(draft.id, to(draft, "nia", 1))

    assert groups(lee, draft)["Algebra"] == ("ana", "mia", "nia")


def test_of_many_who_move_one_person_at_one_moment_one_does(
    store: Store, draft: RosterDraft
) -> None:
    def move(number: int) -> bool:
        mine = visit(store, ("lee", "lou", "sam")[number % 3])
        try:
            mine.groupings.move(draft.id, to(draft, "mia", number % 2))
        except AccessError:
            return False
        return True

    with ThreadPoolExecutor(6) as several:
        moved = list(several.map(move, range(6)))

    assert sum(moved) == 1
    assert visit(store, "lee").groupings.draft(draft.id).place("mia").number == 2


def test_a_group_that_is_taken_out_leaves_its_people_in_none(
    lee: VisitorStore, lou: VisitorStore, draft: RosterDraft
) -> None:
    lou.groupings.remove_group(draft.id, draft.groups[1].id)

    assert groups(lee, draft) == {"Algebra": ("ana", "mia")}
    with pytest.raises(AccessError, match="no longer in the draft"):
        lee.groupings.move(draft.id, to(draft, "mia", 1))


def test_a_new_group_stands_last_and_one_that_goes_on_keeps_its_name(
    lee: VisitorStore, draft: RosterDraft
) -> None:
    added = lee.groupings.add_group(draft.id, "Robots", "interdisciplinary")
    lee.groupings.change_group(draft.id, added, "Robotics", "department")
    lee.groupings.change_group(draft.id, draft.groups[0].id, "Not Algebra", "department")

    found = lee.groupings.draft(draft.id).groups
    assert [(one.name, one.grouping) for one in found] == [
        ("Algebra", "department"),
        ("Music", None),
        ("Robotics", "department"),
    ]


def test_a_reason_upon_what_no_longer_stands_is_told(
    lee: VisitorStore, lou: VisitorStore, draft: RosterDraft
) -> None:
    first = lee.groupings.give_reason(draft.id, Reason(person_id="mia", text="She asked."))
    lou.groupings.give_reason(draft.id, first.model_copy(update={"text": "She asked twice."}))

    with pytest.raises(AccessError, match="in the meantime"):
        lee.groupings.give_reason(draft.id, first.model_copy(update={"text": "Because."}))

    assert [one.text for one in lee.groupings.draft(draft.id).reasons] == ["She asked twice."]


def test_of_two_people_the_last_word_holds_in_whichever_order_they_are_named(
    lee: VisitorStore, lou: VisitorStore, draft: RosterDraft
) -> None:
    lee.groupings.pair(draft.id, APART)
    lou.groupings.pair(draft.id, Condition(kind=ConditionKind.TOGETHER, people=("ana", "mia")))

    assert lee.groupings.draft(draft.id).pairs == (
        Condition(kind=ConditionKind.TOGETHER, people=("ana", "mia")),
    )
    lee.groupings.unpair(draft.id, APART)
    assert lee.groupings.draft(draft.id).pairs == ()


def test_two_people_are_a_pair_in_one_order_only(
    lee: VisitorStore, database: str, draft: RosterDraft
) -> None:
    engine = connect(database)
    turned = {"draft_id": draft.id, "one_id": "mia", "other_id": "ana", "kind": "apart"}

    with engine.connect() as connection, pytest.raises(IntegrityError, match="roster_pairs_once"):
        connection.execute(insert(roster_pairs).values(**turned))
    engine.dispose()


def test_nobody_of_another_school_is_placed(lee: VisitorStore, draft: RosterDraft) -> None:
    with pytest.raises(AccessError):
        lee.groupings.move(draft.id, Place(person_id="finn", group_id=draft.groups[0].id))
    with pytest.raises(AccessError):
        begun(lee, algebra="ana finn")


CHANGES: dict[str, Callable[[VisitorStore, RosterDraft], Any]] = {
    "read": lambda store, draft: store.groupings.draft(draft.id),
    "rename": lambda store, draft: store.groupings.rename(draft.id, "Mine"),
    "delete": lambda store, draft: store.groupings.delete(draft.id),
    "add": lambda store, draft: store.groupings.add_group(draft.id, "Mine"),
    "move": lambda store, draft: store.groupings.move(draft.id, to(draft, "mia", 1)),
    "reason": lambda store, draft: store.groupings.give_reason(
        draft.id, Reason(person_id="mia", text="I may.")
    ),
    "pair": lambda store, draft: store.groupings.pair(draft.id, APART),
    "publish": publish,
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_draft_is_the_leaders_and_stewards_of_its_school_alone(
    store: Store, database: str, draft: RosterDraft, name: str
) -> None:
    before = contents(database)

    for other in ("mia", "ana", "cora", "zoe", "finn", "nobody"):
        with pytest.raises(AccessError):
            CHANGES[name](visit(store, other), draft)

    assert contents(database) == before


def test_only_whoever_drafts_hears_that_a_draft_changes(store: Store) -> None:
    hears = {
        one: "groupings:oak" in store.doors.topics(one, TODAY)
        for one in ("lee", "sam", "ana", "zoe")
    }

    assert hears == {"lee": True, "sam": True, "ana": False, "zoe": False}


# --- what a draft is judged by --------------------------------------------------------------------


def test_circumstances_are_the_staff_their_training_and_last_years_groups(
    lee: VisitorStore,
) -> None:
    known = lee.groupings.circumstances(TODAY)

    assert "finn" not in {one.id for one in known.staff}
    assert known.training == {"ana": TrainingState.TRAINED}
    assert known.last_year == PRESENT
    assert known.elsewhere == frozenset()


def test_before_the_year_began_nobody_met(lee: VisitorStore) -> None:
    assert lee.groupings.circumstances(date(2026, 7, 31)).last_year.groups == ()


# --- publishing -----------------------------------------------------------------------------------


def test_what_publishing_would_change_is_said_before(lee: VisitorStore, draft: RosterDraft) -> None:
    lee.groupings.move(draft.id, to(draft, "mia", 1, facilitates=True))

    seen = lee.groupings.publication(draft.id, TODAY)

    assert [one.model_dump(exclude_defaults=True) for one in seen.changes] == [
        {"person_id": "ben", "joins": "Music", "facilitates": True},
        {"person_id": "gus", "joins": "Music"},
        {"person_id": "mia", "leaves": ("Algebra",), "joins": "Music", "facilitates": True},
    ]
    assert (seen.begin, seen.rest, seen.stay) == (("Music",), (), 1)


def test_published_a_draft_is_the_schools_plgs(
    store: Store, lee: VisitorStore, draft: RosterDraft
) -> None:
    lee.groupings.move(draft.id, to(draft, "mia", 1))
    publish(lee, draft)

    found = {one.plg.name: one for one in visit(store, "mia").people.groups()}
    assert [one.id for one in found["Algebra"].members] == ["ana"]
    assert [one.id for one in found["Music"].members] == ["ben", "gus", "mia"]
    assert [one.id for one in found["Music"].facilitators] == ["ben"]


def test_a_steward_publishes_as_well(store: Store, draft: RosterDraft) -> None:
    publish(visit(store, "sam"), draft)

    assert [one.plg.name for one in visit(store, "gus").people.my_groups()] == ["Music"]


def test_whoever_stays_was_there_all_the_time_and_who_moves_has_two_places(
    lee: VisitorStore, database: str, draft: RosterDraft
) -> None:
    lee.groupings.move(draft.id, to(draft, "mia", 1))

    publish(lee, draft)

    assert places(database, "ana") == [("algebra", BEGAN, None), ("cohort", BEGAN, None)]
    assert places(database, "mia") == [
        ("algebra", BEGAN, YESTERDAY),
        ("music", TODAY, None),
    ]


def places(database: str, person_id: str) -> list[tuple[str, date, date | None]]:
    engine = connect(database)
    with reading(engine) as connection:
        rows = connection.execute(
            select(memberships.c.plg_id, memberships.c.since, memberships.c.until)
            .where(memberships.c.person_id == person_id)
            .order_by(memberships.c.plg_id)
        ).all()
    engine.dispose()
    return [tuple(row) for row in rows]


def test_a_year_that_lies_ahead_changes_nothing_today(
    store: Store, lee: VisitorStore, database: str, draft: RosterDraft
) -> None:
    lee.groupings.move(draft.id, to(draft, "mia", 1))
    publish(lee, draft, NEXT_AUGUST)

    mia = visit(store, "mia")
    assert [one.plg.name for one in mia.people.my_groups()] == ["Algebra"]
    assert places(database, "mia") == [
        ("algebra", BEGAN, date(2027, 7, 31)),
        ("music", NEXT_AUGUST, None),
    ]


def test_a_second_draft_takes_the_place_of_one_that_was_published_for_later(
    lee: VisitorStore, database: str, draft: RosterDraft
) -> None:
    lee.groupings.move(draft.id, to(draft, "mia", 1))
    publish(lee, draft, NEXT_AUGUST)

    publish(lee, begun(lee, Art="mia", algebra="ana"), NEXT_AUGUST)

    assert places(database, "mia") == [
        ("algebra", BEGAN, date(2027, 7, 31)),
        ("art-2", NEXT_AUGUST, None),
    ]


def test_who_facilitates_for_the_first_time_gets_the_pages_for_it(
    store: Store, lee: VisitorStore
) -> None:
    publish(lee, begun(lee, algebra="mia ana"))

    assert visit(store, "mia").people.me().roles == (Role.MEMBER, Role.FACILITATOR)
    (group,) = [g for g in visit(store, "ana").people.my_groups() if g.plg.id == "algebra"]
    assert [one.id for one in group.facilitators] == ["mia"]


def test_what_a_group_wrote_stays_with_it_when_its_people_change(
    store: Store, lee: VisitorStore
) -> None:
    run = visit(store, "ana").runs.begin(intended("algebra", question="What is missing?"))

    publish(lee, begun(lee, algebra="ana ben"))

    assert visit(store, "ben").runs.run(run.id).question == "What is missing?"
    with pytest.raises(AccessError):
        visit(store, "mia").runs.run(run.id)


def test_nothing_is_published_where_something_changed_since_one_looked(
    lee: VisitorStore, lou: VisitorStore, database: str, draft: RosterDraft
) -> None:
    seen = lee.groupings.publication(draft.id, TODAY)
    lou.groupings.move(draft.id, to(draft, "mia", 1))
    before = contents(database)

    with pytest.raises(AccessError, match="nothing was published"):
        lee.groupings.publish(draft.id, seen)

    assert contents(database) == before


@pytest.mark.parametrize("name", [name for name in CHANGES if name != "read"])
def test_once_published_a_draft_stays_as_it_is(
    lee: VisitorStore, database: str, draft: RosterDraft, name: str
) -> None:
    publish(lee, draft)
    before = contents(database)

    with pytest.raises(AccessError):
        CHANGES[name](lee, lee.groupings.draft(draft.id))

    assert contents(database) == before


def test_everybody_reads_what_was_published_and_not_why_nor_who_was_kept_apart(
    store: Store, lee: VisitorStore, database: str, draft: RosterDraft
) -> None:
    lee.groupings.give_reason(draft.id, Reason(person_id="mia", text="She asked."))
    lee.groupings.pair(draft.id, APART)
    publish(lee, draft)

    (seen,) = visit(store, "mia").groupings.published()
    assert (seen.state, seen.reasons, seen.pairs) == (DraftState.PUBLISHED, (), ())
    assert [one.people for one in seen.outline.groups] == [("ana", "mia"), ("ben", "gus")]
    assert contents(database)[roster_pairs.name] == []
    assert visit(store, "finn").groupings.published() == []


def test_the_record_tells_who_was_moved_by_whom(lee: VisitorStore, store: Store) -> None:
    publish(lee, begun(lee, Music="mia", algebra="ana"))

    lines = visit(store, "sam").people.record()
    assert [(one.event, one.actor, one.person, one.detail) for one in lines] == [
        (AuditEvent.ROLE_GIVEN, "Lee", "Mia", "facilitator"),
        (AuditEvent.JOINED_PLG, "Lee", "Mia", "music"),
        (AuditEvent.LEFT_PLG, "Lee", "Mia", "algebra"),
    ]


# --- wishes and free periods ----------------------------------------------------------------------


def test_what_somebody_said_is_read_by_them_and_by_leaders_and_stewards(store: Store) -> None:
    mia = visit(store, "mia")
    mia.wishes.say("With anybody who teaches art.")
    mia.wishes.say("With the other artists.")

    for reader in ("mia", "lee", "lou", "sam"):
        found = visit(store, reader).wishes.wishes()
        assert [(one.person_id, one.text) for one in found] == [("mia", "With the other artists.")]
    for other in ("ana", "ben", "cora", "zoe", "finn"):
        assert visit(store, other).wishes.wishes() == []


def test_what_somebody_took_back_is_gone(store: Store) -> None:
    mia = visit(store, "mia")
    mia.wishes.say("Not this one.")

    mia.wishes.take_back()

    assert (mia.wishes.mine(), visit(store, "lee").wishes.wishes()) == (None, [])


def test_free_periods_are_kept_for_all_or_for_nobody(lee: VisitorStore) -> None:
    lee.wishes.set_free({"ana": ("Friday 1",), "mia": ("Friday 1", "Tuesday 3")})

    with pytest.raises(AccessError):
        lee.wishes.set_free({"ana": (), "finn": ("Friday 1",)})

    assert lee.groupings.circumstances(TODAY).free == {
        "ana": ("Friday 1",),
        "mia": ("Friday 1", "Tuesday 3"),
    }
    lee.wishes.set_free({"ana": ()})
    assert set(lee.groupings.circumstances(TODAY).free) == {"mia"}


def test_whoever_is_erased_is_gone_from_every_draft(
    store: Store, lee: VisitorStore, database: str
) -> None:
    draft = begun(lee, algebra="ana mia")
    lee.groupings.pair(draft.id, APART)
    visit(store, "mia").wishes.say("With the other artists.")
    erasing = Erasing(database, lambda: NOW)

    erasing.erase("mia")

    erasing.close()
    left = lee.groupings.draft(draft.id)
    assert (left.outline, left.pairs) == (outline(algebra="ana"), ())
    assert lee.wishes.wishes() == []


def test_whoever_left_meanwhile_gets_no_place_and_no_role_back(store: Store, database: str) -> None:
    lee = visit(store, "lee")
    draft = begun(lee, algebra="ana mia", Music="gus ben")
    for person in ("mia", "gus"):
        run(database, f"UPDATE roles SET until = '2026-11-19' WHERE person_id = '{person}'")
    run(database, "UPDATE memberships SET until = '2026-11-19' WHERE person_id = 'mia'")

    publish(lee, draft)

    groups = {one.plg.name: [person.name for person in one.members] for one in lee.people.groups()}
    assert groups == {"Algebra": ["Ana"], "Music": ["Ben"]}
    assert {"Mia", STAFF["gus"][1]}.isdisjoint(one.name for one in lee.schedules.everybody())
