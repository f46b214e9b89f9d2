"""How a database is reached, SQLite and PostgreSQL alike. Knows no table's meaning."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    ExceptionContext,
    StaticPool,
    Table,
    create_engine,
    event,
    inspect,
    make_url,
    select,
    table,
    text,
)
from sqlalchemy import column as bare_column
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DBAPIError, DisconnectionError, NoSuchModuleError

from plgwork.errors import AccessError, StoreError, WorkbookError
from plgwork.store.conditions import in_words, is_read_only
from plgwork.store.resting import let_go
from plgwork.store.schema import REVISION

VISITOR = "visitor"
INTRODUCE = "SELECT set_config('plgwork.person', %s, true), set_config('plgwork.day', %s, true)"
NO_RIGHT = "42501"  # what PostgreSQL calls it
# How long a change waits for others. Whoever writes is told after that, and it is tried again.
BUSY_MILLISECONDS = 5_000
AGAIN_SECONDS = 0.02
PREPARING_MILLISECONDS = 120_000
LOCK = 7_541_022  # any number that nothing else in the database takes
# A host that is gone without a word is noticed; of their own, these would take hours.
REACHING = {
    "connect_timeout": 5,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
# For one transaction: nobody waits for ever, and "Saved" survives the server's sudden end even
# where its operator chose speed.
CAREFUL = text(
    "SELECT set_config('lock_timeout', :milliseconds, true), set_config('synchronous_commit', "
    "CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on' "
    "ELSE current_setting('synchronous_commit') END, true)"
)
Upsert = postgresql.Insert | sqlite.Insert


def connect(url: str) -> Engine:
    """An engine for the database at this address; StoreError when the address makes no sense."""
    try:
        address = make_url(url)
        if address.get_backend_name() == "postgresql":
            address = address.set(drivername="postgresql+psycopg")
            return _letting_go(_postgresql(address))
        if address.get_backend_name() == "sqlite":
            return _letting_go(_sqlite(url, address.database))
    except (ArgumentError, NoSuchModuleError) as error:
        raise StoreError(_not_an_address(url)) from error
    raise StoreError(_not_an_address(url))


def _letting_go(engine: Engine) -> Engine:
    """Keep no connection that began while nothing could be written: to it, that stays so."""

    def look(context: ExceptionContext) -> None:
        error = context.sqlalchemy_exception
        if isinstance(error, DBAPIError) and is_read_only(error):
            context.is_disconnect = True

    event.listen(engine, "handle_error", look)
    return engine


def asked_by(engine: Engine, person_id: str, today: date) -> Engine:
    """The same database, told in each transaction who asks and on what day."""
    return engine.execution_options(**{VISITOR: (person_id, today)})


def _not_an_address(url: str) -> str:
    kind = url.split(":", 1)[0][:20]
    return (
        "PLGWORK_DATABASE: write sqlite:///path/to/file or "
        f"postgresql://user:password@host/name; not something that begins with {kind!r}."
    )


def _postgresql(address: URL) -> Engine:
    engine = create_engine(
        address,
        pool_size=2,
        max_overflow=4,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args=REACHING,
    )
    event.listen(engine, "begin", _introduce)
    return let_go(engine)


def _introduce(connection: Connection) -> None:
    """Tell the database for whom this transaction is; it forgets it with the transaction."""
    visitor = connection.get_execution_options().get(VISITOR)
    if visitor:
        connection.exec_driver_sql(INTRODUCE, (visitor[0], f"{visitor[1]:%Y-%m-%d}"))


def _sqlite(url: str, database: str | None) -> Engine:
    if database in (None, "", ":memory:"):
        engine = create_engine(
            "sqlite://",
            poolclass=StaticPool,
            connect_args={"check_same_thread": False},
            hide_parameters=True,
        )
    else:
        file = Path(str(database))
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not file.exists():  # nobody else on this machine may read what people write
            file.touch(mode=0o600)
        engine = create_engine(
            url, connect_args={"timeout": BUSY_MILLISECONDS / 1000}, hide_parameters=True
        )
        _stay_with(engine, file)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _stay_with(engine: Engine, file: Path) -> None:
    """Never write to a file that was moved or deleted: nobody would find it again."""

    def reach(_dialect: Any, _record: Any, _arguments: Any, _options: Any) -> None:
        if not file.exists():  # SQLite would make an empty one
            raise sqlite3.OperationalError("unable to open database file")

    def remember(_connection: Any, record: Any) -> None:
        record.info["file"] = _identity(file)

    def look(_connection: Any, record: Any, _proxy: Any) -> None:
        if record.info.get("file") != _identity(file):
            raise DisconnectionError

    event.listen(engine, "do_connect", reach)
    event.listen(engine, "connect", remember)
    event.listen(engine, "checkout", look)


def moved(connection: Connection) -> bool:
    """Whether the file under this connection is no longer the database; never on PostgreSQL."""
    kept = connection.info.get("file")
    return kept is not None and kept != _identity(Path(str(connection.engine.url.database)))


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _prepare(connection: Any, _record: Any) -> None:
    # The driver's own transactions begin too late to keep two writers apart.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
    _write_ahead(connection)
    connection.execute("PRAGMA synchronous=FULL")  # "Saved" must survive a power cut
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")  # what is deleted for good leaves no trace


def _write_ahead(connection: Any) -> None:
    # Of several who open a new file at once, SQLite refuses all but one without any waiting.
    until = monotonic() + BUSY_MILLISECONDS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or monotonic() >= until:
                raise
        sleep(AGAIN_SECONDS)


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    if patience := connection.get_execution_options().get("patience"):
        connection.exec_driver_sql(f"PRAGMA busy_timeout={int(patience)}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One question, one transaction; what the database says is put into a sentence."""
    with _in_words(engine), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine, patience: int = BUSY_MILLISECONDS) -> Iterator[Connection]:
    """One change, one transaction, alone among writers on SQLite; waits so long for others."""
    with _in_words(engine), engine.connect() as connection:
        connection = connection.execution_options(writes=True, patience=patience)
        with connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(CAREFUL, {"milliseconds": str(patience)})
            yield connection


@contextmanager
def preparing(engine: Engine) -> Iterator[Connection]:
    """One change by a server that starts: whoever else starts waits until it has done it all."""
    with writing(engine, PREPARING_MILLISECONDS) as connection:
        # SQLite is alone already: the transaction began with BEGIN IMMEDIATE.
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        yield connection


def forget(engine: Engine) -> None:
    """Empty the log in which SQLite may still hold what was deleted; others need not."""
    if engine.dialect.name == "sqlite":
        connection = engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()


def rewrite(engine: Engine, tables: Iterable[str]) -> None:
    """Write tables of PostgreSQL anew, without what was deleted; others wait meanwhile.

    SQLite overwrites what is deleted at once.
    """
    if engine.dialect.name != "postgresql":
        return
    with _in_words(engine), engine.connect() as connection:
        connection = connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.execute(text(f"SET lock_timeout = {BUSY_MILLISECONDS}"))
        for name in tables:
            connection.execute(text(f"VACUUM (FULL, ANALYZE) {name}"))


@contextmanager
def _in_words(engine: Engine) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) == NO_RIGHT:
            raise _not_allowed(engine, str(error.orig)) from error
        said = in_words(error)
        if said is None:
            raise
        raise said from error


def _not_allowed(engine: Engine, said: str) -> WorkbookError:
    if VISITOR in engine.get_execution_options():
        return AccessError(
            "Nothing was changed: it is not yours to open or change, or nobody here knows of it."
        )
    return StoreError(f"The role of PLGWORK_DATABASE may not do this: {said.splitlines()[0]}.")


def upsert(connection: Connection, target: Table) -> Upsert:
    """An insert that can say what happens when the row is there already."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(target)
    return sqlite.insert(target)


def require_revision(engine: Engine) -> None:
    """StoreError, with what to do, unless the database is at the revision we know."""
    with reading(engine) as connection:
        found = revision(connection)
    if found == REVISION:
        return
    if found is None:
        raise StoreError("The database holds no workbook yet. Run: plgwork migrate")
    if found > REVISION:
        raise StoreError(
            f"The database was made by a newer version of the workbook (schema {found}; "
            f"this version knows {REVISION}). Install that version, or restore a backup. "
            "Nothing was changed."
        )
    raise StoreError(
        f"The database is of an earlier version (schema {found}; needed: {REVISION}). "
        "Run: plgwork migrate"
    )


def revision(connection: Connection) -> str | None:
    """The revision a database stands at; None when it holds no workbook."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    stamp = table("alembic_version", bare_column("version_num"))
    found = connection.execute(select(stamp.c.version_num)).scalar_one_or_none()
    return None if found is None else str(found)
