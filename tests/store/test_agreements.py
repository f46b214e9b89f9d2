"""What is adopted, when, by whom, and who reads it."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, timedelta

import pytest

from plgwork.errors import AccessError
from plgwork.models.accounts import AuditEvent
from plgwork.models.agreements import Expectations, Freedom, Kind, Line, Proposal, Rule, Show, State
from plgwork.store import Store, VisitorStore
from tests.store.deciding import (
    ALGEBRA,
    FEWER,
    MORE,
    OAKS_STAFF,
    REVIEW,
    WHY,
    WHY_ELSE,
    adopted,
    propose,
    ready,
    show,
)
from tests.store.world import NOW, contents, run, visit

FIRST, SECOND = date(2026, 9, 30), date(2026, 10, 30)


def test_what_the_group_goes_along_with_is_adopted(store: Store) -> None:
    proposal = ready(store)

    agreement = visit(store, "mia").agreements.adopt(proposal.id, 1, REVIEW)

    assert (agreement.matter, agreement.number, agreement.by) == (WHY, 1, "Mia")
    assert agreement.show == Show(hands=(0, 0, 0, 0, 1, 1), people=2)
    assert visit(store, "ana").proposals.proposal(proposal.id).state is State.ADOPTED


@pytest.mark.parametrize(
    ("hands", "why"),
    [
        ({}, "nobody answered"),
        ({"ana": 5}, "half answered"),
        ({"ana": 5, "mia": 0}, "one blocks"),
        ({"ana": 5, "mia": 1}, "one wants to talk"),
        ({"ana": 2, "mia": 3}, "the mean is low"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_nothing_is_adopted_before_the_rule_is_met(
    store: Store, ana: VisitorStore, database: str, hands: dict[str, int], why: str
) -> None:
    proposal = propose(ana)
    for person, fist in hands.items():
        show(visit(store, person), proposal, fist, why)
    before = contents(database)

    with pytest.raises(AccessError, match="cannot be adopted yet"):
        ana.agreements.adopt(proposal.id, 1, REVIEW)

    assert contents(database) == before


def test_a_version_that_is_not_the_latest_is_not_adopted(store: Store, ana: VisitorStore) -> None:
    proposal = ready(store)
    visit(store, "mia").proposals.revise(proposal.id, 1, WHY_ELSE)

    with pytest.raises(AccessError, match="cannot be adopted yet"):
        ana.agreements.adopt(proposal.id, 1, REVIEW)


@pytest.mark.parametrize("person", ["ben", "cora", "lee", "sam", "finn"])
def test_nobody_adopts_for_others(store: Store, database: str, person: str) -> None:
    proposal = ready(store)
    before = contents(database)

    with pytest.raises(AccessError):
        visit(store, person).agreements.adopt(proposal.id, 1, REVIEW)

    assert contents(database) == before


def test_of_two_who_adopt_at_once_one_does(store: Store) -> None:
    proposal = ready(store)

    def adopt(person: str) -> bool:
        try:
            visit(store, person).agreements.adopt(proposal.id, 1, REVIEW)
        except AccessError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(adopt, ["ana", "mia"])) == [False, True]


def test_two_proposals_adopted_at_once_are_two_editions(store: Store) -> None:
    both = [ready(store), ready(store, matter=WHY_ELSE)]

    def adopt(at: int) -> int:
        visitor = visit(store, ["ana", "mia"][at])
        return visitor.agreements.adopt(both[at].id, 1, REVIEW).number

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(adopt, [0, 1])) == [1, 2]


def test_a_block_that_comes_while_somebody_adopts_is_not_passed_over(store: Store) -> None:
    for _ in range(10):
        proposal = ready(store)

        with ThreadPoolExecutor(2) as pool:
            pool.submit(_block, visit(store, "mia"), proposal)
            pool.submit(_adopt, visit(store, "ana"), proposal)

        now = visit(store, "ana").proposals.proposal(proposal.id)
        assert (now.state is State.ADOPTED) != (now.show.least == 0)


def _block(mia: VisitorStore, proposal: Proposal) -> None:
    with suppress(AccessError):
        show(mia, proposal, 0, "Wait.")


def _adopt(ana: VisitorStore, proposal: Proposal) -> None:
    with suppress(AccessError):
        ana.agreements.adopt(proposal.id, 1, REVIEW)


def test_a_new_edition_stands_in_place_of_the_one_before_which_is_kept(store: Store) -> None:
    adopted(store)
    adopted(store, WHY_ELSE)

    editions = visit(store, "ana").agreements.of(ALGEBRA)
    assert [(one.number, one.matter) for one in editions] == [(2, WHY_ELSE), (1, WHY)]
    assert [one.number for one in visit(store, "ben").agreements.standing()] == [2]


def test_each_kind_has_editions_of_its_own(store: Store, ana: VisitorStore) -> None:
    adopted(store)
    proposal = ana.proposals.propose(ALGEBRA, Freedom(degree="set-by-group"))
    for person in ("ana", "mia"):
        show(visit(store, person), proposal, 3)
    ana.agreements.adopt(proposal.id, 1, REVIEW)

    standing = visit(store, "mia").agreements.standing()
    assert {one.kind: one.number for one in standing} == {Kind.PURPOSE: 1, Kind.FREEDOM: 1}


@pytest.mark.parametrize("asks", [(), ("attendance", "work-brought")], ids=["none", "two"])
def test_expectations_are_adopted_with_what_may_ask_for_a_conversation_and_without(
    store: Store, ana: VisitorStore, database: str, asks: tuple[str, ...]
) -> None:
    matter = Expectations(lines=(Line(id="come", text="We come."),), asks=asks)
    proposal = ana.proposals.propose(ALGEBRA, matter)
    for person in ("ana", "mia"):
        show(visit(store, person), proposal, 4)

    agreed = ana.agreements.adopt(proposal.id, 1, REVIEW)

    assert agreed.matter == matter
    # Words that were kept before there was this are compared as they are.
    assert ("asks" in repr(contents(database)["agreements"])) is bool(asks)


@pytest.mark.parametrize("person", ["ben", "cora", "lee", "sam"])
def test_colleagues_read_what_a_plg_adopted_with_counts_and_no_names(
    store: Store, person: str
) -> None:
    adopted(store)

    [read] = visit(store, person).agreements.of(ALGEBRA)

    assert (read.matter, read.show.hands, read.bound) == (WHY, (0, 0, 0, 0, 1, 1), False)
    assert visit(store, person).proposals.of(ALGEBRA) == []


@pytest.mark.parametrize("person", ["finn", "zoe", "nobody"])
def test_nobody_of_another_school_reads_it(store: Store, person: str) -> None:
    adopted(store)

    assert visit(store, person).agreements.standing() == []


def test_the_group_says_when_it_looks_again(store: Store, database: str) -> None:
    agreement = adopted(store)
    later = REVIEW + timedelta(days=90)
    visit(store, "mia").agreements.review(agreement.id, later)
    before = contents(database)

    with pytest.raises(AccessError):
        visit(store, "lee").agreements.review(agreement.id, REVIEW)
    with pytest.raises(AccessError, match="still to come"):
        visit(store, "mia").agreements.review(agreement.id, NOW.date())

    assert contents(database) == before
    assert visit(store, "ben").agreements.standing()[0].review_on == later


def test_a_day_that_passed_is_no_day_to_look_again(store: Store, ana: VisitorStore) -> None:
    proposal = ready(store)

    with pytest.raises(AccessError, match="still to come"):
        ana.agreements.adopt(proposal.id, 1, NOW.date())


def test_it_is_due_from_a_month_before(store: Store) -> None:
    agreement = adopted(store)

    days = [agreement.due(REVIEW - timedelta(days=ahead)) for ahead in (31, 30, -5)]
    assert days == [False, True, True]


def test_a_leader_sets_when_their_school_adopts(store: Store, ana: VisitorStore) -> None:
    ready(store)
    visit(store, "lee").agreements.set_rule(Rule(quorum=100, least=5, mean=5))

    for of in (ALGEBRA, OAKS_STAFF):
        assert ana.agreements.rule(of) == Rule(quorum=100, least=5, mean=5)
    with pytest.raises(AccessError, match="cannot be adopted yet"):
        ana.agreements.adopt(ana.proposals.of(ALGEBRA)[0].id, 1, REVIEW)


def test_until_a_school_sets_one_the_rule_is_ours(store: Store) -> None:
    visit(store, "lee").agreements.set_rule(Rule(quorum=50))

    assert visit(store, "finn").agreements.rule(OAKS_STAFF) == Rule()


# --- measures -------------------------------------------------------------------------------------


def test_a_measure_belongs_to_an_adopted_purpose(
    store: Store, ana: VisitorStore, database: str
) -> None:
    before = contents(database)
    with pytest.raises(AccessError, match="Adopt a purpose first"):
        ana.measures.begin(ALGEBRA, FEWER)
    assert contents(database) == before

    adopted(store)
    ana.measures.begin(ALGEBRA, FEWER)

    assert [one.goal for one in visit(store, "mia").measures.of(ALGEBRA)] == [FEWER]


def test_a_value_of_the_same_day_takes_the_place_of_the_one_before(
    store: Store, ana: VisitorStore
) -> None:
    adopted(store)
    measure = ana.measures.begin(ALGEBRA, FEWER)
    ana.measures.record(measure.id, {SECOND: 11, FIRST: 14})
    visit(store, "mia").measures.record(measure.id, {SECOND: 12.5})

    [read] = visit(store, "lee").measures.of(ALGEBRA)
    assert (dict(read.values), read.last, read.reached) == (
        {FIRST: 14, SECOND: 12.5},
        (SECOND, 12.5),
        False,
    )


def test_a_target_that_is_changed_leaves_the_values(store: Store, ana: VisitorStore) -> None:
    adopted(store)
    measure = ana.measures.begin(ALGEBRA, FEWER)
    ana.measures.record(measure.id, {FIRST: 81})
    ana.measures.change(measure.id, MORE)

    [read] = ana.measures.of(ALGEBRA)
    assert (read.goal, read.reached) == (MORE, True)


def test_a_measure_that_is_dropped_takes_its_values_along(
    store: Store, ana: VisitorStore, database: str
) -> None:
    adopted(store)
    measure = ana.measures.begin(ALGEBRA, FEWER)
    ana.measures.record(measure.id, {FIRST: 14})
    visit(store, "mia").measures.drop(measure.id)

    assert contents(database)["measured"] == contents(database)["measures"] == []


@pytest.mark.parametrize("person", ["ben", "lee", "cora", "finn"])
def test_nobody_else_keeps_values(store: Store, database: str, person: str) -> None:
    adopted(store)
    measure = visit(store, "ana").measures.begin(ALGEBRA, FEWER)
    before = contents(database)
    outside = visit(store, person).measures

    for write in (
        lambda: outside.begin(ALGEBRA, MORE),
        lambda: outside.change(measure.id, MORE),
        lambda: outside.record(measure.id, {FIRST: 1}),
        lambda: outside.drop(measure.id),
    ):
        with pytest.raises(AccessError):
            write()

    assert contents(database) == before


def test_whoever_listens_hears_of_the_group_alone_while_it_decides(store: Store) -> None:
    heard = store.doors.topics("mia", NOW.date())

    assert {"deciding:plg:algebra", "deciding:school:oak"} <= heard
    assert "deciding:plg:algebra" not in store.doors.topics("lee", NOW.date())


def test_the_record_says_by_id_who_adopted_and_measured_and_holds_no_word(store: Store) -> None:
    ana, lee, sam = (visit(store, one) for one in ("ana", "lee", "sam"))
    agreement = adopted(store)
    ana.agreements.review(agreement.id, REVIEW + timedelta(days=7))
    measure = ana.measures.begin(ALGEBRA, FEWER)
    ana.measures.change(measure.id, MORE)
    ana.measures.record(measure.id, {NOW.date(): 9})
    ana.measures.drop(measure.id)
    lee.agreements.set_rule(Rule(quorum=50))

    lines = [(one.event, one.actor, one.detail) for one in reversed(sam.people.record())]

    assert lines == [
        (AuditEvent.ADOPTED, "Ana", agreement.id),
        (AuditEvent.REVIEW_MOVED, "Ana", agreement.id),
        (AuditEvent.MEASURE_BEGUN, "Ana", measure.id),
        (AuditEvent.MEASURE_CHANGED, "Ana", measure.id),
        (AuditEvent.MEASURED, "Ana", measure.id),
        (AuditEvent.MEASURE_DROPPED, "Ana", measure.id),
        (AuditEvent.RULE_CHANGED, "Lee", ""),
    ]


def test_whoever_left_the_school_decides_nothing_for_it_any_more(
    store: Store, database: str
) -> None:
    proposal = propose(visit(store, "ana"), OAKS_STAFF)
    run(database, "UPDATE roles SET until = '2026-11-19' WHERE person_id = 'mia'")
    before, mia = contents(database), visit(store, "mia")

    for attempt in (
        lambda: propose(mia, OAKS_STAFF, WHY_ELSE),
        lambda: show(mia, proposal, 0, "No."),
        lambda: mia.proposals.comment(proposal.id, 1, "No."),
        lambda: mia.agreements.adopt(proposal.id, 1, REVIEW),
        lambda: mia.measures.begin(OAKS_STAFF, FEWER),
    ):
        with pytest.raises(AccessError):
            attempt()

    assert contents(database) == before
    assert mia.proposals.of(OAKS_STAFF) == []


def test_whoever_facilitates_for_a_day_in_place_of_another_is_not_bound(
    store: Store, database: str
) -> None:
    adopted(store)
    today = "VALUES ('algebra', 'ben', '2026-11-20')"
    run(database, f"INSERT INTO substitutes (plg_id, person_id, day) {today}")
    before, ben = contents(database), visit(store, "ben")

    for attempt in (
        lambda: propose(ben, matter=WHY_ELSE),
        lambda: ben.measures.begin(ALGEBRA, FEWER),
    ):
        with pytest.raises(AccessError):
            attempt()

    assert contents(database) == before
