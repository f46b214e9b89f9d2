"""A leader's survey, walked in a browser: from a file to an answer, by mouse and by keyboard."""

import io

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect
from pptx import Presentation

from tests.browser.conftest import PageFor
from tests.browser.looking import sign_in, states, store_of, words
from tests.browser.reflecting import open_page, reload, step
from tests.browser.serving import Served
from tests.browser.visiting import axe
from tests.unit.surveying import APART, GOOGLE, QUALTRICS, SMALL, with_an_annex
from tests.unit.surveys import SAMPLES

LEADER, OTHER, MEMBER = "vivian-adebanjo", "stephen-kowalczyk", "caleb-yoder"
COACH = "naomi-feldstrom"
MOST_TABS = 60


@pytest.fixture
def page(page_for: PageFor) -> Page:
    """A leader's browser, at the first step."""
    return open_page(sign_in(page_for(None), LEADER), "surveys")


def hand_in(page: Page, name: str, data: bytes | None = None) -> None:
    """Choose a file, and wait until it is read."""
    data = (SAMPLES / name).read_bytes() if data is None else data
    file: FilePayload = {"name": name, "mimeType": "text/csv", "buffer": data}
    page.get_by_label("Your file", exact=True).set_input_files(file)
    expect(page.get_by_text(f"{name} is read:")).to_be_visible()


def count(page: Page, title: str) -> None:
    """Count what was found."""
    page.get_by_role("textbox", name="What the survey is called").fill(title)
    page.get_by_role("textbox", name="When it was asked").fill("Spring 2026")
    page.get_by_role("button", name="Count", exact=True).click()
    expect(page.get_by_text("people. Next: choose what you let out.")).to_be_visible()


def let_out(page: Page, *groups: str) -> None:
    """Tick groups, look, and let it out."""
    for one in groups:
        page.get_by_role("checkbox", name=one, exact=True).check()
    page.get_by_role("button", name="Look before you let it out").click()
    page.get_by_role("button", name="Let it out", exact=True).click()
    expect(page.get_by_text("It is let out:")).to_be_visible()


def chart(page: Page, alt: str) -> Locator:
    """The picture whose words hold these."""
    return page.get_by_role("img", name=alt)


def tab_to(page: Page, what: Locator) -> None:
    """Press Tab until this has keyboard focus."""
    for _ in range(MOST_TABS):
        if what.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way by keyboard to {what}")


def test_u4_from_a_file_to_an_answer_on_a_members_home(page: Page, page_for: PageFor) -> None:
    hand_in(page, SMALL, with_an_annex())
    axe(page)
    step(page, "What was found")
    expect(page.get_by_role("region", name="Google Forms")).to_contain_text("24")
    axe(page)
    count(page, "How our groups are")

    step(page, "Let it out")
    page.get_by_role("checkbox", name="Which school do you work at").check()
    page.get_by_role("button", name="Look before you let it out").click()
    expect(page.get_by_role("region", name="What stays withheld: 2 groups")).to_contain_text(
        "“Annex”: every figure is withheld"
    )
    axe(page)
    expect(page.get_by_role("region", name="A look at Results before anybody")).to_be_visible()
    expect(chart(page, "Annex withheld; Harbor School 50 % favourable (n = 8)")).to_be_visible()
    page.get_by_role("button", name="Let it out", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="It is let out:")).to_be_focused()

    page.get_by_role("link", name="Go on to Results").click()
    expect(chart(page, "Annex withheld; Harbor School 50 % favourable (n = 8)")).to_be_visible()
    axe(page)
    page.get_by_label("Whose answers", exact=True).select_option(
        label="Which school do you work at: Harbor School"
    )
    expect(page.get_by_text("Harbor School. Shares are of those")).to_have_count(2)
    asked = page.get_by_label("What was asked")
    asked.select_option(label="How clear is your goal?")
    expect(chart(page, "by which school do you work at: How clear is your goal?")).to_be_visible()
    page.get_by_label("Whose answers", exact=True).select_option(label="Everyone")
    expect(page.get_by_text("Harbor School. Shares are of those")).to_have_count(0)
    assert asked.locator("option:checked").inner_text() == "How clear is your goal?"

    step(page, "Our answer")
    page.get_by_role("textbox", name="What we heard").fill("You are short of time.")
    page.get_by_role("textbox", name="What we will do").fill("Meet every other week.")
    page.get_by_label("By when").fill("2026-12-15")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Published: every member")).to_be_visible()
    axe(page)
    member = open_page(sign_in(page_for(None), MEMBER), "home")
    expect(member.get_by_role("region", name="How our groups are")).to_contain_text(
        "Meet every other week."
    )

    step(page, "Take away")
    with page.expect_download() as download:
        page.get_by_role("button", name="Slides").click()
    deck = Presentation(io.BytesIO(download.value.path().read_bytes()))
    assert deck.slides[0].shapes.title.text_frame.text == "How our groups are"
    axe(page)


def test_results_open_on_what_sets_groups_apart(page: Page) -> None:
    hand_in(page, "Apart.csv", APART)
    step(page, "What was found")
    page.get_by_role("button", name="Count", exact=True).click()
    page.get_by_role("link", name="Go on to Let it out").click()
    let_out(page, "Which building do you work in", "How long have you been here")

    page.get_by_role("link", name="Go on to Results").click()

    expect(chart(page, "We start on time. Elm Hall 33 %")).to_be_visible()
    asked = page.get_by_label("What was asked").locator("option:checked")
    assert asked.inner_text() == "We start on time."


def test_small_groups_are_merged_where_one_is(page: Page) -> None:
    hand_in(page, SMALL, with_an_annex())
    step(page, "What was found")
    page.get_by_role("button", name="Count", exact=True).click()
    page.get_by_role("link", name="Go on to Let it out").click()
    school = page.get_by_role("checkbox", name="Which school do you work at")
    school.check()
    page.get_by_role("button", name="Look before you let it out").click()

    page.get_by_role("button", name="Merge “Annex” and “Oak Street School”").click()

    said = page.get_by_role("status").filter(has_text="are one group now")
    expect(said).to_be_focused()
    expect(said).to_be_in_viewport()
    expect(school).to_be_checked()
    expect(chart(page, "Annex and Oak Street School")).to_be_visible()
    expect(page.get_by_role("button", name="Let it out", exact=True)).to_be_visible()
    axe(page)


def test_a_scale_of_qualtrics_is_corrected_by_keyboard_and_stays_so(page: Page) -> None:
    hand_in(page, QUALTRICS)
    step(page, "What was found")
    correct = page.get_by_role("button", name="Correct Q1_3: Meetings feel like a waste")
    tab_to(page, correct)
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Meetings feel like a waste")
    expect(dialog).to_be_visible()
    axe(page)
    tab_to(page, dialog.get_by_role("checkbox"))
    page.keyboard.press("Space")
    tab_to(page, dialog.get_by_role("button", name="Save"))
    page.keyboard.press("Enter")

    row = page.get_by_role("row", name="Correct Q1_3")
    expect(row).to_contain_text("turned in scores")
    expect(correct).to_be_focused()
    reload(page)
    step(page, "Your file")
    page.get_by_role("link", name=f"Go on with {QUALTRICS}").click()
    expect(page.get_by_role("heading", level=2, name="What was found")).to_be_focused()
    expect(row).to_contain_text("turned in scores")


def test_a_file_in_many_pieces_arrives_whole(served: Served, page: Page) -> None:
    head, *rows = (SAMPLES / GOOGLE).read_bytes().splitlines(keepends=True)
    large = head + b"".join(rows) * 1_000

    hand_in(page, "all-districts.csv", large)

    with store_of(served, LEADER) as store:
        [draft] = [one for one in store.drafts.mine() if one.name == "all-districts.csv"]
        assert store.drafts.file(draft.id) == large
    assert len(large) > 2_000_000


def test_a_file_that_is_no_survey_is_told_in_words(page: Page) -> None:
    picture: FilePayload = {"name": "a.csv", "mimeType": "text/csv", "buffer": b"\x89PNG\r\n\0\0"}

    page.get_by_label("Your file", exact=True).set_input_files(picture)

    expect(page.get_by_role("alert").filter(has_text=".").first).to_be_visible()
    axe(page)


def test_a_colleague_sees_what_was_let_out_and_nothing_that_was_withheld(
    page: Page, page_for: PageFor
) -> None:
    # Another file than that whose groups were merged: what is put right is remembered by the file.
    hand_in(page, SMALL, with_an_annex() + b"\n")
    step(page, "What was found")
    count(page, "Asked at the annex")
    step(page, "Let it out")
    let_out(page, "Which school do you work at")

    other = open_page(sign_in(page_for(None), COACH), "surveys")
    other.get_by_role("link", name="Open Asked at the annex").click()

    expect(other.get_by_role("heading", level=2, name="Results", exact=True)).to_be_focused()
    expect(chart(other, "Annex withheld")).to_be_visible()
    told = " ".join(text for state in states(other).values() for text in words(state))
    assert SMALL not in told
    assert "More time on day" not in told


def test_the_demos_leader_finds_results_at_once_and_again_after_a_reload(page: Page) -> None:
    page.get_by_role("link", name="Open How is our PLG doing?").click()

    expect(page.get_by_role("region", name="71 % answered")).to_contain_text("45 of 63 people")
    expect(chart(page, "By wave. Purpose Fall 2025")).to_be_visible()
    sure = page.get_by_role("region", name="How sure is this?")
    expect(sure).to_contain_text("“This is my first year” answered much lower than the others")
    expect(page.get_by_role("region", name="What was promised then")).to_be_visible()
    expect(page.get_by_role("region", name="Who did not answer, by group")).to_contain_text(
        "Classroom assistant"
    )
    axe(page)

    reload(page)

    expect(page.get_by_role("heading", level=2, name="Results", exact=True)).to_be_visible()
    expect(page.get_by_role("region", name="71 % answered")).to_be_visible()


def test_an_invented_file_is_tried_with_a_number_of_people_asked(page: Page) -> None:
    page.get_by_role("button", name="Try it with an invented file").click()
    expect(page.get_by_text("41 invented people answered")).to_be_visible()
    step(page, "What was found")
    expect(page.get_by_role("region", name="Google Forms")).to_contain_text("is read as that")
    count(page, "Tried out")
    page.get_by_role("spinbutton", name="How many people were asked").fill("57")
    page.get_by_role("button", name="Keep this number").click()
    expect(page.get_by_text("57 people could have answered.").first).to_be_visible()
    axe(page)
    step(page, "Let it out")
    let_out(page, "What is your role")
    step(page, "Results")
    expect(page.get_by_role("region", name="72 % answered")).to_be_visible()

    step(page, "Your file")
    page.get_by_role("button", name="Delete the survey Tried out").click()
    dialog = page.get_by_role("dialog", name="Delete Tried out?")
    expect(dialog).to_contain_text("the figures of one release")
    axe(page)
    dialog.get_by_role("button", name="Delete it for good").click()
    expect(page.get_by_text("Deleted for good.")).to_be_visible()
    expect(page.get_by_role("link", name="Open Tried out")).to_have_count(0)
