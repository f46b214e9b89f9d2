"""Open answers on the page: read through, let out, searched, coded by two people, taken away."""

import io
import re
from html import unescape
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from plgwork.models.surveys import KEPT
from plgwork.pages.surveys import SurveysPage
from plgwork.pages.surveys.coding import CodingTogether
from tests.unit.surveying import (
    GOOGLE,
    begun,
    cells,
    count,
    hand_in,
    let_out,
    page_of,
    panel,
    submit,
)
from tests.unit.surveys import SAMPLES, table
from tests.unit.visiting import Clock, Schools

WRITTEN = "what-would-help-your-group"
ASKED = "What would help your group?"
MANY = 12


@pytest.fixture
def page(schools: Schools) -> SurveysPage:
    """A leader's page with a file that was counted."""
    page = page_of(schools)
    begun(page, GOOGLE, named_in())
    return page


def named_in() -> bytes:
    """The sample, in which somebody names a colleague, and somebody nobody knows."""
    data = (SAMPLES / GOOGLE).read_bytes()
    data = data.replace(b"More time on day 1, please, and a room", b"Ana and Jo need a room", 1)
    return data.replace(b"More time on day 3, please, and a room", b"=HYPERLINK(1)", 1)


def look(page: SurveysPage) -> list[list[str]]:
    """Tick the open question, and look; the answers as they are listed."""
    submit(page.letting_out.form, open=[WRITTEN])
    return [row["cells"] for row in page.letting_out.redacting.tables[WRITTEN].rows]


def redact(page: SurveysPage, answer: str, **values: Any) -> dict[str, Any]:
    """Open an answer, by what it shows, and save it with these values."""
    redacting = page.letting_out.redacting
    rows = redacting.tables[WRITTEN].rows
    at = next(row["id"] for row in rows if row["cells"][1] == answer)
    redacting.tables[WRITTEN].receive({"kind": "open", "id": at})
    shown = {one["name"]: one["value"] for one in redacting.dialog.fields}
    return submit(redacting.dialog, **shown | values)


def go(page: SurveysPage) -> None:
    page.letting_out.links.receive({"kind": "ask", "text": "Let it out"})


def quoted(schools: Schools, person: str = "lou") -> tuple[str, ...]:
    """The answers as somebody reads them."""
    [survey] = schools.as_seen_by(person).surveys.seen()
    [release] = schools.as_seen_by(person).surveys.releases(survey.id)
    return release.quotes[WRITTEN].answers if WRITTEN in release.quotes else ()


# --- read through, and let out --------------------------------------------------------------------


def test_a_colleagues_name_is_taken_out_before_one_looks(page: SurveysPage) -> None:
    assert ["Answer 2", "… and Jo need a room", "1 word, proposed"] in look(page)


def test_what_one_takes_out_is_taken_out_of_what_others_read(
    schools: Schools, page: SurveysPage
) -> None:
    look(page)
    redact(page, "… and Jo need a room", shown="… need a room")
    go(page)

    assert "… need a room" in quoted(schools)
    assert not [one for one in quoted(schools) if "Ana" in one or "Jo" in one]


def test_a_name_that_is_none_is_put_back(page: SurveysPage) -> None:
    look(page)

    redact(page, "… and Jo need a room", shown="Ana and Jo need a room")

    assert ["Answer 2", "Ana and Jo need a room", ""] in look(page)


def test_words_cannot_be_put_into_an_answer(page: SurveysPage) -> None:
    look(page)

    answer = redact(page, "… and Jo need a room", shown="Ana and Jo need a bigger room")

    assert answer["problems"]["shown"].startswith("Words can only be taken away")
    assert ["Answer 2", "… and Jo need a room", "1 word, proposed"] in look(page)


def test_an_answer_is_left_out(schools: Schools, page: SurveysPage) -> None:
    look(page)
    redact(page, "… and Jo need a room", left_out=["left-out"])
    assert page.letting_out.redacting.tables[WRITTEN].label == f"11 of 12 answers to “{ASKED}”"
    go(page)

    assert len(quoted(schools)) == 11
    assert not [one for one in quoted(schools) if "need" in one]


def test_with_fewer_than_ten_left_nothing_is_let_out(schools: Schools, page: SurveysPage) -> None:
    shown = [one[1] for one in look(page)]
    for one in shown[:3]:
        redact(page, one, left_out=["left-out"])

    go(page)

    assert page.notice.text.startswith(f"“{ASKED}” has fewer than 10 answers left.")
    assert page.letting_out.redacting.parts
    assert schools.as_seen_by("lou").surveys.seen() == []


def test_what_was_taken_out_is_there_on_another_visit_and_holds_no_word(
    schools: Schools, page: SurveysPage
) -> None:
    look(page)
    redact(page, "… and Jo need a room", shown="… need a room")
    later = page_of(schools)
    later.handing_in.drafts.receive({"kind": "open", "id": later.handing_in.drafts.rows[0]["id"]})
    assert later.letting_out.panels.panels[0]["title"] == "Nothing is counted yet"
    later.handing_in.surveys.receive({"kind": "open", "id": later.handing_in.surveys.rows[0]["id"]})

    assert ["Answer 2", "… need a room", "3 words"] in look(later)
    [draft] = schools.as_seen_by("lee").drafts.mine()
    kept = schools.as_seen_by("lee").drafts.correction(draft.digest)
    assert kept
    assert "need" not in kept.model_dump_json(include={"redactions"})


def test_once_the_file_is_gone_it_says_that_it_is_needed(
    clock: Clock, schools: Schools, page: SurveysPage
) -> None:
    clock.later(days=KEPT.days)
    later = page_of(schools)

    later.handing_in.surveys.receive({"kind": "open", "id": later.handing_in.surveys.rows[0]["id"]})

    assert later.letting_out.form.lines[-1].startswith("Open answers lie in your file alone.")
    assert "open" not in {one["name"] for one in later.letting_out.form.fields}


def test_another_file_has_no_open_answers_of_this_survey(page: SurveysPage) -> None:
    survey = page.sitting.survey
    assert survey
    hand_in(page, GOOGLE, named_in().replace(b",Often,", b",Rarely,", 1))

    page.handing_in.surveys.receive({"kind": "open", "id": survey.id})

    assert "open" not in {one["name"] for one in page.letting_out.form.fields}


def test_few_answers_are_never_let_out_and_it_says_so(schools: Schools) -> None:
    page, marks = page_of(schools), ["Never", "Always"] * 8
    few = ["A quieter room than now, and more time"] * 9 + [""] * 7
    written = table(("How often do you meet?", marks), ("What would help you most?", few))
    begun(page, "few.csv", written.encode())

    assert "open" not in {one["name"] for one in page.letting_out.form.fields}
    assert "“What would help you most?” has 9 answers." in page.letting_out.form.lines[-1]


def test_what_is_let_out_is_not_let_out_again(page: SurveysPage) -> None:
    look(page)
    go(page)

    assert "open" not in {one["name"] for one in page.letting_out.form.fields}
    assert page.letting_out.form.lines[-1].endswith("stands under Results.")


def test_a_question_that_is_not_offered_is_not_let_out(schools: Schools, page: SurveysPage) -> None:
    submit(page.letting_out.form, open=["how-clear-is-your-goal"])
    go(page)

    assert quoted(schools) == ()


# --- read and searched ----------------------------------------------------------------------------


@pytest.fixture
def read(page: SurveysPage) -> SurveysPage:
    """The page once the answers are let out."""
    look(page)
    go(page)
    return page


def colleagues(schools: Schools, person: str = "lou") -> SurveysPage:
    """The survey as a colleague opens it."""
    page = page_of(schools, person)
    page.handing_in.surveys.receive({"kind": "open", "id": page.handing_in.surveys.rows[0]["id"]})
    return page


def search(page: SurveysPage, sought: str) -> list[dict[str, Any]]:
    page.looking.open.fields.receive({"kind": "answer", "values": {"sought": sought}, "ticket": 4})
    return list(page.looking.open.list.lines)


def test_a_colleague_reads_the_answers_beside_no_group(schools: Schools, read: SurveysPage) -> None:
    other = colleagues(schools)

    shown = other.looking.open.list
    assert [one["after"] for one in shown.lines] == list(quoted(schools))
    assert shown.label == ASKED
    assert shown in other.results.children


def test_a_word_is_shown_in_the_middle_of_its_line(read: SurveysPage) -> None:
    lines = search(read, "ROOM")

    assert {one["word"] for one in lines} == {"room"}
    assert lines[-1]["before"] == "… and Jo need a "
    assert read.looking.open.fields.status == "11 of 12 answers have “ROOM”"
    assert search(read, "windmill") == []
    assert read.looking.open.list.empty == "No answer has a word that begins with “windmill”."


def test_without_open_answers_results_end_with_the_charts(schools: Schools) -> None:
    page = page_of(schools)
    begun(page)
    let_out(page)

    assert page.looking.open.list not in page.results.children


def test_answers_of_an_earlier_release_stay_to_be_read(schools: Schools, read: SurveysPage) -> None:
    let_out(read)

    assert [one["after"] for one in read.looking.open.list.lines]
    assert len(colleagues(schools).looking.open.list.lines) == MANY


def test_a_further_wave_is_read_beside_the_first(
    clock: Clock, schools: Schools, read: SurveysPage
) -> None:
    [survey] = schools.as_seen_by("lee").surveys.seen()
    clock.later(days=2)
    count(read, survey=survey.id, wave="Fall 2026")
    look(read)
    go(read)

    [options] = [one["options"] for one in read.looking.open.fields.fields if "options" in one]
    assert [one["name"] for one in options] == [f"{ASKED} (Fall 2026)", f"{ASKED} (Spring 2026)"]


# --- coded by two ---------------------------------------------------------------------------------


def add(coding: CodingTogether, name: str, **values: str) -> dict[str, Any]:
    coding.links.receive({"kind": "ask", "text": "Add a code"})
    return submit(coding.code, name=name, counts="", does_not="", **values)


def ask(coding: CodingTogether, text: str) -> None:
    coding.links.receive({"kind": "ask", "text": text})


def offered(coding: CodingTogether) -> list[str]:
    return [one["text"] for one in coding.links.items]


def code_all(coding: CodingTogether, *others: int) -> None:
    """Code each answer with the first code; these with the second."""
    ask(coding, "Code them on your own")
    for at in range(MANY):
        assert coding.giving.dialog.title == f"Answer {at + 1} of {MANY}"
        [field] = coding.giving.dialog.fields
        submit(coding.giving.dialog, code=field["options"][2 if at in others else 1]["id"])


@pytest.fixture
def both(schools: Schools, read: SurveysPage) -> tuple[CodingTogether, CodingTogether]:
    """Two codes, and two people who may code with them."""
    first = read.looking.open.coding
    add(first, "Rooms")
    schools.clock.later(minutes=1)
    add(first, "Time")
    return first, colleagues(schools).looking.open.coding


def test_a_code_says_what_counts(schools: Schools, read: SurveysPage) -> None:
    coding = read.looking.open.coding
    ask(coding, "Add a code")
    submit(coding.code, name="Rooms", counts="Where we sit.", does_not="When.")

    [row] = colleagues(schools).looking.open.coding.codes.rows
    assert row["cells"] == ["Rooms", "Where we sit.", "When."]


def test_a_code_is_bettered_and_taken_out(
    both: tuple[CodingTogether, CodingTogether],
) -> None:
    coding, _ = both
    rooms, _time = coding.codes.rows
    coding.codes.receive({"kind": "open", "id": rooms["id"]})
    submit(coding.code, name="Rooms and chairs", counts="", does_not="")
    assert cells(coding.codes)[rooms["id"]][0] == "Rooms and chairs"

    coding.codes.receive({"kind": "open", "id": rooms["id"]})
    coding.code.receive({"kind": "other"})

    assert [one["cells"][0] for one in coding.codes.rows] == ["Time"]
    assert offered(coding) == ["Add a code"]


@pytest.mark.parametrize(
    ("values", "field"),
    [({"name": " "}, "name"), ({"name": "x" * 81}, "name"), ({"counts": "x" * 401}, "counts")],
)
def test_a_code_that_cannot_be_kept_is_told_at_its_field(
    read: SurveysPage, values: dict[str, str], field: str
) -> None:
    coding = read.looking.open.coding
    ask(coding, "Add a code")

    answer = submit(coding.code, **{"name": "Rooms", "counts": "", "does_not": ""} | values)

    assert set(answer["problems"]) == {field}
    assert coding.codes.rows == []


def test_one_code_is_too_few_to_begin(read: SurveysPage) -> None:
    coding = read.looking.open.coding
    add(coding, "Rooms")
    assert offered(coding) == ["Add a code"]

    add(coding, "Time")

    assert offered(coding) == ["Add a code", "Code them on your own"]


def test_one_goes_on_from_answer_to_answer_until_all_have_a_code(
    both: tuple[CodingTogether, CodingTogether],
) -> None:
    coding, _ = both
    code_all(coding, 3)

    assert not coding.giving.dialog.shown
    assert coding.giving.table.label == f"Your codes: {MANY} of {MANY} answers"
    assert [row["cells"][2] for row in coding.giving.table.rows][2:5] == ["Rooms", "Time", "Rooms"]
    assert offered(coding) == ["I am done", "Begin anew"]


def test_an_answer_without_a_choice_waits(both: tuple[CodingTogether, CodingTogether]) -> None:
    coding, _ = both
    ask(coding, "Code them on your own")

    answer = submit(coding.giving.dialog, code="")

    assert answer["problems"] == {"code": "Choose a code; “None of these” is one as well."}
    assert coding.giving.dialog.shown


def test_an_answer_may_carry_none_of_the_codes(both: tuple[CodingTogether, CodingTogether]) -> None:
    coding, _ = both
    ask(coding, "Code them on your own")
    coding.giving.table.receive({"kind": "open", "id": "5"})
    submit(coding.giving.dialog, code="none")

    assert coding.giving.table.rows[5]["cells"][2] == "None of these"
    coding.giving.table.receive({"kind": "open", "id": "5"})
    assert coding.giving.dialog.fields[0]["value"] == "none"


def test_the_other_sees_who_codes_and_not_what(
    both: tuple[CodingTogether, CodingTogether], schools: Schools
) -> None:
    first, _ = both
    code_all(first, 3)
    ask(first, "I am done")

    other = colleagues(schools).looking.open.coding

    who = panel(other.panels, "Who codes")
    assert who["items"] == [{"title": "Lee", "text": "done"}]
    assert offered(other) == ["Code them on your own"]
    assert other.differ.rows == []
    assert [one["title"] for one in other.panels.panels] == ["What are they about?", "Who codes"]


def test_when_both_are_done_agreement_stands_in_words_and_the_answers_to_talk_about(
    both: tuple[CodingTogether, CodingTogether], schools: Schools
) -> None:
    first, second = both
    code_all(first, 0, 1, 2, 3)
    ask(first, "I am done")
    code_all(second, 0, 1, 2)
    ask(second, "I am done")

    for person in ("lee", "lou", "cora"):
        seen = colleagues(schools, person).looking.open.coding
        told = panel(seen.panels, "Substantial agreement")
        assert told["facts"] == [["Coded alike", "11 of 12"], ["Kappa", "0.80"]]
        counted = panel(seen.panels, "How many answers carry each code")["table"]["rows"]
        assert counted == [["Rooms", "8", "1"], ["Time", "3", "1"], ["None of these", "0", "0"]]
        [differs] = seen.differ.rows
        assert differs["cells"][2:] == ["Time", "Rooms"]
        assert seen.differ.head == ["Answer", "What was written", "Lee", "Lou"]


def test_both_begin_anew_after_one_was_asked(
    both: tuple[CodingTogether, CodingTogether], schools: Schools
) -> None:
    for one in both:
        code_all(one)
        ask(one, "I am done")
    coding = colleagues(schools).looking.open.coding
    assert panel(coding.panels, "You gave every answer one and the same code")

    ask(coding, "Begin anew")
    assert coding.anew.lines == [
        "What both of you coded goes for good. Then the codes can be changed."
    ]
    submit(coding.anew)

    assert offered(coding) == ["Add a code", "Code them on your own"]


# --- taken away -----------------------------------------------------------------------------------


def choose(page: SurveysPage, *answers: int, chosen: bool = True) -> None:
    for at in answers:
        page.looking.open.list.receive({"kind": "choose", "id": str(at), "chosen": chosen})


def texts(data: bytes) -> str:
    with ZipFile(io.BytesIO(data)) as parts:
        pages = [parts.read(one).decode() for one in parts.namelist() if one.endswith(".xml")]
    return unescape(" ".join(pages))


@pytest.mark.parametrize("kind", ["word", "slides", "excel"])
def test_no_answer_goes_out_that_was_not_chosen(read: SurveysPage, kind: str) -> None:
    choose(read, MANY - 1)

    told = texts(read.taking_away.file(kind)[2])

    assert "… and Jo need a room" in told
    assert "More time on day" not in told
    assert "Ana and Jo" not in told


def test_no_more_than_five_are_ticked_and_one_can_be_taken_back(read: SurveysPage) -> None:
    choose(read, 0, 1, 2, 3, 4)
    assert read.looking.open.list.full
    choose(read, 5, 99)
    assert [int(one["id"]) for one in read.looking.open.list.lines if one["chosen"]] == [*range(5)]

    choose(read, 0, chosen=False)
    choose(read, 5)

    assert [int(one["id"]) for one in read.looking.open.list.lines if one["chosen"]] == [
        *range(1, 6)
    ]


def test_an_answer_that_begins_like_a_formula_stays_text_in_a_sheet(read: SurveysPage) -> None:
    at = next(one["id"] for one in read.looking.open.list.lines if one["after"].startswith("="))
    choose(read, int(at))

    sheet = load_workbook(io.BytesIO(read.taking_away.file("excel")[2]))["Open answers"]

    [cell] = [cell for row in sheet.iter_rows() for cell in row if cell.value == "=HYPERLINK(1)"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_themes_go_out_with_how_far_two_people_agree(
    both: tuple[CodingTogether, CodingTogether], schools: Schools
) -> None:
    first, second = both
    code_all(first, 0, 1, 2, 3)
    ask(first, "I am done")
    code_all(second, 0, 1, 2)
    ask(second, "I am done")
    page = colleagues(schools)

    [rows] = [
        [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        for sheet in load_workbook(io.BytesIO(page.taking_away.file("excel")[2])).worksheets
        if sheet.title == "Open answers"
    ]

    assert rows[0][3] == (
        "Two people coded the answers on their own, 11 of 12 of them alike "
        "(Cohen’s kappa 0.80, substantial)."
    )
    assert [row[2:] for row in rows[1:]] == [
        ["Code", "Rooms", 8, 1],
        ["Code", "Time", 3, 1],
        ["Code", "None of these", 0, 0],
    ]
    for kind in ("word", "slides"):
        assert re.search(r"kappa 0\.80", texts(page.taking_away.file(kind)[2]))
