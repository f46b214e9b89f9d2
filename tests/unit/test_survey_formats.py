"""An export is recognised by its marks, and every row of it is a respondent or has a reason."""

import hashlib

import pytest

from plgwork.errors import IntakeError
from plgwork.intake.surveys import code, find, open_export
from plgwork.models.exports import Format, Use
from tests.unit.surveys import NAMES, SAMPLES, column, families, found_in, sample, table, used

AGREEMENT = (
    "Strongly disagree",
    "Disagree",
    "Neither agree nor disagree",
    "Agree",
    "Strongly agree",
)


@pytest.mark.parametrize("name", NAMES)
def test_each_tool_is_recognised_with_reasons(name: str) -> None:
    export = sample(name)

    assert name.startswith(export.format.value)
    assert export.why


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("as_format", [*Format])
def test_no_row_is_lost_whatever_a_file_is_taken_for(name: str, as_format: Format) -> None:
    data = (SAMPLES / name).read_bytes()
    try:
        export = open_export(data, name, as_format)
    except IntakeError:
        return  # all of its rows are heads, taken for that
    found = find(export, families())

    assert found.rows == found.respondents + sum(one.rows for one in found.dropped)
    assert all(one.reason for one in found.dropped)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_personal_goes_on(name: str) -> None:
    export = sample(name)
    found = find(export, families())
    answers = code(export, found)
    kept = {item.column for item in answers.instrument.items}
    kept |= {one.heading for one in answers.groupings}

    assert not kept & set(found.personal)
    assert found.digest == hashlib.sha256((SAMPLES / name).read_bytes()).hexdigest()


@pytest.mark.parametrize("name", NAMES)
def test_open_answers_stand_in_no_order_of_rows(name: str) -> None:
    export = sample(name)
    answers = code(export, find(export, families()))

    assert all(list(one.texts) == sorted(one.texts) for one in answers.open)


@pytest.mark.parametrize("name", ["google-forms-form.csv", "google-forms-sheet.csv"])
def test_options_that_hold_a_comma_stay_whole(name: str) -> None:
    brought = column(find(sample(name), families()), "What do you bring")

    assert brought.use is Use.SEVERAL
    assert set(brought.labels) == {"Drafts, plans and tests", "Student work", "Questions"}


def test_the_form_and_its_sheet_count_the_same() -> None:
    exports = [sample(f"google-forms-{name}.csv") for name in ("form", "sheet")]
    form, sheet = (code(one, find(one, families())) for one in exports)
    by_text = [
        {item.text: one.codes[:, at].tolist() for at, item in enumerate(one.instrument.items)}
        for one in (form, sheet)
    ]

    assert by_text[0] == by_text[1]


def test_a_row_of_a_grid_is_told_from_its_question() -> None:
    one = column(find(sample("google-forms-form.csv"), families()), "Look at student work")

    assert (one.text, one.stem) == ("Look at student work", "How often does your group …?")


@pytest.mark.parametrize("name", ["microsoft-forms.csv", "microsoft-forms.xlsx"])
def test_who_and_when_of_microsoft_forms_stay_behind(name: str) -> None:
    found = find(sample(name), families())

    assert found.personal == ("ID", "Start time", "Completion time", "Email", "Name")
    assert column(found, "I can speak freely in my group").labels == AGREEMENT
    assert set(column(found, "Which roles").labels) == {"Member", "Facilitator", "Coach"}


@pytest.mark.parametrize(
    "name", ["qualtrics-three-heads.csv", "qualtrics-two-heads.csv", "qualtrics-tabs-utf16.tsv"]
)
def test_a_row_of_heads_taken_out_costs_no_respondent(name: str) -> None:
    found = find(sample(name), families())

    assert (found.rows, found.respondents) == (28, 26)
    assert sorted(one.rows for one in found.dropped) == [1, 1]
    assert column(found, "My group has a purpose").stem.startswith("Please say how far")
    assert "Order" in used(found, Use.LEFT_OUT)


def test_a_misspelt_answer_is_put_in_its_place_and_said() -> None:
    one = column(find(sample("qualtrics-three-heads.csv"), families()), "My group has a purpose")

    assert one.labels == ("stronlgy disagree", *AGREEMENT[1:])
    assert "“stronlgy disagree” is read as “Strongly disagree”" in one.why


def test_an_item_worded_the_other_way_is_proposed_and_never_turned() -> None:
    found = find(sample("qualtrics-three-heads.csv"), families())
    against = [one.text for one in found.columns if one.reverse_proposed]

    assert against == ["Meetings feel like a waste"]
    assert not any(one.reverse for one in found.columns)


def test_names_of_the_older_qualtrics_are_taken_from_its_second_row() -> None:
    found = find(sample("qualtrics-legacy.csv"), families())

    assert found.respondents == 12
    assert {"V1", "V3", "V5", "V6", "V8"} <= set(found.personal)


def test_a_question_of_surveymonkey_stands_over_all_its_columns() -> None:
    found = find(sample("surveymonkey-expanded.csv"), families())
    rated = [one for one in found.columns if one.stem == "How satisfied are you with …"]

    assert [one.text for one in rated] == [
        "Your group’s goal",
        "Your group’s time",
        "Your group’s café",
    ]
    assert {one.labels[0] for one in rated} == {"Very dissatisfied"}
    assert used(found, Use.SEVERAL) == ["Protocols", "Student work"]
    assert [(one.reason, one.rows) for one in found.dropped] == [("Nothing stands in the row.", 1)]


def test_three_rows_of_heads_are_read_together() -> None:
    found = find(sample("surveymonkey-three-heads.csv"), families())

    assert [one.text for one in found.columns if one.stem] == [
        "September – Pace",
        "September – Purpose",
        "October – Pace",
        "October – Purpose",
    ]


@pytest.mark.parametrize("name", ["limesurvey-both.csv", "limesurvey-text.csv"])
def test_answers_of_limesurvey_lose_their_blanks_and_marks(name: str) -> None:
    found = find(sample(name), families())

    assert column(found, "ask for help?").spellings["Never "] == "Never"
    assert column(found, "How safe").labels[0] == "Not at all safe"
    assert used(found, Use.SEVERAL) == ["Minutes", "Agendas"]
    assert (found.rows, found.respondents) == (24, 23)
    assert any("1 began and did not send it" in one for one in found.warnings)


def test_codes_without_words_are_said() -> None:
    found = find(sample("limesurvey-codes.csv"), families())

    assert any("codes such as A1" in one for one in found.warnings)


def test_spss_names_its_answers_even_those_nobody_gave() -> None:
    found = find(sample("spss.sav"), families())
    one = column(found, "The protocol")

    assert one.labels == (
        "Not at all",
        "A bit of it",
        "About half of it",
        "Most of it",
        "All of it",
    )
    assert one.apart == ("I was away",)
    assert column(found, "Your school").use is Use.GROUP
    assert found.personal == ("staffid",)


def test_any_table_will_do() -> None:
    found = find(sample("plain-semicolons-windows.csv"), families())

    assert column(found, "Café").labels == ("Café", "Staff room")
    assert column(found, "The task").lowest == 0
    assert len(column(found, "The task").labels) == 11
    assert column(found, "How well").labels[0] == "1 - Not at all well"
    assert column(found, "Your code").use is Use.CODE
    assert used(found, Use.PERSONAL) == ["Teacher"]


def test_a_table_without_heads_keeps_its_first_row() -> None:
    found = found_in("1,2,5\n2,2,4\n3,1,5\n")

    assert found.respondents == 3
    assert any("The first row holds answers" in one for one in found.warnings)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("First letter of your mother’s first name", True),
        ("What day of the month were you born?", True),
        ("Last two digits of your phone number", True),
        ("How many older siblings do you have?", True),
        ("Mother’s first name (initial)", True),
        ("Which day of the month suits you best?", False),
        ("How many days a month does your group meet?", False),
    ],
)
def test_a_piece_of_a_code_is_known_by_its_question(asked: str, code: bool) -> None:
    found = found_in(table((asked, ["A", "B", "A", "C", "B", "A"]), ("School", ["O", "H"] * 3)))

    assert (column(found, asked).use is Use.CODE) is code


def test_days_that_were_asked_for_are_no_gap_between_answers() -> None:
    started = [f"2026-05-{11 + at % 3} 07:{at + 10}:00" for at in range(24)]
    joined = [f"{2016 + at % 9}-08-{at + 1:02} 00:00:00" for at in range(24)]
    file = table(
        ("ID", [str(at + 1) for at in range(24)]),
        ("Start time", started),
        ("Completion time", started),
        ("When did you join your PLG?", joined),
        ("It is clear why we meet.", ["Agree", "Disagree"] * 12),
    )

    found = found_in(file)

    assert "When did you join your PLG?" in found.personal
    assert not any("in between" in one for one in found.warnings)


def test_a_table_whose_moments_no_heading_tells_is_still_looked_at_for_two_waves() -> None:
    days = ["2025-10-01 08:00:00"] * 12 + ["2026-04-01 08:00:00"] * 12
    file = table(("Cuándo", days), ("It is clear why we meet.", ["Agree", "Disagree"] * 12))

    assert any("6 months in between" in one for one in found_in(file).warnings)


def test_a_question_of_how_often_asks_which_end_is_good_news() -> None:
    often = ["Never", "Rarely", "Sometimes", "Often", "Always"] * 5
    agreed = [*AGREEMENT] * 5
    file = table(("How often is PLG time taken?", often), ("It is clear why we meet.", agreed))

    [said] = [one for one in found_in(file).warnings if "bad news" in one]

    assert said.startswith("“How often is PLG time taken?”: the more often")
    assert "clear why" not in said
