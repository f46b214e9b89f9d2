"""The database fails while someone types: the page says why, once, and saves when it is back."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import expect

from tests import means
from tests.browser.conftest import PageFor
from tests.browser.failing import WRITER, banner, hear, heard, in_tab, kept, stop
from tests.browser.looking import sign_in
from tests.browser.reflecting import (
    at_write,
    field,
    first_card,
    open_page,
    reload,
    see_saved,
    steps,
    title_of,
    write,
)
from tests.browser.serving import Served, copy_school, serving
from tests.browser.visiting import axe
from tests.postgresql import PostgreSQL, running
from tests.soak.databases import (
    Away,
    Database,
    Full,
    Killed,
    Locked,
    ReadOnly,
    Standby,
    small_files,
)

NOT_SAVED = "Not saved yet. {} What you wrote stays in this tab and is sent again."
BUSY = "The database is busy with something else just now."
GONE = "The database does not answer just now."
READ_ONLY = (
    "The database can be read just now, but not written. "
    "Whoever looks after the workbook can change that."
)
UNWRITABLE = (
    "The disk the database is on cannot be read or written just now. "
    "Whoever looks after the workbook can see to it."
)


@pytest.fixture(scope="module")
def served(school: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server whose disk may run full."""
    data = copy_school(school, tmp_path_factory.mktemp("served"))
    with ExitStack() as stack:
        with small_files():
            server = stack.enter_context(serving(data))
        yield server


@pytest.fixture(scope="module")
def postgres(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Served, PostgreSQL, str]]:
    """A workbook on a PostgreSQL of its own, and the address of its database."""
    data = tmp_path_factory.mktemp("on-postgresql")
    with (
        running(means.postgresql()) as postgresql,
        postgresql.database() as url,
        serving(data, database=url) as server,
    ):
        yield server, postgresql, url


@contextmanager
def struck(database: Database) -> Iterator[None]:
    """It fails for a while."""
    database.strike()
    try:
        yield
    finally:
        database.mend()


def file_of(served: Served) -> Path:
    """Where this server keeps what people write."""
    return served.data / "workbook.sqlite"


# --- a text -------------------------------------------------------------------------------------


def type_through(page_for: PageFor, served: Served, database: Database, why: str) -> None:
    """Type while the database fails, and go on typing nothing until all is saved."""
    page = sign_in(page_for(None, at=served), WRITER)
    with page.expect_websocket(lambda line: "/channels" in line.url) as line:
        open_page(page, "reflection#write")
    one, text = first_card(page, "Sustainability"), f"While it failed: {why}"
    said = one.locator(".plg-problem[aria-live=polite]")
    hear(said)

    with struck(database):
        field(one).fill(text)
        expect(said).to_have_text(NOT_SAVED.format(why))
        for _ in range(2):
            line.value.wait_for_event("framesent", lambda frame: text in str(frame))
            line.value.wait_for_event("framereceived", lambda frame: "sent again" in str(frame))
        expect(field(one)).to_have_value(text)
        assert text in in_tab(page)
        axe(page)
    see_saved(one)

    expect(said).to_be_empty()
    expect(banner(page)).to_be_empty()
    assert heard(said) == [NOT_SAVED.format(why), ""]
    assert text not in in_tab(page)
    assert kept(served, title_of(one), url=database.url) == text


@pytest.mark.parametrize(
    ("database", "why"),
    [
        pytest.param(Locked, BUSY, id="locked"),
        pytest.param(Full, UNWRITABLE, id="full"),
        pytest.param(Away, GONE, id="away"),
        pytest.param(ReadOnly, READ_ONLY, id="read-only"),
    ],
)
def test_why_a_text_is_not_saved_is_said_once_and_it_is_sent_until_it_is(
    served: Served, page_for: PageFor, database: Callable[[Path], Database], why: str
) -> None:
    type_through(page_for, served, database(file_of(served)), why)


@pytest.mark.parametrize(
    ("database", "why"),
    [
        pytest.param(Standby, READ_ONLY, id="read-only"),
        pytest.param(Killed, GONE, id="killed"),
    ],
)
def test_so_it_is_on_postgresql(
    postgres: tuple[Served, PostgreSQL, str],
    page_for: PageFor,
    database: Callable[[PostgreSQL, str], Database],
    why: str,
) -> None:
    served, postgresql, url = postgres

    type_through(page_for, served, database(postgresql, url), why)


# --- a mark, and a share --------------------------------------------------------------------------


def test_a_mark_given_while_the_database_is_busy_is_kept_when_it_is_not(
    served: Served, page_for: PageFor
) -> None:
    page = open_page(sign_in(page_for(None), WRITER), "reflection#rate")
    radio = page.get_by_role("radio", name="Mostly").first

    with struck(Locked(file_of(served))):
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

    with struck(Locked(file_of(served))):
        one.get_by_role("radio", name="My cohort").click()
        expect(one.get_by_role("alert")).to_have_text(
            "The database is busy with something else just now. Who can read this did not change."
        )
        expect(one.get_by_role("radio", name="Only me")).to_be_checked()
