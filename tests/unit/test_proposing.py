"""A proposal keeps to every condition, and where none can, it says which conditions collide."""

import threading
from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plgwork.analysis.groupings.briefing import brief as briefed
from plgwork.analysis.groupings.conflicts import minimal_conflict
from plgwork.analysis.groupings.proposing import Search
from plgwork.content import load_groupings
from plgwork.models.groupings import (
    Brief,
    Condition,
    ConditionKind,
    Outline,
    OutlineGroup,
    Proposal,
)
from plgwork.settings import shipped
from tests.unit.groupings import K, briefs, holds, known, outline, person, possible

LIBRARY = load_groupings([shipped("content")])


def groups_of(found: Outline) -> list[tuple[str, ...]]:
    return [group.people for group in found.groups]


def pairs(groups: Sequence[Sequence[str]]) -> set[tuple[str, ...]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


# --- every condition, over schools of all kinds --------------------------------------------------


@settings(max_examples=60)
@given(briefs())
def test_a_proposal_keeps_to_every_condition_and_places_everybody_once(brief: Brief) -> None:
    proposal = Search(brief).run()

    if proposal.outline is None:
        assert proposal.conflict
        return
    groups = groups_of(proposal.outline)
    assert sorted(one for group in groups for one in group) == sorted(brief.people)
    assert [one for one in brief.conditions if not holds(one, groups, brief)] == []


@settings(max_examples=40)
@given(briefs(most_people=7, most_groups=3))
def test_it_finds_groups_wherever_there_are_some(brief: Brief) -> None:
    found = Search(brief).run().outline is not None

    assert found is possible(brief, brief.conditions)


@settings(max_examples=40)
@given(briefs(most_people=7, most_groups=3))
@example(
    Brief(
        people=("ana", "ben", "mia"),
        groups=(OutlineGroup(name="One"), OutlineGroup(name="Two")),
        conditions=tuple(
            Condition(kind=K.APART, people=pair) for pair in combinations(("ana", "ben", "mia"), 2)
        ),
    )
)
def test_what_collides_is_a_smallest_set_without_any_of_which_the_rest_can_hold(
    brief: Brief,
) -> None:
    conflict = Search(brief).run().conflict

    if conflict:
        assert not possible(brief, conflict)
        for one in conflict:
            assert possible(brief, [other for other in conflict if other is not one])


@given(st.lists(st.sets(st.integers(0, 9), min_size=1), min_size=1, max_size=4))
def test_a_smallest_conflict_is_found_among_several(conflicts: list[set[int]]) -> None:
    def feasible(chosen: Sequence[int]) -> bool:
        return not any(one <= set(chosen) for one in conflicts)

    found = minimal_conflict(range(10), feasible)

    assert not feasible(found)
    assert all(feasible([other for other in found if other != one]) for one in found)


def test_where_all_can_hold_nothing_collides() -> None:
    assert minimal_conflict(range(10), lambda chosen: True) == []


# --- what it strives for --------------------------------------------------------------------------

TEN = tuple(f"p{n}" for n in range(10))
LAST = (OutlineGroup(name="Old", people=TEN[:5]), OutlineGroup(name="Young", people=TEN[5:]))


def of_ten(*conditions: Condition, **more: object) -> Brief:
    given_ = {"people": TEN, "groups": LAST, "last_year": (TEN[:5], TEN[5:]), "stability": 3}
    return Brief.model_validate({**given_, "conditions": conditions, **more})


def test_who_met_goes_on_meeting() -> None:
    found = Search(of_ten()).run().outline

    assert found is not None
    assert groups_of(found) == [TEN[:5], TEN[5:]]


def test_only_as_many_move_as_have_to() -> None:
    apart = Condition(kind=K.APART, people=("p0", "p1"))

    found = Search(of_ten(apart)).run().outline

    assert found is not None
    assert len(pairs(groups_of(found)) & pairs([TEN[:5], TEN[5:]])) == 16


def test_a_configuration_brings_together_who_is_alike() -> None:
    weights = {"stability": 0, "configuration": 3, "alike": (TEN[::2], TEN[1::2])}

    found = Search(of_ten(Condition(kind=K.MOST, number=5), **weights)).run().outline

    assert found is not None
    assert sorted(groups_of(found)) == [TEN[::2], TEN[1::2]]


def test_a_configuration_spreads_who_is_too_much_alike() -> None:
    weights = {"stability": 0, "configuration": 3, "unlike": (TEN[:4],)}

    found = Search(of_ten(Condition(kind=K.FEWEST, number=5), **weights)).run().outline

    assert found is not None
    assert [len(set(TEN[:4]) & set(group)) for group in groups_of(found)] == [2, 2]


def test_a_group_keeps_its_name_and_its_facilitator() -> None:
    groups = (
        LAST[0].model_copy(update={"facilitators": ("p3",), "plg_id": "old"}),
        LAST[1].model_copy(update={"facilitators": ("p7",), "plg_id": "young"}),
    )
    apart = Condition(kind=K.APART, people=("p0", "p1"))

    found = Search(of_ten(apart, groups=groups)).run().outline

    assert found is not None
    assert [(one.plg_id, one.facilitators) for one in found.groups] == [
        ("old", ("p3",)),
        ("young", ("p7",)),
    ]


@pytest.mark.parametrize("seed", [1, 7])
def test_the_same_brief_has_the_same_answer(seed: int) -> None:
    weights = {"configuration": 2, "alike": (TEN[::2],), "seed": seed}
    brief = of_ten(Condition(kind=K.APART, people=("p0", "p1")), **weights)

    assert Search(brief).run() == Search(brief).run()


# --- while it runs --------------------------------------------------------------------------------


def test_one_hears_how_far_it_is_and_it_only_gets_better() -> None:
    shares: list[float] = []
    kept: list[int] = []

    def heard(found: Outline, share: float) -> None:
        shares.append(share)
        kept.append(len(pairs(groups_of(found)) & pairs([TEN[:5], TEN[5:]])))

    Search(of_ten(Condition(kind=K.APART, people=("p0", "p1"))), heard).run()

    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert kept == sorted(kept)


def test_stopping_keeps_the_best_so_far() -> None:
    search: list[Search] = []
    heard: list[Outline] = []

    def stop(found: Outline, _share: float) -> None:
        heard.append(found)
        search[0].stop()

    brief = of_ten(Condition(kind=K.MOST, number=5), stability=0, alike=(TEN[::2],))
    search.append(Search(brief, stop))

    proposal = search[0].run()

    assert proposal.outline == heard[-1]
    assert len(heard) == 2


def test_stopped_from_another_thread_before_it_began_it_finds_nothing_and_blames_nothing() -> None:
    search = Search(of_ten(Condition(kind=K.FEWEST, number=9)))
    stopping = threading.Thread(target=search.stop)
    stopping.start()
    stopping.join()

    assert search.run() == Proposal()


# --- from a draft to a brief ----------------------------------------------------------------------

ANA, BEN = person("ana", "Algebra, grade 9"), person("ben", "Geometry, grade 10")
CAL, DEE = person("cal", "Geometry, grade 9"), person("dee", "Biology, grade 9")


def test_people_with_a_plg_elsewhere_are_left_where_they_are() -> None:
    school = known(ANA, BEN, DEE, elsewhere=frozenset({"ben", "dee"}))

    made = briefed(outline("dee"), school, ())

    assert made.people == ("ana", "dee")


def test_a_draft_without_groups_gets_as_many_as_would_fit() -> None:
    school = known(*(person(f"p{n}") for n in range(30)))

    assert [one.name for one in briefed(Outline(), school, ()).groups] == [
        "Group 1",
        "Group 2",
        "Group 3",
    ]


def test_conditions_on_people_who_have_left_are_dropped() -> None:
    pairs_ = [
        Condition(kind=ConditionKind.APART, people=("ana", "ben")),
        Condition(kind=ConditionKind.APART, people=("ana", "gone")),
    ]

    assert briefed(outline("ana ben"), known(ANA, BEN), pairs_).conditions == (pairs_[0],)


@pytest.mark.parametrize(
    ("configuration", "alike", "unlike"),
    [
        ("department", (("ana", "ben", "cal"),), ()),
        ("vertical-team", (("ana", "ben", "cal"),), (("ana", "cal"),)),
        ("grade-level", (("ana", "cal", "dee"),), ()),
    ],
)
def test_a_configuration_says_who_is_alike(
    configuration: str, alike: tuple[tuple[str, ...]], unlike: tuple[tuple[str, ...]]
) -> None:
    made = briefed(
        outline("ana ben cal dee"),
        known(ANA, BEN, CAL, DEE),
        (),
        LIBRARY.configurations[configuration],
        LIBRARY.subjects,
    )

    assert (made.alike, made.unlike) == (alike, unlike)
