"""Open answers, walked in a browser: read through, let out, searched, and coded by two people."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PageFor
from tests.browser.looking import sign_in, states, words
from tests.browser.reflecting import open_page, step
from tests.browser.test_surveys import COACH, LEADER, count, hand_in, tab_to
from tests.browser.visiting import PHONE, axe
from tests.unit.written import ANSWERS, FILE, QUESTION

NAMED, READ = "Caleb Yoder keeps us honest about time", "… keeps us honest about time"
MOST_TABS = 40


@pytest.fixture
def page(page_for: PageFor) -> Page:
    """A leader's browser, with a file that was counted, at the third step."""
    page = open_page(sign_in(page_for(None), LEADER), "surveys")
    hand_in(page, "what-helps.csv", FILE)
    step(page, "What was found")
    count(page, "What would help")
    step(page, "Let it out")
    return page


def press(page: Page, what: Locator, key: str = "Enter") -> None:
    """Go to something by keyboard, and press a key on it."""
    tab_to(page, what)
    page.keyboard.press(key)


def let_out(page: Page) -> None:
    """Tick the open question, read the answers through, and let them out; all by keyboard."""
    press(page, page.get_by_role("checkbox", name=QUESTION), "Space")
    press(page, page.get_by_role("button", name="Look before you let it out"))
    expect(page.get_by_role("row", name="Open Answer 3")).to_be_visible()


def add(page: Page, name: str, counts: str) -> None:
    """Add a code by keyboard."""
    press(page, page.get_by_role("button", name="Add a code"))
    dialog = page.get_by_role("dialog", name="A new code")
    expect(dialog.get_by_role("textbox", name="Code")).to_be_focused()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(counts)
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("button", name=f"Change {name}")).to_be_visible()


def code_all(page: Page, *rooms: int) -> None:
    """Code every answer by keyboard: these as a matter of rooms, the others of time."""
    page.get_by_role("button", name="Code them on your own").click()
    for at in range(len(ANSWERS)):
        dialog = page.get_by_role("dialog", name=f"Answer {at + 1} of {len(ANSWERS)}")
        about = dialog.get_by_role("combobox", name="It is about")
        expect(about).to_be_focused()
        page.keyboard.type("Rooms" if at in rooms else "Time")
        press(page, dialog.get_by_role("button", name="Keep, and go on"))
    page.get_by_role("button", name="I am done").click()


def test_open_answers_are_redacted_let_out_searched_and_coded_by_two(
    page: Page, page_for: PageFor
) -> None:
    let_out(page)
    axe(page)
    row = page.get_by_role("row").filter(has_text=READ)
    expect(row).to_contain_text("2 words, proposed")
    press(page, row.get_by_role("button"))
    dialog = page.get_by_role("dialog", name="Answer")
    expect(dialog).to_contain_text(NAMED)
    axe(page)
    box = dialog.get_by_role("textbox", name="As others will read it")
    box.fill(f"{READ}; without … we would drift.")
    press(page, dialog.get_by_role("button", name="Save"))
    expect(row).to_contain_text("3 words")
    press(page, page.get_by_role("button", name="Let it out", exact=True))
    expect(page.get_by_text("It is let out:")).to_be_visible()

    step(page, "Results")
    found = page.get_by_role("searchbox", name="Words in the answers")
    tab_to(page, found)
    page.keyboard.type("TIME")
    expect(page.get_by_text("6 of 14 answers have “TIME”")).to_be_visible()
    table = page.get_by_role("region", name=QUESTION)
    expect(table.get_by_role("rowheader")).to_have_text(
        ["time", "time", "time", "time", "Time", "time"]
    )
    axe(page)
    found.fill("")
    add(page, "Time", "Minutes, and what takes them.")
    add(page, "Rooms", "Where we sit.")
    axe(page)
    code_all(page, 0, 2, 7)
    expect(page.get_by_role("region", name="Who codes")).to_contain_text("done")

    other = open_page(sign_in(page_for(None, PHONE, "dark"), COACH), "surveys")
    other.get_by_role("link", name="Open What would help").click()
    expect(other.get_by_role("region", name="Who codes")).to_contain_text("done")
    told = " ".join(text for state in states(other).values() for text in words(state))
    assert "Caleb Yoder" not in told
    code_all(other, 0, 2, 7, 8)
    axe(other)

    expect(page.get_by_role("region", name="Almost perfect agreement")).to_contain_text("13 of 14")
    expect(page.get_by_role("region", name="Where you differ: talk about these")).to_be_visible()
    axe(page)
