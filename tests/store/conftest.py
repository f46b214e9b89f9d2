"""A world for the tests of the store: the two schools, on each kind of database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from plgwork.store import Store, VisitorStore
from plgwork.store.migrate import migrate
from tests.store.world import behind_the_wall, found, visit


@pytest.fixture
def as_pages(request: pytest.FixtureRequest) -> bool:
    """Whether people reach the store by the role of the pages, behind the second wall."""
    return bool(request.node.callspec.params["databases"] == "pages")


@pytest.fixture
def store(database: str, as_pages: bool) -> Iterator[Store]:
    """A store that holds the two schools."""
    store = behind_the_wall(database) if as_pages else found(database)
    yield store
    store.close()


@pytest.fixture
def ana(store: Store) -> VisitorStore:
    """The store as Ana may see it."""
    return visit(store, "ana")


@pytest.fixture
def sqlite_store(tmp_path: Path) -> Iterator[tuple[Store, Path]]:
    """A store of the two schools in a file, and the file."""
    file = tmp_path / "workbook.sqlite"
    migrate(f"sqlite:///{file}")
    store = found(f"sqlite:///{file}")
    yield store, file
    store.close()
