"""What changed, told to whoever listens: one watcher for a whole server, none in a kernel."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, func, insert, select, text

from plgwork.errors import StoreError
from plgwork.store.engine import REACHING, moved
from plgwork.store.schema.about import changes

LOOK_SECONDS = 0.1
CHANNEL = "plgwork"
KEPT = 1_000  # a watcher that fell further behind than this reads the page anew anyway
AT_ONCE = 100  # so many that are too old are forgotten together


def announce(connection: Connection, topics: Iterable[str]) -> None:
    """Say with this transaction that something changed; heard when it is committed."""
    for topic in sorted(set(topics)):
        if connection.dialect.name == "postgresql":
            connection.execute(select(func.pg_notify(CHANNEL, topic)))
        else:
            _write(connection, topic)


def _write(connection: Connection, topic: str) -> None:
    """Where nobody can be told, it is written down, and forgotten once everybody has read it."""
    written = connection.execute(insert(changes).values(topic=topic)).inserted_primary_key
    number = written[0] if written else 0
    if number % AT_ONCE == 0:
        connection.execute(changes.delete().where(changes.c.number <= number - KEPT))


async def feed(engine: Engine) -> AsyncIterator[str]:
    """The topics of every change committed from now on, by whichever process.

    The first is empty: from then on nothing is missed.
    """
    listen = _postgresql if engine.dialect.name == "postgresql" else _sqlite
    async for topic in listen(engine):
        yield topic


async def _postgresql(engine: Engine) -> AsyncIterator[str]:
    address = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    options: dict[str, Any] = {"autocommit": True, **REACHING}
    connection = await psycopg.AsyncConnection.connect(address, **options)
    async with connection:
        await connection.execute(f"LISTEN {CHANNEL}")
        yield ""
        async for notice in connection.notifies():
            yield notice.payload


async def _sqlite(engine: Engine) -> AsyncIterator[str]:
    # data_version moves when another connection commits, so this one must never write.
    with engine.connect() as connection:
        last = connection.execute(select(func.max(changes.c.number))).scalar() or 0
        connection.rollback()
        seen = None
        yield ""
        while not moved(connection):
            version = connection.execute(text("PRAGMA data_version")).scalar_one()
            if version != seen:
                seen = version
                for number, topic in _since(connection, last):
                    last = number
                    yield topic
            connection.rollback()
            await asyncio.sleep(LOOK_SECONDS)
        connection.invalidate()
    raise StoreError("The file of the database was moved, deleted or put in place of another.")


def _since(connection: Connection, last: int) -> list[tuple[int, str]]:
    rows = connection.execute(
        select(changes.c.number, changes.c.topic)
        .where(changes.c.number > last)
        .order_by(changes.c.number)
    )
    return [(row.number, row.topic) for row in rows]
