"""Two servers behind a proxy, and people who come to them."""

from collections.abc import Iterator

import pytest

from tests.browser.conftest import PageFor, browser, browsers, page_for
from tests.deploy.crowd import crowd, found
from tests.deploy.replicas import Fleet, fleet
from tests.postgresql import PostgreSQL

__all__ = ["PageFor", "browser", "browsers", "page_for"]

MANY = 60


@pytest.fixture(scope="session")
def school(postgresql: PostgreSQL) -> Iterator[str]:
    """The address of a school in which sixty facilitate; only to be copied."""
    with postgresql.database() as url:
        found(url, crowd(MANY))
        yield url


@pytest.fixture(scope="module")
def two(
    school: str, postgresql: PostgreSQL, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Fleet]:
    """The two servers that the tests of one file share."""
    with (
        postgresql.database(postgresql.name_of(school)) as url,
        fleet(tmp_path_factory.mktemp("two"), url) as fleet_of_two,
    ):
        yield fleet_of_two
