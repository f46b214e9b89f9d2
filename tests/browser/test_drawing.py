"""A page is drawn from what comes with it, asks for little, and stands before its line does."""

from threading import Event
from uuid import uuid4

from playwright.sync_api import Page, Request, expect

from tests.browser.conftest import PageFor
from tests.browser.failing import kept
from tests.browser.looking import sign_in
from tests.browser.reflecting import SAVED, field, first_card, open_page, title_of
from tests.browser.serving import Served
from tests.browser.visiting import ready

WRITER = "kwame-adusei"
MOST_REQUESTS, MOST_BYTES = 30, 1_500_000
FETCHED = """
() => performance.getEntriesByType("resource").filter(({ transferSize }) => transferSize > 0)
  .map(({ name }) => name).filter((name) => name.includes("/assets/"))
"""


def test_a_page_stands_and_is_written_in_before_its_line_does(
    page_for: PageFor, served: Served
) -> None:
    page, laid = sign_in(page_for(None), WRITER), Event()
    page.route_web_socket(
        "**/channels*", lambda one: one.connect_to_server() if laid.is_set() else None
    )

    page.goto("reflection#write")
    one = first_card(page, "Culture")
    field(one).fill("Written before anybody could hear it.")
    assert page.evaluate("() => plg.kernel.status") == "connecting"
    laid.set()
    page.evaluate("() => plg.kernel.reconnect()")

    expect(one.get_by_role("status")).to_have_text(SAVED)
    assert kept(served, title_of(one), by=WRITER) == "Written before anybody could hear it."


def test_a_page_asks_a_browser_that_comes_for_the_first_time_for_little(page_for: PageFor) -> None:
    page, asked = new(page_for), list[Request]()
    page.on("requestfinished", lambda one: asked.append(one))

    open_page(page, "reflection")

    assert 0 < len(asked) <= MOST_REQUESTS
    assert 0 < sum(size(one) for one in asked) <= MOST_BYTES


def new(page_for: PageFor) -> Page:
    """Somebody whose browser has never been here: no other test asks for one like it."""
    return sign_in(page_for(None, user_agent=f"Browser {uuid4()}"), WRITER)


def size(request: Request) -> int:
    sizes = request.sizes()
    return sizes["responseBodySize"] + sizes["responseHeadersSize"]


def test_a_browser_that_comes_again_has_our_programs_already(page_for: PageFor) -> None:
    page = open_page(new(page_for), "reflection")
    assert page.evaluate(FETCHED)

    page.goto("home")
    page.goto("reflection")
    ready(page)

    assert page.evaluate(FETCHED) == []


def test_what_is_typed_in_one_part_stays_when_another_comes(page_for: PageFor) -> None:
    page = open_page(sign_in(page_for(None), WRITER), "reflection#plan")
    fields = page.locator("#plan").get_by_role("textbox")
    before = fields.count()
    fields.first.evaluate("(one) => (one.dataset.same = 'yes')")

    page.get_by_role("button", name="Add another").click()

    expect(fields).to_have_count(before + 1)
    expect(fields.last).to_be_focused()
    assert fields.first.evaluate("(one) => one.dataset.same") == "yes"
