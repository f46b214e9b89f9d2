"""What PostgreSQL itself shows of follow-ups, and to whom it never gives a note."""

import pytest
from sqlalchemy import Engine

from plgwork.models.followups import FollowUp
from plgwork.store import Store
from tests.store.following import followed_up
from tests.store.walls.asking import REFUSED, attempt, seen
from tests.store.world import STAFF, contents, run, visit

TABLES = ("followups", "followup_notes", "settled_occasions", "followup_leaders")
NAMED = {"followup_leaders": 1}
ROW = {"followups": 1} | NAMED
NOTED = {"followup_notes": 1} | ROW
OTHERS = [one for one in (*STAFF, "nobody", "") if one not in ("ana", "cora", "cody", "lee")]


@pytest.fixture(autouse=True)
def begun(store: Store) -> FollowUp:
    """Ana's, with Mia, due today, with a note; Lee is named."""
    return followed_up(store)


def test_a_note_is_found_by_its_owner_coaches_and_the_named_leader_alone(pages: Engine) -> None:
    assert seen(pages, "ana", TABLES) == NOTED | {"settled_occasions": 1}
    for reader in ("cora", "cody", "lee"):
        assert seen(pages, reader, TABLES) == NOTED
    assert seen(pages, "mia", TABLES) == ROW
    for other in ("ben", "nia", "gus", "lou", "sam"):
        assert seen(pages, other, TABLES) == NAMED
    for stranger in ("finn", "zoe", "nobody", ""):
        assert seen(pages, stranger, TABLES) == {}


def test_before_its_day_whom_it_is_about_finds_nothing(pages: Engine, url: str) -> None:
    run(url, "UPDATE followups SET due = '2026-11-21'")

    assert seen(pages, "mia", TABLES) == NAMED


def test_a_leader_named_since_finds_nothing_of_it(pages: Engine, url: str) -> None:
    run(url, "UPDATE followup_leaders SET named_at = '2026-11-20 20:30:01+00'")

    assert seen(pages, "lee", TABLES) == NAMED


def test_nor_does_a_coach_or_leader_whom_it_is_about(pages: Engine, url: str) -> None:
    for who in ("cora", "lee"):
        run(url, f"UPDATE followups SET person_id = '{who}', due = '2026-11-21'")
        assert seen(pages, who, TABLES) == NAMED


def test_handed_over_the_row_is_seen_and_the_note_is_not(
    pages: Engine, store: Store, begun: FollowUp
) -> None:
    visit(store, "ana").followups.hand_over(begun.id, "cora")

    assert seen(pages, "ana", TABLES) == ROW | {"settled_occasions": 1}


WRITES = [
    "UPDATE followup_notes SET text = 'Forged'",
    "UPDATE followup_notes SET current = false",
    "DELETE FROM followup_notes",
    "DELETE FROM followups",
    "UPDATE followups SET about = 'Forged'",
    "UPDATE followups SET ended_at = now()",
    "UPDATE followups SET person_id = NULL",
    "UPDATE followups SET opened_at = now()",
    "INSERT INTO followup_notes (id, followup_id, part, sitting, text, written_by, saved_at, "
    "current) VALUES ('forged', '{id}', 'note', 'one', 'Forged', '{who}', now(), true)",
    "INSERT INTO followup_notes (id, followup_id, part, sitting, text, written_by, saved_at, "
    "current) VALUES ('forged', '{id}', 'note', 'one', 'Forged', 'ana', now(), true)",
    "UPDATE settled_occasions SET through = '2030-01-01'",
    "DELETE FROM settled_occasions",
]


@pytest.mark.parametrize("statement", WRITES)
def test_nobody_but_its_owner_writes_to_it(
    pages: Engine, url: str, begun: FollowUp, statement: str
) -> None:
    before = contents(url)

    for who in (*OTHERS, "cora", "cody", "lee"):
        assert attempt(pages, who, statement.format(id=begun.id, who=who)) in REFUSED, who

    assert contents(url) == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE followups SET person_id = 'ben'",
        "UPDATE followups SET opened_at = '2020-01-01'",
        "UPDATE followups SET owner_id = 'mia', handed_by = 'ana'",
        "UPDATE followups SET owner_id = 'lou', handed_by = 'ana'",
        "UPDATE followups SET owner_id = 'cora', handed_by = 'cody'",
        "UPDATE followup_notes SET written_by = 'cora'",
        "DELETE FROM followups",
    ],
)
def test_not_even_its_owner_gives_it_another_person_day_of_opening_or_just_any_owner(
    pages: Engine, url: str, statement: str
) -> None:
    before = contents(url)

    assert attempt(pages, "ana", statement) in (*REFUSED, "CheckViolation")

    assert contents(url) == before


BEGINS = (
    "INSERT INTO followups (id, school_id, plg_id, person_id, about, owner_id, opened_by, "
    "opened_at, due) VALUES ('{who}', 'oak', '{plg}', {person}, 'Forged', '{who}', '{who}', "
    "now(), '2026-12-01')"
)


@pytest.mark.parametrize(
    ("plg", "person", "who"),
    [
        ("algebra", "NULL", {"ana", "cora", "cody", "lee"}),
        ("algebra", "'mia'", {"ana", "cora", "cody"}),
        ("algebra", "'ben'", set()),
        ("art", "NULL", set()),
        ("cohort", "NULL", set()),
    ],
)
def test_one_begins_only_where_somebody_looks_after_the_plg(
    pages: Engine, plg: str, person: str, who: set[str]
) -> None:
    done = {
        one
        for one in STAFF
        if attempt(pages, one, BEGINS.format(who=one, plg=plg, person=person)) == "touched"
    }

    assert done == who


def test_only_leaders_and_the_steward_name_a_leader_and_never_anybody_else(pages: Engine) -> None:
    named = "UPDATE followup_leaders SET person_id = '{one}', named_by = '{who}'"

    done = {
        who for who in STAFF if attempt(pages, who, named.format(one="lou", who=who)) == "touched"
    }

    assert done == {"lee", "lou", "sam"}
    assert attempt(pages, "lee", named.format(one="mia", who="lee")) in REFUSED
    assert attempt(pages, "cora", "DELETE FROM followup_leaders") in REFUSED
