"""The worlds a test can live in: each kind of database, empty or with the schema."""

import shutil
import signal
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import HealthCheck, settings

from plgwork.store.migrate import migrate
from tests import means
from tests.names import Names
from tests.postgresql import PostgreSQL, running

# How fast a machine is today fails no test, and no change is failed by what another one did:
# a test tries the same examples every time. `make soak` looks for new ones.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", patient, derandomize=True)
settings.register_profile("new", patient, max_examples=1000)
settings.load_profile("same")


class Databases(Protocol):
    """Hands out addresses of fresh databases of one kind; each is gone after its block."""

    def empty(self) -> AbstractContextManager[str]: ...

    def migrated(self) -> AbstractContextManager[str]: ...

    def copied(self, url: str) -> AbstractContextManager[str]:
        """A database like the one at this address, to which nobody is connected.

        It has an address that one before it had, where there was one.
        """
        ...


class SqliteDatabases:
    """Files in a folder; a migrated one is a copy of the first."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)
        self._names = Names("copy-")
        self._template = folder / "template"
        self._template.mkdir()
        migrate(_sqlite_url(self._template))

    @contextmanager
    def empty(self) -> Iterator[str]:
        with self._made(str(next(self._numbers))) as folder:
            yield _sqlite_url(folder)

    def migrated(self) -> AbstractContextManager[str]:
        return self.copied(_sqlite_url(self._template))

    @contextmanager
    def copied(self, url: str) -> Iterator[str]:
        with self._names.one() as name, self._made(name) as folder:
            # The files beside the database hold what is not in it yet.
            shutil.copytree(_sqlite_folder(url), folder, dirs_exist_ok=True)
            yield _sqlite_url(folder)

    @contextmanager
    def _made(self, name: str) -> Iterator[Path]:
        folder = self._folder / name
        folder.mkdir()
        yield folder
        shutil.rmtree(folder)


class PostgreSQLDatabases:
    """Databases of the session's server; a migrated one is made from a template."""

    def __init__(self, server: PostgreSQL, template: str) -> None:
        self._server = server
        self._template = template

    def empty(self) -> AbstractContextManager[str]:
        return self._server.database()

    def migrated(self) -> AbstractContextManager[str]:
        return self._server.database(self._template)

    def copied(self, url: str) -> AbstractContextManager[str]:
        return self._server.copy(self._server.name_of(url))


def pytest_configure() -> None:
    # Told to stop, the tests stop as by Ctrl-C: their servers and browsers end with them.
    signal.signal(signal.SIGTERM, signal.default_int_handler)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # The quick ones first. Also, Playwright leaves an event loop running in this thread, in
    # which nothing else that uses asyncio could be tested.
    items.sort(key=lambda item: "browser" in item.path.parts)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """A running PostgreSQL server; ``with postgresql.database() as url`` for a database."""
    with running(means.postgresql()) as server:
        yield server


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what asks for databases on both kinds."""
    if "databases" in metafunc.fixturenames:
        kinds = ("sqlite", "postgresql")
        metafunc.parametrize("databases", kinds, indirect=True, scope="session")


@pytest.fixture(scope="session")
def databases(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Databases]:
    """A kind of database."""
    if request.param == "sqlite":
        yield SqliteDatabases(tmp_path_factory.mktemp("sqlite"))
        return
    server: PostgreSQL = request.getfixturevalue("postgresql")
    with server.database() as template:
        migrate(template)
        yield PostgreSQLDatabases(server, server.name_of(template))


@pytest.fixture
def database(databases: Databases) -> Iterator[str]:
    """The address of a database that has the schema and nothing else."""
    with databases.migrated() as url:
        yield url


@pytest.fixture
def empty_database(databases: Databases) -> Iterator[str]:
    """The address of a database that has nothing in it, not even the schema."""
    with databases.empty() as url:
        yield url


def _sqlite_url(folder: Path) -> str:
    return f"sqlite:///{folder / 'workbook.sqlite'}"


def _sqlite_folder(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///")).parent
