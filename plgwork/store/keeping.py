"""Backups: taken whole while people write, and restored whole into an empty place, or not at all.

Who was signed in, which links were open and who mistyped a password is never restored.
"""

import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, func, inspect, make_url, select, text

from plgwork.errors import StoreError
from plgwork.models.keeping import Holding
from plgwork.store import walls
from plgwork.store.engine import connect, reading, require_revision, revision, writing
from plgwork.store.migrate import migrate
from plgwork.store.schema import REVISION, metadata
from plgwork.store.schema.people import people, schools
from plgwork.store.schema.reflections import entries

KINDS = {b"SQLite format 3\0": "sqlite", b"PGDMP": "postgresql"}
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
FORGOTTEN = ("sessions", "links", "attempts")
PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/*/bin",
    "/usr/local/opt/*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
    "/Library/PostgreSQL/*/bin",
    "C:/Program Files/PostgreSQL/*/bin",
)


def backup(url: str, file: Path) -> Holding:
    """Take a backup into a new file, which appears whole or not at all."""
    if file.exists():
        raise StoreError(f"{file} is there already. Name a file that is not.")
    engine = connect(url)
    try:
        _require_workbook(engine)
        with _in_words(file), _appearing(file) as draft:
            if engine.dialect.name == "sqlite":
                return _copy_sqlite(engine, draft)
            return _dump(engine, draft)
    finally:
        engine.dispose()


def restore(url: str, file: Path) -> Holding:
    """Bring a backup back, at the newest revision, into a database without a school."""
    kind = _kind(file)
    wanted = make_url(url).get_backend_name()
    if kind != wanted:
        raise StoreError(
            f"{file} was made on {NAMES[kind]}, and PLGWORK_DATABASE is on "
            f"{NAMES.get(wanted, wanted)}: a backup goes back to the kind it came from."
        )
    engine = connect(url)
    try:
        _require_empty(engine)
        with _in_words(file):
            (_restore_sqlite if kind == "sqlite" else _restore_postgresql)(engine, url, file)
        migrate(url)
        with reading(engine) as connection:
            return _holding(connection)
    finally:
        engine.dispose()


def _require_workbook(engine: Engine) -> None:
    """An older one is kept as well: before an upgrade is when one wants a backup."""
    with reading(engine) as connection:
        found = revision(connection)
    if found is None or found > REVISION:
        require_revision(engine)


def _holding(connection: Connection) -> Holding:
    counts = {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in (schools, people, entries)
    }
    return Holding.model_validate(counts)


def _kind(file: Path) -> str:
    try:
        with file.open("rb") as beginning:
            head = beginning.read(16)
    except OSError as error:
        raise StoreError(f"{file} cannot be read: {error.strerror}.") from error
    for magic, kind in KINDS.items():
        if head.startswith(magic):
            return kind
    raise _no_backup(file)


def _no_backup(file: Path) -> StoreError:
    return StoreError(f"{file} is no backup of a workbook, or it is damaged. Nothing was changed.")


def _require_known(found: str | None, file: Path) -> None:
    if found is None:
        raise _no_backup(file)
    if found > REVISION:
        raise StoreError(
            f"{file} was made by a newer version of the workbook (schema {found}; this version "
            f"knows {REVISION}). Install that version. Nothing was changed."
        )


def _require_empty(engine: Engine) -> None:
    """StoreError unless a database holds nothing, or our tables without a school."""
    with reading(engine) as connection:
        there = set(inspect(connection).get_table_names())
        if there - set(metadata.tables) - {"alembic_version"}:
            raise StoreError("The database holds something else. Restore into an empty one.")
        if "schools" in there and connection.execute(select(schools.c.id).limit(1)).first():
            raise StoreError(
                "A school is in this database already. Restore into an empty one: name another "
                "in PLGWORK_DATABASE."
            )


@contextmanager
def _in_words(file: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{file}: {error}. Nothing was changed.") from error
    except OSError as error:
        raise StoreError(f"{file}: {error.strerror or error}. Nothing was changed.") from error


@contextmanager
def _appearing(file: Path) -> Iterator[Path]:
    """A file beside the one that is wanted, which takes its name only once it is complete."""
    draft = file.with_name(f".{file.name}.part")
    draft.unlink(missing_ok=True)
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield draft
        with draft.open("rb+") as written:
            os.fsync(written.fileno())
        os.link(draft, file)  # unlike a rename, it never replaces what is there
    finally:
        draft.unlink()


# --- SQLite -------------------------------------------------------------------------------------


def _copy_sqlite(engine: Engine, draft: Path) -> Holding:
    with closing(sqlite3.connect(str(engine.url.database))) as source:
        _pour(source, draft)
    _require_sound(draft, draft)
    copied = connect(f"sqlite:///{draft}")
    try:
        with reading(copied) as connection:
            return _holding(connection)
    finally:
        copied.dispose()
        _into_one_file(draft)


def _pour(source: sqlite3.Connection, target: Path) -> None:
    # In one go: it sees one moment of the database, and writers need not wait.
    with closing(sqlite3.connect(target)) as copy:
        source.backup(copy)


def _into_one_file(file: Path) -> None:
    with closing(sqlite3.connect(file)) as whole:
        whole.execute("PRAGMA journal_mode=DELETE")


def _require_sound(file: Path, named: Path) -> None:
    """StoreError unless a file is a whole database of ours, at a revision we know."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as kept:
            sound = kept.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            found = kept.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError as error:
        raise _no_backup(named) from error
    _require_known(found[0] if sound and found else None, named)


def _restore_sqlite(engine: Engine, url: str, file: Path) -> None:
    """Prepare all of it in a file of its own; then it is one transaction of the database."""
    _require_sound(file, file)
    target = Path(str(engine.url.database))
    with tempfile.TemporaryDirectory(prefix=".restoring-", dir=target.parent) as folder:
        draft = Path(folder) / "workbook.sqlite"
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with closing(sqlite3.connect(file)) as source:
            _pour(source, draft)
        migrate(f"sqlite:///{draft}")
        _forget_doors(draft)
        with closing(sqlite3.connect(draft)) as source:
            _pour(source, target)


def _forget_doors(draft: Path) -> None:
    with closing(sqlite3.connect(draft)) as kept:
        for table in FORGOTTEN:
            kept.execute(f"DELETE FROM {table}")
        kept.commit()
        kept.execute("VACUUM")
        kept.execute("PRAGMA wal_checkpoint(TRUNCATE)")


# --- PostgreSQL ---------------------------------------------------------------------------------


def _dump(engine: Engine, draft: Path) -> Holding:
    """All that one moment of the database holds, counted at that very moment."""
    with reading(engine) as connection, _conninfo(engine.url) as place:
        connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        moment = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
        options = ("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={moment}")
        _tell(_program("pg_dump", connection), *options, f"--file={draft}", f"--dbname={place}")
        return _holding(connection)


def _restore_postgresql(engine: Engine, url: str, file: Path) -> None:
    with reading(engine) as connection:
        program = _program("pg_restore", connection)
    try:
        # Reads and unpacks all of it, and writes it nowhere.
        _tell(program, f"--file={os.devnull}", str(file))
        stamp = _tell(program, "--data-only", "--table=alembic_version", "--file=-", str(file))
        listed = _tell(program, "--list", str(file))
    except StoreError as error:
        raise _no_backup(file) from error
    found = re.search(r"^COPY \S*alembic_version .*\n(\S+)$", stamp, re.MULTILINE)
    _require_known(found[1] if found else None, file)
    _clear(engine)
    try:
        _load(engine, program, listed, file)
    except StoreError:
        migrate(url)  # as empty as it was
        raise


def _load(engine: Engine, program: Path, listed: str, file: Path) -> None:
    forgotten = re.compile(rf" TABLE DATA \S+ ({'|'.join(FORGOTTEN)}) ")
    wanted = [line for line in listed.splitlines() if not forgotten.search(line)]
    options = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges")
    with tempfile.TemporaryDirectory(prefix="plg-") as folder, _conninfo(engine.url) as place:
        contents = Path(folder) / "contents"
        contents.write_text("\n".join(wanted), encoding="utf-8")
        _tell(program, *options, f"--use-list={contents}", f"--dbname={place}", str(file))


def _clear(engine: Engine) -> None:
    """Take away our own tables, in which there is no school."""
    with writing(engine) as connection:
        walls.remove(connection)
        metadata.drop_all(connection)
        connection.execute(text("DROP TABLE IF EXISTS alembic_version"))


@contextmanager
def _conninfo(url: URL) -> Iterator[str]:
    """The address for a program, without its password, which it reads from a private file."""
    query = {key: value for key, value in url.query.items() if key != "password"}
    password = url.password or url.query.get("password")
    address = url.set(drivername="postgresql", query=query)._replace(password=None)
    with tempfile.TemporaryDirectory(prefix="plg-") as folder:
        if password:
            letter = Path(folder) / "pass"
            letter.touch(mode=0o600)
            escaped = str(password).replace("\\", "\\\\").replace(":", "\\:")
            letter.write_text(f"*:*:*:*:{escaped}\n", encoding="utf-8")
            address = address.update_query_dict({"passfile": str(letter)})
        yield address.render_as_string(hide_password=False)


def _program(name: str, connection: Connection) -> Path:
    """The oldest of these programs that is no older than the server."""
    raw: Any = connection.connection.driver_connection
    server = raw.info.server_version // 10_000
    found = {path: _major(path) for path in _programs(name)}
    usable = {path: major for path, major in found.items() if major >= server}
    if not usable:
        raise StoreError(
            f"A backup on PostgreSQL needs {name} of version {server} or later, and there is "
            f"none on the PATH or in the usual folders. Install PostgreSQL's client programs "
            f"(Debian and Ubuntu: apt-get install postgresql-client)."
        )
    return min(usable, key=lambda path: usable[path])


def _programs(name: str) -> Iterator[Path]:
    if on_path := shutil.which(name):
        yield Path(on_path)
    for place in PLACES:
        anchor = Path(place).anchor
        if anchor:
            for folder in Path(anchor).glob(place.removeprefix(anchor)):
                if program := shutil.which(name, path=folder):
                    yield Path(program)


def _major(program: Path) -> int:
    with suppress(OSError):
        said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
        if version := re.search(r"\(PostgreSQL\) (\d+)", said.stdout):
            return int(version[1])
    return 0


def _tell(program: Path, *arguments: str) -> str:
    done = subprocess.run(
        [program, "--no-password", *arguments],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode:
        # The first line names the trouble; what follows may hold rows.
        said = [*done.stderr.strip().splitlines(), f"{program.name} was ended before it was done"]
        raise StoreError(f"{said[0]}. Nothing was changed.")
    return done.stdout
