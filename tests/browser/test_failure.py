"""Whatever breaks while someone types: the page says what, keeps the text, and goes on."""

from pathlib import Path

import psutil
from playwright.sync_api import Browser, expect

from tests.browser.browsers import Browsers
from tests.browser.conftest import PageFor, Serve
from tests.browser.failing import (
    AWAY,
    SIGNED_OUT,
    STOPPED,
    WRITER,
    banner,
    hear,
    heard,
    kept,
)
from tests.browser.looking import kernels, process_of, sign_in
from tests.browser.reflecting import (
    at_write,
    field,
    first_card,
    see_saved,
    step,
    title_of,
    write,
)
from tests.browser.serving import Served, copy_school
from tests.browser.visiting import axe, ready
from tests.soak.line import Line
from tests.soak.pages import folder_of, open_and_leave
from tests.soak.standing import standing
from tests.soak.typing import Blows, on_postgresql, on_sqlite

SECONDS = 120


# --- everything at once, again and again ------------------------------------------------------


def test_nothing_that_was_called_saved_is_lost_on_sqlite(
    browser: Browser, school: Path, tmp_path: Path
) -> None:
    data = copy_school(school, tmp_path)

    figures = on_sqlite(browser, data, Blows(kernel=3, server=1, database=1))

    assert figures.called_saved > 0
    assert figures.parted == 0


def test_nothing_that_was_called_saved_is_lost_on_postgresql(
    browser: Browser, tmp_path: Path
) -> None:
    figures = on_postgresql(browser, tmp_path, Blows(kernel=3, server=1, database=1))

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
    # It comes after "Saved", and by the same line.
    expect(page.get_by_role("listitem", name=title, include_hidden=True)).to_be_attached()

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
    served = serve(return_seconds=10)
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


# --- a page that does not come up ----------------------------------------------------------------


def test_a_part_that_cannot_be_drawn_says_so_and_the_others_work(
    served: Served, browsers: Browsers
) -> None:
    with browsers.one(base_url=f"{served.url}/") as context:
        page = context.new_page()
        page.route("**/ratings.js", lambda route: route.abort())

        one = first_card(at_write(page, WRITER), "Purpose")
        write(one, "Drawn all the same.")

        assert kept(served, title_of(one)) == "Drawn all the same."
        step(page, "Rate")
        expect(page.get_by_role("alert")).to_contain_text("could not be drawn")


def test_a_page_that_cannot_be_drawn_says_so(page_for: PageFor) -> None:
    page = sign_in(page_for(None), WRITER)
    page.route("**/drawing.js", lambda route: route.abort())

    page.goto("home")

    expect(banner(page)).to_contain_text("This page could not be opened.")
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
