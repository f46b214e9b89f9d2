"""Every protocol fits the people and minutes there are to the minute, or says why it does not."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plgwork.analysis.fit import LONGEST, fit, instead, split, spread
from plgwork.content import load
from plgwork.models.protocols import Fitted, GroupSize, Into, Misfit, Per, Protocol, Split
from plgwork.settings import shipped

PROTOCOLS = load([shipped("content")]).protocols
protocols = st.sampled_from(list(PROTOCOLS.values()))
numbers = st.integers(1, 200)
meetings = st.integers(1, 240)
ONE_OF_US = GroupSize(min=6, max=12)
FOURS = GroupSize(min=3, max=40, split=Split(into=Into.FOURS, min=3, max=5))
EIGHT = GroupSize(min=3, max=40, split=Split(into=Into.FOURS, min=3, max=8))
TRIADS = GroupSize(min=3, max=40, split=Split(into=Into.TRIADS, min=3, max=4))


def fitted(protocol_id: str, people: int, minutes: int) -> Fitted:
    plan = fit(PROTOCOLS[protocol_id], people, minutes)
    assert isinstance(plan, Fitted), plan.reason
    return plan


def reason(protocol_id: str, people: int, minutes: int) -> str:
    misfit = fit(PROTOCOLS[protocol_id], people, minutes)
    assert isinstance(misfit, Misfit)
    return misfit.reason


def lengths(plan: Fitted) -> dict[str, int]:
    return {one.step.id: one.minutes for one in plan.steps}


@st.composite
def plans(draw: st.DrawFn) -> Fitted:
    """A plan of any protocol, with people and minutes that fit it."""
    protocol = draw(protocols)
    sizes = [people for people in range(1, 201) if split(protocol.group, people)]
    people = draw(st.sampled_from(sizes))
    size = split(protocol.group, people)[0]
    least = sum(step.least_for(size, protocol.for_people) for step in protocol.steps)
    usual = sum(step.minutes_for(size, protocol.for_people) for step in protocol.steps)
    plan = fit(protocol, people, draw(st.integers(least, LONGEST * usual)))
    assert isinstance(plan, Fitted)
    return plan


# --- every protocol, any people, any minutes ---------------------------------------------


@settings(deadline=None)
@given(plans())
def test_the_minutes_of_a_plan_add_up_to_those_there_are(plan: Fitted) -> None:
    assert sum(one.minutes for one in plan.steps) == plan.minutes


@settings(deadline=None)
@given(plans())
def test_a_plan_keeps_every_step_in_its_order_and_ends_with_the_closing_one(plan: Fitted) -> None:
    assert tuple(one.step for one in plan.steps) == plan.protocol.steps
    assert plan.steps[-1].step.closing
    assert plan.steps[-1].minutes >= 1


@settings(deadline=None)
@given(plans())
def test_no_step_falls_below_what_it_needs(plan: Fitted) -> None:
    for one in plan.steps:
        assert one.minutes >= one.step.least_for(plan.groups[0], plan.protocol.for_people)


@settings(deadline=None)
@given(plans())
def test_nobodys_turn_is_shorter_than_it_may_be(plan: Fitted) -> None:
    for one in plan.steps:
        if one.step.per is Per.PERSON:
            assert one.turns == max(plan.groups)
            assert one.turn_minutes >= one.step.min_minutes
            assert one.turns * one.turn_minutes <= one.minutes


@settings(deadline=None)
@given(plans())
def test_the_sizes_of_the_groups_add_up_to_the_people(plan: Fitted) -> None:
    assert sum(plan.groups) == plan.people
    assert list(plan.groups) == sorted(plan.groups, reverse=True)
    if len(plan.groups) > 1:
        bounds = plan.protocol.group.split
        assert bounds is not None
        assert all(bounds.min <= size <= bounds.max for size in plan.groups)


@settings(deadline=None)
@given(plans())
def test_with_one_minute_more_one_step_gets_it_and_no_other_changes(plan: Fitted) -> None:
    longer = fit(plan.protocol, plan.people, plan.minutes + 1)

    if plan.minutes == LONGEST * plan.usual_minutes:
        assert isinstance(longer, Misfit)
    else:
        assert isinstance(longer, Fitted)
        pairs = zip(plan.steps, longer.steps, strict=True)
        grown = [later.minutes - earlier.minutes for earlier, later in pairs]
        assert sorted(grown) == [0] * (len(grown) - 1) + [1]


@settings(deadline=None)
@given(plans())
def test_no_step_lasts_more_than_twice_as_long_as_usual(plan: Fitted) -> None:
    for one in plan.steps:
        usual = one.step.minutes_for(plan.groups[0], plan.protocol.for_people)
        assert one.minutes <= LONGEST * usual


@settings(deadline=None)
@given(protocols, numbers, meetings)
@example(PROTOCOLS["plus-delta"], 200, 240)
@example(PROTOCOLS["plus-delta"], 1, 1)
def test_whatever_people_and_minutes_there_are_comes_a_plan_or_a_sentence(
    protocol: Protocol, people: int, minutes: int
) -> None:
    plan = fit(protocol, people, minutes)

    assert (plan.people, plan.minutes) == (people, minutes)
    if isinstance(plan, Misfit):
        assert plan.reason.endswith(".")
        assert str(people) in plan.reason
    else:
        assert sum(one.minutes for one in plan.steps) == minutes


@pytest.mark.parametrize("protocol", PROTOCOLS.values(), ids=PROTOCOLS)
def test_no_step_ever_shrinks_as_a_meeting_grows_to_four_hours(protocol: Protocol) -> None:
    for people in filter(lambda number: split(protocol.group, number), range(1, 201)):
        longer = (fit(protocol, people, minutes) for minutes in range(1, 241))
        rows = [list(lengths(plan).values()) for plan in longer if isinstance(plan, Fitted)]

        assert rows
        assert all(list(column) == sorted(column) for column in zip(*rows, strict=True))


@pytest.mark.parametrize("protocol", PROTOCOLS.values(), ids=PROTOCOLS)
def test_with_its_own_people_and_minutes_a_protocol_is_what_its_file_says(
    protocol: Protocol,
) -> None:
    plan = fit(protocol, protocol.for_people, protocol.minutes)

    if protocol.for_people >= protocol.group.min:
        assert isinstance(plan, Fitted)
        turns = [one.turn_minutes for one in plan.steps]
        assert turns == [step.minutes for step in protocol.steps]


@pytest.mark.parametrize("protocol", PROTOCOLS.values(), ids=PROTOCOLS)
@pytest.mark.parametrize(("people", "minutes"), [(0, 45), (1, 45), (200, 45), (8, 0), (8, -5)])
def test_nobody_is_given_a_plan_for_one_person_for_two_hundred_or_for_no_time(
    protocol: Protocol, people: int, minutes: int
) -> None:
    assert isinstance(fit(protocol, people, minutes), Misfit)


# --- some plans --------------------------------------------------------------------------


def test_a_tuning_protocol_in_forty_five_minutes_is_shorter_in_all_its_parts() -> None:
    assert lengths(fitted("tuning-protocol", 8, 45)) == {
        "introduction": 4,
        "presentation": 9,
        "clarifying": 4,
        "reading": 7,
        "feedback": 11,
        "reflection": 5,
        "debrief": 5,
    }


def test_twelve_people_save_the_last_word_in_three_groups_of_four() -> None:
    plan = fitted("save-the-last-word", 12, 40)

    assert plan.groups == (4, 4, 4)
    assert (plan.steps[1].turns, plan.steps[1].turn_minutes) == (4, 7)


def test_fewer_people_leave_each_of_them_the_same_turn_and_take_less_time() -> None:
    three, four = fitted("save-the-last-word", 3, 33), fitted("save-the-last-word", 4, 40)

    assert three.steps[1].turn_minutes == four.steps[1].turn_minutes == 7


def test_minutes_that_no_turn_can_use_are_left_for_changing_places() -> None:
    rounds = fitted("save-the-last-word", 4, 41).steps[1]

    assert (rounds.minutes, rounds.turn_minutes) == (29, 7)


def test_a_round_takes_longer_with_more_people() -> None:
    few, many = fitted("peeling-the-onion", 6, 40), fitted("peeling-the-onion", 9, 50)

    assert (few.usual_minutes, many.usual_minutes) == (40, 51)


# --- how a room splits -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("group", "people", "sizes"),
    [
        (ONE_OF_US, 12, (12,)),
        (ONE_OF_US, 13, ()),
        (ONE_OF_US, 5, ()),
        (FOURS, 5, (5,)),
        (FOURS, 6, (3, 3)),
        (FOURS, 9, (5, 4)),
        (FOURS, 11, (4, 4, 3)),
        (FOURS, 40, (4,) * 10),
        (FOURS, 41, ()),
        (EIGHT, 8, (8,)),
        (EIGHT, 9, (5, 4)),
        (TRIADS, 4, (4,)),
        (TRIADS, 5, ()),
        (TRIADS, 8, (4, 4)),
        (TRIADS, 10, (4, 3, 3)),
    ],
)
def test_a_room_splits_evenly_into_groups_of_the_size_a_protocol_is_made_for(
    group: GroupSize, people: int, sizes: tuple[int, ...]
) -> None:
    assert split(group, people) == sizes


# --- how minutes are shared out ----------------------------------------------------------


def test_a_shortage_is_shared_by_what_each_step_can_spare() -> None:
    assert spread([2, 2, 5], [10, 6, 5], 15) == [6, 4, 5]


def test_a_surplus_is_shared_by_how_long_each_step_is() -> None:
    assert spread([1, 1, 1], [12, 6, 3], 28) == [16, 8, 4]


# --- what does not fit -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("protocol_id", "people", "minutes", "said"),
    [
        ("tuning-protocol", 8, 20, "With 8 people it needs at least 29 minutes; you have 20."),
        ("tuning-protocol", 8, 0, "With 8 people it needs at least 29 minutes; you have 0."),
        ("tuning-protocol", 1, 60, "It needs at least 6 people; you are 1."),
        ("tuning-protocol", 200, 60, "It is for 12 people at most; you are 200."),
        ("success-analysis", 5, 60, "5 people cannot split into groups of 3 to 4."),
        ("save-the-last-word", 200, 60, "It is for 40 people at most; you are 200."),
        ("plus-delta", 8, 60, "With 8 people it fills 16 minutes at most; you have 60."),
    ],
)
def test_what_does_not_fit_says_why_in_one_sentence(
    protocol_id: str, people: int, minutes: int, said: str
) -> None:
    assert reason(protocol_id, people, minutes) == said


def test_instead_come_those_that_fit_the_closest_in_time_first() -> None:
    found = instead(PROTOCOLS.values(), 12, 30, "texts-and-research")

    assert [plan.protocol.id for plan in found] == [
        "text-rendering",
        "three-levels-of-text",
        "final-word",
        "save-the-last-word",
    ]


@settings(deadline=None)
@given(numbers, meetings)
def test_instead_come_only_those_that_fit(people: int, minutes: int) -> None:
    found = {plan.protocol.id for plan in instead(PROTOCOLS.values(), people, minutes)}

    assert found == {
        one.id for one in PROTOCOLS.values() if isinstance(fit(one, people, minutes), Fitted)
    }


def test_nothing_comes_instead_for_two_hundred_people() -> None:
    assert instead(PROTOCOLS.values(), 200, 60) == []
