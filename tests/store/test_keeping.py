"""What people wrote survives the machine: a backup is whole, and comes back whole or not at all."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from alembic import command
from sqlalchemy import make_url

from plgwork.errors import StoreError
from plgwork.models.keeping import Holding
from plgwork.store import Store
from plgwork.store.engine import connect, forget, writing
from plgwork.store.keeping import _conninfo, _dump, backup, restore
from plgwork.store.migrate import _config, migrate
from plgwork.store.schema import REVISION
from tests.conftest import Databases
from tests.postgresql import PostgreSQL, letting_in
from tests.store.surveying import released
from tests.store.world import NOVEMBER, SEPTEMBER, asked, contents, found, run, texts, visit, write

ROOT = Path(__file__).parents[2]
LIMITED = """
import resource, signal, sys
from pathlib import Path
from plgwork.errors import StoreError
from plgwork.store.keeping import backup
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
signal.signal(signal.SIGXFSZ, signal.{reaction})
try:
    backup({url!r}, Path({file!r}))
except StoreError as error:
    sys.exit(str(error))
"""
OLD = [
    "INSERT INTO schools VALUES ('oak', 'Oak', 'UTC', 'august-start')",
    "INSERT INTO people VALUES ('ana', 'oak', 'Ana', '', 'teacher')",
    "INSERT INTO plgs VALUES ('algebra', 'Algebra', 'school', 'oak', NULL)",
    "INSERT INTO memberships VALUES ('algebra', 'ana', '2026-08-03', NULL, TRUE)",
    "INSERT INTO entries VALUES ('e', 'ana', '2026-10', 'answer', 'norms', NULL, 'What held?',"
    " NULL, ' old words ', '2026-10-01 10:00:00')",
    "INSERT INTO versions (id, entry_id, sitting, text, saved_at, current)"
    " VALUES ('v', 'e', 'monday', 'Old words', '2026-10-01 10:00:00', TRUE)",
]


@pytest.fixture
def other(databases: Databases) -> Iterator[str]:
    """Another database of the same kind, with nothing in it."""
    with databases.empty() as url:
        yield url


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a backup is to be."""
    return tmp_path / "backup"


@pytest.fixture
def filled(database: str) -> str:
    """A database in which Ana wrote, and somebody is signed in."""
    store = found(database)
    visit(store, "ana").reflections.share(write(visit(store, "ana"), "Words ö “kept”").id)
    visit(store, "lee").drafts.keep("survey.csv", bytes(range(256)))
    released(visit(store, "lee"))
    store.close()
    run(
        database,
        "INSERT INTO sessions VALUES ('s', 'ana', '2026-10-01 10:00:00', '2026-10-01 10:00:00')",
        "INSERT INTO links VALUES ('l', 'ana', 'ana@oak.example', 'reset', NULL,"
        " '2026-10-01 10:00:00', '2026-10-01 10:00:00', NULL)",
        "INSERT INTO attempts VALUES ('a', 3, '2026-10-01 10:00:00')",
    )
    return database


@pytest.mark.parametrize("prepared", [False, True], ids=["empty", "migrated"])
def test_what_is_restored_equals_what_was_there_but_nobody_is_signed_in(
    filled: str, other: str, file: Path, prepared: bool
) -> None:
    before = contents(filled)
    if prepared:
        migrate(other)

    held = backup(filled, file)
    back = restore(other, file)

    assert held == back == Holding(schools=2, people=12, entries=1)
    assert contents(other) == before | {"sessions": [], "links": [], "attempts": []}
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.glob(".*")] == []


def test_a_restored_database_is_written_on(filled: str, other: str, file: Path) -> None:
    backup(filled, file)
    restore(other, file)

    store = Store.open(other)
    ana = visit(store, "ana")
    entry = write(ana, "And more", upon=write(ana, "Words ö “kept”"))
    store.close()

    assert texts(entry) == ["And more"]


def test_a_backup_taken_while_somebody_keeps_writing_is_whole(
    filled: str, other: str, file: Path
) -> None:
    written, enough, stop = [0], Event(), Event()

    def keep_writing() -> None:
        store = Store.open(filled)
        while not stop.is_set():
            write(visit(store, "ben"), f"Text {written[0]}", asked(f"prompt-{written[0]}"))
            written[0] += 1
            if written[0] == 5:
                enough.set()
        store.close()

    writer = Thread(target=keep_writing)
    writer.start()
    enough.wait()
    held = backup(filled, file)
    stop.set()
    writer.join()
    restore(other, file)

    store = Store.open(other)
    kept = visit(store, "ben").reflections.entries_between(SEPTEMBER, NOVEMBER)
    store.close()
    assert [one.text for one in sorted(kept, key=lambda one: int(one.text[5:]))] == [
        f"Text {number}" for number in range(len(kept))
    ]
    assert written[0] >= len(kept) >= 5
    assert held.entries == len(kept) + 1


def test_a_backup_of_the_first_version_arrives_at_the_newest(
    empty_database: str, other: str, file: Path
) -> None:
    engine = connect(empty_database)
    with writing(engine) as connection:
        command.upgrade(_config(connection), "0001")
    engine.dispose()
    run(empty_database, *OLD)

    backup(empty_database, file)
    migrate(other)
    restore(other, file)

    store = Store.open(other)
    assert contents(other)["alembic_version"] == [(REVISION,)]
    assert [one.text for one in visit(store, "ana").reflections.search("old")] == ["Old words"]
    store.close()


def test_a_file_that_is_there_is_never_overwritten(filled: str, file: Path) -> None:
    file.write_text("precious")

    with pytest.raises(StoreError, match="is there already"):
        backup(filled, file)

    assert file.read_text() == "precious"


def test_a_database_without_a_workbook_is_not_kept(empty_database: str, file: Path) -> None:
    with pytest.raises(StoreError, match="holds no workbook yet"):
        backup(empty_database, file)

    assert not file.exists()


def test_a_school_is_never_replaced(filled: str, file: Path) -> None:
    backup(filled, file)
    before = contents(filled)

    with pytest.raises(StoreError, match="A school is in this database already"):
        restore(filled, file)

    assert contents(filled) == before


def test_a_database_of_something_else_is_left_alone(filled: str, other: str, file: Path) -> None:
    backup(filled, file)
    run(other, "CREATE TABLE recipes (id int)")

    with pytest.raises(StoreError, match="holds something else"):
        restore(other, file)

    assert contents(other) == {"recipes": []}


def test_a_backup_of_a_newer_version_is_refused(filled: str, other: str, file: Path) -> None:
    newer(filled, file)
    migrate(other)
    before = contents(other)

    with pytest.raises(StoreError, match=r"made by a newer version of the workbook \(schema 9999"):
        restore(other, file)

    assert contents(other) == before


def newer(url: str, file: Path) -> None:
    """Keep a database that this version would not keep."""
    run(url, "UPDATE alembic_version SET version_num = '9999'")
    engine = connect(url)
    if engine.dialect.name == "sqlite":
        forget(engine)
        shutil.copy(str(engine.url.database), file)
    else:
        _dump(engine, file)
    engine.dispose()


SPOIL: dict[str, Callable[[Path], object]] = {
    "half": lambda file: file.write_bytes(file.read_bytes()[: file.stat().st_size // 2]),
    "empty": lambda file: file.write_bytes(b""),
    "a picture": lambda file: file.write_bytes(b"\xff\xd8\xff" * 4_000),
    "only its first bytes": lambda file: file.write_bytes(file.read_bytes()[:16] + b"x" * 9_000),
}


@pytest.mark.parametrize("name", SPOIL)
def test_a_damaged_or_foreign_file_is_refused_and_changes_nothing(
    filled: str, other: str, file: Path, name: str
) -> None:
    backup(filled, file)
    SPOIL[name](file)
    migrate(other)
    before = contents(other)

    with pytest.raises(StoreError, match=r"Nothing was changed\.$"):
        restore(other, file)

    assert contents(other) == before


def test_a_backup_of_the_other_kind_of_database_is_refused_in_words(
    database: str, file: Path
) -> None:
    of_the_other = b"PGDMP" if database.startswith("sqlite") else b"SQLite format 3\0"
    file.write_bytes(of_the_other + b"\0" * 100)

    with pytest.raises(StoreError, match="a backup goes back to the kind it came from"):
        restore(database, file)


@pytest.mark.parametrize("reaction", ["SIG_IGN", "SIG_DFL"], ids=["disk full", "killed"])
def test_what_is_cut_off_half_way_leaves_no_file_and_the_next_is_whole(
    filled: str, other: str, file: Path, reaction: str
) -> None:
    store = found_more(filled)
    store.close()
    script = LIMITED.format(url=filled, file=str(file), reaction=reaction)

    ended = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert ended.returncode != 0
    assert not file.exists()
    backup(filled, file)
    assert restore(other, file).entries == 61


def found_more(url: str) -> Store:
    """Words that do not shrink: the file of a dump is compressed."""
    store = Store.open(url)
    for number in range(60):
        words = " ".join(f"{(number * 7919 + one * 104729) ** 3:x}" for one in range(200))
        write(visit(store, "ben"), words, asked(f"prompt-{number}"))
    return store


def test_a_password_is_read_from_a_private_file_and_stands_on_no_command_line(
    postgresql: PostgreSQL, file: Path
) -> None:
    with (
        postgresql.database() as url,
        letting_in(postgresql, url, "local {name} {name}_keeper scram-sha-256\n"),
    ):
        migrate(url)
        keeper = f"{postgresql.name_of(url)}_keeper"
        run(url, f"CREATE ROLE {keeper} SUPERUSER LOGIN PASSWORD 'a:b\\c d'")
        address = make_url(url).set(username=keeper, password="a:b\\c d")

        with _conninfo(address) as told:
            letter = Path(str(make_url(told).query["passfile"]))
            assert letter.stat().st_mode & 0o777 == 0o600
            assert "a:b" not in told.replace("%3A", ":")
        backup(address.render_as_string(hide_password=False), file)

    assert not letter.exists()
    assert file.exists()
