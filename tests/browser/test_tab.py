"""What lies in the tab, and no card shows, is there after a reload and saved by the next page."""

import psutil
import pytest
from playwright.sync_api import expect

from plgwork.models.months import Month
from tests.browser.conftest import PageFor
from tests.browser.failing import WRITER, in_tab, kept, stop
from tests.browser.looking import sign_in
from tests.browser.reflecting import (
    PLAN,
    at_write,
    card,
    field,
    first_card,
    open_page,
    reload,
    see_saved,
    title_of,
    write,
)
from tests.browser.serving import Served


def test_a_second_plan_that_was_not_saved_is_there_after_a_reload(
    served: Served, page_for: PageFor, stopped: list[psutil.Process]
) -> None:
    page = open_page(sign_in(page_for(None), WRITER), "reflection#plan")
    write(card(page, PLAN), "The first plan.")
    page.get_by_role("button", name="Add another").click()
    second = card(page, "What else? (2)")
    expect(field(second)).to_be_focused()
    stop(page, stopped)

    field(second).fill("The second plan, unsaved.")
    reload(page)

    expect(field(second)).to_have_value("The second plan, unsaved.")
    see_saved(second)


def test_an_answer_to_a_question_that_is_folded_again_is_there_after_a_reload(
    served: Served, page_for: PageFor, stopped: list[psutil.Process]
) -> None:
    page = at_write(page_for(None), WRITER)
    write(first_card(page, "Culture"), "The first answer.")
    page.get_by_text("Another question about culture").click()
    chosen = page.get_by_role("group").filter(has_text="Another question about culture")
    chosen.get_by_role("button").first.click()
    one = page.get_by_role("article").filter(has=page.locator("textarea:focus"))
    title = title_of(one)
    stop(page, stopped)

    field(card(page, title)).fill("An answer that nobody heard of.")
    reload(page)

    expect(field(card(page, title))).to_have_value("An answer that nobody heard of.")
    see_saved(card(page, title))
    assert kept(served, title) == "An answer that nobody heard of."


@pytest.mark.parametrize("next_page", ["home", "year", "reflection?month=2026-11"])
def test_what_was_written_for_another_month_is_saved_by_whatever_page_is_next(
    served: Served, page_for: PageFor, stopped: list[psutil.Process], next_page: str
) -> None:
    page = open_page(sign_in(page_for(None), WRITER), "reflection?month=2026-10#write")
    one, text = first_card(page, "Purpose"), f"For October, then {next_page}."
    title = title_of(one)
    stop(page, stopped)

    field(one).fill(text)
    open_page(page, next_page)

    said = "What you wrote for October, and was not saved before, is saved now."
    expect(page.get_by_text(said)).to_be_visible()
    assert kept(served, title, Month(2026, 10)) == text
    assert text not in in_tab(page)
