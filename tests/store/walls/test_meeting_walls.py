"""What PostgreSQL itself shows of meetings, and lets nobody else write."""

import pytest
from sqlalchemy import Engine

from plgwork.models.meetings import Meeting
from plgwork.models.people import Substitute
from plgwork.store import Store
from tests.store.convening import COHORT, OAKS_STAFF, plan, recorded
from tests.store.walls.asking import REFUSED, TODAY, attempt, seen
from tests.store.world import contents, visit

TABLES = ("meetings", "blocks", "attendances", "asked", "notes", "actions")


@pytest.fixture(autouse=True)
def meeting(store: Store) -> Meeting:
    """A recorded meeting of Algebra."""
    return recorded(store)


ALL = {"meetings": 1, "blocks": 2, "attendances": 1, "asked": 1, "notes": 1, "actions": 1}


def test_the_staff_reads_a_record_and_nobody_of_another_school(pages: Engine) -> None:
    for person in ("ana", "mia", "ben", "lee", "sam"):
        assert seen(pages, person, TABLES) == ALL
    for person in ("finn", "zoe", "nobody", ""):
        assert seen(pages, person, TABLES) == {}


def test_of_the_facilitators_own_meetings_the_staff_sees_nothing(
    pages: Engine, store: Store
) -> None:
    visit(store, "cora").meetings.plan(plan(of=COHORT, name="Cohort"))

    assert seen(pages, "lee", TABLES) == ALL
    assert seen(pages, "finn", TABLES) == {"meetings": 1, "blocks": 2}


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
        assert done in REFUSED, person

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

    assert seen(pages, "finn", TABLES) == {"meetings": 1, "blocks": 2}
