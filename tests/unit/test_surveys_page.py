"""The page for surveys: what each step shows and keeps, and what it never lets out."""

import base64
import io
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation

from plgwork.analysis.written import read as read_tally
from plgwork.models.exports import Format, Use
from plgwork.models.figures import Roster
from plgwork.models.surveys import KEPT
from plgwork.pages.home import build as build_home
from plgwork.pages.surveys import SurveysPage
from plgwork.pages.surveys.shelf import OpenSurvey
from plgwork.widgets import Upload
from tests.unit.surveying import (
    APART,
    CHECK_IN,
    CHECK_IN_NAME,
    GOOGLE,
    QUALTRICS,
    SMALL,
    asked,
    begun,
    cells,
    charts,
    choose,
    correct,
    count,
    hand_in,
    let_out,
    look,
    page_of,
    panel,
    steps,
    submit,
    with_an_annex,
)
from tests.unit.surveys import SAMPLES, table
from tests.unit.visiting import Clock, Schools

MEETS, SCHOOL = "look-at-student-work", "which-school-do-you-work-at"
WRITTEN = "what-would-help-your-group"
# Thirty people: two kinds of questions without an order, and one in two lines.
CHOSEN = table(
    ("What is your role?", ["Teacher"] * 27 + ["Aide"] * 3),
    ("I feel safe to show\nwhat did not go well.", ["Agree", "Disagree", "Strongly agree"] * 10),
    ("Who sets your agenda?", ["All of us", "All of us", "The facilitator"] * 10),
    ("What did you do?", ["Work;", "Work;Data;", "Plans;"] * 10),
).encode()
OFTEN = ("Never", "Rarely", "Sometimes", "Often", "Always")


@pytest.fixture
def page(schools: Schools) -> SurveysPage:
    """The page as a leader opens it."""
    return page_of(schools)


# --- a file that comes in pieces -----------------------------------------------------------------


def test_a_file_is_whole_when_its_last_piece_has_come() -> None:
    upload, came = Upload(), list[tuple[str, bytes]]()
    upload.when_whole(lambda name, data: came.append((name, data)))
    head = {"kind": "piece", "ticket": 5, "name": "a.csv", "size": 4}

    upload.collect(head | {"at": 0}, [b"ab"])
    upload.collect(head | {"at": 0}, [b"ab"])
    upload.collect(head | {"at": 2}, [memoryview(b"cd")])

    assert came == [("a.csv", b"abcd")]


def test_a_piece_of_another_file_and_one_too_large_are_let_pass() -> None:
    upload, came = Upload(most=3), list[tuple[str, bytes]]()
    upload.when_whole(lambda name, data: came.append((name, data)))

    upload.collect({"kind": "piece", "ticket": 5, "name": "a", "size": 4, "at": 0}, [b"abcd"])
    upload.collect({"kind": "piece", "ticket": 6, "name": "a", "size": 3, "at": 2}, [b"c"])
    upload.collect({"kind": "piece", "ticket": "x", "at": None}, [b"c"])
    upload.collect("piece", [b"c"])

    assert came == []


# --- the file ------------------------------------------------------------------------------------


def test_before_one_chooses_a_file_it_says_what_happens_to_it(page: SurveysPage) -> None:
    note = page.handing_in.upload.note

    assert "yours alone for seven days" in note
    assert "20 MB" in note


def test_a_file_is_read_and_kept_as_a_draft(schools: Schools, page: SurveysPage) -> None:
    answer = hand_in(page, GOOGLE)

    assert answer["status"] == f"{GOOGLE} is read: 24 people answered."
    [draft] = schools.as_seen_by("lee").drafts.mine()
    assert cells(page.handing_in.drafts)[draft.id][0] == GOOGLE
    assert steps(page)["your-file"] == (GOOGLE, True)
    assert schools.as_seen_by("lou").drafts.mine() == []


def test_a_files_name_is_kept_as_it_can_be_shown(schools: Schools, page: SurveysPage) -> None:
    hand_in(page, "fall\x00\n" + "x" * 300, (SAMPLES / GOOGLE).read_bytes())

    [draft] = schools.as_seen_by("lee").drafts.mine()
    assert draft.name == "fall" + "x" * 196


def test_an_invented_file_can_be_tried(schools: Schools, page: SurveysPage) -> None:
    page.handing_in.trying.receive({"kind": "ask", "text": "Try it with an invented file"})

    [draft] = schools.as_seen_by("lee").drafts.mine()
    assert draft.name == "staff-survey.csv"
    assert page.notice.text == "staff-survey.csv is read: 41 invented people answered."


def test_a_file_that_cannot_be_read_is_not_kept(schools: Schools, page: SurveysPage) -> None:
    answer = hand_in(page, "holiday.csv", b"\x89PNG\r\n\x1a\n\x00\x00")

    assert answer["problem"]
    assert schools.as_seen_by("lee").drafts.mine() == []
    assert page.sitting.file is None


def test_one_goes_on_with_a_draft_as_it_was_corrected(schools: Schools, page: SurveysPage) -> None:
    hand_in(page, GOOGLE)
    correct(page, MEETS, favourable="1")
    later = page_of(schools)
    [draft] = later.handing_in.drafts.rows

    later.handing_in.drafts.receive({"kind": "open", "id": draft["id"]})

    assert "the highest 1 favourable" in cells(later.finding.columns)[MEETS][2]


def test_a_draft_whose_week_is_over_says_so(
    clock: Clock, schools: Schools, page: SurveysPage
) -> None:
    hand_in(page, GOOGLE)
    [draft] = page.handing_in.drafts.rows
    clock.later(days=KEPT.days)

    page.handing_in.drafts.receive({"kind": "open", "id": draft["id"]})

    assert page.notice.text.startswith("This file was kept for a week, and is gone.")


def test_a_file_is_deleted_for_good_after_one_was_asked(
    schools: Schools, page: SurveysPage
) -> None:
    hand_in(page, GOOGLE)

    page.handing_in.onward.receive({"kind": "ask", "text": "Delete this file"})
    assert page.handing_in.dialog.shown
    submit(page.handing_in.dialog)

    assert schools.as_seen_by("lee").drafts.mine() == []
    assert steps(page)["your-file"] == ("none open", False)
    assert panel(page.finding.panels, "No file is open")


def test_another_window_shows_a_file_that_was_handed_in_here(
    schools: Schools, page: SurveysPage
) -> None:
    other = page_of(schools)
    hand_in(page, GOOGLE)

    other.live.receive({"kind": "changed", "topic": "person:lee"})

    assert [one["cells"][0] for one in other.handing_in.drafts.rows] == [GOOGLE]


@pytest.mark.parametrize("tool", ["google", "qualtrics", "limesurvey", "paper"])
def test_a_questionnaire_is_taken_away_for_a_tool(page: SurveysPage, tool: str) -> None:
    asking = page.handing_in.asking
    asking.table.receive({"kind": "open", "id": "plg-health"})

    submit(asking.dialog, tool=tool)

    assert not asking.dialog.shown
    name, media, data = asking.file("plg-health", tool)
    assert name.startswith(f"plg-health-{tool}.")
    assert "/" in media
    assert data


# --- what was found ------------------------------------------------------------------------------


def test_it_says_what_wrote_the_file_and_what_became_of_every_row(page: SurveysPage) -> None:
    hand_in(page, QUALTRICS)

    told = panel(page.finding.panels, "Qualtrics")
    assert told["lines"][0].startswith("One row holds import ids.")
    assert ["Rows in the file", "28"] in told["facts"]
    assert ["People who answered", "26"] in told["facts"]
    assert ["Rows left out", "2"] in told["facts"]
    assert told["items"][0]["text"] == (
        "1 row left out: A preview, a test or spam, not a respondent."
    )
    assert "IPAddress" in panel(page.finding.panels, "What points to a person")["more"]["lines"]


def test_every_column_says_what_it_is_read_as(page: SurveysPage) -> None:
    hand_in(page, GOOGLE)

    shown = cells(page.finding.columns)
    assert shown[MEETS][1] == "Answers from low to high"
    assert shown[MEETS][2].startswith("Never · Rarely · Sometimes · Often · Always")
    assert shown[SCHOOL][1] == "A group people belong to"
    assert shown["timestamp"][1] == "Points to a person: left out"


def test_a_column_is_corrected_and_stays_so(schools: Schools, page: SurveysPage) -> None:
    hand_in(page, GOOGLE)

    answer = correct(
        page, MEETS, labels="\n".join(reversed(OFTEN)), favourable="1", reverse=["reverse"]
    )

    assert answer["problems"] == {}
    [draft] = schools.as_seen_by("lee").drafts.mine()
    kept = schools.as_seen_by("lee").drafts.correction(draft.digest)
    assert kept
    [column] = [one for one in kept.columns if one.id == MEETS]
    assert (column.labels, column.favourable, column.reverse) == (OFTEN[::-1], 1, True)
    assert "turned in scores" in cells(page.finding.columns)[MEETS][2]


def test_an_answer_moves_apart_from_the_scale(page: SurveysPage) -> None:
    hand_in(page, GOOGLE)

    correct(page, MEETS, labels="\n".join(OFTEN[1:]), apart="Never")

    assert cells(page.finding.columns)[MEETS][2].endswith("apart: Never")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"labels": "Never\nRarely\nSometimes\nOften"}, "labels"),
        ({"labels": "\n".join((*OFTEN, "Often"))}, "labels"),
        ({"apart": "Often"}, "apart"),
        ({"favourable": "5"}, "favourable"),
        ({"favourable": "some"}, "favourable"),
    ],
)
def test_a_correction_that_would_lose_answers_is_told_at_its_field(
    page: SurveysPage, values: dict[str, str], field: str
) -> None:
    hand_in(page, GOOGLE)

    answer = correct(page, MEETS, **values)

    assert set(answer["problems"]) == {field}
    assert page.sitting.file
    column = page.sitting.file.column(MEETS)
    assert column
    assert column.labels == OFTEN


def test_a_column_without_answers_shows_those_that_stand_in_it(page: SurveysPage) -> None:
    hand_in(page, GOOGLE)

    answer = correct(page, WRITTEN, use=Use.CHOICE.value)
    form = page.finding.column.form

    assert "labels" in answer["problems"]
    assert form.shown
    assert asked(form)["labels"].startswith("More time on day 1, please, and a room")
    assert submit(form)["problems"] == {}
    assert cells(page.finding.columns)[WRITTEN][1] == "One of several answers"


def test_another_tool_is_chosen_by_hand(page: SurveysPage) -> None:
    hand_in(page, GOOGLE)

    submit(page.finding.tool, tool=Format.PLAIN.value)

    assert panel(page.finding.panels, "a plain table")["lines"] == ["You said so."]


def test_nothing_is_counted_before_one_says_so(schools: Schools, page: SurveysPage) -> None:
    hand_in(page, GOOGLE)
    assert schools.as_seen_by("lee").surveys.seen() == []

    assert set(count(page, title=" ", wave="")["problems"]) == {"title", "wave"}
    assert schools.as_seen_by("lee").surveys.seen() == []

    assert count(page)["problems"] == {}
    [survey] = schools.as_seen_by("lee").surveys.seen()
    [wave] = schools.as_seen_by("lee").surveys.waves(survey.id)
    assert (survey.title, wave.name, wave.respondents) == ("Our groups", "Spring 2026", 24)
    assert steps(page)["what-was-found"] == ("counted", True)


def test_a_further_wave_is_counted_beside_the_first(
    clock: Clock, schools: Schools, page: SurveysPage
) -> None:
    hand_in(page, GOOGLE)
    count(page)
    [survey] = schools.as_seen_by("lee").surveys.seen()
    clock.later(days=2)

    count(page, survey=survey.id, wave="Fall 2026")

    waves = schools.as_seen_by("lee").surveys.waves(survey.id)
    assert [one.name for one in waves] == ["Spring 2026", "Fall 2026"]


def test_a_file_with_other_answers_is_no_further_wave(schools: Schools, page: SurveysPage) -> None:
    hand_in(page, GOOGLE)
    count(page)
    [survey] = schools.as_seen_by("lee").surveys.seen()
    hand_in(page, GOOGLE)
    correct(page, MEETS, labels="\n".join(OFTEN[1:]), apart="Never")

    answer = count(page, survey=survey.id, wave="Fall 2026")

    assert answer["problems"]["survey"].startswith("“Look at student work” has other answers")
    assert len(schools.as_seen_by("lee").surveys.waves(survey.id)) == 1


# --- let it out ----------------------------------------------------------------------------------


def test_one_sees_what_is_withheld_before_anything_is_let_out(
    schools: Schools, page: SurveysPage
) -> None:
    begun(page, SMALL, with_an_annex())

    assert look(page, SCHOOL)["problems"] == {}

    withheld = page.letting_out.panels.panels[1]
    assert withheld["kicker"] == "Withheld, whoever looks"
    assert any(line.startswith("“Annex”: every figure is") for line in withheld["lines"])
    [survey] = schools.as_seen_by("lee").surveys.seen()
    assert schools.as_seen_by("lee").surveys.releases(survey.id) == []
    assert schools.as_seen_by("lou").surveys.seen() == []


def test_what_is_looked_at_can_be_put_away(page: SurveysPage) -> None:
    begun(page)
    look(page, "q2")

    page.letting_out.links.receive({"kind": "ask", "text": "Not yet"})

    assert page.letting_out.panels.panels == []
    assert page.letting_out.links.items == []


def test_what_was_looked_at_is_let_out_to_all_leaders(schools: Schools, page: SurveysPage) -> None:
    begun(page)
    let_out(page, "q2")

    [seen] = schools.as_seen_by("lou").surveys.seen()
    [release] = schools.as_seen_by("lou").surveys.releases(seen.id)
    assert release.choice.breakdowns == ("q2",)
    assert steps(page)["let-it-out"] == ("1 release", True)


def test_nothing_is_let_out_that_was_not_looked_at(schools: Schools, page: SurveysPage) -> None:
    begun(page)

    page.letting_out.links.receive({"kind": "ask", "text": "Let it out"})

    [survey] = schools.as_seen_by("lee").surveys.seen()
    assert schools.as_seen_by("lee").surveys.releases(survey.id) == []


def test_what_was_looked_at_beside_fewer_figures_is_not_let_out(
    schools: Schools, page: SurveysPage
) -> None:
    begun(page)
    [survey] = schools.as_seen_by("lee").surveys.seen()
    other = page_of(schools)
    other.handing_in.surveys.receive({"kind": "open", "id": survey.id})
    look(page, "q2")
    let_out(other)

    page.letting_out.links.receive({"kind": "ask", "text": "Let it out"})

    assert page.notice.text.startswith("Another release of this survey was made meanwhile.")
    assert len(schools.as_seen_by("lee").surveys.releases(survey.id)) == 1


def test_two_kinds_of_groups_are_crossed(schools: Schools, page: SurveysPage) -> None:
    hand_in(page, GOOGLE)
    correct(page, "how-clear-is-your-goal", use=Use.GROUP.value)
    count(page)

    options = {one["name"]: one["options"] for one in page.letting_out.form.fields}
    [crossed] = options["crossings"]
    look(page, crossings=(crossed["id"],))
    page.letting_out.links.receive({"kind": "ask", "text": "Let it out"})

    assert page.sitting.survey
    [release] = page.sitting.survey.releases
    assert release.choice.crossings == ((SCHOOL, "how-clear-is-your-goal"),)


def test_a_colleague_cannot_let_a_survey_out(schools: Schools, page: SurveysPage) -> None:
    begun(page)
    let_out(page)
    other = page_of(schools, "lou")
    [row] = other.handing_in.surveys.rows
    assert row["cells"][2] == "a colleague’s"

    other.handing_in.surveys.receive({"kind": "open", "id": row["id"]})

    assert panel(other.letting_out.panels, "This survey is a colleague’s")
    assert charts(other)


def test_small_groups_are_merged_and_looked_at_again_by_itself(
    clock: Clock, schools: Schools, page: SurveysPage
) -> None:
    begun(page, SMALL, with_an_annex())
    look(page, SCHOOL)
    clock.later(days=1)
    merge = page.letting_out.links.items[0]["text"]
    assert merge == "Merge “Annex” and “Oak Street School”"

    page.letting_out.links.receive({"kind": "ask", "text": merge})
    assert asked(page.letting_out.form)["breakdowns"] == [SCHOOL]
    assert page.letting_out.links.status.startswith("“Annex” and “Oak Street School” are one group")
    assert (
        "Nothing is withheld." in panel(page.letting_out.panels, "What others would see")["lines"]
    )
    page.letting_out.links.receive({"kind": "ask", "text": "Let it out"})

    [seen] = schools.as_seen_by("lou").surveys.seen()
    [release] = schools.as_seen_by("lou").surveys.releases(seen.id)
    groups = {row.group: row.withheld for row in release.table.of(by=(SCHOOL,), item=MEETS)}
    assert groups[("Annex and Oak Street School",)] is False
    assert not any(groups.values())


def test_the_very_charts_are_seen_before_anybody_else_sees_them(
    schools: Schools, page: SurveysPage
) -> None:
    begun(page, SMALL, with_an_annex())

    look(page, SCHOOL)

    private, *seen = page.letting_out.seen.children
    assert private.panels[0]["kicker"] == "Only you see this"
    assert schools.as_seen_by("lou").surveys.seen() == []
    page.letting_out.links.receive({"kind": "ask", "text": "Let it out"})
    assert [(one.title, one.alt, one.table) for one in seen] == [
        (one.title, one.alt, one.table) for one in charts(page)
    ]
    assert "Annex withheld" in seen[2].alt
    assert page.letting_out.seen.children == ()


def test_what_was_done_is_said_beside_the_button(page: SurveysPage) -> None:
    hand_in(page, SMALL, with_an_annex())

    counted = count(page)["status"]
    after = page.found.children[page.found.children.index(page.finding.counting.dialog) + 1]
    looked = look(page, SCHOOL)["status"]
    page.letting_out.links.receive({"kind": "ask", "text": "Not yet"})
    not_yet = page.letting_out.links.status
    let_out(page, SCHOOL)

    assert counted == "Counted: 24 people. Next: choose what you let out."
    assert after is page.finding.onward
    assert looked.startswith("Nothing is let out yet.")
    assert not_yet.startswith("Nothing was let out.")
    assert page.letting_out.links.status.startswith("It is let out")
    assert page.letting_out.links.items == []
    assert page.letting_out.panels.panels[0]["links"][0]["href"] == "#results"
    assert page.notice.text == ""


def test_a_column_that_is_put_right_after_counting_is_counted_anew_at_once(
    schools: Schools, page: SurveysPage
) -> None:
    begun(page, GOOGLE)
    look(page)
    store = schools.as_seen_by("lee").surveys
    [survey] = store.seen()
    [before] = store.waves(survey.id)

    correct(page, MEETS, use=Use.OPEN.value)

    [again] = store.seen()
    [after] = store.waves(survey.id)
    assert (again.id, after.name) == (survey.id, before.name)
    asked = [
        {one.id for one in read_tally(wave.tally).instrument.items} for wave in (before, after)
    ]
    assert asked[0] - asked[1] == {MEETS}
    assert page.letting_out.links.items == []  # what was looked at was of the old reading


def test_what_was_let_out_stays_whatever_is_put_right_afterwards(
    schools: Schools, page: SurveysPage
) -> None:
    begun(page, GOOGLE)
    let_out(page)
    [survey] = schools.as_seen_by("lee").surveys.seen()
    [wave] = schools.as_seen_by("lee").surveys.waves(survey.id)

    correct(page, MEETS, use=Use.OPEN.value)

    assert schools.as_seen_by("lee").surveys.waves(survey.id) == [wave]


def test_once_something_is_let_out_no_groups_are_merged(page: SurveysPage) -> None:
    begun(page, SMALL, with_an_annex())
    let_out(page, SCHOOL)
    look(page, SCHOOL)

    assert [one["text"] for one in page.letting_out.links.items] == ["Let it out", "Not yet"]


# --- results -------------------------------------------------------------------------------------


def test_before_anything_is_let_out_results_say_what_will_be_there(page: SurveysPage) -> None:
    assert panel(page.looking.panels, "No results yet")


def test_results_show_scales_items_and_groups_with_a_table_behind_each(page: SurveysPage) -> None:
    begun(page)
    let_out(page, "q2")

    shown = charts(page)

    assert len(shown) == 3
    assert all(one.title and one.alt for one in shown)
    assert shown[1].table["rows"][0][0] == "My group has a purpose"
    assert ["People who answered", "26"] in page.looking.panels.panels[0]["facts"]


def test_what_was_chosen_of_several_answers_is_seen_with_its_shares(page: SurveysPage) -> None:
    begun(page, "staff.csv", CHOSEN)
    let_out(page, "what-is-your-role")
    agenda = panel(page.looking.chosen, "Who sets your agenda?")["table"]["rows"]
    work = panel(page.looking.chosen, "What did you do?")

    choose(page, "whose", "What is your role: Aide")

    assert agenda == [["All of us", "20 of 30", "67 %"], ["The facilitator", "10 of 30", "33 %"]]
    assert ["Data", "10 of 30", "33 %"] in work["table"]["rows"]
    assert "several" in work["lines"][0]
    aides = panel(page.looking.chosen, "Who sets your agenda?")["table"]["rows"]
    assert aides == [["All of us", "withheld", ""], ["The facilitator", "withheld", ""]]


@pytest.mark.parametrize(
    ("file", "title"),
    [
        ("PLG end-of-year survey (staff)(1-74).csv", "PLG end-of-year survey (staff)"),
        ("PLG pulse - Spring.csv", "PLG pulse - Spring"),
        ("with-an-annex.csv", "With an annex"),
        ("Fall PLG check-in (Responses) - Form Responses 1.csv", "Fall PLG check-in"),
        ("Fall PLG check-in (Responses).xlsx - Sheet1.csv", "Fall PLG check-in"),
        ("(Responses).csv", "(Responses)"),
    ],
)
def test_a_survey_is_called_as_its_file_is(page: SurveysPage, file: str, title: str) -> None:
    hand_in(page, file, CHOSEN)

    assert asked(page.finding.counting.form)["title"] == title


@pytest.mark.parametrize(
    ("stamps", "when"),
    [
        (["8/9/2026 7:30:00", *["11/1/2026 8:00:11", "11/20/2026 9:01:11"] * 6], "November 2026"),
        (["1/11/2026 8:00", "2/11/2026 9:01", "3/11/2026 9:00"] * 4, "November 2026"),
        (["2025/12/18 3:10:07 PM", "2026/01/05 9:00:00 AM"] * 6, "December 2025 to January 2026"),
        ([""] * 12, "October 2026"),
    ],
    ids=["month-first", "day-first", "two-years", "none"],
)
def test_when_it_was_asked_is_proposed_and_can_be_counted_at_once(
    page: SurveysPage, stamps: list[str], when: str
) -> None:
    heard = ["Agree", "Disagree", "Strongly agree"] * 5
    stamped = table(("Timestamp", stamps), ("I am heard.", heard[: len(stamps)]))
    hand_in(page, "Asked.csv", stamped.encode())
    proposed = asked(page.finding.counting.form)

    answer = submit(page.finding.counting.form, **proposed)

    assert proposed["wave"] == when
    assert answer["problems"] == {}


def test_answers_that_two_questions_share_are_put_in_order_for_both_at_once(
    page: SurveysPage,
) -> None:
    lights = ["Red", "Amber", "Green"] * 5
    hand_in(page, "Lights.csv", table(("Goal", lights), ("Time", lights[::-1])).encode())
    [offered] = [one["text"] for one in page.finding.in_order.links.items]
    assert cells(page.finding.columns)["goal"][2] == "Amber · Green · Red; in no order"
    page.finding.in_order.links.receive({"kind": "ask", "text": offered})

    lost = submit(page.finding.in_order.form, labels="Red\nAmber")
    kept = submit(page.finding.in_order.form, labels="Red\nAmber\nGreen")

    assert "“Green” is gone" in lost["problems"]["labels"]
    assert kept["problems"] == {}
    for column in ("goal", "time"):
        told = "Red · Amber · Green; lowest first; the highest 1 favourable"
        assert cells(page.finding.columns)[column][1:] == ["Answers from low to high", told]
    assert page.finding.in_order.links.items == []
    assert "Before you count" not in [one["title"] for one in page.finding.panels.panels]


def test_a_question_of_several_lines_is_named_once(page: SurveysPage) -> None:
    hand_in(page, "staff.csv", CHOSEN)

    names = [one["cells"][0] for one in page.finding.columns.rows]
    assert "I feel safe to show what did not go well." in names


def test_a_chart_is_drawn_when_a_screen_asks_for_it(page: SurveysPage) -> None:
    begun(page)
    let_out(page)
    chart = charts(page)[0]
    assert (chart.light, chart.dark, chart.small, chart.small_dark) == ("", "", "", "")

    for one in ("dark", "small", "small_dark", "light", "note"):
        chart.receive({"kind": "look", "look": one})

    drawn = {chart.light, chart.dark, chart.small, chart.small_dark}
    assert len(drawn) == 4
    assert all(one.startswith("<?xml") for one in drawn)
    assert chart.note.startswith("Means are")


def test_results_say_which_answers_count_as_favourable(page: SurveysPage) -> None:
    begun(page, CHECK_IN_NAME, CHECK_IN)
    let_out(page)

    overview, bars = charts(page)[:2]
    weakest = panel(page.looking.panels, "Weakest")

    agreed = "Somewhat agree, Agree or Strongly agree"
    assert agreed + " (3 questions); At most meetings or At every meeting (1 q" in bars.note
    assert "interval that holds the true share" in overview.note
    assert "interval" not in bars.note
    assert weakest["lines"] == [
        "These questions have different answers. Each says which of its own count here."
    ]
    assert weakest["items"][0]["text"].endswith(
        " said At most meetings or At every meeting (n\u00a0=\u00a036)"
    )


def test_a_small_group_keeps_its_place_and_shows_no_number(page: SurveysPage) -> None:
    begun(page, SMALL, with_an_annex())
    let_out(page, SCHOOL)

    by_group = {row[1]: row[2:] for row in charts(page)[2].table["rows"]}

    assert by_group["Annex"] == ["withheld", "withheld", "", ""]
    assert "Annex withheld" in charts(page)[2].alt


def test_a_change_of_group_draws_no_picture_twice(page: SurveysPage) -> None:
    begun(page)
    let_out(page, "q2")
    everybody = charts(page)

    choose(page, "whose", "What is your role: Teacher", ticket=3)
    teachers = charts(page)
    choose(page, "whose", "Everyone", ticket=4)

    assert teachers[0] is not everybody[0]
    assert "Teacher" in teachers[0].note
    assert charts(page)[:3] == everybody[:3]
    assert page.looking.whose.heard == 4


def test_groups_are_compared_on_the_question_that_is_chosen(page: SurveysPage) -> None:
    begun(page)
    let_out(page, "q2")

    choose(page, "question", "My group meets on time")

    assert "My group meets on time" in charts(page)[2].alt


def test_groups_open_on_the_largest_gap_and_a_headline_says_what_chance_could_make(
    page: SurveysPage,
) -> None:
    begun(page, "Gap.csv", APART)
    let_out(page, "which-building-do-you-work-in", "how-long-have-you-been-here")

    opened = charts(page)[2].title
    choose(page, "question", "I am heard.")
    other = charts(page)[2].title
    deck = Presentation(io.BytesIO(page.taking_away.file("slides")[2]))

    assert opened.startswith("“We start on time.”: Main Building")
    assert "chance" not in opened
    assert other.endswith("lowest; chance alone could make that")
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert titles[3] == opened
    assert other not in titles
    assert titles[4].startswith("“I am heard.”: the groups shown answered alike")


def test_slides_say_when_it_was_asked_and_which_groups_are_one_and_why(page: SurveysPage) -> None:
    begun(page, SMALL, with_an_annex(), wave="Fall 2026")
    look(page, SCHOOL)
    page.letting_out.links.receive({"kind": "ask", "text": "Merge “Annex” and “Oak Street School”"})
    page.letting_out.links.receive({"kind": "ask", "text": "Let it out"})
    why = "“Annex” and “Oak Street School” are shown as one group: by itself each of them would be"

    deck = Presentation(io.BytesIO(page.taking_away.file("slides")[2]))

    under = [shape.text_frame.text for shape in deck.slides[0].shapes if shape.has_text_frame]
    told = [
        " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        for slide in deck.slides
    ]
    assert under[1] == "Asked Fall 2026"
    assert why in told[3]
    assert any(why in one for one in told[4:])
    assert any("Nothing is withheld." in one for one in told[4:])
    assert why in charts(page)[2].note


def test_two_waves_become_a_trend(clock: Clock, schools: Schools, page: SurveysPage) -> None:
    begun(page)
    [survey] = schools.as_seen_by("lee").surveys.seen()
    clock.later(days=90)
    count(page, survey=survey.id, wave="Fall 2026")
    let_out(page)

    trend = charts(page)[-1]

    assert "Spring 2026" in trend.alt
    assert "Fall 2026" in trend.alt


# --- who could have answered ----------------------------------------------------------------------


def survey_of(page: SurveysPage) -> OpenSurvey:
    assert page.sitting.survey
    return page.sitting.survey


def roster(schools: int, others: int) -> dict[str, Any]:
    """A list of people as a form sends a file."""
    names = ["Harbor School"] * schools + ["Annex"] * others + ["Oak Street School"] * others
    text = "Name,School\n" + "\n".join(f"Person {n},{name}" for n, name in enumerate(names))
    return {
        "kind": "file",
        "name": "staff.csv",
        "data": base64.b64encode(text.encode()).decode(),
        "ticket": 3,
    }


def test_a_number_of_people_asked_gives_a_rate_in_the_results(page: SurveysPage) -> None:
    begun(page)
    answer = submit(page.finding.rostering.form, number="40")
    assert answer["problems"] == {}
    let_out(page)

    told = panel(page.looking.panels, "65 % answered")

    assert told["lines"][0] == "26 of 40 people who could have answered did."
    assert "may see things differently" in told["lines"][1]
    assert charts(page)[0].note.startswith("26 of 40 people who could have answered did: 65 %.")


def test_what_is_no_number_of_people_is_not_kept(page: SurveysPage) -> None:
    begun(page)

    assert set(submit(page.finding.rostering.form, number="many")["problems"]) == {"number"}
    assert survey_of(page).waves[-1].roster is None


def test_more_answers_than_people_asked_are_warned_of(page: SurveysPage) -> None:
    begun(page)
    submit(page.finding.rostering.form, number="20")
    let_out(page)

    told = panel(page.looking.panels, "100 % answered")

    assert "the roster may be old" in told["lines"][1]


def test_a_list_says_who_did_not_answer_by_group_and_names_stay_out(page: SurveysPage) -> None:
    begun(page, SMALL, with_an_annex())
    page.finding.rostering.form.receive(roster(schools=20, others=15))
    wave = survey_of(page).waves[-1]
    let_out(page, SCHOOL)

    assert wave.roster == Roster(
        people=50,
        groups={SCHOOL: {"Harbor School": 20, "Annex": 15, "Oak Street School": 15}},
    )
    [told] = [one for one in page.looking.moved.panels if "table" in one]
    rows = {row[0]: row[1:] for row in told["table"]["rows"]}
    assert rows["Harbor School"] == ["20", "12", "40 %"]
    assert rows["Annex"] == ["withheld"] * 3


def test_people_known_here_can_be_taken_for_those_asked(page: SurveysPage) -> None:
    begun(page)

    page.finding.rostering.form.receive({"kind": "other"})

    found = survey_of(page).waves[-1].roster
    assert found is not None
    assert found.people > 1
    assert page.notice.text.startswith(f"{found.people} people could have answered.")


def test_who_could_have_answered_is_merged_with_the_groups(page: SurveysPage) -> None:
    begun(page, SMALL, with_an_annex())
    page.finding.rostering.form.receive(roster(schools=20, others=15))
    look(page, SCHOOL)

    page.letting_out.links.receive({"kind": "ask", "text": "Merge “Annex” and “Oak Street School”"})

    found = survey_of(page).waves[-1].roster
    assert found
    assert found.groups[SCHOOL]["Annex and Oak Street School"] == 30


def test_once_figures_are_let_out_who_could_have_answered_stays(page: SurveysPage) -> None:
    begun(page)
    let_out(page)

    assert page.finding.rostering.form not in page.found.children


# --- our answer ----------------------------------------------------------------------------------

ANSWER = {
    "heard": "You are short of time.",
    "will_do": "Groups meet every other week, for an hour.",
    "by_when": "2026-12-01",
}


def publish(page: SurveysPage, **values: str) -> dict[str, Any]:
    return submit(page.replying.form, **ANSWER | values)


def test_the_answer_stands_on_every_members_home(schools: Schools, page: SurveysPage) -> None:
    begun(page)
    let_out(page)

    assert publish(page)["problems"] == {}

    home = build_home(schools.workbook("mia", served=True, base_url="/plg/"))
    told = panel(home.panels, "Our groups")
    assert [one["text"] for one in told["items"]] == [
        "You are short of time.",
        "Groups meet every other week, for an hour.",
        "Tuesday 1 December 2026",
    ]
    elsewhere = build_home(schools.workbook("finn", served=True, base_url="/plg/"))
    assert not [one for one in elsewhere.panels.panels if one["title"] == "Our groups"]
    assert steps(page)["our-answer"] == ("published", True)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"heard": " "}, "heard"),
        ({"will_do": "x" * 4_001}, "will_do"),
        ({"by_when": ""}, "by_when"),
        ({"by_when": "2026-10-19"}, "by_when"),
    ],
)
def test_an_answer_that_says_nothing_is_not_published(
    schools: Schools, page: SurveysPage, values: dict[str, str], field: str
) -> None:
    begun(page)
    let_out(page)

    assert set(publish(page, **values)["problems"]) == {field}
    assert schools.as_seen_by("mia").surveys.answers() == []


def test_an_answer_is_changed(schools: Schools, page: SurveysPage) -> None:
    begun(page)
    let_out(page)
    publish(page)

    publish(page, heard="You want longer meetings.")

    [said] = schools.as_seen_by("mia").surveys.answers()
    assert said.heard == "You want longer meetings."


def test_before_results_there_is_nothing_to_answer_and_nothing_to_take(page: SurveysPage) -> None:
    begun(page)

    assert panel(page.replying.panels, "Nothing to answer yet")
    assert panel(page.taking_away.panels, "Nothing to take away yet")
    assert page.taking_away.downloads not in page.take_away.children


def test_a_colleague_reads_the_answer_and_does_not_write_it(
    schools: Schools, page: SurveysPage
) -> None:
    begun(page)
    let_out(page)
    publish(page)
    other = page_of(schools, "lou")

    other.handing_in.surveys.receive({"kind": "open", "id": other.handing_in.surveys.rows[0]["id"]})

    assert panel(other.replying.panels, "Our groups")
    assert other.replying.form not in other.reply.children


# --- a survey has an address, and an end ----------------------------------------------------------


def test_a_survey_opens_by_its_address(schools: Schools, page: SurveysPage) -> None:
    begun(page)
    let_out(page, "q2")
    survey = survey_of(page).id

    opened = page_of(schools, "lou", query=f"survey={survey}&whose=1")

    assert charts(opened)
    assert opened.looking.whose.values == {"whose": "1"}


def test_a_survey_that_is_not_ones_to_see_does_not_open(
    schools: Schools, page: SurveysPage
) -> None:
    begun(page)

    other = page_of(schools, "lou", query=f"survey={survey_of(page).id}")

    assert other.sitting.survey is None
    assert other.notice.text


def test_a_leaders_home_leads_to_the_figures_and_a_members_does_not(
    schools: Schools, page: SurveysPage
) -> None:
    begun(page)
    let_out(page)
    publish(page)

    told = {}
    for who in ("lou", "mia"):
        home = build_home(schools.workbook(who, served=True, base_url="/plg/"))
        told[who] = panel(home.panels, "Our groups").get("links", [])

    href = f"/plg/surveys?survey={survey_of(page).id}#results"
    assert told["lou"] == [{"text": "See the figures", "href": href, "quiet": True}]
    assert told["mia"] == []


def test_before_a_survey_is_deleted_it_is_said_what_goes(
    schools: Schools, page: SurveysPage
) -> None:
    begun(page)
    let_out(page)
    publish(page)

    page.handing_in.open_now.receive({"kind": "ask", "text": "Delete the survey Our groups"})
    assert "the counts of one wave, the figures of one release" in page.handing_in.dialog.lines[0]
    submit(page.handing_in.dialog)

    assert schools.as_seen_by("lee").surveys.seen() == []
    assert schools.as_seen_by("mia").surveys.answers() == []
    assert page.sitting.survey is None
    assert len(schools.as_seen_by("lee").drafts.mine()) == 1


def test_nobody_is_offered_to_delete_a_colleagues_survey(
    schools: Schools, page: SurveysPage
) -> None:
    begun(page)
    let_out(page)

    other = page_of(schools, "lou", query=f"survey={survey_of(page).id}")

    assert other.sitting.survey
    assert other.handing_in.open_now.items == []


def test_a_survey_deleted_in_another_window_is_no_longer_open(
    schools: Schools, page: SurveysPage
) -> None:
    begun(page)
    schools.as_seen_by("lee").surveys.delete(survey_of(page).id)

    page.reread()

    assert page.sitting.survey is None


def test_groups_are_written_as_most_people_wrote_them(page: SurveysPage) -> None:
    data = (SAMPLES / GOOGLE).read_bytes()
    begun(page, GOOGLE, data.replace(b"Harbor School", b"HARBOR school", 1))
    let_out(page, SCHOOL)

    assert ("Harbor School",) in {row.group for row in survey_of(page).releases[0].table.rows}


# --- take away -----------------------------------------------------------------------------------


@pytest.fixture
def released(page: SurveysPage) -> SurveysPage:
    """The page once a survey with a small group is let out."""
    begun(page, SMALL, with_an_annex())
    let_out(page, SCHOOL)
    return page


def test_slides_hold_a_finding_each_with_words_for_its_picture(released: SurveysPage) -> None:
    name, media, data = released.taking_away.file("slides")

    deck = Presentation(io.BytesIO(data))
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    pictures = [shape for slide in deck.slides for shape in slide.shapes if shape.shape_type == 13]
    assert name == "survey-2026-10-20.pptx"
    assert media.endswith("presentation")
    assert titles[0] == "Our groups"
    assert [one.title for one in charts(released)][:2] == titles[1:3]
    assert len(pictures) == 3
    assert all(one._element.nvPicPr.cNvPr.get("descr") for one in pictures)


def test_word_excel_and_csv_open_again(released: SurveysPage) -> None:
    away = released.taking_away
    assert Document(io.BytesIO(away.file("word")[2])).paragraphs[0].text == "Our groups"
    assert len(load_workbook(io.BytesIO(away.file("excel")[2])).sheetnames) == 3
    lines = away.file("csv")[2].decode("utf-8-sig").splitlines()
    assert any(",Annex," in line and "withheld" in line for line in lines)


def test_no_file_holds_more_than_was_let_out(page: SurveysPage) -> None:
    begun(page, SMALL, with_an_annex())
    let_out(page)

    assert b"Annex" not in page.taking_away.file("csv")[2]
    for kind in ("excel", "word", "slides"):
        with ZipFile(io.BytesIO(page.taking_away.file(kind)[2])) as packed:
            assert not [one for one in packed.namelist() if b"Annex" in packed.read(one)]


def test_a_file_nobody_offers_is_refused(released: SurveysPage) -> None:
    released.taking_away.downloads.receive({"kind": "ask", "id": "answers"})

    assert released.notice.text.startswith("Nothing is let out")
