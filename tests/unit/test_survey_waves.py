"""A survey asked again: what goes on, where its line breaks, what moved, and what was promised."""

from datetime import date
from typing import Any

import pytest

from plgwork.models.figures import Row, SuppressedTable
from plgwork.models.surveys import Reply
from plgwork.pages.surveys import SurveysPage, moving
from tests.unit.surveyed import INSTRUMENT, full, table
from tests.unit.surveying import (
    GOOGLE,
    QUALTRICS,
    asked,
    begun,
    charts,
    count,
    hand_in,
    let_out,
    page_of,
    panel,
    submit,
)
from tests.unit.surveys import SAMPLES
from tests.unit.visiting import Clock, Schools

CLEAR, CLEARER = "How clear is your goal?", "How clear is your shared goal?"


@pytest.fixture
def page(schools: Schools) -> SurveysPage:
    """The page as a leader opens it."""
    return page_of(schools)


def again(page: SurveysPage, clock: Clock, name: str, data: bytes) -> dict[str, Any]:
    """Hand in another file, and count it as a further wave."""
    assert page.sitting.survey
    survey = page.sitting.survey.id
    clock.later(days=90)
    hand_in(page, name, data)
    return count(page, survey=survey, wave="Fall 2026")


def reworded(old: str, new: str, name: str) -> bytes:
    return (SAMPLES / name).read_bytes().replace(old.encode(), new.encode())


def test_the_line_breaks_where_an_item_is_worded_anew(page: SurveysPage, clock: Clock) -> None:
    begun(page)
    again(page, clock, "fall.csv", reworded("meets on time", "begins on time", QUALTRICS))
    let_out(page)

    assert page.sitting.survey
    [release] = page.sitting.survey.releases
    assert ("q1-2", "Fall 2026") in release.table.reworded
    assert "with new wording" in charts(page)[-1].alt
    assert any(row[0] == "My group begins on time" for row in charts(page)[1].table["rows"])


def test_a_question_under_another_id_goes_on_where_its_owner_says_so(
    page: SurveysPage, clock: Clock
) -> None:
    begun(page, GOOGLE)
    again(page, clock, "fall.csv", reworded(CLEAR, CLEARER, GOOGLE))
    dialog = page.finding.counting.dialog
    assert dialog.shown
    [same] = dialog.fields
    assert same["options"][0]["name"] == f"“{CLEARER}” goes on from “{CLEAR}”"

    submit(dialog, **asked(dialog))
    let_out(page)

    assert page.sitting.survey
    [release] = page.sitting.survey.releases
    waves = [row.wave for row in release.table.of(item="how-clear-is-your-goal", by=())]
    assert waves == ["Spring 2026", "Fall 2026"]
    assert ("how-clear-is-your-goal", "Fall 2026") in release.table.reworded


def test_a_question_that_is_new_is_drawn_beside_the_others(page: SurveysPage, clock: Clock) -> None:
    begun(page, GOOGLE)
    again(page, clock, "fall.csv", reworded(CLEAR, CLEARER, GOOGLE))

    submit(page.finding.counting.dialog, same=[])
    let_out(page)

    assert CLEARER in charts(page)[1].alt
    assert CLEAR not in charts(page)[1].alt


def test_a_reader_who_owns_nothing_sees_what_was_asked_later(
    schools: Schools, page: SurveysPage, clock: Clock
) -> None:
    begun(page, GOOGLE)
    again(page, clock, "fall.csv", reworded(CLEAR, CLEARER, GOOGLE))
    submit(page.finding.counting.dialog, same=[])
    let_out(page, "which-school-do-you-work-at")
    other = page_of(schools, "lou")

    other.handing_in.surveys.receive({"kind": "open", "id": other.handing_in.surveys.rows[0]["id"]})

    assert CLEARER in charts(other)[1].alt
    [fields] = [one for one in other.looking.compare.fields if one["name"] == "by"]
    assert fields["options"][0]["name"] == "Which school do you work at"


def test_results_say_what_was_promised_after_the_wave_before(
    schools: Schools, page: SurveysPage, clock: Clock
) -> None:
    begun(page)
    let_out(page)
    assert page.sitting.survey
    said = Reply(number=1, heard="Time is short.", will_do="Fewer bells.", by_when=date(2027, 1, 8))
    schools.as_seen_by("lee").surveys.answer(page.sitting.survey.id, said)
    assert not [one for one in page.looking.moved.panels if "promised" in one["title"]]

    again(page, clock, QUALTRICS, (SAMPLES / QUALTRICS).read_bytes())
    let_out(page)

    told = panel(page.looking.moved, "What was promised then")
    assert told["kicker"] == "After Spring 2026"
    assert told["items"][1]["text"] == "Fewer bells."
    [before] = page.replying.panels.panels
    assert before["kicker"].startswith("What you said before")


# --- what moved -----------------------------------------------------------------------------------


def waves(before: tuple[int, ...], now: tuple[int, ...]) -> SuppressedTable:
    return table(full("purpose", before, wave="Fall"), full("purpose", now, wave="Spring"))


def test_answers_that_moved_below_the_favourable_ones_are_told_of() -> None:
    [told] = moving.panels(waves((40, 5, 5, 20, 20), (3, 7, 40, 20, 20)), INSTRUMENT)

    assert told["title"] == "What moved, and what did not"
    [item] = told["items"]
    assert item["title"] == INSTRUMENT.item("purpose").text
    assert item["text"].startswith("Answers as a whole are a little higher, though the favourable")


def test_a_question_worded_anew_is_compared_with_nothing() -> None:
    both = waves((40, 5, 5, 20, 20), (3, 7, 40, 20, 20))
    changed = both.model_copy(update={"reworded": (("purpose", "Spring"),)})

    assert list(moving.panels(changed, INSTRUMENT)) == []


def test_what_is_withheld_is_compared_with_nothing() -> None:
    one = table(Row(item="purpose", wave="Fall"), full("purpose", (1, 2, 3, 4, 5), wave="Spring"))

    assert list(moving.panels(one, INSTRUMENT)) == []
