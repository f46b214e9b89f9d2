"""Whoever was away comes back: the laptop slept, or the Wi-Fi was gone for a minute or an hour.

The browser's clock jumps, as it does when a lid is opened; what happens meanwhile at the server
is brought about, and not waited for. Its timers are its own: Playwright's, which jump as well,
change the order in which a page that opens does things, and widgets then miss their models.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import psutil
from playwright.sync_api import Page, expect

from tests.browser import oak
from tests.browser.conftest import PageFor, Serve
from tests.browser.failing import (
    AWAY,
    SIGNED_OUT,
    STOPPED,
    WRITER,
    banner,
    hear,
    heard,
    in_tab,
    kept,
)
from tests.browser.looking import process_of
from tests.browser.oak import MOMENT, account, password
from tests.browser.reflecting import (
    at_write,
    field,
    first_card,
    open_page,
    see_saved,
    step,
    title_of,
    write,
)
from tests.browser.serving import Served
from tests.browser.visiting import axe, ready
from tests.soak.line import line_to

SECONDS = 120
HOUR = 60  # minutes
JUMP = """(minutes) => {
  const Before = Date, now = () => Before.now() + minutes * 60000;
  window.Date = class extends Before {
    constructor(...given) { given.length ? super(...given) : super(now()); }
    static now() { return now(); }
  };
}"""


def gone(kernel: psutil.Process) -> None:
    """Wait until the server ended a page's kernel."""
    ended, _ = psutil.wait_procs([kernel], timeout=SECONDS)
    assert ended == [kernel]


def later(page: Page, minutes: int) -> None:
    """Let it be later by the clock of this browser."""
    page.evaluate(JUMP, minutes)


@contextmanager
def asleep(page: Page, minutes: int) -> Iterator[None]:
    """The lid is closed for so long: nothing runs in the browser's pages, timers included."""
    browser = page.context.browser
    assert browser
    told = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
    pages = [one["id"] for one in told["processInfo"] if one["type"] == "renderer"]
    for number in pages:
        psutil.Process(number).suspend()
    try:
        yield
    finally:
        for number in pages:
            psutil.Process(number).resume()
    later(page, minutes)


# --- sleep --------------------------------------------------------------------------------------


def test_after_a_sleep_the_page_says_once_that_it_was_stopped_and_one_click_goes_on(
    serve: Serve, page_for: PageFor
) -> None:
    served = serve(return_seconds=10)
    with line_to(served) as line:
        page = at_write(page_for(None, at=line.served), WRITER)
        one, kernel = first_card(page, "Purpose"), process_of(page)
        write(one, "Before the lid was closed.")
        hear(banner(page))

        field(one).fill("Before the lid was closed. The last words.")
        with asleep(page, HOUR):
            line.cut()
            gone(kernel)
            line.mend()

        expect(banner(page).get_by_role("button", name="Reload")).to_be_visible()
        assert heard(banner(page)) == [STOPPED]
        expect(field(one)).to_have_value("Before the lid was closed. The last words.")
        axe(page)
        page.get_by_role("button", name="Reload").click()
        expect(banner(page)).to_be_empty()
        see_saved(one)
        assert kept(served, title_of(one)) == "Before the lid was closed. The last words."


def test_after_a_nap_the_page_goes_on_by_itself(served: Served, page_for: PageFor) -> None:
    with line_to(served) as line:
        page = at_write(page_for(None, at=line.served), WRITER)
        one, kernel = first_card(page, "Structure"), process_of(page)

        field(one).fill("Typed, and the lid closed.")
        with asleep(page, minutes=1):
            line.cut()
            line.mend()

        see_saved(one)
        expect(banner(page)).to_be_empty()
        assert kernel.is_running()
        assert kept(served, title_of(one)) == "Typed, and the lid closed."


# --- no Wi-Fi -----------------------------------------------------------------------------------


def test_without_wifi_for_a_minute_nothing_is_lost_and_nothing_has_to_be_pressed(
    served: Served, page_for: PageFor
) -> None:
    with line_to(served) as line:
        page = at_write(page_for(None, at=line.served), WRITER)
        one, kernel = first_card(page, "Culture"), process_of(page)
        hear(banner(page))

        line.cut()
        field(one).fill("For a minute nobody heard this.")
        expect(banner(page)).to_have_text(AWAY)
        later(page, minutes=1)
        expect(one).to_contain_text("Not saved yet")
        assert "For a minute" in in_tab(page)
        line.mend()
        see_saved(one)

        expect(banner(page)).to_be_empty()
        assert heard(banner(page)) == [AWAY, ""]
        assert kernel.is_running()
        assert kept(served, title_of(one)) == "For a minute nobody heard this."


def test_without_wifi_for_longer_than_the_server_waits_one_click_goes_on(
    serve: Serve, page_for: PageFor
) -> None:
    served = serve(return_seconds=10)
    with line_to(served) as line:
        page = at_write(page_for(None, at=line.served), WRITER)
        one, kernel = first_card(page, "Culture"), process_of(page)
        hear(banner(page))

        line.cut()
        field(one).fill("Longer than the server waited.")
        expect(banner(page)).to_have_text(AWAY)
        gone(kernel)
        later(page, minutes=3)
        assert "Longer than" in in_tab(page)
        line.mend()
        page.get_by_role("button", name="Reload").click()

        expect(banner(page)).to_be_empty()
        see_saved(one)
        assert kept(served, title_of(one)) == "Longer than the server waited."


def test_without_wifi_for_an_hour_one_signs_in_again_and_finds_what_one_wrote(
    serve: Serve, tmp_path: Path, page_for: PageFor
) -> None:
    oak.real_school(tmp_path, ("ana",))
    served = serve(data=tmp_path, demo=False, return_seconds=10, sign_out_minutes=45)
    with line_to(served) as line:
        page = oak.sign_in(page_for(None, at=line.served), "ana")
        one = first_card(open_page(page, "reflection#write"), "Purpose")
        write(one, "Before.")
        title, kernel = title_of(one), process_of(page)
        hear(banner(page))

        line.cut()
        field(one).fill("Before. And an hour without Wi-Fi.")
        expect(banner(page)).to_have_text(AWAY)
        gone(kernel)
        idle(served, minutes=60)
        later(page, HOUR)
        assert "an hour without" in in_tab(page)
        line.mend()

        expect(banner(page)).to_contain_text(SIGNED_OUT)
        assert heard(banner(page)) == [AWAY, SIGNED_OUT]
        expect(field(one)).to_have_value("Before. And an hour without Wi-Fi.")
        page.get_by_role("button", name="Sign in").click()
        page.get_by_label("Name").fill(account("ana"))
        page.get_by_label("Password").fill(password("ana"))
        page.get_by_role("button", name="Sign in").click()
        ready(page)
        step(page, "Write")

        expect(field(one)).to_have_value("Before. And an hour without Wi-Fi.")
        see_saved(one)
        assert kept(served, title, by="ana") == "Before. And an hour without Wi-Fi."


def idle(served: Served, minutes: int) -> None:
    """Let it be so long since anybody was seen here."""
    seen = (MOMENT - timedelta(minutes=minutes)).strftime("%Y-%m-%d %H:%M:%S.%f")
    with closing(sqlite3.connect(served.data / "workbook.sqlite")) as database, database:
        database.execute("UPDATE sessions SET seen_at = ?", [seen])
