"""Whatever breaks while someone types: the page says what, keeps the text, and goes on."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from plgwork.models.months import Month
from tests.browser.conftest import PageFor, Serve
from tests.browser.looking import kernels, process_of, sign_in, store_of
from tests.browser.reflecting import (
    PLAN,
    at_write,
    card,
    field,
    first_card,
    open_page,
    reload,
    see_saved,
    step,
    steps,
    title_of,
    write,
)
from tests.browser.serving import Served, copy_school
from tests.browser.visiting import axe, ready
from tests.soak.line import Line, line_to
from tests.soak.pages import folder_of, open_and_leave
from tests.soak.standing import standing
from tests.soak.typing import Blows, on_postgresql, on_sqlite

WRITER = "walter-brzezicki"
NOVEMBER = Month(2026, 11)
SECONDS = 120
AWAY = "The workbook cannot be reached just now. What you write is kept in this tab."
STOPPED = "This page was stopped. What you wrote is kept; reload to go on."
SIGNED_OUT = "You are signed out. What you wrote is kept in this tab."
BUSY = (
    "Not saved yet. The database is busy with something else just now. "
    "What you wrote stays in this tab and is sent again."
)
# What a live region announces is what it says after each change.
HEAR = """(region) => {
  region.heard = [];
  const hear = () => region.heard.push(region.firstChild?.textContent ?? "");
  const changes = { childList: true, characterData: true, subtree: true };
  new MutationObserver(hear).observe(region, changes);
}"""


# As the front end leaves a widget whose state came too late for it; once, or each time.
OVERLOOK = """(times) => {
  window.name = Number(window.name) + 1; // which lasts as long as the tab
  if (Number(window.name) > times) return;
  new MutationObserver((_, observer) => {
    const output = document.querySelector(".jp-OutputArea-output");
    if (!output) return;
    observer.disconnect();
    output.textContent = "Error displaying widget: model not found";
    output.classList.add("jupyter-widgets");
  }).observe(document, { childList: true, subtree: true });
}"""


def hear(region: Locator) -> None:
    """Write down from now on what this live region announces."""
    region.evaluate(HEAR)


def heard(region: Locator) -> list[str]:
    """What it announced; on a slow machine a short "Reconnecting" may come first."""
    said: list[str] = region.evaluate("(region) => region.heard")
    return [text for text in said if not text.startswith("Reconnecting")]


def kept(served: Served, title: str, month: Month = NOVEMBER) -> str:
    """What the database holds for a question, past all pages."""
    with store_of(served, WRITER) as store:
        entries = store.reflections.entries_of(month)
        return next((one.text for one in entries if one.subject.asked == title), "")


def banner(page: Page) -> Locator:
    """The one region that tells of the connection."""
    return page.locator("#banner")


@contextmanager
def locked(served: Served) -> Iterator[None]:
    """Somebody else writes to the database all the while."""
    file = served.data / "workbook.sqlite"
    with closing(sqlite3.connect(file, isolation_level=None, timeout=60)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@pytest.fixture
def line(served: Served) -> Iterator[Line]:
    """A line to the server that can be cut."""
    with line_to(served) as line:
        yield line


@pytest.fixture
def stopped() -> Iterator[list[psutil.Process]]:
    """Processes put here go on at the end of the test, if they are still there."""
    processes: list[psutil.Process] = []
    yield processes
    for process in processes:
        if process.is_running():
            process.resume()


def stop(page: Page, stopped: list[psutil.Process]) -> None:
    """Let the kernel of a page answer nothing more."""
    stopped.append(process_of(page))
    stopped[-1].suspend()


# --- everything at once, again and again ------------------------------------------------------


def test_nothing_that_was_called_saved_is_lost_on_sqlite(browser: Browser, tmp_path: Path) -> None:
    figures = on_sqlite(browser, tmp_path, Blows(kernel=5, server=2, database=1))

    assert figures.called_saved > 0
    assert figures.parted == 0


def test_nothing_that_was_called_saved_is_lost_on_postgresql(
    browser: Browser, tmp_path: Path
) -> None:
    figures = on_postgresql(browser, tmp_path, Blows(kernel=5, server=2, database=1))

    assert figures.called_saved > 0
    assert figures.parted == 0


# --- the line -----------------------------------------------------------------------------------


def test_a_line_that_is_cut_is_announced_once_and_what_was_typed_is_saved_when_it_is_back(
    served: Served, page_for: PageFor, line: Line
) -> None:
    page = at_write(page_for(None, at=line.served), WRITER)
    one = first_card(page, "Purpose")
    write(one, "Before.")
    hear(banner(page))

    line.cut()
    field(one).fill("Before. And while nobody heard it.")
    expect(banner(page)).to_have_text(AWAY)
    line.wait_for_knocks(5)
    expect(one).to_contain_text("Not saved yet")
    expect(banner(page).get_by_role("button")).to_have_count(0)
    assert heard(banner(page)) == [AWAY]  # the page looked five times, and said it once
    line.mend()
    see_saved(one)

    expect(banner(page)).to_be_empty()
    assert heard(banner(page)) == [AWAY, ""]
    assert kept(served, title_of(one)) == "Before. And while nobody heard it."


def test_a_line_that_hangs_is_noticed_and_what_was_typed_is_saved_when_it_is_back(
    served: Served, page_for: PageFor, line: Line
) -> None:
    page = at_write(page_for(None, at=line.served), WRITER)
    one = first_card(page, "Structure")
    write(one, "Before.")

    line.hang()
    field(one).fill("Before. Into a line that hangs.")
    expect(banner(page)).to_have_text(AWAY)
    line.mend()
    see_saved(one)

    expect(banner(page)).to_be_empty()
    assert kept(served, title_of(one)) == "Before. Into a line that hangs."


def test_a_laptop_without_a_network_says_so_and_goes_on_by_itself(
    served: Served, page_for: PageFor
) -> None:
    page = at_write(page_for(None), WRITER)
    one = first_card(page, "Culture")

    page.context.set_offline(True)
    expect(banner(page)).to_have_text(AWAY)
    field(one).fill("Typed on a train.")
    page.context.set_offline(False)

    see_saved(one)
    expect(banner(page)).to_be_empty()
    assert kept(served, title_of(one)) == "Typed on a train."


def test_nothing_that_is_clicked_without_a_line_looks_as_if_it_were_done(
    page_for: PageFor, line: Line
) -> None:
    page = at_write(page_for(None, at=line.served), WRITER)
    one = first_card(page, "Sustainability")
    title = title_of(one)
    write(one, "For me alone.")

    line.cut()
    expect(banner(page)).to_have_text(AWAY)
    one.get_by_role("radio", name="My cohort").click()
    expect(one.get_by_role("alert")).to_have_text(
        "There is no connection just now. Who can read this did not change."
    )
    expect(one.get_by_role("radio", name="Only me")).to_be_checked()
    step(page, "Share")
    row = page.get_by_role("listitem", name=title)
    row.get_by_role("radio", name="My cohort").click()

    expect(row.get_by_role("radio", name="Only me")).to_be_checked()
    expect(page.get_by_role("alert").filter(has_text="Who can read this")).to_be_visible()


# --- the page, and who is signed in -------------------------------------------------------------


def test_a_page_that_was_stopped_says_so_once_and_keeps_nobody_out(page_for: PageFor) -> None:
    page = at_write(page_for(None), WRITER)
    one = first_card(page, "Purpose")
    hear(banner(page))

    process_of(page).kill()
    expect(page.get_by_role("button", name="Reload")).to_be_visible()
    field(one).fill("Into a page that was stopped.")
    page.context.set_offline(True)  # both events let the page look again
    expect(banner(page)).to_have_text(AWAY)
    page.context.set_offline(False)
    expect(page.get_by_role("button", name="Reload")).to_be_visible()

    assert heard(banner(page)) == [STOPPED, AWAY, STOPPED]
    axe(page)
    page.get_by_role("button", name="Reload").click()
    expect(banner(page)).to_be_empty()
    see_saved(one)


def test_whoever_was_signed_out_hears_so_and_one_click_leads_to_the_door_and_back(
    served: Served, page_for: PageFor
) -> None:
    page = at_write(page_for(None), WRITER)
    one = first_card(page, "Culture")
    page.context.clear_cookies()

    process_of(page).kill()
    expect(banner(page)).to_contain_text(SIGNED_OUT)
    field(one).fill("Written while signed out.")
    page.get_by_role("button", name="Sign in").click()
    me = page.get_by_role("button", name="Walter Brzezicki", include_hidden=True).first
    page.locator("details", has=me).locator("summary").click()
    me.click()
    ready(page)
    step(page, "Write")

    expect(field(one)).to_have_value("Written while signed out.")
    see_saved(one)
    assert kept(served, title_of(one)) == "Written while signed out."


def test_a_page_whose_browser_is_gone_without_a_word_is_ended(
    serve: Serve, page_for: PageFor
) -> None:
    served = serve(return_seconds=1)
    page = page_for(WRITER, at=served)
    kernel = process_of(page)

    page.close(run_before_unload=False)
    gone, _ = psutil.wait_procs([kernel], timeout=SECONDS)

    assert gone == [kernel]
    assert kernels(served) == []


def test_the_last_word_before_a_tab_is_closed_is_saved(served: Served, page_for: PageFor) -> None:
    page = at_write(page_for(None), WRITER)
    one, kernel = first_card(page, "Structure"), process_of(page)
    title = title_of(one)

    field(one).fill("The last word.")
    page.close(run_before_unload=True)
    gone, _ = psutil.wait_procs([kernel], timeout=SECONDS)

    assert gone == [kernel]
    assert kept(served, title) == "The last word."


# --- the database -------------------------------------------------------------------------------


def test_why_a_text_is_not_saved_is_said_once_and_it_is_sent_until_it_is(
    served: Served, page_for: PageFor
) -> None:
    page = sign_in(page_for(None), WRITER)
    with page.expect_websocket(lambda line: "/channels" in line.url) as line:
        open_page(page, "reflection#write")
    one = first_card(page, "Sustainability")
    why = one.locator(".plg-problem[aria-live=polite]")
    hear(why)

    with locked(served):
        field(one).fill("While somebody else wrote.")
        expect(why).to_have_text(BUSY)
        for _ in range(2):
            line.value.wait_for_event("framesent", lambda frame: "While somebody" in str(frame))
            line.value.wait_for_event("framereceived", lambda frame: "sent again" in str(frame))
        axe(page)
    see_saved(one)

    expect(why).to_be_empty()
    assert heard(why) == [BUSY, ""]
    assert kept(served, title_of(one)) == "While somebody else wrote."


def test_a_mark_given_while_the_database_is_busy_is_kept_when_it_is_not(
    served: Served, page_for: PageFor
) -> None:
    page = open_page(sign_in(page_for(None), WRITER), "reflection#rate")
    radio = page.get_by_role("radio", name="Mostly").first

    with locked(served):
        radio.check()
        expect(page.get_by_text("Your marks stay in this tab and are sent again.")).to_be_visible()
        expect(radio).to_be_checked()
    expect(page.get_by_text("Not saved yet.")).to_have_count(0)

    reload(page)
    expect(page.get_by_role("radio", name="Mostly").first).to_be_checked()


def test_a_mark_given_on_a_page_that_was_stopped_is_kept_after_the_reload(
    page_for: PageFor, stopped: list[psutil.Process]
) -> None:
    page = open_page(sign_in(page_for(None), WRITER), "reflection#rate")
    stop(page, stopped)

    page.get_by_role("radio", name="Mostly").nth(1).check()
    reload(page)

    expect(page.get_by_role("radio", name="Mostly").nth(1)).to_be_checked()
    expect(steps(page).get_by_role("link", name="Rate")).not_to_contain_text("0 of 16")


def test_a_share_that_the_database_refuses_does_not_look_as_if_it_were_done(
    served: Served, page_for: PageFor
) -> None:
    page = at_write(page_for(None), WRITER)
    one = first_card(page, "Purpose")
    write(one, "Not for everybody yet.")

    with locked(served):
        one.get_by_role("radio", name="My cohort").click()
        expect(one.get_by_role("alert")).to_have_text(
            "The database is busy with something else just now. Who can read this did not change."
        )
        expect(one.get_by_role("radio", name="Only me")).to_be_checked()


# --- what lies in the tab, and no card shows ------------------------------------------------------


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
    assert page.evaluate("() => JSON.stringify(sessionStorage)").count(text) == 0


# --- a page that does not come up ----------------------------------------------------------------


def test_a_page_on_which_a_widget_was_overlooked_opens_once_more(page_for: PageFor) -> None:
    page = sign_in(page_for(None), WRITER)
    page.add_init_script(f"({OVERLOOK})(1)")

    open_page(page, "home")

    expect(page.get_by_role("main")).not_to_contain_text("model not found")
    expect(banner(page)).to_be_empty()


def test_a_page_on_which_a_widget_is_overlooked_again_says_so(page_for: PageFor) -> None:
    page = sign_in(page_for(None), WRITER)
    page.add_init_script(f"({OVERLOOK})(2)")

    page.goto("home")

    expect(banner(page)).to_contain_text("This page could not be opened.", timeout=60_000)
    expect(banner(page).get_by_role("button", name="Reload")).to_be_visible()


# --- many pages ---------------------------------------------------------------------------------


def test_two_hundred_pages_leave_no_process_and_no_file(school: Path, tmp_path: Path) -> None:
    with standing(copy_school(school, tmp_path / "served"), return_seconds=2) as server:
        figures = open_and_leave(server, 200)

    assert (figures.processes, figures.files) == (0, ())
    assert figures.seats.startswith("0 of ")
    assert figures.handles[1] - figures.handles[0] < figures.pages / 10


def test_what_a_killed_server_left_is_gone_once_it_is_started_again(
    school: Path, tmp_path: Path
) -> None:
    with standing(copy_school(school, tmp_path / "served")) as server:
        left = folder_of(server.served)
        server.kill()
        assert left.exists()

        server.start()

        assert not left.exists()
        assert folder_of(server.served).exists()
