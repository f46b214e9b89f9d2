"""The same workbook on PostgreSQL: what is written, saved and shared there is read there."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from sqlalchemy import create_engine, make_url, text

from tests.browser.conftest import PageFor
from tests.browser.looking import sign_in
from tests.browser.reflecting import (
    at_write,
    everything_in,
    field,
    first_card,
    open_page,
    reload,
    share,
    write,
)
from tests.browser.serving import Served, serving
from tests.postgresql import PostgreSQL


@pytest.fixture(scope="module")
def database(postgresql: PostgreSQL) -> Iterator[str]:
    """A database with nothing in it."""
    with postgresql.database() as url:
        yield url


@pytest.fixture(scope="module")
def on_postgresql(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that found an empty database, and made the invented school in it."""
    with serving(tmp_path_factory.mktemp("on-postgresql"), database=database) as server:
        yield server


def test_a_page_reaches_the_database_by_the_pages_role(
    on_postgresql: Served, database: str, page_for: PageFor
) -> None:
    engine = create_engine(database)
    roles = text("SELECT usename FROM pg_stat_activity WHERE datname = current_database()")
    with engine.connect() as connection:
        before = set(connection.execute(roles).scalars())
    page_for("imani-okafor", at=on_postgresql)

    with engine.connect() as connection:
        after = set(connection.execute(roles).scalars())
    engine.dispose()

    assert after - before == {f"{make_url(database).database}_pages"}


def test_the_short_walk_on_postgresql(on_postgresql: Served, page_for: PageFor) -> None:
    page = at_write(page_for(None, at=on_postgresql), "imani-okafor")
    coach = open_page(sign_in(page_for(None, at=on_postgresql), "naomi-feldstrom"), "home")
    write(first_card(page, "Purpose"), "For me alone: I was not prepared.")
    write(first_card(page, "Culture"), "For all of us: Caleb asked the better question.")

    share(first_card(page, "Culture"))
    # Told by the database, not found by looking.
    expect(coach.get_by_text("For all of us: Caleb asked the better question.")).to_be_visible()
    reload(page)

    expect(field(first_card(page, "Purpose"))).to_have_value("For me alone: I was not prepared.")
    assert "For me alone" not in everything_in(coach)
    assert not (on_postgresql.data / "workbook.sqlite").exists()
