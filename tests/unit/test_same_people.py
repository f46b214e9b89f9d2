"""The page finds the same people in the files of two waves, and shows what they changed by."""

import io
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation

from plgwork.models.exports import Use
from plgwork.models.figures import Row
from plgwork.pages.surveys import SurveysPage, same_people
from plgwork.pages.surveys.pairing import AWAY, BOTH, FIELDS, NO_CODE
from tests.unit.again import DAY, FALL, NORMS, SPRING, asked_again
from tests.unit.surveyed import INSTRUMENT, table
from tests.unit.surveying import (
    begun,
    count,
    hand_in,
    let_out,
    look,
    page_of,
    panel,
    submit,
)
from tests.unit.visiting import Clock, Schools

TITLE = same_people.TITLE
FILES = {"fall.csv": asked_again(FALL), "spring.csv": asked_again(SPRING, higher=0.8)}


@pytest.fixture
def page(schools: Schools, clock: Clock) -> SurveysPage:
    """A leader's page with two waves of one survey, half a year apart, and the later file."""
    found = page_of(schools)
    begun(found, "fall.csv", FILES["fall.csv"], title="How we work", wave="Fall 2025")
    assert found.sitting.survey
    survey = found.sitting.survey.id
    clock.later(days=180)
    hand_in(found, "spring.csv", FILES["spring.csv"])
    count(found, survey=survey, wave="Spring 2026")
    return found


@pytest.fixture
def both(page: SurveysPage) -> SurveysPage:
    """The same page, once the earlier file was handed in again."""
    assert page.sitting.survey
    survey = page.sitting.survey.id
    hand_in(page, "fall.csv", FILES["fall.csv"])
    page.sitting.open_survey(survey)
    return page


def files(page: SurveysPage, *names: str) -> dict[str, str]:
    """The answers of the form that choose these files, the earlier first."""
    known = {one.name: one.id for one in page.workbook.store.drafts.mine()}
    return dict(zip(FIELDS, (known.get(name, "") for name in names), strict=True))


def match(page: SurveysPage, *names: str) -> dict[str, Any]:
    """Have a choice weighed, with these files matched."""
    return submit(page.letting_out.form, breakdowns=[], **files(page, *names))


def let_it_out(page: SurveysPage) -> None:
    """Press the button below what was looked at."""
    page.letting_out.links.receive({"kind": "ask", "text": "Let it out"})


def test_while_a_file_is_gone_it_says_how_to_bring_it_back(page: SurveysPage) -> None:
    assert page.letting_out.form.lines[-1] == AWAY
    assert not {one["name"] for one in page.letting_out.form.fields} & set(FIELDS)


def test_what_was_found_says_what_a_code_is_for(page: SurveysPage) -> None:
    told = panel(page.finding.panels, "A code of their own")

    assert told["kicker"] == "Left out of everything"
    assert told["more"]["summary"] == "5 columns"
    assert DAY in told["more"]["lines"]


def test_of_one_wave_nothing_is_said_of_the_same_people(schools: Schools) -> None:
    page = page_of(schools)
    begun(page, "fall.csv", FILES["fall.csv"])

    assert not [line for line in page.letting_out.form.lines if "code of their own" in line]


def test_the_same_people_are_looked_at_before_they_are_let_out(both: SurveysPage) -> None:
    match(both, "fall.csv", "spring.csv")

    told = panel(both.letting_out.panels, TITLE)
    assert told["kicker"] == "From Fall 2025 to Spring 2026"
    assert told["lines"][0] == (
        "39 people were found again: 81 % of the 48 who answered in Fall 2025, and 76 % of the 51 "
        "in Spring 2026."
    )
    assert both.sitting.survey
    assert both.sitting.survey.releases == []


def test_what_was_let_out_stands_below_the_trend_for_every_leader(
    schools: Schools, both: SurveysPage
) -> None:
    match(both, "fall.csv", "spring.csv")
    let_it_out(both)
    other = page_of(schools, "lou")
    assert both.sitting.survey
    other.sitting.open_survey(both.sitting.survey.id)

    told = panel(other.looking.moved, TITLE)
    figures = panel(other.looking.moved, "By how much the same people changed")

    assert told["lines"][1] == "1 of 3 changes that can be shown is for sure."
    [norms] = told["items"]
    assert norms["title"] == NORMS
    assert norms["text"].startswith("Higher than before by ")
    assert [cells[:2] for cells in figures["table"]["rows"]][1] == [NORMS, "39"]


def test_no_code_is_kept_with_the_survey(both: SurveysPage) -> None:
    match(both, "fall.csv", "spring.csv")
    let_it_out(both)

    assert both.sitting.survey
    [release] = both.sitting.survey.releases
    [found] = release.table.matched
    assert set(found.model_dump()) == {"waves", "n", "people", "words", "rows"}
    kept = [release.model_dump_json(), *(str(one.tally) for one in both.sitting.survey.waves)]
    assert not [one for one in kept if DAY in one]


def test_two_waves_are_matched_once(both: SurveysPage) -> None:
    match(both, "fall.csv", "spring.csv")
    let_it_out(both)

    look(both, "which-school-do-you-work-at")
    let_it_out(both)

    assert both.sitting.survey
    first, second = both.sitting.survey.releases
    assert second.table.matched == first.table.matched
    assert not {one["name"] for one in both.letting_out.form.fields} & set(FIELDS)


def test_a_wrong_file_is_told_at_its_field(both: SurveysPage) -> None:
    turned = match(both, "spring.csv", "fall.csv")["problems"]

    assert turned[FIELDS[0]].startswith("This is not the file that was counted as Fall 2025")
    assert turned[FIELDS[1]].startswith("This is not the file that was counted as Spring 2026")
    assert match(both, "fall.csv", "")["problems"] == {FIELDS[1]: BOTH}
    assert both.letting_out.panels.panels == []


def test_a_file_without_a_code_says_so(both: SurveysPage) -> None:
    file = both.sitting.file
    assert file
    for one in file.found.columns:
        if one.use is Use.CODE:
            file.correct(one.id, one.model_copy(update={"use": Use.LEFT_OUT}))

    assert match(both, "fall.csv", "spring.csv")["problems"] == {FIELDS[0]: NO_CODE}


def test_a_code_of_another_number_of_columns_is_none(both: SurveysPage) -> None:
    file = both.sitting.file
    assert file
    [day] = [one for one in file.found.columns if one.text == DAY]
    file.correct(day.id, day.model_copy(update={"use": Use.LEFT_OUT}))

    told = match(both, "fall.csv", "spring.csv")["problems"][FIELDS[1]]

    assert told.startswith("The code stands in 5 columns of this file, and in 4 columns of the ot")


def test_once_people_were_matched_no_more_groups_are_crossed(both: SurveysPage) -> None:
    match(both, "fall.csv", "spring.csv")
    let_it_out(both)

    assert both.sitting.survey
    assert all(len(by) == 1 for by in both.sitting.survey.breakdowns)


def test_what_is_withheld_of_all_has_its_sentence() -> None:
    [told] = same_people.panels(withheld(), INSTRUMENT)

    assert told["lines"] == ["Withheld."]


def withheld() -> Any:
    """A table whose match is withheld, as it comes back from where it was kept."""
    plain = table(Row(item="purpose", wave="Fall"))
    kept = plain.model_dump() | {"matched": [{"waves": ("Fall", "Spring"), "words": "Withheld."}]}
    return type(plain).model_validate(kept)


def test_files_to_take_away_say_it_too(both: SurveysPage) -> None:
    match(both, "fall.csv", "spring.csv")
    let_it_out(both)
    word, deck, sheets = (both.taking_away.file(one)[2] for one in ("word", "slides", "excel"))

    lines = [one.text for one in Document(io.BytesIO(word)).paragraphs]
    assert f"{TITLE}: Fall 2025 and Spring 2026" in lines
    assert any(one.startswith(f"{NORMS}: Higher than before") for one in lines)
    assert any("found by the codes they made themselves" in one for one in lines)
    titles = [one.shapes.title.text_frame.text for one in Presentation(io.BytesIO(deck)).slides]
    assert TITLE in titles
    sheet = load_workbook(io.BytesIO(sheets))[TITLE]
    assert [sheet.cell(1, 5).value, sheet.cell(2, 5).value] == ["n, both times", 39]


def test_without_a_match_a_release_is_as_it_was(both: SurveysPage) -> None:
    let_out(both)

    assert both.sitting.survey
    assert both.sitting.survey.releases[0].table.matched == ()
    assert not [one for one in both.looking.moved.panels if one["title"] == TITLE]
