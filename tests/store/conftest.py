"""A world for the tests of the store: the two schools, on each kind of database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from plgwork.store import Store, VisitorStore
from plgwork.store.migrate import migrate
from tests.conftest import Databases
from tests.postgresql import PostgreSQL
from tests.store.world import Begun, engine_of, found, to_copy, visit


@pytest.fixture(scope="session")
def schools(databases: Databases) -> Iterator[Begun]:
    """A database in which the two schools are, made once; each test has a copy."""
    with databases.migrated() as url:
        yield to_copy(url)


@pytest.fixture
def database(request: pytest.FixtureRequest, databases: Databases) -> Iterator[str]:
    """The address of a database: of the two schools' where there is a store of them, else bare."""
    if "store" in request.fixturenames:
        with databases.copied(request.getfixturevalue("schools").url) as url:
            yield url
    else:
        with databases.migrated() as url:
            yield url


@pytest.fixture
def store(database: str, schools: Begun) -> Iterator[Store]:
    """A store of the two schools; on PostgreSQL people reach it by the role of the pages."""
    walled = database.startswith("postgresql")
    store = schools.walled(database) if walled else Store(engine_of(database))
    yield store
    store.close()


@pytest.fixture(scope="session")
def walled_schools(postgresql: PostgreSQL) -> Iterator[Begun]:
    """The two schools on PostgreSQL, behind the second wall."""
    with postgresql.database() as url:
        migrate(url)
        yield to_copy(url)


@pytest.fixture
def url(postgresql: PostgreSQL, walled_schools: Begun) -> Iterator[str]:
    """The address, for its owner, of a copy of them."""
    with postgresql.copy(postgresql.name_of(walled_schools.url)) as url:
        yield url


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
