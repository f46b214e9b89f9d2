"""When hands are enough, what changed between wordings, and what a list of values holds."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plgwork.analysis.deciding import in_words, standing, why_not
from plgwork.analysis.differing import MOST, Edit, differ
from plgwork.charts import measure as drawing
from plgwork.errors import IntakeError
from plgwork.intake import read_values
from plgwork.models.agreements import Direction, Goal, Measure, Missing, Party, Rule, Show

TODAY = date(2026, 11, 26)
RULE = Rule()


# --- deciding -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fists", "people", "missing"),
    [
        ([], 3, [Missing.ANSWERS]),
        ([5], 3, [Missing.ANSWERS]),
        ([3, 3, 4], 4, []),
        ([5, 5, 0], 3, [Missing.BLOCK]),
        ([5, 5, 1], 3, [Missing.LEAST]),
        ([2, 2, 3], 3, [Missing.MEAN]),
        ([0, 0], 6, [Missing.ANSWERS, Missing.BLOCK, Missing.MEAN]),
        ([], 0, [Missing.ANSWERS]),
    ],
)
def test_the_rule_says_all_that_is_missing(
    fists: list[int], people: int, missing: list[Missing]
) -> None:
    assert list(RULE.missing(Show.of(fists, people))) == missing


@given(st.lists(st.integers(0, 5), max_size=60), st.integers(0, 3))
def test_each_thing_that_is_missing_has_its_sentence(fists: list[int], more: int) -> None:
    show = Show.of(fists, len(fists) + more)

    assert len(why_not(show, RULE)) == len(RULE.missing(show))
    assert (show.answered, sum(show.hands)) == (len(fists), len(fists))


def test_what_is_missing_is_said_in_words() -> None:
    assert why_not(Show.of([5, 0, 1], 6), RULE) == [
        "2 more answers are needed.",
        "Somebody blocks it. Read why, and word it anew.",
        "The mean is 2.0, and 3 is needed.",
    ]
    assert why_not(Show.of([5, 5, 1], 3), RULE) == [
        "One hand is below 2. Ask what would have to be different."
    ]


def test_how_it_stands_is_one_sentence() -> None:
    assert standing(Show.of([], 4)) == "Nobody has answered yet."
    assert standing(Show.of([5, 4, 4, 0, 2, 1, 3], 9)) == (
        "7 of 9 answered: 1 will lead it, 2 think it is good, 1 is fine with it, 1 has doubts, "
        "1 wants to talk more, 1 blocks."
    )


def test_the_rule_is_said_before_anybody_answers() -> None:
    assert in_words(RULE, 6) == (
        "It can be adopted once 5 of the 6 of you have answered, nobody shows less than 2, and the "
        "mean of all hands is 3 or higher."
    )
    assert "80 % of you have answered, nobody blocks" in in_words(Rule(quorum=80, least=1))


# --- what changed ---------------------------------------------------------------------------------


def test_words_that_changed_are_told_from_those_that_stayed() -> None:
    assert differ("We meet to plan labs.", "We meet to think in labs.") == [
        (Edit.SAME, "We meet to "),
        (Edit.TAKEN, "plan"),
        (Edit.ADDED, "think in"),
        (Edit.SAME, " labs."),
    ]


def test_changed_words_beside_each_other_are_read_as_one() -> None:
    told = differ("a red old house", "a blue new house")

    assert told[1:3] == [(Edit.TAKEN, "red old"), (Edit.ADDED, "blue new")]


WORDS = st.text(st.sampled_from("ab c'é\n.,1"), max_size=40)


@given(WORDS, WORDS)
def test_both_wordings_can_be_read_off_what_changed(before: str, after: str) -> None:
    told = differ(before, after)

    assert "".join(text for change, text in told if change is not Edit.ADDED) == before
    assert "".join(text for change, text in told if change is not Edit.TAKEN) == after


def test_very_long_wordings_are_told_as_a_whole() -> None:
    before, after = "a " * MOST, "b " * MOST

    assert differ(before, after) == [(Edit.TAKEN, before), (Edit.ADDED, after)]


# --- values by date -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("2026-10-30, 14", {date(2026, 10, 30): 14}),
        ("Date,Failing\n10/30/2026,14\n1/15/2026,12.5", {date(2026, 10, 30): 14}),
        ("30.10.2026;12,5", {date(2026, 10, 30): 12.5}),
        ("date\tvalue\n2026-10-30\t81 %", {date(2026, 10, 30): 81}),
        ('2026-10-30,"1,250"', {date(2026, 10, 30): 1250}),
        ("30 October 2026; −3", {date(2026, 10, 30): -3}),
    ],
)
def test_values_are_read_as_people_write_them(text: str, values: dict[date, float]) -> None:
    read = read_values(text, TODAY)

    assert {day: read[day] for day in values} == values


def test_every_problem_of_a_list_is_told_with_its_row() -> None:
    text = (
        "date,value\nyesterday,14\n2026-10-30,many\n2026-12-24,3\n2026-10-01,\n,5\n"
        "2026-09-01,4\n2026-09-01,5\n2026-08-01,4,5\n1899-01-01,4"
    )

    with pytest.raises(IntakeError) as refusal:
        read_values(text, TODAY)

    assert refusal.value.problems == (
        "Row 2: “yesterday” is not a date. Write it as 2026-10-30 or 10/30/2026.",
        "Row 3: “many” is not a number.",
        "Row 4: 2026-12-24 is still to come.",
        "Row 5: there is no value beside the date.",
        "Row 6: there is no date. Write it as 2026-10-30 or 10/30/2026.",
        "Row 8: 2026-09-01 stands in row 7 already.",
        "Row 9: “4” and “5” both stand beside the date. Keep one.",
        "Row 10: 1899-01-01 is before 1990. Is the year right?",
    )


@pytest.mark.parametrize("text", ["", "\n\n", "date,value", "nonsense", "=1+1,2", "a,b\nc,d"])
def test_a_list_without_values_is_refused_in_words(text: str) -> None:
    with pytest.raises(IntakeError) as refusal:
        read_values(text, TODAY)

    assert all(one.endswith(".") for one in refusal.value.problems)


@given(st.text(max_size=60))
def test_whatever_is_handed_in_is_values_or_sentences(text: str) -> None:
    found: object = None
    try:
        found = read_values(text, TODAY)
    except IntakeError as error:
        found = error.problems

    assert found


# --- the trend ------------------------------------------------------------------------------------

FEWER = Goal(name="Students who fail", unit="students", direction=Direction.DOWN, target=8)
VALUES = {date(2025, 10, 31): 14.0, date(2026, 2, 27): 15.0, date(2026, 10, 30): 10.0}


def plain(text: str) -> str:
    """A text without the blanks at which no line may break."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def measured(values: dict[date, float], goal: Goal = FEWER) -> Measure:
    return Measure(id="m", of=Party(plg_id="algebra"), goal=goal, values=values)


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ({}, "Students who fail: no value yet"),
        (VALUES, "Students who fail: 10 students, closer to the target of 8 than at first"),
        (
            VALUES | {date(2026, 11, 2): 16.0},
            "Students who fail: 16 students, further from the target of 8 than at first",
        ),
        (VALUES | {date(2026, 11, 2): 8.0}, "Students who fail: 8 students, at the target"),
        ({date(2026, 11, 2): 9.0}, "Students who fail: 9 students"),
    ],
)
def test_the_finding_is_the_title(values: dict[date, float], title: str) -> None:
    assert plain(drawing.title(measured(values))) == title


def test_the_picture_is_told_in_words_and_in_a_table() -> None:
    assert plain(drawing.describe(measured(VALUES))) == (
        "By date. 14 students on 31 October 2025, then 10 students on 30 October 2026. The target "
        "is at most 8 students."
    )
    assert drawing.rows(measured(VALUES))[0] == ["30 October 2026", "10"]


@pytest.mark.parametrize("look", [{}, {"dark": True}, {"narrow": True}])
def test_the_line_goes_through_every_value_and_the_target_is_drawn(look: dict[str, bool]) -> None:
    [axes] = drawing.draw(measured(VALUES), **look).axes

    line, target = axes.lines
    assert np.asarray(line.get_ydata()).tolist() == [14, 15, 10]
    assert np.asarray(target.get_ydata()).tolist() == [8, 8]
    low, high = axes.get_ylim()
    assert low < 8 < 15 < high


@pytest.mark.parametrize("values", [{}, {date(2026, 11, 2): 0.0}])
def test_few_values_can_be_drawn_too(values: dict[date, float]) -> None:
    goal = FEWER.model_copy(update={"target": 0.0})

    assert drawing.draw(measured(values, goal)).axes
