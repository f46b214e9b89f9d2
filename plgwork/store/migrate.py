"""Bringing a database to the revision we know. The only importer of Alembic; never in a kernel."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from plgwork.store import walls
from plgwork.store.engine import connect, preparing, require_revision, revision
from plgwork.store.schema import REVISION


def migrate(url: str) -> None:
    """Upgrade the database, once, whoever else tries at the same time."""
    engine = connect(url)
    try:
        with preparing(engine) as connection:
            found = revision(connection)
            if found is None or found < REVISION:
                walls.clear(connection)
                command.upgrade(_config(connection), "head")
            if revision(connection) == REVISION:
                walls.build(connection)
        require_revision(engine)
    finally:
        engine.dispose()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config
