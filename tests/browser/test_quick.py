"""Pages are forked from a process that knows nobody, and open whatever happens to it."""

from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageFor, Serve
from tests.browser.looking import Caller, kernel_of, kernels, process_of, sign_in, zygote_of
from tests.browser.reflecting import at_write, first_card, open_page, write
from tests.browser.serving import NOW, Served, copy_school, free_port, start, wait_until_up

WRITER = "kwame-adusei"
LEADER = "vivian-adebanjo"  # no file of what is shipped bears her name
WORDS = "We kept the fishbowl to nine minutes, and the quiet ones came in at the eighth."
SECONDS = 60


@pytest.fixture
def page(page_for: PageFor) -> Page:
    """Somebody who writes, at the questions."""
    return at_write(page_for(None), WRITER)


def test_a_page_is_forked(page: Page, served: Served) -> None:
    assert process_of(page).ppid() == zygote_of(served).pid


def test_what_pages_are_forked_from_holds_nothing_of_who_is_here_and_what_was_asked(
    page_for: PageFor, served: Served
) -> None:
    page = open_page(sign_in(page_for(None), LEADER), "home?month=2026-09")
    # Spelled so that this process is not found to hold it either.
    told = [LEADER.encode(), b"month=2026" + b"-09", f"{kernel_of(page)}.letter".encode()]

    held = [text for text in told for piece in memory(zygote_of(served)) if text in piece]
    known = [text for text in told for piece in memory(process_of(page)) if text in piece]

    assert held == []
    assert set(known) == set(told)


def test_when_what_pages_are_forked_from_dies_they_go_on_and_the_next_one_opens(
    page: Page, page_for: PageFor, served: Served
) -> None:
    before = zygote_of(served)
    before.kill()
    before.wait(timeout=SECONDS)

    write(first_card(page, "Purpose"), WORDS)
    other = open_page(sign_in(page_for(None), WRITER), "home")
    again = open_page(sign_in(page_for(None), WRITER), "home")

    expect(other.get_by_role("heading", level=1)).to_be_visible()
    assert process_of(again).ppid() == zygote_of(served).pid != before.pid


def test_pages_end_with_a_server_that_was_killed(school: Path, tmp_path: Path) -> None:
    data = copy_school(school, tmp_path / "killed")
    served = Served(f"http://127.0.0.1:{free_port()}", data, NOW, data / "server.log")
    server = start(served)
    try:
        wait_until_up(server, served)
        Caller(served).come_in(WRITER).open("home")
        pages, source = kernels(served), zygote_of(served)
    finally:
        server.kill()
        server.wait()

    _, left = psutil.wait_procs([*pages, source], timeout=SECONDS)
    assert (len(pages), left) == (1, [])


def test_where_pages_are_not_forked_they_open_all_the_same(serve: Serve, page_for: PageFor) -> None:
    served = serve(quick=0)

    page = at_write(page_for(None, at=served), WRITER)

    write(first_card(page, "Purpose"), WORDS)
    assert "ipykernel_launcher" in process_of(page).cmdline()


def memory(process: psutil.Process) -> Iterator[bytes]:
    """All that a process can write to."""
    place = Path("/proc") / str(process.pid)
    maps = (place / "maps").read_text().splitlines()
    with (place / "mem").open("rb", buffering=0) as whole:
        for span, rights, *_ in map(str.split, maps):
            if rights.startswith("rw"):
                start, end = (int(one, 16) for one in span.split("-"))
                whole.seek(start)
                yield whole.read(end - start)
