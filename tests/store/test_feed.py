"""Whoever listens hears what was committed, in order, and nothing that was not."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from plgwork.models.reflections import Rating
from plgwork.store import Store
from plgwork.store.engine import connect, writing
from plgwork.store.feed import AT_ONCE, KEPT, announce
from plgwork.store.migrate import migrate
from plgwork.store.schema.about import changes
from plgwork.store.sessions import out
from tests.postgresql import PostgreSQL
from tests.store.surveying import begin, counted, let_out, reply
from tests.store.world import NOW, asked, visit, write

BOUND_SECONDS = 60
MARK = Rating(month="2026-10", indicator_id="listening", value=4)
Hear = Callable[[], Awaitable[str]]


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    """Another process, so to say, which writes to the same database."""
    engine = connect(database)
    yield engine
    engine.dispose()


@asynccontextmanager
async def listening(store: Store) -> AsyncIterator[Hear]:
    """Somebody who listens by now, and the way to ask what they hear next."""
    heard: asyncio.Queue[str] = asyncio.Queue()

    async def listen() -> None:
        async for topic in store.feed():
            heard.put_nowait(topic)

    async with asyncio.timeout(BOUND_SECONDS):
        listener = asyncio.create_task(listen())
        assert await heard.get() == ""
        yield heard.get
        listener.cancel()
        await asyncio.gather(listener, return_exceptions=True)


def say(engine: Engine, *topics: str) -> None:
    """Commit an announcement of each topic, one after the other."""
    for topic in topics:
        with writing(engine) as connection:
            announce(connection, [topic])


def test_a_commit_of_another_connection_is_heard(store: Store, engine: Engine) -> None:
    async def scene() -> str:
        async with listening(store) as hear:
            await asyncio.to_thread(say, engine, "person:ana")
            return await hear()

    assert asyncio.run(scene()) == "person:ana"


@pytest.mark.parametrize("by", ["a steward", "whoever runs the server"])
def test_when_somebody_leaves_their_open_pages_are_looked_at(store: Store, by: str) -> None:
    yesterday = NOW.date() - timedelta(days=1)

    def leave() -> None:
        if by == "a steward":
            visit(store, "sam").people.leave("ben", yesterday)
        else:
            store.office.leave("oak", "ben", yesterday, NOW)

    async def scene() -> None:
        async with listening(store) as hear:
            await asyncio.to_thread(leave)
            while await hear() != out("ben"):
                pass

    asyncio.run(scene())


def test_commits_are_heard_in_order(store: Store, engine: Engine) -> None:
    told = [f"person:{number}" for number in range(40)]

    async def scene() -> list[str]:
        async with listening(store) as hear:
            await asyncio.to_thread(say, engine, *told)
            return [await hear() for _ in told]

    assert asyncio.run(scene()) == told


def test_what_was_rolled_back_is_never_heard(store: Store, engine: Engine) -> None:
    def give_up() -> None:
        with engine.connect().execution_options(writes=True) as connection:
            announce(connection, ["person:never"])
            connection.rollback()

    async def scene() -> str:
        async with listening(store) as hear:
            await asyncio.to_thread(give_up)
            await asyncio.to_thread(say, engine, "person:after")
            return await hear()

    assert asyncio.run(scene()) == "person:after"


def test_an_open_transaction_is_heard_only_once_it_is_committed(postgresql: PostgreSQL) -> None:
    async def scene(store: Store, engine: Engine) -> list[str]:
        async with listening(store) as hear:
            with writing(engine) as open_transaction:
                announce(open_transaction, ["person:begun-first"])
                say(engine, "person:ended-first")
                first = await hear()
            return [first, await hear()]

    with postgresql.database() as url:
        migrate(url)
        store, engine = Store.open(url), connect(url)
        heard = asyncio.run(scene(store, engine))
        store.close()
        engine.dispose()
    assert heard == ["person:ended-first", "person:begun-first"]


def test_two_listeners_both_hear(store: Store, engine: Engine) -> None:
    async def scene() -> list[str]:
        async with (
            listening(store) as one,
            listening(store) as other,
        ):
            await asyncio.to_thread(say, engine, "person:ana")
            return [await one(), await other()]

    assert asyncio.run(scene()) == ["person:ana", "person:ana"]


def test_everything_the_store_changes_is_announced_to_whom_it_concerns(
    store: Store, engine: Engine
) -> None:
    ana = visit(store, "ana").reflections

    def act() -> None:
        entry = write(visit(store, "ana"), "We agreed.", asked())
        ana.rate(MARK)
        ana.share(entry.id)
        ana.withdraw(entry.id)
        ana.share(entry.id)
        ana.delete(entry.id)

    async def scene() -> list[str]:
        async with listening(store) as hear:
            await asyncio.to_thread(act)
            await asyncio.to_thread(say, engine, "end")
            heard = []
            while (topic := await hear()) != "end":
                heard.append(topic)
            return heard

    both = ["person:ana", "plg:cohort"]
    heard = asyncio.run(scene())
    assert heard[:2] == ["person:ana"] * 2
    assert [sorted(heard[at : at + 2]) for at in range(2, len(heard), 2)] == [both] * 4


def test_the_school_hears_of_a_release_and_an_answer_and_of_nothing_before(
    store: Store, engine: Engine
) -> None:
    lee = visit(store, "lee")

    def act() -> None:
        lee.drafts.keep("survey.csv", b"answers")
        survey = begin(lee)
        lee.surveys.count(survey.id, counted())
        let_out(lee, survey)
        lee.surveys.answer(survey.id, reply())

    async def scene() -> list[str]:
        async with listening(store) as hear:
            await asyncio.to_thread(act)
            await asyncio.to_thread(say, engine, "end")
            heard = []
            while (topic := await hear()) != "end":
                heard.append(topic)
            return heard

    heard = asyncio.run(scene())
    assert heard == ["person:lee"] * 3 + ["person:lee", "school:oak"] * 2
    assert "school:oak" in store.doors.topics("mia", NOW.date())


def test_the_list_of_changes_does_not_grow_for_ever(database: str, engine: Engine) -> None:
    with writing(engine) as connection:
        for number in range(KEPT + 2 * AT_ONCE):
            announce(connection, [f"person:{number}"])

        kept = connection.execute(select(changes.c.topic)).all()
    assert len(kept) < KEPT + AT_ONCE
