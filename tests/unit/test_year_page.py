"""My year: marks, words to re-read, search, open, take away or delete."""

import io
from typing import Any

import pytest
from docx import Document

from plgwork.models.months import Month
from plgwork.models.reflections import Draft, Entry, EntryKind, Outcome, Rating, Subject
from plgwork.pages.year import NOTHING_FOUND, NOTHING_YET, Year, build
from plgwork.widgets import Chart, Panels
from tests.unit.visiting import NOVEMBER, OCTOBER, SEPTEMBER, Clock, Schools, plan, question


def year(schools: Schools, person: str = "ana") -> Year:
    return build(schools.workbook(person))


def save(
    schools: Schools, subject: Subject, text: str, upon: Entry | None = None, person: str = "ana"
) -> Entry:
    bases = tuple(one.id for one in upon.current) if upon else ()
    sitting = f"{schools.clock.now:%H%M}"
    draft = Draft(subject=subject, text=text, bases=bases, sitting=sitting)
    return schools.as_seen_by(person).reflections.save(draft)


def shown(page: Year) -> list[tuple[str, list[str]]]:
    """Each month with the texts of its entries."""
    return [
        (month["name"], [entry["text"] for entry in month["entries"]])
        for month in page.reader.months
    ]


def first(page: Year) -> dict[str, Any]:
    return dict(page.reader.months[0]["entries"][0])


@pytest.fixture
def written(schools: Schools) -> Schools:
    """Two months with words in them."""
    save(schools, question(month=SEPTEMBER), "Café talk.")
    save(schools, plan(), "Ask Mia first.")
    save(schools, question(), "Gus waited.")
    return schools


# --- words -------------------------------------------------------------------------------


def test_without_words_it_says_where_they_come_from(schools: Schools) -> None:
    reader = year(schools).reader

    assert (reader.months, reader.empty) == ([], NOTHING_YET)


def test_every_entry_is_there_newest_month_first_answers_before_plans(written: Schools) -> None:
    assert shown(year(written)) == [
        ("October 2026", ["Gus waited.", "Ask Mia first."]),
        ("September 2026", ["Café talk."]),
    ]


def test_an_entry_says_what_was_asked_and_who_can_open_it(written: Schools) -> None:
    entry = first(year(written))

    assert (entry["kicker"], entry["title"]) == ("Culture", question().asked)
    assert entry["note"] == "Only you can open this here. Saved Tuesday 20 October, 3:15 pm"


def test_a_shared_entry_says_so(schools: Schools) -> None:
    schools.as_seen_by("ana").reflections.share(save(schools, question(), "Gus waited.").id)

    assert first(year(schools))["note"].startswith("Shared with your cohort. ")


def test_what_came_of_a_plan_stands_first_with_its_outcome(written: Schools) -> None:
    planned = save(written, plan(), "Ask Mia first.")
    told = Subject(
        month=NOVEMBER.id, kind=EntryKind.OUTCOME, about=planned.id, asked="Ask Mia first."
    )
    written.as_seen_by("ana").reflections.tell(told, Outcome.WENT_ON)

    entry = first(year(written))

    assert (entry["kicker"], entry["title"]) == ("What came of it: went on", "Ask Mia first.")


def test_an_entry_that_was_emptied_is_not_shown(schools: Schools, clock: Clock) -> None:
    entry = save(schools, question(), "Gus waited.")
    save(schools, question(), "", upon=entry)

    assert shown(year(schools)) == []


@pytest.mark.parametrize(
    ("query", "texts"),
    [("cafe", ["Café talk."]), ("GUS wait", ["Gus waited."]), ("gus café", []), ("%", [])],
)
def test_words_are_found_whatever_their_case_and_accents(
    written: Schools, query: str, texts: list[str]
) -> None:
    page = year(written)

    page.reader.receive({"kind": "search", "query": query})

    assert [text for _, month in shown(page) for text in month] == texts


@pytest.mark.parametrize(
    ("query", "found"),
    [("gus", "1 entry holds these words"), ("zebra", "0 entries hold these words"), ("  ", "")],
)
def test_a_search_says_how_much_it_found(written: Schools, query: str, found: str) -> None:
    page = year(written)

    page.reader.receive({"kind": "search", "query": query})

    assert page.reader.found == found


def test_a_search_that_finds_nothing_says_so(written: Schools) -> None:
    page = year(written)

    page.reader.receive({"kind": "search", "query": "zebra"})

    assert (page.reader.months, page.reader.empty) == ([], NOTHING_FOUND)


def test_another_persons_words_are_never_found(schools: Schools) -> None:
    save(schools, question(), "Gus waited.", person="ben")
    page = year(schools)

    page.reader.receive({"kind": "search", "query": "gus"})

    assert shown(page) == []


def test_a_change_elsewhere_keeps_the_search(written: Schools) -> None:
    page = year(written)
    page.reader.receive({"kind": "search", "query": "gus"})
    written.clock.later(minutes=1)
    save(written, question("slot-and-room"), "Gus moved the chairs.")

    page.live.receive({"kind": "changed", "topic": "person:ana"})

    assert shown(page) == [("October 2026", ["Gus waited.", "Gus moved the chairs."])]


def test_earlier_versions_can_be_opened(schools: Schools, clock: Clock) -> None:
    entry = save(schools, question(), "Gus waited.")
    clock.later(days=1, minutes=2)
    save(schools, question(), "Gus waited, and Mia spoke.", upon=entry)
    page = year(schools)

    page.reader.receive({"kind": "versions", "id": entry.id})

    assert first(page)["earlier"] == "1 earlier version"
    assert page.reader.versions == {
        entry.id: [{"at": "Saved Tuesday 20 October, 3:15 pm", "text": "Gus waited."}]
    }


def test_an_entry_written_once_has_no_earlier_version(written: Schools) -> None:
    assert first(year(written))["earlier"] == ""


# --- deleting ----------------------------------------------------------------------------


def test_what_is_deleted_is_gone_with_its_copy_and_its_versions(
    schools: Schools, clock: Clock
) -> None:
    entry = save(schools, question(), "Gus waited.")
    clock.later(minutes=2)
    save(schools, question(), "Gus waited, and Mia spoke.", upon=entry)
    schools.as_seen_by("ana").reflections.share(entry.id)
    page = year(schools)
    page.reader.receive({"kind": "versions", "id": entry.id})

    page.reader.receive({"kind": "delete", "id": entry.id})

    assert (page.reader.months, page.reader.versions) == ([], {})
    assert page.notice.text == "Deleted for good."
    assert schools.as_seen_by("ben").reflections.shared_with_me(OCTOBER) == []


def test_the_warning_says_how_long_backups_keep_it(schools: Schools) -> None:
    assert "up to 30 days more" in year(schools).reader.warning


@pytest.mark.parametrize("kind", ["delete", "versions"])
def test_another_persons_entry_is_refused_in_words(schools: Schools, kind: str) -> None:
    entry = save(schools, question(), "Ben's own.", person="ben")
    page = year(schools)

    page.reader.receive({"kind": kind, "id": entry.id})

    assert page.notice.text.startswith("This is not yours to open or change")
    assert page.reader.versions == {}
    assert schools.as_seen_by("ben").reflections.entry(entry.id).text == "Ben's own."


# --- marks -------------------------------------------------------------------------------


def rate(schools: Schools, month: Month, value: int, *indicators: str) -> None:
    marks = [Rating(month=month.id, indicator_id=one, value=value) for one in indicators]
    schools.as_seen_by("ana").reflections.rate(*marks)


def test_without_marks_it_says_where_they_come_from(schools: Schools) -> None:
    (part,) = year(schools).marks.children

    assert isinstance(part, Panels)
    assert part.panels[0]["title"] == "No marks yet"


def test_the_charts_title_is_the_finding_and_its_table_holds_the_marks(schools: Schools) -> None:
    rate(schools, SEPTEMBER, 2, "everyone-spoke", "norms-tended")
    rate(schools, OCTOBER, 4, "everyone-spoke", "norms-tended")

    (chart,) = year(schools).marks.children

    assert isinstance(chart, Chart)
    assert chart.title == "Culture moved most since September; culture is lowest now"
    assert chart.table["head"] == ["", "Sep 2026", "Oct 2026"]
    assert ["Culture", "2", "4"] in chart.table["rows"]
    assert ["Everyone spoke", "2", "4"] in chart.table["rows"]
    assert "Culture 2.0 in September 2026, 4.0 in October 2026" in chart.alt


def test_the_picture_comes_for_light_and_for_dark(schools: Schools) -> None:
    rate(schools, OCTOBER, 4, "everyone-spoke")

    (chart,) = year(schools).marks.children

    assert "<svg" in chart.light
    assert "<svg" in chart.dark
    assert chart.light != chart.dark


def test_marks_of_long_ago_are_left_to_their_months(schools: Schools) -> None:
    rate(schools, Month(2024, 3), 1, "everyone-spoke")
    rate(schools, OCTOBER, 4, "everyone-spoke")

    (chart,) = year(schools).marks.children

    assert chart.table["head"] == ["", "Oct 2026"]


# --- files -------------------------------------------------------------------------------


def test_the_year_can_be_taken_away_as_word(written: Schools) -> None:
    name, _, data = year(written).file("word")

    paragraphs = [one.text for one in Document(io.BytesIO(data)).paragraphs]
    assert name == "my-reflections-2026-10-20.docx"
    assert [one for one in paragraphs if one.endswith(" 2026")] == [
        "September 2026",
        "October 2026",
    ]
    assert {"Café talk.", "Gus waited.", "Ask Mia first."} <= set(paragraphs)


def test_the_year_can_be_taken_away_as_markdown(written: Schools) -> None:
    name, _, data = year(written).file("markdown")

    assert name == "my-reflections-2026-10-20.md"
    assert data.decode().startswith("# My reflections\n\nAna, Tuesday 20 October 2026. Your own")
    assert "\n\nGus waited.  \n\n" in data.decode()


def test_a_file_that_cannot_be_made_is_said(written: Schools) -> None:
    page = year(written)
    written.store.close()

    page.downloads.receive({"kind": "ask", "id": "word"})

    assert page.notice.text == "The database does not answer just now."
