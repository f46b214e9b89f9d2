"""Counts are those of the rows, and those of parts add up to those of the whole."""

from collections import Counter
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from plgwork.analysis import tally as counting
from plgwork.analysis.tally import add, scores, tally
from plgwork.models.answers import APART, MISSING, Answers, Grouping, Tally
from plgwork.models.instruments import Instrument, Item, Scale

LEVELS = (5, 4, 5, 7)
BY = (("school",), ("role",), ("school", "role"))


def item(place: int, levels: int) -> Item:
    labels = tuple(f"answer {one}" for one in range(levels))
    lowest = 0 if levels == 7 else 1
    reverse = place == 1
    name = f"q{place}"
    return Item(id=name, column=name, text=name, labels=labels, lowest=lowest, reverse=reverse)


INSTRUMENT = Instrument(
    id="trust",
    title="Trust",
    items=tuple(item(place, levels) for place, levels in enumerate(LEVELS)),
    scales=(
        Scale(id="all", name="All", items=("q0", "q1", "q2", "q3")),
        Scale(id="three", name="Three", items=("q0", "q2", "q3")),
    ),
)


@st.composite
def waves(draw: st.DrawFn) -> Answers:
    people = draw(st.integers(0, 40))
    columns = [
        draw(arrays.arrays(np.int8, people, elements=st.integers(APART, levels - 1)))
        for levels in LEVELS
    ]
    groupings = (
        grouping("school", ("Birch", "Elm", "Oak"), draw, people),
        grouping("role", ("Aide", "Teacher"), draw, people),
    )
    return Answers(INSTRUMENT, np.array(columns, np.int8).T.reshape(people, 4), groupings)


def grouping(name: str, labels: tuple[str, ...], draw: st.DrawFn, people: int) -> Grouping:
    places = st.integers(-1, len(labels) - 1)
    return Grouping(name, name, labels, draw(arrays.arrays(np.int32, people, elements=places)))


def part(answers: Answers, of: slice) -> Answers:
    groupings = tuple(replace(one, codes=one.codes[of]) for one in answers.groupings)
    return replace(answers, codes=answers.codes[of], groupings=groupings)


def assert_equal(one: Tally, other: Tally) -> None:
    for mine, theirs in zip(one.breakdowns, other.breakdowns, strict=True):
        assert (mine.by, mine.groups) == (theirs.by, theirs.groups)
        assert (mine.people == theirs.people).all()
        assert (mine.counts == theirs.counts).all()
        for scale, moments in mine.scores.items():
            assert (moments.n == theirs.scores[scale].n).all()
            assert moments.total == pytest.approx(theirs.scores[scale].total)
            assert moments.squares == pytest.approx(theirs.scores[scale].squares)
    for scale, products in one.products.items():
        for name in type(products).__dataclass_fields__:
            assert np.array_equal(getattr(products, name), getattr(other.products[scale], name))


@settings(deadline=None)
@given(waves())
def test_each_cell_counts_the_people_who_gave_that_answer(answers: Answers) -> None:
    counted = tally(answers, BY)

    for one in counted.breakdowns:
        of = [next(g for g in answers.groupings if g.id == name) for name in one.by]
        rows = [
            tuple(g.labels[g.codes[person]] for g in of)
            if all(g.codes[person] >= 0 for g in of)
            else None
            for person in range(answers.people)
        ]
        assert one.groups == tuple(product(*(g.labels for g in of)))
        for cell, group in enumerate(one.groups):
            inside = [person for person, row in enumerate(rows) if row == group]
            assert one.people[cell] == len(inside)
            for place in range(len(LEVELS)):
                seen = Counter(answers.codes[inside, place].tolist())
                wide = max(LEVELS)
                wanted = [seen[level] for level in (*range(wide), APART, MISSING)]
                assert one.counts[cell, place].tolist() == wanted


@settings(deadline=None)
@given(waves(), st.integers(0, 40), st.integers(0, 40))
def test_parts_add_up_to_the_whole(answers: Answers, one: int, other: int) -> None:
    first, second = sorted((one, other))
    cuts = (slice(0, first), slice(first, second), slice(second, None))

    assert_equal(add(tally(part(answers, cut), BY) for cut in cuts), tally(answers, BY))


def test_a_file_longer_than_a_piece_is_counted_in_pieces() -> None:
    chance = np.random.default_rng(5)
    people = 2 * counting.PIECE + 3
    codes = chance.integers(APART, 4, (people, 4)).astype(np.int8)
    schools = chance.integers(-1, 3, people).astype(np.int32)
    whole = Answers(INSTRUMENT, codes, (Grouping("school", "", ("Birch", "Elm", "Oak"), schools),))

    counted = tally(whole, [["school"]])

    assert counted.by().people.tolist() == [people]
    assert counted.by("school").people.tolist() == np.bincount(schools[schools >= 0]).tolist()
    for place in range(4):
        seen = [int((codes[:, place] == level).sum()) for level in (*range(4), APART, MISSING)]
        assert counted.by().counts[0, place, [0, 1, 2, 3, 7, 8]].tolist() == seen


@settings(deadline=None)
@given(waves(), st.one_of(st.none(), st.integers(1, 4)))
def test_a_score_is_the_mean_of_the_answers_given(answers: Answers, least: int | None) -> None:
    for scale in INSTRUMENT.scales:
        found = scores(answers, scale, least)
        for person in range(answers.people):
            values = [
                value
                for name in scale.items
                if (value := valued(answers, person, name)) is not None
            ]
            enough = len(values) >= (least or -(-len(scale.items) // 2))
            wanted = sum(values) / len(values) if enough else np.nan
            assert found[person] == pytest.approx(wanted, nan_ok=True)


def valued(answers: Answers, person: int, name: str) -> int | None:
    place = [one.id for one in INSTRUMENT.items].index(name)
    asked, code = INSTRUMENT.items[place], int(answers.codes[person, place])
    if code < 0:
        return None
    return asked.lowest + (len(asked.labels) - 1 - code if asked.reverse else code)


@settings(deadline=None)
@given(waves())
def test_products_are_those_of_whoever_answered_both(answers: Answers) -> None:
    [scale, _] = INSTRUMENT.scales
    rows = [
        [valued(answers, person, name) for name in scale.items] for person in range(answers.people)
    ]

    found = tally(answers).products["all"]

    for i, j in product(range(4), range(4)):
        both = [(a, b) for row in rows for a, b in [(row[i], row[j])] if None not in (a, b)]
        assert found.n[i, j] == len(both)
        assert found.sums[i, j] == sum(a or 0 for a, _ in both)
        assert found.products[i, j] == sum((a or 0) * (b or 0) for a, b in both)
    whole = np.array([row for row in rows if None not in row], float).reshape(-1, 4)
    assert found.whole_n == len(whole)
    assert found.whole_sums.tolist() == whole.sum(axis=0).tolist()
    assert found.whole_products.tolist() == (whole.T @ whole).tolist()


def test_groups_are_joined_by_their_names() -> None:
    one, other = (
        Answers(
            INSTRUMENT,
            np.zeros((2, 4), np.int8),
            (Grouping("school", "", labels, np.array([0, 1], np.int32)),),
        )
        for labels in (("Birch", "Elm"), ("Elm", "Oak"))
    )

    both = add([tally(one, [["school"]]), tally(other, [["school"]])]).by("school")

    assert both.groups == (("Birch",), ("Elm",), ("Oak",))
    assert both.people.tolist() == [1, 2, 1]
    assert both.scores["all"].n.tolist() == [1, 2, 1]


def test_tallies_of_different_waves_do_not_add() -> None:
    empty = Answers(INSTRUMENT, np.zeros((0, 4), np.int8))

    with pytest.raises(ValueError, match="one instrument, wave"):
        add([tally(empty), tally(replace(empty, wave="2027"))])
    with pytest.raises(ValueError, match="nothing to add"):
        add([])


@pytest.mark.parametrize("code", [4, -3])
def test_a_code_that_is_no_answer_is_not_counted_as_another(code: int) -> None:
    codes = np.zeros((2, 4), np.int8)
    codes[1, 1] = code

    with pytest.raises(ValueError, match="no answer"):
        tally(Answers(INSTRUMENT, codes))


def test_an_unknown_grouping_is_named() -> None:
    with pytest.raises(KeyError, match="district"):
        tally(Answers(INSTRUMENT, np.zeros((2, 4), np.int8)), [["district"]])
