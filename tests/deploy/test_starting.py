"""Servers that start at the same moment, on the same database, with what they must have alike."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from alembic import command

from plgwork.store.engine import connect, reading, revision, writing
from plgwork.store.migrate import _config
from plgwork.store.schema import REVISION
from tests.browser.looking import Caller
from tests.browser.serving import NOW
from tests.deploy.replicas import shared
from tests.postgresql import PostgreSQL
from tests.soak.standing import Standing
from tests.store.test_migrating import LEARNT
from tests.store.world import contents, run

Start = Callable[[str], list[Standing]]
AT_ONCE = 4
SECONDS = 90


@pytest.fixture
def empty(postgresql: PostgreSQL) -> Iterator[str]:
    """A database with nothing in it."""
    with postgresql.database() as url:
        yield url


@pytest.fixture
def old(empty: str) -> str:
    """A database of a school as an early version kept it."""
    engine = connect(empty)
    with writing(engine) as connection:
        command.upgrade(_config(connection), "0004")
    engine.dispose()
    run(empty, *LEARNT)
    return empty


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[Start]:
    """Starts servers at one moment; they are gone afterwards."""
    with ExitStack() as stack:

        def start(url: str) -> list[Standing]:
            alike = shared(tmp_path, url, "https://plg.school.example")
            folders = [tmp_path / str(number) for number in range(AT_ONCE)]
            for folder in folders:
                folder.mkdir()
            servers = [Standing(folder, NOW, False, **alike) for folder in folders]
            for one in servers:
                one.begin()
                stack.callback(one.stop)
            return servers

        yield start


def schema(url: str) -> str | None:
    """The revision a database stands at."""
    engine = connect(url)
    with reading(engine) as connection:
        found = revision(connection)
    engine.dispose()
    return found


def test_servers_that_start_at_one_moment_on_an_old_database_all_come_up(
    begun: Start, old: str
) -> None:
    servers = begun(old)

    for one in servers:
        one.wait_until_up()

    assert schema(old) == REVISION
    assert [Caller(one.served).get("ready").status for one in servers] == [200] * AT_ONCE
    assert contents(old)["people"] == [("lee", "oak", "Lee", "", "leader")]


def test_servers_that_start_again_at_one_moment_all_come_up(begun: Start, school: str) -> None:
    for one in begun(school):
        one.wait_until_up()


def test_servers_that_start_at_one_moment_on_an_empty_database_make_it_and_ask_for_a_school(
    begun: Start, empty: str
) -> None:
    servers = begun(empty)

    codes = [one.wait_until_ended(SECONDS) for one in servers]

    assert codes == [1] * AT_ONCE
    assert {one.served.said() for one in servers} == {
        "There is no school here yet. Run: plgwork init\n"
    }
    assert schema(empty) == REVISION
