"""The same workbook on PostgreSQL: what is written, saved and shared there is read there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

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


@pytest.fixture
def on_postgresql(postgresql: PostgreSQL, tmp_path: Path) -> Iterator[Served]:
    """A server that found an empty database, and made the invented school in it."""
    with postgresql.database() as url, serving(tmp_path, database=url) as server:
        yield server


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
