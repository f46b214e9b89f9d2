"""My year: marks as a finding, words to find, to read again, to take away, to delete for good."""

import re
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Locator, Page, expect

from plgwork.models.content import Area
from plgwork.models.months import Month
from plgwork.models.reflections import Draft, Entry, EntryKind, Subject
from tests.browser.conftest import PageFor
from tests.browser.looking import sign_in, store_of
from tests.browser.reflecting import open_page, reload, tab_to
from tests.browser.serving import Served

AUTHOR = "maribel-quintanar"


def written(served: Served, asked: str, *texts: str, share: bool = False) -> Entry:
    """An entry of this November that was written in as many sittings as there are texts."""
    subject = Subject(
        month="2026-11",
        kind=EntryKind.ANSWER,
        about=asked.lower().replace(" ", "-").strip("?"),
        asked=asked,
        area=Area.CULTURE,
    )
    with store_of(served, AUTHOR) as store:
        entry = store.reflections.save(Draft(subject=subject, text=texts[0], sitting=texts[0]))
        for text in texts[1:]:
            bases = tuple(version.id for version in entry.current)
            draft = Draft(subject=subject, text=text, bases=bases, sitting=text)
            entry = store.reflections.save(draft)
        return store.reflections.share(entry.id) if share else entry


# As if typed, but the page stays where it was scrolled to.
ASK = "(one, words) => { one.value = words; one.dispatchEvent(new Event('input')); }"


@pytest.fixture
def page(page_for: PageFor) -> Page:
    """The author's browser, in which My year is still to be opened."""
    return sign_in(page_for(None), AUTHOR)


def entry_of(page: Page, asked: str) -> Locator:
    """An entry as My year shows it."""
    return page.get_by_role("article", name=asked, exact=True)


def test_the_chart_has_a_finding_a_description_and_the_figures_as_a_table(page: Page) -> None:
    open_page(page, "year")
    chart = page.get_by_role("figure")

    expect(chart.get_by_role("heading")).to_have_text(re.compile(r"\w+ \w+"))
    for area in ("Purpose", "Structure", "Sustainability", "Culture"):
        expect(chart.get_by_role("img", name=area)).to_be_visible()
    chart.get_by_text("The figures as a table").click()

    table = chart.get_by_role("table", name="Your marks by month")
    expect(table.get_by_role("row", name="Purpose")).to_be_visible()
    # A line for the months, one for each area, one for each statement.
    expect(table.get_by_role("row")).to_have_count(1 + 4 + 16)


def test_search_finds_what_holds_the_words_and_says_when_nothing_does(
    served: Served, page: Page
) -> None:
    written(served, "Who kept the time?", "Lucinda, with a wooden spoon.")
    open_page(page, "year")
    search = page.get_by_role("searchbox", name="Search your words")

    search.fill("wooden spo")
    expect(page.get_by_text("1 entry holds these words")).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(1)
    expect(entry_of(page, "Who kept the time?")).to_contain_text("with a wooden spoon")
    search.fill("wooden trombone")

    expect(page.get_by_text("Nothing you wrote holds these words.")).to_be_visible()


def test_what_is_pressed_while_what_was_found_is_drawn_anew_is_not_lost(
    served: Served, page: Page
) -> None:
    written(served, "Who kept the time?", "Lucinda, with a wooden spoon.")
    written(served, "What did we sit on?", "Wooden boxes.")
    open_page(page, "year")
    search = page.get_by_role("searchbox", name="Search your words")
    search.fill("wooden")
    expect(page.get_by_text("2 entries hold these words")).to_be_visible()

    page.get_by_role("button", name="Delete: Who kept the time?").hover()
    page.mouse.down()
    search.evaluate(ASK, "wooden spo")
    expect(page.get_by_text("1 entry holds these words")).to_be_visible()
    page.mouse.up()

    asked = page.get_by_role("dialog", name="Delete this for good?")
    expect(asked).to_contain_text("Who kept the time?")
    expect(entry_of(page, "What did we sit on?")).to_have_count(0)


def test_an_earlier_version_can_be_opened(served: Served, page: Page) -> None:
    written(served, "What did we drop?", "The second agenda item.", "All but the first item.")
    open_page(page, "year")
    entry = entry_of(page, "What did we drop?")
    expect(entry).not_to_contain_text("The second agenda item.")

    entry.get_by_text("1 earlier version").click()

    expect(entry.get_by_role("blockquote")).to_have_text("The second agenda item.")


def test_deleting_asks_first_and_can_be_left_by_escape(served: Served, page: Page) -> None:
    written(served, "What was said at the door?", "Nothing I would write twice.")
    open_page(page, "year")
    button = page.get_by_role("button", name="Delete: What was said at the door?")
    button.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Delete this for good?")
    expect(dialog).to_contain_text("30 days")

    page.keyboard.press("Escape")

    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()
    expect(entry_of(page, "What was said at the door?")).to_be_visible()


def test_what_is_deleted_is_gone_for_its_author_and_for_every_reader(
    served: Served, page: Page, page_for: PageFor
) -> None:
    written(served, "What went wrong?", "The projector, then my temper.", share=True)
    coach = open_page(sign_in(page_for(None), "naomi-feldstrom"), "home")
    expect(coach.get_by_text("The projector, then my temper.")).to_be_visible()
    open_page(page, "year")

    page.get_by_role("button", name="Delete: What went wrong?").focus()
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="Delete for good"))
    page.keyboard.press("Enter")

    expect(page.get_by_text("Deleted for good.")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_be_focused()
    expect(coach.get_by_text("The projector, then my temper.")).to_have_count(0)
    reload(page)
    expect(entry_of(page, "What went wrong?")).to_have_count(0)
    with store_of(served, AUTHOR) as store:
        assert not store.reflections.search("projector temper")
        assert store.reflections.entries_of(Month(2026, 11))


def test_a_change_from_elsewhere_leaves_focus_and_folds_as_they_are(
    served: Served, page: Page
) -> None:
    written(served, "What did we keep?", "The round.", "The round, and the last five minutes.")
    open_page(page, "year")
    entry = entry_of(page, "What did we keep?")
    entry.get_by_text("1 earlier version").click()
    page.locator("summary", has_text="October 2026").click()
    october = page.get_by_role("group").filter(has_text="October 2026")
    delete = page.get_by_role("button", name="Delete: What did we keep?")
    delete.focus()

    written(served, "What came in from elsewhere?", "This did.")
    expect(entry_of(page, "What came in from elsewhere?")).to_be_visible()
    expect(delete).to_be_focused()
    expect(entry.get_by_role("blockquote")).to_have_text("The round.")
    expect(october.get_by_role("article").first).to_be_visible()
    november = page.locator("summary", has_text="November 2026")
    november.focus()
    page.keyboard.press("Enter")
    before = november.text_content() or ""
    written(served, "And once more?", "Once more.")
    expect(november).not_to_have_text(before)

    expect(november).to_be_focused()
    expect(entry_of(page, "And once more?")).to_be_hidden()
    expect(october.get_by_role("article").first).to_be_visible()


@pytest.mark.parametrize("kind", ["Word", "Markdown"])
def test_the_files_to_take_away_hold_what_was_written(
    served: Served, page: Page, tmp_path: Path, kind: str
) -> None:
    written(served, "What do I keep?", "Dwayne's list of who spoke, and the café receipt.")
    open_page(page, "year")

    with page.expect_download() as download:
        page.get_by_role("button", name=kind).click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)

    text = _text(file)
    assert "What do I keep?" in text
    assert "Dwayne's list of who spoke, and the café receipt." in text


def _text(file: Path) -> str:
    if file.suffix == ".docx":
        return "\n".join(paragraph.text for paragraph in Document(str(file)).paragraphs)
    return file.read_text(encoding="utf-8")


def test_on_paper_the_name_of_a_month_stays_with_what_was_written(
    served: Served, page: Page
) -> None:
    written(served, "Who kept the time?", "Lucinda, with a wooden spoon.")
    open_page(page, "year")
    month = page.locator("details[open]", has=entry_of(page, "Who kept the time?"))

    page.emulate_media(media="print")

    name = month.locator("summary").first
    assert name.evaluate("(one) => getComputedStyle(one).breakAfter") == "avoid"
