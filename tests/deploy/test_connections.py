"""What a crowd takes of PostgreSQL: no more connections than are counted on, and none at rest."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from pathlib import Path

import psycopg
import pytest

from tests.browser.serving import NOW
from tests.browser.wiring import Wire, wired
from tests.deploy.crowd import AT_ONCE, PAGE, Writer, come_in, crowd
from tests.deploy.replicas import shared
from tests.postgresql import PostgreSQL, plain
from tests.soak.standing import Standing, standing

PAGES = 16
OF_A_SERVER = 7  # six for what it is asked, and one that hears of changes
HELD = """
SELECT count(*) FILTER (WHERE usename LIKE '%\\_pages'),
  count(*) FILTER (WHERE usename NOT LIKE '%\\_pages' AND pid <> pg_backend_pid())
FROM pg_stat_activity WHERE datname = current_database()
"""


@pytest.fixture
def database(school: str, postgresql: PostgreSQL) -> Iterator[str]:
    """A school of its own."""
    with postgresql.database(postgresql.name_of(school)) as url:
        yield url


@pytest.fixture
def server(database: str, tmp_path: Path) -> Iterator[Standing]:
    """One server, reached past any proxy."""
    alike = shared(tmp_path, database, "http://127.0.0.1")
    with standing(tmp_path / "one", NOW, False, **alike) as server:
        yield server


def held(other: psycopg.Connection) -> tuple[int, int]:
    """How many connections pages hold, and how many the server."""
    row = other.execute(HELD).fetchone()
    assert row
    return row


def test_pages_hold_one_connection_each_while_they_save_and_none_at_rest(
    server: Standing, database: str
) -> None:
    seen: list[tuple[int, int]] = []

    async def write_and_rest() -> None:
        a_few = asyncio.Semaphore(AT_ONCE)
        async with AsyncExitStack() as stack:

            async def sit(person: str) -> tuple[Writer, Wire]:
                async with a_few:
                    caller = await asyncio.to_thread(come_in, server.served, person)
                    return Writer(person, caller), await stack.enter_async_context(
                        wired(caller, PAGE)
                    )

            there = await asyncio.gather(*map(sit, crowd(PAGES)))
            for _ in range(3):
                await asyncio.gather(*(one.write(wire, "We met.") for one, wire in there))
                seen.append(held(other))
            while held(other)[0]:
                await asyncio.sleep(0)
            await asyncio.gather(*(one.write(wire, "We met again.") for one, wire in there))

    with (
        psycopg.connect(plain(database), autocommit=True) as other,
        ThreadPoolExecutor(1) as beside,
    ):
        beside.submit(asyncio.run, write_and_rest()).result()

    assert max(pages for pages, _ in seen) <= PAGES
    assert max(its for _, its in seen) <= OF_A_SERVER
