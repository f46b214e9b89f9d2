"""What PostgreSQL itself shows of meetings, and lets nobody else write."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import ProgrammingError

from plgwork.models.meetings import Meeting
from plgwork.models.people import Substitute
from plgwork.store import Store
from plgwork.store.engine import asked_by, connect
from tests.store.convening import COHORT, OAKS_STAFF, plan, recorded
from tests.store.world import NOW, Begun, contents, visit

TABLES = ("meetings", "blocks", "attendances", "asked", "notes", "actions")
TODAY = NOW.date()


@pytest.fixture
def store(url: str, walled_schools: Begun) -> Iterator[Store]:
    store = walled_schools.walled(url)
    yield store
    store.close()


@pytest.fixture
def meeting(store: Store) -> Meeting:
    """A recorded meeting of Algebra."""
    return recorded(store)


@pytest.fixture
def pages(url: str, walled_schools: Begun, meeting: Meeting) -> Iterator[Engine]:
    """The database as the pages' role reaches it, for statements of one's own."""
    engine = connect(walled_schools.pages_of(url))
    yield engine
    engine.dispose()


def seen(pages: Engine, person: str) -> dict[str, int]:
    """Of which tables somebody sees how many rows, whatever they ask."""
    with asked_by(pages, person, TODAY).connect() as connection:
        counted = {
            name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one()
            for name in TABLES
        }
    return {name: many for name, many in counted.items() if many}


def attempt(pages: Engine, person: str, statement: str) -> str:
    """What comes of a statement of somebody's own."""
    with asked_by(pages, person, TODAY).connect() as connection:
        try:
            touched = connection.execute(text(statement)).rowcount
            connection.commit()
        except ProgrammingError as refused:
            return type(refused.orig).__name__
    return "touched" if touched else "nothing touched"


ALL = {"meetings": 1, "blocks": 2, "attendances": 1, "asked": 1, "notes": 1, "actions": 1}


def test_the_staff_reads_a_record_and_nobody_of_another_school(pages: Engine) -> None:
    for person in ("ana", "mia", "ben", "lee", "sam"):
        assert seen(pages, person) == ALL
    for person in ("finn", "zoe", "nobody", ""):
        assert seen(pages, person) == {}


def test_of_the_facilitators_own_meetings_the_staff_sees_nothing(
    pages: Engine, store: Store
) -> None:
    visit(store, "cora").meetings.plan(plan(of=COHORT, name="Cohort"))

    assert seen(pages, "lee") == ALL
    assert seen(pages, "finn") == {"meetings": 1, "blocks": 2}


WRITES = [
    "INSERT INTO attendances VALUES ('{id}', 'ana', 'away')",
    "UPDATE attendances SET presence = 'away'",
    "DELETE FROM attendances",
    "INSERT INTO asked VALUES ('{id}', 'debriefed', 'no')",
    "UPDATE asked SET answer = 'no'",
    "UPDATE notes SET text = 'Forged'",
    "UPDATE notes SET current = false",
    "UPDATE actions SET state = 'done'",
    "UPDATE meetings SET name = 'Forged'",
    "DELETE FROM meetings",
    "DELETE FROM blocks",
    "INSERT INTO blocks VALUES ('{id}', 9, 'Forged', 5, '', '', '', NULL)",
]


@pytest.mark.parametrize("statement", WRITES)
def test_nobody_else_writes_to_a_record(
    pages: Engine, url: str, meeting: Meeting, statement: str
) -> None:
    before = contents(url)

    for person in ("ben", "lee", "cora", "sam", "finn", "zoe", ""):
        done = attempt(pages, person, statement.format(id=meeting.id))
        assert done in ("nothing touched", "InsufficientPrivilege"), person

    assert contents(url) == before


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM notes",
        "DELETE FROM actions",
        "UPDATE notes SET written_by = 'ana'",
        "UPDATE meetings SET plg_id = 'cohort'",
        "UPDATE meetings SET planned_by = 'ana'",
    ],
)
def test_nobody_takes_a_note_away_or_gives_it_another_author(
    pages: Engine, url: str, statement: str
) -> None:
    before = contents(url)

    assert attempt(pages, "mia", statement) == "InsufficientPrivilege"

    assert contents(url) == before


def test_nobody_writes_a_note_in_anothers_name(pages: Engine, meeting: Meeting) -> None:
    statement = (
        "INSERT INTO notes (id, meeting_id, about, sitting, text, written_by, saved_at, current) "
        "VALUES ('forged', '{id}', 'decided', 'one', 'Forged', 'ana', now(), true)"
    )

    assert attempt(pages, "mia", statement.format(id=meeting.id)) == "InsufficientPrivilege"


def test_nobody_calls_the_whole_staff_together_but_leaders_and_coaches(
    pages: Engine, store: Store
) -> None:
    row = (
        "INSERT INTO meetings (id, school_id, kind, name, starts_at, day, minutes, place, number, "
        "words, planned_by) VALUES ('{who}', 'oak', 'faculty', '{who}', now(), '2026-11-20', 45, "
        "'', 1, '', '{who}')"
    )

    done = {who: attempt(pages, who, row.format(who=who)) for who in ("mia", "sam", "zoe", "lee")}

    assert done == dict.fromkeys(("mia", "sam", "zoe"), "InsufficientPrivilege") | {
        "lee": "touched"
    }
    assert visit(store, "lee").meetings.on(OAKS_STAFF, TODAY) is not None


def test_only_whoever_facilitates_hands_a_meeting_over(pages: Engine) -> None:
    row = "INSERT INTO substitutes VALUES ('algebra', '2026-11-2{n}', 'ben')"

    askers = enumerate(("mia", "ben", "lee", "ana"), 1)

    done = [attempt(pages, who, row.format(n=n)) for n, who in askers]

    assert done == [*["InsufficientPrivilege"] * 3, "touched"]


def test_a_substitute_of_another_school_sees_that_days_meeting_alone(
    pages: Engine, store: Store
) -> None:
    ana = visit(store, "ana")
    ana.meetings.plan(plan(TODAY))
    ana.meetings.hand_over(Substitute(plg_id="algebra", person_id="finn", day=TODAY))

    assert seen(pages, "finn") == {"meetings": 1, "blocks": 2}
