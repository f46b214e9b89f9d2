"""Answers become a scale by what they say; nobody's answer is moved without a word."""

import numpy as np
import pytest

from plgwork.intake.surveys import code, find, open_export
from plgwork.models.answers import APART, MISSING
from plgwork.models.exports import Use
from plgwork.models.instruments import Item, Kind, favourable_of, good_half
from tests.unit.surveys import column, families, found_in, read, table, used

FIVE = ["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"]


@pytest.mark.parametrize("family", families(), ids=lambda one: one.id)
def test_every_scale_of_every_family_is_read_as_itself(family: object) -> None:
    for anchors in family.scales:  # type: ignore[attr-defined]  # parametrize types it as object
        found = found_in(table(("What do you say?", [*reversed(anchors.labels)] * 3)))
        one = found.columns[0]
        assert (one.use, one.labels) == (Use.SCALE, anchors.labels)
        assert one.favourable == anchors.favourable


@pytest.mark.parametrize(
    "spelling",
    ["AGREE", " agree ", "Agree\u00a0", "\ufeffAgree", "Ａgree", "Agree."],
    ids=["case", "blanks", "no-break", "mark", "width", "full stop"],
)
def test_another_spelling_is_the_same_answer_and_reported(spelling: str) -> None:
    found, answers = read(table(("I belong here", [*FIVE, *FIVE, spelling])))

    assert found.columns[0].spellings == {spelling: "Agree"}
    assert answers.codes[-1, 0] == 3


def test_a_category_that_nobody_used_in_one_row_of_a_grid_stays() -> None:
    cells = FIVE * 3
    found = found_in(
        table(("Say: [One]", cells), ("Say: [Two]", ["Agree", "Disagree", "Strongly agree"] * 5))
    )

    assert {one.labels for one in found.columns} == {tuple(FIVE)}
    assert [scale.id for scale in found.scales] == []


def test_three_rows_of_a_grid_are_proposed_as_one_scale() -> None:
    found = found_in(table(*((f"Say: [{one}]", FIVE * 3) for one in ("One", "Two", "Three"))))

    assert [scale.items for scale in found.scales] == [("one", "two", "three")]


@pytest.mark.parametrize(
    ("cells", "labels", "lowest"),
    [
        (["2", "4", "5"], ("1", "2", "3", "4", "5"), 1),
        (["2.0", "4.0", ""], ("1", "2", "3", "4"), 1),
        (["0", "10", "7"], tuple(map(str, range(11))), 0),
        (["-2", "1", "2"], ("-2", "-1", "0", "1", "2"), -2),
        (["1 (None at all)", "3", "4 (All)"], ("1 (None at all)", "2", "3", "4 (All)"), 1),
        (["0 - Never", "1", "2 - Always"], ("0 - Never", "1", "2 - Always"), 0),
        (["5", "5", "5"], ("1", "2", "3", "4", "5"), 1),
    ],
)
def test_numbers_are_a_scale_from_its_lowest(
    cells: list[str], labels: tuple[str, ...], lowest: int
) -> None:
    one = found_in(table(("How far along are you?", cells * 4))).columns[0]

    assert (one.use, one.labels, one.lowest) == (Use.SCALE, labels, lowest)


def test_numbers_before_words_decide_their_order() -> None:
    cells = ["4 - Very impressive", "1 - Dull", "3 - Fine", "2 - So so"]
    one = found_in(table(("The visit", cells * 3))).columns[0]

    assert one.labels == ("1 - Dull", "2 - So so", "3 - Fine", "4 - Very impressive")
    assert one.favourable == 2


def test_words_decide_where_numbers_run_the_other_way() -> None:
    cells = ["1 - Strongly agree", "2 - Agree", "3 - Disagree", "4 - Strongly disagree"]
    one = found_in(table(("I belong here", cells * 3))).columns[0]

    assert one.labels[-1] == "1 - Strongly agree"
    assert "run against the words" in one.why


def test_an_order_told_from_words_is_said_to_be_looked_at() -> None:
    cells = ["Not at all welcome", "Somewhat welcome", "Extremely welcome"]
    found = found_in(table(("As a guest I felt", cells * 4)))

    assert found.columns[0].labels == tuple(cells)
    assert any("Is it right?" in one for one in found.warnings)


@pytest.mark.parametrize("headings", [("Lights: [Goal]", "Lights: [Time]"), ("Goal", "Time")])
def test_a_scale_nobody_can_order_gets_a_way_on(headings: tuple[str, str]) -> None:
    cells = ["Red", "Amber", "Green"] * 4
    found = found_in(table((headings[0], cells), (headings[1], [*cells[:-1], "Black"])))

    assert {one.use for one in found.columns} == {Use.CHOICE}
    [said] = found.cautions
    assert "“Goal” and “Time” have the same answers" in said
    assert "lowest first" in said


def test_how_often_in_meetings_is_in_order_though_the_question_names_a_group() -> None:
    cells = ["Never", "Once or twice", "About monthly", "At most meetings", "At every meeting"]
    one = found_in(table(("My PLG time was taken for other things.", cells * 3))).columns[0]

    assert (one.use, one.labels, one.favourable) == (Use.SCALE, tuple(cells), 2)


def test_a_column_with_the_answers_of_a_question_is_a_question_and_no_grouping() -> None:
    lights, schools = ["Red", "Amber", "Green"] * 4, ["Oak", "Elm", "Ash"] * 4
    found = found_in(
        table(
            ("How did the year go?", lights),
            ("Our team decides what it works on.", lights[::-1]),
            ("Where should we meet next?", schools),
            ("Which school do you work at?", schools),
        )
    )

    assert [one.use for one in found.columns] == [Use.CHOICE, Use.CHOICE, Use.CHOICE, Use.GROUP]
    assert "same answers as “How did the year go?”" in found.columns[1].why


def test_the_good_half_of_labelled_answers_is_favourable() -> None:
    told = {
        anchors.labels: anchors.favourable
        for one in families()
        for anchors in one.scales
        if anchors.favourable != good_half(len(anchors.labels))
    }
    agreeing = ["Strongly disagree", "Disagree", "Somewhat disagree"]
    agreeing += ["Somewhat agree", "Agree", "Strongly agree"]
    found = found_in(table(("I am heard", agreeing * 2), ("Rate it", [*"123456"] * 2)))

    # “Often” is good wherever it stands.
    assert told == {("Never", "Sometimes", "Often", "Very often", "Always"): 3}
    assert [one.favourable for one in found.columns] == [3, 2]


def test_what_counts_as_favourable_is_said_of_each_kind_of_answers() -> None:
    agreed = Item(
        id="a", text="Agreed?", labels=("Disagree", "Agree", "Strongly agree"), favourable=2
    )
    slid = Item(id="b", text="How far?", labels=tuple(map(str, range(11))), favourable=5)

    assert favourable_of([agreed, agreed]) == "Favourable: Agree or Strongly agree."
    assert favourable_of([agreed, slid, slid]) == (
        "Favourable: Agree or Strongly agree (1 question); 6 to 10 (2 questions)."
    )
    assert favourable_of([]) == ""


@pytest.mark.parametrize(("never", "said"), [(2, 0), (20, 1)])
def test_an_answer_nobody_gave_is_said_only_where_that_is_no_chance(never: int, said: int) -> None:
    rest = ["Rarely", "Sometimes", "Often", "Always"]
    asked = [["Never"] * never, rest * 10, rest * 5]
    others = [cell for cells in asked for cell in cells]
    found = found_in(table(("We meet", others), ("We talk", (rest * 20)[: len(others)])))

    assert sum("given by nobody" in one for one in found.warnings) == said


@pytest.mark.parametrize(
    "cell", ["Don't know", "N/A", "Not applicable", "Prefer not to say", "Unfamiliar (N/A)"]
)
def test_what_is_on_no_scale_stands_apart(cell: str) -> None:
    found, answers = read(table(("I belong here", [*FIVE, cell, ""]), ("Why?", list("abcdefg"))))

    assert found.columns[0].labels == tuple(FIVE)
    assert found.columns[0].apart == (cell,)
    assert answers.codes[:, 0].tolist() == [0, 1, 2, 3, 4, APART, MISSING]


def test_several_in_a_cell_are_missing_only_where_nothing_was_ticked() -> None:
    _, answers = read(
        table(("Which?", ["Tea;Water;", "Tea;", "", "Water;", "Tea;"]), ("Why?", list("abcde")))
    )
    tea, water = (answers.codes[:, at].tolist() for at in (0, 1))

    assert {item.kind for item in answers.instrument.items} == {Kind.OPTION}
    assert (tea, water) == ([1, 1, -1, 0, 1], [1, 0, -1, 1, 0])


def test_a_correction_is_what_counts() -> None:
    text = table(("Lights", ["Red", "Green", "Amber"] * 4))
    export = open_export(text.encode(), "answers.csv")
    found = find(export, families())
    change = {"use": Use.SCALE, "labels": ("Red", "Amber", "Green"), "favourable": 1}
    corrected = found.model_copy(update={"columns": (found.columns[0].model_copy(update=change),)})
    answers = code(export, corrected, wave="spring")

    assert answers.codes.dtype == np.int8
    assert answers.codes[:3, 0].tolist() == [0, 2, 1]
    assert (answers.wave, answers.instrument.items[0].kind) == ("spring", Kind.SCALE)


def test_groups_know_who_is_in_none() -> None:
    schools = ["Oak", "Mill", "Prefer not to say", ""] * 3
    _, answers = read(table(("Your school", schools), ("I belong here", ["Agree", "Disagree"] * 6)))
    grouping = answers.groupings[0]

    assert grouping.labels == ("Mill", "Oak")
    assert grouping.codes[:4].tolist() == [1, 0, -1, -1]


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Contact", [f"p{at}@oak.org" for at in range(6)]),
        ("Where", [f"192.0.2.{at}" for at in range(6)]),
        ("Key", [f"R_{at:015d}" for at in range(6)]),
        ("When", [f"2026-03-0{at + 1} 10:00" for at in range(6)]),
        ("What is your full name?", ["Ana", "Ben", "Ana", "Ben", "Chi", "Chi"]),
        ("Employee ID", ["12", "13", "14", "15", "16", "17"]),
        ("LocationLatitude", ["47.1", "47.1", "47.2", "47.3", "47.1", "47.1"]),
        ("Phone number", ["555-0101"] * 6),
    ],
)
def test_what_points_to_a_person_is_found_by_heading_or_content(
    heading: str, cells: list[str]
) -> None:
    found = found_in(table((heading, cells), ("I belong here", ["Agree", "Disagree"] * 3)))

    assert found.personal == (heading,)


@pytest.mark.parametrize("heading", ["Name of your school", "School name", "Which grade level?"])
def test_a_group_is_no_person(heading: str) -> None:
    found = found_in(table((heading, ["Oak", "Mill"] * 6)))

    assert used(found, Use.GROUP) == [heading]


def test_what_one_person_alone_chose_to_write_is_put_together() -> None:
    cells = ["Room 4"] * 10 + ["Hall"] * 10 + ["Yard"] * 9 + [f"By the {one}" for one in "abcdefg"]
    one = column(found_in(table(("Where do you like to sit?", cells))), "sit")

    assert set(one.labels) == {"Hall", "Room 4", "Yard", "Other answers"}
    assert one.labels[-1] == "Other answers"


@pytest.mark.parametrize(
    "labels",
    [
        ("Never", "Once a year or less", "2-4 times a year", "1-3 times a month", "Once a week"),
        ("Never", "Once a year or less", "Once a month or less", "A few times per month"),
        ("Once a semester", "Every other month", "Monthly", "Biweekly", "Weekly", "Daily"),
        ("Never", "Less than once a month", "At least once a month", "Almost every day"),
        ("Never", "Once in a while", "About half the time", "Usually", "Always"),
        ("No, not at all rude", "Yes, somewhat rude", "Yes, very rude"),
    ],
    ids=lambda labels: labels[-1],
)
def test_an_order_is_told_from_how_often_and_how_much(labels: tuple[str, ...]) -> None:
    one = found_in(table(("How is it?", [*sorted(labels)] * 3))).columns[0]

    assert (one.use, one.labels) == (Use.SCALE, labels)


def test_answers_about_one_time_in_two_ways_are_in_no_order() -> None:
    cells = ["Daily", "Every day", "Weekly"] * 4

    assert found_in(table(("How often?", cells))).columns[0].use is Use.CHOICE


def test_the_codes_of_a_grid_keep_the_order_of_the_questionnaire() -> None:
    found = found_in(
        table(
            ("Q1[SQ001]. Say: [One]", ["A1", "A2", "A5"] * 4),
            ("Q1[SQ002]. Say: [Two]", ["A2", "A5", "A1"] * 4),
            ("Q2. Say", ["A1", "A2", "A5"] * 4),
        )
    )

    grid, other, alone = found.columns
    assert grid.labels == other.labels == ("A1", "A2", "A3", "A4", "A5")
    assert alone.use is Use.CHOICE
    assert any("codes such as A1" in one for one in found.warnings)
    assert any("told from" in one for one in found.warnings)


def test_a_rare_nought_is_asked_about() -> None:
    often = ["1", "2", "3", "4"] * 30
    found = found_in(table(("Pace", [*often, "0"]), ("Trust", [*often[5:], *"000000"])))

    asked = [one for one in found.warnings if "hardly anybody answered 0" in one]
    assert len(asked) == 1
    assert asked[0].startswith("“Pace”: ")


def test_a_wish_for_a_group_does_not_tell_groups_apart() -> None:
    found = found_in(
        table(
            ("Which PLG are you in?", ["Algebra", "Civics"] * 9),
            ("What would make your PLG more useful?", ["More time.", "Fewer forms."] * 9),
        )
    )

    assert [one.use for one in found.columns] == [Use.GROUP, Use.CHOICE]
