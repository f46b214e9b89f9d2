"""Ten years of meetings are asked by indexes, on both databases, and behind the second wall."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, insert, select, text

from plgwork.models.meetings import Presence
from plgwork.store import Store, VisitorStore
from plgwork.store.engine import connect, writing
from plgwork.store.schema.meetings import actions, attendances, blocks, meetings, notes
from tests.store.convening import ALGEBRA, ART, COHORT, HELD_ON, OAKS_STAFF, recorded
from tests.store.world import NOW, visit

TABLES = {"meetings", "blocks", "attendances", "asked", "notes", "actions"}
MANY = 400
ASKERS = {"what was seen": "ana"}  # who facilitates; everything else is asked by a member
ASKED: dict[str, Callable[[VisitorStore, str], Any]] = {
    "between": lambda store, _: store.meetings.between([ALGEBRA], HELD_ON, HELD_ON),
    "between of many": lambda store, _: store.meetings.between(
        [ALGEBRA, ART, COHORT, OAKS_STAFF], HELD_ON - timedelta(days=300), HELD_ON
    ),
    "before": lambda store, _: store.meetings.before(ALGEBRA, NOW.date()),
    "on": lambda store, _: store.meetings.on(ALGEBRA, HELD_ON),
    "to do": lambda store, _: store.meetings.to_do(ALGEBRA),
    "mine to do": lambda store, _: store.meetings.mine_to_do(),
    "one meeting": lambda store, one: store.meetings.meeting(one),
    "what was seen": lambda store, _: store.circles.histories(HELD_ON),
    "who came": lambda store, one: store.records.attend(one, {"mia": Presence.PART}),
}
YEAR = (HELD_ON - timedelta(days=90), HELD_ON + timedelta(days=200))
WATCHED: dict[str, Callable[[VisitorStore], Any]] = {
    "work": lambda store: store.counts.work("oak", *YEAR),
    "attended": lambda store: store.counts.attended("oak", *YEAR),
    "kept": lambda store: store.counts.kept("oak", *YEAR),
    "shown": lambda store: store.counts.shown("oak", *YEAR),
    "support": lambda store: store.counts.support("oak"),
}


@pytest.fixture
def meeting_id(store: Store, database: str) -> str:
    """A recorded meeting of Algebra among many of Art's, as a database with figures knows them."""
    meeting = recorded(store)
    engine = connect(database)
    with writing(engine) as connection:
        _fill(connection)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    engine.dispose()
    return meeting.id


def _fill(connection: Connection) -> None:
    rows = [
        {
            **{"id": f"{number:032}", "plg_id": "art", "kind": "plg", "name": "Art"},
            **{"starts_at": NOW, "day": HELD_ON - timedelta(days=number), "minutes": 45},
            **{"place": "", "number": 1, "words": " art "},
        }
        for number in range(MANY)
    ]
    connection.execute(insert(meetings), rows)
    came = {"person_id": "finn", "presence": "present"}
    block = {"place": 0, "name": "B", "minutes": 45, "work": "", "topic": "", "protocol_id": ""}
    note = {"about": "decided", "sitting": "one", "text": "T", "current": True, "saved_at": NOW}
    action = {"text": "Do", "owner_id": "finn", "state": "done", "made_at": NOW}
    for table, values in ((attendances, came), (blocks, block)):
        connection.execute(insert(table), [{"meeting_id": row["id"], **values} for row in rows])
    for table, values in ((notes, note), (actions, action)):
        its = [{"id": row["id"], "meeting_id": row["id"], **values} for row in rows]
        connection.execute(insert(table), its)


@contextmanager
def explained(plans: list[str]) -> Iterator[None]:
    """Let each statement say by which way it goes, before it goes."""

    def ask(_conn: Any, cursor: Any, statement: str, told: Any, *_: Any) -> None:
        if not statement.lstrip().startswith(("SELECT", "UPDATE", "DELETE")):
            return
        if "set_config" in statement:
            return
        sqlite = "sqlite" in type(cursor).__module__
        other = cursor.connection.cursor()
        # A table of a few pages is read as a whole, whatever indexes it has.
        if not sqlite:
            other.execute("SET LOCAL enable_seqscan = off")
        other.execute(f"EXPLAIN {'QUERY PLAN ' if sqlite else ''}{statement}", told)
        plans.extend(str(row[-1]) for row in other.fetchall())
        if not sqlite:  # where it is run so, it is thought so dear that it is compiled first
            other.execute("SET LOCAL enable_seqscan = on")

    event.listen(Engine, "before_cursor_execute", ask)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", ask)


def scanned(plan: str) -> set[str]:
    """The tables of meetings that a line of a plan reads from beginning to end."""
    said = plan.strip().removeprefix("->").split()
    whole = said[:2] == ["Seq", "Scan"] or said[:1] == ["SCAN"]
    return TABLES & set(said) if whole and "INDEX" not in said else set()


@pytest.mark.parametrize("name", ASKED)
def test_no_question_of_a_page_reads_all_meetings(store: Store, meeting_id: str, name: str) -> None:
    plans: list[str] = []

    with explained(plans):
        ASKED[name](visit(store, ASKERS.get(name, "mia")), meeting_id)

    assert plans
    assert {table for plan in plans for table in scanned(plan)} == set()


@pytest.mark.parametrize("name", WATCHED)
def test_no_sum_of_a_school_reads_all_meetings(store: Store, meeting_id: str, name: str) -> None:
    plans: list[str] = []

    with explained(plans):
        WATCHED[name](visit(store, "lee"))

    assert plans
    assert {table for plan in plans for table in scanned(plan)} == set()


def test_a_plan_that_reads_all_of_a_table_is_known_as_such(database: str, meeting_id: str) -> None:
    plans: list[str] = []
    engine = connect(database)

    with explained(plans), engine.connect() as connection:
        connection.execute(select(notes.c.id).where(notes.c.text == meeting_id))
    engine.dispose()

    assert {table for plan in plans for table in scanned(plan)} == {"notes"}
