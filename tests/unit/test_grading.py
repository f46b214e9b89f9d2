"""What comes of an answer: each label held against its key, each move against its effects."""

import pytest

from plgwork.analysis import grading
from plgwork.models.learning import Given, Grade
from plgwork.models.practice import Effect
from tests.unit.practising import USE, ask, move, ropes, situation, statement

HELPS, MIXED, HURTS = Effect.HELPS, Effect.MIXED, Effect.HURTS
TWO = ropes("ropes", 1, "questions", ask("use", *USE))
LINES = ("It opens.", "It is one.", "It is short.")


def given(label: str, key: str, right: bool) -> Given:
    return Given(ask="kind", label=label, key=key, right=right)


def test_a_label_that_is_the_key_is_right() -> None:
    assert grading.statement(ropes(), statement(), {"kind": "hemp"}) == (
        given("hemp", "hemp", True),
    )


def test_a_label_that_is_not_stands_beside_the_key() -> None:
    assert grading.statement(ropes(), statement(), {"kind": "silk"}) == (
        given("silk", "hemp", False),
    )


@pytest.mark.parametrize(("label", "right"), [("hemp", True), ("silk", True), ("wool", False)])
def test_where_guides_differ_either_answer_is_right(label: str, right: bool) -> None:
    [one] = grading.statement(ropes(), statement(also="silk"), {"kind": label})

    assert one == given(label, label if right else "hemp", right)


def test_each_ask_is_answered_in_its_order() -> None:
    item = statement(1, kind="hemp", use="holding")

    labels = grading.statement(TWO, item, {"use": "show", "kind": "hemp"})

    assert [(one.ask, one.label, one.key, one.right) for one in labels] == [
        ("kind", "hemp", "hemp", True),
        ("use", "show", "holding", False),
    ]


@pytest.mark.parametrize("labels", [{}, {"use": "show"}, {"kind": "rope"}, {"kind": ""}])
def test_a_label_that_was_not_offered_is_no_answer(labels: dict[str, str]) -> None:
    with pytest.raises(KeyError):
        grading.statement(ropes(), statement(), labels)


@pytest.mark.parametrize(
    ("rights", "grade"),
    [
        ([True], Grade.MET),
        ([False], Grade.MISSED),
        ([True, True], Grade.MET),
        ([True, False], Grade.NEARLY),
        ([False, False], Grade.MISSED),
    ],
)
def test_all_right_is_met_and_some_is_nearly(rights: list[bool], grade: Grade) -> None:
    assert grading.sorted_grade([given("hemp", "silk", one) for one in rights]) is grade


@pytest.mark.parametrize(
    ("protocol", "grade", "key", "right"),
    [
        ("consultancy", Grade.MET, "consultancy", True),
        ("tuning-protocol", Grade.NEARLY, "tuning-protocol", True),
        ("charrette", Grade.MISSED, "consultancy", False),
    ],
)
def test_a_good_choice_meets_and_a_fine_one_nearly(
    protocol: str, grade: Grade, key: str, right: bool
) -> None:
    assert grading.case(situation(), protocol) == (
        grade,
        (Given(ask="protocol", label=protocol, key=key, right=right),),
    )


def test_a_protocol_that_was_not_offered_is_no_choice() -> None:
    with pytest.raises(KeyError):
        grading.case(situation(), "issaquah")


@pytest.mark.parametrize(
    ("ticked", "grade"),
    [
        ([0, 1, 2], Grade.MET),
        ([2, 1, 0, 1], Grade.MET),
        ([1], Grade.NEARLY),
        ([0, 0, 0], Grade.NEARLY),
        ([], Grade.MISSED),
        ([3, -1, 99], Grade.MISSED),
    ],
)
def test_ones_own_words_are_graded_by_ones_own_check(ticked: list[int], grade: Grade) -> None:
    assert grading.reworded(LINES, ticked) is grade


@pytest.mark.parametrize(
    ("effects", "helps"),
    [
        ((HELPS, HELPS, HELPS), True),
        ((HELPS, MIXED, MIXED), True),
        ((MIXED, MIXED, MIXED), False),
        ((HELPS, HELPS, HURTS), False),
    ],
)
def test_a_move_helps_when_something_of_it_does_and_nothing_hurts(
    effects: tuple[Effect, ...], helps: bool
) -> None:
    assert move("wait", *effects).helps is helps


@pytest.mark.parametrize(
    ("moves", "grade"),
    [
        ([HELPS, HELPS], Grade.MET),
        ([HELPS, MIXED], Grade.NEARLY),
        ([MIXED, MIXED], Grade.NEARLY),
        ([HELPS, HELPS, HURTS], Grade.NEARLY),
        ([HELPS, HURTS], Grade.MISSED),
        ([HURTS, HURTS, HELPS], Grade.MISSED),
    ],
)
def test_a_scene_is_met_by_moves_that_all_help(moves: list[Effect], grade: Grade) -> None:
    assert grading.scene([move(f"move-{n}", one) for n, one in enumerate(moves)]) is grade
