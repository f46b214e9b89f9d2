"""Two waves of one survey, and the same people in both, found in a browser."""

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import PageFor
from tests.browser.looking import sign_in, states, words
from tests.browser.reflecting import open_page, step
from tests.browser.visiting import axe
from tests.unit.again import FALL, NORMS, SPRING, asked_again

LEADER, COACH = "vivian-adebanjo", "naomi-feldstrom"


@pytest.fixture
def page(page_for: PageFor) -> Page:
    """A leader's browser, at the first step."""
    return open_page(sign_in(page_for(None), LEADER), "surveys")


def count(page: Page, name: str, data: bytes, wave: str, of: str = "") -> None:
    """Hand in a file and count it: as a further wave of a survey, else as a new one."""
    step(page, "Your file")
    file: FilePayload = {"name": name, "mimeType": "text/csv", "buffer": data}
    page.get_by_label("Your file", exact=True).set_input_files(file)
    expect(page.get_by_text(f"{name} is read:")).to_be_visible()
    step(page, "What was found")
    if of:
        further = page.get_by_role("combobox", name="New, or asked again")
        further.select_option(label=f"A further wave of {of}")
    else:
        page.get_by_role("textbox", name="What the survey is called").fill("How we meet")
    page.get_by_role("textbox", name="When it was asked").fill(wave)
    page.get_by_role("button", name="Count", exact=True).click()
    people = len(data.splitlines()) - 1
    expect(page.get_by_text(f"Counted: {people} people.")).to_be_visible()


def test_what_the_same_people_changed_by_is_let_out(page: Page, page_for: PageFor) -> None:
    count(page, "fall.csv", asked_again(FALL), "Fall 2025")
    count(page, "spring.csv", asked_again(SPRING, higher=0.8), "Spring 2026", of="How we meet")
    step(page, "Let it out")
    page.get_by_label("The file of Fall 2025").select_option(label="fall.csv")
    axe(page)
    page.get_by_role("button", name="Look before you let it out").click()
    expect(page.get_by_text("Choose the files of both waves").first).to_be_visible()

    page.get_by_label("The file of Spring 2026").select_option(label="spring.csv")
    page.get_by_role("button", name="Look before you let it out").click()
    same = page.get_by_role("region", name="The same people, matched")
    expect(same).to_contain_text("39 people were found again: 81 % of the 48 who answered in Fall")
    axe(page)
    page.get_by_role("button", name="Let it out", exact=True).click()
    expect(page.get_by_text("It is let out:")).to_be_visible()

    other = open_page(sign_in(page_for(None), COACH), "surveys")
    other.get_by_role("link", name="Open How we meet").click()
    told = other.get_by_role("region", name="The same people, matched")
    expect(told.get_by_role("listitem").filter(has_text=NORMS)).to_contain_text(
        "Higher than before"
    )
    axe(other)
    arrived = " ".join(text for state in states(other).values() for text in words(state))
    assert "fall.csv" not in arrived
