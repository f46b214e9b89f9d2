"""A database is brought to the revision we know by two commands alone, and opened at it only."""

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, create_engine, inspect, text
from sqlalchemy.exc import IntegrityError

from plgwork.errors import StoreError, UnavailableError
from plgwork.store import Store, migrations, walls
from plgwork.store.engine import connect, writing
from plgwork.store.migrate import _config, migrate
from plgwork.store.schema import REVISION, metadata
from tests.store.surveying import FILE, released
from tests.store.world import contents, found, run, visit

ROOT = Path(__file__).parents[2]
AT_ONCE = 8
OPEN_STORE = """
from plgwork.store import Store
Store.open({url!r}).close()
"""
OPEN_WORKBOOK = """
import os
os.environ["PLGWORK_DATABASE"] = {url!r}
os.environ["PLGWORK_VISITOR"] = "ana"
os.environ["PLGWORK_DATA"] = os.devnull
from plgwork.workbook import Workbook
assert Workbook.open().me.id == "ana"
"""
NOT_LOADED = """
import sys
loaded = {{"alembic", "pandas", "matplotlib"}} & set(sys.modules)
print(" ".join(sorted(loaded)))
"""
MIGRATE = """
import sys
from plgwork.store.migrate import migrate
print("ready", flush=True)
sys.stdin.readline()
migrate({url!r})
"""


def test_a_new_file_that_many_open_at_the_same_moment_turns_nobody_away(tmp_path: Path) -> None:
    refused = [error for n in range(60) for error in _opened_by_many(tmp_path / f"{n}.sqlite")]

    assert refused == []


def _opened_by_many(file: Path) -> list[str]:
    start, refused = threading.Barrier(AT_ONCE), list[str]()

    def open_it() -> None:
        engine = connect(f"sqlite:///{file}")
        start.wait()
        try:
            with writing(engine):
                pass
        except UnavailableError as error:
            refused.append(str(error))
        engine.dispose()

    people = [threading.Thread(target=open_it) for _ in range(AT_ONCE)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    return refused


def test_upgraded_from_nothing_equals_the_schema_declared(empty_database: str) -> None:
    migrate(empty_database)

    engine = create_engine(empty_database)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        differences = compare_metadata(context, metadata)
    engine.dispose()
    assert differences == []


def test_constraints_and_indexes_bear_the_names_declared(empty_database: str) -> None:
    migrate(empty_database)
    migrated = _names(empty_database)

    engine = create_engine(empty_database)
    with engine.begin() as connection:
        walls.clear(connection)  # a policy of one table may ask another
    metadata.drop_all(engine)
    metadata.create_all(engine)
    engine.dispose()
    assert migrated == _names(empty_database)
    assert migrated["ratings"] >= {"ck_ratings_value_on_scale", "pk_ratings"}


def _names(url: str) -> dict[str, set[Any]]:
    engine = create_engine(url)
    found: Any = inspect(engine)
    kinds = (
        found.get_check_constraints,
        found.get_foreign_keys,
        found.get_indexes,
        found.get_unique_constraints,
    )
    named = {
        table: {found.get_pk_constraint(table)["name"]}
        | {one["name"] for kind in kinds for one in kind(table)}
        for table in metadata.tables
    }
    engine.dispose()
    return named


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("ratings", "'ana', '2026-10', 'listening', 6, '2026-10-01 10:00:00'"),
        ("ratings", "'ana', '2026-10', 'listening', 0, '2026-10-01 10:00:00'"),
        ("plgs", "'homeless', 'Homeless', 'school', NULL, NULL"),
        ("roster_drafts", "'one', 'oak', 'One', 2027, 'lost', '2026-10-01 10:00:00', NULL"),
        (
            "memberships",
            "'algebra', 'no-such-person', '2026-08-01', NULL, FALSE, '2026-08-01 00:00:00'",
        ),
    ],
)
def test_a_database_refuses_a_row_that_cannot_be(database: str, table: str, row: str) -> None:
    found(database).close()
    engine = connect(database)

    with engine.connect() as connection, pytest.raises(IntegrityError):
        connection.exec_driver_sql(f"INSERT INTO {table} VALUES ({row})")
    engine.dispose()


def test_every_check_of_the_schema_is_tried_here() -> None:
    checks = {
        str(one.name)
        for table in metadata.tables.values()
        for one in table.constraints
        if isinstance(one, CheckConstraint)
    }

    elsewhere = {
        "ck_coders_two_seats",  # in test_codebooks, where there are coders
        *(f"ck_{table}_one_party" for table in ("proposals", "agreements", "measures", "meetings")),
        *("ck_responses_fist_of_five", "ck_responses_block_has_reason"),  # in test_proposals
        "ck_roster_pairs_once",  # in test_groupings, where there are drafts
        "ck_meetings_of_its_kind",  # in test_meetings
        "ck_followups_not_with_oneself",  # in test_followups
    }
    here = {"ck_ratings_value_on_scale", "ck_plgs_school_plg_has_school"}
    assert checks == here | {"ck_roster_drafts_state_known"} | elsewhere


def test_there_is_one_newest_revision_and_the_store_knows_it() -> None:
    script = ScriptDirectory(str(Path(str(migrations.__file__)).parent))

    assert script.get_heads() == [REVISION]


def test_migrating_twice_changes_nothing(database: str) -> None:
    found(database).close()
    before = contents(database)

    migrate(database)

    assert contents(database) == before


LEARNT = [
    "INSERT INTO schools VALUES ('oak', 'Oak', 'UTC', 'august-start')",
    "INSERT INTO people VALUES ('lee', 'oak', 'Lee', '', 'leader')",
    "INSERT INTO roles VALUES ('lee', 'leader', '2026-08-03', NULL)",
    "INSERT INTO answers VALUES ('lee', 'a', 'questions', 'item-1', 'asking', 'met', '[]',"
    " '2026-10-01 10:00:00')",
    "INSERT INTO recalls VALUES ('lee', 'questions', 'item-1', 'asking', '2026-12-01 10:00:00',"
    " '{}')",
    "INSERT INTO studies VALUES ('lee', 'norms', '2026-10-01 10:00:00', NULL)",
]


def test_what_people_learnt_before_there_were_surveys_is_there_after_them(
    empty_database: str,
) -> None:
    engine = connect(empty_database)
    with writing(engine) as connection:
        command.upgrade(_config(connection), "0004")
    engine.dispose()
    run(empty_database, *LEARNT)
    before = contents(empty_database)

    migrate(empty_database)

    after = contents(empty_database)
    assert {name: after[name] for name in before} == before | {"alembic_version": [(REVISION,)]}
    assert all(after[name] == [] for name in after.keys() - before.keys())
    store = Store.open(empty_database)
    lee = visit(store, "lee")
    assert lee.drafts.file(lee.drafts.keep("survey.csv", FILE).id) == FILE
    assert lee.surveys.releases(released(lee).id)
    assert [one.lesson_id for one in lee.lessons.mine()] == ["norms"]
    store.close()


def test_eight_processes_at_once_on_an_empty_database_make_it_once(empty_database: str) -> None:
    operators = [_python(MIGRATE.format(url=empty_database)) for _ in range(AT_ONCE)]
    assert [_line_of(operator.stdout) for operator in operators] == ["ready"] * AT_ONCE
    for operator in operators:
        _tell(operator.stdin)

    said = [operator.communicate()[1] for operator in operators]

    assert said == [""] * AT_ONCE
    assert contents(empty_database)["alembic_version"] == [(REVISION,)]
    Store.open(empty_database).close()


def _line_of(output: IO[str] | None) -> str:
    return output.readline().strip() if output else ""


def _tell(to: IO[str] | None) -> None:
    if to:
        to.write("now\n")
        to.flush()


def _emptied(url: str) -> None:
    _run(url, "DELETE FROM alembic_version")


def _older(url: str) -> None:
    _run(url, "UPDATE alembic_version SET version_num = '0000'")


def _newer(url: str) -> None:
    _run(url, "UPDATE alembic_version SET version_num = '9999'")


def _run(url: str, statement: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


NEWER = (
    "The database was made by a newer version of the workbook (schema 9999; "
    f"this version knows {REVISION}). Install that version, or restore a backup. "
    "Nothing was changed."
)
OLDER = (
    f"The database is of an earlier version (schema 0000; needed: {REVISION}). Run: plgwork migrate"
)
EMPTY = "The database holds no workbook yet. Run: plgwork migrate"


@pytest.mark.parametrize(
    ("spoil", "sentence"), [(_newer, NEWER), (_older, OLDER), (_emptied, EMPTY)]
)
def test_a_database_at_another_revision_is_refused_and_not_changed(
    database: str, spoil: Callable[[str], None], sentence: str
) -> None:
    found(database).close()
    spoil(database)
    before = contents(database)

    with pytest.raises(StoreError) as refusal:
        Store.open(database)

    assert str(refusal.value) == sentence
    assert contents(database) == before


def test_a_newer_database_is_not_migrated_either(database: str) -> None:
    _newer(database)
    before = contents(database)

    with pytest.raises(StoreError) as refusal:
        migrate(database)

    assert str(refusal.value) == NEWER
    assert contents(database) == before


def test_an_empty_database_is_refused_and_stays_empty(empty_database: str) -> None:
    with pytest.raises(StoreError) as refusal:
        Store.open(empty_database)

    assert str(refusal.value) == EMPTY
    assert contents(empty_database) == {}


@pytest.mark.parametrize(
    "url", ["", "workbook.sqlite", "mysql://school/workbook", "postgresql:", "sqlite:workbook"]
)
def test_an_address_that_makes_no_sense_is_answered_in_words(url: str) -> None:
    with pytest.raises(StoreError, match=r"(?s)^PLGWORK_DATABASE: write sqlite:///.*postgresql://"):
        Store.open(url)


def test_an_address_is_never_said_with_its_password() -> None:
    with pytest.raises(StoreError) as refusal:
        Store.open("mysql://workbook:s3cret@school/workbook")

    assert "s3cret" not in str(refusal.value)


def test_a_server_that_is_not_there_is_answered_in_words(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="does not answer"):
        Store.open(f"postgresql://nobody@/nothing?host={tmp_path}")


def test_a_file_that_is_no_database_is_answered_in_words(tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"\xff\xd8\xff" * 4_000)

    with pytest.raises(StoreError, match="is not a database"):
        Store.open(f"sqlite:///{photo}")

    assert photo.read_bytes() == b"\xff\xd8\xff" * 4_000


@pytest.mark.parametrize("script", [OPEN_STORE, OPEN_WORKBOOK], ids=["store", "workbook"])
def test_opening_loads_neither_migrations_nor_frames_nor_charts(database: str, script: str) -> None:
    found(database).close()
    opening = _python((script + NOT_LOADED).format(url=database))

    said, _ = opening.communicate()

    assert (opening.returncode, said.strip()) == (0, "")


def _python(script: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
