"""What a person does on the pages: go to a step, write to a card, see it saved, share it."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.looking import sign_in, states, words
from tests.browser.visiting import ready

STEPS = ("Look back", "Rate", "Write", "Plan", "Share")
AREAS = ("Purpose", "Structure", "Sustainability", "Culture")
PLAN = "What will you do next month?"
FOCUSED = "element => element === document.activeElement"
MOST_TABS = 100
STEPS_OF = re.compile(r"^Steps of")
SAVED = re.compile(r"^Saved ")


def open_page(page: Page, address: str) -> Page:
    """Go to a page of the workbook and wait for it."""
    page.goto(address)
    ready(page)
    return page


def at_write(page: Page, person_id: str) -> Page:
    """Come in as somebody, straight to the step Write of the month by the clock."""
    return open_page(sign_in(page, person_id), "reflection#write")


def reload(page: Page) -> None:
    """Load the page anew and wait for it."""
    page.reload()
    ready(page)


def steps(page: Page) -> Locator:
    """The links to the steps, each with what is left to do in it."""
    return page.get_by_role("navigation", name=STEPS_OF)


def step(page: Page, name: str) -> None:
    """Go to a step of the page."""
    steps(page).get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=2, name=name, exact=True)).to_be_focused()


def card(page: Page, title: str) -> Locator:
    """The card with this question."""
    return page.get_by_role("article", name=title, exact=True)


def first_card(page: Page, area: str) -> Locator:
    """The first open card of an area, in the step Write."""
    return page.get_by_role("article").filter(has=page.get_by_text(area, exact=True)).first


def title_of(one: Locator) -> str:
    """The question on a card."""
    return one.get_by_role("heading", level=3).inner_text()


def field(one: Locator) -> Locator:
    """Where one writes on a card."""
    return one.get_by_role("textbox")


def write(one: Locator, text: str) -> None:
    """Write to a card, and see that it is saved."""
    field(one).fill(text)
    see_saved(one)


def see_saved(one: Locator) -> None:
    """Wait until the card says that what stands there is saved."""
    expect(one.get_by_role("status")).to_have_text(SAVED)


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if target.evaluate(FOCUSED):
            return
    raise AssertionError(f"Tab does not lead to {target}")


def share(one: Locator) -> None:
    """Let the cohort read a card."""
    one.get_by_role("radio", name="My cohort").check()
    expect(one).to_contain_text("Shared with the")


def rate_all(page: Page, point: str) -> None:
    """Give every statement the same mark, and see that all are kept."""
    for radio in page.get_by_role("radio", name=point).all():
        radio.check()
    expect(steps(page).get_by_role("link", name="Rate")).to_contain_text("16 of 16")


def everything_in(page: Page) -> str:
    """All that the browser was given: the page as it is drawn, and every widget's state.

    Whoever uses the tools that come with a browser can read all of it, shown or not.
    """
    return "\n".join([page.content(), *words(states(page))])
