"""The two schools behind the second wall, and the database as a page reaches it past our rules."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from plgwork.store import Store
from tests.store.world import Begun, engine_of


@pytest.fixture
def store(url: str, walled_schools: Begun) -> Iterator[Store]:
    """Two schools, whose people reach the database by the pages' role."""
    store = walled_schools.walled(url)
    yield store
    store.close()


@pytest.fixture
def pages(url: str, walled_schools: Begun, store: Store) -> Engine:
    """The database as the pages' role reaches it, for statements of one's own."""
    return engine_of(walled_schools.pages_of(url))
