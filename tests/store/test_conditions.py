"""A database that cannot do what was asked says why, in a sentence, and nothing is half done."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, text

from plgwork.errors import UnavailableError
from plgwork.store import Store
from plgwork.store import conditions as said
from plgwork.store.engine import connect, writing
from plgwork.store.migrate import migrate
from tests import means
from tests.postgresql import PostgreSQL, running
from tests.store.world import found, visit, write

Sqlite = tuple[Store, Path]


@pytest.fixture
def on_postgresql(postgresql: PostgreSQL) -> Iterator[tuple[Store, str]]:
    """A store of the two schools on PostgreSQL, and its address."""
    with postgresql.database() as url:
        migrate(url)
        store = found(url)
        yield store, url
        store.close()


def refused(act: Callable[[], object]) -> str:
    """The sentence with which the store refuses."""
    with pytest.raises(UnavailableError) as refusal:
        act()
    return str(refusal.value)


def kept(store: Store) -> list[str]:
    """What Ana wrote, as it is kept."""
    months = visit(store, "ana").reflections
    return [entry.text for month in months.months_written() for entry in months.entries_of(month)]


# --- busy --------------------------------------------------------------------------------------


def test_a_file_that_somebody_else_writes_to_is_busy(sqlite_store: Sqlite) -> None:
    store, file = sqlite_store
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    sentence = refused(lambda: write(visit(store, "ana"), "Words"))
    other.close()
    write(visit(store, "ana"), "Words")

    assert (sentence, kept(store)) == (said.BUSY, ["Words"])


def test_a_row_that_somebody_else_holds_is_busy(on_postgresql: tuple[Store, str]) -> None:
    store, url = on_postgresql
    write(visit(store, "ana"), "Words")
    other = connect(url)

    with other.connect() as connection:
        connection.execute(text("UPDATE entries SET asked = asked"))
        sentence = refused(lambda: write(visit(store, "ana"), "More words"))
    other.dispose()

    assert (sentence, kept(store)) == (said.BUSY, ["Words"])


# --- full, and read-only -------------------------------------------------------------------------


def test_a_file_that_may_not_grow_is_said_to_be_full(sqlite_store: Sqlite) -> None:
    store, _file = sqlite_store
    write(visit(store, "ana"), "Words")
    as_connected(store, "PRAGMA max_page_count=1")  # never below what there is

    sentence = refused(lambda: write(visit(store, "ana"), "Words, words. " * 10_000))

    assert (sentence, kept(store)) == (said.FULL, ["Words"])


def test_a_file_that_may_not_be_written_is_read_only(sqlite_store: Sqlite) -> None:
    store, _file = sqlite_store
    write(visit(store, "ana"), "Words")
    as_connected(store, "PRAGMA query_only=ON")

    sentence = refused(lambda: write(visit(store, "ana"), "More words"))

    assert (sentence, kept(store)) == (said.READ_ONLY, ["Words"])


def as_connected(store: Store, statement: str) -> None:
    """Say this on every connection that the store opens from now on."""
    store.close()
    engine: Engine = store._engine
    event.listen(engine, "connect", lambda connection, _record: connection.execute(statement))


def test_a_database_that_was_made_read_only_says_so_until_it_is_not(
    on_postgresql: tuple[Store, str], postgresql: PostgreSQL
) -> None:
    store, url = on_postgresql
    name = postgresql.name_of(url)

    postgresql.tell("ALTER DATABASE {} SET default_transaction_read_only = on", name)
    store.close()  # a session keeps what it began with
    sentence = refused(lambda: write(visit(store, "ana"), "Words"))
    postgresql.tell("ALTER DATABASE {} RESET default_transaction_read_only", name)
    write(visit(store, "ana"), "Words")

    assert (sentence, kept(store)) == (said.READ_ONLY, ["Words"])


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("53100", said.FULL),
        ("53200", said.BUSY),
        ("53300", said.CROWDED),
        ("57014", said.BUSY),
        ("40P01", said.BUSY),
        ("58030", said.UNWRITABLE),
    ],
)
def test_what_postgresql_reports_by_a_code_is_told_by_the_code(
    on_postgresql: tuple[Store, str], code: str, sentence: str
) -> None:
    engine = connect(on_postgresql[1])
    report = f"DO $$ BEGIN RAISE EXCEPTION 'in its own words' USING ERRCODE = '{code}'; END $$"

    def act() -> None:
        with writing(engine) as connection:
            connection.execute(text(report))

    assert refused(act) == sentence
    engine.dispose()


# --- gone ----------------------------------------------------------------------------------------


def test_nothing_is_written_to_a_file_that_was_moved_away(sqlite_store: Sqlite) -> None:
    store, file = sqlite_store
    write(visit(store, "ana"), "Words")
    names = [f"{file.name}{end}" for end in ("", "-wal", "-shm")]
    (file.parent / "away").mkdir()

    for name in names:
        (file.parent / name).rename(file.parent / "away" / name)
    sentence = refused(lambda: write(visit(store, "ana"), "Into nowhere"))
    made = file.exists()
    for name in names:
        if (file.parent / "away" / name).exists():  # the last to let go of it folds the log in
            (file.parent / "away" / name).rename(file.parent / name)
    write(visit(store, "ana"), "Words, and more")

    assert (sentence, made) == (said.GONE, False)
    assert "Words, and more" in kept(store)


def test_a_server_that_was_killed_is_gone_and_what_was_saved_is_there_when_it_is_back() -> None:
    with running(means.postgresql()) as server, server.database() as url:
        migrate(url)
        store = found(url)
        write(visit(store, "ana"), "Words")

        server.kill()
        sentence = refused(lambda: write(visit(store, "ana"), "More words"))
        server.start()
        after_the_kill = kept(store)
        server.stop()
        refused(lambda: kept(store))
        server.start()
        write(visit(store, "ana"), "Words, and more")

        assert (sentence, after_the_kill) == (said.GONE, ["Words"])
        assert "Words, and more" in kept(store)
        store.close()


# --- a save whose answer was lost ----------------------------------------------------------------


def test_a_save_that_was_done_and_not_heard_of_does_not_part_the_text(store: Store) -> None:
    first = write(visit(store, "ana"), "One")
    write(visit(store, "ana"), "One, two", upon=first)  # done, but nobody heard of its new id

    entry = write(visit(store, "ana"), "One, two, three", upon=first)

    assert [version.text for version in entry.current] == ["One, two, three"]
