"""What was done so that nobody is kept out stands where everybody finds it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import oak
from tests.browser.conftest import PageFor, Serve
from tests.browser.everywhere import MEMBER, is_for_everybody
from tests.browser.looking import sign_in
from tests.browser.reflecting import open_page
from tests.browser.serving import Served


def follow(page: Page) -> None:
    """Go from the foot of a page to the statement."""
    page.get_by_role("contentinfo").get_by_role("link", name="Accessibility").click()
    expect(page.get_by_role("heading", level=1, name="Accessibility")).to_be_visible()
    expect(page.get_by_role("heading", name="If something is in your way")).to_be_visible()
    expect(page.get_by_role("heading", name="What was not tested yet")).to_be_visible()


@pytest.mark.parametrize("who", [None, MEMBER])
def test_every_foot_leads_to_the_statement_before_and_after_one_came_in(
    served: Served, page_for: PageFor, who: str | None
) -> None:
    page = page_for(None)
    if who:
        open_page(sign_in(page, who), "home")
    else:
        page.goto("choose")

    follow(page)


def test_it_stands_before_the_door_of_a_real_school_too(
    serve: Serve, tmp_path: Path, page_for: PageFor
) -> None:
    oak.real_school(tmp_path)
    page = page_for(None, at=serve(data=tmp_path, demo=False))
    page.goto("sign-in")

    follow(page)

    is_for_everybody(page)
