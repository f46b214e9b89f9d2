"""Bringing a database to the revision we know. The only importer of Alembic; never in a kernel."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from plgwork.store import walls
from plgwork.store.engine import connect, require_revision, revision, writing
from plgwork.store.schema import REVISION

LOCK = 7_541_022  # any number that nothing else in the database takes
PATIENCE_MILLISECONDS = 120_000  # whoever comes second waits until the first has done it all


def migrate(url: str) -> None:
    """Upgrade the database, once, whoever else tries at the same time."""
    engine = connect(url)
    try:
        with writing(engine, PATIENCE_MILLISECONDS) as connection, _alone(connection):
            found = revision(connection)
            if found is None or found < REVISION:
                walls.clear(connection)
                command.upgrade(_config(connection), "head")
            if revision(connection) == REVISION:
                walls.build(connection)
        require_revision(engine)
    finally:
        engine.dispose()


@contextmanager
def _alone(connection: Connection) -> Iterator[None]:
    # SQLite is alone already: the transaction began with BEGIN IMMEDIATE.
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    yield


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config
