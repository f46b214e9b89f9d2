"""A server that is told to stop says so, finishes what was begun, and people go on elsewhere."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import psycopg
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PageFor
from tests.browser.looking import kernels, process_of
from tests.browser.reflecting import field, first_card, open_page, see_saved, write
from tests.browser.serving import NOW, Served
from tests.browser.visiting import ready
from tests.browser.wiring import wired
from tests.deploy.crowd import PAGE, Crowd, Writer, come_in, crowd
from tests.deploy.replicas import SEATS, Fleet, fleet, kept, shared, somebody
from tests.postgresql import PostgreSQL, plain
from tests.soak.standing import standing

GRACE = 60  # seconds that the deployment files give a server to end
WAITING = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


@pytest.fixture
def leaving(school: str, postgresql: PostgreSQL, tmp_path: Path) -> Iterator[Fleet]:
    """Two servers of a school of their own."""
    with (
        postgresql.database(postgresql.name_of(school)) as url,
        fleet(tmp_path, url) as two,
    ):
        yield two


def status(served: Served, path: str) -> int:
    """What a server answers a probe; 0 when nobody listens any more."""
    try:
        with urlopen(f"{served.url}/{path}", timeout=10) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code
    except (URLError, OSError):
        return 0


@contextmanager
def held(url: str, table: str) -> Iterator[psycopg.Connection]:
    """For a while whoever writes to this table has to wait."""
    with psycopg.connect(plain(url)) as connection:
        connection.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")
        yield connection


def test_a_server_that_is_told_to_stop_first_says_that_it_is_not_ready_and_serves_on(
    school: str, tmp_path: Path
) -> None:
    alike = shared(tmp_path, school, "https://plg.school.example", leave_seconds=5)
    with standing(tmp_path / "one", NOW, False, **alike) as server:
        assert status(server.served, "ready") == 200

        server.tell_to_end()
        while status(server.served, "ready") == 200:
            pass

        assert status(server.served, "ready") == 503
        assert status(server.served, "health") == 200
        assert server.wait_until_ended(GRACE) == 0


def test_what_is_being_saved_when_a_server_is_told_to_stop_is_saved(leaving: Fleet) -> None:
    server = leaving.servers["a"]
    ana = Writer("ana", come_in(leaving.front, "ana", "a"))

    async def save_while_it_ends() -> None:
        async with wired(ana.caller, PAGE) as wire:
            with held(leaving.database, "versions") as other:
                saving = asyncio.create_task(ana.write(wire, "The last thing before it stopped."))
                await asyncio.to_thread(wait_for, other)
                server.tell_to_end()
                while await asyncio.to_thread(status, server.served, "health"):
                    pass
            await saving

    with ThreadPoolExecutor(1) as beside:
        beside.submit(asyncio.run, save_while_it_ends()).result()

    assert server.wait_until_ended(GRACE) == 0
    assert kept(leaving, "ana", ana.title) == ["The last thing before it stopped."]


def wait_for(other: psycopg.Connection) -> None:
    """Wait until somebody waits for what this connection holds."""
    while other.execute(WAITING).fetchone() == (0,):
        pass


def test_somebody_who_is_signing_in_when_a_server_is_told_to_stop_comes_in(leaving: Fleet) -> None:
    server = leaving.servers["a"]
    with held(leaving.database, "sessions") as other, ThreadPoolExecutor(1) as beside:
        ben = beside.submit(come_in, leaving.front, "ben", "a")
        wait_for(other)
        server.tell_to_end()
        while status(server.served, "health"):
            pass
        other.rollback()

        assert ben.result().get("account").status == 200

    assert server.wait_until_ended(GRACE) == 0


def test_both_servers_are_replaced_in_turn_while_people_write_and_nobody_loses_a_word(
    leaving: Fleet, page_for: PageFor
) -> None:
    seats = {one: SEATS[number % 2] for number, one in enumerate(crowd(12))}
    people = Crowd(leaving.front, seats)
    with people.writing():
        page = open_page(somebody(page_for, leaving, "mia", "a"), "home")
        page = open_page(somebody(page_for, leaving, "ana", "a"), "reflection#write")
        write(first_card(page, "Culture"), "Before.")
        people.wait_until(lambda: all(one.saves > 1 for one in people.writers))
        for seat in SEATS:
            server, other = leaving.servers[seat], leaving.servers[leaving.other(seat)]
            server.tell_to_end()
            field(first_card(page, "Culture")).press_sequentially(f" And after {seat} was told.")
            expect(page.locator("#banner")).to_contain_text("This page was stopped.")
            page.get_by_role("button", name="Reload").click()
            expect(page.locator("#banner button")).to_have_count(0)
            ready(page)
            assert process_of(page) in kernels(other.served)
            assert server.wait_until_ended(GRACE) == 0
            server.start()
            people.all_write_again()

    see_saved(first_card(page, "Culture"))
    expect(field(first_card(page, "Culture"))).to_have_value(
        "Before. And after a was told. And after b was told."
    )
    assert {one.person: kept(leaving, one.person, one.title) for one in people.writers} == {
        one.person: [one.saved] for one in people.writers
    }
