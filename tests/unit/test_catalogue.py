"""Looking through the protocols: by kind, people, minutes and words, and what to give up."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plgwork.analysis.catalogue import find, loosened, reach
from plgwork.analysis.fit import fit, room, span, split, written
from plgwork.content import load
from plgwork.models.protocols import Fitted, Protocol, Wanted
from plgwork.settings import shipped

LIBRARY = load([shipped("content")])
PROTOCOLS = LIBRARY.protocols
NAMED = LIBRARY.vocabulary("kinds-of-work"), LIBRARY.vocabulary("brings")

each = pytest.mark.parametrize("protocol", PROTOCOLS.values(), ids=PROTOCOLS)
wishes = st.builds(
    Wanted,
    kind=st.none() | st.sampled_from([term.id for term in NAMED[0].terms]),
    people=st.none() | st.integers(0, 60),
    minutes=st.none() | st.integers(0, 200),
    words=st.sampled_from(["", "ques", "silence", "zzz"]),
)


def found(**wishes: object) -> list[str]:
    return [one.id for one in find(PROTOCOLS.values(), Wanted.model_validate(wishes), *NAMED)]


def test_whoever_asks_for_nothing_finds_all_in_the_order_of_their_names() -> None:
    names = [one.name for one in find(PROTOCOLS.values(), Wanted(), *NAMED)]

    assert len(names) == len(PROTOCOLS)
    assert names == sorted(names)


def test_a_kind_of_work_finds_those_that_are_for_it() -> None:
    assert set(found(kind="dilemmas-of-practice")) == {
        one.id for one in PROTOCOLS.values() if "dilemmas-of-practice" in one.kinds
    }


def test_people_find_what_a_room_of_so_many_can_do() -> None:
    assert set(found(people=25)) == {one.id for one in PROTOCOLS.values() if split(one.group, 25)}


@settings(deadline=None)
@given(people=st.integers(2, 45), minutes=st.integers(1, 150))
def test_whatever_is_found_for_people_and_minutes_has_a_plan_and_nothing_else_has(
    people: int, minutes: int
) -> None:
    fits = {id for id, one in PROTOCOLS.items() if isinstance(fit(one, people, minutes), Fitted)}

    assert set(found(people=people, minutes=minutes)) == fits


@each
def test_with_minutes_alone_a_protocol_is_found_by_its_own_length(protocol: Protocol) -> None:
    assert protocol.id in found(minutes=protocol.minutes)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("tuning", "tuning-protocol"),
        ("TUN prot", "tuning-protocol"),
        ("peeling onion", "peeling-the-onion"),
        ("four as", "four-as"),
        ("thompson-grove consultancy", "consultancy"),
        ("meeting wise", "meeting-wise-check"),
    ],
)
def test_words_find_first_what_is_called_so(words: str, first: str) -> None:
    assert found(words=words)[0] == first


def test_words_find_what_is_said_in_a_step_and_the_kind_of_work() -> None:
    assert "consultancy" in found(words="dilemmas of practice")
    assert "tuning-protocol" in found(words="reading silence goals")
    assert found(words="xylophone") == []


@settings(deadline=None, max_examples=60)
@given(wanted=wishes)
def test_a_wish_that_one_is_told_to_give_up_leaves_just_as_many_as_was_said(
    wanted: Wanted,
) -> None:
    for name, count in loosened(PROTOCOLS.values(), wanted, *NAMED).items():
        less = wanted.model_copy(update={name: "" if name == "words" else None})

        assert getattr(wanted, name) not in ("", None)
        assert len(find(PROTOCOLS.values(), less, *NAMED)) == count > 0


def test_a_wish_whose_loss_does_not_help_is_not_named() -> None:
    wanted = Wanted(people=200, minutes=45, kind="student-work")

    assert set(loosened(PROTOCOLS.values(), wanted, *NAMED)) == {"people"}


def test_the_reach_of_all_is_from_the_shortest_to_the_longest() -> None:
    spans = [one for protocol in PROTOCOLS.values() if (one := span(protocol, 8))]
    whole = reach(PROTOCOLS.values(), 8)

    assert whole is not None
    assert (whole.least, whole.most) == (
        min(one.least for one in spans),
        max(one.most for one in spans),
    )
    assert reach(PROTOCOLS.values(), 200) is None


# --- the plan as it was written -----------------------------------------------------------


@each
def test_a_plan_as_it_was_written_has_the_minutes_of_the_file(protocol: Protocol) -> None:
    plan = written(protocol)

    assert plan == fit(protocol, room(protocol), protocol.minutes)
    assert set(plan.groups) == {protocol.for_people}


@each
def test_a_span_is_just_where_a_plan_begins_and_ends(protocol: Protocol) -> None:
    people = room(protocol)
    fills = span(protocol, people)

    assert fills is not None
    ends = {fills.least - 1: False, fills.least: True, fills.most: True, fills.most + 1: False}
    assert {minutes: isinstance(fit(protocol, people, minutes), Fitted) for minutes in ends} == ends
