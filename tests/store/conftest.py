"""A world for the tests of the store: the two schools, on each kind of database."""

from collections.abc import Iterator

import pytest

from plgwork.store import Store, VisitorStore
from tests.store.world import found, visit


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """A store that holds the two schools."""
    store = found(database)
    yield store
    store.close()


@pytest.fixture
def ana(store: Store) -> VisitorStore:
    """The store as Ana may see it."""
    return visit(store, "ana")
