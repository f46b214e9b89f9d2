"""A purpose is written together: proposed, worded anew, talked over, responded to."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from plgwork.errors import AccessError
from plgwork.models.agreements import Fist, Freedom, Party, Proposal, Response, Source, State
from plgwork.models.people import Membership, Roster
from plgwork.store import Store, VisitorStore
from plgwork.store.engine import connect
from plgwork.store.schema.agreements import agreements, measures, proposals, responses
from tests.store.deciding import (
    ALGEBRA,
    COHORT,
    OAKS_STAFF,
    REVIEW,
    WHY,
    WHY_ELSE,
    adopted,
    propose,
    ready,
    show,
)
from tests.store.world import BEGAN, NOW, STAFF, contents, visit

OUTSIDE = ("ben", "cora", "lee", "sam", "finn", "zoe", "nobody")


@pytest.fixture
def proposal(ana: VisitorStore) -> Proposal:
    """What Ana proposed to Algebra."""
    return propose(ana)


def test_what_is_proposed_is_read_by_everybody_it_binds(store: Store, proposal: Proposal) -> None:
    [found] = visit(store, "mia").proposals.of(ALGEBRA)

    assert (found.latest.matter, found.by, found.mine) == (WHY, "Ana", False)
    assert (found.state, found.people, found.show.answered) == (State.OPEN, 2, 0)


@pytest.mark.parametrize("person", OUTSIDE)
def test_nobody_else_sees_what_is_being_decided(store: Store, person: str) -> None:
    proposal = ready(store)
    visit(store, "mia").proposals.comment(proposal.id, 1, "Whose lessons?")

    outside = visit(store, person).proposals
    assert (outside.of(ALGEBRA), outside.waiting()) == ([], [])
    with pytest.raises(AccessError):
        outside.proposal(proposal.id)


def test_a_member_who_left_the_group_sees_it_no_longer(store: Store, proposal: Proposal) -> None:
    visit(store, "sam").people.end_membership("algebra", "mia", BEGAN)

    assert visit(store, "mia").proposals.of(ALGEBRA) == []


def test_all_staff_propose_to_their_school_and_nobody_of_another(store: Store) -> None:
    propose(visit(store, "mia"), OAKS_STAFF)

    assert [one.people for one in visit(store, "sam").proposals.of(OAKS_STAFF)] == [10]
    assert visit(store, "zoe").proposals.of(OAKS_STAFF) == []


def test_members_of_a_group_that_spans_schools_decide_together(store: Store) -> None:
    proposal = propose(visit(store, "ana"), COHORT)
    show(visit(store, "finn"), proposal, 4)

    [seen] = visit(store, "cora").proposals.of(COHORT)
    assert [(one.by, one.fist) for one in seen.now] == [("Finn of the other school", 4)]
    assert seen.people == 5


def test_a_version_is_never_overwritten(store: Store, proposal: Proposal) -> None:
    visit(store, "mia").proposals.revise(proposal.id, 1, WHY_ELSE)

    versions = visit(store, "ana").proposals.proposal(proposal.id).versions
    assert [(one.number, one.matter, one.by) for one in versions] == [
        (1, WHY, "Ana"),
        (2, WHY_ELSE, "Mia"),
    ]


def test_words_upon_a_version_that_is_not_the_latest_are_refused(
    store: Store, database: str, proposal: Proposal
) -> None:
    visit(store, "mia").proposals.revise(proposal.id, 1, WHY_ELSE)
    before = contents(database)

    with pytest.raises(AccessError, match="worded it anew meanwhile"):
        visit(store, "ana").proposals.revise(proposal.id, 1, WHY)
    with pytest.raises(AccessError, match="worded it anew meanwhile"):
        show(visit(store, "ana"), proposal, 5)

    assert contents(database) == before


def test_a_new_version_is_about_the_same_thing(ana: VisitorStore, proposal: Proposal) -> None:
    with pytest.raises(AccessError, match="about the same thing"):
        ana.proposals.revise(proposal.id, 1, Freedom(degree="set-by-group"))


def test_hands_are_shown_anew_to_a_new_version_and_the_old_ones_are_kept(
    store: Store, ana: VisitorStore, proposal: Proposal
) -> None:
    show(visit(store, "mia"), proposal, 1)
    ana.proposals.revise(proposal.id, 1, WHY_ELSE)

    now = ana.proposals.proposal(proposal.id)
    assert (now.now, [(one.number, one.fist) for one in now.given]) == ((), [(1, 1)])


def test_who_changes_their_mind_shows_one_hand(store: Store, proposal: Proposal) -> None:
    mia = visit(store, "mia")
    show(mia, proposal, 0, "It does not say which students.")
    show(mia, proposal, 4)

    [shown] = mia.proposals.proposal(proposal.id).now
    assert (shown.fist, shown.reason, shown.mine) == (Fist.GOOD, "", True)


def test_a_block_needs_a_reason() -> None:
    with pytest.raises(ValidationError, match="a block needs a reason"):
        Response(number=1, fist=Fist.BLOCK, reason="  ")


def test_no_hand_is_lost_when_many_show_theirs_at_once(store: Store, database: str) -> None:
    oaks = [key for key, (school, _, _) in STAFF.items() if school.id == "oak"]
    proposal = propose(visit(store, "ana"), OAKS_STAFF)
    visitors = [visit(store, one) for one in oaks for _ in range(3)]

    def respond(at: int) -> None:
        show(visitors[at], proposal, at % 5 + 1)

    with ThreadPoolExecutor(len(visitors)) as pool:
        list(pool.map(respond, range(len(visitors))))

    shown = visit(store, "mia").proposals.proposal(proposal.id).show
    assert (shown.answered, shown.people) == (10, 10)


def test_a_hand_of_somebody_who_left_counts_no_longer(store: Store) -> None:
    proposal = ready(store)
    visit(store, "sam").people.end_membership("algebra", "mia", BEGAN)

    now = visit(store, "ana").proposals.proposal(proposal.id)
    assert (now.show.answered, now.people) == (1, 1)


def test_what_waits_for_ones_hand_waits_until_one_showed_it(store: Store) -> None:
    proposal = propose(visit(store, "ana"))
    mia = visit(store, "mia")

    before = [one.id for one in mia.proposals.waiting()]
    show(mia, proposal, 3)

    assert (before, mia.proposals.waiting()) == ([proposal.id], [])


def test_a_comment_is_its_authors_to_take_back(store: Store, proposal: Proposal) -> None:
    mia, ana = visit(store, "mia"), visit(store, "ana")
    comment = mia.proposals.comment(proposal.id, 1, "Which two lessons?")

    with pytest.raises(AccessError):
        ana.proposals.take_back(comment.id)
    kept = ana.proposals.proposal(proposal.id).comments
    mia.proposals.take_back(comment.id)

    assert [(one.by, one.text, one.mine) for one in kept] == [("Mia", "Which two lessons?", False)]
    assert ana.proposals.proposal(proposal.id).comments == ()


def test_a_version_that_is_not_there_takes_no_comment(
    ana: VisitorStore, database: str, proposal: Proposal
) -> None:
    before = contents(database)

    with pytest.raises(AccessError):
        ana.proposals.comment(proposal.id, 7, "To what?")

    assert contents(database) == before


def test_two_proposals_become_one_and_both_are_kept_as_its_sources(
    store: Store, ana: VisitorStore, proposal: Proposal
) -> None:
    other = propose(visit(store, "mia"), matter=WHY_ELSE)
    sources = (Source(proposal_id=proposal.id, number=1), Source(proposal_id=other.id, number=1))

    merged = ana.proposals.merge(sources, WHY)

    states = {one.id: one.state for one in visit(store, "mia").proposals.of(ALGEBRA)}
    assert merged.latest.sources == sources
    assert states == {
        proposal.id: State.MERGED,
        other.id: State.MERGED,
        merged.id: State.OPEN,
    }


def test_nothing_is_merged_with_itself_or_with_what_binds_others(
    ana: VisitorStore, database: str, proposal: Proposal
) -> None:
    schools = propose(ana, OAKS_STAFF)
    mine = Source(proposal_id=proposal.id, number=1)
    before = contents(database)

    for other in (mine, Source(proposal_id=schools.id, number=1)):
        with pytest.raises(AccessError, match="Two different proposals"):
            ana.proposals.merge((mine, other), WHY)

    assert contents(database) == before


def test_two_who_merge_the_same_at_once_make_one(store: Store, proposal: Proposal) -> None:
    other = propose(visit(store, "mia"), matter=WHY_ELSE)
    sources = [Source(proposal_id=one.id, number=1) for one in (proposal, other)]

    def merge(person: str) -> bool:
        ordered = sources if person == "ana" else sources[::-1]
        try:
            visit(store, person).proposals.merge(ordered, WHY)
        except AccessError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(merge, ["ana", "mia"]))

    assert sorted(made) == [False, True]
    assert len(visit(store, "ana").proposals.of(ALGEBRA)) == 3


CLOSED: dict[str, Callable[[VisitorStore, Proposal], Any]] = {
    "revise": lambda store, one: store.proposals.revise(one.id, 1, WHY_ELSE),
    "comment": lambda store, one: store.proposals.comment(one.id, 1, "Late"),
    "respond": lambda store, one: show(store, one, 5),
    "withdraw": lambda store, one: store.proposals.withdraw(one.id),
    "adopt": lambda store, one: store.agreements.adopt(one.id, 1, REVIEW),
}


@pytest.mark.parametrize("name", CLOSED)
def test_what_was_withdrawn_is_read_and_not_written(
    ana: VisitorStore, database: str, proposal: Proposal, name: str
) -> None:
    ana.proposals.withdraw(proposal.id)
    before = contents(database)

    with pytest.raises(AccessError):
        CLOSED[name](ana, proposal)

    assert contents(database) == before
    assert ana.proposals.proposal(proposal.id).state is State.WITHDRAWN


def test_only_whoever_proposed_it_withdraws_it(store: Store, proposal: Proposal) -> None:
    with pytest.raises(AccessError):
        visit(store, "mia").proposals.withdraw(proposal.id)


def test_somebody_who_joins_sees_what_was_proposed_before(store: Store, proposal: Proposal) -> None:
    joined = Membership(plg_id="algebra", person_id="lee", since=NOW.date())
    visit(store, "sam").people.enrol(Roster(memberships=(joined,)))

    assert [one.people for one in visit(store, "lee").proposals.of(ALGEBRA)] == [3]


def test_words_stay_without_a_name_when_their_author_is_erased_and_hands_go(
    store: Store, database: str
) -> None:
    from plgwork.store.erasing import Erasing

    proposal = ready(store)
    visit(store, "ana").proposals.comment(proposal.id, 1, "Zugunruhe")
    erasing = Erasing(database, lambda: NOW + timedelta(days=1))
    kept = erasing.belongings("ana")
    erasing.erase("ana")
    erasing.close()

    [now] = visit(store, "mia").proposals.of(ALGEBRA)
    assert (kept.comments, kept.responses, kept.wordings) == (1, 1, 1)
    assert (now.by, now.latest.by, now.latest.matter) == ("", "", WHY)
    assert (now.comments, [one.by for one in now.now]) == ((), ["Mia"])


def test_a_database_refuses_what_cannot_be(store: Store, database: str) -> None:
    agreement = adopted(store)
    at = {"proposed_by": "ana", "proposed_at": NOW, "kind": "purpose", "state": "open"}
    key = {"proposal_id": agreement.id, "number": 1, "person_id": "ben", "given_at": NOW}
    was = {"kind": "purpose", "number": 9, "matter": {}, "show": {}, "review_on": REVIEW}
    nobody = [
        insert(proposals).values(id="nobody", **at),
        insert(proposals).values(id="both", school_id="oak", plg_id="algebra", **at),
        insert(measures).values(id="nobody", goal={}, made_at=NOW),
        insert(agreements).values(id=agreement.id, adopted_at=NOW, **was),
        insert(responses).values(**key, fist=6, reason=""),
        insert(responses).values(**key, fist=0, reason=""),
    ]
    engine = connect(database)

    for statement in nobody:
        with engine.connect() as connection, pytest.raises(IntegrityError):
            connection.execute(statement)
    engine.dispose()


@pytest.mark.parametrize("ids", [{}, {"school_id": "oak", "plg_id": "algebra"}])
def test_a_proposal_binds_a_school_or_a_plg(ids: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="a school or a PLG"):
        Party.model_validate(ids)
